import { checkStructure, IssueCollector, strict } from '../../core/index.js';
import { TIERS, type Tier } from '../../market/index.js';
import { DayNumbers } from '../figures/day-numbers.js';
import { checkSpan, type DateSpan, daysOf, SPAN_KEYS } from '../figures/periods.js';
import { type Proportion, proportionOf, type Ratio, ratioOf } from '../figures/ratio.js';
import { type CalledAccount, checkCalledAccounts, checkCalls, type MadeCall } from './called-accounts.js';

/** How much of a market was called on. */
export interface ReachFigures {
    readonly accounts: number;
    /** Accounts with a frequency above 0. */
    readonly targets: number;
    /** Accounts and targets with at least one call. */
    readonly reached: number;
    readonly covered: number;
    /** Targets with as many calls as are due, rounded down. */
    readonly fullyCovered: number;
    /** Calls made, and due by frequencies. */
    readonly calls: number;
    readonly callsDue: number;
    /** Reached / accounts. */
    readonly reach: Proportion;
    /** Covered / targets. */
    readonly coverage: Proportion;
    /** Fully covered / targets. */
    readonly fullCoverage: Proportion;
    /** Potential of the reached / potential of all. */
    readonly potentialReached: Ratio;
}

/** A tier's row; accounts without a tier have none. */
export interface TierReach extends ReachFigures {
    readonly tier?: Tier;
}

/** What {@link measureReach} returns. */
export interface Reach {
    readonly total: ReachFigures;
    /** A to D, then accounts without a tier; tiers without accounts are left out. */
    readonly tiers: readonly TierReach[];
}

/**
 * Measures how many accounts were called on in a period, and how many as often as was due, by tier.
 *
 * @param accounts - ids unique
 * @param done - calls made, of any days; those outside of the period do not count
 * @returns O(accounts + calls)
 * @throws BeatplanError `invalid-input` with `unknown-id` for calls on accounts that are not there
 * @example
 * ```ts
 * const accounts = [{ id: 'a', tier: 'A', callFrequency: 2 }, { id: 'b', tier: 'A', callFrequency: 1 }] as const;
 * const done = [{ accountId: 'a', repId: 'ann', date: '2027-01-05' }];
 * measureReach(accounts, done, { start: '2027-01-04', end: '2027-01-31' }).tiers[0].coverage.value; // 0.5
 * ```
 */
export function measureReach(accounts: readonly CalledAccount[], done: readonly MadeCall[], period: DateSpan): Reach {
    const collector = new IssueCollector();
    const isSpan = checkStructure(strict(SPAN_KEYS), period, collector, ['period']) && checkSpan(period, collector, ['period']);
    const indexOf = checkCalledAccounts(accounts, collector);
    const days = new DayNumbers(isSpan ? period.start : '2000-01-01');
    checkCalls(done, indexOf, days, collector);
    collector.throwIfAny('measureReach');
    const length = daysOf(period);
    const calls = new Float64Array(accounts.length);
    for (const { accountId, date } of done) {
        const day = days.of(date);
        if (day >= 0 && day < length) calls[indexOf.get(accountId)!]++;
    }
    return reachOf(accounts, calls, length);
}

/** Reach by the number of calls of each account in a period of `length` days. */
export function reachOf(accounts: readonly CalledAccount[], calls: ArrayLike<number>, length: number): Reach {
    const all = accounts.map((_, i) => i);
    const tiers = [...TIERS, undefined].flatMap((tier): TierReach[] => {
        const own = all.filter((i) => accounts[i].tier === tier);
        if (own.length === 0) return [];
        return [{ ...(tier === undefined ? {} : { tier }), ...countReach(own, accounts, calls, length) }];
    });
    return { total: countReach(all, accounts, calls, length), tiers };
}

function countReach(
    own: readonly number[],
    accounts: readonly CalledAccount[],
    calls: ArrayLike<number>,
    length: number,
): ReachFigures {
    let targets = 0;
    let reached = 0;
    let covered = 0;
    let fullyCovered = 0;
    let made = 0;
    let callsDue = 0;
    let potential = 0;
    let potentialReached = 0;
    for (const i of own) {
        const { callFrequency = 0, potential: worth = 0 } = accounts[i];
        const due = (callFrequency * length) / 28;
        const isReached = calls[i] > 0;
        made += calls[i];
        callsDue += due;
        potential += worth;
        if (isReached) {
            reached++;
            potentialReached += worth;
        }
        if (callFrequency <= 0) continue;
        targets++;
        if (isReached) covered++;
        if (isReached && calls[i] >= Math.floor(due + 1e-9)) fullyCovered++;
    }
    return {
        accounts: own.length,
        targets,
        reached,
        covered,
        fullyCovered,
        calls: made,
        callsDue,
        reach: proportionOf(reached, own.length),
        coverage: proportionOf(covered, targets),
        fullCoverage: proportionOf(fullyCovered, targets),
        potentialReached: ratioOf(potentialReached, potential),
    };
}
