import fc from 'fast-check';
import type { Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import { dissolvePolygons, intersectPolygons, PreparedPolygon, polygonArea } from '../../src/geo/index.js';
import { interiorsMayMeet } from '../../src/geo/internal.js';

const square = (x: number, y: number, side = 1): Polygon => ({
    type: 'Polygon',
    coordinates: [
        [
            [x, y],
            [x + side, y],
            [x + side, y + side],
            [x, y + side],
            [x, y],
        ],
    ],
});
const mayMeet = (a: Polygon, b: Parameters<typeof dissolvePolygons>[0][number]): boolean =>
    interiorsMayMeet(new PreparedPolygon(a), new PreparedPolygon(b));

const cell = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 }));
const corner = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }));
// Unions of cells of a grid, which share corners and borders, and triangles, which cross them anyhow.
const shape = fc.oneof(
    fc
        .uniqueArray(cell, { minLength: 1, maxLength: 8, selector: String })
        .map((cells) => dissolvePolygons(cells.map(([x, y]) => square(x, y)))),
    fc
        .tuple(corner, corner, corner)
        .filter(([a, b, c]) => (b[0] - a[0]) * (c[1] - a[1]) !== (c[0] - a[0]) * (b[1] - a[1]))
        .map(([a, b, c]): Polygon => ({ type: 'Polygon', coordinates: [[[...a], [...b], [...c], [...a]]] })),
);

describe('interiorsMayMeet', () => {
    it('says no only where polygons have no ground in common', () => {
        fc.assert(
            fc.property(shape, shape, (a, b) => {
                const common = polygonArea(intersectPolygons(a, b));
                if (!interiorsMayMeet(new PreparedPolygon(a), new PreparedPolygon(b))) expect(common).toBeLessThan(1);
            }),
            { numRuns: 2000 },
        );
    });

    it('tells divisions of a map apart', () => {
        fc.assert(
            fc.property(fc.array(fc.boolean(), { minLength: 25, maxLength: 25 }), (sides) => {
                const [one, other] = [true, false].map((side) => {
                    const cells = sides.flatMap((own, i) => (own === side ? [square(i % 5, Math.floor(i / 5)).coordinates] : []));
                    return new PreparedPolygon({ type: 'MultiPolygon', coordinates: cells });
                });
                expect(interiorsMayMeet(one, other)).toBe(false);
            }),
        );
        expect(mayMeet(square(0, 0), square(1, 0))).toBe(false);
        expect(mayMeet(square(0, 0), square(1, 1))).toBe(false);
        const ring: Polygon = { type: 'Polygon', coordinates: [...square(0, 0, 3).coordinates, ...square(1, 1).coordinates] };
        expect(mayMeet(ring, square(1, 1))).toBe(false);
    });

    it('sees one within the other, equal ones, crossing ones, and those over the antimeridian', () => {
        expect(mayMeet(square(0, 0, 3), square(1, 1))).toBe(true);
        expect(mayMeet(square(0, 0), square(0, 0))).toBe(true);
        expect(mayMeet(square(0, 0, 2), square(1, 1, 2))).toBe(true);
        expect(mayMeet(square(179, 0, 2), square(-180, 0))).toBe(true);
    });
});
