import type { MultiPolygon, Polygon } from 'geojson';
import { type Geom, intersection, setPrecision, union } from 'polyclip-ts';
import { geometryOf } from './assemble-rings.js';

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
 * Finds the area that two polygons have in common. The same plane and the same limits as {@link dissolvePolygons}.
 *
 * @returns new geometry; a MultiPolygon without parts where they have no area in common
 */
export function intersectPolygons(a: Polygon | MultiPolygon, b: Polygon | MultiPolygon): Polygon | MultiPolygon {
    if (!hasCorners(a) || !hasCorners(b)) return { type: 'MultiPolygon', coordinates: [] };
    return geometryOf(clip(() => intersection(coordinatesOf(a), coordinatesOf(b))));
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
