import { IssueCollector } from '../../core/index.js';
import type { DateSpan } from '../figures/periods.js';
import { type Ratio, ratioOf } from '../figures/ratio.js';
import { checkPlan, checkResults } from './check-commission.js';
import type { CommissionPlan, SalesResults } from './commission-plan.js';
import { payOut } from './compute-commissions.js';

/** What a plan would have paid a rep. */
export interface SimulatedRep {
    readonly repId: string;
    /** Cents over all periods. */
    readonly paid: number;
    /** Cents more than by the first plan, negative for less. */
    readonly change: number;
    /** Change / pay by the first plan. */
    readonly changeShare: Ratio;
}

/** What a plan would have cost. */
export interface SimulatedPlan {
    readonly planId: string;
    /** Cents over all periods. */
    readonly paid: number;
    /** Cents more than the first plan, negative for less. */
    readonly change: number;
    /** Paid / sales. */
    readonly costOfSales: Ratio;
    /** Cents by period. */
    readonly periods: readonly (DateSpan & { readonly paid: number })[];
    /** In input order. */
    readonly reps: readonly SimulatedRep[];
    /** Reps with more, less and the same pay than by the first plan. */
    readonly gain: number;
    readonly lose: number;
    readonly same: number;
}

/**
 * Runs commission plans over past periods: what each would have cost, and who would have gained or lost.
 *
 * The past does not answer: reps who are paid otherwise sell otherwise, so this is the cost at unchanged behaviour.
 *
 * @param plans - at least one; the first is what the others are compared with
 * @returns in the order of the plans
 * @throws BeatplanError `invalid-input` with the faults of all plans and of the results
 * @example
 * ```ts
 * const results = {
 *     periods: [{ start: '2027-01-01', end: '2027-01-31' }],
 *     reps: [{ id: 'ann' }],
 *     deals: [{ id: 'd', date: '2027-01-15', amount: 1000, splits: [{ repId: 'ann', share: 1 }] }],
 * };
 * const plans = [{ id: 'old', tiers: [{ from: 0, rate: 0.1 }] }, { id: 'new', tiers: [{ from: 0, rate: 0.2 }] }];
 * simulateCommissions(plans, results)[1].change; // 100
 * ```
 */
export function simulateCommissions(plans: readonly CommissionPlan[], results: SalesResults): SimulatedPlan[] {
    const collector = new IssueCollector();
    if (!Array.isArray(plans)) collector.add('invalid-type', ['plans'], 'is not a list', { received: plans, expected: 'a list' });
    const list: readonly CommissionPlan[] = Array.isArray(plans) ? plans : [];
    if (Array.isArray(plans) && list.length === 0) collector.add('empty-input', ['plans'], 'has no plan to simulate');
    const sound = list
        .map((plan, i) => ({ plan, path: ['plans', i] }))
        .filter(({ plan, path }) => checkPlan(plan, collector, path));
    checkResults(sound, results, collector);
    collector.throwIfAny('simulateCommissions');

    const runs = plans.map((plan) => payOut(plan, results));
    const paidTo = runs.map(({ statements }) => {
        const sums = new Map(results.reps.map(({ id }) => [id, 0]));
        for (const { repId, paid } of statements) sums.set(repId, sums.get(repId)! + paid);
        return sums;
    });
    return plans.map(({ id: planId }, i): SimulatedPlan => {
        const { statements, paid, costOfSales } = runs[i];
        const reps = results.reps.map(({ id }): SimulatedRep => {
            const own = paidTo[i].get(id)!;
            const first = paidTo[0].get(id)!;
            return { repId: id, paid: own, change: own - first, changeShare: ratioOf(own - first, first) };
        });
        const each = results.reps.length;
        return {
            planId,
            paid,
            change: paid - runs[0].paid,
            costOfSales,
            periods: results.periods.map(({ start, end }, p) => {
                const rows = statements.slice(p * each, (p + 1) * each);
                return { start, end, paid: rows.reduce((sum, row) => sum + row.paid, 0) };
            }),
            reps,
            gain: reps.filter(({ change }) => change > 0).length,
            lose: reps.filter(({ change }) => change < 0).length,
            same: reps.filter(({ change }) => change === 0).length,
        };
    });
}
