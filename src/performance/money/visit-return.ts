import { IssueCollector } from '../../core/index.js';
import { MILLION, millionths } from '../figures/exact-share.js';
import { type Ratio, ratioOf } from '../figures/ratio.js';
import { type AccountResult, checkAccountResults, grossMargin, otherCostOf } from './account-result.js';

/** What calls on an account returned. */
export interface AccountReturn {
    readonly accountId: string;
    /** Sales * margin, whole cents. */
    readonly grossMargin: number;
    /** Calls and other costs, cents. */
    readonly cost: number;
    /** Gross margin less cost. */
    readonly contribution: number;
    /** (gross margin - other costs - call cost) / call cost; `of-zero` or `of-nothing` without call cost. */
    readonly returnOnCalls: Ratio;
    /** Call cost / calls; `of-nothing` without calls. */
    readonly costPerCall: Ratio;
    /** Contribution / calls; `of-nothing` or `of-zero` without calls. */
    readonly contributionPerCall: Ratio;
    /** Sales at which the contribution is 0, whole cents rounded up; null if no sales could: the margin is 0. */
    readonly breakEvenSales: number | null;
    /** Most calls at this cost that the margin pays for; null without calls to tell the cost from. */
    readonly breakEvenCalls: number | null;
}

/**
 * Tells what calls on each account returned for what they cost.
 *
 * return = (sales * margin - other costs - call cost) / call cost. Sales are not all due to calls: compare accounts and periods, rather
 * than reading the figure as what one more call brings.
 *
 * @param results - of one period and one currency
 * @returns in input order; O(n)
 * @throws BeatplanError `invalid-input` with `mixed-currency`, `out-of-range` for negative amounts, and `of-nothing` for a cost of
 *   0 calls
 * @example
 * ```ts
 * const [a] = visitReturn([{ accountId: 'a', sales: 100_000, margin: 0.3, calls: 4, callCost: 20_000 }]);
 * a.returnOnCalls.value; // (30000 - 20000) / 20000 = 0.5
 * a.breakEvenSales; // 66667
 * ```
 */
export function visitReturn(results: readonly AccountResult[]): AccountReturn[] {
    const collector = new IssueCollector();
    checkAccountResults(results, collector);
    collector.throwIfAny('visitReturn');
    return results.map((result): AccountReturn => {
        const { accountId, calls, callCost, margin } = result;
        const gross = grossMargin(result);
        const other = otherCostOf(result);
        const cost = callCost + other;
        const contribution = gross - cost;
        return {
            accountId,
            grossMargin: gross,
            cost,
            contribution,
            returnOnCalls: ratioOf(contribution, callCost),
            costPerCall: ratioOf(callCost, calls),
            contributionPerCall: ratioOf(contribution, calls),
            breakEvenSales: breakEvenSales(cost, millionths(margin)),
            breakEvenCalls: callCost === 0 ? null : Math.max(0, Math.floor(((gross - other) * calls) / callCost)),
        };
    });
}

function breakEvenSales(cost: number, margin: number): number | null {
    if (margin === 0) return cost === 0 ? 0 : null;
    const divisor = BigInt(margin);
    return Number((BigInt(cost) * BigInt(MILLION) + divisor - 1n) / divisor);
}
