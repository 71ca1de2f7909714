import type { MultiPolygon, Polygon } from 'geojson';
import { CornerNumbers } from './corner-numbers.js';
import { polygonRings } from './unwrap.js';

/**
 * The borders of a map as arcs: chains of corners from one place where borders meet to the next, each once, even if several polygons share it. An island
 * or a hole that meets no other border is an arc from its southernmost corner round to it.
 *
 * Arcs lie in slots, one after the other. Corners between the ends of an arc stand in one slot and no other, and can be dropped.
 */
export class BorderArcs {
    /** Position of each corner, -180 along the antimeridian. */
    readonly lng: Float64Array;
    readonly lat: Float64Array;
    /** 1 for each corner that was dropped. */
    readonly dropped: Uint8Array;
    /** Corner in each slot. */
    readonly cornerAt: Int32Array;
    /** The slots before and behind, along the arc, of those that are left. */
    readonly previous: Int32Array;
    readonly next: Int32Array;
    private readonly numbers: CornerNumbers = new CornerNumbers();
    /** Arcs without a corner between their ends. */
    private readonly straight: Set<number> = new Set();

    constructor(polygons: readonly (Polygon | MultiPolygon)[]) {
        const rings = polygons
            .flatMap(polygonRings)
            .flatMap((part) => part.map((ring) => this.numbers.numbersAlong(ring)))
            .filter((ring) => ring.length >= 3);
        const { corners } = this.numbers;
        this.lng = Float64Array.from(corners, ([lng]) => (lng === 180 ? -180 : lng));
        this.lat = Float64Array.from(corners, ([, lat]) => lat);
        this.dropped = new Uint8Array(corners.length);
        const arcs = this.cutArcs(rings);
        this.cornerAt = Int32Array.from(arcs.flat());
        this.previous = Int32Array.from(this.cornerAt, (_, slot) => slot - 1);
        this.next = Int32Array.from(this.cornerAt, (_, slot) => slot + 1);
        let slot = 0;
        for (const arc of arcs) {
            this.previous[slot] = -1;
            slot += arc.length;
            this.next[slot - 1] = -1;
        }
    }

    /** Number of slots. */
    get size(): number {
        return this.cornerAt.length;
    }

    /** Whether an arc ends in a slot. */
    isEnd(slot: number): boolean {
        return this.previous[slot] === -1 || this.next[slot] === -1;
    }

    /** Whether the border between the neighbours of a slot is there already, so that without this one nothing would lie between. */
    isStraight(slot: number): boolean {
        const { cornerAt, previous, next } = this;
        const from = previous[slot];
        const to = next[slot];
        if (cornerAt[from] === cornerAt[to]) return true;
        if (previous[from] !== -1) return cornerAt[previous[from]] === cornerAt[to];
        if (next[to] !== -1) return cornerAt[next[to]] === cornerAt[from];
        return this.straight.has(this.edgeBetween(cornerAt[from], cornerAt[to]));
    }

    /** Takes the corner in a slot that is no end out of its arc. */
    drop(slot: number): void {
        const from = this.previous[slot];
        const to = this.next[slot];
        this.next[from] = to;
        this.previous[to] = from;
        this.dropped[this.cornerAt[slot]] = 1;
        if (this.isEnd(from) && this.isEnd(to)) this.straight.add(this.edgeBetween(this.cornerAt[from], this.cornerAt[to]));
    }

    isDropped(corner: readonly number[]): boolean {
        return this.dropped[this.numbers.numberOf(corner)] === 1;
    }

    private cutArcs(rings: readonly (readonly number[])[]): number[][] {
        const isJunction = this.findJunctions(rings);
        const isPlaced = new Uint8Array(isJunction.length);
        const arcs: number[][] = [];
        for (const ring of rings) {
            const first = ring.findIndex((corner) => isJunction[corner] === 1);
            const start = first === -1 ? this.southernmost(ring) : first;
            let arc: number[] = [];
            for (let i = 0; i <= ring.length && ring.length > 0; i++) {
                const corner = ring[(start + i) % ring.length];
                arc.push(corner);
                if (i === 0 || (isJunction[corner] === 0 && i < ring.length)) continue;
                if (arc.length === 2) this.straight.add(this.edgeBetween(arc[0], arc[1]));
                else if (isPlaced[arc[1]] === 0) arcs.push(arc);
                for (let k = 1; k + 1 < arc.length; k++) isPlaced[arc[k]] = 1;
                arc = [corner];
            }
        }
        return arcs;
    }

    /** Corners with other than two neighbours. */
    private findJunctions(rings: readonly (readonly number[])[]): Uint8Array {
        const count = this.lng.length;
        const one = new Int32Array(count).fill(-1);
        const other = new Int32Array(count).fill(-1);
        const isJunction = new Uint8Array(count);
        const join = (corner: number, neighbour: number): void => {
            if (one[corner] === -1) one[corner] = neighbour;
            else if (one[corner] === neighbour) return;
            else if (other[corner] === -1) other[corner] = neighbour;
            else if (other[corner] !== neighbour) isJunction[corner] = 1;
        };
        for (const ring of rings) {
            for (let i = 0; i < ring.length; i++) {
                const next = ring[(i + 1) % ring.length];
                join(ring[i], next);
                join(next, ring[i]);
            }
        }
        for (let corner = 0; corner < count; corner++) if (other[corner] === -1) isJunction[corner] = 1;
        return isJunction;
    }

    private southernmost(ring: readonly number[]): number {
        let best = 0;
        for (let i = 1; i < ring.length; i++) {
            const rise = this.lat[ring[i]] - this.lat[ring[best]];
            if (rise < 0 || (rise === 0 && this.lng[ring[i]] < this.lng[ring[best]])) best = i;
        }
        return best;
    }

    private edgeBetween(a: number, b: number): number {
        return Math.min(a, b) * this.lng.length + Math.max(a, b);
    }
}
