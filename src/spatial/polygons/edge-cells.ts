// Cells. A border that rounding could move into a cell counts as passing it.
const MARGIN = 1e-6;

/** Finds the cells of a grid of unit squares that the edges of rings pass. Its list grows with use and is kept. */
export class EdgeCells {
    /** Column and row of each cell found, one after the other; a cell may stand there more than once. */
    cells: Int32Array = new Int32Array(1024);
    size = 0;
    private readonly columns: number;
    private readonly rows: number;

    /** @param columns - cells beyond the grid are left out */
    constructor(columns: number, rows: number) {
        this.columns = columns;
        this.rows = rows;
    }

    /**
     * Lists the cells that a closed ring passes.
     *
     * @param points - x and y interleaved, the first point repeated at the end
     * @param originX - taken off x, before `scale` turns the rest into cells
     */
    walk(points: Float64Array, originX: number, originY: number, scale: number): void {
        this.size = 0;
        for (let i = 0; i + 3 < points.length; i += 2) {
            this.walkEdge(
                (points[i] - originX) * scale,
                (points[i + 1] - originY) * scale,
                (points[i + 2] - originX) * scale,
                (points[i + 3] - originY) * scale,
            );
        }
    }

    private walkEdge(x1: number, y1: number, x2: number, y2: number): void {
        const west = (x1 < x2 ? x1 : x2) - MARGIN;
        const east = (x1 < x2 ? x2 : x1) + MARGIN;
        const first = Math.floor((y1 < y2 ? y1 : y2) - MARGIN);
        const last = Math.floor((y1 < y2 ? y2 : y1) + MARGIN);
        if (y1 === y2 || first === last || Math.floor(west) === Math.floor(east)) {
            for (let row = Math.max(0, first); row <= Math.min(last, this.rows - 1); row++) this.addRow(row, west, east);
            return;
        }
        const slope = (x2 - x1) / (y2 - y1);
        const south = y1 < y2 ? y1 : y2;
        const north = y1 < y2 ? y2 : y1;
        for (let row = Math.max(0, first); row <= Math.min(last, this.rows - 1); row++) {
            const a = x1 + (Math.max(row - MARGIN, south) - y1) * slope;
            const b = x1 + (Math.min(row + 1 + MARGIN, north) - y1) * slope;
            this.addRow(row, Math.max(west, (a < b ? a : b) - MARGIN), Math.min(east, (a < b ? b : a) + MARGIN));
        }
    }

    private addRow(row: number, west: number, east: number): void {
        const last = Math.min(Math.floor(east), this.columns - 1);
        for (let column = Math.max(0, Math.floor(west)); column <= last; column++) {
            const { cells, size } = this;
            if (size > 0 && cells[size - 2] === column && cells[size - 1] === row) continue;
            if (size === cells.length) {
                this.cells = new Int32Array(2 * size);
                this.cells.set(cells);
            }
            this.cells[size] = column;
            this.cells[size + 1] = row;
            this.size = size + 2;
        }
    }
}
