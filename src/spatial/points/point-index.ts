import type { LineString, MultiPolygon, Polygon } from 'geojson';
import {
    BeatplanError,
    checkStructure,
    flag,
    IssueCollector,
    jsonReady,
    optional,
    type Schema,
    strict,
} from '../../core/index.js';
import { PreparedPolygon, polygonBbox, wrapBbox, wrapLongitude } from '../../geo/index.js';
import { assertPolygon } from '../../geo/internal.js';
import { assertDistanceOutput, assertIndexOutput } from '../query/check-output.js';
import {
    assertBbox,
    assertNearest,
    assertPlace,
    assertQuery,
    assertRadiusQuery,
    checkCount,
    checkRadius,
    type NearestOptions,
    searchIntoOptions,
} from '../query/check-query.js';
import { IdList } from '../query/id-list.js';
import { metricSchema, type PointMetric } from '../query/place.js';
import { plainBoxes } from '../query/query-boxes.js';
import { type AlongRouteOptions, findAlongRoute, type RoutePoint } from './along-route.js';
import { searchBox } from './box-search.js';
import { type NearestAll, nearestOfAll, type WithinAll, withinOfAll } from './nearest-of-all.js';
import { borrowSearch, type PointFilter, returnSearch } from './nearest-search.js';
import { type PointSource, readPoints } from './point-source.js';
import { buildPointTree, type PointTree, prepareTree, restorePointTree } from './point-tree.js';

// Degrees: the longitudes of a polygon past the antimeridian are rounded once more than those of its box.
const BOX_MARGIN = 1e-9;

const NO_OPTIONS: NearestIntoOptions = {};
const optionsSchema: Schema = strict({ metric: metricSchema, shared: optional(flag()) });

// Filled and read within one call that runs no code of others.
const found: IdList = new IdList();

/** Options of {@link PointIndex}. */
export interface PointIndexOptions {
    /** `geographic` (default): degrees on the sphere, distances in metres; `planar`: x and y, distances in their own unit. */
    readonly metric?: PointMetric;
    /** Whether {@link PointIndex.data} is a `SharedArrayBuffer`, which many workers read at once. Default false. */
    readonly shared?: boolean;
}

/** Options of {@link PointIndex.nearest}. */
export interface NearestPointOptions extends NearestOptions {
    /** Which points count, by index; asked in no particular order and maybe more than once. Default: all. */
    readonly filter?: PointFilter;
}

/** Options of {@link PointIndex.nearestInto}. */
export interface NearestIntoOptions extends Omit<NearestPointOptions, 'count'> {
    /** Takes the distances of what is found; at least as long as the list of indices. */
    readonly distances?: Float64Array;
}

/**
 * An index over points that finds what is near, in a box, in a polygon or along a route. Built once, asked often; a k-d tree of kdbush's.
 *
 * Answers are indices into the points given. On the sphere (the default metric) distances are those of `greatCircleDistance`, and
 * answers are those of a full scan, ties included; poles, the antimeridian and duplicates need no care. Longitudes past 180 degrees, to 540
 * either way, are wrapped, those of points and of queries.
 *
 * Searches by distance need a little more than the tree (40 ms for a million points): the first of them, or reading `data`, computes it.
 *
 * @example
 * ```ts
 * const index = new PointIndex([[13.4, 52.5], [2.35, 48.86], [-0.13, 51.5]]);
 * index.nearest([4.9, 52.4], { count: 2 }); // [2, 1]
 * ```
 */
export class PointIndex {
    private tree: PointTree;

    /**
     * @param points - any number; copied
     * @returns O(n log n), 44 bytes a point
     * @throws BeatplanError `invalid-input` with the points that are no places of the metric
     */
    constructor(points: PointSource, options: PointIndexOptions = {}) {
        this.tree = treeOf(points, options);
    }

    /**
     * Recreates an index from another index's `data`, which may have come from a worker, a file or the network. Nothing is rebuilt: O(1)
     *
     * @param data - used as it is, not copied
     * @throws BeatplanError `invalid-input` for a buffer that is no index
     * @example
     * ```ts
     * const index = new PointIndex([[13.4, 52.5], [2.35, 48.86]]);
     * const copy = PointIndex.from(index.data.slice(0));
     * copy.nearest([0, 50]); // [1]
     * ```
     */
    static from(data: ArrayBuffer | SharedArrayBuffer): PointIndex {
        const index = new PointIndex([]);
        index.tree = restorePointTree(data);
        return index;
    }

    /** How many points the index holds. */
    get size(): number {
        return this.tree.size;
    }

    /** What its distances are. */
    get metric(): PointMetric {
        return this.tree.metric;
    }

    /**
     * All of the index in one buffer, for `postMessage` and {@link PointIndex.from}. Its front can be read by kdbush itself. The index that
     * gave its buffer away by transfer cannot be asked any more.
     */
    get data(): ArrayBuffer | SharedArrayBuffer {
        return this.readyTree().data;
    }

