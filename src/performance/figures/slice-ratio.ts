import { studentCdf } from './student.js';

/** A ratio of sums over slices of time, and how far it is from a reference. */
export interface SliceRatio {
    /** Sum of parts / sum of wholes. */
    readonly value: number;
    readonly standardError: number;
    /** (value - reference) / standard error; +-Infinity if all slices agree. */
    readonly statistic: number;
    readonly degrees: number;
    /** Chance of a ratio as high, or as low, if the true one is the reference. */
    readonly pValue: number;
    /** Slices with a whole. */
    readonly cases: number;
}

/**
 * Tests whether a ratio lies above or below a reference, by how much slices of time differ: calls of one week are no independent cases.
 *
 * @param parts - by slice, as many as wholes
 * @param wholes - by slice, from 0
 * @returns undefined for fewer than `fewest` slices with a whole
 * @see Cochran 1977, "Sampling Techniques", 3rd edition, Wiley, chapter 6: the ratio estimate and its variance
 */
export function testSliceRatio(
    parts: ArrayLike<number>,
    wholes: ArrayLike<number>,
    reference: number,
    side: 'above' | 'below',
    fewest: number = 4,
): SliceRatio | undefined {
    let part = 0;
    let whole = 0;
    let cases = 0;
    for (let i = 0; i < wholes.length; i++) {
        part += parts[i];
        whole += wholes[i];
        if (wholes[i] > 0) cases++;
    }
    if (cases < fewest || !(whole > 0)) return undefined;
    const value = part / whole;
    let squares = 0;
    for (let i = 0; i < wholes.length; i++) squares += (parts[i] - value * wholes[i]) ** 2;
    const standardError = Math.sqrt((squares * cases) / (cases - 1)) / whole;
    const difference = value - reference;
    const isExact = standardError <= 1e-12 * Math.max(Math.abs(value), Math.abs(reference));
    const isEqual = Math.abs(difference) <= 1e-12 * Math.max(Math.abs(value), Math.abs(reference));
    const statistic = isExact ? (isEqual ? 0 : Math.sign(difference) * Infinity) : difference / standardError;
    const pValue = tailOf(side === 'above' ? statistic : -statistic, cases - 1);
    return { value, standardError, statistic, degrees: cases - 1, pValue, cases };
}

/** Chance of a Student's t above `statistic`, accurate in the far tail. */
export function tailOf(statistic: number, degrees: number): number {
    if (statistic === Infinity) return 0;
    if (statistic === -Infinity) return 1;
    return statistic > 0 ? studentCdf(-statistic, degrees) : 1 - studentCdf(statistic, degrees);
}
