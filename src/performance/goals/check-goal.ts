import { checkStructure, finite, IssueCollector, list, oneOf, optional, strict, text } from '../../core/index.js';
import { daysBetween } from '../../market/index.js';
import { checkDate, checkSequence, checkSpan, type DateSpan, daysOf, SPAN_KEYS } from '../figures/periods.js';
import { studentCdf } from '../figures/student.js';
import { FEWEST_PERIODS, type PastResults, summarizeRates } from './past-results.js';

/** A goal as a user wrote it down; whatever is missing is what {@link checkGoal} is for. */
export interface Goal {
    /** What is counted, such as `orders`. */
    readonly metric?: string;
    /** Who answers for it: id of a rep, territory or team. */
    readonly ownerId?: string;
    /** Amount to reach between `start` and `end`, in `unit`. */
    readonly target?: number;
    /** What the amount is counted in, such as `EUR`. */
    readonly unit?: string;
    /** Whether more or less is better; default `at-least`. */
    readonly direction?: 'at-least' | 'at-most';
    /** What the goal is for: the name of an objective above it. */
    readonly supports?: string;
    /** First and last day, `YYYY-MM-DD`. */
    readonly start?: string;
    readonly end?: string;
}

/** One period's result of the goal's metric. */
export interface PeriodResult extends DateSpan {
    readonly value: number;
}

/** Options of {@link checkGoal}. */
export interface GoalOptions {
    /** What the market could give in a year, in the goal's unit, from 0; default unknown. */
    readonly potential?: number;
    /** Objectives that goals may support; default any. */
    readonly objectives?: readonly string[];
    /** Today, `YYYY-MM-DD`: a goal that ends before has no time left. Default unknown. */
    readonly asOf?: string;
    /** Least chance to reach a goal that is achievable, 0 to 1; default 0.1. */
    readonly fewestChance?: number;
    /** Chance from which a goal is too easy to be a goal, 0 to 1; default 0.95. */
    readonly mostChance?: number;
}

/** The five letters of SMART. */
export type GoalCriterion = 'specific' | 'measurable' | 'achievable' | 'relevant' | 'time-bound';

/** Whether a goal meets one criterion. */
export interface GoalCheck {
    readonly criterion: GoalCriterion;
    /** Null if it cannot be told. */
    readonly passes: boolean | null;
    /** Why it fails, cannot be told, or passes only just; empty if all is well. */
    readonly reasons: readonly string[];
}

/** What {@link checkGoal} returns. */
export interface GoalVerdict {
    /** Whether all five pass. */
    readonly isSmart: boolean;
    /** In the order of the letters. */
    readonly checks: readonly GoalCheck[];
    /** Past results scaled to the goal's days; absent without history or sound dates. */
    readonly past?: PastResults;
    /** Chance to reach the target if the coming period is like the past ones, 0 to 1; absent with fewer than two of them. */
    readonly chance?: number;
    /** Target / potential of the goal's days; absent if the potential is unknown or 0. */
    readonly shareOfPotential?: number;
}

/**
 * Checks a goal against the five criteria of SMART: specific, measurable, achievable, relevant, time-bound.
 *
 * Achievable is judged against what was reached before and against potential. Past values are scaled to the goal's days; with n of them,
 * mean m and standard deviation s, a new one follows m + s * sqrt(1 + 1 / n) * t with n - 1 degrees of freedom, if periods are alike,
 * independent and roughly normal. Fewer than five periods are told as a small sample.
 *
 * @param goal - may lack any key
 * @param history - results of the same metric, one after the other without gaps; may be empty
 * @returns reasons for each letter, and the distribution that `achievable` was judged by
 * @throws BeatplanError `invalid-input` with `overlapping-periods`, `period-gap`, `inverted-period` or `invalid-date`
 * @example
 * ```ts
 * const { checks } = checkGoal({ metric: 'orders', target: 40 }, []);
 * checks.filter(({ passes }) => passes === false).map(({ criterion }) => criterion);
 * // ['specific', 'measurable', 'relevant', 'time-bound']
 * ```
 * @see Doran 1981, "There's a S.M.A.R.T. way to write management's goals and objectives", Management Review 70(11), 35-36
 * @see Hahn and Meeker 1991, "Statistical Intervals", Wiley, doi:10.1002/9780470316771: prediction of a new value
 */
