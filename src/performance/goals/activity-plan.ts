import { apportion } from '../figures/apportion.js';
import { daysOf } from '../figures/periods.js';
import { type Ratio, ratioOf, SMALL_SAMPLE } from '../figures/ratio.js';
import {
    type ActivityGoal,
    type ActivityOptions,
    type ActivityRates,
    type ActivityRep,
    type ConversionRate,
    checkActivity,
} from './activity-input.js';
import { type PlanWeek, rampOf, splitWeeks } from './plan-weeks.js';

/** Numbers of activities; whole. */
export interface ActivityCounts {
    readonly calls: number;
    readonly meetings: number;
    readonly proposals: number;
    readonly deals: number;
}

/** What one rep does in one week. */
export interface RepActivity {
    readonly repId: string;
    readonly calls: number;
    /** Share of a full workload that the rep can take, ramp included, 0 to 1. */
    readonly ramp: number;
    /** Seconds that the rep's activities take; meetings and proposals in proportion to calls. */
    readonly work: number;
    /** Seconds that the rep has for selling. */
    readonly capacity: number;
    /** Work / capacity. */
    readonly utilization: Ratio;
}

/** One week of the plan: Monday to Sunday, cut at the ends of the period. */
export interface ActivityWeek extends ActivityCounts {
    readonly start: string;
    readonly end: string;
    /** Share of the goal, 0 to 1; follows days and season. */
    readonly share: number;
    /** Whole cents. */
    readonly revenue: number;
    /** Empty without reps. */
    readonly reps: readonly RepActivity[];
}

/** What {@link activityPlan} returns. */
export interface ActivityPlan {
    /** Exact numbers that the goal takes, before rounding. */
    readonly needed: ActivityCounts;
    /** Whole numbers: each the sum over the weeks, `needed` rounded up. */
    readonly total: ActivityCounts;
    /** Revenue sums up to the goal exactly. */
    readonly weeks: readonly ActivityWeek[];
    /** Seconds over all weeks; absent without reps. */
    readonly capacity?: {
        readonly work: number;
        readonly capacity: number;
        readonly utilization: Ratio;
        /** Weeks in which work exceeds capacity, by start. */
        readonly overloadedWeeks: readonly string[];
        /** Share of the goal that fits the capacity, week by week, 0 to 1. */
        readonly feasibleShare: number;
    };
    /** Rates that were counted on fewer than 30 cases. */
    readonly smallSamples: readonly string[];
}

/**
 * Breaks a revenue goal down to calls, meetings and proposals a week, and checks them against what the reps can do.
 *
 * deals = revenue / deal value, proposals = deals / close rate, meetings = proposals / proposal rate, calls = meetings / meeting rate.
 * Weeks get shares by their days times the season of each day's month. Counts are rounded so that every week's running total is the exact
 * one rounded up. Reps get calls in proportion to their capacity: hours times share times ramp.
 *
 * @param goal - revenue in cents, and the days to reach it in
 * @param rates - of the past; a count such as `{ part: 12, whole: 60 }` tells small samples
 * @returns weeks in order; O(weeks * reps)
 * @throws BeatplanError `invalid-input` with `of-nothing` for rates of 0 of 0, and `out-of-range` for rates of 0 or above 1
 * @example
 * ```ts
 * const goal = { revenue: 1_000_000, start: '2027-01-04', end: '2027-01-31' };
 * const rates = { dealValue: 100_000, closeRate: 0.5, proposalRate: 0.5, meetingRate: 0.25 };
 * activityPlan(goal, rates).total; // { calls: 160, meetings: 40, proposals: 20, deals: 10 }
 * ```
 * @see Talley 1961, "How to design sales territories", Journal of Marketing 25(3), 7-13: capacity by workload
 */
