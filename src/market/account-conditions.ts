import {
    anything,
    assertArguments,
    assertCollector,
    checkStructure,
    finite,
    IssueCollector,
    type IssuePath,
    list,
    optional,
    record,
    type Schema,
    strict,
} from '../core/index.js';
import type { Account } from './account.js';
import { checkUnclear, fieldSubject, readField } from './field-values.js';

/** What a field must be: this very value, one of these, or a number within bounds. */
export type AccountCondition =
    | string
    | number
    | boolean
    | readonly (string | number | boolean)[]
    | {
          /** Least value, inclusive. */
          readonly min?: number;
          /** What the value must stay below, so that buckets that follow each other share no value. */
          readonly below?: number;
      };

/** Conditions by field, all of which must hold: `potential`, `sales`, `tier`, `segment`, `owner` or a key of `data`. */
export type AccountConditions = Readonly<Record<string, AccountCondition>>;

/** What conditions are asked about: an account, or a lead. */
export type ConditionSubject = Pick<Account, 'potential' | 'sales' | 'tier' | 'segment' | 'owner' | 'data'>;

const TEXT_FIELDS = ['tier', 'segment', 'owner'] as const;
const rangeSchema: Schema = strict({ min: optional(finite()), below: optional(finite()) });

/**
 * Whether all conditions hold for an account alone; without conditions they do.
 *
 * @throws BeatplanError `invalid-input` for invalid accounts or conditions
 */
export function meetsConditions(account: ConditionSubject, where: AccountConditions): boolean {
    const collector = new IssueCollector();
    const isSubject = checkStructure(fieldSubject, account, collector, ['account']);
    checkConditions(where, ['where'], collector, isSubject ? [account] : []);
    collector.throwIfAny('meetsConditions');
    return conditionReader([account])(account, where);
}

/**
 * Makes a test of conditions for many accounts, whose numbers are read column by column as {@link readField} does.
 *
 * @param subjects - those that will be asked about
 */
export function conditionReader(
    subjects: readonly ConditionSubject[],
): (subject: ConditionSubject, where: AccountConditions) => boolean {
    assertArguments('the conditions', { subjects: list(fieldSubject) }, { subjects });
    const places = new Map(subjects.map((subject, i) => [subject, i]));
    const columns = new Map<string, Float64Array>();
    const numberOf = (subject: ConditionSubject, field: string): number => {
        let column = columns.get(field);
        if (column === undefined) {
            column = readField(subjects, field);
            columns.set(field, column);
        }
        return column[places.get(subject) ?? -1] ?? Number.NaN;
    };
    const isValue = (subject: ConditionSubject, field: string, wanted: unknown): boolean => {
        if (typeof wanted === 'number') return numberOf(subject, field) === wanted;
        const own = TEXT_FIELDS.find((name) => name === field);
        if (own !== undefined) return subject[own] === wanted;
        return subject.data !== undefined && Object.hasOwn(subject.data, field) && subject.data[field] === wanted;
    };
    return (subject, where) => {
        for (const field in where) {
            const condition = where[field];
            if (typeof condition === 'object' && !Array.isArray(condition)) {
                const { min = Number.NEGATIVE_INFINITY, below = Number.POSITIVE_INFINITY } = condition as {
                    min?: number;
                    below?: number;
                };
                const value = numberOf(subject, field);
                // A missing value is NaN, and lies within no bounds.
                if (!(value >= min && value < below)) return false;
            } else {
                const wanted = Array.isArray(condition) ? condition : [condition];
                if (!wanted.some((one) => isValue(subject, field, one))) return false;
            }
        }
        return true;
    };
}

/**
 * Adds an issue for each condition that is invalid, that holds for no number, or that asks for numbers which can be read in two ways.
 *
 * @param subjects - those that the conditions will be asked about, if they are sound
 */
export function checkConditions(
    where: unknown,
    path: IssuePath,
    collector: IssueCollector,
    subjects: readonly ConditionSubject[] = [],
): void {
    assertCollector(collector, path);
    if (!checkStructure(list(fieldSubject), subjects, collector, ['subjects'])) return;
    if (!checkStructure(record(anything()), where, collector, path)) return;
    for (const [field, condition] of Object.entries(where as Readonly<Record<string, unknown>>)) {
        const at = [...path, field];
        const isNumeric = [condition].flat().some((value) => typeof value === 'number' || typeof value === 'object');
        if (isNumeric) checkUnclear(field, subjects, at, collector);
        const isPlain = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);
        if (isPlain(condition) || (Array.isArray(condition) && condition.every(isPlain))) continue;
        if (!checkStructure(rangeSchema, condition, collector, at)) continue;
        const { min, below } = condition as { min?: number; below?: number };
        if (min === undefined || below === undefined || min < below) continue;
        collector.add('out-of-range', at, 'holds for no number', { received: `${min} to ${below}`, expected: 'min < below' });
    }
}
