import { assertArguments, BeatplanError, finite, list, optional, type Schema } from '../../core/index.js';

/** How evenly values are spread, each held against its target. */
export interface BalanceFigures {
    readonly mean: number;
    /** Largest |value / target - 1|. */
    readonly maxDeviation: number;
    /** Standard deviation (of the whole, not of a sample) / mean of the values over their targets. */
    readonly coefficientOfVariation: number;
    /** 0: all equal, towards 1: one has everything (Gini, 1912). */
    readonly gini: number;
    /** Jain's index of fairness: 1 all equal, 1 / n one has everything. */
    readonly jain: number;
}

// A measure that no territory has makes targets of 0.
const someTargets: Schema = list(finite({ min: 0 }));
// Squares of values over them stay finite.
const fairShares: Schema = list(finite({ min: 1e-30 }));
const amounts: Schema = list(finite());

/**
 * Measures how evenly values are spread over territories or reps.
 *
 * @param values - >= 0 each
 * @param targets - what each value should be, more than 0 unless all values are 0; default the mean for all
 * @returns all figures of the values relative to their targets but `mean`; 0 deviation, variation and Gini and Jain's index 1 if there is
 *   nothing to share
 * @throws BeatplanError `dimension-mismatch` when there are not as many targets as values
 * @example
 * ```ts
 * measureBalance([90, 100, 110]).maxDeviation; // 0.1
 * ```
 * @see Jain, Chiu and Hawe 1984, "A quantitative measure of fairness", DEC research report TR-301
 */
export function measureBalance(values: readonly number[], targets?: readonly number[]): BalanceFigures {
    const isBare = Array.isArray(values) && values.every((value) => value === 0);
    const schemas = { values: amounts, targets: optional(isBare ? someTargets : fairShares) };
    assertArguments('measureBalance', schemas, { values, targets });
    if (targets !== undefined && targets.length !== values.length) {
        throw new BeatplanError('dimension-mismatch', `There are ${values.length} values, but ${targets.length} targets.`);
    }
    const count = values.length;
    let sum = 0;
    for (let i = 0; i < count; i++) sum += values[i];
    const mean = count === 0 ? 0 : sum / count;
    if (!(sum > 0)) return { mean, maxDeviation: 0, coefficientOfVariation: 0, gini: 0, jain: 1 };
    const shares = values.map((value, i) => value / (targets?.[i] ?? mean));
    let total = 0;
    let squares = 0;
    let maxDeviation = 0;
    for (let i = 0; i < count; i++) {
        total += shares[i];
        squares += shares[i] * shares[i];
        maxDeviation = Math.max(maxDeviation, Math.abs(shares[i] - 1));
    }
    const average = total / count;
    let variance = 0;
    let ranked = 0;
    const sorted = Float64Array.from(shares).sort();
    for (let i = 0; i < count; i++) {
        variance += (sorted[i] - average) ** 2 / count;
        ranked += (2 * (i + 1) - count - 1) * sorted[i];
    }
    return {
        mean,
        maxDeviation,
        coefficientOfVariation: Math.sqrt(variance) / average,
        gini: ranked / (count * total),
        jain: (total * total) / (count * squares),
    };
}

/** Value / target - 1; 0 if the target is 0. */
export function deviationFrom(value: number, target: number): number {
    return target > 0 ? value / target - 1 : 0;
}
