// Sums of decimals miss their limits by rounding: 0.1 + 0.2 must fit into 0.3.
const SHARE = 1e-9;
// A billionth of a large limit would be minutes.
const MOST = 1e-4;
// Of large sums, only this many digits can be right.
const LAST_DIGITS = 1e-13;

/**
 * What a sum may reach that has this limit: the limit, and what rounding can make of a sum that is equal to it. Every limit of a vehicle
 * and every close of a window passes through here once, so that all parts of the solver draw the line at the same place. The checker
 * states the same rule on its own.
 */
export function withSlack(limit: number): number {
    return limit + slackOf(limit);
}

/** As {@link withSlack} for a moment; `rounding` is what the moments of the problem may be off by as they were given. */
export function momentWithSlack(moment: number, rounding: number): number {
    return moment + Math.max(slackOf(moment), rounding);
}

function slackOf(limit: number): number {
    const size = Math.abs(limit);
    return Math.max(LAST_DIGITS * size, Math.min(SHARE * Math.max(1, size), MOST));
}
