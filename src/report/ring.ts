import type { Position } from '../geo/index.js';

const UNITS_PER_DEGREE = 100_000;

const POLAR = 89;

/**
 * Lays positions out in a plane whose longitudes run on past 180 degrees: a step of more than half a turn is taken to cross the
 * dateline, unless it runs along a pole, where all longitudes are one place. A ring around a pole is closed beyond it.
 */
export function unwrapLine(line: readonly (readonly number[])[]): Position[] {
    const plane: Position[] = [];
    let turn = 0;
    line.forEach(([lng, lat], i) => {
        const before = i === 0 ? lng : line[i - 1][0];
        const isPolar = i > 0 && Math.abs(lat) > POLAR && Math.abs(line[i - 1][1]) > POLAR;
        if (!isPolar && lng - before > 180) turn -= 360;
        if (!isPolar && before - lng > 180) turn += 360;
        plane.push([lng + turn, lat]);
    });
    const isRing = line.length > 3 && line[0][0] === line[line.length - 1][0] && line[0][1] === line[line.length - 1][1];
    if (isRing && turn !== 0) {
        const [first] = plane;
        const pole = first[1] < 0 ? -90 : 90;
        plane.push([plane[plane.length - 1][0], pole], [first[0], pole], first);
    }
    return plane;
}

/**
 * Writes a polygon's rings as steps of 1e-5 degrees, about a metre: lng, lat of the first position, then the differences.
 * The closing position is left out.
 *
 * @param rings - closed, the outer one first
 * @param middle - longitude that each ring is moved next to, by whole turns
 */
export function packRings(rings: readonly (readonly (readonly number[])[])[], middle: number): number[][] {
    const planes = rings.map(unwrapLine);
    if (planes.length === 0) return [];
    const outer = middleOf(planes[0]) + turnTowards(middleOf(planes[0]), middle);
    // A hole follows the ring that it lies in.
    return planes.map((plane) => packRing(plane, turnTowards(middleOf(plane), outer)));
}

function packRing(ring: readonly Position[], turn: number): number[] {
    const packed: number[] = [];
    let lastX = 0;
    let lastY = 0;
    for (const [lng, lat] of ring.slice(0, -1)) {
        const x = Math.round((lng + turn) * UNITS_PER_DEGREE);
        const y = Math.round(lat * UNITS_PER_DEGREE);
        if (packed.length > 0 && x === lastX && y === lastY) continue;
        packed.push(x - lastX, y - lastY);
        lastX = x;
        lastY = y;
    }
    return packed;
}

/** The whole turns, in degrees, that bring a longitude next to `middle`. */
export function turnTowards(lng: number, middle: number): number {
    // The addition turns -0 into 0.
    return 360 * Math.round((middle - lng) / 360) + 0;
}

/** Reads a ring that {@link packRings} wrote; it is closed again. */
export function unpackRing(packed: readonly number[]): Position[] {
    const ring: Position[] = [];
    let x = 0;
    let y = 0;
    for (let i = 0; i < packed.length; i += 2) {
        x += packed[i];
        y += packed[i + 1];
        ring.push([x / UNITS_PER_DEGREE, y / UNITS_PER_DEGREE]);
    }
    if (ring.length > 0) ring.push(ring[0]);
    return ring;
}

function middleOf(ring: readonly Position[]): number {
    let west = Number.POSITIVE_INFINITY;
    let east = Number.NEGATIVE_INFINITY;
    for (const [lng] of ring) {
        west = Math.min(west, lng);
        east = Math.max(east, lng);
    }
    return (west + east) / 2;
}
