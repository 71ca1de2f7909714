import { type Steps, WorkMeter } from '../../core/index.js';

/** Most members whose median is found exactly: what would cost more is left to estimates. */
export const MOST_EXACT = 20_000;

/** Share of the least sum within which sums are told apart. */
const CLEAR = 1e-9;

/** The golden ratio: a stride of this share of the members comes by all parts of the list early. */
const GOLDEN = 0.6180339887498949;

/**
 * Finds the median of some members, the one nearest in sum to the others, exactly: a member is left out once those summed up already prove,
 * by the triangle inequality, that it is no better (Newling and Fleuret, 2017, "A sub-quadratic exact medoid algorithm").
 *
 * @param size - members, from 1
 * @param first - members that are likely to be near the median, tried before others
 * @param distance - between two members by their places, from 0
 * @param isMetric - whether no detour is shorter than the way; if not, every member is tried
 * @returns the place of the median, ties to the first; about O(size^1.5), O(size^2) if not metric
 */
export function* exactMedian(
    size: number,
    first: readonly number[],
    distance: (a: number, b: number) => number,
    isMetric: boolean,
): Steps<number> {
    const meter = new WorkMeter();
    const bounds = new Float64Array(size);
    const isTried = new Uint8Array(size);
    const row = new Float64Array(size);
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const candidate of orderOf(size, first)) {
        if (isTried[candidate] === 1 || bounds[candidate] > least * (1 + CLEAR)) continue;
        isTried[candidate] = 1;
        let sum = 0;
        for (let i = 0; i < size; i++) {
            row[i] = distance(i, candidate);
            sum += row[i];
        }
        if (sum < least || (sum === least && candidate < best)) {
            least = sum;
            best = candidate;
        }
        if (isMetric) {
            for (let i = 0; i < size; i++) bounds[i] = Math.max(bounds[i], Math.abs(sum - size * row[i]));
        }
        if (meter.spend(size)) yield;
    }
    return best;
}

function* orderOf(size: number, first: readonly number[]): Generator<number> {
    yield* first;
    let stride = Math.max(1, Math.round(size * GOLDEN));
    while (greatestDivisor(stride, size) > 1) stride++;
    for (let step = 0; step < size; step++) yield (step * stride) % size;
}

function greatestDivisor(a: number, b: number): number {
    return b === 0 ? a : greatestDivisor(b, a % b);
}
