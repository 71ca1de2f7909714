import type { FeatureCollection, Point } from 'geojson';
import {
    checkStructure,
    controlEntries,
    finite,
    IssueCollector,
    jsonReady,
    numbers,
    optional,
    runSteps,
    type Schema,
    strict,
} from '../../core/index.js';
import { type Bbox, type Position, splitBbox, wrapBbox } from '../../geo/index.js';
import { readPoints } from '../../spatial/internal.js';
import { checkWeights } from '../points/cluster-options.js';
import { numberBySize } from '../points/number-clusters.js';
import { type ClusterPoints, xOf, yOf } from '../points/points.js';
import { type StageOptions, StageReporter } from '../points/stage-progress.js';
import { buildZoomLevels, type ZoomItems, type ZoomLevel, zoomRoom } from './zoom-levels.js';

/** Options of {@link ZoomClusters}. The stage of `onProgress` is `zooms`. */
export interface ZoomClusterOptions extends StageOptions {
    /** How near on the screen points are joined, pixels, above 0; default 40. */
    readonly radius?: number;
    /** Width of the world at zoom 0, pixels, above 0; default 512, as in MapLibre and Mapbox; 256 in Leaflet. */
    readonly tileSize?: number;
    /** Lowest zoom that is prepared, 0 to 30; default 0. */
    readonly minZoom?: number;
    /** Highest zoom at which points are joined, from `minZoom` to 30; default 16. Above, every point stands alone. */
    readonly maxZoom?: number;
    /** Fewest points that make a cluster, from 2; default 2. */
    readonly minPoints?: number;
    /** Weight of each point, from 0 to 1e100, not all 0; default 1 each. Clusters stand at the weighted mean and sum up weights. */
    readonly weights?: ArrayLike<number>;
}

/** What a map shows at one place: a point, or a cluster of points. */
export interface ZoomItem {
    /** Of a point its index in the input, of a cluster a higher number. */
    readonly id: number;
    readonly position: Position;
    /** Points in it: 1 for a point. */
    readonly size: number;
    /** Sum of their weights. */
    readonly weight: number;
}

/** All items of one zoom. */
export interface ZoomLabels {
    /** Item of each point, in input order; the largest is 0, of equal ones the westernmost comes first. */
    readonly labels: Int32Array;
    readonly centers: readonly Position[];
    /** Points of each item. */
    readonly sizes: Int32Array;
    /** Zooms that were joined on the way to this one. */
    readonly iterations: number;
}

/** What {@link ZoomClusters.featuresWithin} says of an item. */
export interface ZoomProperties {
    /** Whether the feature is a cluster. */
    readonly cluster: boolean;
    readonly id: number;
    readonly size: number;
    readonly weight: number;
}

const HIGHEST_ZOOM = 30;
const RADIANS = Math.PI / 180;

const optionsSchema: Schema = strict({
    radius: optional(finite({ moreThan: 0 })),
    tileSize: optional(finite({ moreThan: 0 })),
    minZoom: optional(finite({ min: 0, max: HIGHEST_ZOOM, integer: true })),
    maxZoom: optional(finite({ min: 0, max: HIGHEST_ZOOM, integer: true })),
    minPoints: optional(finite({ min: 2, integer: true })),
    weights: optional(numbers()),
    ...controlEntries,
});

/**
 * Clusters for the zoom levels of a web map: built once, then asked for what a view shows.
 *
 * Distances are those on the screen (Web Mercator), joined across the date line; places beyond 85.05 degrees of latitude stand at
 * the map's edge. Items with most points take what is near first, so that nothing depends on the order of the points but their own
 * ids. O(n log n) a zoom to build, O(n) memory a zoom at which anything is joined.
 *
 * @example
 * ```ts
 * const clusters = new ZoomClusters(positions, { radius: 60 });
 * map.on('moveend', () => show(clusters.search(bbox, map.getZoom())));
 * ```
 */
export class ZoomClusters {
    readonly minZoom: number;
    readonly maxZoom: number;
    private readonly points: Float64Array;
    private readonly items: ZoomItems;
    private readonly levels: readonly ZoomLevel[];
    private readonly firstChild: Int32Array;
    private readonly nextSibling: Int32Array;

