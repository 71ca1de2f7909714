import Flatbush from 'flatbush';
import type { MultiPolygon, Polygon } from 'geojson';
import {
    BeatplanError,
    checkStructure,
    IssueCollector,
    jsonReady,
    optional,
    type Schema,
    strict,
    text,
} from '../../core/index.js';
import { PreparedPolygon, polygonsTouch, wrapLongitude } from '../../geo/index.js';
import { assertPolygon } from '../../geo/internal.js';
import { type PointSource, readPoints } from '../points/point-source.js';
import { assertIndexOutput } from '../query/check-output.js';
import { assertPlace, assertPosition } from '../query/check-query.js';
import { IdList } from '../query/id-list.js';
import { metricSchema, type PointMetric } from '../query/place.js';
import { PolygonGrid } from './polygon-grid.js';
import { PolygonParts, spansOf } from './polygon-parts.js';
import { type PolygonSource, readPolygons } from './polygon-source.js';

/** Options of {@link PolygonIndex}. */
export interface PolygonIndexOptions {
    /** `geographic` (default): degrees on the sphere; `planar`: x and y. */
    readonly metric?: PointMetric;
    /** The property that ids stand in, `'GEOID'` for example: texts or numbers. Default: the features' own `id`. */
    readonly idProperty?: string;
}

const optionsSchema: Schema = strict({ metric: metricSchema, idProperty: optional(text()) });

/** A list of polygons for each of many points or polygons. */
export interface PolygonLists {
    /** The list of item `i` are entries `offsets[i]` to `offsets[i + 1] - 1`. */
    readonly offsets: Int32Array;
    /** Places of polygons in the order given, rising within each list. */
    readonly indices: Int32Array;
}

// Filled and read within one call that runs no code of others.
const found: IdList = new IdList();

/**
 * An index over polygons that tells in which of them a place lies and which of them touch: territories, postcodes, sales regions.
 *
 * The border belongs to a polygon, that of its holes too: on a border shared by two, a place lies in both, and a {@link PolygonIndex.join}
 * gives it to the one that comes first. Answers are exact for the coordinates as given.
 *
 * @example
 * ```ts
 * const index = new PolygonIndex([{ id: 'north', geometry: north }, { id: 'south', geometry: south }]);
 * index.containing([13.4, 52.5]); // ['north']
 * ```
 */
export class PolygonIndex {
    /** How many polygons the index holds. */
    readonly size: number;
    /** Their ids in the order given: what answers that are indices refer to. */
    readonly ids: readonly string[];
    private readonly parts: PolygonParts;
    private readonly boxes: Flatbush | undefined;
    private drawn: PolygonGrid | undefined;

    /**
     * @param polygons - any number; copied. They may overlap. Ids that are numbers become texts. O(corners + n log n)
     * @throws BeatplanError `invalid-input` with `duplicate-id` and `invalid-polygon` among others
     */
    constructor(polygons: PolygonSource, options: PolygonIndexOptions = {}) {
        const collector = new IssueCollector();
        const sound = checkStructure(optionsSchema, options, collector, ['options']);
        const { metric = 'geographic', idProperty }: PolygonIndexOptions = sound ? options : {};
        const items = readPolygons(polygons, idProperty, metric, collector);
        collector.throwIfAny('the index');
        this.size = items.length;
        this.ids = items.map(({ id }) => id);
        this.parts = new PolygonParts(
            items.map(({ geometry }) => geometry),
            metric,
        );
        this.boxes = indexBoxes(this.parts);
    }

    /**
     * Finds the polygons that a position lies in, borders included; on a border shared by two both are found.
     *
     * @returns ids in the order given; about O(log n + corners at its latitude)
     * @throws BeatplanError `invalid-input` for an invalid position
     */
    containing(position: readonly number[]): string[] {
        const { metric } = this.parts;
        assertPosition(position, metric);
        this.collect(metric === 'planar' ? position[0] : wrapLongitude(position[0]), position[1]);
        return this.idsFound();
    }

    /**
     * Allocation-free variant of {@link PolygonIndex.containing}. The first call draws the polygons into cells (50 ms for the
     * 3,200 counties of the United States), in which most places need no test.
     *
     * @param out - takes the places of the polygons in the order given, rising, as far as it is long
     * @returns how many there are, which may be more than `out` has room for
     * @throws BeatplanError `invalid-input` for an invalid position
     */
    containingInto(x: number, y: number, out: Int32Array): number {
        assertPlace(x, y, 0, this.parts.metric);
        assertIndexOutput(out);
        return this.allAt(this.parts.metric === 'planar' ? x : wrapLongitude(x), y, out, 0);
    }

