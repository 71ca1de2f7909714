import { checkStructure, finite, IssueCollector, optional, strict } from '../../core/index.js';
import { DayNumbers } from '../figures/day-numbers.js';
import { checkSpan, type DateSpan, SPAN_KEYS } from '../figures/periods.js';
import { type Proportion, proportionOf } from '../figures/ratio.js';
import { type CalledAccount, checkCalledAccounts, checkCalls, type MadeCall } from './called-accounts.js';

/** Options of {@link measureIntervals}. */
export interface IntervalOptions {
    /** Share of the promised interval that a call may be early or late, 0 to 1; default 0.3. */
    readonly tolerance?: number;
}

/** Intervals between calls by how they were kept. */
export interface IntervalFigures {
    /** Those that ended in the period, and those that are overdue at its end. */
    readonly intervals: number;
    readonly kept: number;
    readonly early: number;
    /** Too long, or still open and too long already. */
    readonly late: number;
    /** Kept / intervals: interval adherence. */
    readonly adherence: Proportion;
}

/** An account's row. */
export interface AccountIntervals extends IntervalFigures {
    readonly accountId: string;
    /** Days promised between calls: 28 / frequency. */
    readonly promised: number;
    /** Mean days between calls of the period; null for fewer than two calls. */
    readonly mean: number | null;
    /** Longest days without a call within the period. */
    readonly longest: number;
}

/** What {@link measureIntervals} returns. */
export interface IntervalAdherence {
    readonly total: IntervalFigures;
    /** Accounts with a frequency above 0, in input order. */
    readonly accounts: readonly AccountIntervals[];
    /** By the rep who works the account, in order of first appearance; accounts without a rep are not in it. */
    readonly reps: readonly (IntervalFigures & { readonly repId: string })[];
}

/**
 * Measures whether accounts were called on at the interval that their frequency promises.
 *
 * An interval runs from one day with a call to the next; calls before the period start the first one. An interval that is open at the end
 * of the period, or has no call before it, counts only if it is too long already: how it would have ended is unknown.
 *
 * @param accounts - ids unique; those without a frequency promise nothing
 * @param done - calls made, of any days; those after the period do not count
 * @returns O(accounts + calls log calls)
 * @throws BeatplanError `invalid-input` with `unknown-id` for calls on accounts that are not there
 * @example
 * ```ts
 * const accounts = [{ id: 'a', callFrequency: 4 }];
 * const done = ['04', '11', '25'].map((day) => ({ accountId: 'a', repId: 'ann', date: `2027-01-${day}` }));
 * measureIntervals(accounts, done, { start: '2027-01-04', end: '2027-01-31' }).total; // one interval of 7 days kept, one of 14 late
 * ```
 */
export function measureIntervals(
    accounts: readonly CalledAccount[],
    done: readonly MadeCall[],
    period: DateSpan,
    options: IntervalOptions = {},
): IntervalAdherence {
    const collector = new IssueCollector();
    const isSpan = checkStructure(strict(SPAN_KEYS), period, collector, ['period']) && checkSpan(period, collector, ['period']);
    const indexOf = checkCalledAccounts(accounts, collector);
    const keys = { tolerance: optional(finite({ min: 0, max: 1 })) };
    checkStructure(strict(keys), options, collector, ['options']);
    const days = new DayNumbers(isSpan ? period.start : '2000-01-01');
    checkCalls(done, indexOf, days, collector);
    collector.throwIfAny('measureIntervals');
    const last = days.of(period.end);
    const daysOf = accounts.map((): number[] => []);
    for (const { accountId, date } of done) if (days.of(date) <= last) daysOf[indexOf.get(accountId)!].push(days.of(date));
    const rows = accounts.flatMap(({ id, callFrequency = 0 }, i): AccountIntervals[] => {
        if (callFrequency <= 0) return [];
        return [{ accountId: id, ...intervalsOf(daysOf[i], 28 / callFrequency, last, options.tolerance) }];
    });
    const reps = new Map<string, IntervalCounts>();
    for (const row of rows) {
        const { repId } = accounts[indexOf.get(row.accountId)!];
        if (repId === undefined) continue;
        if (!reps.has(repId)) reps.set(repId, { kept: 0, early: 0, late: 0 });
        addIntervals(reps.get(repId)!, row);
    }
    const total = { kept: 0, early: 0, late: 0 };
    for (const row of rows) addIntervals(total, row);
    return {
        total: intervalFigures(total),
        accounts: rows,
        reps: [...reps].map(([repId, counts]) => ({ repId, ...intervalFigures(counts) })),
    };
}

/** Counts that figures are made of. */
export interface IntervalCounts {
    kept: number;
    early: number;
    late: number;
}

/** Adds the counts of one to another. */
export function addIntervals(sum: IntervalCounts, { kept, early, late }: Readonly<IntervalCounts>): void {
    sum.kept += kept;
    sum.early += early;
    sum.late += late;
}

/** Counts with their sum and share. */
export function intervalFigures({ kept, early, late }: Readonly<IntervalCounts>): IntervalFigures {
    const intervals = kept + early + late;
    return { intervals, kept, early, late, adherence: proportionOf(kept, intervals) };
}

/**
 * Intervals of one account.
 *
 * @param days - of its calls, after the period's first day, negative for before; sorted in place
 * @param last - the period's last day
 */
export function intervalsOf(
    days: number[],
    promised: number,
    last: number,
    tolerance: number = 0.3,
): IntervalFigures & Pick<AccountIntervals, 'promised' | 'mean' | 'longest'> {
    days.sort((a, b) => a - b);
    const longestKept = promised * (1 + tolerance) + 1e-9;
    const shortestKept = promised * (1 - tolerance) - 1e-9;
    const counts = { kept: 0, early: 0, late: 0 };
    let longest = 0;
    let ended = 0;
    let sum = 0;
    // The day before the period: nothing is known of what was before.
    let before = -1;
    let isKnown = false;
    for (const day of days) {
        if (day < 0) {
            before = day;
            isKnown = true;
            continue;
        }
        const gap = day - before;
        if (isKnown && gap === 0) continue;
        longest = Math.max(longest, day - Math.max(-1, before));
        if (isKnown) {
            ended++;
            sum += gap;
            if (gap > longestKept) counts.late++;
            else if (gap < shortestKept) counts.early++;
            else counts.kept++;
        } else if (gap > longestKept) counts.late++;
        before = day;
        isKnown = true;
    }
    longest = Math.max(longest, last - Math.max(-1, before));
    if (last - before > longestKept) counts.late++;
    return { promised, mean: ended === 0 ? null : sum / ended, longest, ...intervalFigures(counts) };
}
