import { checkStructure, finite, IssueCollector, list, optional, record, strict, text } from '../../core/index.js';
import { checkDecimals, millionths, multiplyCents } from '../figures/exact-share.js';
import { cents, checkIds } from '../figures/periods.js';
import { type Ratio, ratioOf } from '../figures/ratio.js';
import { checkPlan, checkResults } from './check-commission.js';
import type { CommissionPlan, SalesResults } from './commission-plan.js';
import { payOut } from './compute-commissions.js';

/** An account that stays with its rep, or goes to another. */
export interface AlignedAccount {
    /** Unique among the accounts. */
    readonly id: string;
    /** Cents that it buys in a pay period. */
    readonly sales: number;
    /** Who is credited by the territories of today; absent if no rep does. */
    readonly before?: string;
    /** Who by the new ones. */
    readonly after?: string;
}

/** How reps are protected from a loss that they did not make: plain data. */
export interface HoldHarmless {
    /** Share of the loss that is paid in the first, second ... pay period, 0 to 1, at most six decimals: `[1, 0.5]`. */
    readonly shares: readonly number[];
    /** Share of today's pay that a rep may lose without, 0 to 1, at most six decimals; default 0. */
    readonly ownRisk?: number;
    /** Most cents for a rep and period; default no limit. */
    readonly cap?: number;
}

/** Options of {@link compareTerritoryPay}. */
export interface TerritoryPayOptions {
    /** Cents of quota by rep, before and after; needed by plans with thresholds that are shares of the quota. Default none. */
    readonly quotasBefore?: Readonly<Record<string, number>>;
    readonly quotasAfter?: Readonly<Record<string, number>>;
    /** Default no protection. */
    readonly holdHarmless?: HoldHarmless;
}

/** A rep's row. */
export interface TerritoryPay {
    readonly repId: string;
    /** Accounts that come and go. */
    readonly accountsIn: number;
    readonly accountsOut: number;
    /** Cents in a pay period. */
    readonly salesBefore: number;
    readonly salesAfter: number;
    readonly payBefore: number;
    readonly payAfter: number;
    readonly change: number;
    /** Change / pay before. */
    readonly changeShare: Ratio;
    readonly outcome: 'gains' | 'loses' | 'same';
    /** Cents of protection in the first, second ... pay period; empty without a rule. */
    readonly protection: readonly number[];
}

/** What {@link compareTerritoryPay} returns. */
export interface TerritoryPayComparison {
    /** In order of first appearance: before, then after. */
    readonly reps: readonly TerritoryPay[];
    readonly gain: number;
    readonly lose: number;
    readonly same: number;
    /** Cents that all are paid more in a pay period, negative for less, without protection. */
    readonly change: number;
    /** Cents of protection of all by pay period, and in all. */
    readonly protection: readonly number[];
    readonly protectionTotal: number;
}

/**
 * Tells who would gain and who would lose pay by new territories at unchanged sales, and what it costs to hold them harmless for a while.
 *
 * Pay is what `computeCommissions` pays for one period in which each account buys `sales`. With `holdHarmless`, period k pays
 * shares[k] * (pay before * (1 - ownRisk) - pay after) to who loses more than the own risk, rounded half a cent up, up to the cap.
 *
 * @param accounts - of both plans
 * @param plan - base, tiers, accelerators, cap and pools count; pool members must have accounts
 * @returns exact in cents; O(accounts + reps)
 * @throws BeatplanError `invalid-input` with the faults of the plan, and `unknown-id` for quotas of reps without accounts
 * @example
 * ```ts
 * const accounts = [
 *     { id: 'a', sales: 100_000, before: 'ann', after: 'ann' },
 *     { id: 'b', sales: 60_000, before: 'ann', after: 'bob' },
 * ];
 * const plan = { id: '2027', tiers: [{ from: 0, rate: 0.1 }] };
 * compareTerritoryPay(accounts, plan, { holdHarmless: { shares: [1, 0.5] } }).protection; // [6000, 3000]
 * ```
 * @see Zoltners, Sinha and Lorimer 2006, "The Complete Guide to Sales Force Incentive Compensation", AMACOM: transition rules
 */
export function compareTerritoryPay(
    accounts: readonly AlignedAccount[],
    plan: CommissionPlan,
    options: TerritoryPayOptions = {},
): TerritoryPayComparison {
    const repIds = check(accounts, plan, options);
    const { holdHarmless } = options;
    const before = payOf('before', accounts, repIds, plan, options.quotasBefore);
    const after = payOf('after', accounts, repIds, plan, options.quotasAfter);
    const reps = repIds.map((repId, r): TerritoryPay => {
        const [payBefore, payAfter] = [before.pay[r], after.pay[r]];
        const change = payAfter - payBefore;
        return {
            repId,
            accountsIn: countMoves(accounts, repId, 'after', 'before'),
            accountsOut: countMoves(accounts, repId, 'before', 'after'),
            salesBefore: before.sales[r],
            salesAfter: after.sales[r],
            payBefore,
            payAfter,
            change,
            changeShare: ratioOf(change, payBefore),
            outcome: change > 0 ? 'gains' : change < 0 ? 'loses' : 'same',
            protection: holdHarmless === undefined ? [] : protect(payBefore, payAfter, holdHarmless),
        };
    });
    const protection = (holdHarmless?.shares ?? []).map((_, k) => reps.reduce((sum, rep) => sum + rep.protection[k], 0));
    return {
        reps,
        gain: reps.filter(({ outcome }) => outcome === 'gains').length,
        lose: reps.filter(({ outcome }) => outcome === 'loses').length,
        same: reps.filter(({ outcome }) => outcome === 'same').length,
        change: reps.reduce((sum, { change }) => sum + change, 0),
        protection,
        protectionTotal: protection.reduce((sum, amount) => sum + amount, 0),
    };
}

