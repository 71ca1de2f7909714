import {
    anything,
    checkStructure,
    finite,
    IssueCollector,
    list,
    optional,
    record,
    type Schema,
    strict,
    text,
} from '../core/index.js';
import type { Account } from './account.js';
import { checkAccounts } from './check-accounts.js';
import { fieldValue } from './score-options.js';

/** What a field must be: this very value, one of these, or a number within bounds. */
export type SegmentCondition =
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

/** A rule of {@link segmentAccounts}. */
export interface SegmentRule {
    /** What accounts of this rule are called. */
    readonly segment: string;
    /** Conditions by field, all of which must hold: `potential`, `sales`, `tier`, `segment`, `owner` or a key of `data`. */
    readonly where: Readonly<Record<string, SegmentCondition>>;
}

/** Options of {@link segmentAccounts}. */
export interface SegmentOptions {
    /** The segment of accounts that no rule takes; default `'other'`. */
    readonly otherwise?: string;
}

/** What {@link segmentAccounts} finds. */
export interface AccountSegments {
    /** Segment of each account, in input order. */
    readonly segments: readonly string[];
    /** Every segment of the rules in their order, then the rest; each with how many accounts it has, their potential and sales. */
    readonly totals: readonly SegmentTotal[];
}

/** A segment and what it comes to. */
export interface SegmentTotal {
    readonly segment: string;
    readonly accounts: number;
    readonly potential: number;
    readonly sales: number;
}

const TEXT_FIELDS = ['tier', 'segment', 'owner'] as const;
const rangeSchema: Schema = strict({ min: optional(finite()), below: optional(finite()) });
const ruleSchema: Schema = strict({ segment: text(), where: record(anything()) });

/**
 * Sorts accounts into segments by rules: the first rule that an account meets counts.
 *
 * @param rules - in order; a rule without conditions takes every account that is left
 * @throws BeatplanError `invalid-input` with every issue of accounts and rules
 * @example
 * ```ts
 * const { segments, totals } = segmentAccounts(accounts, [
 *     { segment: 'key', where: { potential: { min: 100_000 }, chain: ['North', 'West'] } },
 *     { segment: 'large', where: { potential: { min: 20_000 } } },
 * ]);
 * ```
 */
export function segmentAccounts(
    accounts: readonly Account[],
    rules: readonly SegmentRule[],
    options: SegmentOptions = {},
): AccountSegments {
    const collector = new IssueCollector();
    checkAccounts(accounts, collector);
    if (checkStructure(list(ruleSchema), rules, collector, ['rules'])) checkConditions(rules, collector);
    checkStructure(strict({ otherwise: optional(text()) }), options, collector, ['options']);
    collector.throwIfAny('the segments');

    const { otherwise = 'other' } = options;
    const segments = accounts.map((account) => rules.find((rule) => meets(account, rule))?.segment ?? otherwise);
    const totals = new Map<string, { segment: string; accounts: number; potential: number; sales: number }>();
    for (const segment of [...rules.map((rule) => rule.segment), otherwise]) {
        totals.set(segment, { segment, accounts: 0, potential: 0, sales: 0 });
    }
    accounts.forEach((account, i) => {
        const total = totals.get(segments[i])!;
        total.accounts++;
        total.potential += account.potential ?? 0;
        total.sales += account.sales ?? 0;
    });
    return { segments, totals: [...totals.values()] };
}

function meets(account: Account, { where }: SegmentRule): boolean {
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

function isValue(account: Account, field: string, wanted: unknown): boolean {
    if (typeof wanted === 'number') return fieldValue(account, field) === wanted;
    const own = TEXT_FIELDS.find((name) => name === field);
    if (own !== undefined) return account[own] === wanted;
    return account.data !== undefined && Object.hasOwn(account.data, field) && account.data[field] === wanted;
}

function checkConditions(rules: readonly SegmentRule[], collector: IssueCollector): void {
    rules.forEach(({ where }, i) => {
        for (const [field, condition] of Object.entries(where)) {
            const path = ['rules', i, 'where', field];
            const isPlain = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);
            if (isPlain(condition) || (Array.isArray(condition) && condition.every(isPlain))) continue;
            if (!checkStructure(rangeSchema, condition, collector, path)) continue;
            const { min, below } = condition as { min?: number; below?: number };
            if (min === undefined || below === undefined || min < below) continue;
            collector.add('out-of-range', path, 'holds for no number', {
                received: `${min} to ${below}`,
                expected: 'min < below',
            });
        }
    });
}
