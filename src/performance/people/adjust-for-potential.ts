import { fitLeastSquares } from '../figures/least-squares.js';
import { tailOf } from '../figures/slice-ratio.js';

/** What sales are held against. */
export interface SalesBasis {
    /** Any unit, from 0. */
    readonly sales: number;
    /** What could be sold, any unit, from 0. */
    readonly potential: number;
    /** Work that the accounts ask for, any unit, from 0; 0 for unknown. */
    readonly workload: number;
}

/** Sales as they are, and as those of all others let expect. */
export interface AdjustedSales {
    /** What the others would sell with this potential and workload. */
    readonly expected: number;
    /** Sales / expected. */
    readonly index: number;
    /** Externally studentized residual of log sales: Student's t. */
    readonly statistic: number;
    readonly degrees: number;
    /** Chances of sales as low, and as high, if nothing sets them apart. */
    readonly low: number;
    readonly high: number;
}

/** How sales were adjusted. */
export type Adjustment = 'potential-and-workload' | 'potential' | 'workload';

/** Reps from which on two slopes are estimated. */
const ENOUGH_FOR_SLOPES = 10;
/** Reps below which nothing is adjusted: a spread of two others is no spread. */
const FEWEST = 4;

/**
 * Compares each one's sales with those of all others, adjusted for potential and workload: log sales by log potential and log workload, or
 * the ratio to potential for fewer than ten.
 *
 * @returns undefined for fewer than four with a basis; rows without a basis are undefined
 */
export function adjustSales(
    rows: readonly SalesBasis[],
): { readonly by: Adjustment; readonly rows: readonly (AdjustedSales | undefined)[] } | undefined {
    const hasPotential = rows.some(({ potential }) => potential > 0);
    const basisOf = ({ potential, workload }: SalesBasis): number => (hasPotential ? potential : workload);
    const used = rows.map((_, i) => i).filter((i) => basisOf(rows[i]) > 0);
    if (used.length < FEWEST) return undefined;
    const sales = used.reduce((sum, i) => sum + rows[i].sales, 0);
    const basis = used.reduce((sum, i) => sum + basisOf(rows[i]), 0);
    if (!(sales > 0)) return undefined;
    // No sales have no logarithm: a hundredth of the share is as far out.
    const logs = used.map((i) => Math.log(Math.max(rows[i].sales, (0.01 * sales * basisOf(rows[i])) / basis)));
    const ones = used.map(() => 1);
    const logBasis = used.map((i) => Math.log(basisOf(rows[i])));
    const hasWorkload = hasPotential && used.every((i) => rows[i].workload > 0);
    const logWork = used.map((i) => Math.log(rows[i].workload));
    const isMany = used.length >= ENOUGH_FOR_SLOPES;
    let by: Adjustment = hasPotential ? 'potential' : 'workload';
    let fit = isMany && hasWorkload ? fitLeastSquares([ones, logBasis, logWork], logs) : undefined;
    if (fit !== undefined) by = 'potential-and-workload';
    if (fit === undefined && isMany) fit = fitLeastSquares([ones, logBasis], logs);
    const isRatio = fit === undefined;
    fit ??= fitLeastSquares(
        [ones],
        logs.map((log, k) => log - logBasis[k]),
    );
    if (fit === undefined) return undefined;
    const adjusted = new Array<AdjustedSales | undefined>(rows.length).fill(undefined);
    used.forEach((at, k) => {
        const expected = Math.exp(fit.deletedFits[k] + (isRatio ? logBasis[k] : 0));
        const statistic = fit.studentized[k];
        adjusted[at] = {
            expected,
            index: rows[at].sales / expected,
            statistic,
            degrees: fit.degrees,
            low: tailOf(-statistic, fit.degrees),
            high: tailOf(statistic, fit.degrees),
        };
    });
    return { by, rows: adjusted };
}
