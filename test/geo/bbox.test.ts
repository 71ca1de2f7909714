import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bbox, bboxContains, bboxOf, type Position, splitBbox, wrapBbox } from '../../src/geo/index.js';
import { anyPosition } from './arbitraries.js';

const widthOf = ([west, , east]: Bbox): number => (west <= east ? east - west : east - west + 360);

describe('bboxOf', () => {
    it('boxes a few positions', () => {
        expect(
            bboxOf([
                [13, 52],
                [2, 48],
                [-3, 40],
            ]),
        ).toEqual([-3, 40, 13, 52]);
        expect(bboxOf([[7, 50]])).toEqual([7, 50, 7, 50]);
    });

    it('crosses the antimeridian where that is narrower', () => {
        expect(
            bboxOf([
                [179, -17],
                [-179, -16],
                [178, -18],
            ]),
        ).toEqual([178, -18, -179, -16]);
    });

    it('stays on one side of the antimeridian when both ways are as narrow', () => {
        expect(
            bboxOf([
                [-90, 0],
                [90, 1],
            ]),
        ).toEqual([-90, 0, 90, 1]);
    });

    it('refuses to box nothing', () => {
        expect(() => bboxOf([])).toThrow(expect.objectContaining({ code: 'empty-input' }));
    });

    it('holds all positions, in any order, and no narrower box does', () => {
        fc.assert(
            fc.property(fc.array(anyPosition, { minLength: 1, maxLength: 12 }), (positions) => {
                const box = bboxOf(positions);
                for (const position of positions) expect(bboxContains(box, position)).toBe(true);
                expect(bboxOf([...positions].reverse())).toEqual(box);
                // A narrowest box begins at one of the positions.
                const widths = positions.map(([west]) =>
                    Math.max(...positions.map(([lng]) => (((lng - west) % 360) + 360) % 360)),
                );
                expect(widthOf(box)).toBeCloseTo(Math.min(...widths), 9);
            }),
        );
    });
});

describe('bboxContains', () => {
    const fiji: Bbox = [177, -21, -178, -12];

    it.each<[Bbox, Position, boolean]>([
        [fiji, [179, -15], true],
        [fiji, [-179, -15], true],
        [fiji, [180, -15], true],
        [fiji, [177, -21], true],
        [fiji, [-178, -12], true],
        [fiji, [0, -15], false],
        [fiji, [179, -22], false],
        [[170, 0, 180, 10], [-180, 5], true],
        [[-180, 0, -170, 10], [180, 5], true],
        [[0, 80, 10, 90], [120, 90], true],
        [[0, 80, 10, 90], [120, 89], false],
    ])('%j holds %j: %s', (box, position, expected) => {
        expect(bboxContains(box, position)).toBe(expected);
    });

    it('holds nothing that is no number', () => {
        expect(bboxContains([-180, -90, 180, 90], [Number.NaN, 0])).toBe(false);
        expect(bboxContains([-180, -90, 180, 90], [0, Number.NaN])).toBe(false);
    });
});

describe('wrapBbox', () => {
    it.each<[Bbox, Bbox]>([
        [
            [1, 2, 3, 4],
            [1, 2, 3, 4],
        ],
        [
            [177, -21, -178, -12],
            [177, -21, -178, -12],
        ],
        [
            [170, -20, 190, -10],
            [170, -20, -170, -10],
        ],
        [
            [-200, -20, -190, -10],
            [160, -20, 170, -10],
        ],
        [
            [-200, -20, 200, -10],
            [-180, -20, 180, -10],
        ],
    ])('brings %j to %j', (bbox, expected) => {
        expect(wrapBbox(bbox)).toEqual(expected);
    });
});

describe('splitBbox', () => {
    it('splits only what crosses', () => {
        expect(splitBbox([1, 2, 3, 4])).toEqual([[1, 2, 3, 4]]);
        expect(splitBbox([177, -21, -178, -12])).toEqual([
            [177, -21, 180, -12],
            [-180, -21, -178, -12],
        ]);
    });

    it('holds the same positions before and after', () => {
        fc.assert(
            fc.property(anyPosition, anyPosition, anyPosition, (a, b, position) => {
                const box: Bbox = [a[0], Math.min(a[1], b[1]), b[0], Math.max(a[1], b[1])];
                expect(splitBbox(box).some((part) => bboxContains(part, position))).toBe(bboxContains(box, position));
            }),
        );
    });
});
