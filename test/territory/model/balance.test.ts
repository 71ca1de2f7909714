import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureBalance } from '../../../src/territory/model/balance.js';

describe('measureBalance', () => {
    it('gives known figures', () => {
        // Mean 100, deviations 50: variance 1250; pairs differ by 50, 50, 100, so Gini is 2 * 200 / (2 * 9 * 100).
        const figures = measureBalance([50, 100, 150]);
        expect(figures.mean).toBe(100);
        expect(figures.maxDeviation).toBeCloseTo(0.5, 12);
        expect(figures.coefficientOfVariation).toBeCloseTo(Math.sqrt(5000 / 3) / 100, 12);
        expect(figures.gini).toBeCloseTo(400 / 1800, 12);
        expect(figures.jain).toBeCloseTo(300 ** 2 / (3 * 35_000), 12);
    });

    it('is perfect for equal values and for nothing at all, worst where one has everything', () => {
        const perfect = { maxDeviation: 0, coefficientOfVariation: 0, gini: 0, jain: 1 };
        expect(measureBalance([7, 7, 7])).toEqual({ mean: 7, ...perfect });
        expect(measureBalance([0, 0])).toEqual({ mean: 0, ...perfect });
        expect(measureBalance([])).toEqual({ mean: 0, ...perfect });
        expect(measureBalance([0, 0, 0, 8])).toMatchObject({ mean: 2, maxDeviation: 3, gini: 0.75, jain: 0.25 });
    });

    it('holds each value against its own target', () => {
        expect(measureBalance([50, 100], [50, 100])).toMatchObject({ mean: 75, maxDeviation: 0, gini: 0 });
        expect(measureBalance([60, 100], [50, 100]).maxDeviation).toBeCloseTo(0.2, 12);
        expect(() => measureBalance([1, 2], [1])).toThrow(expect.objectContaining({ code: 'dimension-mismatch' }));
    });

    it('has the Gini index of its definition and does not depend on order or unit', () => {
        fc.assert(
            fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 12 }), (values) => {
                const { gini, coefficientOfVariation } = measureBalance(values);
                let differences = 0;
                for (const a of values) for (const b of values) differences += Math.abs(a - b);
                const sum = values.reduce((total, value) => total + value, 0);
                expect(gini).toBeCloseTo(sum === 0 ? 0 : differences / (2 * values.length * sum), 10);
                const other = measureBalance([...values].reverse().map((value) => value * 3));
                expect(other.gini).toBeCloseTo(gini, 10);
                expect(other.coefficientOfVariation).toBeCloseTo(coefficientOfVariation, 10);
            }),
            { numRuns: 100 },
        );
    });
});
