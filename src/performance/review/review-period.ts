import { addDays } from '../../market/index.js';
import { measureBalance } from '../../territory/index.js';
import { forecastPeriod } from '../actuals/forecast-period.js';
import { measureAdherence } from '../actuals/measure-adherence.js';
import { reachOf } from '../actuals/measure-reach.js';
import type { DateSpan } from '../figures/periods.js';
import { adjustSales } from '../people/adjust-for-potential.js';
import { checkReview } from './check-review.js';
import { findCostlyAccounts } from './find-costly-accounts.js';
import { findExcessDriving } from './find-excess-driving.js';
import { findFallingSales } from './find-falling-sales.js';
import { completionOf, findMissedCalls } from './find-missed-calls.js';
import { findOverworkedReps } from './find-overworked-reps.js';
import { findWeakTerritories } from './find-weak-territories.js';
import { Ledger } from './ledger.js';
import { praise } from './praise.js';
import type {
    PeriodResults,
    PeriodReview,
    ReviewAttainment,
    ReviewedAccount,
    ReviewedRep,
    ReviewFigures,
    ReviewFindingKind,
    ReviewOptions,
    ReviewPlan,
} from './review-data.js';
import { sumFigures } from './review-figures.js';
import { keepCertain, type Suspects } from './suspect.js';

const MOST_COSTLY = 100;

/**
 * Reviews a period: each rep's figures, and what is worth acting on, ranked by what it is worth, with the numbers, the test that says that
 * it is not chance, and an action.
 *
 * Reps are held against what the others would do with the same potential and work, accounts against what their calls cost. Of the findings
 * at most the share `level` is expected to be false (Benjamini and Hochberg 1995 within each kind, the level divided between kinds), so a
 * period in which nothing is wrong has any finding in at most that share of cases. Differences below `tolerance` are no findings.
 *
 * @param plan - of `planForReview`, or `plan.json` of `beatplan plan`
 * @param results - calls and orders; those outside of the period do not count, and `notes` say how many
 * @returns plain data; O(calls + orders + accounts log accounts), a million calls on 100,000 accounts in a few seconds
 * @throws BeatplanError `invalid-input` with all faults: each kind once, with how many rows have it
 * @example
 * ```ts
 * const review = reviewPeriod(planForReview(accounts, reps, plan), { calls, orders }, { start: '2027-01-01', end: '2027-12-31' });
 * for (const { message, action, worth } of review.findings) console.log(worth, message, action.message);
 * ```
 * @see Benjamini and Hochberg 1995, "Controlling the false discovery rate", Journal of the Royal Statistical Society B 57, 289-300
 */
export function reviewPeriod(
    plan: ReviewPlan,
    results: PeriodResults,
    period: DateSpan,
    options: ReviewOptions = {},
): PeriodReview {
    const places = checkReview(plan, results, period, options);
    const { margin = 0.3, costPerHour = 5000, level = 0.05, asOf = period.end, previous } = options;
    const { accounts, reps } = plan;
    const elapsed = { start: period.start, end: asOf };
    const ledger = new Ledger(plan, results, places, elapsed, { margin, costPerHour, previous });
    const sums = sumFigures(plan, ledger, adherenceOf(plan, results, elapsed));
    const adjusted = adjustSales(
        reps.map((_, r) => ({ sales: ledger.sales[r], potential: ledger.potential[r], workload: ledger.dueService[r] })),
    );
    const families = lookForAll(plan, ledger, sums.team, adjusted, options);
    const quotas = attainments(plan, results, ledger, period, asOf);
    const rows = reps.map((rep, r): ReviewedRep => {
        const own = adjusted?.rows[r];
        const quota = quotas.get(rep.id);
        return {
            repId: rep.id,
            name: rep.name ?? rep.id,
            ...(rep.teamId === undefined ? {} : { teamId: rep.teamId }),
            ...sums.reps[r],
            ...(own === undefined ? {} : { expectedSales: Math.round(own.expected), salesIndex: own.index }),
            ...(quota === undefined ? {} : { quota }),
        };
    });
    return {
        period,
        ...(ledger.currency === undefined ? {} : { currency: ledger.currency }),
        slices: Array.from({ length: ledger.slices }, (_, s) => addDays(period.start, ledger.sliceStart(s))),
        team: sums.team,
        reps: rows,
        tiers: reachOf(accounts, ledger.callsOf, ledger.length).tiers,
        findings: keepCertain(families, level).sort((a, b) => b.worth - a.worth),
        praise: praise(plan, ledger, previous !== undefined, level),
        ...spreadOver(plan, ledger, rows, options),
        costlyAccounts: listCostly(plan, ledger),
        tested: Object.fromEntries(families.map(({ kind, suspects }) => [kind, suspects.length])) as Record<
            ReviewFindingKind,
            number
        >,
        notes: [...families.flatMap(({ note }) => note ?? []), ...assumptionsOf(plan, results, ledger, options)],
    };
}

