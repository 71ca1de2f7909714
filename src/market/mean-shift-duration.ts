import { dayWindows, openDuration, WEEKDAYS } from './hours.js';
import type { Rep } from './rep.js';

/**
 * Finds how long reps work on a mean day: what `accountUnits` takes for `shiftDuration`.
 *
 * @param reps - at least one, each with a working day in the week
 * @returns seconds, travel from and to home included; O(reps)
 * @example
 * ```ts
 * const units = accountUnits(accounts, scores, { homes: reps.map(({ home }) => home), shiftDuration: meanShiftDuration(reps) });
 * ```
 */
export function meanShiftDuration(reps: readonly Rep[]): number {
    let seconds = 0;
    let days = 0;
    for (const rep of reps) {
        for (const weekday of WEEKDAYS) {
            const windows = dayWindows(rep.hours, weekday);
            if (windows.length === 0) continue;
            seconds += openDuration(windows);
            days++;
        }
    }
    return seconds / days;
}
