import { type Steps, WorkMeter } from '../../../core/index.js';
import { nearestUnits, recenter } from './allocate.js';
import { centerDistance, straightDistance } from './distances.js';
import { BARRED_COST, parkBarred } from './divide-by-prices.js';
import type { DesignInstance } from './instance.js';
import { connectLocks, repairContiguity } from './repair-contiguity.js';

/** How many other units tell how far one lies from its like. */
const MOST_OTHERS = 600;

/**
 * The incumbent division, mended where the rules want it: locked units where they are locked, units without a territory in the nearest
 * that they touch, a unit for each territory without any, and parts that are cut off in what surrounds them if that many may move.
 */
export function* continueDivision(instance: DesignInstance): Steps<Int32Array> {
    const { size, count, coordinates, locks, incumbent, seeds, pinned, moveShares, maxMoved, work } = instance;
    const division = incumbent.slice();
    for (let i = 0; i < size; i++) if (locks[i] !== -1) division[i] = locks[i];
    const sizes = new Int32Array(count);
    for (let i = 0; i < size; i++) if (division[i] !== -1) sizes[division[i]]++;
    for (let j = 0; j < count; j++) if (sizes[j] === 0) yield* plantUnit(instance, division, sizes, j);
    const medians = new Int32Array(count);
    for (let i = size - 1; i >= 0; i--) if (division[i] !== -1) medians[division[i]] = i;
    yield* recenter(instance, division, medians);
    const centers = new Float64Array(count * 3);
    for (let j = 0; j < count; j++) {
        for (let axis = 0; axis < 3; axis++) {
            centers[3 * j + axis] = pinned[j] === 1 ? seeds[3 * j + axis] : coordinates[3 * medians[j] + axis];
        }
    }
    const nearest = yield* cheapestTerritories(instance, medians);
    const whole = division.map((territory, i) => (territory === -1 ? nearest[i] : territory));
    if (!instance.contiguous) return whole;
    const repaired = (division.includes(-1) ? division : whole).slice();
    const costIn = (unit: number, territory: number): number =>
        work === undefined
            ? centerDistance(instance, unit, centers, territory, medians[territory])
            : work.costIn(unit, territory) + (work.isBarred(unit, territory) ? BARRED_COST : 0);
    yield* repairContiguity(instance, repaired, medians, yield* connectLocks(instance, medians), costIn);
    if (work !== undefined) parkBarred(instance, work, repaired);
    let moved = 0;
    for (let i = 0; i < size; i++) if (incumbent[i] !== -1 && repaired[i] !== incumbent[i]) moved += moveShares[i];
    return moved <= maxMoved ? repaired : whole;
}

// The territory of each unit whose start is nearest or, where it is known who lives where, whose rep does it with the least work.
function* cheapestTerritories(instance: DesignInstance, medians: Int32Array): Steps<Int32Array> {
    const nearest = yield* nearestUnits(instance, medians);
    const { work, closed } = instance;
    if (work === undefined) return nearest;
    for (let i = 0; i < nearest.length; i++) {
        for (let at = work.offsets[i + 1] - 1; at >= work.offsets[i]; at--) {
            if (closed[work.territories[at]] === 0) nearest[i] = work.territories[at];
        }
    }
    return nearest;
}

// Gives an empty territory the free unit nearest to its seed, else the one farthest from its like in the largest territory.
function* plantUnit(instance: DesignInstance, division: Int32Array, sizes: Int32Array, territory: number): Steps<void> {
    const meter = new WorkMeter();
    const { size, coordinates, locks, seeds } = instance;
    const hasSeed = !Number.isNaN(seeds[3 * territory]);
    let largest = 0;
    for (let j = 1; j < sizes.length; j++) if (sizes[j] > sizes[largest]) largest = j;
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < size; i++) {
        const from = division[i];
        if (locks[i] !== -1 || (from !== -1 && sizes[from] === 1)) continue;
        if (!hasSeed && from !== -1 && from !== largest) continue;
        if (meter.spend(hasSeed ? 1 : MOST_OTHERS)) yield;
        const distance = hasSeed ? straightDistance(coordinates, i, seeds, territory) : -distanceToOthers(instance, division, i);
        if (distance < least) {
            least = distance;
            best = i;
        }
    }
    if (best === -1) return;
    if (division[best] !== -1) sizes[division[best]]--;
    division[best] = territory;
    sizes[territory]++;
}

function distanceToOthers({ size, coordinates }: DesignInstance, division: Int32Array, unit: number): number {
    const stride = Math.ceil(size / MOST_OTHERS);
    let sum = 0;
    for (let i = 0; i < size; i += stride)
        if (division[i] === division[unit]) sum += straightDistance(coordinates, i, coordinates, unit);
    return sum;
}
