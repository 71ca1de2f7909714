import type { MultiPolygon, Polygon } from 'geojson';
import type { Position } from '../../../src/geo/index.js';

/** A rectangle, counter-clockwise. */
export function rectangle(west: number, south: number, east: number, north: number): Polygon {
    return { type: 'Polygon', coordinates: [ring(west, south, east, north)] };
}

/** A rectangle with a hole, and an island beside it. */
export function archipelago(): MultiPolygon {
    return {
        type: 'MultiPolygon',
        coordinates: [[ring(0, 0, 4, 4), ring(1, 1, 2, 2).reverse()], [ring(6, 0, 8, 2)]],
    };
}

/** Seven places, no three of them on one line. */
export function places(): Position[] {
    return [
        [0.2, 0.1],
        [3.1, 0.7],
        [2.2, 2.4],
        [0.6, 3.3],
        [6.5, 0.4],
        [7.4, 1.6],
        [1.1, 1.9],
    ];
}

function ring(west: number, south: number, east: number, north: number): [number, number][] {
    return [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
    ];
}
