import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convexHull, type Position } from '../../src/geo/index.js';

const gridPosition = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })) as fc.Arbitrary<Position>;

const cross = (a: Position, b: Position, c: Position): number => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);

describe('convexHull', () => {
    it('walks counterclockwise from the west and leaves out what lies on an edge', () => {
        expect(
            convexHull([
                [0, 0],
                [2, 0],
                [1, 1],
                [2, 2],
                [0, 2],
                [1, 0],
            ]),
        ).toEqual([0, 1, 3, 4]);
    });

    it.each<[Position[], number[]]>([
        [[], []],
        [[[1, 1]], [0]],
        [
            [
                [1, 1],
                [1, 1],
                [1, 1],
            ],
            [0],
        ],
        [
            [
                [2, 2],
                [0, 0],
                [1, 1],
                [0, 0],
            ],
            [1, 0],
        ],
        [
            [
                [0, 0],
                [0, 0],
                [4, 0],
                [4, 0],
                [2, 3],
                [2, 3],
            ],
            [0, 2, 4],
        ],
    ])('%j -> %j', (positions, expected) => {
        expect(convexHull(positions)).toEqual(expected);
    });

    it('decides exactly where plain arithmetic fails', () => {
        const step = 2 ** -50;
        // The middle point lies off the line by one unit in the last place.
        expect(
            convexHull([
                [0.5, 0.5],
                [12, 12],
                [24, 24 + 2 ** -48],
            ]),
        ).toHaveLength(3);
        expect(
            convexHull([
                [0.5, 0.5],
                [0.5 + step, 0.5 + step],
                [24, 24],
            ]),
        ).toHaveLength(2);
    });

    it('is convex, holds every point, and does not depend on the order', () => {
        fc.assert(
            fc.property(fc.array(gridPosition, { minLength: 1, maxLength: 20 }), (positions) => {
                const corners = convexHull(positions).map((i) => positions[i]);
                for (let i = 0; i < corners.length && corners.length > 2; i++) {
                    const [a, b, c] = [corners[i], corners[(i + 1) % corners.length], corners[(i + 2) % corners.length]];
                    expect(cross(a, b, c)).toBeGreaterThan(0);
                    for (const position of positions) expect(cross(a, b, position)).toBeGreaterThanOrEqual(0);
                }
                const reversed = [...positions].reverse();
                expect(convexHull(reversed).map((i) => reversed[i])).toEqual(corners);
            }),
        );
    });
});
