import type { MultiPolygon, Polygon } from 'geojson';
import type { Position } from '../../geo/index.js';
import type { CellKey, CellLayout } from './cell-layout.js';

/** What is used of H3: the package h3-js (version 4) as it is imported, `import * as h3 from 'h3-js'`. */
export interface H3Functions {
    latLngToCell(lat: number, lng: number, resolution: number): string;
    cellToLatLng(cell: string): number[];
    cellToBoundary(cell: string, formatAsGeoJson?: boolean): number[][];
    gridDisk(cell: string, rings: number): string[];
    polygonToCells(polygon: number[][][], resolution: number, isGeoJson?: boolean): string[];
}

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
        return this.h3.gridDisk(String(key), rings);
    }

    center(key: CellKey): Position {
        const [lat, lng] = this.h3.cellToLatLng(String(key));
        return [lng, lat];
    }

    outline(key: CellKey): Position[] {
        return this.h3.cellToBoundary(String(key), true).map(([lng, lat]): Position => [lng, lat]);
    }

    cellsIn(area: Polygon | MultiPolygon): CellKey[] {
        const parts = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
        return [...new Set(parts.flatMap((part) => this.h3.polygonToCells(part, this.resolution, true)))];
    }

    compare(a: CellKey, b: CellKey): number {
        return a < b ? -1 : a > b ? 1 : 0;
    }
}
