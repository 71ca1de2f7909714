import { orient2d } from 'robust-predicates';
import { assertPositions } from './check-places.js';
import type { Position } from './position.js';

/**
 * Finds the convex hull of positions taken as points of a plane (degrees or metres), by Andrew's monotone chain with exact predicates.
 * Positions on both sides of the antimeridian need to be brought to one side before, or projected.
 *
 * @param positions - any number, duplicates allowed
 * @returns indices of the corners, counterclockwise from the westernmost (then southernmost); no point on an edge is a corner, of
 * duplicates the first is taken. One index for a single place, two for places on a line, none for no positions. O(n log n)
 * @example
 * ```ts
 * convexHull([[0, 0], [2, 0], [1, 1], [2, 2], [0, 2]]); // [0, 1, 3, 4]
 * ```
 * @see Andrew 1979, doi:10.1016/0020-0190(79)90072-3; Shewchuk 1997, doi:10.1007/PL00009321
 */
export function convexHull(positions: readonly Position[]): number[] {
    assertPositions(positions);
    const order = distinctFromWest(positions);
    const corners: number[] = [];
    for (let i = 0; i < order.length; i++) extendChain(corners, 0, order[i], positions);
    const lowest = corners.length - 1;
    for (let i = order.length - 2; i >= 0; i--) extendChain(corners, lowest, order[i], positions);
    // The upper chain ends where the lower one began.
    if (corners.length > 1) corners.pop();
    return corners;
}

/** Indices of the positions by x, then y; of duplicates the first index only. */
function distinctFromWest(positions: readonly Position[]): Uint32Array {
    const order = Uint32Array.from(positions.keys());
    order.sort((a, b) => positions[a][0] - positions[b][0] || positions[a][1] - positions[b][1] || a - b);
    let count = 0;
    for (let i = 0; i < order.length; i++) {
        const last = count === 0 ? undefined : positions[order[count - 1]];
        const [x, y] = positions[order[i]];
        if (last === undefined || last[0] !== x || last[1] !== y) order[count++] = order[i];
    }
    return order.subarray(0, count);
}

/** Adds a corner to a chain that starts at `start`, and drops those that it makes needless. */
function extendChain(corners: number[], start: number, corner: number, positions: readonly Position[]): void {
    const [x, y] = positions[corner];
    while (corners.length - start >= 2) {
        const last = positions[corners[corners.length - 1]];
        const before = positions[corners[corners.length - 2]];
        // orient2d is positive for a right turn in a plane whose y points up.
        if (orient2d(before[0], before[1], last[0], last[1], x, y) < 0) break;
        corners.pop();
    }
    corners.push(corner);
}
