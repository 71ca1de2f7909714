import {
    anything,
    checkStructure,
    finite,
    type IssueCollector,
    type IssuePath,
    optional,
    record,
    type Schema,
    strict,
} from '../core/index.js';
import type { Account } from './account.js';
import { fieldValue } from './score-options.js';

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

/** What conditions are asked about: an account, or somebody who may become one. */
export type ConditionSubject = Pick<Account, 'potential' | 'sales' | 'tier' | 'segment' | 'owner' | 'data'>;

const TEXT_FIELDS = ['tier', 'segment', 'owner'] as const;
const rangeSchema: Schema = strict({ min: optional(finite()), below: optional(finite()) });

/** Whether all conditions hold for an account; without conditions they do. */
export function meetsConditions(account: ConditionSubject, where: AccountConditions): boolean {
    for (const field in where) {
        const condition = where[field];
        if (typeof condition === 'object' && !Array.isArray(condition)) {
            const { min = Number.NEGATIVE_INFINITY, below = Number.POSITIVE_INFINITY } = condition as {
                min?: number;
                below?: number;
            };
            const value = fieldValue(account, field);
            // A missing value is NaN, and lies within no bounds.
            if (!(value >= min && value < below)) return false;
        } else {
            const wanted = Array.isArray(condition) ? condition : [condition];
            if (!wanted.some((one) => isValue(account, field, one))) return false;
        }
    }
    return true;
}

function isValue(account: ConditionSubject, field: string, wanted: unknown): boolean {
    if (typeof wanted === 'number') return fieldValue(account, field) === wanted;
    const own = TEXT_FIELDS.find((name) => name === field);
    if (own !== undefined) return account[own] === wanted;
    return account.data !== undefined && Object.hasOwn(account.data, field) && account.data[field] === wanted;
}

/** Adds an issue for each condition that is none, or that holds for no number. */
export function checkConditions(where: unknown, path: IssuePath, collector: IssueCollector): void {
    if (!checkStructure(record(anything()), where, collector, path)) return;
    for (const [field, condition] of Object.entries(where as Readonly<Record<string, unknown>>)) {
        const at = [...path, field];
        const isPlain = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);
        if (isPlain(condition) || (Array.isArray(condition) && condition.every(isPlain))) continue;
        if (!checkStructure(rangeSchema, condition, collector, at)) continue;
        const { min, below } = condition as { min?: number; below?: number };
        if (min === undefined || below === undefined || min < below) continue;
        collector.add('out-of-range', at, 'holds for no number', { received: `${min} to ${below}`, expected: 'min < below' });
    }
}
