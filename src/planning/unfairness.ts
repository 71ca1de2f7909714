/** From this deviation on a rep would call it unfair: there it counts twice, and steeply more beyond. */
const UNFAIR = 0.22;
const STEEPNESS = 6;

/**
 * What hours off a fair share count at the price 1: `target × deviation²`, as a design prices it, and more beyond about a fifth.
 *
 * @returns in the unit of `target`; 0 if that is 0
 */
export function unfairness(hours: number, target: number): number {
    if (target <= 0) return 0;
    const deviation = Math.abs(hours / target - 1);
    return target * deviation * deviation * (1 + (deviation / UNFAIR) ** STEEPNESS);
}

/** What one more hour adds to {@link unfairness}; less than 0 if hours are too few. */
export function marginalUnfairness(hours: number, target: number): number {
    if (target <= 0) return 0;
    const deviation = hours / target - 1;
    return deviation * (2 + (2 + STEEPNESS) * Math.abs(deviation / UNFAIR) ** STEEPNESS);
}
