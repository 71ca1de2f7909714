import { assertArguments, BeatplanError, finite, showValue } from '../core/index.js';
import { WEEKDAYS, type Weekday } from './hours.js';

const DAY_MILLISECONDS = 86_400_000;
// Day numbers of 0001-01-01 and 9999-12-31.
const FIRST_DAY = -719_162;
const LAST_DAY = 2_932_896;

/** Whether a text is a date `YYYY-MM-DD` that exists, 0001-01-01 to 9999-12-31. */
export function isDate(text: string): boolean {
    return Number.isFinite(dayNumber(text));
}

/**
 * The date some days later.
 *
 * @param date - `YYYY-MM-DD`
 * @param days - whole number, negative for earlier
 * @throws BeatplanError `invalid-date`, also where the result lies outside of 0001-01-01 to 9999-12-31
 */
export function addDays(date: string, days: number): string {
    if (typeof days !== 'number') assertArguments('addDays', { days: finite({ integer: true }) }, { days });
    const day = sureDayNumber(date) + days;
    if (!Number.isInteger(day) || day < FIRST_DAY || day > LAST_DAY) {
        throw new BeatplanError('invalid-date', `${date} and ${days} days is no date from 0001-01-01 to 9999-12-31.`);
    }
    return new Date(day * DAY_MILLISECONDS).toISOString().slice(0, 10);
}

/** Days from one date to another, negative where `to` is the earlier; both `YYYY-MM-DD`. Throws `invalid-date`. */
export function daysBetween(from: string, to: string): number {
    return sureDayNumber(to) - sureDayNumber(from);
}

/** The day of the week of a date `YYYY-MM-DD`. Throws `invalid-date`. */
export function weekdayOf(date: string): Weekday {
    // 1970-01-01, day number 0, was a Thursday.
    return WEEKDAYS[(((sureDayNumber(date) + 3) % 7) + 7) % 7];
}

/** The Monday on or before a date `YYYY-MM-DD`: where its week starts (ISO 8601). Throws `invalid-date`. */
export function mondayOf(date: string): string {
    return addDays(date, -WEEKDAYS.indexOf(weekdayOf(date)));
}

/** Days since 1970-01-01, NaN if the text is no date. Goes through UTC only, so that no time zone can shift a day. */
function dayNumber(text: unknown): number {
    if (typeof text !== 'string') return Number.NaN;
    const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
    if (match === null || match[1] === '0000') return Number.NaN;
    const month = Number(match[2]);
    const date = new Date(0);
    // Date.UTC would read the years 0 to 99 as 1900 to 1999.
    date.setUTCFullYear(Number(match[1]), month - 1, Number(match[3]));
    // A day that its month lacks rolls over into the next month.
    if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== Number(match[3])) return Number.NaN;
    return date.getTime() / DAY_MILLISECONDS;
}

function sureDayNumber(text: string): number {
    const day = dayNumber(text);
    if (Number.isNaN(day)) throw new BeatplanError('invalid-date', `${showValue(text)} is not a date of the form YYYY-MM-DD.`);
    return day;
}