export function checkGoal(goal: Goal, history: readonly PeriodResult[], options: GoalOptions = {}): GoalVerdict {
    const hasSpan = checkInput(goal, history, options);
    const { target, direction = 'at-least' } = goal;
    const { potential, fewestChance = 0.1, mostChance = 0.95 } = options;
    const days = hasSpan ? daysOf({ start: goal.start!, end: goal.end! }) : undefined;
    const rates = history.map((period) => period.value / daysOf(period));
    const past = days === undefined || history.length === 0 ? undefined : summarizeRates(rates, days, target, direction);
    const chance = past === undefined || target === undefined ? undefined : chanceOf(target, past, direction);
    const yearly = days === undefined ? 0 : ((potential ?? 0) * days) / DAYS_OF_YEAR;
    const shareOfPotential = target === undefined || yearly === 0 ? undefined : target / yearly;

    const achievable = ((): GoalCheck => {
        const reasons: string[] = [];
        if (target === undefined || days === undefined)
            return { criterion: 'achievable', passes: null, reasons: ['cannot be told without a target and dates'] };
        let passes: boolean | null = chance === undefined ? null : chance >= fewestChance;
        if (chance === undefined) reasons.push(`cannot be told from ${history.length} past periods; at least 2 are needed`);
        else if (!passes) {
            reasons.push(
                `chance of ${percent(chance)} by past periods (mean ${round(past!.mean)}, best ${round(bestOf(past!, direction))})`,
            );
        } else if (chance >= mostChance) reasons.push(`chance of ${percent(chance)}: too easy to be a goal`);
        if (past !== undefined && past.reading === 'small-sample' && chance !== undefined)
            reasons.push(`small sample: ${history.length} past periods, fewer than ${FEWEST_PERIODS}`);
        if (direction === 'at-least' && potential !== undefined && target > yearly) {
            passes = false;
            reasons.push(yearly === 0 ? 'there is no potential' : `exceeds the potential of ${round(yearly)} in these days`);
        }
        return { criterion: 'achievable', passes, reasons };
    })();

    const checks: GoalCheck[] = [
        verdict('specific', [
            goal.metric === undefined && 'does not say what is counted (metric)',
            goal.ownerId === undefined && 'does not say who answers for it (ownerId)',
        ]),
        verdict('measurable', [
            target === undefined && 'has no target',
            goal.unit === undefined && 'does not say what the target is counted in (unit)',
        ]),
        achievable,
        verdict('relevant', [
            goal.supports === undefined && 'does not say what it is for (supports)',
            goal.supports !== undefined &&
                options.objectives?.includes(goal.supports) === false &&
                `supports '${goal.supports}', which is not an objective of the list`,
        ]),
        verdict('time-bound', [
            goal.start === undefined && 'has no start',
            goal.end === undefined && 'has no end',
            goal.end !== undefined &&
                options.asOf !== undefined &&
                daysBetween(options.asOf, goal.end) < 0 &&
                `ended on ${goal.end}, before ${options.asOf}`,
        ]),
    ];
    return {
        isSmart: checks.every(({ passes }) => passes === true),
        checks,
        ...(past === undefined ? {} : { past }),
        ...(chance === undefined ? {} : { chance }),
        ...(shareOfPotential === undefined ? {} : { shareOfPotential }),
    };
}

const DAYS_OF_YEAR = 365.25;

function checkInput(goal: Goal, history: readonly PeriodResult[], options: GoalOptions): boolean {
    const collector = new IssueCollector();
    const goalKeys = {
        metric: optional(text()),
        ownerId: optional(text()),
        target: optional(finite({ min: 0 })),
        unit: optional(text()),
        direction: optional(oneOf(['at-least', 'at-most'])),
        supports: optional(text()),
        start: optional(text()),
        end: optional(text()),
    };
    let hasSpan = false;
    if (checkStructure(strict(goalKeys), goal, collector, ['goal'])) {
        const { start, end } = goal;
        if (start !== undefined && end !== undefined) hasSpan = checkSpan({ start, end }, collector, ['goal']);
        else if (start !== undefined) checkDate(start, collector, ['goal', 'start']);
        else if (end !== undefined) checkDate(end, collector, ['goal', 'end']);
    }
    if (checkStructure(list(strict({ ...SPAN_KEYS, value: finite({ min: 0 }) })), history, collector, ['history']))
        checkSequence(history, collector, ['history']);
    const chance = optional(finite({ min: 0, max: 1 }));
    const optionKeys = {
        potential: optional(finite({ min: 0 })),
        objectives: optional(list(text())),
        asOf: optional(text()),
        fewestChance: chance,
        mostChance: chance,
    };
    if (checkStructure(strict(optionKeys), options, collector, ['options'])) {
        if (options.asOf !== undefined) checkDate(options.asOf, collector, ['options', 'asOf']);
        const { fewestChance = 0.1, mostChance = 0.95 } = options;
        if (fewestChance > mostChance)
            collector.add('contradictory-options', ['options', 'fewestChance'], `is above mostChance, ${mostChance}`);
    }
    collector.throwIfAny('checkGoal');
    return hasSpan;
}

/** Probability that a new period reaches the target. */
function chanceOf(target: number, past: PastResults, direction: 'at-least' | 'at-most'): number | undefined {
    if (past.periods < 2) return undefined;
    const sign = direction === 'at-least' ? 1 : -1;
    const spread = past.standardDeviation * Math.sqrt(1 + 1 / past.periods);
    // Equal periods differ by rounding errors alone.
    const slack = 1e-9 * past.mean;
    if (spread <= slack) return sign * (past.mean - target) >= -slack ? 1 : 0;
    return studentCdf((sign * (past.mean - target)) / spread, past.periods - 1);
}

function bestOf(past: PastResults, direction: 'at-least' | 'at-most'): number {
    return direction === 'at-least' ? past.max : past.min;
}

function verdict(criterion: GoalCriterion, found: readonly (string | false)[]): GoalCheck {
    const reasons = found.filter((reason) => reason !== false);
    return { criterion, passes: reasons.length === 0, reasons };
}

function percent(share: number): string {
    return `${round(100 * share)} %`;
}

function round(value: number): number {
    return Number(value.toPrecision(3));
}
