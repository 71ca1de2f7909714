import {
    clockSeconds,
    Random,
    runSteps,
    runStepsAsync,
    type StepControl,
    type Steps,
    StopWatch,
    throwIfAborted,
} from '../../core/index.js';
import type { TerritoryPlan } from '../model/territory-plan.js';
import type { Unit } from '../model/unit.js';
import { checkDesign, type DesignCall } from './check-design.js';
import type { DesignOptions } from './design-options.js';
import { compileDesign } from './search/compile.js';
import { describeDivision } from './search/describe.js';
import { enumerateDivisions } from './search/enumerate-divisions.js';
import { type DesignProgress, defaultIterations, searchDivision } from './search/search.js';

/**
 * Divides units into territories that are balanced, connected and compact, in this order: the plan that exceeds the tolerances least
 * and, among those, the one with the least distance from the units to their territories' medians.
 *
 * Territories start at `seeds` or are spread out by k-means++; a balanced location-allocation with contiguity repair gives the first
 * plan, and simulated annealing over the borders improves it. Where the tolerances cannot be met the best plan found is returned with
 * what is violated and why; that is never an error. Every territory has at least one unit, every unit exactly one territory.
 *
 * @param units - from 1, ids unique; their order changes nothing
 * @returns territories in the order of the seeds, then of the numbers
 * @throws BeatplanError `invalid-input` with every problem: `too-many-territories`, `empty-input`, `unknown-id`, `duplicate-id`, …;
 *   `cancelled` when the signal was aborted before there was a plan
 * @example
 * ```ts
 * const plan = designTerritories(units, {
 *     seeds: reps.map((rep) => ({ id: rep.id, position: rep.home })),
 *     balance: [{ measure: 'workload', tolerance: 0.05 }],
 * });
 * ```
 * @see Kalcsics, Nickel and Schröder 2005, doi:10.1007/BF02578982; Ríos-Mercado and Fernández 2009, doi:10.1016/j.cor.2007.10.024
 */
export function designTerritories(units: readonly Unit[], options: DesignOptions): TerritoryPlan {
    return runSteps(designSteps(units, options), progressOf(options));
}

/**
 * As {@link designTerritories}, without blocking the event loop: a signal that is aborted later ends the search with the
 * best plan so far.
 *
 * @throws BeatplanError as {@link designTerritories}
 * @example
 * ```ts
 * const plan = await designTerritoriesAsync(units, { count: 12, signal: AbortSignal.timeout(5000) });
 * ```
 */
export async function designTerritoriesAsync(units: readonly Unit[], options: DesignOptions): Promise<TerritoryPlan> {
    return runStepsAsync(designSteps(units, options), progressOf(options));
}

/** {@link designTerritories} in steps, their progress in the place of `onProgress`. */
export function* designSteps(
    units: readonly Unit[],
    options: DesignOptions,
    call: DesignCall = { name: 'designTerritories' },
): Steps<TerritoryPlan, DesignProgress> {
    const startedAt = clockSeconds();
    const design = checkDesign(units, options, call);
    throwIfAborted(options.signal);
    yield;
    const compiled = yield* compileDesign(design);
    const { instance, nodeOf } = compiled;
    const seed = options.seed ?? 1;
    const stop = options.stop ?? {};
    const isBounded = stop.seconds !== undefined || stop.iterations !== undefined;
    const iterations = isBounded ? (stop.iterations ?? Number.POSITIVE_INFINITY) : defaultIterations(instance.size);
    const watch = new StopWatch(Number.isFinite(iterations) ? { ...stop, iterations } : stop, options.signal, startedAt);
    const limits = { iterations, cost: stop.target ?? Number.NEGATIVE_INFINITY };
    const exact = yield* enumerateDivisions(design, compiled, watch, iterations);
    if (exact !== undefined) yield { fraction: 1, iterations: exact.iterations, violation: exact.violation, cost: exact.cost };
    const result = exact === undefined ? yield* searchDivision(instance, watch, new Random(seed), limits) : exact;
    const statistics = { seed, iterations: result.iterations, seconds: watch.elapsed() };
    const division = exact?.division ?? nodeOf.map((node) => result.division[node]);
    return yield* describeDivision(design, compiled, division, statistics);
}

/** What runs the steps: an aborted signal is left to them, which end with the best plan so far. */
export function progressOf(options: DesignOptions): StepControl<DesignProgress> {
    return { onProgress: options?.onProgress };
}