function protect(payBefore: number, payAfter: number, { shares, ownRisk = 0, cap }: HoldHarmless): number[] {
    const guaranteed = payBefore - multiplyCents(payBefore, millionths(ownRisk));
    const loss = Math.max(0, guaranteed - payAfter);
    return shares.map((share) => Math.min(cap ?? Number.POSITIVE_INFINITY, multiplyCents(loss, millionths(share))));
}

function countMoves(
    accounts: readonly AlignedAccount[],
    repId: string,
    own: 'before' | 'after',
    other: 'before' | 'after',
): number {
    return accounts.reduce((count, account) => (account[own] === repId && account[other] !== repId ? count + 1 : count), 0);
}

// One period of any length: nothing but its order counts.
const PERIOD = { start: '2000-01-01', end: '2000-01-31' };

/** Sales and pay of each rep by one of the two plans. */
function payOf(
    side: 'before' | 'after',
    accounts: readonly AlignedAccount[],
    repIds: readonly string[],
    plan: CommissionPlan,
    quotas: Readonly<Record<string, number>> | undefined,
): { readonly sales: readonly number[]; readonly pay: readonly number[] } {
    const results = resultsOf(side, accounts, repIds, quotas);
    const { statements } = payOut(plan, results);
    return { sales: statements.map(({ credit }) => credit), pay: statements.map(({ paid }) => paid) };
}

function resultsOf(
    side: 'before' | 'after',
    accounts: readonly AlignedAccount[],
    repIds: readonly string[],
    quotas: Readonly<Record<string, number>> | undefined,
): SalesResults {
    const sums = new Map(repIds.map((id) => [id, 0]));
    for (const account of accounts) {
        const repId = account[side];
        if (repId !== undefined) sums.set(repId, sums.get(repId)! + account.sales);
    }
    return {
        periods: [PERIOD],
        reps: repIds.map((id) => ({
            id,
            ...(quotas === undefined ? {} : { quotas: [Object.hasOwn(quotas, id) ? quotas[id] : 0] }),
        })),
        deals: repIds.map((id) => ({ id, date: PERIOD.start, amount: sums.get(id)!, splits: [{ repId: id, share: 1 }] })),
    };
}

/** Ids of all reps who have accounts by either plan, if all is sound. */
function check(accounts: readonly AlignedAccount[], plan: CommissionPlan, options: TerritoryPayOptions): string[] {
    const collector = new IssueCollector();
    const account = strict({ id: text(), sales: cents(0), before: optional(text()), after: optional(text()) });
    const areAccounts = checkStructure(list(account), accounts, collector, ['accounts']);
    const share = finite({ min: 0, max: 1 });
    const rule = strict({ shares: list(share), ownRisk: optional(share), cap: optional(cents(0)) });
    const quotas = optional(record(cents(0)));
    const keys = { quotasBefore: quotas, quotasAfter: quotas, holdHarmless: optional(rule) };
    const areOptions = checkStructure(strict(keys), options, collector, ['options']);
    const isPlan = checkPlan(plan, collector, ['plan']);
    const repIds = areAccounts ? [...new Set(accounts.flatMap(({ before = [], after = [] }) => [before, after].flat()))] : [];
    if (areAccounts) {
        if (repIds.length === 0) collector.add('empty-input', ['accounts'], 'has no account of any rep');
        checkIds(
            accounts.map(({ id }) => id),
            collector,
            ['accounts'],
        );
    }
    if (areOptions) {
        const { holdHarmless, quotasBefore = {}, quotasAfter = {} } = options;
        const path = ['options', 'holdHarmless'];
        for (const [k, one] of (holdHarmless?.shares ?? []).entries()) checkDecimals(one, collector, [...path, 'shares', k]);
        if (holdHarmless?.ownRisk !== undefined) checkDecimals(holdHarmless.ownRisk, collector, [...path, 'ownRisk']);
        const known = new Set(repIds);
        for (const [key, given] of Object.entries({ quotasBefore, quotasAfter })) {
            for (const id of Object.keys(given)) {
                if (areAccounts && !known.has(id))
                    collector.add('unknown-id', ['options', key, id], 'is the id of no rep with accounts');
            }
        }
    }
    // What a plan asks of reps, such as quotas and members of pools, it asks of both sides.
    if (areAccounts && areOptions && isPlan && collector.issues.length === 0) {
        for (const [side, key] of [
            ['before', 'quotasBefore'],
            ['after', 'quotasAfter'],
        ] as const) {
            const found = new IssueCollector();
            checkResults([{ plan, path: ['plan'] }], resultsOf(side, accounts, repIds, options[key]), found);
            const ofQuotas = found.issues.filter(({ path }) => path[0] === 'results');
            for (const issue of ofQuotas) collector.addAll([{ ...issue, path: ['options', key, repIds[Number(issue.path[2])]] }]);
            if (side === 'before') collector.addAll(found.issues.filter(({ path }) => path[0] === 'plan'));
        }
    }
    collector.throwIfAny('compareTerritoryPay');
    return repIds;
}
