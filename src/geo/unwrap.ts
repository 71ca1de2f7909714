import type { MultiPolygon, Polygon } from 'geojson';

/** One ring in a plane whose longitudes run on past 180 degrees: x and y interleaved, closed, first point repeated at the end. */
export interface PlaneRing {
    readonly points: Float64Array;
    readonly west: number;
    readonly south: number;
    readonly east: number;
    readonly north: number;
    /** The pole that the ring runs around: 90, -90, or 0 if it does not. */
    readonly pole: number;
}

/** The polygons of a geometry, each as its rings, the outer one first. */
export function polygonRings(geometry: Polygon | MultiPolygon): readonly (readonly (readonly number[])[])[][] {
    if (geometry.type === 'Polygon') return geometry.coordinates.length === 0 ? [] : [geometry.coordinates];
    return geometry.coordinates.filter((rings) => rings.length > 0);
}

/**
 * Lays a ring out in the plane. A step of more than 180 degrees of longitude is taken to cross the antimeridian, so longitudes run on
 * (179, -179 becomes 179, 181), with two exceptions: a step along a pole stays as it is, because all longitudes are one place there, and a
 * ring that would lose all its width, as a box around the whole world does, is left as written. A ring that does not come back to its
 * first longitude runs around a pole: the nearer one, and it is closed over it.
 */
export function unwrapRing(ring: readonly (readonly number[])[]): PlaneRing {
    const isClosed = ring.length > 1 && ring[0][0] === ring[ring.length - 1][0] && ring[0][1] === ring[ring.length - 1][1];
    const size = isClosed ? ring.length - 1 : ring.length;
    const points = new Float64Array(2 * size + 8);
    let turns = 0;
    let latitudes = 0;
    for (let i = 0; i < size; i++) {
        if (i > 0) turns += turnsBetween(ring[i - 1], ring[i]);
        points[2 * i] = ring[i][0] + 360 * turns;
        points[2 * i + 1] = ring[i][1];
        latitudes += ring[i][1];
    }
    if (size > 1) turns += turnsBetween(ring[size - 1], ring[0]);
    let length = 2 * size;
    let pole = 0;
    if (turns !== 0) {
        pole = latitudes < 0 ? -90 : 90;
        const end = points[0] + 360 * turns;
        points.set([end, ring[0][1], end, pole, points[0], pole], length);
        length += 6;
    } else if (size > 0 && hasNoWidth(points, size)) {
        for (let i = 0; i < size; i++) points[2 * i] = ring[i][0];
    }
    points[length] = points[0];
    points[length + 1] = points[1];
    return { ...boundsOf(points.subarray(0, size === 0 ? 0 : length + 2)), pole };
}

/** A ring of a plane that goes on for ever, as it is written but closed. */
export function closeRing(ring: readonly (readonly number[])[]): PlaneRing {
    const last = ring.length - 1;
    const isClosed = last > 0 && ring[0][0] === ring[last][0] && ring[0][1] === ring[last][1];
    const size = ring.length === 0 ? 0 : ring.length + (isClosed ? 0 : 1);
    const points = new Float64Array(2 * size);
    for (let i = 0; i < size; i++) {
        points[2 * i] = ring[i % ring.length][0];
        points[2 * i + 1] = ring[i % ring.length][1];
    }
    return { ...boundsOf(points), pole: 0 };
}

/** Whole turns that the longitudes behind a step are to be shifted by. */
export function turnsBetween(from: readonly number[], to: readonly number[]): number {
    const step = to[0] - from[0];
    if (step >= -180 && step <= 180) return 0;
    if (from[1] === to[1] && Math.abs(from[1]) === 90) return 0;
    return step > 0 ? -1 : 1;
}

function hasNoWidth(points: Float64Array, size: number): boolean {
    for (let i = 1; i < size; i++) if (points[2 * i] !== points[0]) return false;
    return true;
}

function boundsOf(points: Float64Array): Omit<PlaneRing, 'pole'> {
    let west = Number.POSITIVE_INFINITY;
    let south = Number.POSITIVE_INFINITY;
    let east = Number.NEGATIVE_INFINITY;
    let north = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < points.length; i += 2) {
        west = Math.min(west, points[i]);
        east = Math.max(east, points[i]);
        south = Math.min(south, points[i + 1]);
        north = Math.max(north, points[i + 1]);
    }
    return { points, west, south, east, north };
}
