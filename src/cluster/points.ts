import type { IssueCollector, IssuePath } from '../core/index.js';
import { checkPosition, EARTH_RADIUS, type Position } from '../geo/index.js';

/** Points to cluster: `[lng, lat]` or `[x, y]` each, or all of them interleaved in one flat array. */
export type ClusterPoints = readonly Position[] | Float64Array;

/** `geographic`: degrees on the sphere, distances in metres; `planar`: x and y, distances in their own unit. */
export type ClusterMetric = 'geographic' | 'planar';

const RADIANS = Math.PI / 180;

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
    for (let i = 0; i < count; i++) {
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
        }
    }
}

function isOnEarth(point: unknown): boolean {
    return (
        Array.isArray(point) && Math.abs(point[0]) <= 180 && Math.abs(point[1]) <= 90 && point.every((x) => typeof x === 'number')
    );
}

/**
 * Flat coordinates, three a point, in which straight-line distances order places as the metric does: unit vectors on the
 * sphere, for which date line and poles are places like any other, or x, y, 0.
 */
export function toCoordinates(points: ClusterPoints, metric: ClusterMetric): Float64Array {
    const count = pointCount(points);
    const flat = points instanceof Float64Array;
    const coordinates = new Float64Array(3 * count);
    for (let i = 0; i < count; i++) {
        const x = flat ? points[2 * i] : points[i][0];
        const y = flat ? points[2 * i + 1] : points[i][1];
        if (metric === 'planar') {
            coordinates[3 * i] = x;
            coordinates[3 * i + 1] = y;
        } else {
            const cosine = Math.cos(y * RADIANS);
            coordinates[3 * i] = cosine * Math.cos(x * RADIANS);
            coordinates[3 * i + 1] = cosine * Math.sin(x * RADIANS);
            coordinates[3 * i + 2] = Math.sin(y * RADIANS);
        }
    }
    return coordinates;
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
