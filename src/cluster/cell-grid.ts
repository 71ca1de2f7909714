/**
 * A hash grid over flat coordinates, in which any two points of one cell lie within `radius` of each other and whatever lies
 * within `radius` of a point lies at most two cells away from its own.
 */
export class CellGrid {
    /** Number of cells with points. */
    readonly count: number;
    /** Points by cell; those of cell c from `start[c]` to `start[c + 1]`, by index. */
    readonly points: Int32Array;
    readonly start: Int32Array;
    private readonly keys: Float64Array;
    private readonly table: Int32Array;
    private readonly mask: number;
    private readonly offsets: Int32Array;
    // The bits of one key at a time, for hashing: keys are not always whole.
    private readonly float: Float64Array = new Float64Array(1);
    private readonly bits: Int32Array = new Int32Array(this.float.buffer);

    /** @param planar - whether every third coordinate is 0 */
    constructor(coordinates: Float64Array, radius: number, planar: boolean) {
        const n = coordinates.length / 3;
        // A hair less than what fits, so that rounding never puts two points into one cell that lie farther apart.
        const side = (radius / Math.sqrt(planar ? 2 : 3)) * 0.999;
        let size = 8;
        while (size < 2 * n) size *= 2;
        this.mask = size - 1;
        this.table = new Int32Array(size).fill(-1);
        this.keys = new Float64Array(3 * n);
        const cellOf = new Int32Array(n);
        const sizes = new Int32Array(n + 1);
        let count = 0;
        for (let i = 0; i < n; i++) {
            // Without a radius only equal coordinates share a cell.
            const x = radius > 0 ? Math.floor(coordinates[3 * i] / side) : coordinates[3 * i];
            const y = radius > 0 ? Math.floor(coordinates[3 * i + 1] / side) : coordinates[3 * i + 1];
            const z = radius > 0 ? Math.floor(coordinates[3 * i + 2] / side) : coordinates[3 * i + 2];
            let slot = this.slotOf(x, y, z);
            if (this.table[slot] < 0) {
                this.table[slot] = count;
                this.keys[3 * count] = x;
                this.keys[3 * count + 1] = y;
                this.keys[3 * count + 2] = z;
                count++;
            }
            slot = this.table[slot];
            cellOf[i] = slot;
            sizes[slot + 1]++;
        }
        this.count = count;
        this.start = sizes.slice(0, count + 1);
        for (let c = 0; c < count; c++) this.start[c + 1] += this.start[c];
        const filled = this.start.slice();
        this.points = new Int32Array(n);
        for (let i = 0; i < n; i++) this.points[filled[cellOf[i]]++] = i;
        this.offsets = neighbourOffsets(radius, planar);
    }

    /**
     * Writes the cells that may hold points within the radius of a cell's own, itself first.
     *
     * @param found - room for 125
     * @returns how many there are
     */
    neighbours(cell: number, found: Int32Array): number {
        const { keys, table } = this;
        const offsets = this.offsets;
        found[0] = cell;
        let count = 1;
        for (let o = 0; o < offsets.length; o += 3) {
            const slot = this.slotOf(
                keys[3 * cell] + offsets[o],
                keys[3 * cell + 1] + offsets[o + 1],
                keys[3 * cell + 2] + offsets[o + 2],
            );
            const other = table[slot];
            if (other >= 0 && !includes(found, count, other)) found[count++] = other;
        }
        return count;
    }

    /** Where the cell with this key stands in the table, or where it would. */
    private slotOf(x: number, y: number, z: number): number {
        const { keys, mask, table } = this;
        let hash = this.mix(this.mix(this.mix(0, x), y), z);
        hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
        for (let slot = (hash ^ (hash >>> 13)) & mask; ; slot = (slot + 1) & mask) {
            const cell = table[slot];
            if (cell < 0 || (keys[3 * cell] === x && keys[3 * cell + 1] === y && keys[3 * cell + 2] === z)) return slot;
        }
    }

    private mix(hash: number, key: number): number {
        // Adding 0 makes -0, which equals 0, hash like it.
        this.float[0] = key + 0;
        return Math.imul(hash ^ this.bits[0] ^ Math.imul(this.bits[1], 0x297a2d39), 0x2545f491) ^ (hash >>> 13);
    }
}

// Keys beyond 2^53 swallow an offset, so that two of them can lead to one cell.
function includes(found: Int32Array, count: number, cell: number): boolean {
    for (let o = 0; o < count; o++) if (found[o] === cell) return true;
    return false;
}

function neighbourOffsets(radius: number, planar: boolean): Int32Array {
    if (radius === 0) return new Int32Array(0);
    const offsets: number[] = [];
    const depth = planar ? 0 : 2;
    for (let x = -2; x <= 2; x++) {
        for (let y = -2; y <= 2; y++)
            for (let z = -depth; z <= depth; z++) if (x !== 0 || y !== 0 || z !== 0) offsets.push(x, y, z);
    }
    return Int32Array.from(offsets);
}
