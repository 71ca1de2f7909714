import {
    checkStructure,
    controlEntries,
    finite,
    IssueCollector,
    jsonReady,
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
import { type ClusterMetric, type ClusterPoints, placesPrecede, toChord, toCoordinates, toPositions } from '../points/points.js';
import { type StageOptions, type StageProgress, StageReporter } from '../points/stage-progress.js';
import { kdTreeSteps } from '../trees/kd-tree.js';
import { DensityCells } from './density-cells.js';

/** Options of {@link dbscan}. The stages of `onProgress` are `cores`, `joins` and `borders`. */
export interface DbscanOptions extends StageOptions {
    /** Two points this near are neighbours: metres on the sphere, or the planar unit; from 0, where only equal points are. */
    readonly radius: number;
    /** Neighbours, itself included, that make a point a core of a cluster; from 1; default 4. */
    readonly minPoints?: number;
    /** What the points are; default `'geographic'`. */
    readonly metric?: ClusterMetric;
}

/** Dense groups of points, and noise. */
export interface DensityClusters {
    /** Number of clusters. */
    readonly count: number;
    /** Cluster of each point, in input order; -1 is noise. The largest cluster is 0; of equal ones the westernmost comes first. */
    readonly labels: Int32Array;
    /** Mean of each cluster's points; on the sphere where the metric is geographic. */
    readonly centers: readonly Position[];
    /** Points of each cluster. */
    readonly sizes: Int32Array;
    /** Passes over the points: always 1. */
    readonly iterations: number;
    /** 1 for the core points. */
    readonly core: Uint8Array;
}

const optionsSchema: Schema = strict({
    radius: finite({ min: 0 }),
    minPoints: optional(finite({ min: 1, integer: true })),
    metric: metricSchema,
    ...controlEntries,
});

/**
 * Finds dense groups of any shape, and leaves lone points out as noise.
 *
 * Use it for hot spots and for where a market is; the number of groups comes out of the data. Exact: core points within the
 * radius of each other share a cluster; a point that is no core but has one within the radius joins the nearest. Of equally near
 * ones that with the lowest longitude (x) counts, then that with the lowest latitude (y), so that neither the groups nor their
 * numbers depend on the order of the points. About O(n log n), whatever the radius; O(n) memory.
 *
 * @param points - `[lng, lat]` each, or `[x, y]` under the planar metric
 * @throws BeatplanError `invalid-input` with every issue of points and options; `cancelled`
 * @example
 * ```ts
 * const { labels, count } = dbscan(positions, { radius: 2000, minPoints: 5 });
 * ```
 * @see Ester, Kriegel, Sander, Xu (1996) "A Density-Based Algorithm for Discovering Clusters", Proc. KDD, 226-231
 */
export function dbscan(points: ClusterPoints, options: DbscanOptions): DensityClusters {
    return runSteps(dbscanSteps(points, options), options ?? {});
}

/**
 * As {@link dbscan}, without blocking the event loop.
 *
 * @throws BeatplanError (rejects) as {@link dbscan}
 */
export async function dbscanAsync(points: ClusterPoints, options: DbscanOptions): Promise<DensityClusters> {
    return runStepsAsync(dbscanSteps(points, options), options ?? {});
}

function* dbscanSteps(points: ClusterPoints, options: DbscanOptions): Steps<DensityClusters, StageProgress> {
    const collector = new IssueCollector();
    const sound = checkStructure(optionsSchema, options, collector, ['options']);
    const { radius, minPoints = 4, metric = 'geographic' } = sound ? options : { radius: 0 };
    const places = readPoints(points, metric, collector, ['points']);
    collector.throwIfAny('dbscan');
    const reporter = new StageReporter(3, options);

    yield;
    const coordinates = toCoordinates(places, metric);
    yield;
    const tree = yield* kdTreeSteps(coordinates, LEAF_SIZE);
    const { order } = tree;
    const cells = new DensityCells(tree, metric === 'planar' ? radius : toChord(radius));
    yield* cells.findCores(minPoints, reporter);
    yield* cells.joinCores(reporter);
    const nearest = yield* cells.nearestCores((a, b) => placesPrecede(places, metric, order[a], order[b]), reporter);
    yield;
    const roots = new Int32Array(order.length);
    const core = new Uint8Array(order.length);
    for (let p = 0; p < order.length; p++) {
        core[order[p]] = cells.core[p];
        roots[order[p]] = cells.core[p] === 1 ? cells.parent[p] : nearest[p] < 0 ? -1 : cells.parent[nearest[p]];
    }
    yield;
    const { labels, sizes } = numberBySize(roots, places, metric);
    yield;
    const centers = toPositions(meansOf(coordinates, labels, sizes.length, metric), metric);
    return jsonReady({ count: sizes.length, labels, centers, sizes, iterations: 1, core });
}
