import type { IssueCollector, IssuePath } from '../core/index.js';
import { checkPosition, EARTH_RADIUS, type Position, wrapLongitude } from '../geo/index.js';

/**
 * Points to cluster: `[lng, lat]` or `[x, y]` each, or all of them interleaved in one flat array. Longitudes past 180 degrees, up to
 * 540 either way, are taken a turn back, so that 190 is -170.
 */
export type ClusterPoints = readonly Position[] | Float64Array;

/** `geographic`: degrees on the sphere, distances in metres; `planar`: x and y, distances in their own unit. */
export type ClusterMetric = 'geographic' | 'planar';

const RADIANS = Math.PI / 180;
// Maps that repeat the world write up to a turn more.
const MOST_LONGITUDE = 540;
// Squares of differences of larger numbers would be infinite.
const MOST_PLANAR = 1e150;

/** How many points there are. */
export function pointCount(points: ClusterPoints): number {
    return points instanceof Float64Array ? points.length / 2 : points.length;
}

/** Finds points that are no places of the metric; they stand at `path`. */
export function checkPoints(
    points: unknown,
    metric: ClusterMetric,
    collector: IssueCollector,
    path: IssuePath = ['points'],
): void {
    const flat = points instanceof Float64Array;
    if (!flat && !Array.isArray(points)) {
        collector.add('invalid-type', path, 'are not a list of points', {
            received: points,
            expected: 'a list of [lng, lat] or [x, y]',
        });
        return;
    }
    if (flat && points.length % 2 !== 0) {
        collector.add('dimension-mismatch', path, 'do not hold two numbers a point', {
            received: points.length,
            expected: 'an even length',
        });
        return;
    }
    const count = flat ? points.length / 2 : points.length;
    const mostX = metric === 'planar' ? MOST_PLANAR : MOST_LONGITUDE;
    const mostY = metric === 'planar' ? MOST_PLANAR : 90;
    for (let i = 0; i < count; i++) {
        // Sound points, which nearly all are, cost no more than a look.
        if (flat && Math.abs(points[2 * i]) <= mostX && Math.abs(points[2 * i + 1]) <= mostY) continue;
        const point: unknown = flat ? [points[2 * i], points[2 * i + 1]] : points[i];
        if (metric === 'geographic') {
            if (!isOnEarth(point)) checkPosition(point, [...path, i], collector);
        } else if (!Array.isArray(point) || point.length < 2 || typeof point[0] !== 'number' || typeof point[1] !== 'number') {
            collector.add('invalid-type', [...path, i], 'is not a point', { received: point, expected: '[x, y]' });
        } else if (!Number.isFinite(point[0]) || !Number.isFinite(point[1])) {
            collector.add('not-finite', [...path, i], 'has a coordinate that is not a finite number', {
                received: `[${point[0]}, ${point[1]}]`,
                expected: '[x, y]',
            });
        } else if (Math.abs(point[0]) > MOST_PLANAR || Math.abs(point[1]) > MOST_PLANAR) {
            collector.add('out-of-range', [...path, i], 'lies too far out to measure distances', {
                received: `[${point[0]}, ${point[1]}]`,
                expected: `[x, y] of at most ${MOST_PLANAR}`,
            });
        }
    }
}

function isOnEarth(point: unknown): boolean {
    return (
        Array.isArray(point) &&
        point.every((x) => typeof x === 'number') &&
        Math.abs(point[0]) <= MOST_LONGITUDE &&
        Math.abs(point[1]) <= 90
    );
}

/**
 * Longitude or x of a point. The date line has one name (-180), a pole one longitude (0), and what lies past 180 degrees either
 * way is taken a turn back.
 */
export function xOf(points: ClusterPoints, metric: ClusterMetric, i: number): number {
    const x = points instanceof Float64Array ? points[2 * i] : points[i][0];
    if (metric === 'planar') return x;
    if (Math.abs(yOf(points, i)) === 90) return 0;
    const lng = wrapLongitude(x);
    return lng === 180 ? -180 : lng;
}

/** Latitude or y of a point. */
export function yOf(points: ClusterPoints, i: number): number {
    return points instanceof Float64Array ? points[2 * i + 1] : points[i][1];
}

/** Whether point a lies west (at lower x) of point b, or on its meridian and south of it. */
export function placesPrecede(points: ClusterPoints, metric: ClusterMetric, a: number, b: number): boolean {
    const difference = xOf(points, metric, a) - xOf(points, metric, b);
    return difference < 0 || (difference === 0 && yOf(points, a) < yOf(points, b));
}

/**
 * Flat coordinates, three a point, in which straight-line distances order places as the metric does: unit vectors on the
 * sphere, for which date line and poles are places like any other, or x, y, 0. Equal places have equal coordinates.
 */
export function toCoordinates(points: ClusterPoints, metric: ClusterMetric): Float64Array {
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

/** The chord through the unit sphere below so many metres along the Earth. */
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
