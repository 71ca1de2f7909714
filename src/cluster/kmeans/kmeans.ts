import { clockSeconds, jsonReady, Random, runSteps, runStepsAsync, type Steps, StopWatch } from '../../core/index.js';
import type { Position } from '../../geo/index.js';
import { countSizes } from '../points/cluster-means.js';
import {
    type ClusterProgress,
    type CountedClusterOptions,
    LEAF_SIZE,
    MOST_ITERATIONS,
    type PreparedPoints,
    prepareSteps,
    restoreOrder,
} from '../points/cluster-options.js';
import { type ClusterPoints, squareUnit, toPositions } from '../points/points.js';
import { coarseTreeSteps, type KmeansBudget, type KmeansState, runKmeans } from './kmeans-search.js';
import { seedSteps } from './seed-centers.js';

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
    return runSteps(kmeansSteps(points, options), options ?? {});
}

/**
 * As {@link kmeans}, without blocking the event loop.
 *
 * @throws BeatplanError (rejects) as {@link kmeans}
 */
export async function kmeansAsync(points: ClusterPoints, options: KmeansOptions): Promise<Clusters> {
    return runStepsAsync(kmeansSteps(points, options), options ?? {});
}

/** {@link kmeans} in steps. */
export function* kmeansSteps(points: ClusterPoints, options: KmeansOptions): Steps<Clusters, ClusterProgress> {
    const startedAt = clockSeconds();
    const prepared = yield* prepareSteps('kmeans', points, options);
    const best = yield* searchKmeans(prepared, options, startedAt, 1);
    const metric = options.metric ?? 'geographic';
    return jsonReady({
        labels: restoreOrder(best.labels, prepared.order),
        centers: toPositions(best.centers, metric),
        sizes: countSizes(best.labels, options.count),
        inertia: best.inertia * squareUnit(metric),
        iterations: best.iterations,
    });
}

/**
 * The best of several restarts of k-means, on prepared points.
 *
 * @param share - of the whole call, 0 to 1, for its progress
 */
export function* searchKmeans(
    { tree }: PreparedPoints,
    options: CountedClusterOptions,
    startedAt: number,
    share: number,
): Steps<KmeansState, ClusterProgress> {
    const { count, seed = 1, stop = {}, restarts = 1, metric = 'geographic' } = options;
    const random = new Random(seed);
    const unit = squareUnit(metric);
    const perRestart = stop.iterations ?? MOST_ITERATIONS;
    const watch = new StopWatch({ ...stop, iterations: restarts * perRestart }, undefined, startedAt);
    const coarse = yield* coarseTreeSteps(tree, count, LEAF_SIZE);
    let before = 0;
    let least = Number.POSITIVE_INFINITY;
    let best: KmeansState | undefined;
    const isGoodEnough = (): boolean => stop.target !== undefined && least * unit <= stop.target;
    const budget: KmeansBudget = {
        isOver: (iterations) => iterations >= perRestart || isGoodEnough() || watch.isOver(before + iterations),
        reached: (iterations, inertia) => {
            if (inertia < least) watch.improved(before + iterations - 1);
            least = Math.min(least, inertia);
            const all = before + iterations;
            return { fraction: share * watch.fraction(all), iterations: all, inertia: inertia * unit };
        },
    };
    for (let restart = 0; restart < restarts; restart++) {
        if (restart > 0 && (isGoodEnough() || watch.isOver(before))) break;
        const centers = yield* seedSteps(coarse, count, random.split());
        yield;
        const state = yield* runKmeans(tree, coarse, centers, metric === 'geographic', budget);
        before += state.iterations;
        if (best === undefined || state.inertia < best.inertia) best = state;
    }
    return best!;
}
