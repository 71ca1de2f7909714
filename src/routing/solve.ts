import { clockSeconds, nextTurn, runSteps, runStepsAsync, type Steps } from '../core/index.js';
import type { Problem } from './problem.js';
import { Run } from './run.js';
import type { Solution } from './solution.js';
import type { SolveOptions } from './solve-options.js';

/**
 * Solves a vehicle routing problem.
 *
 * @param problem - visits, vehicles, travel and objective; not changed
 * @param options - stop criteria, seed, method
 * @returns the best solution found; every visit is in a route or in `unserved` with reasons
 * @throws BeatplanError `invalid-input` with every issue of the problem
 * @example
 * ```ts
 * const solution = solve({
 *     visits: [
 *         { id: 'a', position: [13.4, 52.52], serviceDuration: 1800 },
 *         { id: 'b', position: [13.3, 52.5], serviceDuration: 1800, priority: 80 },
 *     ],
 *     vehicles: [{ id: 'rep', start: { position: [13.38, 52.51] }, end: { position: [13.38, 52.51] }, shift: [0, 28800] }],
 *     objective: { kind: 'priority' },
 * });
 * ```
 */
export function solve(problem: Problem, options: SolveOptions = {}): Solution {
    return runSteps(solveSteps(problem, options));
}

/**
 * As {@link solve}, without blocking the event loop: while the problem is compiled, a first solution made, the
 * search runs and reasons are written.
 *
 * @throws BeatplanError (rejects) `invalid-input` with every issue of the problem and the options
 * @example
 * ```ts
 * const controller = new AbortController();
 * const solution = await solveAsync(problem, { signal: controller.signal, onProgress: ({ fraction }) => console.log(fraction) });
 * ```
 */
export async function solveAsync(problem: Problem, options: SolveOptions = {}): Promise<Solution> {
    return runStepsAsync(solveSteps(problem, options));
}

/** {@link solve} in steps: the same answer, however they are run. */
export function* solveSteps(problem: Problem, options: SolveOptions = {}): Steps<Solution> {
    const run = yield* Run.start(problem, options);
    let reported = Number.NEGATIVE_INFINITY;
    const { onImprovement } = options;
    // The first solution is no improvement.
    if (onImprovement !== undefined) yield* run.hasImproved();
    for (let over = false; !over; ) {
        over = run.timedSlice();
        if (onImprovement !== undefined && (yield* run.hasImproved())) onImprovement(yield* run.solution());
        if (options.onProgress !== undefined && (over || clockSeconds() - reported > 0.1)) {
            reported = clockSeconds();
            options.onProgress(run.progress());
        }
        yield;
    }
    return yield* run.solution();
}

/**
 * Ever better solutions, from the first to the best, which {@link solve} would return. Leaving the loop ends the search.
 *
 * @throws BeatplanError `invalid-input`, when the first solution is asked for
 * @example
 * ```ts
 * for await (const solution of improve(problem)) if (solution.cost < 1000) break;
 * ```
 */
export async function* improve(problem: Problem, options: SolveOptions = {}): AsyncGenerator<Solution, void, undefined> {
    const run = await runStepsAsync(Run.start(problem, options));
    yield await runStepsAsync(run.solution());
    for (let over = false; !over; ) {
        over = run.timedSlice();
        await nextTurn();
        if (await runStepsAsync(run.hasImproved())) yield await runStepsAsync(run.solution());
    }
}
