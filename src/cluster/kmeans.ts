import { Random, throwIfAborted } from '../core/index.js';
import type { Position } from '../geo/index.js';
import { countSizes } from './cluster-means.js';
import {
    type CountedClusterOptions,
    LEAF_SIZE,
    MOST_ITERATIONS,
    type PreparedPoints,
    preparePoints,
    restoreOrder,
} from './cluster-options.js';
import { coarsenTree, type KmeansState, runKmeans } from './kmeans-search.js';
import { type ClusterPoints, squareUnit, toPositions } from './points.js';
import { seedCenters } from './seed-centers.js';

/** Options of {@link kmeans}. */
export type KmeansOptions = CountedClusterOptions;

/** Points divided into clusters. */
export interface Clusters {
    /** Cluster of each point, in input order. */
    readonly labels: Int32Array;
    /** Weighted mean of each cluster's points; on the sphere where the metric is geographic. */
    readonly centers: readonly Position[];
    /** Points of each cluster, at least 1. */
    readonly sizes: Int32Array;
    /** Weighted sum of the squared distances to the centres, square metres or square units. */
    readonly inertia: number;
    /** Iterations of the restart that was kept. */
    readonly iterations: number;
}

/**
 * Divides points into compact clusters: least sum of squared distances to the cluster centres.
 *
 * Use it for groups by place alone; `balancedClusters` where the groups must weigh the same. Distances are straight lines
 * through the sphere (a country wide, within a thousandth of those along it), so the date line and the poles are places like
 * any other. The clusters do not depend on the order of the points.
 *
 * Seeds by greedy k-means++, then Lloyd's iterations over a k-d tree that gives whole regions to a centre at once, and exchanges of
 * near clusters for halves of wide ones, so that a single start comes within about a percent of the best of many. O(n log n) for
 * the tree, then far less than O(n k) an iteration; O(n) memory. `signal` is polled, and `onProgress` called, after every iteration.
 *
 * @param points - `[lng, lat]` each, or `[x, y]` under the planar metric
 * @throws BeatplanError `invalid-input` with every issue of points and options; `cancelled`
 * @example
 * ```ts
 * const { labels, centers } = kmeans(accounts.map((account) => account.position), { count: 5, seed: 1 });
 * ```
 */
export function kmeans(points: ClusterPoints, options: KmeansOptions): Clusters {
    const prepared = preparePoints(points, options);
    const best = searchKmeans(prepared, options);
    const metric = options.metric ?? 'geographic';
    return {
        labels: restoreOrder(best.labels, prepared.order),
        centers: toPositions(best.centers, metric),
        sizes: countSizes(best.labels, options.count),
        inertia: best.inertia * squareUnit(metric),
        iterations: best.iterations,
    };
}

/** The best of several restarts of k-means, on prepared points. */
export function searchKmeans({ tree }: PreparedPoints, options: KmeansOptions): KmeansState {
    const { count, seed = 1, maxIterations = MOST_ITERATIONS, restarts = 1, metric = 'geographic', signal, onProgress } = options;
    const random = new Random(seed);
    const unit = squareUnit(metric);
    const coarse = coarsenTree(tree, count, LEAF_SIZE);
    let before = 0;
    let best: KmeansState | undefined;
    for (let restart = 0; restart < restarts; restart++) {
        const centers = seedCenters(coarse, count, random.split());
        const state = runKmeans(tree, coarse, centers, metric === 'geographic', maxIterations, (iterations, inertia) => {
            onProgress?.({ iteration: before + iterations, maxIterations: restarts * maxIterations, inertia: inertia * unit });
            throwIfAborted(signal);
        });
        before += state.iterations;
        if (best === undefined || state.inertia < best.inertia) best = state;
    }
    return best!;
}