/** Everything that is looked at, by kind. */
function lookForAll(
    plan: ReviewPlan,
    ledger: Ledger,
    { sales, margin: grossMargin, calls }: ReviewFigures,
    adjusted: ReturnType<typeof adjustSales>,
    { margin = 0.3, level = 0.05, tolerance = 0.1 }: ReviewOptions,
): Suspects[] {
    const marginShare = sales > 0 ? grossMargin / sales : margin;
    const marginPerCall = calls > 0 ? grossMargin / calls : 0;
    const overworked = findOverworkedReps(plan, ledger, tolerance);
    const overworkedIds = new Set(keepCertain([overworked], level).map(({ repId }) => repId));
    const isOverworked = (rep: number): boolean => overworkedIds.has(plan.reps[rep].id);
    return [
        findWeakTerritories(plan, ledger, adjusted, completionOf(plan, ledger), { tolerance, marginShare }),
        overworked,
        findMissedCalls(plan, ledger, isOverworked, { tolerance, marginPerCall }),
        findExcessDriving(plan, ledger, tolerance),
        findFallingSales(plan, ledger, { tolerance, marginShare }),
        findCostlyAccounts(plan, ledger),
    ];
}

/** How evenly the period was spread over reps, and how evenly the plan spreads work. */
function spreadOver(
    { reps }: ReviewPlan,
    ledger: Ledger,
    rows: readonly ReviewedRep[],
    { tolerance = 0.1 }: ReviewOptions,
): Pick<PeriodReview, 'fairness' | 'drift'> {
    const shares = reps.map(({ share = 1 }) => share);
    const work = reps.map((_, r) => ledger.dueService[r] / shares[r]);
    const fairWork = work.reduce((sum, one) => sum + one, 0) / work.length;
    const spread = (pick: (row: ReviewedRep) => number): ReturnType<typeof measureBalance> => balanceOf(rows.map(pick), shares);
    return {
        fairness: {
            hours: spread(({ serviceDuration, travelDuration }) => serviceDuration + travelDuration),
            calls: spread(({ calls }) => calls),
            sales: spread(({ sales }) => sales),
            ...(ledger.potential.some((potential) => potential > 0) ? { potential: spread(({ potential }) => potential) } : {}),
        },
        drift: reps.map(({ id }, r) => {
            const workloadIndex = fairWork > 0 ? work[r] / fairWork : 1;
            return { repId: id, workloadIndex, isOutOfTolerance: Math.abs(workloadIndex - 1) > tolerance };
        }),
    };
}

