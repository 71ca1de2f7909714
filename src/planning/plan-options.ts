import {
    anything,
    callback,
    checkStructure,
    controlEntries,
    finite,
    IssueCollector,
    type IssuePath,
    list,
    optional,
    RENAMED_LIMITS,
    record,
    type Schema,
    type StopLimits,
    stopLimits,
    strict,
    text,
} from '../core/index.js';
import { isDate, mondayOf, type Rep, weekdayOf } from '../market/index.js';
import type { VehicleCosts } from '../routing/index.js';
import type { FieldTravel } from '../travel/index.js';
import { checkFieldTravel } from '../travel/internal.js';
import type { Absence } from './calendar.js';

/** How a calendar of calls is made. Plain data: it may stand in a configuration file. */
export interface VisitOptions {
    /** First day of the period, a Monday, `YYYY-MM-DD`. */
    readonly start: string;
    /** Length of the period, whole weeks from 1 to 12; default 4. */
    readonly weeks?: number;
    /** How reps drive: an estimate from straight lines, or roads. Default: the default great-circle model. */
    readonly travel?: FieldTravel;
    /** Days on which no rep works, `YYYY-MM-DD` each. */
    readonly holidays?: readonly string[];
    /** Days on which single reps do not work. */
    readonly absences?: readonly Absence[];
    /**
     * Share of the even interval between two calls on an account that must pass before the next one, 0 to 1; default 0.5. An account due
     * twice in four weeks has an interval of 14 days: at 0.5 its calls are at least 7 days apart.
     */
    readonly dueAfter?: number;
    /**
     * What the first, second, third ... visit on an account in the period is worth, as shares of its priority: numbers from 0 to 1 that never
     * rise, the last for all further visits. With room for only some visits, `[1]` ignores which accounts get none; the steeper the
     * values fall, the more accounts keep one. Default `[1, 0.9, 0.8, 0.7]`.
     */
    readonly visitValues?: readonly number[];
    /** What a rep's day costs, in any unit: among plans with the same calls the cheapest is sought. Default 30 an hour and 0.3 a km. */
    readonly costs?: VehicleCosts;
    /**
     * When to stop. `iterations`, default 500, and `noImprovement` are those of the search for the routes of one rep's week; the draft that
     * assigns visits to weeks takes 0.4 times as many iterations for each account, up to 40 times as many. `seconds` hold for the whole
     * call: after them only the cheapest work is still done for what is left. With them, equal runs may differ.
     */
    readonly stop?: StopLimits;
    /** Any finite number; default 1. */
    readonly seed?: number;
}

/** {@link VisitOptions} with its defaults filled in. */
export type VisitSettings = Required<VisitOptions>;

export const MOST_WEEKS = 12;
const DEFAULT_WEEKS = 4;
const DEFAULT_DUE_AFTER = 0.5;
const DEFAULT_VISIT_VALUES: readonly number[] = [1, 0.9, 0.8, 0.7];
/** As in routing, so that sums of costs never overflow. */
const LARGEST_COST = 1e15;
export const DEFAULT_COSTS: VehicleCosts = { perHour: 30, perKm: 0.3 };

/** Schemas of the keys of {@link VisitOptions}. */
export const visitOptionKeys: Readonly<Record<string, Schema>> = {
    start: text(),
    weeks: optional(finite({ min: 1, max: MOST_WEEKS, integer: true })),
    travel: optional(record(anything())),
    holidays: optional(list(text())),
    absences: optional(list(strict({ repId: text(), dates: list(text()) }))),
    dueAfter: optional(finite({ min: 0, max: 1 })),
    visitValues: optional(list(finite({ min: 0, max: 1 }))),
    costs: optional(
        strict({
            fixed: optional(finite({ min: 0, max: LARGEST_COST })),
            perHour: optional(finite({ min: 0, max: LARGEST_COST })),
            perKm: optional(finite({ min: 0, max: LARGEST_COST })),
        }),
    ),
    stop: optional(stopLimits()),
    seed: optional(finite()),
};

