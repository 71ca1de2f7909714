import { checkSolution, type MethodName, type TracePoint, type Violation } from '../../src/routing/index.js';
import type { JobRunner } from './isolate.js';
import type { Job } from './job.js';
import { type BenchInstance, type LoadedInstance, loadInstance } from './source.js';

/** One run of one method on one instance, confirmed by the checker. */
export interface Run {
    readonly set: string;
    readonly instance: string;
    readonly visits: number;
    readonly method: string;
    readonly seed: number;
    readonly isScore: boolean;
    /** By the instance's own convention, recomputed by the checker; absent if rules are broken or the process failed. */
    readonly value?: number;
    readonly bestKnown?: number;
    readonly routes: number;
    /** Routes that the instance states without demanding them. */
    readonly statedRoutes?: number;
    readonly unserved: number;
    /** Sum of collected prizes; absent if there are none to collect. */
    readonly prize?: number;
    readonly iterations: number;
    /** Of the whole run as the person who started it would see them. */
    readonly seconds: number;
    /** Until the solver was called, and in the solver. */
    readonly startupSeconds: number;
    readonly solverSeconds: number;
    /** Until the first solution. */
    readonly firstSeconds?: number;
    /** What is wrong, as sentences; a run without value has at least one. */
    readonly faults: readonly string[];
    /** Seconds count from the start of the run. */
    readonly trace: readonly TracePoint[];
}

const MOST_FAULTS = 5;

/** Makes the runs of one instance: every method with seeds 1 to `seeds`. */
export async function* measureInstance(
    bench: BenchInstance,
    methods: readonly MethodName[],
    seeds: number,
    stop: Job['stop'],
    run: JobRunner,
): AsyncGenerator<Run, void, undefined> {
    const loaded = loadInstance(bench.source);
    for (const method of methods) {
        for (let seed = 1; seed <= seeds; seed++)
            yield await measure(bench, loaded, { source: bench.source, method, seed, stop }, run);
    }
}

async function measure(
    { set, name, bestKnown }: BenchInstance,
    { problem, isScore, statedRoutes, value }: LoadedInstance,
    job: Omit<Job, 'startedAt'>,
    runner: JobRunner,
): Promise<Run> {
    const facts = {
        set,
        instance: name,
        visits: problem.visits.length,
        method: job.method,
        seed: job.seed,
        isScore,
        ...(bestKnown === undefined ? {} : { bestKnown }),
        ...(statedRoutes === undefined ? {} : { statedRoutes }),
    };
    try {
        const { result, seconds } = await runner(job);
        const { routes, iterations, startupSeconds, solverSeconds, trace } = result;
        const check = checkSolution(problem, routes);
        return {
            ...facts,
            ...(check.feasible ? { value: value(check) } : {}),
            routes: check.routes,
            unserved: check.unserved.length,
            ...(problem.visits.some((visit) => (visit.prize ?? 0) > 0) ? { prize: check.prize } : {}),
            iterations,
            seconds,
            startupSeconds,
            solverSeconds,
            ...(trace.length === 0 ? {} : { firstSeconds: trace[0].seconds }),
            faults: check.violations.slice(0, MOST_FAULTS).map(describeViolation),
            trace,
        };
    } catch (error) {
        const faults = [`the run failed: ${error instanceof Error ? error.message : String(error)}`];
        const nothing = {
            routes: 0,
            unserved: problem.visits.length,
            iterations: 0,
            seconds: 0,
            startupSeconds: 0,
            solverSeconds: 0,
        };
        return { ...facts, ...nothing, faults, trace: [] };
    }
}

function describeViolation({ code, message, visitId, vehicleId }: Violation): string {
    const subjects = [
        ...(visitId === undefined ? [] : [`visit ${visitId}`]),
        ...(vehicleId === undefined ? [] : [`vehicle ${vehicleId}`]),
    ];
    return `${subjects.join(', ')} ${message} [${code}]`;
}
