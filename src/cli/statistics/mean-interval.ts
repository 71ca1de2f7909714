/** A mean with its confidence interval. */
export interface MeanInterval {
    readonly mean: number;
    /** Half the width of the 95 % interval; undefined for a single value. */
    readonly margin?: number;
}

// Quantiles of Student's t for a two-sided interval of 95 %, by degrees of freedom from 1.
const T_TABLE = [
    12.7062, 4.30265, 3.18245, 2.77645, 2.57058, 2.44691, 2.36462, 2.306, 2.26216, 2.22814, 2.20099, 2.17881, 2.16037, 2.14479,
    2.13145, 2.11991, 2.10982, 2.10092, 2.09302, 2.08596, 2.07961, 2.07387, 2.06866, 2.0639, 2.05954, 2.05553, 2.05183, 2.04841,
    2.04523, 2.04227,
];
const Z = 1.959963984540054;

/**
 * Returns the quantile of Student's t distribution for a two-sided interval of 95 %.
 *
 * @param freedom - degrees of freedom, >= 1
 */
export function studentQuantile(freedom: number): number {
    if (freedom <= T_TABLE.length) return T_TABLE[freedom - 1];
    // Peiser 1943 (doi:10.1214/aoms/1177731416), two terms: right to five digits from 30 on.
    return Z + (Z ** 3 + Z) / (4 * freedom) + (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / (96 * freedom ** 2);
}

/** Returns the mean of some values with its 95 % confidence interval (Student's t); undefined for an empty list. */
export function meanInterval(values: readonly number[]): MeanInterval | undefined {
    const n = values.length;
    if (n === 0) return undefined;
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    if (n === 1) return { mean };
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
    return { mean, margin: studentQuantile(n - 1) * Math.sqrt(variance / n) };
}
