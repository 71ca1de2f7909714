import { describe, expect, it } from 'vitest';
import { studentCdf, studentQuantile } from '../../../src/performance/figures/student.js';

// Printed tables of Student's t, two-sided 95 % and one-sided 99.9 %.
const TABLE = [
    [1, 0.975, 12.7062],
    [2, 0.975, 4.30265],
    [5, 0.975, 2.57058],
    [10, 0.975, 2.22814],
    [30, 0.975, 2.04227],
    [120, 0.975, 1.97993],
    [1, 0.999, 318.309],
    [4, 0.999, 7.17318],
] as const;

describe('studentQuantile', () => {
    it.each(TABLE)('with %d degrees at %d is the %d of the tables', (degrees, p, t) => {
        expect(studentQuantile(p, degrees) / t).toBeCloseTo(1, 5);
        expect(studentQuantile(1 - p, degrees) / -t).toBeCloseTo(1, 5);
    });
});

describe('studentCdf', () => {
    it('agrees with the closed forms for 1 and 2 degrees', () => {
        for (const t of [-40, -3, -0.5, 0, 0.1, 1, 7]) {
            expect(studentCdf(t, 1)).toBeCloseTo(0.5 + Math.atan(t) / Math.PI, 12);
            expect(studentCdf(t, 2)).toBeCloseTo(0.5 + t / (2 * Math.sqrt(2 + t * t)), 12);
        }
    });
});
