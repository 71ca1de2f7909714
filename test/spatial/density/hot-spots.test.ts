import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Position } from '../../../src/geo/index.js';
import { normalTail } from '../../../src/spatial/density/normal-tail.js';
import { densityGrid, getisOrd, hotSpots, type Neighbours, PointIndex } from '../../../src/spatial/index.js';
import { boxRing } from '../../geo/shapes.js';

const issuesOf = (call: () => unknown): unknown => {
    try {
        call();
    } catch (error) {
        return (error as { issues: { code: string; path: unknown }[] }).issues.map(({ code, path }) => [code, path]);
    }
    return 'nothing was thrown';
};

/** Each item is a neighbour of the one before and the one behind it. */
function chain(size: number): Neighbours {
    const lists = Array.from({ length: size }, (_, i) => [i - 1, i + 1].filter((k) => k >= 0 && k < size));
    const offsets = Int32Array.from({ length: size + 1 }, (_, i) => lists.slice(0, i).flat().length);
    return { offsets, indices: Int32Array.from(lists.flat()) };
}

/** The formula of Ord and Getis 1995 as it stands, over a full matrix of weights. */
function byFormula(values: readonly number[], weights: readonly number[][]): number[] {
    const n = values.length;
    const mean = values.reduce((sum, x) => sum + x, 0) / n;
    const s = Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / n - mean * mean);
    return weights.map((row) => {
        const w = row.reduce((sum, x) => sum + x, 0);
        const squares = row.reduce((sum, x) => sum + x * x, 0);
        const above = row.reduce((sum, x, j) => sum + x * values[j], 0) - mean * w;
        const below = s * Math.sqrt((n * squares - w * w) / (n - 1));
        return below > 1e-9 ? above / below : 0;
    });
}

describe('normalTail', () => {
    it.each([
        [0, 0.5],
        [1, 0.15865525393145707],
        [1.959963984540054, 0.025],
        [2.999, 0.0013543365337271066],
        [3.001, 0.0013454728250849683],
        [5, 2.866515718791939e-7],
        [10, 7.619853024160527e-24],
    ])('of %d', (z, expected) => {
        expect(normalTail(z) / expected).toBeCloseTo(1, 11);
    });
});

describe('getisOrd', () => {
    it('is the formula for five in a row', () => {
        // Mean 2, deviation sqrt(4.4): the middle with its neighbours is 2 + 6 + 1 - 6 = 3 above, the spread sqrt(4.4 * 3 * 2 / 4).
        const { z, p } = getisOrd([0, 2, 6, 1, 1], chain(5));
        expect(z[2]).toBeCloseTo(3 / Math.sqrt((4.4 * 3 * 2) / 4), 12);
        expect(z[0]).toBeCloseTo(-2 / Math.sqrt((4.4 * 2 * 3) / 4), 12);
        expect(p[2]).toBeCloseTo(2 * normalTail(z[2]), 12);
    });

    it('is the formula for any values and neighbours', () => {
        fc.assert(
            fc.property(
                fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 2, maxLength: 20 }),
                fc.integer({ min: 1, max: 90 }),
                (values, reach) => {
                    const positions = values.map((_, i): Position => [(i * 7) % 10, (i * 3) % 10]);
                    const index = new PointIndex(positions);
                    const radius = reach * 20_000;
                    const weights = positions.map((from) => {
                        const near = new Set(index.within(from, radius));
                        return positions.map((_, j) => (near.has(j) ? 1 : 0));
                    });
                    const expected = byFormula(values, weights);
                    getisOrd(values, index.withinAll(radius)).z.forEach((z, i) => {
                        expect(z).toBeCloseTo(expected[i], 6);
                    });
                },
            ),
            { numRuns: 100 },
        );
    });

    it('says nothing where nothing can be said', () => {
        for (const values of [[], [5], [3, 3, 3]]) {
            const { z, p, level } = getisOrd(values, chain(values.length));
            expect([...z]).toEqual(values.map(() => 0));
            expect([...p]).toEqual(values.map(() => 1));
            expect([...level]).toEqual(values.map(() => 0));
        }
        const everyone = { offsets: Int32Array.of(0, 1, 2), indices: Int32Array.of(1, 0) };
        expect([...getisOrd([1, 9], everyone).z]).toEqual([0, 0]);
    });

    it('sees no spots in equal values, whose mean rounding sets apart from them', () => {
        for (const value of [0.1, 0.7, 1 / 3]) {
            const { z, level } = getisOrd(new Array(30).fill(value), chain(30));
            expect([...z]).toEqual(new Array(30).fill(0));
            expect([...level]).toEqual(new Array(30).fill(0));
        }
    });

    it('names a neighbour that is not one of the values, or is missing', () => {
        const offsets = Int32Array.of(0, 1, 2, 3);
        const expected = [['out-of-range', ['neighbours', 'indices', 1]]];
        expect(issuesOf(() => getisOrd([1, 2, 4], { offsets, indices: Int32Array.of(1, 3, 0) }))).toEqual(expected);
        expect(issuesOf(() => getisOrd([1, 2, 4], { offsets, indices: Int32Array.of(1) }))).toEqual(expected);
    });

    it('scores values alike whose squares overflow or vanish', () => {
        const values = [1, 2, 9, 8, 1, 0];
        const { z } = getisOrd(values, chain(6));
        for (const factor of [1e300, 1e-300]) {
            const scaled = getisOrd(
                values.map((value) => factor * value),
                chain(6),
            ).z;
            for (let i = 0; i < z.length; i++) expect(scaled[i]).toBeCloseTo(z[i], 12);
        }
    });

    it('names lists of neighbours that do not rise', () => {
        const neighbours = { offsets: Int32Array.of(0, 2 ** 30, 1), indices: Int32Array.of(1) };
        expect(issuesOf(() => getisOrd([1, 2], neighbours))).toEqual([['dimension-mismatch', ['neighbours', 'offsets']]]);
    });

    it('names what is wrong', () => {
        expect(issuesOf(() => getisOrd([1, Number.NaN], chain(3)))).toEqual([
            ['not-finite', ['values', 1]],
            ['dimension-mismatch', ['neighbours', 'offsets']],
        ]);
    });
});

