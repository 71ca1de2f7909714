/** How many times a figure is what is known beside it. */
export interface EstimatedRatio {
    readonly ratio: number;
    /** Standard error of the ratio; 0 if the sample is everything. */
    readonly standardError: number;
}

/**
 * Tells the ratio of two figures of many things from a sample that was drawn without replacement.
 *
 * @param figures - of the sample, from 0
 * @param known - figures to which they are about proportional, from 0
 * @param population - how many things there are; the sample is at least two of them, or all
 * @returns 1 if all that is known is 0
 * @see Cochran, Sampling Techniques, 3rd edition 1977, chapter 6
 */
export function estimateRatio(figures: readonly number[], known: readonly number[], population: number): EstimatedRatio {
    const size = figures.length;
    const knownTotal = sum(known);
    if (knownTotal === 0) return { ratio: 1, standardError: 0 };
    const ratio = sum(figures) / knownTotal;
    if (size === population) return { ratio, standardError: 0 };
    const squares = sum(figures.map((figure, i) => (figure - ratio * known[i]) ** 2));
    const variance = ((1 - size / population) * squares * size) / (size - 1);
    return { ratio, standardError: Math.sqrt(variance) / knownTotal };
}

/** The sum of a list. */
export function sum(values: readonly number[]): number {
    return values.reduce((total, value) => total + value, 0);
}
