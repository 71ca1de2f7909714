import type { Position } from '../geo/index.js';
import { assertPositions } from './check-query.js';
import { buildPointTree, nearestInto } from './point-tree.js';

/** The nearest other positions of each position, as {@link nearestAll} returns them. */
export interface NearestAll {
    /** The neighbours of position `i` are entries `i * count` to `(i + 1) * count - 1`, nearest first; -1 where there are no more. */
    readonly indices: Int32Array;
    /** Their distances in metres; `Infinity` where there are no more. */
    readonly distances: Float64Array;
}

/**
 * Finds for every position the nearest others: the neighbour lists that graphs and clusterings start from.
 *
 * @param positions - any number
 * @param count - how many neighbours each, a whole number from 1
 * @returns indices and distances, row by row; ties by index, no position is its own neighbour. About O(n (log n + count log count))
 * @throws BeatplanError `invalid-input`
 */
export function nearestAll(positions: readonly Position[], count: number): NearestAll {
    assertPositions(positions, 'nearestAll', count);
    const size = positions.length;
    const indices = new Int32Array(size * count).fill(-1);
    const distances = new Float64Array(size * count).fill(Number.POSITIVE_INFINITY);
    const tree = buildPointTree(positions);
    const found: number[] = [];
    const lengths: number[] = [];
    for (let i = 0; i < size; i++) {
        found.length = 0;
        lengths.length = 0;
        nearestInto(tree, positions[i], count + 1, Number.POSITIVE_INFINITY, undefined, found, lengths);
        let to = i * count;
        const end = to + count;
        for (let k = 0; k < found.length && to < end; k++) {
            if (found[k] === i) continue;
            indices[to] = found[k];
            distances[to++] = lengths[k];
        }
    }
    return { indices, distances };
}
