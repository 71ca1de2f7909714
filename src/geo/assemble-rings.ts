import { multiPolygon, polygon } from '@turf/helpers';
import type { MultiPolygon, Polygon } from 'geojson';
import { INSIDE, OUTSIDE, RingIndex } from './ring-index.js';

/** A simple ring: its corners as they are written, and the same in a plane, closed, x and y interleaved. */
export interface SimpleRing {
    readonly corners: readonly (readonly number[])[];
    readonly plane: Float64Array;
    /** Area in the plane, positive where it lies to the left. */
    readonly area: number;
}

/** A Polygon where there is one part, a MultiPolygon else. */
export function geometryOf(parts: number[][][][]): Polygon | MultiPolygon {
    return parts.length === 1 ? polygon(parts[0]).geometry : multiPolygon(parts).geometry;
}

/** Area of a closed ring in a plane, positive where it lies to the left. */
export function planeArea(points: Float64Array): number {
    let sum = 0;
    for (let i = 2; i + 3 < points.length; i += 2) {
        sum += (points[i] - points[0]) * (points[i + 3] - points[1]) - (points[i + 2] - points[0]) * (points[i + 1] - points[1]);
    }
    return sum / 2;
}

/**
 * Builds polygons from rings that do not cross: those with their area to the left are outer rings, each other one becomes a hole of the
 * smallest outer ring around it.
 *
 * @param turn - how far apart in x planes may lie that show the same place: 360 where longitudes run on; default 0
 * @returns a Polygon where there is one outer ring, a MultiPolygon else
 */
export function assembleRings(rings: readonly SimpleRing[], turn: number = 0): Polygon | MultiPolygon {
    const outers = rings.filter((ring) => ring.area > 0).sort((a, b) => a.area - b.area);
    const parts = outers.map((ring) => [closeRing(ring.corners)]);
    const holes = rings.filter((ring) => ring.area < 0);
    const indexes = outers.length > 1 && holes.length > 0 ? outers.map((ring) => new RingIndex(ring.plane)) : [];
    for (const hole of holes) {
        if (outers.length === 0) break;
        const owner =
            outers.length === 1
                ? 0
                : indexes.findIndex((index, i) => outers[i].area > -hole.area && isAround(index, hole.plane, turn));
        if (owner >= 0) parts[owner].push(closeRing(hole.corners));
    }
    // Largest first: what a reader takes for the main part.
    parts.reverse();
    return geometryOf(parts);
}

function isAround(outer: RingIndex, hole: Float64Array, turn: number): boolean {
    let west = Number.POSITIVE_INFINITY;
    for (let i = 0; i < hole.length; i += 2) west = Math.min(west, hole[i]);
    // The hole may have been laid out a turn or more away from the ring around it.
    const shift = turn > 0 ? turn * Math.ceil((outer.west - west) / turn) : 0;
    let isOutside = false;
    for (let i = 0; i < hole.length; i += 2) {
        const place = outer.locate(hole[i] + shift, hole[i + 1]);
        if (place === INSIDE) return true;
        // Rings do not cross: beside a corner inside, one outside is one on the border that the shift rounded.
        if (place === OUTSIDE) isOutside = true;
    }
    return !isOutside;
}

function closeRing(corners: readonly (readonly number[])[]): number[][] {
    const ring = corners.map(([lng, lat]) => [lng, lat]);
    ring.push([...ring[0]]);
    return ring;
}
