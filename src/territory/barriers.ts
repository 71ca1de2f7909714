import { type Position, projectPositions } from '../geo/index.js';
import { BoxIndex } from '../spatial/index.js';
import { type Contiguity, linkPoints } from './contiguity.js';
import type { Unit } from './unit.js';

/** A line that territories should not reach across: a river, a mountain range, a border. GeoJSON, positions as the units'. */
export interface Barrier {
    readonly type: 'LineString';
    readonly coordinates: readonly Position[];
}

/**
 * Cuts the links of a contiguity graph that cross a barrier. Where the graph falls apart, the shortest links hold its parts together
 * again: every unit must be reachable. O((n + b) log b) for b segments of barriers where links are short.
 */
export function cutByBarriers(
    contiguity: Contiguity,
    units: readonly Unit[],
    points: Float64Array,
    barriers: readonly Barrier[],
    metric: 'geographic' | 'planar',
): Contiguity {
    const vertices = barriers.flatMap(({ coordinates }) => coordinates);
    const plane = planeOf([...units.map(({ position }) => position), ...vertices], metric);
    const starts: number[] = [];
    let vertex = units.length;
    for (const { coordinates } of barriers) {
        for (let k = 0; k + 1 < coordinates.length; k++) starts.push(vertex + k);
        vertex += coordinates.length;
    }
    const index = new BoxIndex({ metric: 'planar' });
    index.insertAll(starts.map((start) => [String(start), boxOf(plane, start, start + 1)] as const));
    const { offsets, neighbours } = contiguity;
    const kept: number[] = [];
    for (let u = 0; u < units.length; u++) {
        for (let e = offsets[u]; e < offsets[u + 1]; e++) {
            const v = neighbours[e];
            if (v < u) continue;
            const near = index.search(boxOf(plane, u, v));
            if (!near.some((start) => crosses(plane, u, v, Number(start), Number(start) + 1))) kept.push(u, v);
        }
    }
    return linkPoints(points, kept, {});
}

function planeOf(positions: readonly Position[], metric: 'geographic' | 'planar'): Float64Array {
    if (metric === 'geographic') return projectPositions(positions);
    return Float64Array.from(positions.flat());
}

function boxOf(plane: Float64Array, a: number, b: number): [number, number, number, number] {
    const [ax, ay, bx, by] = [plane[2 * a], plane[2 * a + 1], plane[2 * b], plane[2 * b + 1]];
    return [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)];
}

// Whether the segments a-b and c-d have a point in common.
function crosses(plane: Float64Array, a: number, b: number, c: number, d: number): boolean {
    const [first, second] = [sideOf(plane, a, b, c), sideOf(plane, a, b, d)];
    const [third, fourth] = [sideOf(plane, c, d, a), sideOf(plane, c, d, b)];
    // On one line, boxes that meet are enough.
    return first * second <= 0 && third * fourth <= 0;
}

function sideOf(plane: Float64Array, a: number, b: number, c: number): number {
    return Math.sign(
        (plane[2 * b] - plane[2 * a]) * (plane[2 * c + 1] - plane[2 * a + 1]) -
            (plane[2 * b + 1] - plane[2 * a + 1]) * (plane[2 * c] - plane[2 * a]),
    );
}