describe('hotSpots', () => {
    const area = { type: 'Polygon' as const, coordinates: [boxRing(10, 48, 13, 50)] };
    // A crowd in one place, a point here and there.
    const points = Array.from(
        { length: 300 },
        (_, i): Position =>
            i < 200
                ? [11 + (i % 20) / 100, 49 + Math.floor(i / 20) / 100]
                : [10 + ((i * 7919) % 300) / 100, 48 + ((i * 104729) % 200) / 100],
    );

    it.each(['hexagon', 'square'] as const)('finds the crowd among %ss', (kind) => {
        const grid = densityGrid(points, { cells: { kind, size: 10_000 }, area });
        const { z, level } = hotSpots(grid);
        const hottest = z.indexOf(Math.max(...z));
        const [lng, lat] = grid.layout.center(grid.keys[hottest]);
        expect(Math.abs(lng - 11.1)).toBeLessThan(0.2);
        expect(Math.abs(lat - 49.05)).toBeLessThan(0.2);
        expect(level[hottest]).toBe(3);
        const hot = [...level].filter((value) => value > 0).length;
        expect(hot).toBeGreaterThan(3);
        expect(hot).toBeLessThan(40);
        expect(hotSpots(grid, { of: 'counts' }).z).toEqual(z);
        expect(hotSpots(grid, { rings: 2 }).z).not.toEqual(z);
    });

    it('scores values alike whose squares overflow or vanish', () => {
        const values = [1, 2, 9, 8, 1, 0];
        const { z } = getisOrd(values, chain(6));
        for (const factor of [1e300, 1e-300]) {
            const scaled = getisOrd(
                values.map((value) => factor * value),
                chain(6),
            ).z;
            for (let i = 0; i < z.length; i++) expect(scaled[i]).toBeCloseTo(z[i], 12);
        }
    });

    it('names lists of neighbours that do not rise', () => {
        const neighbours = { offsets: Int32Array.of(0, 2 ** 30, 1), indices: Int32Array.of(1) };
        expect(issuesOf(() => getisOrd([1, 2], neighbours))).toEqual([['dimension-mismatch', ['neighbours', 'offsets']]]);
    });

    it('names what is wrong', () => {
        const grid = densityGrid(points, { cells: { kind: 'square', size: 10_000 } });
        expect(issuesOf(() => hotSpots(grid, { rings: 0, of: 'means' as 'sums' }))).toEqual([
            ['out-of-range', ['options', 'rings']],
            ['unknown-option', ['options', 'of']],
        ]);
    });
});
