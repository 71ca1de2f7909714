import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SCALES, scaleValues } from '../../src/market/scale-values.js';

const scaled = (values: number[], ...rest: ['rank' | 'min-max' | 'log', ('high' | 'low')?]) => [
    ...scaleValues(Float64Array.from(values), ...rest),
];

describe('scaleValues', () => {
    it('ranks, with ties sharing the mean of their ranks', () => {
        expect(scaled([10, 40, 20, 20, 30], 'rank')).toEqual([0, 1, 0.375, 0.375, 0.75]);
        expect(scaled([1, 1e9, 2], 'rank', 'low')).toEqual([1, 0, 0.5]);
    });

    it('is linear in the value, or in its logarithm', () => {
        expect(scaled([10, 20, 40, 50], 'min-max')).toEqual([0, 0.25, 0.75, 1]);
        expect(scaled([10, 20, 40, 50], 'min-max', 'low')).toEqual([1, 0.75, 0.25, 0]);
        const [low, middle, high] = scaled([0, 9, 99], 'log');
        expect([low, high]).toEqual([0, 1]);
        expect(middle).toBeCloseTo(0.5, 12);
    });

    it('puts missing values last, whatever is preferred', () => {
        expect(scaled([Number.NaN, 5, -3, Number.NaN, 4], 'rank')).toEqual([0.125, 1, 0.5, 0.125, 0.75]);
        expect(scaled([Number.NaN, 5, -3], 'rank', 'low')).toEqual([0, 0.5, 1]);
        expect(scaled([Number.NaN, 5, 7], 'min-max', 'low')).toEqual([0, 1, 0]);
        expect(scaled([Number.NaN, 5, 5], 'min-max')).toEqual([0, 1, 1]);
    });

    it('is 0.5 for all where nothing tells values apart', () => {
        for (const scale of SCALES) {
            expect(scaled([7], scale)).toEqual([0.5]);
            expect(scaled([7, 7, 7], scale)).toEqual([0.5, 0.5, 0.5]);
            expect(scaled([Number.NaN, Number.NaN], scale)).toEqual([0.5, 0.5]);
            expect(scaled([], scale)).toEqual([]);
        }
    });

    it('keeps the order of the values', () => {
        const list = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 12 });
        fc.assert(
            fc.property(list, fc.constantFrom(...SCALES), (values, scale) => {
                const result = scaled(values, scale);
                for (let i = 0; i < values.length; i++) {
                    expect(result[i]).toBeGreaterThanOrEqual(0);
                    expect(result[i]).toBeLessThanOrEqual(1);
                    for (let k = 0; k < values.length; k++)
                        expect(Math.sign(result[i] - result[k])).toBe(Math.sign(values[i] - values[k]));
                }
            }),
            { numRuns: 100 },
        );
    });
});
