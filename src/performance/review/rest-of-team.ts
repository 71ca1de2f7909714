/** Sums of all reps but one, by rep. */
export function restOf(values: ArrayLike<number>): number[] {
    let sum = 0;
    for (let r = 0; r < values.length; r++) sum += values[r];
    return Array.from(values, (value) => sum - value);
}
