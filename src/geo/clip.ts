import type { MultiPolygon, Polygon } from 'geojson';
import { type Geom, intersection, setPrecision, union } from 'polyclip-ts';
import { BeatplanError } from '../core/index.js';
import { geometryOf } from './assemble-rings.js';
import { assertPolygon, assertPolygons } from './check-polygon.js';
import { cutPolygon } from './cut-antimeridian.js';
import { BORDER_TOLERANCE, type SnappedBorders, snapAndTell } from './snap-borders.js';

/**
 * Joins polygons that touch or overlap into the area that they cover together, in the plane of longitude and latitude. They may cross the
 * antimeridian and run around poles.
 *
 * Corners of two polygons that lie within the tolerance of each other are one, as {@link snapBorders} makes them. For many polygons that only
 * touch, {@link dissolveCells} is far faster.
 *
 * @param polygons - any number
 * @param tolerance - metres, from 0. Default 1
 * @param onSnap - is told what moved and what was added if the borders did not fit
 * @returns new geometry, cut along the antimeridian (RFC 7946, 3.1.9); a MultiPolygon without parts for no polygons
 * @throws BeatplanError `invalid-input` with `invalid-polygon`
 * @see Martínez, Rueda and Feito 2009, doi:10.1016/j.cageo.2008.08.009
 */
export function dissolvePolygons(
    polygons: readonly (Polygon | MultiPolygon)[],
    tolerance: number = BORDER_TOLERANCE,
    onSnap?: (borders: SnappedBorders) => void,
): Polygon | MultiPolygon {
    assertPolygons(polygons, 'the polygons');
    const geometries = snapAndTell(polygons.filter(hasCorners), tolerance, onSnap).map(layOut);
    if (geometries.length === 0) return { type: 'MultiPolygon', coordinates: [] };
    return write(clip(() => union(geometries[0], ...geometries.slice(1))));
}

/**
 * Finds the area that two polygons have in common, in the plane of longitude and latitude. They may cross the antimeridian and run around
 * poles.
 *
 * @returns new geometry, cut along the antimeridian (RFC 7946, 3.1.9); a MultiPolygon without parts where they have no area in common
 * @throws BeatplanError `invalid-input` with `invalid-polygon`
 */
export function intersectPolygons(a: Polygon | MultiPolygon, b: Polygon | MultiPolygon): Polygon | MultiPolygon {
    assertPolygon(a, ['a'], 'intersectPolygons');
    assertPolygon(b, ['b'], 'intersectPolygons');
    if (!hasCorners(a) || !hasCorners(b)) return { type: 'MultiPolygon', coordinates: [] };
    return write(clip(() => intersection(layOut(a), layOut(b))));
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
    const error = new BeatplanError('internal', 'These polygons cannot be clipped; please report them.');
    error.cause = failure;
    throw error;
}

function hasCorners({ coordinates }: Polygon | MultiPolygon): boolean {
    return coordinates.flat(2).length > 0;
}

// An edge of more than half a turn would be read as one that crosses the antimeridian: it gets corners on its way. Along straight borders the
// library leaves out those that were there.
function write(parts: number[][][][]): Polygon | MultiPolygon {
    return geometryOf(parts.map((rings) => rings.map((ring) => ring.flatMap((corner, i) => withSteps(corner, ring[i + 1])))));
}

function withSteps(corner: number[], next: number[] | undefined): number[][] {
    if (next === undefined || Math.abs(next[0] - corner[0]) <= 180) return [corner];
    const step = (share: number): number[] => corner.map((value, axis) => value + share * (next[axis] - value));
    return [corner, step(1 / 3), step(2 / 3)];
}

// Between both sides of the antimeridian every place has one longitude, and the plane is enough.
function layOut(polygon: Polygon | MultiPolygon): Geom {
    const { type, coordinates } = cutPolygon(polygon);
    // A ring without corners is dropped, and so is a part without an outer ring.
    const parts = (type === 'Polygon' ? [coordinates] : coordinates).filter(([outer]) => outer?.length > 0);
    return parts.map((rings) => rings.filter((ring) => ring.length > 0)) as Geom;
}
