import { addDays, daysBetween, mondayOf } from '../../market/index.js';
import type { DateSpan } from '../figures/periods.js';

const DAYS_OF_WEEK = 7;
const RAMP_DAYS = 28;

/** A week of a period, Monday to Sunday, cut at the period's ends. */
export interface PlanWeek extends DateSpan {
    /** Sum of its days' seasons. */
    readonly weight: number;
}

/** Divides a period into weeks, weighted by days and season. */
export function splitWeeks({ start, end }: DateSpan, season: readonly number[] = []): PlanWeek[] {
    const seasonOf = (date: string): number => season[Number(date.slice(5, 7)) - 1] ?? 1;
    const weeks: PlanWeek[] = [];
    let from = start;
    while (daysBetween(from, end) >= 0) {
        const sunday = addDays(mondayOf(from), DAYS_OF_WEEK - 1);
        const to = daysBetween(sunday, end) > 0 ? sunday : end;
        let weight = 0;
        for (let i = 0; i <= daysBetween(from, to); i++) weight += seasonOf(addDays(from, i));
        weeks.push({ start: from, end: to, weight });
        from = addDays(to, 1);
    }
    return weeks;
}

/** Mean productivity over a week's days of a rep who started on a day: 0 before it, then the steps of the ramp, 28 days each. */
export function rampOf(firstDay: string | undefined, { start, end }: DateSpan, ramp: readonly number[]): number {
    if (firstDay === undefined) return 1;
    const days = daysBetween(start, end) + 1;
    const before = daysBetween(firstDay, start);
    let sum = 0;
    for (let i = 0; i < days; i++) {
        const day = before + i;
        sum += day < 0 ? 0 : (ramp[Math.floor(day / RAMP_DAYS)] ?? 1);
    }
    return sum / days;
}
