import type { Position } from './position.js';

const CELLS_ACROSS = 2 ** 26;

/** A corner that several cells have in common. */
export interface SharedCorner {
    readonly x: number;
    readonly y: number;
    readonly position: Position;
}

/** Gives places of the plane that all but coincide one and the same corner, so that neighbours fit without a gap. */
export class SharedCorners {
    private readonly tolerance: number;
    private readonly buckets: Map<number, SharedCorner[]> = new Map();

    /** @param tolerance - metres, less than 1: places no farther than this apart in x and in y are one */
    constructor(tolerance: number) {
        this.tolerance = tolerance;
    }

    /** The corner at a place; a new one, at the position that `locate` finds, if there is none yet. */
    at(x: number, y: number, locate: (x: number, y: number) => Position): SharedCorner {
        const tolerance = this.tolerance;
        const west = Math.floor(x - tolerance);
        const south = Math.floor(y - tolerance);
        const east = Math.floor(x + tolerance);
        const north = Math.floor(y + tolerance);
        for (let column = west; column <= east; column++) {
            for (let row = south; row <= north; row++) {
                for (const corner of this.buckets.get(column * CELLS_ACROSS + row) ?? []) {
                    if (Math.abs(corner.x - x) <= tolerance && Math.abs(corner.y - y) <= tolerance) return corner;
                }
            }
        }
        const corner = { x, y, position: locate(x, y) };
        const key = Math.floor(x) * CELLS_ACROSS + Math.floor(y);
        const bucket = this.buckets.get(key);
        if (bucket === undefined) this.buckets.set(key, [corner]);
        else bucket.push(corner);
        return corner;
    }
}
