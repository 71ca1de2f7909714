import { drawPolygons } from './draw-polygons.js';
import { CELL_BITS, type DrawnCells, NOTHING, SIDE } from './drawn-cells.js';
import type { PolygonParts } from './polygon-parts.js';

const CELL_MASK = SIDE - 1;

// Lists that were begun together share a bucket: those of one part's border, mostly.
const BUCKET_BITS = 5;

/**
 * Where polygons lie, drawn into cells: a cell that no border passes is all in or all out of each polygon, which leaves exact tests to the
 * points of the other cells. Answers are those of asking every polygon; the cells only save asking.
 *
 * @see Tzirita Zacharatou, Doraiswamy, Ailamaki, Silva and Freire 2017, doi:10.14778/3151113.3151115, whose accurate raster join tests the
 * points of border cells too
 */
export class PolygonGrid {
    private readonly parts: PolygonParts;
    private readonly drawn: DrawnCells;

    /** About O(edges + cells): eight cells an edge. */
    constructor(parts: PolygonParts) {
        this.parts = parts;
        this.drawn = drawPolygons(parts);
    }

    /**
     * Writes for each place the first polygon that it lies in, or -1. Not for poles and the antimeridian, which have many names.
     *
     * Places in cells without a border have their answer at once. The others are put in the order of their cells first, so that those that
     * the same borders decide come together.
     *
     * @param points - x and y interleaved
     */
    firstOfAll(points: Float64Array, out: Int32Array): void {
        const { owners } = this.parts;
        const buckets = new Int32Array((this.drawn.entryParts.length >> BUCKET_BITS) + 2);
        let waiting = 0;
        for (let i = 0; i < points.length; i += 2) {
            const code = this.codeAt(points[i], points[i + 1]);
            if (code < NOTHING) out[i >> 1] = owners[-2 - code];
            else if (code === NOTHING) out[i >> 1] = -1;
            else {
                // To be told from an answer, which is no less than -1.
                out[i >> 1] = -2 - code;
                buckets[(code >> BUCKET_BITS) + 1]++;
                waiting++;
            }
        }
        for (let bucket = 1; bucket < buckets.length; bucket++) buckets[bucket] += buckets[bucket - 1];
        const order = new Int32Array(waiting);
        const places = new Float64Array(2 * waiting);
        const lists = new Int32Array(waiting);
        for (let i = 0; i < points.length >> 1; i++) {
            if (out[i] >= -1) continue;
            const list = -2 - out[i];
            const to = buckets[list >> BUCKET_BITS]++;
            order[to] = i;
            lists[to] = list;
            places[2 * to] = points[2 * i];
            places[2 * to + 1] = points[2 * i + 1];
        }
        for (let k = 0; k < waiting; k++) out[order[k]] = this.firstInList(lists[k], places[2 * k], places[2 * k + 1]);
    }

    private firstInList(list: number, x: number, y: number): number {
        const { entryParts, entryNext } = this.drawn;
        for (let entry = list; entry !== NOTHING; entry = entryNext[entry]) {
            const part = entryParts[entry] >> 1;
            if ((entryParts[entry] & 1) === 1 || this.parts.containsPlain(part, x, y)) return this.parts.owners[part];
        }
        return -1;
    }

    /**
     * Writes all polygons that a place lies in, rising, as far as `out` has room. Not for poles and the antimeridian.
     *
     * @param at - where in `out` to begin
     * @returns how many there are
     */
    all(x: number, y: number, out: Int32Array, at: number): number {
        const { owners } = this.parts;
        const code = this.codeAt(x, y);
        if (code === NOTHING) return 0;
        if (code < NOTHING) {
            if (at < out.length) out[at] = owners[-2 - code];
            return 1;
        }
        const { entryParts, entryNext } = this.drawn;
        let last = -1;
        let count = 0;
        for (let entry = code; entry !== NOTHING; entry = entryNext[entry]) {
            const part = entryParts[entry] >> 1;
            // Parts of one polygon follow each other: it is listed once.
            if (owners[part] === last || !((entryParts[entry] & 1) === 1 || this.parts.containsPlain(part, x, y))) continue;
            last = owners[part];
            if (at + count < out.length) out[at + count] = last;
            count++;
        }
        return count;
    }

    private codeAt(x: number, y: number): number {
        const { minX, minY, maxX, maxY, scale, columns, starts, blocks, cells } = this.drawn;
        if (!(x >= minX && x <= maxX && y >= minY && y <= maxY)) return NOTHING;
        const column = Math.floor((x - minX) * scale);
        const row = Math.floor((y - minY) * scale);
        const block = (row >> CELL_BITS) * columns + (column >> CELL_BITS);
        const start = starts[block];
        if (start < 0) return blocks[block];
        return cells[start + ((row & CELL_MASK) << CELL_BITS) + (column & CELL_MASK)];
    }
}
