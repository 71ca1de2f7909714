import {
    checkStructure,
    finite,
    type IssueCollector,
    type IssuePath,
    list,
    oneOf,
    optional,
    strict,
    text,
} from '../../core/index.js';
import { daysBetween } from '../../market/index.js';
import { checkDecimals, MILLION, millionths } from '../figures/exact-share.js';
import { cents, checkCurrency, checkDate, checkIds, checkSequence, type DateSpan, SPAN_KEYS } from '../figures/periods.js';
import type { CommissionPlan, Deal, DealReversal, SalesResults } from './commission-plan.js';

// No rate pays a thousand times the sale.
const MOST_FACTOR = 1000;

/** Adds every fault of a plan; returns whether it is sound enough to be held against results. */
export function checkPlan(plan: CommissionPlan, collector: IssueCollector, path: IssuePath): boolean {
    const factor = finite({ min: 0, max: MOST_FACTOR });
    const share = finite({ min: 0, max: 1 });
    const pool = {
        id: text(),
        members: list(text()),
        rate: share,
        from: optional(factor),
        divide: optional(oneOf(['equal', 'by-credit'])),
    };
    const keys = {
        id: text(),
        currency: optional(text()),
        base: optional(cents(0)),
        tiers: optional(list(strict({ from: finite({ min: 0 }), rate: factor }))),
        tiersBy: optional(oneOf(['amount', 'attainment'])),
        tierMethod: optional(oneOf(['marginal', 'retroactive'])),
        accelerators: optional(list(strict({ from: factor, multiplier: factor }))),
        cap: optional(cents(0)),
        clawback: optional(strict({ days: finite({ min: 0, integer: true }), share: optional(share) })),
        pools: optional(list(strict(pool))),
    };
    if (!checkStructure(strict(keys), plan, collector, path)) return false;
    const { tiers = [], tiersBy = 'amount', accelerators = [], pools = [] } = plan;
    tiers.forEach(({ from, rate }, i) => {
        checkDecimals(rate, collector, [...path, 'tiers', i, 'rate']);
        if (tiersBy === 'attainment') checkDecimals(from, collector, [...path, 'tiers', i, 'from']);
        else checkStructure(cents(0), from, collector, [...path, 'tiers', i, 'from']);
    });
    if (tiers.length > 0 && tiers[0].from !== 0)
        collector.add('out-of-range', [...path, 'tiers', 0, 'from'], 'does not start at 0', {
            received: tiers[0].from,
            hint: 'add a tier from 0 with the rate 0',
        });
    checkAscending(tiers, collector, [...path, 'tiers']);
    accelerators.forEach(({ from, multiplier }, i) => {
        checkDecimals(from, collector, [...path, 'accelerators', i, 'from']);
        checkDecimals(multiplier, collector, [...path, 'accelerators', i, 'multiplier']);
    });
    checkAscending(accelerators, collector, [...path, 'accelerators']);
    if (plan.clawback?.share !== undefined) checkDecimals(plan.clawback.share, collector, [...path, 'clawback', 'share']);
    checkIds(
        pools.map(({ id }) => id),
        collector,
        [...path, 'pools'],
    );
    pools.forEach(({ members, rate, from = 0 }, i) => {
        const at = [...path, 'pools', i];
        checkDecimals(rate, collector, [...at, 'rate']);
        checkDecimals(from, collector, [...at, 'from']);
        if (members.length === 0) collector.add('empty-input', [...at, 'members'], 'has no members to divide the pool');
        const seen = new Set<string>();
        members.forEach((id, j) => {
            if (seen.has(id)) collector.add('duplicate-id', [...at, 'members', j], 'is already a member', { received: id });
            seen.add(id);
        });
    });
    return true;
}

function checkAscending(items: readonly { readonly from: number }[], collector: IssueCollector, path: IssuePath): void {
    items.forEach(({ from }, i) => {
        if (i > 0 && from <= items[i - 1].from)
            collector.add('out-of-range', [...path, i, 'from'], 'is not above the one before', {
                received: from,
                expected: `a number above ${items[i - 1].from}`,
            });
    });
}

