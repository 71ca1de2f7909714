import { checkStructure, finite, IssueCollector, optional, record, strict } from '../../core/index.js';
import { cents } from '../figures/periods.js';
import { type AccountResult, checkAccountResults, grossMargin, otherCostOf } from './account-result.js';

/** Options of {@link findUnprofitableAccounts}. */
export interface UnprofitableOptions {
    /** Cents of a call by phone; default 500. */
    readonly phoneCost?: number;
    /** Share of sales that is lost if no visit takes place any more, in proportion to the visits cut, 0 to 1; default 0.2. */
    readonly lossWithoutVisits?: number;
    /** Share of the visits' effect that a call by phone keeps, 0 to 1; default 0.5. */
    readonly phoneEffect?: number;
    /** Share of the gross margin that a partner leaves after a hand-over, 0 to 1; all costs are the partner's then. Default 0. */
    readonly partnerShare?: number;
    /** Cents that each account could buy in the period, by id: those whose potential would pay are kept and developed. Default none. */
    readonly potentials?: Readonly<Record<string, number>>;
}

/** What to do with an account that costs more than it brings. */
export type AccountAction =
    /** Its potential pays for the calls: sell more. */
    | 'develop'
    /** Call less often. */
    | 'fewer-calls'
    /** Call by phone. */
    | 'phone'
    /** Give it to a partner, or let it come by itself. */
    | 'hand-over';

/** An account that costs more than it brings. */
export interface UnprofitableAccount {
    readonly accountId: string;
    /** Gross margin less cost: below 0, cents. */
    readonly contribution: number;
    readonly action: AccountAction;
    /** Visits that the action leaves. */
    readonly calls: number;
    /** Estimated contribution after the action, cents. */
    readonly expected: number;
    /** Expected less contribution, cents. */
    readonly gain: number;
    /** The choice in words and figures. */
    readonly reason: string;
}

/**
 * Finds the accounts that cost more than they bring, and what to do with each: whichever of fewer visits, phone or hand-over leaves most.
 *
 * With v visits of V, sales are estimated as sales * (1 - lossWithoutVisits * (1 - v / V)); by phone, a share `phoneEffect` of the loss is
 * avoided. An account whose potential would pay for today's costs is to be developed instead.
 *
 * @param results - of one period and one currency
 * @returns most gain first, ties in input order; accounts that pay for themselves are left out. O(n * calls)
 * @throws BeatplanError `invalid-input`, also with `unknown-id` for potentials of accounts without results
 * @example
 * ```ts
 * const results = [{ accountId: 'a', sales: 40_000, margin: 0.25, calls: 4, callCost: 20_000 }];
 * findUnprofitableAccounts(results)[0]; // { action: 'phone', expected: 7000, ... }
 * ```
 */
export function findUnprofitableAccounts(
    results: readonly AccountResult[],
    options: UnprofitableOptions = {},
): UnprofitableAccount[] {
    const collector = new IssueCollector();
    checkAccountResults(results, collector);
    const share = optional(finite({ min: 0, max: 1 }));
    const keys = {
        phoneCost: optional(cents(0)),
        lossWithoutVisits: share,
        phoneEffect: share,
        partnerShare: share,
        potentials: optional(record(cents(0))),
    };
    const isSound = checkStructure(strict(keys), options, collector, ['options']);
    if (isSound && collector.issues.length === 0) {
        const known = new Set(results.map(({ accountId }) => accountId));
        for (const id of Object.keys(options.potentials ?? {})) {
            if (!known.has(id))
                collector.add('unknown-id', ['options', 'potentials', id], 'is the id of no account with results');
        }
    }
    collector.throwIfAny('findUnprofitableAccounts');
    const found: UnprofitableAccount[] = [];
    for (const result of results) {
        const contribution = grossMargin(result) - result.callCost - otherCostOf(result);
        if (contribution < 0) found.push(chooseAction(result, contribution, options));
    }
    return found.sort((a, b) => b.gain - a.gain);
}

interface Choice {
    readonly action: AccountAction;
    readonly calls: number;
    readonly expected: number;
    readonly reason: string;
}

function chooseAction(result: AccountResult, contribution: number, options: UnprofitableOptions): UnprofitableAccount {
    const { accountId, calls, callCost, margin } = result;
    const { phoneCost = 500, lossWithoutVisits = 0.2, phoneEffect = 0.5, partnerShare = 0, potentials = {} } = options;
    const other = otherCostOf(result);
    const marginAt = (loss: number): number => Math.round(result.sales * (1 - loss) * margin);
    const choices: Choice[] = [];
    const potential = Object.hasOwn(potentials, accountId) ? potentials[accountId] : 0;
    const developed = Math.round(potential * margin) - callCost - other;
    if (developed > 0) {
        const reason = `its potential of ${potential} would pay for a cost of ${callCost + other}`;
        return { accountId, contribution, action: 'develop', calls, expected: developed, gain: developed - contribution, reason };
    }
    for (let left = calls - 1; left >= 1; left--) {
        const expected = marginAt(lossWithoutVisits * (1 - left / calls)) - Math.round((callCost * left) / calls) - other;
        choices.push({ action: 'fewer-calls', calls: left, expected, reason: `${left} visits instead of ${calls}` });
    }
    if (calls > 0) {
        const expected = marginAt(lossWithoutVisits * (1 - phoneEffect)) - calls * phoneCost - other;
        choices.push({ action: 'phone', calls: 0, expected, reason: `${calls} calls by phone at ${phoneCost} each` });
    }
    const left = Math.round(marginAt(0) * partnerShare);
    choices.push({
        action: 'hand-over',
        calls: 0,
        expected: left,
        reason: `a partner leaves ${left} of the margin and takes all costs`,
    });
    // Ties go to the least change.
    const best = choices.reduce((a, b) => (b.expected > a.expected ? b : a));
    return { accountId, contribution, ...best, gain: best.expected - contribution };
}
