import type { MarketRep } from '../plain/market.js';
import type { PlanBook } from './plan-book.js';

/** What a plan is worth and what it costs, by definition. */
export interface PlanFigures {
    readonly due: number;
    readonly calls: number;
    /** Priorities of the planned visits / priorities of the due ones. */
    readonly value: number;
    /** {@link value} where an account's n visits are worth its priority times √n. */
    readonly diminishingValue: number;
    /** As {@link value}, of accounts that some rep can reach in a day. */
    readonly reachableValue: number;
    /** Accounts that are visited / accounts that are due. */
    readonly coverage: number;
    readonly drivingHours: number;
    readonly kilometres: number;
    readonly drivingMinutesPerCall: number;
    /** Hours from leaving home to coming back, of all reps. */
    readonly plannedHours: number;
    /** Mean distance of the intervals between visits of an account from its even interval, as a share of that. */
    readonly spread: number;
    /** Visits on the account's most frequent weekday / visits, of accounts with two or more visits, at most one a week. */
    readonly weekdayConsistency: number;
    /** Largest deviation of a rep's planned hours from his fair share. */
    readonly hoursDeviation: number;
    readonly cpuSeconds: number;
}

/** Measures a plan. */
export function measurePlan(book: PlanBook, cpuSeconds: number): PlanFigures {
    const { field, due, visitsOf, days, hours } = book;
    const { accounts, reps, weeks } = field.market;
    const reachable = accounts.map((_, i) => due[i] > 0 && reps.some((_, rep) => field.reaches(rep, i)));
    const every = accounts.map((_, i) => i);
    const shareOfValue = (of: readonly number[], worth: (visits: number) => number): number =>
        sum(of.map((i) => accounts[i].priority * worth(visitsOf[i].length))) /
        sum(of.map((i) => accounts[i].priority * worth(due[i])));
    const calls = sum(visitsOf.map(({ length }) => length));
    const driving = sum(days.map(({ timing }) => timing.driving));
    const intervals = every.flatMap((i) =>
        visitsOf[i].slice(1).map((visit, v) => Math.abs((visit.day.day - visitsOf[i][v].day.day) / book.interval(i) - 1)),
    );
    const regular = every.filter((i) => visitsOf[i].length > 1 && due[i] <= weeks);
    const onUsual = regular.map((i) => {
        const counts = new Map<string, number>();
        for (const { day } of visitsOf[i]) counts.set(day.weekday, (counts.get(day.weekday) ?? 0) + 1);
        return Math.max(...counts.values());
    });
    return {
        due: sum([...due]),
        calls,
        value: shareOfValue(every, (visits) => visits),
        diminishingValue: shareOfValue(every, Math.sqrt),
        reachableValue: shareOfValue(
            every.filter((i) => reachable[i]),
            (visits) => visits,
        ),
        coverage: every.filter((i) => visitsOf[i].length > 0).length / every.filter((i) => due[i] > 0).length,
        drivingHours: driving / 3600,
        kilometres: sum(days.map(({ timing }) => timing.metres)) / 1000,
        drivingMinutesPerCall: driving / 60 / calls,
        plannedHours: sum([...hours]) / 3600,
        spread: intervals.length === 0 ? 0 : sum(intervals) / intervals.length,
        weekdayConsistency: regular.length === 0 ? 1 : sum(onUsual) / sum(regular.map((i) => visitsOf[i].length)),
        hoursDeviation: largestDeviation(hours, reps),
        cpuSeconds,
    };
}

/** Largest deviation of a rep's hours from his fair share of all hours, as a share of that. */
export function largestDeviation(hours: Float64Array, reps: readonly MarketRep[]): number {
    const shares = reps.map(({ share = 1 }) => share);
    const fair = sum([...hours]) / sum(shares);
    return Math.max(...shares.map((share, r) => Math.abs(hours[r] / share / fair - 1)));
}

function sum(values: readonly number[]): number {
    return values.reduce((total, value) => total + value, 0);
}
