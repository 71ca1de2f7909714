import fc from 'fast-check';
import type { Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import { PreparedPolygon, polygonsTouch } from '../../src/geo/index.js';
import { boxRing } from './shapes.js';

const box = (west: number, south: number, east: number, north: number, ...holes: number[][][]): Polygon => ({
    type: 'Polygon',
    coordinates: [boxRing(west, south, east, north), ...holes],
});

describe('polygonsTouch', () => {
    it.each<[string, Polygon, Polygon, boolean]>([
        ['overlapping boxes', box(0, 0, 2, 2), box(1, 1, 3, 3), true],
        ['a shared edge', box(0, 0, 1, 1), box(1, 0, 2, 1), true],
        ['a shared corner', box(0, 0, 1, 1), box(1, 1, 2, 2), true],
        ['boxes apart', box(0, 0, 1, 1), box(1.001, 0, 2, 1), false],
        ['one in the other', box(0, 0, 9, 9), box(3, 3, 4, 4), true],
        ['one in a hole of the other', box(0, 0, 9, 9, boxRing(2, 2, 7, 7)), box(3, 3, 4, 4), false],
        ['one that fills a hole', box(0, 0, 9, 9, boxRing(2, 2, 7, 7)), box(2, 2, 7, 7), true],
        ['one around a hole', box(0, 0, 9, 9, boxRing(2, 2, 7, 7)), box(1, 1, 8, 8), true],
        ['a cross', box(0, 1, 3, 2), box(1, 0, 2, 3), true],
        ['both sides of the antimeridian', box(170, 0, 180, 1), box(-180, 0, -170, 1), true],
        ['across the antimeridian', box(170, 0, -170, 1), box(-175, 0, -160, 1), true],
        ['on the other side of the Earth', box(170, 0, -170, 1), box(0, 0, 1, 1), false],
        ['two that meet at a pole', box(0, 80, 10, 90), box(100, 80, 110, 90), true],
        ['two near a pole', box(0, 80, 10, 89.9), box(100, 80, 110, 90), false],
    ])('%s', (_, a, b, expected) => {
        expect(polygonsTouch(a, b)).toBe(expected);
        expect(polygonsTouch(b, a)).toBe(expected);
        expect(polygonsTouch(new PreparedPolygon(a), b)).toBe(expected);
    });

    it('has no antimeridian in a plane', () => {
        const planar = (polygon: Polygon): PreparedPolygon => new PreparedPolygon(polygon, { planar: true });
        expect(polygonsTouch(planar(box(170, 0, 180, 1)), planar(box(-180, 0, -170, 1)))).toBe(false);
        expect(polygonsTouch(planar(box(0, 0, 500, 500)), planar(box(499, 499, 999, 999)))).toBe(true);
    });

    it('agrees with whole numbers on a small grid', () => {
        const corner = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })).map(([x, y]) => [x, y]);
        const triangle = fc
            .tuple(corner, corner, corner)
            .map((ring): Polygon => ({ type: 'Polygon', coordinates: [[...ring, ring[0]]] }));
        fc.assert(
            fc.property(triangle, triangle, (a, b) => {
                expect(polygonsTouch(a, b)).toBe(trianglesTouch(a.coordinates[0], b.coordinates[0]));
            }),
            { numRuns: 500 },
        );
    });
});

/** Two triangles are apart when a line along one of their edges, or between two of their corners, separates them. */
function trianglesTouch(a: number[][], b: number[][]): boolean {
    const corners = [...a, ...b];
    for (const p of corners) {
        for (const q of corners) {
            for (const shift of [0, 1]) {
                // A direction across p-q; for triangles without area also along it.
                const normal = shift === 0 ? [p[1] - q[1], q[0] - p[0]] : [q[0] - p[0], q[1] - p[1]];
                const along = (ring: number[][]): number[] => ring.map(([x, y]) => x * normal[0] + y * normal[1]);
                if (Math.max(...along(a)) < Math.min(...along(b))) return false;
            }
        }
    }
    return true;
}
