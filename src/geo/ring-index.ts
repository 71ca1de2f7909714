import { orient2d } from 'robust-predicates';

export const OUTSIDE = 0;
export const ON_BORDER = 1;
export const INSIDE = 2;

const EDGES_PER_STRIP = 4;
const MOST_STRIPS = 4096;

/**
 * A closed ring in a plane, its edges sorted into level strips, so that a point is compared with the edges at its height only.
 * `points` is x and y interleaved, the first point repeated at the end.
 */
export class RingIndex {
    readonly west: number;
    readonly south: number;
    readonly east: number;
    readonly north: number;
    private readonly points: Float64Array;
    private readonly perUnit: number;
    private readonly strips: number;
    /** The edges of strip `s` are `edges[offsets[s]]` to `edges[offsets[s + 1] - 1]`, each by the place of its first x in `points`. */
    private readonly offsets: Int32Array;
    private readonly edges: Int32Array;

    constructor(points: Float64Array) {
        let west = Number.POSITIVE_INFINITY;
        let south = Number.POSITIVE_INFINITY;
        let east = Number.NEGATIVE_INFINITY;
        let north = Number.NEGATIVE_INFINITY;
        let climb = 0;
        for (let i = 1; i < points.length; i += 2) {
            if (points[i - 1] < west) west = points[i - 1];
            if (points[i - 1] > east) east = points[i - 1];
            if (points[i] < south) south = points[i];
            if (points[i] > north) north = points[i];
            if (i > 1) climb += Math.abs(points[i] - points[i - 2]);
        }
        const count = Math.max(0, points.length / 2 - 1);
        // An edge lies in every strip that it passes: tall edges would fill too many.
        const most = Math.min(count / EDGES_PER_STRIP, (EDGES_PER_STRIP * count * (north - south)) / climb);
        this.points = points;
        this.west = west;
        this.south = south;
        this.east = east;
        this.north = north;
        this.strips = north > south ? Math.max(1, Math.min(MOST_STRIPS, Math.floor(most))) : 1;
        this.perUnit = north > south ? this.strips / (north - south) : 0;
        const offsets = new Int32Array(this.strips + 1);
        for (let e = 0; e < count; e++) {
            const last = this.stripOf(Math.max(points[2 * e + 1], points[2 * e + 3]));
            for (let s = this.stripOf(Math.min(points[2 * e + 1], points[2 * e + 3])); s <= last; s++) offsets[s + 1]++;
        }
        for (let s = 0; s < this.strips; s++) offsets[s + 1] += offsets[s];
        const edges = new Int32Array(offsets[this.strips]);
        const filled = offsets.slice();
        for (let e = 0; e < count; e++) {
            const last = this.stripOf(Math.max(points[2 * e + 1], points[2 * e + 3]));
            for (let s = this.stripOf(Math.min(points[2 * e + 1], points[2 * e + 3])); s <= last; s++) edges[filled[s]++] = 2 * e;
        }
        this.offsets = offsets;
        this.edges = edges;
    }

    private stripOf(y: number): number {
        return Math.max(0, Math.min(this.strips - 1, Math.floor((y - this.south) * this.perUnit)));
    }

    /** Whether a point lies outside, on the border or inside. Exact: where rounding could decide, the predicate is robust. */
    locate(x: number, y: number): number {
        if (!(y >= this.south && y <= this.north && x >= this.west && x <= this.east)) return OUTSIDE;
        const points = this.points;
        const edges = this.edges;
        const strip = this.stripOf(y);
        const end = this.offsets[strip + 1];
        let isInside = false;
        for (let k = this.offsets[strip]; k < end; k++) {
            const e = edges[k];
            const x1 = points[e];
            const y1 = points[e + 1];
            const x2 = points[e + 2];
            const y2 = points[e + 3];
            if (y1 === y && y2 === y) {
                if ((x >= x1 && x <= x2) || (x >= x2 && x <= x1)) return ON_BORDER;
            } else if (y1 <= y !== y2 <= y) {
                if (x < x1 && x < x2) isInside = !isInside;
                else if (x <= x1 || x <= x2) {
                    const side = orient2d(x1, y1, x2, y2, x, y);
                    if (side === 0) return ON_BORDER;
                    // An edge that climbs has the points west of it on its left.
                    if (side < 0 === y2 > y1) isInside = !isInside;
                }
            } else if (x2 === x && y2 === y) return ON_BORDER;
        }
        return isInside ? INSIDE : OUTSIDE;
    }

    /** Whether a point lies inside or on the border. */
    covers(x: number, y: number): boolean {
        return this.locate(x, y) !== OUTSIDE;
    }

    /** Whether a segment has a point in common with the ring. Exact. */
    meets(ax: number, ay: number, bx: number, by: number): boolean {
        const west = Math.min(ax, bx);
        const east = Math.max(ax, bx);
        const south = Math.min(ay, by);
        const north = Math.max(ay, by);
        if (!(south <= this.north && north >= this.south && west <= this.east && east >= this.west)) return false;
        const { points, edges, offsets } = this;
        const last = this.stripOf(north);
        const end = offsets[last + 1];
        for (let k = offsets[this.stripOf(south)]; k < end; k++) {
            const e = edges[k];
            const x1 = points[e];
            const y1 = points[e + 1];
            const x2 = points[e + 2];
            const y2 = points[e + 3];
            if ((x1 < west && x2 < west) || (x1 > east && x2 > east) || (y1 < south && y2 < south) || (y1 > north && y2 > north))
                continue;
            // Boxes overlap: the segments meet unless one of them lies wholly on one side of the other.
            const toStart = orient2d(ax, ay, bx, by, x1, y1);
            const toEnd = orient2d(ax, ay, bx, by, x2, y2);
            if ((toStart > 0 && toEnd > 0) || (toStart < 0 && toEnd < 0)) continue;
            const fromA = orient2d(x1, y1, x2, y2, ax, ay);
            const fromB = orient2d(x1, y1, x2, y2, bx, by);
            if ((fromA > 0 && fromB > 0) || (fromA < 0 && fromB < 0)) continue;
            return true;
        }
        return false;
    }
}
