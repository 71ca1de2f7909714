import type { Polygon } from 'geojson';
import { convexHull, type Position, projectPositions, sphericalMean, unprojectPositions } from '../../geo/index.js';

const CORNERS = 16;
const LEAST_BUFFER = 1_000;
const LONGEST_STEP = 50_000;

/**
 * The convex hull of positions with a margin: as wide as the positions lie apart on average, or `buffer`.
 *
 * @param positions - at least one
 * @param buffer - metres, more than 0
 */
export function bufferedHull(positions: readonly Position[], buffer?: number): Polygon {
    const center = sphericalMean(positions);
    const plane = projectPositions(positions, center);
    const points = positions.map((_, i): Position => [plane[2 * i], plane[2 * i + 1]]);
    const hull = convexHull(points).map((index) => points[index]);
    const width = buffer ?? Math.max(LEAST_BUFFER, Math.sqrt(areaOf(hull) / positions.length));
    const around: Position[] = [];
    for (const [x, y] of hull) {
        for (let k = 0; k < CORNERS; k++) {
            const angle = (2 * Math.PI * k) / CORNERS;
            around.push([x + width * Math.cos(angle), y + width * Math.sin(angle)]);
        }
    }
    const outline = convexHull(around).map((index) => around[index]);
    // Long sides are straight in the plane, not in degrees: corners along them keep every position inside.
    const flat: number[] = [];
    for (let i = 0; i < outline.length; i++) {
        const [x, y] = outline[i];
        const [nextX, nextY] = outline[(i + 1) % outline.length];
        const steps = Math.max(1, Math.ceil(Math.hypot(nextX - x, nextY - y) / LONGEST_STEP));
        for (let k = 0; k < steps; k++) flat.push(x + ((nextX - x) * k) / steps, y + ((nextY - y) * k) / steps);
    }
    const ring = unprojectPositions(flat, center).map(([lng, lat]) => [lng, lat]);
    return { type: 'Polygon', coordinates: [[...ring, [...ring[0]]]] };
}

function areaOf(ring: readonly Position[]): number {
    let sum = 0;
    for (let i = 0; i < ring.length; i++) {
        const [x, y] = ring[i];
        const [nextX, nextY] = ring[(i + 1) % ring.length];
        sum += x * nextY - nextX * y;
    }
    return Math.abs(sum) / 2;
}
