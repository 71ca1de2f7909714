// What rounding may make of a sum that is equal to its limit: a billionth of it, at most a ten-thousandth, and whatever its last digits are.
// The solver draws the same line on its own; a hundredth more here, since it adds in another order.
const SHARE = 1.01e-9;
const MOST = 1.01e-4;
const LAST_DIGITS = 1.01e-13;

/** Whether a sum is more than its limit, but for rounding. */
export function exceeds(value: number, limit: number): boolean {
    return value - limit > toleranceOf(limit);
}

/** As {@link exceeds} for a moment or what lies between two; `rounding` is what moments may be off by as they were given. */
export function isBeyond(moment: number, limit: number, rounding: number): boolean {
    return moment - limit > Math.max(toleranceOf(limit), rounding);
}

function toleranceOf(limit: number): number {
    const size = Math.abs(limit);
    return Math.max(LAST_DIGITS * size, Math.min(SHARE * Math.max(1, size), MOST));
}