    /**
     * Finds for each of many points the polygon that it lies in: of several, the first in the order given.
     *
     * @param points - any number
     * @returns for each point the place of its polygon in the order given, -1 if there is none; about O(points + corners)
     * @throws BeatplanError `invalid-input` with the invalid points
     * @example
     * ```ts
     * const index = new PolygonIndex([{ id: 'north', geometry: north }, { id: 'south', geometry: south }]);
     * const [polygon] = index.join([[13.4, 52.5]]);
     * index.ids[polygon]; // 'north'
     * ```
     */
    join(points: PointSource): Int32Array {
        const flat = this.read(points, 'join');
        const joined = new Int32Array(flat.length / 2);
        this.joinFlat(flat, joined);
        return jsonReady(joined);
    }

    /**
     * Variant of {@link PolygonIndex.join} that writes into a list of the caller.
     *
     * @param points - x and y interleaved
     * @param out - takes one number a point; at least half as long as `points`
     * @throws BeatplanError `invalid-input` with the invalid points, or an `out` that is too short
     */
    joinInto(points: Float64Array, out: Int32Array): void {
        const flat = this.read(points, 'joinInto');
        assertIndexOutput(out);
        assertRoom(out, flat.length / 2, 'out', 'joinInto');
        this.joinFlat(flat, out);
    }

    /**
     * Finds for each of many points all polygons that it lies in.
     *
     * @param points - any number
     * @returns a list for each point; about O(points + corners + answers)
     * @throws BeatplanError `invalid-input` with the invalid points
     */
    joinAll(points: PointSource): PolygonLists {
        const flat = this.read(points, 'joinAll');
        const offsets = new Int32Array(flat.length / 2 + 1);
        let indices = new Int32Array(Math.max(64, flat.length));
        let total = 0;
        for (let i = 0; i < flat.length; i += 2) {
            const count = this.allAt(flat[i], flat[i + 1], indices, total);
            if (total + count > indices.length) {
                const wider = new Int32Array(2 * (total + count));
                wider.set(indices.subarray(0, total));
                indices = wider;
                this.allAt(flat[i], flat[i + 1], indices, total);
            }
            total += count;
            offsets[i / 2 + 1] = total;
        }
        return jsonReady({ offsets, indices: indices.slice(0, total) });
    }

    /**
     * Variant of {@link PolygonIndex.joinAll} that writes into lists of the caller, for batch after batch.
     *
     * @param points - x and y interleaved
     * @param offsets - takes where the list of each point begins, and behind the last one its end: at least one more number than points
     * @param indices - takes the lists, as far as it is long
     * @returns how many numbers all lists have, which may be more than `indices` has room for: `offsets` are right even so
     * @throws BeatplanError `invalid-input` with the invalid points, or `offsets` that are too short
     */
    joinAllInto(points: Float64Array, offsets: Int32Array, indices: Int32Array): number {
        const flat = this.read(points, 'joinAllInto');
        assertIndexOutput(offsets, 'offsets');
        assertIndexOutput(indices, 'indices');
        assertRoom(offsets, flat.length / 2 + 1, 'offsets', 'joinAllInto');
        let total = 0;
        offsets[0] = 0;
        for (let i = 0; i < flat.length; i += 2) {
            total += this.allAt(flat[i], flat[i + 1], indices, total);
            offsets[i / 2 + 1] = total;
        }
        return total;
    }

    /**
     * Finds the polygons that have at least one point in common with a polygon, be it one of their borders.
     *
     * @returns ids in the order given
     * @throws BeatplanError `invalid-input` for an invalid polygon
     */
    touching(geometry: Polygon | MultiPolygon): string[] {
        this.collectTouching(geometry);
        return this.idsFound();
    }

    /**
     * Variant of {@link PolygonIndex.touching} that writes into a list of the caller; only the polygon is prepared each time.
     *
     * @param out - takes the places of the polygons in the order given, rising, as far as it is long
     * @returns how many there are, which may be more than `out` has room for
     * @throws BeatplanError `invalid-input` for an invalid polygon
     */
    touchingInto(geometry: Polygon | MultiPolygon, out: Int32Array): number {
        assertIndexOutput(out);
        this.collectTouching(geometry);
        return found.copyInto(out);
    }

    /**
     * Finds for each polygon all others that it touches: the neighbourhood of territories, counties or postcodes.
     *
     * @returns a list for each polygon, in which it does not stand itself
     */
    touchingAll(): PolygonLists {
        const offsets = new Int32Array(this.size + 1);
        const lists: number[] = [];
        const { polygons } = this.parts;
        for (let i = 0; i < this.size; i++) {
            this.collectPolygon(polygons[i]);
            for (let k = 0; k < found.size; k++) if (found.ids[k] !== i) lists.push(found.ids[k]);
            offsets[i + 1] = lists.length;
        }
        return jsonReady({ offsets, indices: Int32Array.from(lists) });
    }

