import type { MultiPolygon, Polygon } from 'geojson';
import { type Position, polygonTester } from '../../geo/index.js';
import { EqualAreaPlane } from '../query/equal-area.js';
import { assertCellCount, unknownCell } from './cell-faults.js';

/** A cell's name: a number in the grids of this library, a text in H3. */
export type CellKey = number | string;

/** How the surface is divided into cells. */
export interface CellLayout {
    /** The cell that a place lies in; on a border the one to the north or east. */
    keyAt(lng: number, lat: number): CellKey;
    /** The cells within a number of steps of a cell, itself included, in no particular order. */
    disk(key: CellKey, rings: number): CellKey[];
    center(key: CellKey): Position;
    /** The corners counterclockwise, the first repeated at the end. */
    outline(key: CellKey): Position[];
    /** All cells whose centre lies in an area. */
    cellsIn(area: Polygon | MultiPolygon): CellKey[];
    /** Negative where the first comes before the second. */
    compare(a: CellKey, b: CellKey): number;
}

// Rows and columns run to 2^25 either way and share one number.
const HALF = 2 ** 25;
const ROW = 2 ** 26;

const keyOf = (column: number, row: number): number => (row + HALF) * ROW + column + HALF;
const columnOf = (key: CellKey): number => (numberOf(key) % ROW) - HALF;
const rowOf = (key: CellKey): number => Math.floor(numberOf(key) / ROW) - HALF;

function numberOf(key: CellKey): number {
    if (typeof key === 'number') return key;
    throw unknownCell(key);
}

/** Squares or hexagons of one area in the equal-area plane around a centre, in rows from south to north. */
abstract class PlaneLayout implements CellLayout {
    protected readonly plane: EqualAreaPlane;
    protected readonly size: number;

    /** @param size - metres from the centre of a cell to that of the next one in its row */
    constructor(center: Position, size: number) {
        this.plane = new EqualAreaPlane(center);
        this.size = size;
    }

    /** Metres from one row to the next. */
    protected abstract readonly rowHeight: number;
    protected abstract keyAtPoint(x: number, y: number): number;
    protected abstract centerPoint(column: number, row: number): [x: number, y: number];
    protected abstract corners(): readonly (readonly [x: number, y: number])[];
    abstract disk(key: CellKey, rings: number): CellKey[];

    keyAt(lng: number, lat: number): number {
        this.plane.project(lng, lat);
        return this.keyAtPoint(this.plane.x, this.plane.y);
    }

    center(key: CellKey): Position {
        return this.plane.unproject(...this.centerPoint(columnOf(key), rowOf(key)));
    }

    outline(key: CellKey): Position[] {
        const [x, y] = this.centerPoint(columnOf(key), rowOf(key));
        const ring = this.corners().map(([dx, dy]) => this.plane.unproject(x + dx, y + dy));
        return [...ring, ring[0]];
    }

    cellsIn(area: Polygon | MultiPolygon): CellKey[] {
        const contains = polygonTester(area);
        const keys: CellKey[] = [];
        const { minX, minY, maxX, maxY } = this.boundsOf(area);
        assertCellCount(((maxX - minX) / this.size) * ((maxY - minY) / this.rowHeight), 'size');
        for (let row = Math.floor(minY / this.rowHeight) - 1; row <= Math.ceil(maxY / this.rowHeight) + 1; row++) {
            const [start] = this.centerPoint(0, row);
            const last = Math.ceil((maxX - start) / this.size) + 1;
            for (let column = Math.floor((minX - start) / this.size) - 1; column <= last; column++) {
                const key = keyOf(column, row);
                const [lng, lat] = this.center(key);
                // A point beyond the rim of the plane has its place elsewhere.
                if (contains([lng, lat]) && this.keyAt(lng, lat) === key) keys.push(key);
            }
        }
        return keys;
    }

    compare(a: CellKey, b: CellKey): number {
        return Number(a) - Number(b);
    }

