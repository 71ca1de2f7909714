import {
    anything,
    assertCollector,
    checkStructure,
    coordinates,
    finite,
    type IssueCollector,
    type IssuePath,
    list,
    optional,
    record,
    type Schema,
    strict,
    text,
} from '../core/index.js';
import { checkPosition } from '../geo/internal.js';
import { checkHours } from './check-hours.js';
import { checkUniqueIds } from './check-ids.js';
import { dayWindows, hoursSchema, WEEKDAYS } from './hours.js';
import type { Rep } from './rep.js';

const repSchema: Schema = strict({
    id: text(),
    name: optional(text()),
    home: coordinates(),
    hours: hoursSchema,
    skills: optional(list(text())),
    maxVisitsPerDay: optional(finite({ min: 1, integer: true })),
    share: optional(finite({ moreThan: 0 })),
    timeZone: optional(text()),
    data: optional(record(anything())),
});

/**
 * Finds everything that is wrong with a list of reps: structure, duplicate ids, homes, working hours, time zones.
 *
 * @param reps - any value
 * @param collector - takes the issues
 * @param path - where the reps stand in the whole input; default `['reps']`
 * @returns whether nothing was found
 */
export function checkReps(reps: unknown, collector: IssueCollector, path: IssuePath = ['reps']): reps is readonly Rep[] {
    assertCollector(collector, path);
    if (!Array.isArray(reps)) return checkStructure(list(repSchema), reps, collector, path);
    const before = collector.issues.length;
    checkUniqueIds(reps, path, collector);
    // By index, as the holes of a sparse list are no reps.
    for (let i = 0; i < reps.length; i++) {
        const rep: Rep = reps[i];
        if (!checkStructure(repSchema, rep, collector, [...path, i])) continue;
        checkPosition(rep.home, [...path, i, 'home'], collector);
        checkShifts(rep, [...path, i], collector);
        if (rep.timeZone !== undefined && !isTimeZone(rep.timeZone)) {
            collector.add('unknown-option', [...path, i, 'timeZone'], 'is not a known time zone', {
                received: rep.timeZone,
                expected: "an IANA name such as 'America/Chicago'",
            });
        }
    }
    return collector.issues.length === before;
}

function checkShifts(rep: Rep, path: IssuePath, collector: IssueCollector): void {
    checkHours(rep.hours, [...path, 'hours'], collector);
    let works = false;
    for (const weekday of WEEKDAYS) {
        const day = rep.hours[weekday] ?? [];
        // An inverted window has its own issue.
        if (day.some(([open, close]) => open !== close)) works = true;
        // Windows that touch are one; those that overlap have their own issue.
        if (dayWindows(rep.hours, weekday).length > 1) {
            collector.add('invalid-hours', [...path, 'hours', weekday], 'has more than one window, and a rep works one a day', {
                received: day.length,
                hint: 'give the first start and the last end',
            });
        }
    }
    if (!works) {
        collector.add('no-shift', [...path, 'hours'], 'has no working hours on any day of the week', {
            hint: 'give hours such as { mon: [[28800, 61200]] }, or leave the rep out',
        });
    }
}

function isTimeZone(name: string): boolean {
    try {
        new Intl.DateTimeFormat('en', { timeZone: name });
        return true;
    } catch {
        return false;
    }
}
