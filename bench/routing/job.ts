import type { StopCriteria } from '../../src/core/index.js';
import { type MethodName, type Problem, type RoutePlan, solve, type TracePoint } from '../../src/routing/index.js';
import { thinTrace } from './gap.js';
import { loadInstance, type Source } from './source.js';

/** One run as plain data. */
export interface Job {
    readonly source: Source;
    readonly method: MethodName;
    readonly seed: number;
    /** Seconds for everything from `startedAt`, reading included; or seconds or iterations of the solver alone. */
    readonly stop: { readonly seconds: number } | { readonly solverSeconds: number } | { readonly iterations: number };
    /** Milliseconds since 1970: when the process, or the call, was started. */
    readonly startedAt: number;
}

/** What one run came to; seconds count from the job's start. */
export interface JobResult {
    readonly routes: readonly RoutePlan[];
    readonly iterations: number;
    /** Until the solver was called. */
    readonly startupSeconds: number;
    /** Of the call of the solver alone. */
    readonly solverSeconds: number;
    /** The first solution that serves whom it must, and better ones after it. */
    readonly trace: readonly TracePoint[];
}

const LONGEST_TRACE = 60;
// What is left to do when the solver is stopped: building the answer, writing it, and ending the process.
const CLOSING_SECONDS = 0.03;
const CLOSING_SECONDS_PER_VISIT = 1e-5;
// Digits of a second that a trace keeps.
const TRACE_DECIMALS = 4;

/** Reads the instance and solves it, within the limit as a whole. */
export function runJob({ source, method, seed, stop, startedAt }: Job): JobResult {
    const { problem } = loadInstance(source);
    const startupSeconds = secondsSince(startedAt);
    const limit = solverLimit(stop, startupSeconds, problem.visits.length);
    const calledAt = clockMilliseconds();
    const solution = solve(problem, { method, seed, stop: limit, trace: true });
    const solverSeconds = secondsSince(calledAt);
    const { iterations, trace = [] } = solution.statistics;
    const points = trace
        .filter((point) => isComplete(problem, point))
        .map((point) => ({ ...point, seconds: Number((point.seconds + startupSeconds).toFixed(TRACE_DECIMALS)) }));
    return {
        routes: solution.routes.map(({ vehicleId, stops }) => ({ vehicleId, visitIds: stops.map((stop) => stop.visitId) })),
        iterations,
        startupSeconds,
        solverSeconds,
        trace: thinTrace(points, LONGEST_TRACE),
    };
}

function solverLimit(stop: Job['stop'], startupSeconds: number, visits: number): StopCriteria {
    if ('iterations' in stop) return stop;
    if ('solverSeconds' in stop) return { seconds: stop.solverSeconds };
    const closing = CLOSING_SECONDS + CLOSING_SECONDS_PER_VISIT * visits;
    return { seconds: Math.max(0.001, stop.seconds - startupSeconds - closing) };
}

/** Milliseconds since 1970, finer than `Date.now`. */
export function clockMilliseconds(): number {
    return performance.timeOrigin + performance.now();
}

function secondsSince(milliseconds: number): number {
    return (clockMilliseconds() - milliseconds) / 1000;
}

// All visits must be served where cost is sought, in all instances here, and none elsewhere.
function isComplete({ objective }: Problem, { unserved }: TracePoint): boolean {
    return unserved === 0 || (objective?.kind ?? 'cost') !== 'cost';
}
