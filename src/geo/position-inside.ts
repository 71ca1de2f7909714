import type { MultiPolygon, Polygon } from 'geojson';
import { assertPolygon } from './check-polygon.js';
import { polygonContains } from './polygon-contains.js';
import { polygonArea, polygonCentroid } from './polygon-measure.js';
import { type Position, wrap } from './position.js';
import { polygonRings, unwrapRing } from './unwrap.js';

/**
 * Finds a position within a polygon: its centroid where that lies inside, else the middle of the widest stretch across its largest part at
 * half height. Use it where a place must represent an area, as bays and islands put centroids into the water.
 *
 * @param polygon - GeoJSON geometry with at least one corner
 * @returns for a polygon without area a place on it or near; O(corners log corners)
 * @throws BeatplanError `empty-input` for a polygon without corners, `invalid-input` for what is no polygon
 */
export function positionInside(polygon: Polygon | MultiPolygon): Position {
    assertPolygon(polygon, ['polygon'], 'the polygon');
    const centroid = polygonCentroid(polygon);
    if (polygonContains(polygon, centroid)) return centroid;
    const parts = polygonRings(polygon).map((rings) => ({
        rings,
        area: polygonArea({ type: 'Polygon', coordinates: [...rings] as number[][][] }),
    }));
    const largest = parts.reduce((best, part) => (part.area > best.area ? part : best));
    const [outer, ...holes] = largest.rings.map(unwrapRing);
    const lat = betweenCorners(outer.points, (outer.south + outer.north) / 2);
    const crossings = crossingsAt(lat, outer.points, 0);
    for (const { points, west, east } of holes) {
        // A hole may stand a turn away from the ring around it.
        const shift = east < outer.west ? 360 : west > outer.east ? -360 : 0;
        crossings.push(...crossingsAt(lat, points, shift));
    }
    crossings.sort((a, b) => a - b);
    let widest = 0;
    for (let i = 2; i + 1 < crossings.length; i += 2) {
        if (crossings[i + 1] - crossings[i] > crossings[widest + 1] - crossings[widest]) widest = i;
    }
    if (crossings.length === 0) return centroid;
    return [wrap((crossings[widest] + crossings[widest + 1]) / 2), lat];
}

/** A latitude near `middle` that no corner lies at. */
function betweenCorners(points: Float64Array, middle: number): number {
    let below = Number.NEGATIVE_INFINITY;
    let above = Number.POSITIVE_INFINITY;
    for (let i = 1; i < points.length; i += 2) {
        if (points[i] <= middle) below = Math.max(below, points[i]);
        else above = Math.min(above, points[i]);
    }
    return above === Number.POSITIVE_INFINITY ? middle : (below + above) / 2;
}

function crossingsAt(lat: number, points: Float64Array, shift: number): number[] {
    const crossings: number[] = [];
    for (let i = 0; i + 3 < points.length; i += 2) {
        const south = points[i + 1];
        const north = points[i + 3];
        if (south > lat === north > lat) continue;
        crossings.push(points[i] + shift + ((lat - south) / (north - south)) * (points[i + 2] - points[i]));
    }
    return crossings;
}
