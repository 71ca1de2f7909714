import type { Market, MarketRep, Week } from './market.js';

const DAY_NAMES = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const DAY_MILLISECONDS = 86_400_000;

/** A day of the period on which a rep works. */
export interface RepDay {
    readonly date: string;
    /** Days since the start, from 0. */
    readonly day: number;
    readonly week: number;
    readonly weekday: string;
    readonly open: number;
    readonly close: number;
}

/** The days on which a rep works, in order of time. */
export function repDays(rep: MarketRep, { start, weeks }: Market): RepDay[] {
    const first = Date.parse(`${start}T00:00:00Z`);
    const days: RepDay[] = [];
    for (let day = 0; day < 7 * weeks; day++) {
        const time = new Date(first + day * DAY_MILLISECONDS);
        const weekday = DAY_NAMES[time.getUTCDay()];
        const hours = rep.hours[weekday];
        if (hours === undefined || hours.length === 0) continue;
        const [open, close] = hours[0];
        days.push({ date: time.toISOString().slice(0, 10), day, week: Math.floor(day / 7), weekday, open, close });
    }
    return days;
}

/** When visits may start on a weekday, in rising order; the whole day without hours. */
export function windowsOn(hours: Week | undefined, weekday: string): readonly (readonly [number, number])[] {
    if (hours === undefined) return [[0, 86_400]];
    return [...(hours[weekday] ?? [])].sort((a, b) => a[0] - b[0]);
}