    /**
     * @param points - `[lng, lat]` each, flat or GeoJSON; copied where they are not flat
     * @throws BeatplanError `invalid-input` with every issue of points and options; `cancelled`
     */
    constructor(points: ClusterPoints, options: ZoomClusterOptions = {}) {
        const collector = new IssueCollector();
        const sound = checkStructure(optionsSchema, options, collector, ['options']);
        const { minZoom = 0, maxZoom = Math.max(16, minZoom) }: ZoomClusterOptions = sound ? options : {};
        if (maxZoom < minZoom) {
            collector.add('out-of-range', ['options', 'maxZoom'], 'is less than minZoom', {
                received: maxZoom,
                expected: `a whole number from ${minZoom}`,
            });
        }
        const places = readPoints(points, 'geographic', collector, ['points']);
        const n = places.length / 2;
        if (sound && options.weights !== undefined) checkWeights(options.weights, n, collector);
        collector.throwIfAny('ZoomClusters');
        const reporter = new StageReporter(1, options);

        const { radius = 40, tileSize = 512, minPoints = 2 } = options;
        const x = new Float64Array(zoomRoom(n));
        const y = new Float64Array(zoomRoom(n));
        for (let i = 0; i < n; i++) {
            x[i] = xOf(places, 'geographic', i) / 360 + 0.5;
            y[i] = mercatorY(yOf(places, i));
        }
        const weights = new Float64Array(zoomRoom(n)).fill(1, 0, n);
        if (options.weights !== undefined) weights.set(options.weights);
        const rules = { reach: radius / tileSize, minZoom, maxZoom, minPoints };
        const { items, levels } = runSteps(buildZoomLevels(n, x, y, weights, rules, reporter), options);
        this.minZoom = minZoom;
        this.maxZoom = maxZoom;
        this.points = places;
        this.items = items;
        this.levels = levels;
        this.firstChild = new Int32Array(items.count).fill(-1);
        this.nextSibling = new Int32Array(items.count).fill(-1);
        for (let item = items.count - 1; item >= 0; item--) {
            const parent = items.parents[item];
            if (parent < 0) continue;
            this.nextSibling[item] = this.firstChild[parent];
            this.firstChild[parent] = item;
        }
    }

    /**
     * What a view shows: items whose positions lie within the box, the largest first, then by id.
     *
     * @param bbox - `[west, south, east, north]`; west above east crosses the date line, and a view that runs on past it (170 to 190) is
     * wrapped
     * @param zoom - fractions are rounded down; below `minZoom` as there, above `maxZoom` points alone
     * @throws BeatplanError `invalid-input` for an invalid box or zoom
     */
    search(bbox: readonly number[], zoom: number): ZoomItem[] {
        checkView(bbox, zoom);
        const { items, index } = this.levelAt(zoom);
        const { sizes } = this.items;
        const found: number[] = [];
        if (items.length === 0) return [];
        for (const [west, south, east, north] of splitBbox(wrapBbox(bbox))) {
            const bottom = mercatorY(south);
            const top = mercatorY(north);
            const add = (from: number, to: number): void => {
                for (const k of index.range(from, top, to, bottom)) found.push(items[k]);
            };
            add(west / 360 + 0.5, east / 360 + 0.5);
            // The date line has two names, and items on it one.
            if (east >= 180) add(0, 0);
        }
        const distinct = [...new Set(found)];
        return distinct.sort((a, b) => sizes[b] - sizes[a] || a - b).map((id) => this.itemOf(id));
    }

    /**
     * {@link search} as GeoJSON, for a map's source.
     *
     * @throws BeatplanError `invalid-input` for an invalid box or zoom
     */
    featuresWithin(bbox: readonly number[], zoom: number): FeatureCollection<Point, ZoomProperties> {
        return {
            type: 'FeatureCollection',
            features: this.search(bbox, zoom).map(({ id, position, size, weight }) => ({
                type: 'Feature',
                id,
                properties: { cluster: id >= this.pointCount(), id, size, weight },
                geometry: { type: 'Point', coordinates: [...position] },
            })),
        };
    }

    /**
     * Every point's item at a zoom. O(n).
     *
     * @throws BeatplanError `invalid-input` for an invalid zoom
     */
    labelsAt(zoom: number): ZoomLabels {
        checkView(WORLD, zoom);
        const level = this.zoomOf(zoom);
        const { items, points } = this;
        const n = this.pointCount();
        const { parents, zooms } = items;
        const roots = new Int32Array(n);
        const itemOfRoot = new Int32Array(n).fill(-1);
        const firstOf = new Int32Array(items.count).fill(-1);
        for (let i = 0; i < n; i++) {
            let item = i;
            while (parents[item] >= 0 && zooms[parents[item]] >= level) item = parents[item];
            if (firstOf[item] < 0) firstOf[item] = i;
            roots[i] = firstOf[item];
            itemOfRoot[roots[i]] = item;
        }
        const { labels, sizes } = numberBySize(roots, points, 'geographic');
        const centers: Position[] = new Array(sizes.length);
        for (let i = 0; i < n; i++) if (roots[i] === i) centers[labels[i]] = this.positionOf(itemOfRoot[i]);
        return jsonReady({ labels, centers, sizes, iterations: this.maxZoom + 1 - level });
    }

