import { describe, expect, it } from 'vitest';
import { meanInterval, studentQuantile } from '../../../src/cli/statistics/mean-interval.js';

/** Share of Student's t distribution within `t` of 0, by Simpson's rule. */
function shareWithin(t: number, freedom: number): number {
    const density = (x: number): number => (1 + (x * x) / freedom) ** (-(freedom + 1) / 2);
    // x = tan(angle) brings the whole line into a finite range.
    const integral = (limit: number): number => {
        const steps = 20_000;
        const end = Math.atan(limit);
        const value = (angle: number): number => density(Math.tan(angle)) / Math.cos(angle) ** 2;
        let sum = value(0) + value(end);
        for (let i = 1; i < steps; i++) sum += (i % 2 === 0 ? 2 : 4) * value((end * i) / steps);
        return (sum * end) / steps / 3;
    };
    return integral(t) / integral(1e9);
}

describe('studentQuantile', () => {
    it.each([1, 2, 3, 5, 9, 10, 14, 20, 29, 30, 31, 45, 100, 1000])('encloses 95 %% with %i degrees of freedom', (freedom) => {
        expect(shareWithin(studentQuantile(freedom), freedom)).toBeCloseTo(0.95, 4);
    });
});

describe('meanInterval', () => {
    it('gives mean and margin of a sample worked out by hand', () => {
        // Standard deviation 2, standard error 2 / sqrt(4) = 1, t(3) = 3.18245.
        const { mean, margin } = meanInterval([1, 1 + 2 * Math.sqrt(1.5), 1, 1 - 2 * Math.sqrt(1.5)])!;
        expect(mean).toBeCloseTo(1, 12);
        expect(margin).toBeCloseTo(3.18245, 5);
    });

    it('has no margin for one value, and no mean for none', () => {
        expect(meanInterval([5])).toEqual({ mean: 5 });
        expect(meanInterval([])).toBeUndefined();
        expect(meanInterval([2, 2, 2])).toEqual({ mean: 2, margin: 0 });
    });
});
