import type { Random } from '../../core/index.js';
import { centerDistance, type DesignInstance, unitDistance } from './instance.js';

/**
 * One unit for each territory to grow from: the free unit nearest to its seed, else spread out by k-means++ (Arthur and Vassilvitskii,
 * 2007) with units weighted by what they hold. No two territories get the same unit, and none gets a unit that is locked to another.
 */
export function chooseSeedUnits(instance: DesignInstance, random: Random): Int32Array {
    const { size, count, coordinates, locks, seeds } = instance;
    const chosen = new Int32Array(count).fill(-1);
    const taken = new Uint8Array(size);
    const nearest = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
    const take = (territory: number, unit: number): void => {
        chosen[territory] = unit;
        taken[unit] = 1;
        for (let i = 0; i < size; i++) {
            const distance = unitDistance(coordinates, i, unit);
            if (distance < nearest[i]) nearest[i] = distance;
        }
    };
    for (let i = 0; i < size; i++) if (locks[i] >= 0 && chosen[locks[i]] === -1) take(locks[i], i);
    for (let j = 0; j < count; j++) {
        if (chosen[j] !== -1 || Number.isNaN(seeds[3 * j])) continue;
        let best = -1;
        let bestDistance = Number.POSITIVE_INFINITY;
        for (let i = 0; i < size; i++) {
            if (taken[i] === 1 || locks[i] >= 0) continue;
            const distance = centerDistance(coordinates, i, seeds, j);
            if (distance < bestDistance) {
                bestDistance = distance;
                best = i;
            }
        }
        if (best !== -1) take(j, best);
    }
    const weights = unitWeights(instance);
    for (let j = 0; j < count; j++) {
        if (chosen[j] !== -1) continue;
        const unit = drawFar(nearest, weights, taken, locks, random);
        if (unit !== -1) take(j, unit);
    }
    return chosen;
}

// Mean share of the balanced measures, and a little of the head count so that no unit weighs nothing.
function unitWeights({ size, measures, amounts }: DesignInstance): Float64Array {
    const weights = new Float64Array(size).fill(0.1 / size);
    for (let a = 0; a < measures; a++) {
        let total = 0;
        for (let i = 0; i < size; i++) total += amounts[i * measures + a];
        if (total > 0) for (let i = 0; i < size; i++) weights[i] += amounts[i * measures + a] / total / measures;
    }
    return weights;
}

function drawFar(nearest: Float64Array, weights: Float64Array, taken: Uint8Array, locks: Int32Array, random: Random): number {
    let total = 0;
    let last = -1;
    for (let i = 0; i < nearest.length; i++) {
        if (taken[i] === 1 || locks[i] >= 0) continue;
        const distance = Math.min(nearest[i], 1e9);
        total += weights[i] * distance * distance;
        last = i;
    }
    let left = random.next() * total;
    for (let i = 0; i < nearest.length; i++) {
        if (taken[i] === 1 || locks[i] >= 0) continue;
        const distance = Math.min(nearest[i], 1e9);
        left -= weights[i] * distance * distance;
        if (left < 0) return i;
    }
    return last;
}
