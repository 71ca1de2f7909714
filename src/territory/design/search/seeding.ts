import { type Random, type Steps, WorkMeter } from '../../../core/index.js';
import { straightDistance } from './distances.js';
import { type DesignInstance, MANY_UNITS } from './instance.js';

/**
 * One unit for each territory to grow from: the free unit nearest to its seed, else spread out by k-means++ (Arthur and Vassilvitskii,
 * 2007) with units weighted by what they hold; many units are bisected instead, since k-means++ seeds dense towns too thinly. No two territories get the same unit, and none gets a unit that is locked to another.
 */
export function* chooseSeedUnits(instance: DesignInstance, random: Random): Steps<Int32Array> {
    const meter = new WorkMeter();
    const { size, count, coordinates, locks, seeds } = instance;
    const chosen = new Int32Array(count).fill(-1);
    const taken = new Uint8Array(size);
    const nearest = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
    const take = (territory: number, unit: number): void => {
        chosen[territory] = unit;
        taken[unit] = 1;
        for (let i = 0; i < size; i++) {
            const distance = straightDistance(coordinates, i, coordinates, unit);
            if (distance < nearest[i]) nearest[i] = distance;
        }
    };
    for (let i = 0; i < size; i++) if (locks[i] >= 0 && chosen[locks[i]] === -1) take(locks[i], i);
    for (let j = 0; j < count; j++) {
        if (chosen[j] !== -1 || Number.isNaN(seeds[3 * j])) continue;
        if (meter.spend(2 * size)) yield;
        let best = -1;
        let bestDistance = Number.POSITIVE_INFINITY;
        for (let i = 0; i < size; i++) {
            if (taken[i] === 1 || locks[i] >= 0) continue;
            const distance = straightDistance(coordinates, i, seeds, j);
            if (distance < bestDistance) {
                bestDistance = distance;
                best = i;
            }
        }
        if (best !== -1) take(j, best);
    }
    const weights = unitWeights(instance);
    if (size > MANY_UNITS && chosen.every((unit) => unit === -1)) return yield* bisectUnits(instance, weights);
    for (let j = 0; j < count; j++) {
        if (chosen[j] !== -1) continue;
        if (meter.spend(3 * size)) yield;
        const unit = drawFar(nearest, weights, taken, locks, random);
        if (unit !== -1) take(j, unit);
    }
    return chosen;
}

/**
 * A unit near the middle of each of as many parts of equal weight, in two across their longest axis, each part in two again, and so on:
 * as many starts in a town as it has work for.
 */
function* bisectUnits(
    { size, count, coordinates, inverseTargets, measures }: DesignInstance,
    weights: Float64Array,
): Steps<Int32Array> {
    const meter = new WorkMeter();
    const chosen = new Int32Array(count);
    const shares = new Float64Array(count + 1);
    for (let j = 0; j < count; j++)
        shares[j + 1] = shares[j] + (measures > 0 && inverseTargets[j * measures] > 0 ? 1 / inverseTargets[j * measures] : 1);
    const order = new Int32Array(size);
    for (let i = 0; i < size; i++) order[i] = i;
    function* divide(members: Int32Array, first: number, end: number): Steps<void> {
        if (meter.spend(20 * members.length)) yield;
        const axis = longestAxis(coordinates, members);
        members.sort((a, b) => coordinates[3 * a + axis] - coordinates[3 * b + axis] || a - b);
        if (end - first === 1) {
            chosen[first] = members[members.length >> 1];
            return;
        }
        const middle = (first + end) >> 1;
        let total = 0;
        for (let m = 0; m < members.length; m++) total += weights[members[m]];
        const share = (total * (shares[middle] - shares[first])) / (shares[end] - shares[first]);
        // Each side keeps a unit for each of its territories.
        const most = members.length - (end - middle);
        let cut = middle - first;
        let sum = 0;
        for (let m = 0; m < cut; m++) sum += weights[members[m]];
        while (cut < most && sum + weights[members[cut]] / 2 <= share) sum += weights[members[cut++]];
        yield* divide(members.subarray(0, cut), first, middle);
        yield* divide(members.subarray(cut), middle, end);
    }
    yield* divide(order, 0, count);
    return chosen;
}

function longestAxis(coordinates: Float64Array, members: Int32Array): number {
    let longest = 0;
    let most = -1;
    for (let axis = 0; axis < 3; axis++) {
        let low = Number.POSITIVE_INFINITY;
        let high = Number.NEGATIVE_INFINITY;
        for (let m = 0; m < members.length; m++) {
            const value = coordinates[3 * members[m] + axis];
            if (value < low) low = value;
            if (value > high) high = value;
        }
        if (high - low > most) {
            most = high - low;
            longest = axis;
        }
    }
    return longest;
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
