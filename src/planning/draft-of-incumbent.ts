import type { Draft } from './draft.js';
import type { IncumbentCalendar } from './incumbent.js';
import type { RepWork } from './rep-work.js';
import type { Slot, SlotPatterns } from './slots.js';

/** A visit of an earlier calendar that its account is still due. */
interface KeptCall {
    /** Place among the account's calls, from 0. */
    readonly number: number;
    /** Index into the rep's days. */
    readonly day: number;
    readonly order: number;
}

/**
 * An earlier calendar as a draft: the visits that the rep can still make on their days, in their order. All others have no day.
 *
 * @param gaps - fewest days between two calls, by account
 */
export function draftOfIncumbent(
    work: RepWork,
    patterns: SlotPatterns,
    gaps: Int32Array,
    visits: IncumbentCalendar['visits'],
): Draft {
    const kept = keptCalls(work, gaps, visits);
    const tours: { readonly account: number; readonly order: number }[][] = work.days.map(() => []);
    const days = work.accounts.map(({ calls }, account) => {
        const dayOf = new Int32Array(calls).fill(-1);
        for (const { number, day, order } of kept[account]) {
            dayOf[number] = day;
            tours[day].push({ account, order });
        }
        return dayOf;
    });
    return {
        slots: days.map((dayOf, account) => slotsAround(work, dayOf, patterns[account], gaps[account])),
        days,
        tours: tours.map((tour) => tour.sort((a, b) => a.order - b.order).map(({ account }) => account)),
    };
}

/** By account, in order of time: visits on working days that its calls may use, in the order of their numbers and far enough apart. */
function keptCalls(work: RepWork, gaps: Int32Array, visits: IncumbentCalendar['visits']): KeptCall[][] {
    const kept: KeptCall[][] = work.accounts.map(() => []);
    const accountOf = new Map(work.accounts.map(({ account }, i) => [account.id, i]));
    const dayOf = new Map(work.days.map(({ date }, d) => [date, d]));
    for (const { id, accountId, date, order } of visits) {
        const account = accountOf.get(accountId);
        const day = dayOf.get(date);
        const number = Number(id.slice(id.lastIndexOf('#') + 1)) - 1;
        if (account === undefined || day === undefined || !Number.isInteger(number)) continue;
        if (number < 0 || number >= work.calls[account]) continue;
        if (work.reachable[account * work.days.length + day] !== 1) continue;
        kept[account].push({ number, day, order });
    }
    return kept.map((calls, account) => {
        calls.sort((a, b) => a.number - b.number || a.day - b.day);
        const spaced: KeptCall[] = [];
        for (const call of calls) {
            const last = spaced.at(-1);
            const isLater =
                last === undefined ||
                (call.number > last.number && work.days[call.day].day >= work.days[last.day].day + gaps[account]);
            if (isLater) spaced.push(call);
        }
        return spaced;
    });
}

/** The pattern that most kept days agree with, with the weeks of those that do not. */
function slotsAround(work: RepWork, dayOf: Int32Array, patterns: readonly (readonly Slot[])[], gap: number): Slot[] {
    const agree = (slots: readonly Slot[]): number =>
        slots.reduce((sum, slot, n) => sum + (dayOf[n] >= 0 && slot.week === work.days[dayOf[n]].week ? 1 : 0), 0);
    const pattern = patterns.reduce((best, slots) => (agree(slots) > agree(best) ? slots : best));
    const weeks = pattern.map(({ week }, n) => (dayOf[n] >= 0 ? work.days[dayOf[n]].week : week));
    return pattern.map(({ week, days }, n): Slot => {
        const isShared = weeks.some((other, m) => m !== n && other === weeks[n]);
        if (dayOf[n] >= 0) {
            const agrees = week === weeks[n] && (!isShared || days.includes(dayOf[n]));
            return agrees ? { week, days } : { week: weeks[n], days: [dayOf[n]] };
        }
        if (!isShared) return { week, days };
        const isFree = (d: number): boolean =>
            dayOf.every((other, m) => {
                if (other < 0) return true;
                const between = work.days[d].day - work.days[other].day;
                return m < n ? between >= gap : -between >= gap;
            });
        return { week, days: days.filter(isFree) };
    });
}
