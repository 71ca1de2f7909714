import {
    checkStructure,
    controlEntries,
    finite,
    flag,
    IssueCollector,
    jsonReady,
    oneOf,
    optional,
    runSteps,
    runStepsAsync,
    type Schema,
    type Steps,
    strict,
} from '../../core/index.js';
import type { Position } from '../../geo/index.js';
import { readPoints } from '../../spatial/internal.js';
import { LEAF_SIZE, metricSchema } from '../points/cluster-options.js';
import { meansOf, numberBySize } from '../points/number-clusters.js';
import { type ClusterMetric, type ClusterPoints, fromChord, toCoordinates, toPositions } from '../points/points.js';
import { sortByKey } from '../points/sort-by-key.js';
import { type StageOptions, type StageProgress, StageReporter } from '../points/stage-progress.js';
import { kdTreeSteps } from '../trees/kd-tree.js';
import { chooseClusters, condenseTree } from './condensed-tree.js';
import { coreDistances } from './core-distances.js';
import { buildMergeTree } from './merge-tree.js';
import { spanningTree } from './spanning-tree.js';

/** Options of {@link hdbscan}. The stages of `onProgress` are `core distances` and `spanning tree`. */
export interface HdbscanOptions extends StageOptions {
    /** The fewest points that make a cluster, from 2; default 5. */
    readonly minClusterSize?: number;
    /** How many points, itself included, a point's density is measured by, from 1; default `minClusterSize`. */
    readonly minPoints?: number;
    /**
     * `'excess-of-mass'` (default): the clusters that last longest as the distance grows. `'leaf'`: the smallest that last at all,
     * which makes more of them and of even size.
     */
    readonly selection?: 'excess-of-mass' | 'leaf';
    /** Whether all points together may be the one cluster; default false, where points that never fall apart are noise. */
    readonly allowSingleCluster?: boolean;
    /** What the points are; default `'geographic'`. */
    readonly metric?: ClusterMetric;
}

/** Dense groups of points, each at its own density, and noise. */
export interface HierarchicalDensityClusters {
    /** Number of clusters. */
    readonly count: number;
    /** Cluster of each point, in input order; -1 is noise. The largest cluster is 0; of equal ones the westernmost comes first. */
    readonly labels: Int32Array;
    /** Mean of each cluster's points; on the sphere where the metric is geographic. */
    readonly centers: readonly Position[];
    /** Points of each cluster. */
    readonly sizes: Int32Array;
    /** Rounds in which the spanning tree was found. */
    readonly iterations: number;
    /** How firmly each point belongs to its cluster: 1 in its densest part, towards 0 at its edge, 0 for noise. */
    readonly probabilities: Float64Array;
    /** How long each cluster lasts: sum over its points of 1 / distance gained while it holds them. */
    readonly stabilities: Float64Array;
}

const optionsSchema: Schema = strict({
    minClusterSize: optional(finite({ min: 2, integer: true })),
    minPoints: optional(finite({ min: 1, integer: true })),
    selection: optional(oneOf(['excess-of-mass', 'leaf'])),
    allowSingleCluster: optional(flag()),
    metric: metricSchema,
    ...controlEntries,
});

/**
 * Finds dense groups of any shape where density differs from place to place, towns and villages at once, and leaves the rest out
 * as noise. Needs no radius: only how small a group may be.
 *
 * Exact. Two points are as far apart as the largest of their distance and of the distances to their `minPoints`-th nearest; as that
 * distance grows, groups of `minClusterSize` points appear and merge, and those that last longest are the clusters. Groups that
 * merge at equal distances do so at once, so that nothing depends on the order of the points. Fewer points than `minClusterSize` or
 * `minPoints` are all noise. About O(n log^2 n), O(n) memory.
 *
 * @param points - `[lng, lat]` each, or `[x, y]` under the planar metric
 * @throws BeatplanError `invalid-input` with every issue of points and options; `cancelled`
 * @example
 * ```ts
 * const { labels, probabilities } = hdbscan(positions, { minClusterSize: 20, minPoints: 5 });
 * ```
 * @see Campello, Moulavi, Sander (2013) "Density-Based Clustering Based on Hierarchical Density Estimates",
 * https://doi.org/10.1007/978-3-642-37456-2_14; McInnes, Healy (2017) "Accelerated Hierarchical Density Based Clustering",
 * https://doi.org/10.1109/ICDMW.2017.12
 */
export function hdbscan(points: ClusterPoints, options: HdbscanOptions = {}): HierarchicalDensityClusters {
    return runSteps(hdbscanSteps(points, options), options ?? {});
}

/**
 * As {@link hdbscan}, without blocking the event loop.
 *
 * @throws BeatplanError (rejects) as {@link hdbscan}
 */
export async function hdbscanAsync(points: ClusterPoints, options: HdbscanOptions = {}): Promise<HierarchicalDensityClusters> {
    return runStepsAsync(hdbscanSteps(points, options), options ?? {});
}

function* hdbscanSteps(points: ClusterPoints, options: HdbscanOptions): Steps<HierarchicalDensityClusters, StageProgress> {
    const collector = new IssueCollector();
    const sound = checkStructure(optionsSchema, options, collector, ['options']);
    const { metric = 'geographic', minClusterSize = 5, selection = 'excess-of-mass' }: HdbscanOptions = sound ? options : {};
    const places = readPoints(points, metric, collector, ['points']);
    collector.throwIfAny('hdbscan');
    const reporter = new StageReporter(2, options);

    const { minPoints = minClusterSize, allowSingleCluster = false } = options;
    const n = places.length / 2;
    const roots = new Int32Array(n).fill(-1);
    const probabilities = new Float64Array(n);
    const coordinates = toCoordinates(places, metric);
    if (n < minPoints || n < minClusterSize) return yield* name(0, new Float64Array(0));

    yield;
    const tree = yield* kdTreeSteps(coordinates, LEAF_SIZE);
    const { order } = tree;
    const { from, to, weights, rounds } = yield* spanningTree(tree, yield* coreDistances(tree, minPoints, reporter), reporter);
    yield;
    const distances = weights.map((squared) => (metric === 'planar' ? Math.sqrt(squared) : fromChord(Math.sqrt(squared))));
    yield;
    const byDistance = sortByKey(distances);
    yield;
    const merged = buildMergeTree(n, from, to, distances, byDistance);
    yield;
    const condensed = condenseTree(merged, n, minClusterSize);
    yield;
    const chosen = chooseClusters(condensed, selection, allowSingleCluster);
    for (let p = 0; p < n; p++) {
        const cluster = chosen[condensed.clusterOf[p]];
        roots[order[p]] = cluster;
        if (cluster >= 0) probabilities[order[p]] = Math.min(1, condensed.leaves[p] / condensed.deaths[cluster]);
    }
    yield;
    return yield* name(rounds, condensed.stabilities);

    function* name(iterations: number, stabilityOf: Float64Array): Steps<HierarchicalDensityClusters> {
        const { labels, sizes } = numberBySize(roots, places, metric);
        yield;
        const stabilities = stabilitiesOf(labels, sizes.length, stabilityOf);
        const centers = toPositions(meansOf(coordinates, labels, sizes.length, metric), metric);
        return jsonReady({ count: sizes.length, labels, centers, sizes, iterations, probabilities, stabilities });
    }

    function stabilitiesOf(labels: Int32Array, count: number, stabilityOf: Float64Array): Float64Array {
        const stabilities = new Float64Array(count);
        for (let i = 0; i < n; i++) if (labels[i] >= 0) stabilities[labels[i]] = stabilityOf[roots[i]];
        return stabilities;
    }
}
