/**
 * Adjusts p-values of many tests, so that of those below a level only that share is expected to be false.
 *
 * If nothing is there to be found, the chance of any value below the level is at most the level.
 *
 * @param pValues - 0 to 1 each, of independent or positively dependent tests; may be empty
 * @returns in input order, 0 to 1; O(n log n)
 * @see Benjamini and Hochberg 1995, "Controlling the false discovery rate", Journal of the Royal Statistical Society B 57, 289-300
 */
export function adjustForMany(pValues: readonly number[]): number[] {
    const count = pValues.length;
    const order = pValues.map((_, i) => i).sort((a, b) => pValues[b] - pValues[a]);
    const adjusted = new Array<number>(count);
    let least = 1;
    order.forEach((at, k) => {
        least = Math.min(least, (pValues[at] * count) / (count - k));
        adjusted[at] = least;
    });
    return adjusted;
}
