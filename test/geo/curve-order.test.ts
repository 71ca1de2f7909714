import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curveOrder } from '../../src/geo/internal.js';

const SIDE = 64;

describe('curveOrder', () => {
    it('holds every place once, whatever the places are', () => {
        const coordinate = fc.oneof(fc.constant(0), fc.double({ min: -1e6, max: 1e6, noNaN: true }));
        fc.assert(
            fc.property(fc.array(fc.tuple(coordinate, coordinate), { maxLength: 50 }), (places) => {
                const order = curveOrder(Float64Array.from(places.flat()));
                expect([...order].sort((a, b) => a - b)).toEqual(places.map((_, i) => i));
            }),
        );
    });

    it('goes over a grid from neighbour to neighbour, in whatever order its places come', () => {
        // One place in the middle of each cell of a curve over as many cells, and the corners that make it so.
        const step = 65_536 / SIDE;
        const places = Array.from({ length: SIDE * SIDE }, (_, i) => [
            (i % SIDE) * step + step / 2,
            Math.floor(i / SIDE) * step + step / 2,
        ]);
        const corners = [
            [0, 0],
            [65_535, 65_535],
        ];
        const shuffled = [...places].sort((a, b) => ((a[0] * 7 + a[1] * 13) % 1009) - ((b[0] * 7 + b[1] * 13) % 1009));
        const all = [...shuffled, ...corners];
        const walk = [...curveOrder(Float64Array.from(all.flat()))]
            .map((i) => all[i])
            .filter((place) => !corners.includes(place));
        const steps = walk.slice(1).map(([x, y], i) => Math.hypot(x - walk[i][0], y - walk[i][1]));
        expect(new Set(steps)).toEqual(new Set([step]));
    });

    it('keeps places of one cell in the order of their numbers', () => {
        expect([...curveOrder(Float64Array.of(5, 5, 5, 5, 5, 5))]).toEqual([0, 1, 2]);
        expect([...curveOrder(new Float64Array(0))]).toEqual([]);
    });
});