    /**
     * What a cluster falls apart into at the next zoom at which it does: the largest first, then by id.
     *
     * @throws BeatplanError `invalid-input` with `unknown-id` if there is no such item
     */
    children(id: number): ZoomItem[] {
        const { sizes } = this.items;
        return this.childIds(id)
            .sort((a, b) => sizes[b] - sizes[a] || a - b)
            .map((child) => this.itemOf(child));
    }

    /**
     * Indices of the points in an item, rising.
     *
     * @throws BeatplanError `invalid-input` with `unknown-id` if there is no such item
     */
    leaves(id: number): Int32Array {
        this.checkId(id);
        const found: number[] = [];
        const waiting = [id];
        for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
            if (item < this.pointCount()) found.push(item);
            for (let child = this.firstChild[item]; child >= 0; child = this.nextSibling[child]) waiting.push(child);
        }
        return jsonReady(Int32Array.from(found).sort());
    }

    /**
     * The lowest zoom at which a cluster has fallen apart; where to zoom to when it is clicked.
     *
     * @throws BeatplanError `invalid-input` with `unknown-id` if there is no such item
     */
    expansionZoom(id: number): number {
        this.checkId(id);
        return Math.min(this.maxZoom + 1, this.items.zooms[id] + 1);
    }

    private childIds(id: number): number[] {
        this.checkId(id);
        const found: number[] = [];
        for (let child = this.firstChild[id]; child >= 0; child = this.nextSibling[child]) found.push(child);
        return found;
    }

    private checkId(id: number): void {
        const collector = new IssueCollector();
        if (!Number.isInteger(id) || id < 0 || id >= this.items.count) {
            collector.add('unknown-id', ['id'], 'is no item', { received: id, expected: `0 to ${this.items.count - 1}` });
        }
        collector.throwIfAny('the question');
    }

    private pointCount(): number {
        return this.points.length / 2;
    }

    private zoomOf(zoom: number): number {
        return Math.max(this.minZoom, Math.min(this.maxZoom + 1, Math.floor(zoom)));
    }

    private levelAt(zoom: number): ZoomLevel {
        return this.levels[this.zoomOf(zoom)];
    }

    private itemOf(id: number): ZoomItem {
        const { sizes, weights } = this.items;
        return { id, position: this.positionOf(id), size: sizes[id], weight: weights[id] };
    }

    private positionOf(id: number): Position {
        if (id < this.pointCount()) {
            return [this.points[2 * id], this.points[2 * id + 1]];
        }
        const { x, y } = this.items;
        return [(x[id] - 0.5) * 360, 90 - (360 / Math.PI) * Math.atan(Math.exp((2 * y[id] - 1) * Math.PI))];
    }
}

const WORLD: Bbox = [-180, -90, 180, 90];

function checkView(bbox: readonly number[], zoom: number): asserts bbox is Bbox {
    const collector = new IssueCollector();
    if (
        !Array.isArray(bbox) ||
        bbox.length !== 4 ||
        !bbox.every((bound) => Number.isFinite(bound)) ||
        !isSpan(bbox[1], bbox[3])
    ) {
        const isNumeric = Array.isArray(bbox) && bbox.length <= 4 && bbox.every((bound) => typeof bound === 'number');
        const received = isNumeric ? `[${bbox.join(', ')}]` : bbox;
        const expected = '[west, south, east, north] in degrees with -90 <= south <= north <= 90';
        collector.add('out-of-range', ['bbox'], 'is not a box', { received, expected });
    }
    if (typeof zoom !== 'number' || Number.isNaN(zoom)) {
        collector.add('invalid-type', ['zoom'], 'is not a zoom', { received: zoom, expected: 'a number' });
    }
    collector.throwIfAny('the view');
}

function isSpan(south: number, north: number): boolean {
    return south >= -90 && south <= north && north <= 90;
}

/** 0 at 85.05 degrees north and beyond, 1 in the south. */
function mercatorY(lat: number): number {
    const sine = Math.sin(lat * RADIANS);
    const y = 0.5 - (0.25 * Math.log((1 + sine) / (1 - sine))) / Math.PI;
    return y < 0 ? 0 : y > 1 ? 1 : y;
}
