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

/**
 * The windows of one day: sorted, and joined where one ends as the next starts.
 *
 * @param hours - undefined means always open
 * @returns the windows in seconds after midnight; empty where the day is closed
 */
export function dayWindows(hours: WeeklyHours | undefined, weekday: Weekday): DayWindow[] {
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

/** Seconds of one day that its windows cover. */
export function openDuration(windows: readonly DayWindow[]): number {
    let total = 0;
    for (const [open, close] of windows) total += close - open;
    return total;
}