    /** A box around an area: long edges, which bend in the plane, count by points on the way. */
    private boundsOf(area: Polygon | MultiPolygon): { minX: number; minY: number; maxX: number; maxY: number } {
        const bounds = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
        const rings = area.type === 'Polygon' ? area.coordinates : area.coordinates.flat();
        for (const ring of rings) {
            for (let i = 0; i < ring.length; i++) {
                const [lng1, lat1] = ring[i];
                const [lng2, lat2] = ring[(i + 1) % ring.length];
                const across = lng2 - lng1 > 180 ? -360 : lng2 - lng1 < -180 ? 360 : 0;
                const steps = Math.max(1, Math.ceil(Math.max(Math.abs(lng2 - lng1 + across), Math.abs(lat2 - lat1))));
                for (let k = 0; k < steps; k++) {
                    this.plane.project(lng1 + ((lng2 - lng1 + across) * k) / steps, lat1 + ((lat2 - lat1) * k) / steps);
                    bounds.minX = Math.min(bounds.minX, this.plane.x);
                    bounds.minY = Math.min(bounds.minY, this.plane.y);
                    bounds.maxX = Math.max(bounds.maxX, this.plane.x);
                    bounds.maxY = Math.max(bounds.maxY, this.plane.y);
                }
            }
        }
        return bounds;
    }
}

/** Squares; neighbours share a side or a corner. */
export class SquareLayout extends PlaneLayout {
    protected get rowHeight(): number {
        return this.size;
    }

    protected keyAtPoint(x: number, y: number): number {
        return keyOf(Math.floor(x / this.size), Math.floor(y / this.size));
    }

    protected centerPoint(column: number, row: number): [number, number] {
        return [(column + 0.5) * this.size, (row + 0.5) * this.size];
    }

    protected corners(): readonly (readonly [number, number])[] {
        const half = this.size / 2;
        return [
            [-half, -half],
            [half, -half],
            [half, half],
            [-half, half],
        ];
    }

    disk(key: CellKey, rings: number): CellKey[] {
        const keys: CellKey[] = [];
        for (let row = -rings; row <= rings; row++) {
            for (let column = -rings; column <= rings; column++) keys.push(numberOf(key) + row * ROW + column);
        }
        return keys;
    }
}

/** Hexagons with a corner in the north; each has six neighbours as far away. Columns slant with the rows (axial coordinates). */
export class HexagonLayout extends PlaneLayout {
    protected get rowHeight(): number {
        return (this.size * Math.sqrt(3)) / 2;
    }

    protected keyAtPoint(x: number, y: number): number {
        const r = y / this.rowHeight;
        const q = x / this.size - r / 2;
        // Of three coordinates that add up to 0 the one that rounding moves most follows from the others.
        let column = Math.round(q);
        let row = Math.round(r);
        const third = Math.round(-q - r);
        const dq = Math.abs(column - q);
        const dr = Math.abs(row - r);
        const ds = Math.abs(third + q + r);
        if (dq > dr && dq > ds) column = -row - third;
        else if (dr > ds) row = -column - third;
        return keyOf(column, row);
    }

    protected centerPoint(column: number, row: number): [number, number] {
        return [this.size * (column + row / 2), this.rowHeight * row];
    }

    protected corners(): readonly (readonly [number, number])[] {
        const radius = this.size / Math.sqrt(3);
        return [0, 1, 2, 3, 4, 5].map((k): [number, number] => {
            const angle = (Math.PI / 3) * k - Math.PI / 2;
            return [radius * Math.cos(angle), radius * Math.sin(angle)];
        });
    }

    disk(key: CellKey, rings: number): CellKey[] {
        const keys: CellKey[] = [];
        for (let row = -rings; row <= rings; row++) {
            const last = Math.min(rings, rings - row);
            for (let column = Math.max(-rings, -rings - row); column <= last; column++) {
                keys.push(numberOf(key) + row * ROW + column);
            }
        }
        return keys;
    }
}
