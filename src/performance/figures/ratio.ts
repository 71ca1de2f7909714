/**
 * What a ratio is worth: `sound`; of a `small-sample`, fewer than 30 cases; `of-nothing`, 0 of 0; or `of-zero`,
 * something of 0.
 */
export type RatioReading = 'sound' | 'small-sample' | 'of-nothing' | 'of-zero';

/** Cases below which a proportion says little: the usual rule of thumb for a normal approximation. */
export const SMALL_SAMPLE = 30;

/** A part of a whole that may be 0. */
export interface Ratio {
    readonly part: number;
    readonly whole: number;
    /** Part / whole; null if the whole is 0. */
    readonly value: number | null;
    readonly reading: RatioReading;
}

/** A ratio of counts, with the interval that holds the true share in 95 of 100 samples. */
export interface Proportion extends Ratio {
    /** Bounds of the 95 % interval, 0 to 1; null if the whole is 0. */
    readonly low: number | null;
    readonly high: number | null;
}

/** Divides amounts: `of-nothing` and `of-zero` instead of NaN and Infinity. */
export function ratioOf(part: number, whole: number): Ratio {
    if (whole !== 0) return { part, whole, value: part / whole, reading: 'sound' };
    return { part, whole, value: null, reading: part === 0 ? 'of-nothing' : 'of-zero' };
}

// Normal quantile of 0.975.
const Z = 1.959963984540054;

/**
 * Divides counts, with the score interval.
 *
 * @param part - cases, 0 to `whole`
 * @param whole - cases, a whole number from 0
 * @see Wilson 1927, "Probable inference, the law of succession, and statistical inference", JASA 22, 209-212,
 *   doi:10.1080/01621459.1927.10502953
 */
export function proportionOf(part: number, whole: number): Proportion {
    const ratio = ratioOf(part, whole);
    if (ratio.value === null) return { ...ratio, low: null, high: null };
    const square = (Z * Z) / whole;
    const center = ratio.value + square / 2;
    const spread = Z * Math.sqrt((ratio.value * (1 - ratio.value) + square / 4) / whole);
    return {
        ...ratio,
        reading: whole < SMALL_SAMPLE ? 'small-sample' : 'sound',
        low: part === 0 ? 0 : (center - spread) / (1 + square),
        high: part === whole ? 1 : (center + spread) / (1 + square),
    };
}
