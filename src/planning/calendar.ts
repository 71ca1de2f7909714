import { assertArguments, finite, list, loose, optional, type Schema, satisfying, text } from '../core/index.js';
import { addDays, dayWindows, isDate, type Rep, type Weekday, weekdayOf } from '../market/index.js';
import { hoursSchema } from '../market/internal.js';

/** Days on which one rep does not work. */
export interface Absence {
    readonly repId: string;
    /** `YYYY-MM-DD` each. */
    readonly dates: readonly string[];
}

/** The days that a plan spans, and those on which all reps or some do not work. */
export interface Period {
    /** First day, a Monday, `YYYY-MM-DD`. */
    readonly start: string;
    /** Whole weeks, from 1. */
    readonly weeks: number;
    /** Days on which no rep works, `YYYY-MM-DD` each; those outside of the period do not matter. */
    readonly holidays?: readonly string[];
    readonly absences?: readonly Absence[];
}

/** A day on which a rep works. */
export interface WorkingDay {
    /** `YYYY-MM-DD`. */
    readonly date: string;
    /** Days since the start of the period, from 0. */
    readonly day: number;
    /** Week of the period, from 0. */
    readonly week: number;
    readonly weekday: Weekday;
    /** Working hours, seconds after midnight. */
    readonly open: number;
    readonly close: number;
}

const date: Schema = satisfying(
    (value) => typeof value === 'string' && isDate(value),
    'is not a date',
    'YYYY-MM-DD',
    'invalid-date',
);
const repSchema: Schema = loose({ id: text(), hours: hoursSchema });
const periodSchema: Schema = loose({
    start: date,
    weeks: finite({ min: 0, max: 520, integer: true }),
    holidays: optional(list(date)),
    absences: optional(list(loose({ repId: text(), dates: list(date) }))),
});

/**
 * The days of a period on which a rep works, with the hours: weekly hours less holidays and the rep's absences.
 *
 * Use it to count capacity, or to show a calendar next to a plan.
 *
 * @param rep - weekly hours, one window a day
 * @param period - `start` must be a date that exists
 * @returns working days in rising order; O(days)
 *
 * @example
 * ```ts
 * const days = workingDays(rep, { start: '2026-01-05', weeks: 4, holidays: ['2026-01-19'] });
 * ```
 */
export function workingDays(rep: Rep, period: Period): WorkingDay[] {
    assertArguments('workingDays', { rep: repSchema, period: periodSchema }, { rep, period });
    const off = new Set(period.holidays);
    for (const absence of period.absences ?? []) {
        if (absence.repId === rep.id) for (const date of absence.dates) off.add(date);
    }
    const days: WorkingDay[] = [];
    for (let day = 0; day < period.weeks * 7; day++) {
        const date = addDays(period.start, day);
        if (off.has(date)) continue;
        const weekday = weekdayOf(date);
        const windows = dayWindows(rep.hours, weekday);
        if (windows.length === 0) continue;
        const [open, close] = windows[0];
        days.push({ date, day, week: Math.floor(day / 7), weekday, open, close });
    }
    return days;
}
