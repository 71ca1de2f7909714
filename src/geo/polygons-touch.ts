import type { MultiPolygon, Polygon } from 'geojson';
import { assertPolygon } from './check-polygon.js';
import { type IndexedRing, PreparedPolygon } from './polygon-contains.js';

/**
 * Tells whether two polygons have at least one point in common, be it one of their borders. Exact for the coordinates as given, by the
 * rules of {@link polygonContains}.
 *
 * @param a - GeoJSON geometry, or a {@link PreparedPolygon} where it is asked about often
 * @param b - the same; both lie in a plane or both on the sphere
 * @returns about O(corners of the one with fewer x corners of the other at their latitude)
 * @throws BeatplanError `invalid-input` with `invalid-polygon`
 * @example
 * ```ts
 * const ring = (west: number) => [[west, 0], [west + 1, 0], [west + 1, 1], [west, 1], [west, 0]];
 * const west = { type: 'Polygon' as const, coordinates: [ring(0)] };
 * const east = { type: 'Polygon' as const, coordinates: [ring(1)] };
 * polygonsTouch(west, east); // true
 * ```
 */
export function polygonsTouch(a: Polygon | MultiPolygon | PreparedPolygon, b: Polygon | MultiPolygon | PreparedPolygon): boolean {
    if (!(a instanceof PreparedPolygon)) assertPolygon(a, ['a'], 'polygonsTouch');
    if (!(b instanceof PreparedPolygon)) assertPolygon(b, ['b'], 'polygonsTouch');
    const one = a instanceof PreparedPolygon ? a : new PreparedPolygon(a);
    const other = b instanceof PreparedPolygon ? b : new PreparedPolygon(b);
    for (let i = 0; i < one.parts.length; i++) {
        for (let k = 0; k < other.parts.length; k++) if (partsTouch(one, i, other, k)) return true;
    }
    return false;
}

function partsTouch(a: PreparedPolygon, i: number, b: PreparedPolygon, k: number): boolean {
    const [outerA] = a.parts[i];
    const [outerB] = b.parts[k];
    if (a.isPlanar) {
        if (bordersMeet(a.parts[i], b.parts[k], 0)) return true;
    } else {
        for (const pole of [90, -90]) if (a.partContains(i, 0, pole) && b.partContains(k, 0, pole)) return true;
        // The plane goes on over the antimeridian: the other may stand in it one or more turns away.
        const last = Math.floor((outerA.plane.east - outerB.plane.west) / 360);
        for (let turn = Math.ceil((outerA.plane.west - outerB.plane.east) / 360); turn <= last; turn++) {
            if (bordersMeet(a.parts[i], b.parts[k], 360 * turn)) return true;
        }
    }
    // Where no borders meet, one lies in the other or they are apart.
    return hasCornerOf(a, i, outerB) || hasCornerOf(b, k, outerA);
}

function hasCornerOf(polygon: PreparedPolygon, part: number, { plane: { points } }: IndexedRing): boolean {
    return points.length > 0 && polygon.partContains(part, points[0], points[1]);
}

function bordersMeet(a: readonly IndexedRing[], b: readonly IndexedRing[], shift: number): boolean {
    const isFewer = cornersOf(b) <= cornersOf(a);
    const walked = isFewer ? b : a;
    const asked = isFewer ? a : b;
    const offset = isFewer ? shift : -shift;
    for (const { plane } of walked) {
        const { points } = plane;
        for (let e = 0; e + 3 < points.length; e += 2) {
            for (const { index } of asked) {
                if (index.meets(points[e] + offset, points[e + 1], points[e + 2] + offset, points[e + 3])) return true;
            }
        }
    }
    return false;
}

function cornersOf(rings: readonly IndexedRing[]): number {
    let corners = 0;
    for (const { plane } of rings) corners += plane.points.length / 2;
    return corners;
}
