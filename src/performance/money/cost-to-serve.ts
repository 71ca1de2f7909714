import { IssueCollector } from '../../core/index.js';
import { type Ratio, ratioOf } from '../figures/ratio.js';
import { type AccountResult, checkAccountResults, grossMargin, otherCostOf } from './account-result.js';

/** What it costs to serve an account. */
export interface ServedAccount {
    readonly accountId: string;
    /** Cents by kind, `calls` among them. */
    readonly costs: Readonly<Record<string, number>>;
    readonly cost: number;
    /** Cost / sales; `of-zero` for an account that costs and buys nothing. */
    readonly costShare: Ratio;
    readonly contribution: number;
    /** Contribution of this account and all before it: the whale curve. */
    readonly cumulative: number;
}

/** What {@link measureCostToServe} returns. */
export interface CostToServe {
    /** Most contribution first, ties in input order. */
    readonly accounts: readonly ServedAccount[];
    readonly costs: Readonly<Record<string, number>>;
    readonly sales: number;
    readonly cost: number;
    readonly costShare: Ratio;
    readonly contribution: number;
    /** What the accounts that bring more than they cost contribute: the top of the whale curve. */
    readonly peak: number;
    /** What the others take from it, from 0: peak less contribution. */
    readonly lost: number;
}

/**
 * Measures what it costs to serve each account, and how much of the contribution the costly ones use up.
 *
 * @param results - of one period and one currency
 * @returns O(n log n)
 * @throws BeatplanError `invalid-input`
 * @example
 * ```ts
 * const results = [
 *     { accountId: 'a', sales: 100_000, margin: 0.3, calls: 4, callCost: 20_000 },
 *     { accountId: 'b', sales: 10_000, margin: 0.3, calls: 2, callCost: 10_000 },
 * ];
 * measureCostToServe(results).lost; // 7000: b brings 3000 and costs 10000
 * ```
 * @see Braithwaite and Samakh 1998, "The cost-to-serve method", International Journal of Logistics Management 9(1), 69-84,
 *   doi:10.1108/09574099810805753
 */
export function measureCostToServe(results: readonly AccountResult[]): CostToServe {
    const collector = new IssueCollector();
    checkAccountResults(results, collector);
    collector.throwIfAny('measureCostToServe');
    const costs: Record<string, number> = { calls: 0 };
    const total = { sales: 0, cost: 0, contribution: 0 };
    const served = results.map((result) => {
        const { accountId, sales, callCost, otherCosts = {} } = result;
        const own: Record<string, number> = { ...otherCosts, calls: callCost + (otherCosts['calls'] ?? 0) };
        for (const [kind, cost] of Object.entries(own)) costs[kind] = (costs[kind] ?? 0) + cost;
        const cost = callCost + otherCostOf(result);
        const contribution = grossMargin(result) - cost;
        total.sales += sales;
        total.cost += cost;
        total.contribution += contribution;
        return { accountId, costs: own, cost, costShare: ratioOf(cost, sales), contribution };
    });
    served.sort((a, b) => b.contribution - a.contribution);
    let cumulative = 0;
    let peak = 0;
    const accounts = served.map((account): ServedAccount => {
        cumulative += account.contribution;
        peak = Math.max(peak, cumulative);
        return { ...account, cumulative };
    });
    return { accounts, costs, ...total, costShare: ratioOf(total.cost, total.sales), peak, lost: peak - total.contribution };
}
