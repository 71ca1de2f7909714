import { CELL_BITS, type DrawnCells, NOTHING, SIDE } from './drawn-cells.js';
import { EdgeCells } from './edge-cells.js';
import { type PartBox, type PolygonParts, spansOf } from './polygon-parts.js';

const CELLS = SIDE * SIDE;
// More, and many cells see several borders; fewer, and the cells outgrow the processor's caches.
const EDGES_PER_BLOCK = 96;
const MOST_BLOCKS = 2 ** 20;
const MOST_DIVIDED = 2 ** 14;
// Degrees are halved no further than this share of the whole.
const SMALLEST_SHARE = 2 ** -16;

// What is known of a cell while a part is drawn.
const OUT = 0;
const IN = 1;
const UNKNOWN = 2;

/** Draws the parts of polygons into the cells of a grid that is as fine as their borders are detailed. */
export function drawPolygons(parts: PolygonParts): DrawnCells {
    let side = sideOf(parts);
    for (;;) {
        const drawing = new Drawing(parts, side);
        if (drawing.divideBlocks()) return drawing.draw();
        side *= 2;
    }
}

/** The side of a block: so that a block that touches polygons has about this many edges. */
function sideOf(parts: PolygonParts): number {
    let edges = 1;
    for (const polygon of parts.polygons) {
        for (const rings of polygon.parts) for (const { plane } of rings) edges += plane.points.length / 2;
    }
    let area = 0;
    for (const { minX, minY, maxX, maxY } of parts.boxes) area += (maxX - minX) * (maxY - minY);
    const { minX, minY, maxX, maxY } = boundsOf(parts.boxes);
    const fewest = Math.sqrt(((maxX - minX) * (maxY - minY)) / MOST_BLOCKS);
    const smallest = SMALLEST_SHARE * Math.max(maxX - minX, maxY - minY);
    return Math.max(Math.sqrt((area * EDGES_PER_BLOCK) / edges), fewest, smallest) || 1;
}

function boundsOf(boxes: readonly PartBox[]): { minX: number; minY: number; maxX: number; maxY: number } {
    if (boxes.length === 0) return { minX: 0, minY: 0, maxX: 0, maxY: 0 };
    const bounds = { ...boxes[0] };
    for (const box of boxes) {
        bounds.minX = Math.min(bounds.minX, box.minX);
        bounds.minY = Math.min(bounds.minY, box.minY);
        bounds.maxX = Math.max(bounds.maxX, box.maxX);
        bounds.maxY = Math.max(bounds.maxY, box.maxY);
    }
    return bounds;
}

class Drawing {
    private readonly parts: PolygonParts;
    private readonly minX: number;
    private readonly minY: number;
    private readonly maxX: number;
    private readonly maxY: number;
    private readonly scale: number;
    private readonly columns: number;
    private readonly rows: number;
    private readonly starts: Int32Array;
    private readonly blocks: Int32Array;
    private cells: Int32Array = new Int32Array(0);
    /** The last part whose border passes each cell. */
    private borders: Int32Array = new Int32Array(0);
    private readonly row: Uint8Array = new Uint8Array(SIDE);
    private entryParts: Int32Array = new Int32Array(1024);
    private entryNext: Int32Array = new Int32Array(1024);
    private entries = 0;

    constructor(parts: PolygonParts, side: number) {
        const { minX, minY, maxX, maxY } = boundsOf(parts.boxes);
        this.parts = parts;
        this.minX = minX;
        this.minY = minY;
        this.maxX = maxX;
        this.maxY = maxY;
        this.scale = SIDE / side;
        this.columns = (Math.floor((maxX - minX) * this.scale) >> CELL_BITS) + 1;
        this.rows = (Math.floor((maxY - minY) * this.scale) >> CELL_BITS) + 1;
        this.starts = new Int32Array(this.columns * this.rows).fill(-1);
        this.blocks = new Int32Array(this.columns * this.rows).fill(NOTHING);
    }

    /** Gives cells to the blocks that borders pass. @returns whether there are few enough of them */
    divideBlocks(): boolean {
        const walker = new EdgeCells(this.columns, this.rows);
        let divided = 0;
        for (let part = 0; part < this.parts.owners.length; part++) {
            for (const { points, shift } of this.bordersOf(part)) {
                walker.walk(points, this.minX - shift, this.minY, this.scale / SIDE);
                for (let k = 0; k < walker.size; k += 2) {
                    const block = walker.cells[k + 1] * this.columns + walker.cells[k];
                    if (this.starts[block] < 0) this.starts[block] = CELLS * divided++;
                }
            }
            if (divided > MOST_DIVIDED) return false;
        }
        this.cells = new Int32Array(CELLS * divided).fill(NOTHING);
        this.borders = new Int32Array(CELLS * divided).fill(-1);
        return true;
    }

