import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjustForMany } from '../../../src/performance/figures/false-discovery.js';
import { gammaTail } from '../../../src/performance/figures/gamma.js';
import { fitLeastSquares } from '../../../src/performance/figures/least-squares.js';
import { testSliceRatio } from '../../../src/performance/figures/slice-ratio.js';

describe('gammaTail', () => {
    it('is the integral of the density', () => {
        for (const shape of [0.7, 1, 2.5, 9, 40]) {
            for (const x of [0.1, 1, 3, 10, 45]) {
                // Simpson's rule from x outwards, with the density scaled by its value at x.
                const end = x + 60 + 20 * Math.sqrt(shape);
                const steps = 200_000;
                const width = (end - x) / steps;
                const density = (t: number): number => Math.exp((shape - 1) * Math.log(t) - t);
                let sum = density(x) + density(end);
                for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * density(x + i * width);
                expect(gammaTail(2 * x, shape, 2)).toBeCloseTo((sum * width) / 3 / gammaFunction(shape), 7);
            }
        }
    });

    it('is the Poisson probability of fewer events for whole shapes', () => {
        let term = 1;
        let sum = 0;
        for (let k = 0; k < 12; k++) {
            sum += term;
            term *= 7 / (k + 1);
            expect(gammaTail(7, k + 1, 1)).toBeCloseTo(sum * Math.exp(-7), 12);
        }
    });

    it('is 1 at 0 and keeps its figures in the far tail', () => {
        expect(gammaTail(0, 3, 2)).toBe(1);
        expect(gammaTail(200, 1, 1) / Math.exp(-200)).toBeCloseTo(1, 10);
    });
});

function gammaFunction(shape: number): number {
    // By the recurrence from a place where Stirling's series is exact to 1e-12.
    let product = 1;
    let z = shape;
    while (z < 30) product *= z++;
    const series = 1 / (12 * z) - 1 / (360 * z ** 3) + 1 / (1260 * z ** 5);
    return Math.exp((z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series) / product;
}

describe('adjustForMany', () => {
    it('rejects what the step-up rule rejects, at every level', () => {
        const probability = fc.double({ min: 0, max: 1, noNaN: true });
        fc.assert(
            fc.property(
                fc.array(probability, { maxLength: 12 }),
                fc.double({ min: 0.01, max: 0.5, noNaN: true }),
                (values, level) => {
                    const sorted = [...values].sort((a, b) => a - b);
                    let largest = -1;
                    sorted.forEach((value, i) => {
                        if (value * sorted.length <= level * (i + 1)) largest = value;
                    });
                    const adjusted = adjustForMany(values);
                    values.forEach((value, i) => {
                        // At the very edge rounding decides.
                        if (Math.abs(adjusted[i] - level) < 1e-12) return;
                        expect(adjusted[i] <= level).toBe(value <= largest);
                    });
                },
            ),
        );
    });
});

describe('fitLeastSquares', () => {
    it('tells of each value what a fit to all others says', () => {
        const number = fc.double({ min: -10, max: 10, noNaN: true });
        fc.assert(
            fc.property(fc.array(fc.tuple(number, number), { minLength: 5, maxLength: 12 }), (points) => {
                const xs = points.map(([x]) => x);
                const ys = points.map(([, y]) => y);
                const mean = xs.reduce((sum, x) => sum + x, 0) / xs.length;
                fc.pre(xs.filter((x) => Math.abs(x - mean) > 0.1).length > 3);
                const fit = fitLeastSquares([xs.map(() => 1), xs], ys);
                if (fit === undefined) return;
                expect(fit.degrees).toBe(xs.length - 3);
                xs.forEach((x, i) => {
                    const others = points.filter((_, k) => k !== i);
                    const line = lineBy(others);
                    if (line === undefined) return;
                    expect(fit.deletedFits[i]).toBeCloseTo(line.intercept + line.slope * x, 5);
                    const spread = others.reduce((sum, [u, v]) => sum + (v - line.intercept - line.slope * u) ** 2, 0);
                    const variance = spread / (others.length - 2);
                    const error = Math.sqrt(variance * (1 + 1 / others.length + (x - line.mean) ** 2 / line.squares));
                    if (error > 1e-3) expect(fit.studentized[i]).toBeCloseTo((ys[i] - fit.deletedFits[i]) / error, 4);
                });
            }),
        );
    });

    it('refuses columns that depend on each other', () => {
        const ones = [1, 1, 1, 1, 1];
        expect(fitLeastSquares([ones, [2, 2, 2, 2, 2]], [1, 2, 3, 4, 5])).toBeUndefined();
        expect(fitLeastSquares([ones, [0, 0, 0, 0, 1]], [1, 2, 3, 4, 5])).toBeUndefined();
        expect(fitLeastSquares([[1, 1]], [1, 2])).toBeUndefined();
    });

    it('has an infinite residual where all others agree, and none where all do', () => {
        const ones = [1, 1, 1, 1];
        expect(fitLeastSquares([ones], [2, 2, 2, 9])!.studentized[3]).toBe(Number.POSITIVE_INFINITY);
        expect(fitLeastSquares([ones], [2, 2, 2, 2])!.studentized).toEqual([0, 0, 0, 0]);
    });
});

/** The textbook line through points, refitted without one of them. */
function lineBy(
    points: readonly (readonly [number, number])[],
): { readonly intercept: number; readonly slope: number; readonly mean: number; readonly squares: number } | undefined {
    const mean = points.reduce((sum, [x]) => sum + x, 0) / points.length;
    const level = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
    const squares = points.reduce((sum, [x]) => sum + (x - mean) ** 2, 0);
    if (squares < 0.01) return undefined;
    const slope = points.reduce((sum, [x, y]) => sum + (x - mean) * (y - level), 0) / squares;
    return { intercept: level - slope * mean, slope, mean, squares };
}

describe('testSliceRatio', () => {
    it('is the t test of the mean where all slices are alike', () => {
        const parts = [3, 5, 4, 6, 2];
        const test = testSliceRatio(parts, [1, 1, 1, 1, 1], 3, 'above')!;
        // Mean 4, standard deviation 1.5811, error 0.7071.
        expect(test.value).toBe(4);
        expect(test.statistic).toBeCloseTo(Math.SQRT2, 12);
        expect(test.degrees).toBe(4);
        // t of 1.41421 with 4 degrees of freedom.
        expect(test.pValue).toBeCloseTo(0.115_1, 4);
        expect(testSliceRatio(parts, [1, 1, 1, 1, 1], 3, 'below')!.pValue).toBeCloseTo(1 - test.pValue, 12);
    });

    it('tells nothing by fewer than four slices, and all by slices that agree', () => {
        expect(testSliceRatio([1, 2, 3], [1, 1, 1], 1, 'above')).toBeUndefined();
        expect(testSliceRatio([0, 0, 0, 0], [0, 0, 0, 0], 1, 'above')).toBeUndefined();
        expect(testSliceRatio([2, 2, 2, 2], [1, 1, 1, 1], 1, 'above')!.pValue).toBe(0);
        expect(testSliceRatio([2, 2, 2, 2], [1, 1, 1, 1], 2, 'above')!.pValue).toBe(0.5);
    });
});
