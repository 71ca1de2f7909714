import { splitWeek, weekPatterns } from './patterns.js';
import type { RepWork } from './rep-work.js';

/** One call of a pattern: the week that it belongs to, and the days of it that it may use. */
export interface Slot {
    readonly week: number;
    /** Indices into the rep's days, rising; empty if the week has too few days. */
    readonly days: readonly number[];
}

/** For every account the ways to spread its calls over the period; slots stand in rising order of time. */
export type SlotPatterns = readonly (readonly (readonly Slot[])[])[];

/** Finds the {@link SlotPatterns} of a rep's accounts. Accounts with the same calls on the same days share them. */
export function buildSlotPatterns(work: RepWork): SlotPatterns {
    const known = new Map<string, Slot[][]>();
    const count = work.days.length;
    return work.accounts.map((due, i) => {
        const usable = work.reachable.subarray(i * count, (i + 1) * count);
        const key = `${due.calls}:${usable.join('')}`;
        const found = known.get(key) ?? spreadCalls(work, usable, due.calls);
        known.set(key, found);
        return found;
    });
}

function spreadCalls(work: RepWork, usable: Uint8Array, calls: number): Slot[][] {
    const daysOfWeek: number[][] = Array.from({ length: work.weeks }, () => []);
    const indexOfDay = new Map<number, number>();
    work.days.forEach((day, d) => {
        if (usable[d] === 1) daysOfWeek[day.week].push(day.day);
        indexOfDay.set(day.day, d);
    });
    return weekPatterns(calls, work.weeks).map((pattern) => {
        const slots: Slot[] = [];
        for (let week = 0; week < work.weeks; week++) {
            const groups = splitWeek(daysOfWeek[week], pattern[week]);
            for (let c = 0; c < pattern[week]; c++) {
                slots.push({ week, days: (groups[c] ?? []).map((day) => indexOfDay.get(day)!) });
            }
        }
        return slots;
    });
}