    /** Draws the last part first, so that lists, which grow at their front, rise. */
    draw(): DrawnCells {
        const { boxes, owners } = this.parts;
        const walker = new EdgeCells(SIDE * this.columns, SIDE * this.rows);
        let box = boxes.length - 1;
        for (let part = owners.length - 1; part >= 0; part--) {
            for (const { points, shift } of this.bordersOf(part)) {
                walker.walk(points, this.minX - shift, this.minY, this.scale);
                for (let k = 0; k < walker.size; k += 2) this.borders[this.placeOf(walker.cells[k], walker.cells[k + 1])] = part;
            }
            for (; box >= 0 && boxes[box].part === part; box--) this.fill(boxes[box]);
        }
        const { minX, minY, maxX, maxY, scale, columns, starts, blocks, cells, entryParts, entryNext } = this;
        return { minX, minY, maxX, maxY, scale, columns, starts, blocks, cells, entryParts, entryNext };
    }

    private bordersOf(part: number): { points: Float64Array; shift: number }[] {
        const { polygons, owners, places, metric } = this.parts;
        return polygons[owners[part]].parts[places[part]].flatMap(({ plane }) =>
            spansOf(plane.west, plane.east, metric).map(([shift]) => ({ points: plane.points, shift })),
        );
    }

    /** The place in `cells` of a cell in a divided block. */
    private placeOf(column: number, row: number): number {
        const block = (row >> CELL_BITS) * this.columns + (column >> CELL_BITS);
        return this.starts[block] + ((row & (SIDE - 1)) << CELL_BITS) + (column & (SIDE - 1));
    }

    private fill(box: PartBox): void {
        const west = Math.max(0, Math.floor((box.minX - this.minX) * this.scale) - 1);
        const south = Math.max(0, Math.floor((box.minY - this.minY) * this.scale) - 1);
        const east = Math.min(SIDE * this.columns - 1, Math.floor((box.maxX - this.minX) * this.scale) + 1);
        const north = Math.min(SIDE * this.rows - 1, Math.floor((box.maxY - this.minY) * this.scale) + 1);
        for (let blockRow = south >> CELL_BITS; blockRow <= north >> CELL_BITS; blockRow++) {
            for (let blockColumn = west >> CELL_BITS; blockColumn <= east >> CELL_BITS; blockColumn++) {
                const block = blockRow * this.columns + blockColumn;
                const column = blockColumn * SIDE;
                const row = blockRow * SIDE;
                if (this.starts[block] < 0) {
                    if (this.hasCenter(box.part, column, row, SIDE)) this.add(this.blocks, block, box.part, true);
                    continue;
                }
                this.fillBlock(
                    box.part,
                    Math.max(column, west),
                    Math.max(row, south),
                    Math.min(column + SIDE - 1, east),
                    Math.min(row + SIDE - 1, north),
                );
            }
        }
    }

    /** Neighbouring cells that no border passes are in together or out together: one test does for all that are connected by rows. */
    private fillBlock(part: number, west: number, south: number, east: number, north: number): void {
        const { cells, borders, row: below } = this;
        below.fill(UNKNOWN);
        for (let row = south; row <= north; row++) {
            let left = UNKNOWN;
            for (let column = west; column <= east; column++) {
                const place = this.placeOf(column, row);
                const inBlock = column & (SIDE - 1);
                if (borders[place] === part) {
                    this.add(cells, place, part, false);
                    left = UNKNOWN;
                } else {
                    if (left === UNKNOWN) left = below[inBlock];
                    if (left === UNKNOWN) left = this.hasCenter(part, column, row, 1) ? IN : OUT;
                    if (left === IN) this.add(cells, place, part, true);
                }
                below[inBlock] = left;
            }
        }
    }

    /** Whether a square of cells that no border passes lies in a part: asked at the centre of what the square has of the drawing. */
    private hasCenter(part: number, column: number, row: number, size: number): boolean {
        const { minX, minY, maxX, maxY, scale } = this;
        const x = (minX + column / scale + Math.min(maxX, minX + (column + size) / scale)) / 2;
        const y = (minY + row / scale + Math.min(maxY, minY + (row + size) / scale)) / 2;
        return this.parts.containsPlain(part, x, y);
    }

    private add(codes: Int32Array, place: number, part: number, isCovered: boolean): void {
        const code = codes[place];
        if (code === NOTHING && isCovered) {
            codes[place] = -2 - part;
            return;
        }
        let next = code;
        if (code < NOTHING) next = this.addEntry(2 * (-2 - code) + 1, NOTHING);
        codes[place] = this.addEntry(2 * part + (isCovered ? 1 : 0), next);
    }

    private addEntry(value: number, next: number): number {
        if (this.entries === this.entryParts.length) {
            const entryParts = new Int32Array(2 * this.entries);
            entryParts.set(this.entryParts);
            this.entryParts = entryParts;
            const entryNext = new Int32Array(2 * this.entries);
            entryNext.set(this.entryNext);
            this.entryNext = entryNext;
        }
        this.entryParts[this.entries] = value;
        this.entryNext[this.entries] = next;
        return this.entries++;
    }
}
