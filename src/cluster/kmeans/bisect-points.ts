import type { Steps } from '../../core/index.js';
import { sortByKey } from '../points/sort-by-key.js';

/**
 * Divides points into parts of equal weight: in two across their longest axis, each part in two again, and so on. Compact where
 * points lie dense and where they lie sparse, which is what balance needs and least squares alone do not give.
 * O(n log n log count).
 *
 * @returns the part of each point, from 0 to `count - 1`
 */
export function* bisectSteps(coordinates: Float64Array, weights: Float64Array, count: number): Steps<Int32Array> {
    const labels = new Int32Array(weights.length);
    yield* divide(Int32Array.from(weights.keys()), 0, count);
    return labels;

    function* divide(members: Int32Array, first: number, parts: number): Steps<void> {
        if (parts === 1 || members.length === 0) {
            for (let m = 0; m < members.length; m++) labels[members[m]] = first;
            return;
        }
        const axis = longestAxis(coordinates, weights, members);
        yield;
        const keys = keysAlong(axis, members);
        yield;
        const sorted = Int32Array.from(sortByKey(keys), (m) => members[m]);
        yield;
        const left = Math.floor(parts / 2);
        const cut = cutAt(members, sorted, left, parts);
        yield* divide(sorted.subarray(0, cut), first, left);
        yield* divide(sorted.subarray(cut), first + left, parts - left);
    }

    // Where the first `left` of the parts end.
    function cutAt(members: Int32Array, sorted: Int32Array, left: number, parts: number): number {
        let total = 0;
        for (let m = 0; m < members.length; m++) total += weights[members[m]];
        const share = (total * left) / parts;
        let cut = 0;
        for (let sum = 0; cut < sorted.length && sum + weights[sorted[cut]] / 2 <= share; cut++) sum += weights[sorted[cut]];
        return cut;
    }

    function keysAlong(axis: readonly [number, number, number], members: Int32Array): Float64Array {
        const keys = new Float64Array(members.length);
        let low = Number.POSITIVE_INFINITY;
        for (let m = 0; m < members.length; m++) {
            const p = 3 * members[m];
            keys[m] = axis[0] * coordinates[p] + axis[1] * coordinates[p + 1] + axis[2] * coordinates[p + 2];
            if (keys[m] < low) low = keys[m];
        }
        for (let m = 0; m < keys.length; m++) keys[m] -= low;
        return keys;
    }
}

/** The direction in which the points spread most. */
function longestAxis(coordinates: Float64Array, weights: Float64Array, members: Int32Array): readonly [number, number, number] {
    const mean = [0, 0, 0];
    let total = 0;
    for (let m = 0; m < members.length; m++) {
        const w = weights[members[m]];
        total += w;
        for (let axis = 0; axis < 3; axis++) mean[axis] += w * coordinates[3 * members[m] + axis];
    }
    if (total === 0) return [1, 0, 0];
    for (let axis = 0; axis < 3; axis++) mean[axis] /= total;
    const spread = new Float64Array(9);
    for (let m = 0; m < members.length; m++) {
        const w = weights[members[m]];
        const p = 3 * members[m];
        for (let a = 0; a < 3; a++) {
            for (let b = 0; b < 3; b++) spread[3 * a + b] += w * (coordinates[p + a] - mean[a]) * (coordinates[p + b] - mean[b]);
        }
    }
    return principalAxis(spread);
}

/** The direction that a symmetric matrix stretches most, by power iteration; of any length. */
export function principalAxis(matrix: Float64Array): readonly [number, number, number] {
    let widest = 0;
    for (let a = 1; a < 3; a++) if (matrix[4 * a] > matrix[4 * widest]) widest = a;
    // The column of the longest axis is never at right angles to the direction that is looked for.
    let [x, y, z] = matrix.subarray(3 * widest, 3 * widest + 3);
    for (let step = 0; step < 8; step++) {
        const length = Math.sqrt(x * x + y * y + z * z);
        if (length === 0) return [1, 0, 0];
        x /= length;
        y /= length;
        z /= length;
        [x, y, z] = [
            matrix[0] * x + matrix[1] * y + matrix[2] * z,
            matrix[3] * x + matrix[4] * y + matrix[5] * z,
            matrix[6] * x + matrix[7] * y + matrix[8] * z,
        ];
    }
    return [x, y, z];
}