    /**
     * Finds the points nearest to a place.
     *
     * @param position - `[lng, lat]`, or `[x, y]`
     * @returns indices, nearest first, ties by index; fewer than `count` where there are no more within `radius`. About O(log n + count log count)
     * @throws BeatplanError `invalid-input`
     */
    nearest(position: readonly number[], options: NearestPointOptions = NO_OPTIONS): number[] {
        assertQuery(position, options, this.metric);
        const { count = 1, radius = Number.POSITIVE_INFINITY, filter } = options;
        return this.search(position[0], position[1], count, radius, filter);
    }

    /**
     * Allocation-free variant of {@link PointIndex.nearest}.
     *
     * @param out - takes the indices; as many are looked for as it is long
     * @returns how many were found; the rest of `out` is left as it was
     * @throws BeatplanError `invalid-input`
     * @example
     * ```ts
     * const index = new PointIndex(Float64Array.of(13.4, 52.5, 2.35, 48.86));
     * const out = new Int32Array(10);
     * index.nearestInto(4.9, 52.4, out); // 2: out begins with 1, 0
     * ```
     */
    nearestInto(x: number, y: number, out: Int32Array, options: NearestIntoOptions = NO_OPTIONS): number {
        assertNearest(x, y, options, this.metric, searchIntoOptions);
        assertIndexOutput(out);
        const { radius = Number.POSITIVE_INFINITY, filter, distances } = options;
        if (out.length === 0) return 0;
        return this.searchInto(x, y, out.length, radius, filter, out, distances);
    }

    /**
     * Finds all points within a radius.
     *
     * @param radius - metres (in a plane, its own unit), from 0; what lies exactly so far away belongs
     * @returns indices, nearest first, ties by index
     * @throws BeatplanError `invalid-input`
     */
    within(position: readonly number[], radius: number): number[] {
        assertRadiusQuery(position, radius, this.metric);
        return this.search(position[0], position[1], Number.POSITIVE_INFINITY, radius, undefined);
    }

    /**
     * Allocation-free variant of {@link PointIndex.within}.
     *
     * @param out - takes the indices, the nearest as far as it is long
     * @param distances - takes the distances; at least as long as `out`
     * @returns how many points there are within the radius, which may be more than `out` has room for
     * @throws BeatplanError `invalid-input`
     */
    withinInto(x: number, y: number, radius: number, out: Int32Array, distances?: Float64Array): number {
        assertPlace(x, y, radius, this.metric);
        assertIndexOutput(out);
        if (distances !== undefined) assertDistanceOutput(distances);
        return this.searchInto(x, y, Number.POSITIVE_INFINITY, radius, undefined, out, distances);
    }

    /**
     * Finds all points in a box, borders included.
     *
     * @param bbox - `west` greater than `east` crosses the antimeridian; a box that runs on past it (170 to 190) is wrapped
     * @returns indices, rising
     * @throws BeatplanError `invalid-input`
     */
    inBox(bbox: readonly number[]): number[] {
        this.collectBox(bbox);
        return found.toArray();
    }

    /**
     * Allocation-free variant of {@link PointIndex.inBox}.
     *
     * @param out - takes the indices, the least as far as it is long
     * @returns how many points there are in the box, which may be more than `out` has room for
     * @throws BeatplanError `invalid-input`
     */
    inBoxInto(bbox: readonly number[], out: Int32Array): number {
        assertIndexOutput(out);
        this.collectBox(bbox);
        return found.copyInto(out);
    }

    /**
     * Finds all points in a polygon, a lasso for example, by the rules of `polygonContains`: the border belongs, a ring that crosses itself
     * holds what it goes around an odd number of times, and one that is not closed is closed. In a plane no ring crosses an antimeridian.
     *
     * @returns indices, rising
     * @throws BeatplanError `invalid-input` with `invalid-polygon`
     */
    inPolygon(polygon: Polygon | MultiPolygon): number[] {
        this.collectPolygon(polygon);
        return found.toArray();
    }

    /**
     * Variant of {@link PointIndex.inPolygon} that writes into a list of the caller; only the polygon is prepared each time.
     *
     * @param out - takes the indices, the least as far as it is long
     * @returns how many points there are in the polygon, which may be more than `out` has room for
     * @throws BeatplanError `invalid-input` with `invalid-polygon`
     */
    inPolygonInto(polygon: Polygon | MultiPolygon, out: Int32Array): number {
        assertIndexOutput(out);
        this.collectPolygon(polygon);
        return found.copyInto(out);
    }

    /**
     * Finds for every point the nearest others: the neighbour lists that graphs and clusterings start from.
     *
     * @param count - how many neighbours each, a whole number from 1; of all points together at most 2^28
     * @returns indices and distances, row by row; ties by index, no point is its own neighbour. About O(n (log n + count log count))
     * @throws BeatplanError `invalid-input`
     */
    nearestAll(count: number): NearestAll {
        const collector = new IssueCollector();
        checkCount(count, this.size, collector);
        collector.throwIfAny('nearestAll');
        return jsonReady(nearestOfAll(this.readyTree(), count));
    }

