import { clockSeconds, Random, StopWatch, throwIfAborted } from '../core/index.js';
import { EARTH_RADIUS, type Position } from '../geo/index.js';
import { linkPoints, planePoints } from './contiguity.js';
import { describeDivision } from './design/describe.js';
import type { DesignInstance } from './design/instance.js';
import { defaultIterations, searchDivision } from './design/search.js';
import { type CheckedDesign, checkDesign, type DesignOptions, measureOf } from './design-options.js';
import type { TerritoryPlan } from './territory-plan.js';
import type { Unit } from './unit.js';

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
    const startedAt = clockSeconds();
    const design = checkDesign(units, options);
    throwIfAborted(options.signal);
    const instance = compileDesign(design);
    const seed = options.seed ?? 1;
    const stop = options.stop ?? {};
    const isBounded = stop.seconds !== undefined || stop.iterations !== undefined;
    const iterations = isBounded ? (stop.iterations ?? Number.POSITIVE_INFINITY) : defaultIterations(instance.size);
    const watch = new StopWatch(Number.isFinite(iterations) ? { ...stop, iterations } : stop, options.signal, startedAt);
    const limits = { iterations, dispersion: stop.target ?? Number.NEGATIVE_INFINITY };
    const result = searchDivision(instance, watch, new Random(seed), limits, options.onProgress);
    const statistics = { seed, iterations: result.iterations, seconds: watch.elapsed() };
    return describeDivision(design, instance, result.division, statistics);
}

function compileDesign(design: CheckedDesign): DesignInstance {
    const { units, balance, shares, metric } = design;
    const size = units.length;
    const count = shares.length;
    const measures = balance.length;
    const amounts = new Float64Array(size * measures);
    const totals = new Float64Array(measures);
    for (let i = 0; i < size; i++) {
        for (let a = 0; a < measures; a++) {
            const amount = measureOf(units[i], balance[a].measure);
            amounts[i * measures + a] = amount;
            totals[a] += amount;
        }
    }
    const inverseTargets = new Float64Array(count * measures);
    for (let j = 0; j < count; j++) {
        for (let a = 0; a < measures; a++) {
            if (totals[a] > 0) inverseTargets[j * measures + a] = 1 / (shares[j] * totals[a]);
        }
    }
    const seeds = new Float64Array(count * 3).fill(Number.NaN);
    const pinned = new Uint8Array(count);
    design.seeds.forEach((seed, j) => {
        if (seed === undefined) return;
        seeds.set(spacePoint(seed.position, metric), 3 * j);
        if (seed.pinned === true) pinned[j] = 1;
    });
    const coordinates = new Float64Array(size * 3);
    for (let i = 0; i < size; i++) coordinates.set(spacePoint(units[i].position, metric), 3 * i);
    const { offsets, neighbours } = linkPoints(planePoints(units, metric), design.edges, {});
    return {
        size,
        count,
        measures,
        coordinates,
        offsets,
        neighbours,
        contiguous: design.contiguous,
        amounts,
        inverseTargets,
        tolerances: Float64Array.from(balance, (measure) => measure.tolerance),
        weights: Float64Array.from(balance, (measure) => measure.weight),
        locks: design.locks,
        seeds,
        pinned,
    };
}

// On the globe a place is a point of space: chords order pairs as great circles do and fall short by 0.1 % at 1,000 km.
function spacePoint(position: Position, metric: 'geographic' | 'planar'): [number, number, number] {
    if (metric === 'planar') return [position[0], position[1], 0];
    const lng = (position[0] * Math.PI) / 180;
    const lat = (position[1] * Math.PI) / 180;
    const radius = EARTH_RADIUS * Math.cos(lat);
    return [radius * Math.cos(lng), radius * Math.sin(lng), EARTH_RADIUS * Math.sin(lat)];
}
