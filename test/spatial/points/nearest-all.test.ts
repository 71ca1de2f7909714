import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { greatCircleDistance, type Position } from '../../../src/geo/index.js';
import { nearestAll } from '../../../src/spatial/index.js';
import { anyPosition } from '../../geo/arbitraries.js';

describe('nearestAll', () => {
    it('lists neighbours row by row and pads with -1', () => {
        const { indices, distances } = nearestAll(
            [
                [0, 0],
                [0, 1],
                [0, 3],
            ],
            3,
        );
        expect([...indices]).toEqual([1, 2, -1, 0, 2, -1, 1, 0, -1]);
        expect(distances[2]).toBe(Number.POSITIVE_INFINITY);
        expect(distances[0]).toBe(greatCircleDistance([0, 0], [0, 1]));
    });

    it('has rows without neighbours for one position, and no rows for none', () => {
        expect([...nearestAll([[5, 5]], 2).indices]).toEqual([-1, -1]);
        expect(nearestAll([], 4).indices).toHaveLength(0);
    });

    it('finds the others at a shared place, never the position itself', () => {
        const { indices, distances } = nearestAll(
            [
                [1, 1],
                [1, 1],
                [1, 1],
                [2, 2],
            ],
            2,
        );
        expect([...indices]).toEqual([1, 2, 0, 2, 0, 1, 0, 1]);
        expect([...distances.subarray(0, 6)]).toEqual([0, 0, 0, 0, 0, 0]);
    });

    it('agrees with a full scan', () => {
        fc.assert(
            fc.property(fc.array(anyPosition, { maxLength: 40 }), fc.integer({ min: 1, max: 8 }), (positions, count) => {
                const { indices, distances } = nearestAll(positions, count);
                positions.forEach((from: Position, i) => {
                    const expected = positions
                        .map((to, j) => [j, greatCircleDistance(from, to)])
                        .filter(([j]) => j !== i)
                        .sort((a, b) => a[1] - b[1] || a[0] - b[0])
                        .slice(0, count);
                    const row = [...indices.subarray(i * count, (i + 1) * count)].filter((j) => j >= 0);
                    expect(row).toEqual(expected.map(([j]) => j));
                    expected.forEach(([, distance], k) => {
                        expect(distances[i * count + k]).toBeCloseTo(distance, 6);
                    });
                });
            }),
            { numRuns: 60 },
        );
    });

    it('refuses an invalid count', () => {
        expect(() => nearestAll([[0, 0]], 0)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
        expect(() => nearestAll([[0, 0]], Number.POSITIVE_INFINITY)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
        expect(() => nearestAll([[0, Number.NaN]], 1)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
    });
});
