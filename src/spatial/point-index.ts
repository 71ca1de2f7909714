import type { MultiPolygon, Polygon } from 'geojson';
import {
    type Bbox,
    bboxContains,
    EARTH_RADIUS,
    greatCircleDistance,
    type Position,
    polygonBbox,
    polygonTester,
    splitBbox,
} from '../geo/index.js';
import { assertBbox, assertPositions, assertQuery, type NearestOptions } from './check-query.js';
import { buildPointTree, nearestInto, type PointTree, sortByDistance } from './point-tree.js';

const RADIANS: number = Math.PI / 180;

/** Options of {@link PointIndex.nearest}. */
export interface NearestPointOptions extends NearestOptions {
    /** Which positions count, by index; asked in no particular order and maybe more than once. Default: all. */
    readonly filter?: (index: number) => boolean;
}

/**
 * An index over positions on the sphere that finds what is near, in a box, or in a polygon. Built once, asked often.
 *
 * Answers are indices into the positions given. Distances are those of {@link greatCircleDistance}; poles, the antimeridian and
 * duplicates need no care.
 *
 * @example
 * ```ts
 * const index = new PointIndex([[13.4, 52.5], [2.35, 48.86], [-0.13, 51.5]]);
 * index.nearest([4.9, 52.4], { count: 2 }); // [2, 1]
 * ```
 */
export class PointIndex {
    /** How many positions the index holds. */
    readonly size: number;
    private readonly points: PointTree;

    /**
     * @param positions - any number; copied. O(n log n)
     * @throws BeatplanError `invalid-input` with every position that is none on Earth
     */
    constructor(positions: readonly Position[]) {
        assertPositions(positions, 'the index');
        this.size = positions.length;
        this.points = buildPointTree(positions);
    }

    /**
     * Finds the positions nearest to a place.
     *
     * @param position - `[lng, lat]`
     * @returns indices, nearest first, ties by index; fewer than `count` where there are no more within `radius`
     * @throws BeatplanError `invalid-input`
     */
    nearest(position: Position, options: NearestPointOptions = {}): number[] {
        assertQuery(position, options);
        const { count = 1, radius = Number.POSITIVE_INFINITY, filter } = options;
        const found: number[] = [];
        const distances: number[] = [];
        nearestInto(this.points, position, count, radius, filter, found, distances);
        return found;
    }

    /**
     * Finds all positions within a radius.
     *
     * @param radius - metres, from 0; what lies exactly so far away belongs
     * @returns indices, nearest first, ties by index
     * @throws BeatplanError `invalid-input`
     */
    within(position: Position, radius: number): number[] {
        assertQuery(position, { radius });
        const { offsets, members, lngs, lats } = this.points.places;
        const found: number[] = [];
        const distances: number[] = [];
        for (const place of this.placesIn(boxesAround(position, radius))) {
            const distance = greatCircleDistance(position, [lngs[place], lats[place]]);
            if (distance > radius) continue;
            for (let k = offsets[place]; k < offsets[place + 1]; k++) {
                found.push(members[k]);
                distances.push(distance);
            }
        }
        return sortByDistance(found, distances).found;
    }

    /**
     * Finds all positions in a box, borders included.
     *
     * @param bbox - `west` greater than `east` crosses the antimeridian
     * @returns indices, rising
     * @throws BeatplanError `invalid-input`
     */
    inBox(bbox: Bbox): number[] {
        assertBbox(bbox);
        return this.membersOf(this.placesIn(searchBoxes(bbox)).filter((place) => bboxContains(bbox, this.placeAt(place))));
    }

    /**
     * Finds all positions in a polygon, by the rules of `polygonContains`: the border belongs.
     *
     * @returns indices, rising
     */
    inPolygon(polygon: Polygon | MultiPolygon): number[] {
        const bbox = polygonBbox(polygon);
        if (bbox === undefined) return [];
        const contains = polygonTester(polygon);
        return this.membersOf(this.placesIn(searchBoxes(bbox)).filter((place) => contains(this.placeAt(place))));
    }

    private placeAt(place: number): Position {
        return [this.points.places.lngs[place], this.points.places.lats[place]];
    }

    /** Each place in any of the boxes once. */
    private placesIn(boxes: readonly Bbox[]): number[] {
        if (boxes.length === 1) return this.points.tree.range(...boxes[0]);
        const found = new Set<number>();
        for (const box of boxes) for (const place of this.points.tree.range(...box)) found.add(place);
        return [...found];
    }

    private membersOf(places: readonly number[]): number[] {
        const { offsets, members } = this.points.places;
        const found: number[] = [];
        for (const place of places) for (let k = offsets[place]; k < offsets[place + 1]; k++) found.push(members[k]);
        return found.sort((a, b) => a - b);
    }
}

/** Boxes without crossings that cover a box under the one name that the index has for the antimeridian and for poles. */
function searchBoxes(bbox: Bbox): Bbox[] {
    const boxes = splitBbox(bbox);
    const [, south, east, north] = bbox;
    if (east === 180) boxes.push([-180, south, -180, north]);
    if (north === 90) boxes.push([0, 90, 0, 90]);
    if (south === -90) boxes.push([0, -90, 0, -90]);
    return boxes;
}

/** Boxes that hold all places within a radius, and a little more. */
function boxesAround([lng, lat]: Position, radius: number): Bbox[] {
    const margin = 1e-7;
    const angle = radius / EARTH_RADIUS;
    const reach = angle / RADIANS + margin;
    const south = lat - reach;
    const north = lat + reach;
    const whole: Bbox = [-180, Math.max(-90, south), 180, Math.min(90, north)];
    // A circle that reaches a pole spans all longitudes.
    if (!(south > -90 && north < 90)) return [whole];
    const sine = Math.sin(angle) / Math.cos(lat * RADIANS);
    if (!(sine < 1)) return [whole];
    const width = Math.asin(sine) / RADIANS + margin / Math.cos(lat * RADIANS);
    const west = lng - width;
    const east = lng + width;
    if (width >= 180) return [whole];
    if (west < -180) return splitBbox([west + 360, south, east, north]);
    if (east >= 180) return splitBbox([west, south, east - 360, north]);
    return [[west, south, east, north]];
}
