import type { MultiPolygon, Polygon } from 'geojson';
import { EARTH_RADIUS, type Position, polygonArea } from '../../geo/index.js';
import { assertCellCount, unknownCell } from './cell-faults.js';
import type { CellKey, CellLayout } from './cell-layout.js';

/** What is used of H3: the package h3-js (version 4) as it is imported, `import * as h3 from 'h3-js'`. */
export interface H3Functions {
    latLngToCell(lat: number, lng: number, resolution: number): string;
    cellToLatLng(cell: string): number[];
    cellToBoundary(cell: string, formatAsGeoJson?: boolean): number[][];
    gridDisk(cell: string, rings: number): string[];
    polygonToCells(polygon: number[][][], resolution: number, isGeoJson?: boolean): string[];
}

// Square metres, in 2 + 120 x 7^r cells.
const EARTH_AREA = 4 * Math.PI * EARTH_RADIUS ** 2;

/** The cells of H3 at one resolution: hexagons, and twelve pentagons, over the whole Earth. */
export class H3Layout implements CellLayout {
    private readonly h3: H3Functions;
    private readonly resolution: number;

    constructor(h3: H3Functions, resolution: number) {
        this.h3 = h3;
        this.resolution = resolution;
    }

    keyAt(lng: number, lat: number): string {
        return this.h3.latLngToCell(lat, lng, this.resolution);
    }

    disk(key: CellKey, rings: number): CellKey[] {
        return ask(key, () => this.h3.gridDisk(String(key), rings));
    }

    center(key: CellKey): Position {
        const [lat, lng] = ask(key, () => this.h3.cellToLatLng(String(key)));
        return [lng, lat];
    }

    outline(key: CellKey): Position[] {
        return ask(key, () => this.h3.cellToBoundary(String(key), true)).map(([lng, lat]): Position => [lng, lat]);
    }

    cellsIn(area: Polygon | MultiPolygon): CellKey[] {
        assertCellCount(polygonArea(area) / (EARTH_AREA / (2 + 120 * 7 ** this.resolution)), 'resolution');
        const parts = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
        return [...new Set(parts.flatMap((part) => this.h3.polygonToCells(part, this.resolution, true)))];
    }

    compare(a: CellKey, b: CellKey): number {
        return a < b ? -1 : a > b ? 1 : 0;
    }
}

/** H3 throws errors of its own for what is no cell. */
function ask<Answer>(key: CellKey, question: () => Answer): Answer {
    try {
        return question();
    } catch (cause) {
        throw Object.assign(unknownCell(key), { cause });
    }
}
