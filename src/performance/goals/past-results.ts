import { type Proportion, proportionOf } from '../figures/ratio.js';

/** Periods below which a distribution of past results is a small sample. */
export const FEWEST_PERIODS = 5;

/** Distribution of past results, each scaled to the days of one period. */
export interface PastResults {
    readonly periods: number;
    readonly mean: number;
    /** Of a sample (n - 1); 0 with one period. */
    readonly standardDeviation: number;
    readonly min: number;
    /** Quartiles, linear between neighbours (Hyndman and Fan 1996, type 7). */
    readonly lowerQuartile: number;
    readonly median: number;
    readonly upperQuartile: number;
    readonly max: number;
    /** Past periods that would have met the target; absent without a target. */
    readonly reached?: Proportion;
    /** `small-sample` for fewer than five periods. */
    readonly reading: 'sound' | 'small-sample';
}

/**
 * Describes past results.
 *
 * @param rates - amounts a day, at least one
 * @param days - length of the period that they are scaled to
 */
export function summarizeRates(
    rates: readonly number[],
    days: number,
    target: number | undefined,
    direction: 'at-least' | 'at-most',
): PastResults {
    const values = rates.map((rate) => rate * days).sort((a, b) => a - b);
    const count = values.length;
    const mean = values.reduce((sum, value) => sum + value, 0) / count;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const quantile = (p: number): number => {
        const place = p * (count - 1);
        const below = Math.floor(place);
        const above = Math.min(below + 1, count - 1);
        return values[below] + (place - below) * (values[above] - values[below]);
    };
    // A rate times its own days may fall short of the amount by a rounding error.
    const slack = 1e-12 * Math.abs(target ?? 0);
    const meets = (value: number): boolean => (direction === 'at-least' ? value >= target! - slack : value <= target! + slack);
    return {
        periods: count,
        mean,
        standardDeviation: count < 2 ? 0 : Math.sqrt(squares / (count - 1)),
        min: values[0],
        lowerQuartile: quantile(0.25),
        median: quantile(0.5),
        upperQuartile: quantile(0.75),
        max: values[count - 1],
        ...(target === undefined ? {} : { reached: proportionOf(values.filter(meets).length, count) }),
        reading: count < FEWEST_PERIODS ? 'small-sample' : 'sound',
    };
}
