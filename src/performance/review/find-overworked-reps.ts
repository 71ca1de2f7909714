import { greatCircleDistance } from '../../geo/index.js';
import { testSliceRatio } from '../figures/slice-ratio.js';
import { describeTest, hours, nameOf, percent } from './describe.js';
import type { Ledger } from './ledger.js';
import { restOf } from './rest-of-team.js';
import type { ReviewAction, ReviewPlan } from './review-data.js';
import type { Suspects } from './suspect.js';

/** Share of the working hours below which no rep is overworked, however little others do. */
const BUSY = 0.9;
const WEEK = 7;
/** Share above the mean that another rep may have after a hand-over. */
const MOST_ABOVE = 0.1;
/** Metres that take half of the use of another rep's room. */
const HALF_DISTANCE = 100_000;

/** Reps who work longer than the others for the same share of a full workload. */
export function findOverworkedReps(plan: ReviewPlan, ledger: Ledger, tolerance: number): Suspects {
    const { reps } = plan;
    const { weeks, weekLength } = ledger;
    const worked = reps.map((_, r) => ledger.total(ledger.hours, r));
    const fullWeeks = reps.map(({ share = 1 }) => (share * ledger.length) / WEEK);
    const workedByOthers = restOf(worked);
    const weeksOfOthers = restOf(fullWeeks);
    const suspects = reps.flatMap((rep, r) => {
        const { share = 1, weeklyHours } = rep;
        if (!(worked[r] > 0) || !(workedByOthers[r] > 0)) return [];
        const usual = workedByOthers[r] / weeksOfOthers[r];
        const parts = ledger.hours.subarray(r * weeks, (r + 1) * weeks);
        const wholes = weekLength.map((days) => (share * days) / WEEK);
        const test = testSliceRatio(parts, wholes, usual * (1 + tolerance), 'above');
        if (test === undefined) return [];
        const { value, pValue, cases } = test;
        const isBusy = weeklyHours === undefined || weeklyHours === 0 || value * share > BUSY * weeklyHours;
        const excess = (value - usual) * fullWeeks[r];
        return [
            {
                pValue,
                matters: value > usual * (1 + tolerance) && isBusy,
                describe: (adjusted: number) => ({
                    kind: 'overworked-rep' as const,
                    repId: rep.id,
                    worth: ledger.costOf(excess),
                    actual: Math.round(value * share),
                    expected: Math.round(usual * share),
                    unit: 'seconds-per-week' as const,
                    message: `${nameOf(rep)} works ${hours(value * share)} a week, ${percent(value / usual - 1)} more than the ${hours(usual * share)} of the others for the same share`,
                    test: describeTest(
                        `hours a week against the others' plus ${percent(tolerance)}, Student's t over ${cases} weeks`,
                        pValue,
                        adjusted,
                        cases,
                    ),
                    action: shareOut(plan, ledger, r, excess, worked, fullWeeks),
                }),
            },
        ];
    });
    return suspects.length > 0
        ? { kind: 'overworked-rep', suspects }
        : { kind: 'overworked-rep', suspects, note: 'hours are not compared: that takes four weeks of calls of two reps' };
}

/** Which accounts another rep could take over: those that are nearest to that rep for what they are away from their own. */
function shareOut(
    { accounts, reps }: ReviewPlan,
    ledger: Ledger,
    from: number,
    excess: number,
    worked: readonly number[],
    fullWeeks: readonly number[],
): ReviewAction {
    const centers = centersOf(accounts, reps, ledger);
    const load = reps.map((_, r) => worked[r] / fullWeeks[r]);
    const mean = worked.reduce((sum, one) => sum + one, 0) / fullWeeks.reduce((sum, one) => sum + one, 0);
    const origin = centers[from];
    // Who takes over must not become the next one; far away is room of little use.
    const roomOf = (r: number): number => Math.max(0, mean * (1 + MOST_ABOVE) - load[r]) * fullWeeks[r];
    const useOf = (r: number): number => {
        const distance = origin === undefined ? 0 : distanceOf(centers[r]!, origin);
        return Math.min(excess, roomOf(r)) / (1 + distance / HALF_DISTANCE);
    };
    const takers = reps
        .map((_, r) => r)
        .filter((r) => r !== from && roomOf(r) > 0 && centers[r] !== undefined)
        .sort((a, b) => useOf(b) - useOf(a) || a - b);
    const to = takers[0];
    const call = 'rebalanceTerritories';
    if (to === undefined) {
        const message = `balance the territories again: ${hours(excess / (ledger.length / WEEK))} a week are too much`;
        return { kind: 'rebalance', call, message };
    }
    let left = Math.min(excess, roomOf(to));
    const candidates = accounts
        .map((_, i) => i)
        .filter((i) => ledger.repOf[i] === from && ledger.secondsOf[i] > 0 && accounts[i].position !== undefined)
        .map((i) => {
            const { position } = accounts[i];
            const own = origin === undefined ? 0 : distanceOf(position!, origin);
            return { i, gain: own - distanceOf(position!, centers[to]!) };
        })
        .sort((a, b) => b.gain - a.gain || a.i - b.i);
    const accountIds: string[] = [];
    let moved = 0;
    for (const { i } of candidates) {
        if (left <= 0) break;
        if (ledger.secondsOf[i] > 1.5 * left) continue;
        left -= ledger.secondsOf[i];
        moved += ledger.secondsOf[i];
        accountIds.push(accounts[i].id);
    }
    const weekly = hours(moved / (ledger.length / WEEK));
    const count = accountIds.length === 1 ? '1 account' : `${accountIds.length} accounts`;
    const message =
        accountIds.length === 0
            ? `balance the territories again, ${nameOf(reps[to])} has room`
            : `balance the territories again: ${count} with ${weekly} a week could go to ${nameOf(reps[to])}`;
    return { kind: 'rebalance', call, message, toRepId: reps[to].id, ...(accountIds.length === 0 ? {} : { accountIds }) };
}

type Place = NonNullable<ReviewPlan['accounts'][number]['position']>;

/** Home of each rep, else the middle of the accounts. */
function centersOf(accounts: ReviewPlan['accounts'], reps: ReviewPlan['reps'], { repOf }: Ledger): (Place | undefined)[] {
    const sums = reps.map(() => ({ x: 0, y: 0, count: 0, first: 0 }));
    accounts.forEach(({ position }, i) => {
        const sum = repOf[i] < 0 ? undefined : sums[repOf[i]];
        if (position === undefined || sum === undefined) return;
        if (sum.count === 0) sum.first = position[0];
        // Longitudes near the first one, so that a territory across the antimeridian has its middle there.
        sum.x += position[0] - 360 * Math.round((position[0] - sum.first) / 360);
        sum.y += position[1];
        sum.count++;
    });
    return reps.map(({ home }, r) => {
        const { x, y, count } = sums[r];
        if (home !== undefined) return home;
        if (count === 0) return undefined;
        const lng = x / count;
        return [lng - 360 * Math.round(lng / 360), y / count];
    });
}

function distanceOf(a: Place, b: Place): number {
    return greatCircleDistance(a, b);
}