    /**
     * Finds for every point all others within a radius.
     *
     * @param radius - as {@link PointIndex.within} takes it
     * @returns rows of indices and distances, nearest first, ties by index; no point is its own neighbour. Memory is 12 bytes a neighbour.
     * @throws BeatplanError `invalid-input`
     */
    withinAll(radius: number): WithinAll {
        const collector = new IssueCollector();
        checkRadius(radius, collector);
        collector.throwIfAny('withinAll');
        return jsonReady(withinOfAll(this.readyTree(), radius));
    }

    /**
     * Finds the points that a detour from a line reaches: those for which leaving a leg at its start, visiting the point and coming back at
     * its end is at most so much longer than the leg. On a line of many short legs, as a road's geometry is, that is twice the distance
     * from the line.
     *
     * @param line - at least one position; legs are great circles (in a plane, straight)
     * @returns the points, each at the leg of its least detour (of several the first): by leg, then by distance from the leg's start, then by
     * index. About O(legs (log n + points near the leg))
     * @throws BeatplanError `invalid-input`
     * @example
     * ```ts
     * const index = new PointIndex([[11.5, 48.1], [9.2, 48.8], [8.7, 50.1]]); // Munich, Stuttgart, Frankfurt
     * const stops = index.alongRoute([[11.6, 48.2], [8.6, 50]], { detour: 20_000 });
     * stops.map(({ index }) => index); // [0, 2]
     * ```
     */
    alongRoute(line: LineString | readonly (readonly number[])[], options: AlongRouteOptions): RoutePoint[] {
        return findAlongRoute(this.readyTree(), line, options);
    }

    private search(x: number, y: number, count: number, radius: number, filter: PointFilter | undefined): number[] {
        const tree = this.readyTree();
        const search = borrowSearch();
        const size = search.run(tree, tree.metric === 'planar' ? x : wrapLongitude(x), y, count, radius, filter, -1);
        const list: number[] = new Array(size);
        for (let k = 0; k < size; k++) list[k] = search.heap.ids[k];
        returnSearch(search);
        return list;
    }

    private searchInto(
        x: number,
        y: number,
        count: number,
        radius: number,
        filter: PointFilter | undefined,
        out: Int32Array,
        distances: Float64Array | undefined,
    ): number {
        const tree = this.readyTree();
        const search = borrowSearch();
        const size = search.run(tree, tree.metric === 'planar' ? x : wrapLongitude(x), y, count, radius, filter, -1);
        const fitting = Math.min(size, out.length);
        for (let k = 0; k < fitting; k++) out[k] = search.heap.ids[k];
        if (distances !== undefined) for (let k = 0; k < fitting; k++) distances[k] = search.heap.distances[k];
        returnSearch(search);
        return size;
    }

    private collectBox(bbox: readonly number[]): void {
        assertBbox(bbox, this.metric);
        found.size = 0;
        if (this.metric === 'planar') searchBox(this.liveTree(), bbox[0], bbox[1], bbox[2], bbox[3], undefined, found);
        else {
            for (const [west, south, east, north] of plainBoxes(wrapBbox(bbox))) {
                searchBox(this.liveTree(), west, south, east, north, undefined, found);
            }
        }
        found.settle();
    }

    private collectPolygon(polygon: Polygon | MultiPolygon): void {
        assertPolygon(polygon, ['polygon'], 'the search', { planar: this.metric === 'planar', leastCorners: 3 });
        const tree = this.liveTree();
        const isPlanar = tree.metric === 'planar';
        const prepared = new PreparedPolygon(polygon, { planar: isPlanar });
        found.size = 0;
        if (isPlanar) {
            const [west, south, east, north] = prepared.planeBox;
            searchBox(tree, west, south, east, north, prepared, found);
        } else {
            const bbox = polygonBbox(polygon);
            if (bbox === undefined) return;
            for (const [west, south, east, north] of plainBoxes(bbox)) {
                searchBox(tree, west - BOX_MARGIN, south, east + BOX_MARGIN, north, prepared, found);
            }
        }
        found.settle();
    }

    private readyTree(): PointTree {
        const tree = this.liveTree();
        prepareTree(tree);
        return tree;
    }

    private liveTree(): PointTree {
        // A view of a buffer that was transferred has lost its length.
        if (this.tree.footer.length === 0) {
            throw new BeatplanError('invalid-input', 'was transferred; recreate it with PointIndex.from');
        }
        return this.tree;
    }
}

function treeOf(source: PointSource, options: PointIndexOptions): PointTree {
    const collector = new IssueCollector();
    const sound = checkStructure(optionsSchema, options, collector, ['options']);
    const { metric = 'geographic', shared = false }: PointIndexOptions = sound ? options : {};
    const points = readPoints(source, metric, collector, ['positions']);
    collector.throwIfAny('the index');
    return buildPointTree(points, metric, shared);
}