/** Adds every fault of the results, and of the plans that do not fit them. */
export function checkResults(
    plans: readonly { readonly plan: CommissionPlan; readonly path: IssuePath }[],
    results: SalesResults,
    collector: IssueCollector,
): void {
    const split = strict({ repId: text(), share: finite({ moreThan: 0, max: 1 }) });
    const deal = { id: text(), date: text(), amount: cents(0), currency: optional(text()), splits: list(split) };
    const keys = {
        periods: list(strict(SPAN_KEYS)),
        reps: list(strict({ id: text(), quotas: optional(list(cents(0))) })),
        deals: list(strict(deal)),
        reversals: optional(list(strict({ dealId: text(), date: text(), amount: cents(0) }))),
    };
    if (!checkStructure(strict(keys), results, collector, ['results'])) return;
    const { periods, reps, deals, reversals = [] } = results;
    if (periods.length === 0) collector.add('empty-input', ['results', 'periods'], 'has no period to pay for');
    const arePeriods = checkSequence(periods, collector, ['results', 'periods']) && checkOrder(periods, collector);
    checkIds(
        reps.map(({ id }) => id),
        collector,
        ['results', 'reps'],
    );
    checkQuotas(plans, results, collector);
    for (const { plan } of plans) checkCurrency(deals, collector, ['results', 'deals'], plan.currency);
    checkIds(
        deals.map(({ id }) => id),
        collector,
        ['results', 'deals'],
    );
    const repIds = new Set(reps.map(({ id }) => id));
    for (const { plan, path } of plans) {
        plan.pools?.forEach(({ members }, i) => {
            members.forEach((id, j) => {
                if (!repIds.has(id))
                    collector.add('unknown-id', [...path, 'pools', i, 'members', j], 'is the id of no rep', { received: id });
            });
        });
    }
    deals.forEach((item, i) => {
        const path = ['results', 'deals', i];
        checkWithin(item.date, periods, arePeriods, collector, [...path, 'date']);
        checkSplits(item, repIds, collector, [...path, 'splits']);
    });
    checkReversals(reversals, deals, periods, arePeriods, collector);
}

function checkOrder(periods: readonly DateSpan[], collector: IssueCollector): boolean {
    const at = periods.findIndex(({ start }, i) => i > 0 && daysBetween(periods[i - 1].start, start) < 0);
    if (at < 0) return true;
    collector.add('overlapping-periods', ['results', 'periods', at], 'starts before the period that precedes it', {
        hint: 'sort periods and quotas by start',
    });
    return false;
}

function checkQuotas(
    plans: readonly { readonly plan: CommissionPlan }[],
    { periods, reps }: SalesResults,
    collector: IssueCollector,
): void {
    const needsQuota = (id: string): boolean =>
        plans.some(
            ({ plan: { tiers = [], tiersBy, accelerators = [], pools = [] } }) =>
                (tiersBy === 'attainment' && tiers.length > 0) ||
                accelerators.length > 0 ||
                pools.some(({ from = 0, members }) => from > 0 && members.includes(id)),
        );
    reps.forEach(({ id, quotas }, i) => {
        const path = ['results', 'reps', i, 'quotas'];
        if (quotas === undefined) {
            if (needsQuota(id))
                collector.add('missing-key', path, 'is missing', { hint: 'thresholds of the plan are shares of the quota' });
            return;
        }
        if (quotas.length !== periods.length)
            collector.add('dimension-mismatch', path, `has ${quotas.length} values`, {
                expected: `${periods.length}, one a period`,
            });
        if (!needsQuota(id)) return;
        quotas.forEach((quota, j) => {
            if (quota === 0)
                collector.add('of-nothing', [...path, j], 'is 0, so that no attainment can be told', { received: 0 });
        });
    });
}

function checkSplits({ splits }: Deal, repIds: ReadonlySet<string>, collector: IssueCollector, path: IssuePath): void {
    let whole = 0;
    const seen = new Set<string>();
    splits.forEach(({ repId, share }, i) => {
        checkDecimals(share, collector, [...path, i, 'share']);
        whole += millionths(share);
        if (!repIds.has(repId)) collector.add('unknown-id', [...path, i, 'repId'], 'is the id of no rep', { received: repId });
        if (seen.has(repId)) collector.add('duplicate-id', [...path, i, 'repId'], 'has a share already', { received: repId });
        seen.add(repId);
    });
    if (whole !== MILLION)
        collector.add('split-not-whole', path, `add up to ${whole / MILLION}`, {
            received: splits,
            expected: 'shares that add up to 1',
        });
}

function checkReversals(
    reversals: readonly DealReversal[],
    deals: readonly Deal[],
    periods: readonly DateSpan[],
    arePeriods: boolean,
    collector: IssueCollector,
): void {
    const dealById = new Map(deals.map((deal) => [deal.id, deal]));
    const returned = new Map<string, number>();
    reversals.forEach(({ dealId, date, amount }, i) => {
        const path = ['results', 'reversals', i];
        const isDate = checkWithin(date, periods, arePeriods, collector, [...path, 'date']);
        const deal = dealById.get(dealId);
        if (deal === undefined) {
            collector.add('unknown-id', [...path, 'dealId'], 'is the id of no deal', { received: dealId });
            return;
        }
        if (isDate && date < deal.date)
            collector.add('out-of-range', [...path, 'date'], 'is before the deal', {
                received: date,
                expected: `${deal.date} or later`,
            });
        const all = (returned.get(dealId) ?? 0) + amount;
        returned.set(dealId, all);
        if (all > deal.amount)
            collector.add('out-of-range', [...path, 'amount'], `makes ${all} reversed of a deal of ${deal.amount}`, {
                received: amount,
            });
    });
}

function checkWithin(
    date: string,
    periods: readonly DateSpan[],
    arePeriods: boolean,
    collector: IssueCollector,
    path: IssuePath,
): boolean {
    if (!checkDate(date, collector, path)) return false;
    if (arePeriods && !periods.some(({ start, end }) => start <= date && date <= end))
        collector.add('outside-period', path, 'lies in none of the periods', { received: date });
    return true;
}
