import { runSteps, type Steps, WorkMeter } from '../../core/index.js';
import { NearestSearch } from './nearest-search.js';
import type { PointTree } from './point-tree.js';

/** The nearest other points of each point, as {@link PointIndex.nearestAll} returns them. */
export interface NearestAll {
    /** The neighbours of point `i` are entries `i * count` to `(i + 1) * count - 1`, nearest first; -1 if there are no more. */
    readonly indices: Int32Array;
    /** Their distances in metres (in a plane, its own unit); `Infinity` where there are no more. */
    readonly distances: Float64Array;
}

/** All other points within a radius of each point, as {@link PointIndex.withinAll} returns them. */
export interface WithinAll {
    /** The neighbours of point `i` are entries `offsets[i]` to `offsets[i + 1] - 1`, nearest first. */
    readonly offsets: Int32Array;
    readonly indices: Int32Array;
    /** Their distances in metres (in a plane, its own unit). */
    readonly distances: Float64Array;
}

/** Points are asked about in the order of the tree, so that one search finds in the cache what the last one read. */
export function nearestOfAll(tree: PointTree, count: number): NearestAll {
    return runSteps(nearestSteps(tree, count));
}

/** {@link nearestOfAll} in steps. */
export function* nearestSteps(tree: PointTree, count: number): Steps<NearestAll> {
    const meter = new WorkMeter();
    const { size, ids, coordinates } = tree;
    const indices = new Int32Array(size * count).fill(-1);
    const distances = new Float64Array(size * count).fill(Number.POSITIVE_INFINITY);
    const search = new NearestSearch();
    const { heap } = search;
    for (let i = 0; i < size; i++) {
        if (meter.spend(20 * count)) yield;
        const id = ids[i];
        const found = search.run(
            tree,
            coordinates[2 * i],
            coordinates[2 * i + 1],
            count,
            Number.POSITIVE_INFINITY,
            undefined,
            id,
        );
        const row = id * count;
        for (let k = 0; k < found; k++) {
            indices[row + k] = heap.ids[k];
            distances[row + k] = heap.distances[k];
        }
    }
    return { indices, distances };
}

export function withinOfAll(tree: PointTree, radius: number): WithinAll {
    const { size, ids, coordinates } = tree;
    const offsets = new Int32Array(size + 1);
    const search = new NearestSearch();
    const { heap } = search;
    // Rows in the order of the tree first, in that of the points then.
    const starts = new Float64Array(size);
    let neighbours = new Int32Array(Math.max(64, 4 * size));
    let lengths = new Float64Array(neighbours.length);
    let total = 0;
    for (let i = 0; i < size; i++) {
        const id = ids[i];
        const found = search.run(
            tree,
            coordinates[2 * i],
            coordinates[2 * i + 1],
            Number.POSITIVE_INFINITY,
            radius,
            undefined,
            id,
        );
        if (total + found > neighbours.length) {
            const room = Math.max(2 * neighbours.length, total + found);
            const wider = new Int32Array(room);
            wider.set(neighbours);
            neighbours = wider;
            const longer = new Float64Array(room);
            longer.set(lengths);
            lengths = longer;
        }
        starts[id] = total;
        offsets[id + 1] = found;
        for (let k = 0; k < found; k++) {
            neighbours[total + k] = heap.ids[k];
            lengths[total + k] = heap.distances[k];
        }
        total += found;
    }
    for (let id = 0; id < size; id++) offsets[id + 1] += offsets[id];
    const indices = new Int32Array(total);
    const distances = new Float64Array(total);
    for (let id = 0; id < size; id++) {
        let from = starts[id];
        for (let to = offsets[id]; to < offsets[id + 1]; to++) {
            indices[to] = neighbours[from];
            distances[to] = lengths[from++];
        }
    }
    return { offsets, indices, distances };
}
