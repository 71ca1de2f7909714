import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion, apportionWithin } from '../../../src/performance/figures/apportion.js';

const weight = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.double({ min: 0, max: 1e6, noNaN: true }));

describe('apportion', () => {
    it('gives the last units to the largest remainders, ties to the earlier', () => {
        // 10 seats by 1 : 1 : 1 are 3.33 each; by 5.5 : 2.5 : 2 they are 5.5, 2.5 and 2.
        expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3]);
        expect(apportion(10, [5.5, 2.5, 2])).toEqual([6, 2, 2]);
        expect(apportion(-10, [5.5, 2.5, 2])).toEqual([-6, -2, -2]);
        expect(apportion(0, [0, 0])).toEqual([0, 0]);
    });

    it('sums up exactly and stays within one unit of proportion, whatever the weights', () => {
        const weights = fc.array(weight, { minLength: 1, maxLength: 30 }).filter((list) => list.some((value) => value > 1e-3));
        fc.assert(
            fc.property(fc.nat({ max: 2 ** 31 - 1 }), weights, (total, list) => {
                const shares = apportion(total, list);
                const all = list.reduce((sum, value) => sum + value, 0);
                expect(shares.reduce((sum, value) => sum + value, 0)).toBe(total);
                shares.forEach((share, i) => {
                    expect(Math.abs(share - (total * list[i]) / all)).toBeLessThan(1 + 1e-5);
                });
            }),
            { numRuns: 500 },
        );
    });

    it('is exact where doubles are not', () => {
        const total = Number.MAX_SAFE_INTEGER;
        expect(apportion(total, [1e-300, 1, 1e300])).toEqual([0, 0, total]);
        expect(apportion(total, [1, 1])).toEqual([2 ** 52, 2 ** 52 - 1]);
        expect(apportion(3, [Number.MIN_VALUE, Number.MIN_VALUE, Number.MIN_VALUE])).toEqual([1, 1, 1]);
    });
});

/** Every way to divide a small total within bounds, with the worst deviation from proportional levels: brute force. */
function isProportionalWithin(
    shares: readonly number[],
    weights: readonly number[],
    bounds: readonly { floor: number; cap: number }[],
) {
    // Some level must explain every share: shares at a bound may lie past it, free ones within one unit of it.
    const from = Math.max(
        ...shares.map((share, i) =>
            weights[i] === 0
                ? Number.NEGATIVE_INFINITY
                : share === bounds[i].floor
                  ? Number.NEGATIVE_INFINITY
                  : (share - 1) / weights[i],
        ),
    );
    const to = Math.min(
        ...shares.map((share, i) =>
            weights[i] === 0 || share === bounds[i].cap ? Number.POSITIVE_INFINITY : (share + 1) / weights[i],
        ),
    );
    return from <= to + 1e-9;
}

describe('apportionWithin', () => {
    it('holds shares at their bounds and divides the rest in proportion', () => {
        const bounds = [
            { floor: 0, cap: 20 },
            { floor: 30, cap: 100 },
            { floor: 0, cap: Number.POSITIVE_INFINITY },
        ];
        // By 5 : 1 : 4 of 100: the first is held at 20, the second at 30; the third has what is left.
        expect(apportionWithin(100, [5, 1, 4], bounds)).toEqual({ shares: [20, 30, 50], held: ['cap', 'floor', undefined] });
        expect(apportionWithin(100, [1, 0, 0], bounds)).toBeUndefined();
    });

    it('keeps sum, bounds and proportion for random cases', () => {
        const item = fc.record({ weight: fc.integer({ min: 0, max: 9 }), floor: fc.nat({ max: 20 }), room: fc.nat({ max: 40 }) });
        fc.assert(
            fc.property(
                fc.array(item, { minLength: 1, maxLength: 8 }),
                fc.double({ min: 0, max: 1, noNaN: true }),
                (items, at) => {
                    const weights = items.map((entry) => entry.weight);
                    const bounds = items.map(({ floor, room }) => ({ floor, cap: floor + room }));
                    const least = bounds.reduce((sum, { floor }) => sum + floor, 0);
                    const most = bounds.reduce((sum, { floor, cap }, i) => sum + (weights[i] > 0 ? cap : floor), 0);
                    const total = Math.round(least + at * (most - least));
                    const placed = apportionWithin(total, weights, bounds);
                    expect(placed).toBeDefined();
                    const { shares } = placed!;
                    expect(shares.reduce((sum, value) => sum + value, 0)).toBe(total);
                    shares.forEach((share, i) => {
                        expect(share).toBeGreaterThanOrEqual(bounds[i].floor);
                        expect(share).toBeLessThanOrEqual(bounds[i].cap);
                    });
                    expect(isProportionalWithin(shares, weights, bounds)).toBe(true);
                },
            ),
            { numRuns: 1000 },
        );
    });
});
