/** Blocks are divided into 32 x 32 cells where a border passes. */
export const CELL_BITS = 5;

/** Cells along the side of a block. */
export const SIDE: number = 1 << CELL_BITS;

/** The code of a cell or block in which no polygon lies. */
export const NOTHING = -1;

/** Cells that tell which parts of polygons lie in them; see {@link DrawnCells.cells} for the codes. */
export interface DrawnCells {
    readonly minX: number;
    readonly minY: number;
    readonly maxX: number;
    readonly maxY: number;
    /** Cells per unit. */
    readonly scale: number;
    /** Blocks per row. */
    readonly columns: number;
    /** Where the cells of each block begin, or -1 for a block that no border passes: its code says all. */
    readonly starts: Int32Array;
    /**
     * What lies in each block: -1 nothing, -2 - p part p alone and it covers the block, any other number is the first entry of a list, which
     * rises by part.
     */
    readonly blocks: Int32Array;
    /** What lies in each cell, in the same code; block by block, row by row. */
    readonly cells: Int32Array;
    /** Of each entry of a list: twice the part, and one more where it covers the whole cell. */
    readonly entryParts: Int32Array;
    /** Of each entry of a list: the next one, or -1. */
    readonly entryNext: Int32Array;
}
