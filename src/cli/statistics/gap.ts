/**
 * Returns how much worse a value is than a reference, as a share of the reference: (value - reference) / |reference| for costs,
 * (reference - value) / |reference| for scores. Negative if the value is better.
 *
 * @returns undefined if the reference is 0 and the value is not: no share says how far it is
 */
export function gapOf(value: number, reference: number, isScore: boolean): number | undefined {
    const worse = isScore ? reference - value : value - reference;
    if (worse === 0) return 0;
    return reference === 0 ? undefined : worse / Math.abs(reference);
}

/** Returns the best of some values; undefined for an empty list. */
export function bestOf(values: readonly number[], isScore: boolean): number | undefined {
    if (values.length === 0) return undefined;
    return values.reduce((best, value) => (isScore ? Math.max(best, value) : Math.min(best, value)));
}
