import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BeatplanError } from '../../../src/core/index.js';
import type { Position } from '../../../src/geo/index.js';
import { knownTrips, tripEstimator } from '../../../src/travel/index.js';

const PLACES: Position[] = [
    [9, 47],
    [9.1, 47],
    [9, 47.1],
];
const DURATIONS = [
    [0, 10, 20],
    [11, 0, null],
    [21, 31, 0],
];

describe('knownTrips', () => {
    it('answers with the cells of its matrix, in any order of places', () => {
        const roads = knownTrips(PLACES, { kind: 'matrix', durations: DURATIONS });
        fc.assert(
            fc.property(fc.array(fc.nat(2), { minLength: 1, maxLength: 5 }), (rows) => {
                const { travel } = roads.matrix(rows.map((row) => PLACES[row]));
                rows.forEach((from, i) => {
                    rows.forEach((to, j) => {
                        const expected = from === to ? 0 : (DURATIONS[from][to] ?? Number.POSITIVE_INFINITY);
                        expect((travel.durations as Float64Array)[i * rows.length + j]).toBe(expected);
                        expect(roads.trip(PLACES[from], PLACES[to]).duration).toBe(expected);
                    });
                });
            }),
        );
        expect(tripEstimator({ kind: 'roads', roads })(PLACES[2], PLACES[1])).toEqual({ distance: 31, duration: 31 });
    });

    it('refuses a place that it does not know, and a matrix of another size', () => {
        const roads = knownTrips(PLACES, { kind: 'matrix', durations: DURATIONS });
        expect(() => roads.trip([9, 47], [0, 0])).toThrow(BeatplanError);
        expect(() => knownTrips(PLACES.slice(1), { kind: 'matrix', durations: DURATIONS })).toThrow(/matrix-size/);
    });
});