/** Schemas of what planning calls take in addition to those. */
export const visitRunKeys: Readonly<Record<string, Schema>> = {
    ...controlEntries,
    incumbent: optional(anything()),
    onCheckpoint: optional(callback()),
};

const visitOptionsSchema: Schema = strict({ ...visitOptionKeys, ...visitRunKeys }, RENAMED_LIMITS);

/**
 * Checks options of a calendar and adds an issue for each fault.
 *
 * @param reps - whom absences may name; undefined if the reps have problems of their own
 * @param schema - of the whole object, where it holds more than the keys of a calendar
 */
export function checkVisitOptions(
    options: VisitOptions,
    reps: readonly Rep[] | undefined,
    collector: IssueCollector,
    schema: Schema = visitOptionsSchema,
): void {
    const path = ['options'];
    const isSound = checkStructure(schema, options, collector, path);
    if (typeof options !== 'object' || options === null) return;
    // A fault in one option hides none in another.
    const holds = (key: keyof VisitOptions & string): boolean =>
        options[key] !== undefined && (isSound || checkStructure(visitOptionKeys[key], options[key], new IssueCollector(), []));
    if (holds('start')) checkStart(options.start, collector);
    if (holds('travel')) checkFieldTravel(options.travel, [...path, 'travel'], collector);
    if (holds('visitValues')) checkVisitValues(options.visitValues, [...path, 'visitValues'], collector);
    if (holds('holidays')) checkDates(options.holidays ?? [], [...path, 'holidays'], collector);
    if (!holds('absences')) return;
    const known = reps === undefined ? undefined : new Set(reps.map((rep) => rep.id));
    (options.absences ?? []).forEach((absence, i) => {
        const at = [...path, 'absences', i];
        if (known?.has(absence.repId) === false) {
            collector.add('unknown-id', [...at, 'repId'], 'is not the id of a rep', { received: absence.repId });
        }
        checkDates(absence.dates, [...at, 'dates'], collector);
    });
}

function checkStart(start: string, collector: IssueCollector): void {
    const path = ['options', 'start'];
    if (!isDate(start)) {
        collector.add('invalid-date', path, 'is not a date', { received: start, expected: 'a Monday as YYYY-MM-DD' });
    } else if (weekdayOf(start) !== 'mon') {
        const hint = `the Monday of that week is ${mondayOf(start)}`;
        collector.add('invalid-date', path, 'is not a Monday', { received: start, expected: 'a Monday as YYYY-MM-DD', hint });
    }
}

function checkVisitValues(values: readonly number[] | undefined, path: IssuePath, collector: IssueCollector): void {
    if (values === undefined) return;
    const expected = 'at least one number, none above the one before it';
    if (values.length === 0) collector.add('out-of-range', path, 'is empty', { received: values, expected });
    values.forEach((value, n) => {
        if (n === 0 || value <= values[n - 1]) return;
        collector.add('out-of-range', [...path, n], 'is above the value before it', { received: value, expected });
    });
}

function checkDates(dates: readonly string[], path: IssuePath, collector: IssueCollector): void {
    for (let i = 0; i < dates.length; i++) {
        if (isDate(dates[i])) continue;
        collector.add('invalid-date', [...path, i], 'is not a date', { received: dates[i], expected: 'YYYY-MM-DD' });
    }
}

/** Fills in the defaults of options that {@link checkVisitOptions} found sound. */
export function visitSettings(options: VisitOptions): VisitSettings {
    return {
        start: options.start,
        weeks: options.weeks ?? DEFAULT_WEEKS,
        travel: options.travel ?? { kind: 'great-circle' },
        holidays: options.holidays ?? [],
        absences: options.absences ?? [],
        dueAfter: options.dueAfter ?? DEFAULT_DUE_AFTER,
        visitValues: options.visitValues ?? DEFAULT_VISIT_VALUES,
        costs: options.costs ?? DEFAULT_COSTS,
        stop: options.stop ?? {},
        seed: options.seed ?? 1,
    };
}

/** Share of an account's priority that one more visit is worth after a number of others. */
export function worthOfVisit(visitValues: readonly number[], others: number): number {
    return visitValues[Math.min(others, visitValues.length - 1)];
}
