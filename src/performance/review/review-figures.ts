import { type Adherence, type AdherenceFigures, measureAdherence } from '../actuals/measure-adherence.js';
import { addIntervals, type IntervalCounts, intervalFigures, intervalsOf } from '../actuals/measure-intervals.js';
import { ratioOf } from '../figures/ratio.js';
import type { Ledger } from './ledger.js';
import type { ReviewFigures, ReviewPlan, ReviewRep } from './review-data.js';

/** Figures of each rep and of the team, from a ledger. */
export interface FigureSums {
    readonly team: ReviewFigures;
    readonly reps: readonly ReviewFigures[];
}

/** Sums up a ledger by rep and in all. */
export function sumFigures(plan: ReviewPlan, ledger: Ledger, adherence: Adherence | undefined): FigureSums {
    const sums = sumAccounts(plan, ledger);
    const adherenceOf = new Map(adherence?.reps.map((row): [string, AdherenceFigures] => [row.repId, row]));
    const nothing = adherence === undefined ? undefined : measureAdherence([], []).total;
    const reps = plan.reps.map((rep, r): ReviewFigures => {
        const own = adherenceOf.get(rep.id) ?? nothing;
        return { ...figuresOf(rep, r, ledger, sums), ...(own === undefined ? {} : { adherence: withoutId(own) }) };
    });
    return { team: teamOf(plan, ledger, sums, reps, adherence), reps };
}

/** What accounts add up to, by rep and in all. */
interface AccountSums {
    readonly intervals: readonly IntervalCounts[];
    readonly allIntervals: IntervalCounts;
    readonly cost: Float64Array;
    readonly all: {
        cost: number;
        margin: number;
        potential: number;
        dueRate: number;
        sales: number;
        orders: number;
        calls: number;
    };
}

function sumAccounts({ accounts, reps }: ReviewPlan, ledger: Ledger): AccountSums {
    const intervals = reps.map((): IntervalCounts => ({ kept: 0, early: 0, late: 0 }));
    const allIntervals = { kept: 0, early: 0, late: 0 };
    const cost = new Float64Array(reps.length);
    const all = { cost: 0, margin: 0, potential: 0, dueRate: 0, sales: 0, orders: 0, calls: 0 };
    accounts.forEach(({ callFrequency = 0, potential = 0 }, i) => {
        const rep = ledger.repOf[i];
        const callCost = ledger.callCost(i);
        all.cost += callCost;
        all.margin += ledger.grossMargin(i);
        all.potential += potential;
        all.dueRate += callFrequency / 28;
        all.sales += ledger.salesOf[i];
        all.orders += ledger.ordersOf[i];
        all.calls += ledger.callsOf[i];
        if (rep >= 0) cost[rep] += callCost;
        if (callFrequency <= 0) return;
        const days = Array.from(ledger.callDays.subarray(ledger.callStart[i], ledger.callStart[i + 1]));
        const own = intervalsOf(days, 28 / callFrequency, ledger.length - 1);
        addIntervals(allIntervals, own);
        if (rep >= 0) addIntervals(intervals[rep], own);
    });
    return { intervals, allIntervals, cost, all };
}

function figuresOf({ weeklyHours }: ReviewRep, r: number, ledger: Ledger, { intervals, cost }: AccountSums): ReviewFigures {
    const { length, slices } = ledger;
    const travel = ledger.total(ledger.travel, r);
    const due = ledger.dueRate[r] * length;
    const bySlice = (values: Float64Array): number[] => Array.from(values.subarray(r * slices, (r + 1) * slices));
    return {
        accounts: ledger.accounts[r],
        potential: ledger.potential[r],
        sales: ledger.sales[r],
        orders: ledger.orders[r],
        calls: ledger.total(ledger.callsBy, r),
        callsDue: due,
        completion: ratioOf(ledger.total(ledger.made, r), due),
        ...times(ledger.service[r], travel),
        ...utilization(ledger.service[r] + travel, weeklyHours, length),
        cost: cost[r],
        margin: ledger.ownMargin[r],
        contribution: ledger.ownMargin[r] - cost[r],
        intervals: intervalFigures(intervals[r]),
        salesBySlice: bySlice(ledger.salesBySlice),
        callsBySlice: bySlice(ledger.callsBySlice),
    };
}

function teamOf(
    { accounts, reps }: ReviewPlan,
    ledger: Ledger,
    { all, allIntervals }: AccountSums,
    rows: readonly ReviewFigures[],
    adherence: Adherence | undefined,
): ReviewFigures {
    const sumOf = (pick: (row: ReviewFigures) => number): number => rows.reduce((sum, row) => sum + pick(row), 0);
    const slicesOf = (pick: (row: ReviewFigures) => readonly number[]): number[] =>
        Array.from({ length: ledger.slices }, (_, s) => sumOf((row) => pick(row)[s]));
    const service = sumOf(({ serviceDuration }) => serviceDuration);
    const travel = sumOf(({ travelDuration }) => travelDuration);
    const weekly = reps.every(({ weeklyHours }) => weeklyHours !== undefined)
        ? reps.reduce((sum, { weeklyHours = 0 }) => sum + weeklyHours, 0)
        : undefined;
    const due = all.dueRate * ledger.length;
    return {
        accounts: accounts.length,
        potential: all.potential,
        sales: all.sales,
        orders: all.orders,
        calls: all.calls,
        callsDue: due,
        completion: ratioOf(all.calls, due),
        ...times(service, travel),
        ...utilization(service + travel, weekly, ledger.length),
        cost: all.cost,
        margin: all.margin,
        contribution: all.margin - all.cost,
        intervals: intervalFigures(allIntervals),
        ...(adherence === undefined ? {} : { adherence: adherence.total }),
        salesBySlice: slicesOf(({ salesBySlice }) => salesBySlice),
        callsBySlice: slicesOf(({ callsBySlice }) => callsBySlice),
    };
}

function times(
    serviceDuration: number,
    travelDuration: number,
): Pick<ReviewFigures, 'serviceDuration' | 'travelDuration' | 'windshieldShare'> {
    return { serviceDuration, travelDuration, windshieldShare: ratioOf(travelDuration, serviceDuration + travelDuration) };
}

function utilization(seconds: number, weekly: number | undefined, days: number): Pick<ReviewFigures, 'utilization'> {
    return weekly === undefined ? {} : { utilization: ratioOf(seconds, (weekly * days) / 7) };
}

function withoutId(figures: AdherenceFigures): AdherenceFigures {
    const { planned, asPlanned, moved, missed, extra, adherence, completion } = figures;
    return { planned, asPlanned, moved, missed, extra, adherence, completion };
}
