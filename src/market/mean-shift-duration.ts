import { checkStructure, IssueCollector, list, loose, type Schema } from '../core/index.js';
import { dayWindows, hoursSchema, openDuration, WEEKDAYS } from './hours.js';
import type { Rep } from './rep.js';

const workingSchema: Schema = list(loose({ hours: hoursSchema }));

/**
 * Finds how long reps work on a mean day: what `accountUnits` takes for `shiftDuration`.
 *
 * @param reps - at least one, each with a working day in the week
 * @returns seconds, travel from and to home included; O(reps)
 * @throws BeatplanError `invalid-input`, also where no rep works on any day
 * @example
 * ```ts
 * const units = accountUnits(accounts, scores, { homes: reps.map(({ home }) => home), shiftDuration: meanShiftDuration(reps) });
 * ```
 */
export function meanShiftDuration(reps: readonly Rep[]): number {
    const collector = new IssueCollector();
    checkStructure(workingSchema, reps, collector, ['reps']);
    collector.throwIfAny('the mean shift');
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
    if (days === 0) collector.add('no-shift', ['reps'], 'have no working hours on any day of the week');
    collector.throwIfAny('the mean shift');
    return seconds / days;
}
