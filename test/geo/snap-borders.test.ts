import fc from 'fast-check';
import type { Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import { BeatplanError } from '../../src/core/index.js';
import {
    dissolveCells,
    dissolvePolygons,
    polygonArea,
    simplifyPolygons,
    snapBorders,
    wrapLongitude,
} from '../../src/geo/index.js';
import { boxRing, ringsOf } from './shapes.js';

const SIZE = 4;

/** Cells of a grid with a corner in the middle of every side, each corner of each cell off by noise of up to that many degrees. */
function noisyCells(noise: readonly number[], most: number, west = 10): Polygon[] {
    let at = 0;
    const next = (): number => noise[at++ % noise.length] * most;
    return Array.from({ length: SIZE * SIZE }, (_, i): Polygon => {
        const [x, y] = [i % SIZE, Math.floor(i / SIZE)];
        const ring = [
            [x, y],
            [x + 0.5, y],
            [x + 1, y],
            [x + 1, y + 0.5],
            [x + 1, y + 1],
            [x + 0.5, y + 1],
            [x, y + 1],
            [x, y + 0.5],
        ].map(([lng, lat]) => [wrapLongitude(west + lng / 100 + next()), 50 + lat / 100 + next()]);
        return { type: 'Polygon', coordinates: [[...ring, ring[0]]] };
    });
}

describe('snapBorders', () => {
    const noise = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 37, maxLength: 37 });

    it.each([1e-12, 1e-9, 1e-7, 1e-6])('makes borders common that differ by %s degrees, over the antimeridian too', (most) => {
        fc.assert(
            fc.property(noise, fc.constantFrom(10, 179.98), (drawn, west) => {
                const cells = noisyCells(drawn, most, west);
                const { polygons, farthest } = snapBorders(cells);
                // The antimeridian has two names.
                const places = polygons
                    .flatMap(ringsOf)
                    .flatMap((ring) => ring.map(([lng, lat]) => `${(lng + 360) % 360} ${lat}`));
                expect(new Set(places).size).toBe(65);
                expect(farthest).toBeLessThanOrEqual(1);
                const whole = polygonArea({ type: 'Polygon', coordinates: [boxRing(0, 50, 0.04, 50.04)] });
                for (const joined of [dissolveCells(cells), dissolvePolygons(cells), dissolveCells(simplifyPolygons(cells, 1))]) {
                    expect(ringsOf(joined).length).toBeLessThanOrEqual(west === 10 ? 1 : 2);
                    expect(Math.abs(polygonArea(joined) / whole - 1)).toBeLessThan(1e-3);
                }
            }),
            { numRuns: 10 },
        );
    });

    it('moves nothing where borders fit, and no short edge vanishes', () => {
        const short: Polygon = {
            type: 'Polygon',
            coordinates: [
                [
                    [0, 0],
                    [1, 0],
                    [1, 1e-7],
                    [1, 1],
                    [0, 1],
                    [0, 0],
                ],
            ],
        };
        const beside: Polygon = {
            type: 'Polygon',
            coordinates: [
                [
                    [1, 0],
                    [2, 0],
                    [2, 1],
                    [1, 1],
                    [1, 1e-7],
                    [1, 0],
                ],
            ],
        };
        const result = snapBorders([short, beside]);
        expect(result).toEqual({ polygons: [short, beside], moved: 0, added: 0, farthest: 0 });
        expect(result.polygons[0]).toBe(short);
    });

    it('does not depend on the order of the polygons', () => {
        const cells = noisyCells([0.3, -0.7, 0.9, 0.1, -0.2, 0.55, -0.95], 1e-7);
        const forward = snapBorders(cells);
        const backward = snapBorders([...cells].reverse());
        expect([...backward.polygons].reverse()).toEqual(forward.polygons);
    });

    it('leaves apart what lies farther apart than the tolerance', () => {
        const cells = noisyCells([0.3, -0.7, 0.9, 0.1, -0.2, 0.55, -0.95], 1e-6);
        expect(snapBorders(cells, 0).moved).toBe(0);
        expect(snapBorders(cells, 1e-6).moved).toBe(0);
        expect(() => snapBorders(cells, -1)).toThrow(BeatplanError);
    });
});
