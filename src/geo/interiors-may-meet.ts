import { assertPrepared, type IndexedRing, type PreparedPolygon } from './polygon-contains.js';

/** Share of an edge that is left out at both ends, where borders may touch without crossing. */
const ENDS = 1e-9;

/**
 * Tells two polygons that have no ground in common for sure, such as neighbours on a map, from those that should be intersected to know.
 * Polygons whose borders share corners are told apart wherever they lie side by side.
 *
 * @param a - as far as longitudes go, neither over the antimeridian nor around a pole: such polygons may always meet
 * @returns false only where no place lies inside of both; O(corners)
 */
export function interiorsMayMeet(a: PreparedPolygon, b: PreparedPolygon): boolean {
    for (const [name, polygon] of Object.entries({ a, b })) assertPrepared(polygon, name);
    if (isLaidOver(a) || isLaidOver(b)) return true;
    const edgesOfA = [...edgesNear(a, b)];
    const edgesOfB = [...edgesNear(b, a)];
    return entersOther(edgesOfA, edgesOfB, b) || entersOther(edgesOfB, edgesOfA, a);
}

/** x and y of both ends; the polygon lies on the left. */
type Edge = readonly [number, number, number, number];

// Whether an edge of a polygon crosses the other's border, lies within the other, or has both on the same side.
function entersOther(edges: readonly Edge[], others: readonly Edge[], other: PreparedPolygon): boolean {
    const otherKeys = new Set(others.map((edge) => edge.join()));
    for (const edge of edges) {
        const [x1, y1, x2, y2] = edge;
        if (otherKeys.has(edge.join())) return true;
        if (otherKeys.has([x2, y2, x1, y1].join())) continue;
        if (other.contains((x1 + x2) / 2, (y1 + y2) / 2)) return true;
        const dx = (x2 - x1) * ENDS;
        const dy = (y2 - y1) * ENDS;
        for (const { index } of other.parts.flat()) if (index.meets(x1 + dx, y1 + dy, x2 - dx, y2 - dy)) return true;
    }
    return false;
}

// The edges of a polygon whose boxes meet the other's.
function* edgesNear(polygon: PreparedPolygon, other: PreparedPolygon): Iterable<Edge> {
    const [minX, minY, maxX, maxY] = other.planeBox;
    for (const part of polygon.parts) {
        for (let r = 0; r < part.length; r++) {
            const { points } = part[r].plane;
            const isReversed = doubleArea(part[r]) > 0 === r > 0;
            for (let e = 0; e + 3 < points.length; e += 2) {
                const [x1, y1, x2, y2] = points.subarray(e, e + 4);
                if (x1 === x2 && y1 === y2) continue;
                if (Math.max(x1, x2) < minX || Math.min(x1, x2) > maxX) continue;
                if (Math.max(y1, y2) < minY || Math.min(y1, y2) > maxY) continue;
                yield isReversed ? [x2, y2, x1, y1] : [x1, y1, x2, y2];
            }
        }
    }
}

// Twice the area, positive where the ring runs counterclockwise.
function doubleArea({ plane: { points } }: IndexedRing): number {
    let sum = 0;
    for (let e = 0; e + 3 < points.length; e += 2) {
        sum += (points[e] - points[0]) * (points[e + 3] - points[1]) - (points[e + 2] - points[0]) * (points[e + 1] - points[1]);
    }
    return sum;
}

function isLaidOver({ parts, isPlanar }: PreparedPolygon): boolean {
    if (isPlanar) return false;
    return parts.some((rings) => rings.some(({ plane }) => plane.pole !== 0 || plane.west <= -180 || plane.east >= 180));
}
