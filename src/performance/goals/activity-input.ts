import { checkStructure, finite, IssueCollector, list, optional, type Schema, strict, text } from '../../core/index.js';
import { cents, checkDate, checkIds, checkSpan, type DateSpan, daysOf, SPAN_KEYS } from '../figures/periods.js';
import { splitWeeks } from './plan-weeks.js';

/** Revenue to reach within some days. */
export interface ActivityGoal extends DateSpan {
    /** Whole cents, above 0. */
    readonly revenue: number;
}

/** A share of the past: a number above 0, up to 1, or what it was counted from. */
export type ConversionRate = number | { readonly part: number; readonly whole: number };

/** How calls become deals. */
export interface ActivityRates {
    /** Mean revenue of a deal in cents, above 0. */
    readonly dealValue: number;
    /** Deals / proposals. */
    readonly closeRate: ConversionRate;
    /** Proposals / meetings. */
    readonly proposalRate: ConversionRate;
    /** Meetings / calls. */
    readonly meetingRate: ConversionRate;
}

/** A rep who can do activities. */
export interface ActivityRep {
    readonly id: string;
    /** Hours a week for these activities, from 0. */
    readonly hoursPerWeek: number;
    /** Share of a full workload, 0 to 1; default 1. */
    readonly share?: number;
    /** First working day, `YYYY-MM-DD`; default long ago, no ramp. */
    readonly start?: string;
}

/** Options of {@link activityPlan}. */
export interface ActivityOptions {
    /** Who does it; default no particular rep, and no capacity is checked. */
    readonly reps?: readonly ActivityRep[];
    /** Productivity of new reps in each 4 weeks after their first day, 0 to 1 each, full afterwards; default full at once. */
    readonly ramp?: readonly number[];
    /** Demand of the twelve months, January first, from 0; only proportions matter. Default even. */
    readonly season?: readonly number[];
    /** Seconds that one takes, with travel and preparation; default a quarter of an hour a call, 1 hour a meeting, 2 a proposal. */
    readonly durations?: { readonly call?: number; readonly meeting?: number; readonly proposal?: number };
}

const MOST_DAYS = 3660;

/** Throws with every fault of the three. */
export function checkActivity(goal: ActivityGoal, rates: ActivityRates, options: ActivityOptions): void {
    const collector = new IssueCollector();
    if (checkStructure(strict({ revenue: cents(1), ...SPAN_KEYS }), goal, collector, ['goal'])) {
        if (checkSpan(goal, collector, ['goal']) && daysOf(goal) > MOST_DAYS)
            collector.add('out-of-range', ['goal'], `lasts ${daysOf(goal)} days`, { expected: `at most ${MOST_DAYS} days` });
    }
    checkRates(rates, collector);
    const share = finite({ min: 0, max: 1 });
    const seconds = optional(finite({ min: 0 }));
    const rep = {
        id: text(),
        hoursPerWeek: finite({ min: 0, max: 168 }),
        share: optional(share),
        start: optional(text()),
    };
    const keys = {
        reps: optional(list(strict(rep))),
        ramp: optional(list(share)),
        season: optional(list(finite({ min: 0, max: 1e9 }))),
        durations: optional(strict({ call: seconds, meeting: seconds, proposal: seconds })),
    };
    if (checkStructure(strict(keys), options, collector, ['options'])) checkOptions(options, collector);
    collector.throwIfAny('activityPlan');
    if (splitWeeks(goal, options.season).every(({ weight }) => weight === 0))
        collector.add('of-nothing', ['options', 'season'], 'is 0 in every month of the goal');
    collector.throwIfAny('activityPlan');
}

function checkRates(rates: ActivityRates, collector: IssueCollector): void {
    const names = ['closeRate', 'proposalRate', 'meetingRate'] as const;
    const count = finite({ min: 0, integer: true });
    const schemaOf = (value: unknown): Schema =>
        typeof value === 'object' && value !== null ? strict({ part: count, whole: count }) : finite({ min: 1e-9, max: 1 });
    const given: Partial<ActivityRates> = typeof rates === 'object' && rates !== null ? rates : {};
    const keys = Object.fromEntries(names.map((name) => [name, schemaOf(given[name])]));
    if (!checkStructure(strict({ dealValue: finite({ min: 1e-9, max: 1e15 }), ...keys }), rates, collector, ['rates'])) return;
    for (const name of names) {
        const rate = rates[name];
        if (typeof rate === 'number') continue;
        const { part, whole } = rate;
        if (part === 0 && whole === 0)
            collector.add('of-nothing', ['rates', name], 'is 0 of 0: nothing was tried, so there is no rate', {
                hint: 'use the rate of a longer period or a larger team',
            });
        else if (part > whole)
            collector.add('out-of-range', ['rates', name], `is ${part} of ${whole}, above 1`, { received: rate });
        else if (part === 0)
            collector.add('out-of-range', ['rates', name], `is 0 of ${whole}: no number of activities reaches the goal`, {
                expected: 'a rate above 0',
            });
    }
}

function checkOptions({ reps = [], season }: ActivityOptions, collector: IssueCollector): void {
    checkIds(
        reps.map(({ id }) => id),
        collector,
        ['options', 'reps'],
    );
    reps.forEach(({ start }, i) => {
        if (start !== undefined) checkDate(start, collector, ['options', 'reps', i, 'start']);
    });
    if (season === undefined) return;
    const path = ['options', 'season'];
    if (season.length !== 12)
        collector.add('dimension-mismatch', path, `has ${season.length} values`, { expected: '12, one a month' });
    else if (season.every((month) => month === 0)) collector.add('of-nothing', path, 'is 0 in every month');
}
