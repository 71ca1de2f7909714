import type { MultiPolygon, Polygon } from 'geojson';
import type { Bbox } from './bbox.js';
import { assertPolygon } from './check-polygon.js';
import { EARTH_RADIUS } from './distance.js';
import { type Position, wrap } from './position.js';
import { projectPositions, sphericalMean, unprojectPositions } from './projection.js';
import { polygonRings, unwrapRing } from './unwrap.js';

const RADIANS: number = Math.PI / 180;

/**
 * Measures the area of a polygon on the sphere of radius {@link EARTH_RADIUS}, holes taken off. Edges are straight in longitude and latitude
 * and integrated exactly, so that parts of a polygon add up to the whole. Antimeridian and poles follow the rules of {@link polygonContains}.
 *
 * @param polygon - GeoJSON geometry; the winding of its rings does not matter, its parts do not overlap
 * @returns square metres; 0 for a polygon without corners; O(corners)
 * @throws BeatplanError `invalid-input` with `invalid-polygon`
 * @see Chamberlain and Duquette 2007, "Some algorithms for polygons on a sphere", JPL Publication 07-03, who take for an edge's mean sine
 * of latitude that of its ends
 */
export function polygonArea(polygon: Polygon | MultiPolygon): number {
    assertPolygon(polygon, ['polygon'], 'the polygon');
    let area = 0;
    for (const [outer, ...holes] of polygonRings(polygon)) {
        area += ringArea(outer);
        for (const hole of holes) area -= ringArea(hole);
    }
    return area;
}

function ringArea(ring: readonly (readonly number[])[]): number {
    const { points } = unwrapRing(ring);
    const base = points[1] * RADIANS;
    let sum = 0;
    for (let i = 2; i < points.length; i += 2) {
        const south = points[i - 1] * RADIANS;
        const north = points[i + 1] * RADIANS;
        const middle = (south + north) / 2;
        // The edge's mean sine of latitude less that of the first corner, by a product, so that small polygons keep their digits.
        const rise = 2 * Math.cos((middle + base) / 2) * Math.sin((middle - base) / 2);
        const bend = Math.sin(middle) * sincLoss((north - south) / 2);
        sum += (points[i] - points[i - 2]) * RADIANS * (rise - bend);
    }
    return Math.abs(sum) * EARTH_RADIUS * EARTH_RADIUS;
}

/** 1 - sin(x) / x. */
function sincLoss(x: number): number {
    return Math.abs(x) < 1e-3 ? (x * x * (1 - (x * x) / 20)) / 6 : 1 - Math.sin(x) / x;
}

/**
 * Finds the centroid of a polygon: the centre of its area, holes taken off, in the plane around its corners' mean. Off by far less than
 * the polygon's own size up to a few thousand kilometres. It may lie outside of a polygon that is not convex.
 *
 * @param polygon - GeoJSON geometry with at least one corner
 * @returns the centroid; the mean of the corners where there is no area
 * @throws BeatplanError `empty-input` for a polygon without corners, `invalid-input` for what is no polygon
 */
export function polygonCentroid(polygon: Polygon | MultiPolygon): Position {
    assertPolygon(polygon, ['polygon'], 'the polygon');
    const parts = polygonRings(polygon);
    const center = sphericalMean(parts.flatMap((rings) => rings.flatMap((ring) => ring.slice(1).map(placeOf))));
    let area = 0;
    let sumX = 0;
    let sumY = 0;
    for (const rings of parts) {
        for (let i = 0; i < rings.length; i++) {
            const points = projectPositions(rings[i].map(placeOf), center);
            const moments = ringMoments(points);
            const sign = moments[0] < 0 === i > 0 ? 1 : -1;
            area += sign * moments[0];
            sumX += sign * moments[1];
            sumY += sign * moments[2];
        }
    }
    if (!(area > 0)) return center;
    return unprojectPositions([sumX / area, sumY / area], center)[0];
}

/** Area and first moments of a ring in the plane, signed by its winding. */
// Without the altitude, which is not checked.
function placeOf([lng, lat]: readonly number[]): Position {
    return [lng, lat];
}

function ringMoments(points: Float64Array): readonly [area: number, x: number, y: number] {
    const [x0, y0] = points;
    let area = 0;
    let momentX = 0;
    let momentY = 0;
    for (let i = 2; i + 3 < points.length; i += 2) {
        const ax = points[i] - x0;
        const ay = points[i + 1] - y0;
        const bx = points[i + 2] - x0;
        const by = points[i + 3] - y0;
        const cross = ax * by - bx * ay;
        area += cross / 2;
        momentX += (cross * (ax + bx)) / 6;
        momentY += (cross * (ay + by)) / 6;
    }
    return [area, momentX + area * x0, momentY + area * y0];
}

/**
 * Finds the narrowest box around a polygon, by the rules of {@link polygonContains}: across the antimeridian, up to an enclosed pole.
 *
 * @param polygon - GeoJSON geometry
 * @returns the box, or undefined for a polygon without corners; O(corners + parts log parts)
 * @throws BeatplanError `invalid-input` with `invalid-polygon`
 */
export function polygonBbox(polygon: Polygon | MultiPolygon): Bbox | undefined {
    assertPolygon(polygon, ['polygon'], 'the polygon');
    const spans: (readonly [west: number, east: number])[] = [];
    let south = Number.POSITIVE_INFINITY;
    let north = Number.NEGATIVE_INFINITY;
    for (const [outer] of polygonRings(polygon)) {
        const box = unwrapRing(outer);
        if (box.points.length === 0) continue;
        const west = wrap(box.west);
        spans.push([west, box.east + (west - box.west)]);
        south = Math.min(south, box.south);
        north = Math.max(north, box.north);
    }
    if (spans.length === 0) return undefined;
    const [west, east] = joinSpans(spans);
    return [west, south, east, north];
}

/** The narrowest span of longitudes around all spans: what the widest gap between them leaves. */
function joinSpans(spans: (readonly [west: number, east: number])[]): readonly [west: number, east: number] {
    spans.sort((a, b) => a[0] - b[0]);
    const farthest = spans.reduce((most, [, east]) => Math.max(most, east), Number.NEGATIVE_INFINITY);
    let reached = farthest - 360;
    // The same, but for the last digits that a turn costs.
    let reachedEast = farthest;
    let widest = Number.NEGATIVE_INFINITY;
    let [west, end] = [spans[0][0], farthest];
    for (const [start, east] of spans) {
        // A gap over the antimeridian comes first and wins ties.
        if (start - reached > widest) {
            widest = start - reached;
            west = start;
            end = reachedEast;
        }
        if (east > reached) {
            reached = east;
            reachedEast = east;
        }
    }
    if (widest <= 0) return [-180, 180];
    return [west, end > 180 || end < -180 ? wrap(end) : end];
}
