import { type Adherence, type AdherenceFigures, measureAdherence } from '../actuals/measure-adherence.js';
import { addIntervals, type IntervalCounts, intervalFigures, intervalsOf } from '../actuals/measure-intervals.js';
import { ratioOf } from '../figures/ratio.js';
import type { Ledger } from './ledger.js';
import type { ReviewFigures, ReviewPlan } from './review-data.js';

/** Figures of each rep and of the team, from a ledger. */
export class FigureSums {
    readonly team: ReviewFigures;
    readonly reps: readonly ReviewFigures[];

    constructor(plan: ReviewPlan, ledger: Ledger, adherence: Adherence | undefined) {
        const { accounts, reps } = plan;
        const intervals = reps.map((): IntervalCounts => ({ kept: 0, early: 0, late: 0 }));
        const cost = new Float64Array(reps.length);
        const total = { kept: 0, early: 0, late: 0 };
        let costOfAll = 0;
        let marginOfAll = 0;
        let potential = 0;
        let dueRate = 0;
        let sales = 0;
        let orders = 0;
        accounts.forEach(({ callFrequency = 0, potential: worth = 0 }, i) => {
            const rep = ledger.repOf[i];
            const callCost = ledger.callCost(i);
            costOfAll += callCost;
            marginOfAll += ledger.grossMargin(i);
            potential += worth;
            dueRate += callFrequency / 28;
            sales += ledger.salesOf[i];
            orders += ledger.ordersOf[i];
            if (rep >= 0) cost[rep] += callCost;
            if (callFrequency <= 0) return;
            const days = Array.from(ledger.callDays.subarray(ledger.callStart[i], ledger.callStart[i + 1]));
            const own = intervalsOf(days, 28 / callFrequency, ledger.length - 1);
            addIntervals(total, own);
            if (rep >= 0) addIntervals(intervals[rep], own);
        });
        const adherenceOf = new Map(adherence?.reps.map((row): [string, AdherenceFigures] => [row.repId, row]));
        const bySlice = (values: Float64Array, from: number): number[] =>
            Array.from(values.subarray(from * ledger.slices, (from + 1) * ledger.slices));
        this.reps = reps.map(({ id, weeklyHours }, r): ReviewFigures => {
            const travel = ledger.total(ledger.travel, r);
            const calls = ledger.total(ledger.callsBy, r);
            const own = adherenceOf.get(id) ?? (adherence === undefined ? undefined : measureAdherence([], []).total);
            return {
                accounts: ledger.accounts[r],
                potential: ledger.potential[r],
                sales: ledger.sales[r],
                orders: ledger.orders[r],
                calls,
                callsDue: ledger.dueRate[r] * ledger.length,
                completion: ratioOf(ledger.total(ledger.made, r), ledger.dueRate[r] * ledger.length),
                ...times(ledger.service[r], travel),
                ...utilization(ledger.service[r] + travel, weeklyHours, ledger.length),
                cost: cost[r],
                margin: ledger.ownMargin[r],
                contribution: ledger.ownMargin[r] - cost[r],
                intervals: intervalFigures(intervals[r]),
                ...(own === undefined ? {} : { adherence: withoutId(own) }),
                salesBySlice: bySlice(ledger.salesBySlice, r),
                callsBySlice: bySlice(ledger.callsBySlice, r),
            };
        });
        const sumOf = (pick: (row: ReviewFigures) => number): number => this.reps.reduce((sum, row) => sum + pick(row), 0);
        const service = sumOf(({ serviceDuration }) => serviceDuration);
        const travel = sumOf(({ travelDuration }) => travelDuration);
        const weekly = reps.every(({ weeklyHours }) => weeklyHours !== undefined)
            ? reps.reduce((sum, { weeklyHours = 0 }) => sum + weeklyHours, 0)
            : undefined;
        const slicesOf = (pick: (row: ReviewFigures) => readonly number[]): number[] =>
            Array.from({ length: ledger.slices }, (_, s) => sumOf((row) => pick(row)[s]));
        this.team = {
            accounts: accounts.length,
            potential,
            sales,
            orders,
            calls: sumOf(({ calls }) => calls),
            callsDue: dueRate * ledger.length,
            completion: ratioOf(
                ledger.callsOf.reduce((sum, calls) => sum + calls, 0),
                dueRate * ledger.length,
            ),
            ...times(service, travel),
            ...utilization(service + travel, weekly, ledger.length),
            cost: costOfAll,
            margin: marginOfAll,
            contribution: marginOfAll - costOfAll,
            intervals: intervalFigures(total),
            ...(adherence === undefined ? {} : { adherence: adherence.total }),
            salesBySlice: slicesOf(({ salesBySlice }) => salesBySlice),
            callsBySlice: slicesOf(({ callsBySlice }) => callsBySlice),
        };
    }
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
