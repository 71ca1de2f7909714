import { IssueCollector } from '../../core/index.js';
import { daysBetween } from '../../market/index.js';
import { apportion } from '../figures/apportion.js';
import { millionths, multiplyCents } from '../figures/exact-share.js';
import type { DateSpan } from '../figures/periods.js';
import { type Ratio, ratioOf } from '../figures/ratio.js';
import { checkPlan, checkResults } from './check-commission.js';
import type { CommissionPlan, CommissionRep, Deal, SalesResults, TeamPool } from './commission-plan.js';
import { type CommissionStep, commissionSteps, sumSteps } from './commission-steps.js';

/** A rep's part of a deal. */
export interface DealCredit {
    readonly dealId: string;
    readonly amount: number;
    readonly share: number;
    /** Whole cents; those of a deal sum up to its amount. */
    readonly credit: number;
}

/** A rep's pay for a period, with every step. */
export interface CommissionStatement extends DateSpan {
    readonly repId: string;
    readonly credits: readonly DealCredit[];
    /** Sum of the credits, cents. */
    readonly credit: number;
    /** Credit / quota; absent without a quota. */
    readonly attainment?: Ratio;
    /** In the order in which they are applied. */
    readonly steps: readonly CommissionStep[];
    /** Cents to pay: the sum of the steps, at least the base. */
    readonly paid: number;
    /** Cents that are still to be taken back in later periods, from 0. */
    readonly owed: number;
}

/** What {@link computeCommissions} returns. */
export interface Commissions {
    /** By period, then rep in input order. */
    readonly statements: readonly CommissionStatement[];
    /** Cents. */
    readonly paid: number;
    /** Cents of all deals, before reversals. */
    readonly sales: number;
    /** Paid / sales: compensation cost of sales. */
    readonly costOfSales: Ratio;
}

/**
 * Computes what reps are paid, to the cent, with a statement for each rep and period that shows every step.
 *
 * Deals are credited by their splits (largest remainders). Each range of credit between thresholds is one step: amount * rate * multiplier,
 * rounded once, half a cent up; then the cap. A pool is rate * the team's credit. A clawback is the difference that the reversal makes to the
 * commission of the deal's own period, times the plan's share. It never touches the base: what pay cannot cover is owed in the next period.
 *
 * @returns steps sum up to what is paid; O(periods * reps + deals * splits + reversals * (thresholds + splits))
 * @throws BeatplanError `invalid-input` with `split-not-whole`, `outside-period`, `mixed-currency`, `of-nothing` for quotas of 0, and
 *   all other faults at once
 * @example
 * ```ts
 * const plan = { id: '2027', tiers: [{ from: 0, rate: 0.05 }, { from: 100_000, rate: 0.08 }] };
 * const deals = [{ id: 'd', date: '2027-01-15', amount: 150_000, splits: [{ repId: 'ann', share: 1 }] }];
 * const periods = [{ start: '2027-01-01', end: '2027-01-31' }];
 * computeCommissions(plan, { periods, reps: [{ id: 'ann' }], deals }).paid; // 5000 + 4000
 * ```
 * @see Zoltners, Sinha and Lorimer 2006, "The Complete Guide to Sales Force Incentive Compensation", AMACOM
 */
export function computeCommissions(plan: CommissionPlan, results: SalesResults): Commissions {
    const collector = new IssueCollector();
    const isSound = checkPlan(plan, collector, ['plan']);
    checkResults(isSound ? [{ plan, path: ['plan'] }] : [], results, collector);
    collector.throwIfAny('computeCommissions');
    return payOut(plan, results);
}

/** {@link computeCommissions} of checked input. */
export function payOut(plan: CommissionPlan, results: SalesResults): Commissions {
    const { periods, reps, deals } = results;
    const ledger = creditDeals(results);
    const clawbacks = takeBack(plan, results, ledger);
    const owed = new Map<string, number>();
    const statements: CommissionStatement[] = [];
    periods.forEach(({ start, end }, p) => {
        const rows = ledger.rows[p];
        const pools = sharePools(plan.pools ?? [], rows, reps, p);
        reps.forEach((rep, r) => {
            const { credits, credit } = rows[r];
            const quota = rep.quotas?.[p];
            const { base = 0 } = plan;
            const debt = owed.get(rep.id) ?? 0;
            const steps: CommissionStep[] = [
                ...(base > 0 ? [{ kind: 'base' as const, amount: base, reason: 'base of the period' }] : []),
                ...commissionSteps(plan, credit, quota),
                ...pools[r],
                ...(debt > 0 ? [{ kind: 'carried-in' as const, amount: -debt, reason: 'owed from before' }] : []),
                ...(clawbacks.get(keyOf(p, rep.id)) ?? []),
            ];
            const lacking = base - sumSteps(steps);
            if (lacking > 0) steps.push({ kind: 'carried-out', amount: lacking, reason: 'owed to the next period' });
            owed.set(rep.id, Math.max(0, lacking));
            statements.push({
                repId: rep.id,
                start,
                end,
                credits,
                credit,
                ...(quota === undefined ? {} : { attainment: ratioOf(credit, quota) }),
                steps,
                paid: sumSteps(steps),
                owed: Math.max(0, lacking),
            });
        });
    });
    const paid = statements.reduce((sum, statement) => sum + statement.paid, 0);
    const sales = deals.reduce((sum, { amount }) => sum + amount, 0);
    return { statements, paid, sales, costOfSales: ratioOf(paid, sales) };
}