export function activityPlan(goal: ActivityGoal, rates: ActivityRates, options: ActivityOptions = {}): ActivityPlan {
    checkActivity(goal, rates, options);
    const { reps = [], season, ramp = [], durations = {} } = options;
    const weeks = splitWeeks(goal, season);
    const deals = goal.revenue / rates.dealValue;
    const proposals = deals / rateOf(rates.closeRate);
    const meetings = proposals / rateOf(rates.proposalRate);
    const needed = { calls: meetings / rateOf(rates.meetingRate), meetings, proposals, deals };
    const weights = weeks.map(({ weight }) => weight);
    const revenues = apportion(goal.revenue, weights);
    const allWeight = weights.reduce((sum, weight) => sum + weight, 0);

    const total = { calls: 0, meetings: 0, proposals: 0, deals: 0 };
    let running = 0;
    let work = 0;
    let capacity = 0;
    let feasible = 0;
    const overloadedWeeks: string[] = [];
    const rows = weeks.map((week, i): ActivityWeek => {
        running += week.weight;
        const share = week.weight / allWeight;
        // The last week closes the account, whatever rounding did before.
        const done = i === weeks.length - 1 ? 1 : running / allWeight;
        const counts = { calls: 0, meetings: 0, proposals: 0, deals: 0 };
        for (const key of ACTIVITIES) {
            counts[key] = roundUp(needed[key] * done) - total[key];
            total[key] += counts[key];
        }
        const members = deal(counts, week, reps, ramp, durations);
        const weekWork = members.reduce((sum, rep) => sum + rep.work, 0);
        const weekCapacity = members.reduce((sum, rep) => sum + rep.capacity, 0);
        const needs = workOf(counts, durations);
        work += reps.length === 0 ? 0 : needs;
        capacity += weekCapacity;
        feasible += share * (needs > weekCapacity ? weekCapacity / needs : 1);
        if (reps.length > 0 && Math.max(weekWork, needs) > weekCapacity * (1 + 1e-9)) overloadedWeeks.push(week.start);
        return { start: week.start, end: week.end, share, revenue: revenues[i], ...counts, reps: members };
    });
    return {
        needed,
        total,
        weeks: rows,
        ...(reps.length === 0
            ? {}
            : {
                  capacity: {
                      work,
                      capacity,
                      utilization: ratioOf(work, capacity),
                      overloadedWeeks,
                      feasibleShare: Math.min(1, feasible),
                  },
              }),
        smallSamples: RATES.filter((key) => isSmall(rates[key])),
    };
}

const ACTIVITIES = ['calls', 'meetings', 'proposals', 'deals'] as const;
const RATES = ['closeRate', 'proposalRate', 'meetingRate'] as const;
const HOUR = 3600;
const WEEK_DAYS = 7;

/** Divides a week's calls over the reps by capacity. */
function deal(
    counts: ActivityCounts,
    week: PlanWeek,
    reps: readonly ActivityRep[],
    ramp: readonly number[],
    durations: NonNullable<ActivityOptions['durations']>,
): RepActivity[] {
    const ramps = reps.map((rep) => rampOf(rep.start, week, ramp));
    const capacities = reps.map(
        ({ hoursPerWeek, share = 1 }, i) => (hoursPerWeek * HOUR * share * ramps[i] * daysOf(week)) / WEEK_DAYS,
    );
    const isAnyone = capacities.some((capacity) => capacity > 0);
    const calls = isAnyone ? apportion(counts.calls, capacities) : capacities.map(() => 0);
    const needs = workOf(counts, durations);
    const all = capacities.reduce((sum, capacity) => sum + capacity, 0);
    return reps.map(({ id }, i) => {
        const share = counts.calls > 0 ? calls[i] / counts.calls : isAnyone ? capacities[i] / all : 0;
        const work = needs * share;
        return {
            repId: id,
            calls: calls[i],
            ramp: ramps[i],
            work,
            capacity: capacities[i],
            utilization: ratioOf(work, capacities[i]),
        };
    });
}

function workOf({ calls, meetings, proposals }: ActivityCounts, durations: NonNullable<ActivityOptions['durations']>): number {
    const { call = HOUR / 4, meeting = HOUR, proposal = 2 * HOUR } = durations;
    return calls * call + meetings * meeting + proposals * proposal;
}

function rateOf(rate: ConversionRate): number {
    return typeof rate === 'number' ? rate : rate.part / rate.whole;
}

function isSmall(rate: ConversionRate): boolean {
    return typeof rate === 'object' && rate.whole < SMALL_SAMPLE;
}

/** Rounds up, but not because of a rounding error: 160.00000000000003 is 160. */
function roundUp(value: number): number {
    return Math.ceil(value - 1e-9 * Math.max(1, value));
}
