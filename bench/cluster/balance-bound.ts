import { EARTH_RADIUS } from '../../src/geo/index.js';
import { PointIndex } from '../../src/spatial/index.js';

/** From this many points on, in the random order that they come in, the sum over all of them is known within a percent. */
const MOST_ASKED = 5000;

/**
 * What no division into clusters of at least `size` points can undercut: the inertia of a cluster is the sum of its pairs' squared
 * distances over its size, and no point's companions can be nearer than those nearest to it. In even density the best division has twice as
 * much, since companions lie around the middle of a cluster and not around each of its points.
 *
 * @param points - `[lng, lat]` pairs, flat, in random order
 * @returns in square metres, along chords as the inertia of clusters is
 */
export function balanceBound(points: Float64Array, size: number): number {
    const index = new PointIndex(points);
    const companions = new Int32Array(size);
    const distances = new Float64Array(size);
    const asked = Math.min(MOST_ASKED, points.length / 2);
    let sum = 0;
    for (let i = 0; i < asked; i++) {
        index.nearestInto(points[2 * i], points[2 * i + 1], companions, { distances });
        for (let k = 0; k < size; k++) sum += (2 * EARTH_RADIUS * Math.sin(distances[k] / (2 * EARTH_RADIUS))) ** 2;
    }
    return (sum / (2 * size)) * (points.length / 2 / asked);
}
