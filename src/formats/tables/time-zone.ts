/** A change of the clocks of a time zone. */
export interface ZoneChange {
    /** Wall clock at the change, by the offset before it: `YYYY-MM-DDTHH:MM:SS`. */
    readonly at: string;
    /** Seconds east of Greenwich before and after. */
    readonly before: number;
    readonly after: number;
    /** Whether the time after it is daylight saving time. */
    readonly daylight: boolean;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * How a time zone's clocks stand from one day before `start` to one day after `end`: first an entry without a change for the
 * beginning, then one for each change.
 *
 * @param timeZone - IANA name that this platform knows
 * @param start - `YYYY-MM-DD`
 * @param end - `YYYY-MM-DD`, not before `start`
 */
export function zoneChanges(timeZone: string, start: string, end: string): ZoneChange[] {
    const format = new Intl.DateTimeFormat('en-US', {
        timeZone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
    });
    const offsetAt = (time: number): number => {
        const part: Record<string, number> = {};
        for (const { type, value } of format.formatToParts(time)) part[type] = Number(value);
        return (Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second) - time) / 1000;
    };
    const first = Date.parse(`${start}T00:00:00Z`) - DAY;
    const last = Date.parse(`${end}T00:00:00Z`) + 2 * DAY;
    const year = Number(start.slice(0, 4));
    // Daylight saving time is whatever is ahead of the year's other half.
    const standard = Math.min(offsetAt(Date.UTC(year, 0, 1)), offsetAt(Date.UTC(year, 6, 1)));
    const entry = (time: number, before: number, after: number): ZoneChange => ({
        at: new Date(time + before * 1000).toISOString().slice(0, 19),
        before,
        after,
        daylight: after > standard,
    });
    let offset = offsetAt(first);
    const changes = [entry(first, offset, offset)];
    for (let day = first; day < last; day += DAY) {
        const next = offsetAt(day + DAY);
        if (next === offset) continue;
        let low = day;
        let high = day + DAY;
        while (high - low > 60_000) {
            const middle = low + Math.floor((high - low) / 120_000) * 60_000;
            if (offsetAt(middle) === offset) low = middle;
            else high = middle;
        }
        changes.push(entry(high, offset, next));
        offset = next;
    }
    return changes;
}
