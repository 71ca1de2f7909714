import type { Random, Steps } from '../../../core/index.js';
import { allocateBalanced, nearestUnits, recenter } from './allocate.js';
import { continueDivision } from './continue-division.js';
import { centerDistance } from './distances.js';
import { divideByPrices } from './divide-by-prices.js';
import type { DesignInstance } from './instance.js';
import { connectLocks, repairContiguity } from './repair-contiguity.js';
import { chooseSeedUnits } from './seeding.js';

const OUTER_ROUNDS = 5;

/**
 * A first division: location-allocation with additive weights (Kalcsics, Nickel and Schröder, 2005, doi:10.1007/BF02578982, in its
 * simplest form), then contiguity repair. Every territory gets at least one unit; each is connected as far as locks allow.
 */
export function* constructDivision(instance: DesignInstance, random: Random): Steps<Int32Array> {
    if (instance.incumbent.length > 0) return yield* continueDivision(instance);
    if (instance.work !== undefined) return yield* divideByPrices(instance, instance.work, random);
    const { count, pinned, seeds } = instance;
    const medians = yield* chooseSeedUnits(instance, random);
    const cores = yield* connectLocks(instance, medians);
    const centers = new Float64Array(count * 3);
    const offsets = new Float64Array(count);
    const division = yield* nearestUnits(instance, medians);
    for (let round = 0; round < OUTER_ROUNDS; round++) {
        for (let j = 0; j < count; j++) {
            for (let axis = 0; axis < 3; axis++) {
                centers[3 * j + axis] = pinned[j] === 1 ? seeds[3 * j + axis] : instance.coordinates[3 * medians[j] + axis];
            }
        }
        yield* allocateBalanced(instance, centers, medians, cores, offsets, division);
        if (round === OUTER_ROUNDS - 1 || !(yield* recenter(instance, division, medians))) break;
    }
    const costIn = (unit: number, territory: number): number =>
        centerDistance(instance, unit, centers, territory, medians[territory]) + offsets[territory];
    if (instance.contiguous) yield* repairContiguity(instance, division, medians, cores, costIn);
    return division;
}