    private read(points: PointSource, what: string): Float64Array {
        const collector = new IssueCollector();
        const flat = readPoints(points, this.parts.metric, collector, ['points']);
        collector.throwIfAny(what);
        return flat;
    }

    private joinFlat(points: Float64Array, out: Int32Array): void {
        this.grid().firstOfAll(points, out);
        if (this.parts.metric === 'planar') return;
        for (let i = 0; i < points.length; i += 2) {
            if (hasOneName(points[i], points[i + 1])) continue;
            this.collect(points[i], points[i + 1]);
            out[i >> 1] = found.size === 0 ? -1 : found.ids[0];
        }
    }

    private allAt(x: number, y: number, out: Int32Array, at: number): number {
        if (this.parts.metric === 'planar' || hasOneName(x, y)) return this.grid().all(x, y, out, at);
        this.collect(x, y);
        for (let k = 0; k < found.size && at + k < out.length; k++) out[at + k] = found.ids[k];
        return found.size;
    }

    private grid(): PolygonGrid {
        this.drawn ??= new PolygonGrid(this.parts);
        return this.drawn;
    }

    /** Collects the polygons at a place, by their boxes. */
    private collect(x: number, y: number): void {
        found.size = 0;
        if (this.boxes === undefined) return;
        const { boxes, parts } = this;
        if (parts.metric === 'planar' || hasOneName(x, y)) this.collectFrom(boxes.search(x, y, x, y), x, y);
        else if (y === 90 || y === -90) this.collectFrom(boxes.search(-180, y, 180, y), x, y);
        else {
            this.collectFrom(boxes.search(x, y, x, y), x, y);
            this.collectFrom(boxes.search(-x, y, -x, y), x, y);
        }
        found.settle();
    }

    private collectFrom(candidates: readonly number[], x: number, y: number): void {
        const { parts } = this;
        for (const candidate of candidates) {
            const { part } = parts.boxes[candidate];
            if (parts.contains(part, x, y)) found.push(parts.owners[part]);
        }
    }

    private collectTouching(geometry: Polygon | MultiPolygon): void {
        assertPolygon(geometry, ['geometry'], 'the search', { planar: this.parts.metric === 'planar', leastCorners: 3 });
        this.collectPolygon(new PreparedPolygon(geometry, { planar: this.parts.metric === 'planar' }));
    }

    private collectPolygon(polygon: PreparedPolygon): void {
        found.size = 0;
        const { boxes, parts } = this;
        if (boxes === undefined) return;
        const candidates = new Set<number>();
        for (const [{ plane }] of polygon.parts) {
            for (const [minX, minY, maxX, maxY] of placesOf(plane, parts.metric)) {
                for (const box of boxes.search(minX, minY, maxX, maxY)) candidates.add(parts.owners[parts.boxes[box].part]);
            }
        }
        for (const owner of candidates) if (polygonsTouch(polygon, parts.polygons[owner])) found.push(owner);
        found.settle();
    }

    private idsFound(): string[] {
        return found.toArray().map((item) => this.ids[item]);
    }
}

function assertRoom(list: Int32Array, count: number, name: string, what: string): void {
    if (list.length >= count) return;
    const details = { received: list.length, expected: `room for ${count} numbers` };
    const issue = { code: 'out-of-range', path: [name], message: 'is too short', ...details } as const;
    throw new BeatplanError('invalid-input', `${what} has a problem:`, [issue]);
}

/** Whether a place on the sphere has one pair of coordinates only. */
function hasOneName(lng: number, lat: number): boolean {
    return lng > -180 && lng < 180 && lat > -90 && lat < 90;
}

/** The boxes of a part under all coordinates that the antimeridian and the poles have. */
function placesOf(
    {
        west,
        south,
        east,
        north,
    }: { readonly west: number; readonly south: number; readonly east: number; readonly north: number },
    metric: PointMetric,
): [minX: number, minY: number, maxX: number, maxY: number][] {
    const places: [number, number, number, number][] = [];
    for (const [, minX, maxX] of spansOf(west, east, metric)) places.push([minX, south, maxX, north]);
    if (metric === 'planar') return places;
    if (places.some(([, , maxX]) => maxX === 180)) places.push([-180, south, -180, north]);
    if (places.some(([minX]) => minX === -180)) places.push([180, south, 180, north]);
    if (north >= 90) places.push([-180, 90, 180, 90]);
    if (south <= -90) places.push([-180, -90, 180, -90]);
    return places;
}

function indexBoxes({ boxes }: PolygonParts): Flatbush | undefined {
    if (boxes.length === 0) return undefined;
    const index = new Flatbush(boxes.length);
    for (const { minX, minY, maxX, maxY } of boxes) index.add(minX, minY, maxX, maxY);
    index.finish();
    return index;
}