function adherenceOf(
    { visits, planned }: ReviewPlan,
    { calls }: PeriodResults,
    elapsed: DateSpan,
): ReturnType<typeof measureAdherence> | undefined {
    if (visits === undefined || visits.length === 0) return undefined;
    // Only what the calendar covers can be as planned, or extra.
    let [start, end] = planned === undefined ? [visits[0].date, visits[0].date] : [planned.start, planned.end];
    if (planned === undefined) {
        for (const { date } of visits) {
            if (date < start) start = date;
            if (date > end) end = date;
        }
    }
    if (elapsed.start > start) start = elapsed.start;
    if (elapsed.end < end) end = elapsed.end;
    if (end < start) return undefined;
    const isWithin = ({ date }: { readonly date: string }): boolean => date >= start && date <= end;
    return measureAdherence(visits.filter(isWithin), calls.filter(isWithin));
}

/** Attainment of each rep with a quota, by id. */
function attainments(
    { reps }: ReviewPlan,
    { quotas = [] }: PeriodResults,
    { dailySales, length }: Ledger,
    period: DateSpan,
    asOf: string,
): Map<string, ReviewAttainment> {
    const repAt = new Map(reps.map(({ id }, r) => [id, r]));
    const dates = quotas.length === 0 ? [] : Array.from({ length }, (_, day) => addDays(period.start, day));
    return new Map(
        quotas.map(({ repId, amount: quota }) => {
            const from = repAt.get(repId)! * length;
            const results = dates.flatMap((date, day) => {
                const amount = dailySales![from + day];
                return amount === 0 ? [] : [{ date, amount }];
            });
            const forecast = forecastPeriod(period, results, asOf, { target: quota });
            const { attainment, forecast: end, low, high, runRate, chance = null } = forecast;
            return [repId, { quota, attainment: attainment!, forecast: end, low, high, runRate, chance }];
        }),
    );
}

function balanceOf(values: readonly number[], shares: readonly number[]): ReturnType<typeof measureBalance> {
    const sum = values.reduce((total, value) => total + value, 0);
    const whole = shares.reduce((total, share) => total + share, 0);
    return measureBalance(values, sum > 0 ? shares.map((share) => (sum * share) / whole) : shares);
}

function listCostly({ accounts }: ReviewPlan, ledger: Ledger): ReviewedAccount[] {
    const costly: ReviewedAccount[] = [];
    accounts.forEach(({ id, name = id, repId }, i) => {
        const cost = ledger.callCost(i);
        const contribution = ledger.grossMargin(i) - cost;
        if (contribution >= 0) return;
        costly.push({
            accountId: id,
            name,
            ...(repId === undefined ? {} : { repId }),
            sales: ledger.salesOf[i],
            orders: ledger.ordersOf[i],
            calls: ledger.callsOf[i],
            cost,
            contribution,
        });
    });
    return costly.sort((a, b) => a.contribution - b.contribution).slice(0, MOST_COSTLY);
}

function assumptionsOf(plan: ReviewPlan, { calls }: PeriodResults, ledger: Ledger, options: ReviewOptions): string[] {
    const { margin, costPerHour } = options;
    const withoutDuration = calls.reduce((count, { duration }) => (duration === undefined ? count + 1 : count), 0);
    return [
        ...(margin === undefined && plan.accounts.some((account) => account.margin === undefined)
            ? ['assumed: 30 % of sales are left after the cost of the goods (margin)']
            : []),
        ...(costPerHour === undefined ? ['assumed: an hour of a rep costs 50 (costPerHour)'] : []),
        ...(withoutDuration > 0
            ? [
                  `assumed: ${withoutDuration} ${withoutDuration === 1 ? 'call' : 'calls'} took as long as was planned, for want of a duration`,
              ]
            : []),
        ...(ledger.knowsTravel ? [] : ['time at the wheel is not known of all calls: hours and costs hold what is known']),
        ...outside(ledger.callsOutside, 'call'),
        ...outside(ledger.ordersOutside, 'order'),
    ];
}

function outside(count: number, what: string): string[] {
    if (count === 0) return [];
    return [
        count === 1
            ? `1 ${what} is outside of the period, and is not counted`
            : `${count} ${what}s are outside of the period, and are not counted`,
    ];
}
