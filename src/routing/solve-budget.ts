import type { StopCriteria } from '../core/index.js';
import { defaultStop, type RunningMethod } from './methods.js';
import type { Problem } from './problem.js';
import type { Search } from './search/search.js';

/** The budget of a search: that of the call, less the time for writing the solution down; else one by the problem's size. */
export function stopOf(problem: Problem, method: RunningMethod, stop: StopCriteria = {}): StopCriteria {
    const { seconds, iterations, noImprovement } = stop;
    // The solution is still to be written down when the search ends.
    if (seconds !== undefined)
        return { ...stop, seconds: Math.max(seconds / 2, seconds - WRITING_SECONDS * problem.visits.length) };
    return iterations !== undefined || noImprovement !== undefined ? stop : { ...stop, ...defaultStop(problem, method) };
}

const WRITING_SECONDS = 2e-6;
/** What a look at one place takes, and at one visit alone on one vehicle, when reasons are written; most of the seconds given for that. */
const PLACE_SECONDS = 5e-8;
const ALONE_SECONDS = 1e-6;
const MOST_FOR_REASONS = 0.2;
/** Share of the seconds that a first solution has though compiling took them all. */
export const LEAST_FOR_SWEEP: number = 0.1;
/** The search ends earlier where many are left out, who are tried in every place of the answer and have their reasons written. */
export function withTimeForReasons(stop: StopCriteria, { state }: Search): StopCriteria {
    if (stop.seconds === undefined) return stop;
    const { n, routes, types } = state.instance;
    const expected = state.absentCount * (PLACE_SECONDS * (n - state.absentCount + routes) + ALONE_SECONDS * types);
    return { ...stop, seconds: stop.seconds - Math.min(expected, MOST_FOR_REASONS * stop.seconds) };
}