/** A rep's credits in a period. */
interface CreditRow {
    readonly credits: DealCredit[];
    credit: number;
}

interface Ledger {
    /** By period and rep. */
    readonly rows: readonly (readonly CreditRow[])[];
    readonly places: ReadonlyMap<string, number>;
    readonly periodOf: (date: string) => number;
}

function creditDeals({ periods, reps, deals }: SalesResults): Ledger {
    const places = new Map(reps.map(({ id }, i) => [id, i]));
    const rows = periods.map(() => reps.map((): CreditRow => ({ credits: [], credit: 0 })));
    // Dates compare as texts; periods are in order and without gaps.
    const periodOf = (date: string): number => {
        let low = 0;
        let high = periods.length - 1;
        while (low < high) {
            const middle = (low + high) >> 1;
            if (periods[middle].end < date) low = middle + 1;
            else high = middle;
        }
        return low;
    };
    for (const deal of deals) {
        const row = rows[periodOf(deal.date)];
        splitAmount(deal, deal.amount).forEach((credit, i) => {
            const { repId, share } = deal.splits[i];
            const own = row[places.get(repId)!];
            own.credits.push({ dealId: deal.id, amount: deal.amount, share, credit });
            own.credit += credit;
        });
    }
    return { rows, places, periodOf };
}

function splitAmount({ splits }: Deal, amount: number): number[] {
    return apportion(
        amount,
        splits.map(({ share }) => millionths(share)),
    );
}

/** Steps of clawbacks by the period of the reversal and rep. Reversals count in the order of their dates. */
function takeBack(
    plan: CommissionPlan,
    results: SalesResults,
    { rows, places, periodOf }: Ledger,
): Map<string, CommissionStep[]> {
    const steps = new Map<string, CommissionStep[]>();
    const { clawback } = plan;
    if (clawback === undefined) return steps;
    const { reps, deals, reversals = [] } = results;
    const dealById = new Map(deals.map((deal) => [deal.id, deal]));
    // What is left of each deal, and of each rep's credit in a period.
    const left = new Map<string, number>();
    const credits = rows.map((row) => row.map(({ credit }) => credit));
    const commissionOf = (p: number, r: number): number => sumSteps(commissionSteps(plan, credits[p][r], reps[r].quotas?.[p]));
    const ordered = [...reversals].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
    for (const { dealId, date, amount } of ordered) {
        const deal = dealById.get(dealId)!;
        const before = left.get(dealId) ?? deal.amount;
        left.set(dealId, before - amount);
        const age = daysBetween(deal.date, date);
        const p = periodOf(deal.date);
        const had = splitAmount(deal, before);
        const keeps = splitAmount(deal, before - amount);
        deal.splits.forEach(({ repId }, i) => {
            const r = places.get(repId)!;
            const paid = commissionOf(p, r);
            credits[p][r] += keeps[i] - had[i];
            const difference = paid - commissionOf(p, r);
            const isLate = age > clawback.days;
            const taken = isLate
                ? 0
                : multiplyCents(Math.abs(difference), millionths(clawback.share ?? 1)) * Math.sign(difference);
            const reason = isLate
                ? `${dealId}: ${had[i] - keeps[i]} reversed after ${age} days, more than ${clawback.days}`
                : `${dealId}: ${had[i] - keeps[i]} reversed after ${age} days, commission ${paid} becomes ${paid - difference}`;
            const key = keyOf(periodOf(date), repId);
            const own = steps.get(key) ?? [];
            own.push({ kind: 'clawback', amount: 0 - taken, reason });
            steps.set(key, own);
        });
    }
    return steps;
}

function keyOf(period: number, repId: string): string {
    return `${period} ${repId}`;
}

/** Each rep's steps from team pools in a period. */
function sharePools(
    pools: readonly TeamPool[],
    rows: readonly CreditRow[],
    reps: readonly CommissionRep[],
    period: number,
): CommissionStep[][] {
    const steps = reps.map((): CommissionStep[] => []);
    const places = new Map(reps.map(({ id }, i) => [id, i]));
    for (const { id, members, rate, from = 0, divide = 'equal' } of pools) {
        const team = members.map((member) => places.get(member)!);
        const credits = team.map((r) => rows[r].credit);
        const credit = credits.reduce((sum, own) => sum + own, 0);
        const quota = team.reduce((sum, r) => sum + (reps[r].quotas?.[period] ?? 0), 0);
        if (from > 0 && credit < multiplyCents(quota, millionths(from))) continue;
        const pool = multiplyCents(credit, millionths(rate));
        const shares = apportion(pool, divide === 'equal' ? team.map(() => 1) : credits);
        team.forEach((r, i) => {
            const reason = `${id}: ${divide === 'equal' ? `1 of ${team.length} shares` : `${credits[i]} of ${credit}`} in ${credit} x ${rate}`;
            if (pool > 0) steps[r].push({ kind: 'pool', amount: shares[i], reason });
        });
    }
    return steps;
}
