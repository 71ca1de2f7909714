import { Random, throwIfAborted } from '../core/index.js';
import type { Position } from '../geo/index.js';
import { type CountedClusterOptions, type PreparedPoints, preparePoints, restoreOrder } from './cluster-options.js';
import { countSizes, type KmeansState, runKmeans, seedCenters } from './kmeans-kernel.js';
import { type ClusterPoints, squareUnit, toPositions } from './points.js';

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
 * any other. Each iteration costs O(n k) at worst and mostly much less. The clusters do not depend on the order of the points.
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

/** The best of several restarts of k-means, on points in canonical order and in their flat coordinates. */
export function searchKmeans({ coordinates, weights }: PreparedPoints, options: KmeansOptions): KmeansState {
    const { count, seed = 1, maxIterations = 100, restarts = 3, metric = 'geographic', signal, onProgress } = options;
    const random = new Random(seed);
    const unit = squareUnit(metric);
    let before = 0;
    let best: KmeansState | undefined;
    for (let restart = 0; restart < restarts; restart++) {
        const centers = seedCenters(coordinates, weights, count, random.split());
        const state = runKmeans(
            coordinates,
            weights,
            centers,
            metric === 'geographic',
            maxIterations,
            ({ inertia, iterations }) => {
                onProgress?.({
                    iteration: before + iterations,
                    maxIterations: restarts * maxIterations,
                    inertia: inertia * unit,
                });
                throwIfAborted(signal);
            },
        );
        before += state.iterations;
        if (best === undefined || state.inertia < best.inertia) best = state;
    }
    return best!;
}
