import type { MultiPolygon, Polygon } from 'geojson';
import { type Geom, intersection, setPrecision, union } from 'polyclip-ts';
import { geometryOf } from './assemble-rings.js';
import { wrapLongitude } from './position.js';
import { polygonRings, unwrapRing } from './unwrap.js';

/**
 * Joins polygons that touch or overlap into the area that they cover together.
 *
 * Works in the plane of longitude and latitude: polygons that cross the antimeridian need to be split there before (RFC 7946, 3.1.9), and
 * a border that two polygons share must have the same coordinates in both. For many polygons that only touch, {@link dissolveCells} is
 * far faster.
 *
 * @param polygons - any number
 * @returns new geometry; a MultiPolygon without parts for no polygons
 * @see Martínez, Rueda and Feito 2009, doi:10.1016/j.cageo.2008.08.009
 */
export function dissolvePolygons(polygons: readonly (Polygon | MultiPolygon)[]): Polygon | MultiPolygon {
    const geometries = polygons.filter(hasCorners).map(coordinatesOf);
    if (geometries.length === 0) return { type: 'MultiPolygon', coordinates: [] };
    return geometryOf(clip(() => union(geometries[0], ...geometries.slice(1))));
}

/**
 * Finds the area that two polygons have in common, in the plane of longitude and latitude. They may cross the antimeridian.
 *
 * @returns new geometry; a MultiPolygon without parts where they have no area in common
 */
export function intersectPolygons(a: Polygon | MultiPolygon, b: Polygon | MultiPolygon): Polygon | MultiPolygon {
    if (!hasCorners(a) || !hasCorners(b)) return { type: 'MultiPolygon', coordinates: [] };
    const [first, second] = [unwrapPolygon(a), unwrapPolygon(b)];
    // One of them may have been written a turn to the east or west of where the other is.
    const common = TURNS.flatMap((turn) => {
        const turned = turn === 0 ? second : second.map((rings) => rings.map((ring) => shiftRing(ring, turn)));
        return mayMeet(first, turned) ? clip(() => intersection(first, turned)) : [];
    });
    return geometryOf(common.map((rings) => rings.map((ring) => ring.map(([lng, lat]) => [wrapLongitude(lng), lat]))));
}

type Corners = [lng: number, lat: number][];

const TURNS = [0, -360, 360];

/** The parts of a geometry with longitudes that run on past 180 degrees, the holes of each where its outer ring is. */
function unwrapPolygon(geometry: Polygon | MultiPolygon): Corners[][] {
    return polygonRings(geometry).map((rings) => {
        const [outer, ...holes] = rings.map((ring) => cornersOf(unwrapRing(ring).points));
        const west = westOf(outer);
        return [outer, ...holes.map((hole) => shiftRing(hole, 360 * Math.ceil((west - westOf(hole)) / 360)))];
    });
}

function cornersOf(points: Float64Array): Corners {
    return Array.from({ length: points.length / 2 }, (_, i) => [points[2 * i], points[2 * i + 1]]);
}

function shiftRing(ring: Corners, turn: number): Corners {
    return turn === 0 ? ring : ring.map(([lng, lat]) => [lng + turn, lat]);
}

function mayMeet(a: readonly Corners[][], b: readonly Corners[][]): boolean {
    const [outerA, outerB] = [a, b].map((parts) => parts.flatMap(([outer]) => outer));
    return westOf(outerA) <= eastOf(outerB) && westOf(outerB) <= eastOf(outerA);
}

function westOf(ring: Corners): number {
    return ring.reduce((west, [lng]) => Math.min(west, lng), Number.POSITIVE_INFINITY);
}

function eastOf(ring: Corners): number {
    return ring.reduce((east, [lng]) => Math.max(east, lng), Number.NEGATIVE_INFINITY);
}

/** Degrees within which corners are one, 0.1 mm at the most, until borders come out whole. */
const PRECISIONS = [1e-12, 1e-9];

// The library keeps corners exact at first, and may then fail to close a border where an edge passes a corner by next to nothing.
function clip<Result>(work: () => Result): Result {
    let failure: unknown;
    try {
        for (const precision of [undefined, ...PRECISIONS]) {
            setPrecision(precision);
            try {
                return work();
            } catch (error) {
                failure = error;
            }
        }
    } finally {
        setPrecision();
    }
    throw failure;
}

function hasCorners({ coordinates }: Polygon | MultiPolygon): boolean {
    return coordinates.length > 0;
}

function coordinatesOf({ coordinates }: Polygon | MultiPolygon): Geom {
    return coordinates as Geom;
}
