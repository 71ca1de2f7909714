import { assertArguments, finite, list, oneOf, optional, pair, type Schema, strict } from '../core/index.js';

/** Days of the week, Monday first (ISO 8601). */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** One of {@link WEEKDAYS}. */
export type Weekday = (typeof WEEKDAYS)[number];

/** `[open, close]` in seconds after local midnight, both inclusive. */
export type DayWindow = readonly [open: number, close: number];

/** Hours that repeat every week: windows by weekday; a day left out is closed. */
export type WeeklyHours = Readonly<Partial<Record<Weekday, readonly DayWindow[]>>>;

/** Seconds of a day, the latest close of a {@link DayWindow}. */
export const DAY_SECONDS = 86_400;

const windowsSchema: Schema = list(pair(finite({ min: 0, max: DAY_SECONDS }), '[open, close] in seconds after midnight'));
const weekdaySchema: Schema = oneOf(WEEKDAYS);

/** Structure of {@link WeeklyHours}. */
export const hoursSchema: Schema = strict(Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, optional(windowsSchema)])));

const optionalHours: Schema = optional(hoursSchema);

/**
 * The windows of one day: sorted, and joined where one ends as the next starts.
 *
 * @param hours - undefined means always open
 * @returns the windows in seconds after midnight; empty if the day is closed
 * @throws BeatplanError `invalid-input`
 */
export function dayWindows(hours: WeeklyHours | undefined, weekday: Weekday): DayWindow[] {
    assertArguments('dayWindows', { hours: optionalHours, weekday: weekdaySchema }, { hours, weekday });
    if (hours === undefined) return [[0, DAY_SECONDS]];
    const sorted = [...(hours[weekday] ?? [])].sort((a, b) => a[0] - b[0]);
    const joined: DayWindow[] = [];
    for (const [open, close] of sorted) {
        const last = joined.at(-1);
        if (last !== undefined && open <= last[1]) joined[joined.length - 1] = [last[0], Math.max(last[1], close)];
        else joined.push([open, close]);
    }
    return joined;
}

/** Seconds of one day that its windows cover. Throws `invalid-input`. */
export function openDuration(windows: readonly DayWindow[]): number {
    assertArguments('openDuration', { windows: windowsSchema }, { windows });
    let total = 0;
    for (const [open, close] of windows) total += close - open;
    return total;
}
