import { assertCollector, checkStructure, type IssueCollector, type IssuePath } from '../core/index.js';
import { hoursSchema, WEEKDAYS, type WeeklyHours } from './hours.js';

/** Finds windows that close before they open and windows of one day that overlap; those that only touch are fine. */
export function checkHours(hours: WeeklyHours, path: IssuePath, collector: IssueCollector): void {
    for (const weekday of WEEKDAYS) {
        const day = hours[weekday];
        if (day === undefined) continue;
        for (let i = 0; i < day.length; i++) {
            const [open, close] = day[i];
            if (open <= close) continue;
            collector.add('inverted-window', [...path, weekday, i], 'closes before it opens', {
                received: `[${open}, ${close}]`,
                hint: 'hours past midnight are two windows: until 86400, and from 0 on the next day',
            });
        }
        if (day.length < 2) continue;
        const sorted = [...day].sort((a, b) => a[0] - b[0]);
        for (let i = 1; i < sorted.length; i++) {
            if (sorted[i][0] >= sorted[i - 1][1]) continue;
            collector.add('overlapping-windows', [...path, weekday], 'has windows that overlap', {
                received: `[${sorted[i - 1].join(', ')}] and [${sorted[i].join(', ')}]`,
                hint: 'join them into one window',
            });
        }
    }
}

/**
 * Finds everything that is wrong with weekly hours: their structure, windows that close before they open, windows that overlap.
 *
 * @param hours - any value
 * @param collector - takes the issues
 * @param path - where the hours stand in the whole input; default `['hours']`
 * @returns whether nothing was found
 */
export function checkWeeklyHours(hours: unknown, collector: IssueCollector, path: IssuePath = ['hours']): hours is WeeklyHours {
    assertCollector(collector, path);
    if (!checkStructure(hoursSchema, hours, collector, path)) return false;
    const before = collector.issues.length;
    checkHours(hours as WeeklyHours, path, collector);
    return collector.issues.length === before;
}
