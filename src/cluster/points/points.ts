import { EARTH_RADIUS, type Position, wrapLongitude } from '../../geo/index.js';
import type { PointSource } from '../../spatial/index.js';

/**
 * Points to cluster: `[lng, lat]` or `[x, y]` each, all of them interleaved in one flat array, or GeoJSON. Longitudes past 180 degrees,
 * up to 540 either way, are taken a turn back, so that 190 is -170.
 */
export type ClusterPoints = PointSource;

/** Points that were read. */
export type Places = readonly Position[] | Float64Array;

/** `geographic`: degrees on the sphere, distances in metres; `planar`: x and y, distances in their own unit. */
export type ClusterMetric = 'geographic' | 'planar';

const RADIANS = Math.PI / 180;

/** How many points there are. */
function pointCount(points: Places): number {
    return points instanceof Float64Array ? points.length / 2 : points.length;
}

/**
 * Longitude or x of a point. The date line has one name (-180), a pole one longitude (0), and what lies past 180 degrees either
 * way is taken a turn back.
 */
export function xOf(points: Places, metric: ClusterMetric, i: number): number {
    const x = points instanceof Float64Array ? points[2 * i] : points[i][0];
    if (metric === 'planar') return x;
    if (Math.abs(yOf(points, i)) === 90) return 0;
    const lng = wrapLongitude(x);
    return lng === 180 ? -180 : lng;
}

/** Latitude or y of a point. */
export function yOf(points: Places, i: number): number {
    return points instanceof Float64Array ? points[2 * i + 1] : points[i][1];
}

/** Whether point a lies west (at lower x) of point b, or on its meridian and south of it. */
export function placesPrecede(points: Places, metric: ClusterMetric, a: number, b: number): boolean {
    const difference = xOf(points, metric, a) - xOf(points, metric, b);
    return difference < 0 || (difference === 0 && yOf(points, a) < yOf(points, b));
}

/**
 * Flat coordinates, three a point, in which straight-line distances order places as the metric does: unit vectors on the
 * sphere, for which date line and poles are places like any other, or x, y, 0. Equal places have equal coordinates.
 */
export function toCoordinates(points: Places, metric: ClusterMetric): Float64Array {
    const count = pointCount(points);
    const coordinates = new Float64Array(3 * count);
    for (let i = 0; i < count; i++) {
        const x = xOf(points, metric, i);
        const y = yOf(points, i);
        if (metric === 'planar') {
            // Adding 0 turns -0 into 0.
            coordinates[3 * i] = x + 0;
            coordinates[3 * i + 1] = y + 0;
        } else {
            // The cosine of 90 degrees is not quite 0.
            const cosine = Math.abs(y) === 90 ? 0 : Math.cos(y * RADIANS);
            coordinates[3 * i] = cosine * Math.cos(x * RADIANS);
            coordinates[3 * i + 1] = cosine * Math.sin(x * RADIANS);
            coordinates[3 * i + 2] = Math.sin(y * RADIANS);
        }
    }
    return coordinates;
}

/** The chord through the unit sphere of a length in metres along the Earth. */
export function toChord(meters: number): number {
    return 2 * Math.sin(Math.min(Math.PI / 2, meters / EARTH_RADIUS / 2));
}

/** Metres along the Earth above a chord of the unit sphere. */
export function fromChord(chord: number): number {
    return 2 * EARTH_RADIUS * Math.asin(Math.min(1, chord / 2));
}

/** The inverse of {@link toCoordinates} for centres. */
export function toPositions(coordinates: Float64Array, metric: ClusterMetric): Position[] {
    const positions: Position[] = [];
    for (let i = 0; i < coordinates.length; i += 3) {
        const x = coordinates[i];
        const y = coordinates[i + 1];
        if (metric === 'planar') positions.push([x, y]);
        else positions.push([Math.atan2(y, x) / RADIANS, Math.atan2(coordinates[i + 2], Math.hypot(x, y)) / RADIANS]);
    }
    return positions;
}

/** Square metres, or square units, for a squared distance of {@link toCoordinates}. */
export function squareUnit(metric: ClusterMetric): number {
    return metric === 'geographic' ? EARTH_RADIUS * EARTH_RADIUS : 1;
}
