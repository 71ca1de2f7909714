import {
    anything,
    checkStructure,
    finite,
    type IssueCollector,
    type IssuePath,
    nearestWord,
    oneOf,
    optional,
    record,
    type Schema,
    strict,
    text,
} from '../core/index.js';
import type { Account } from './account.js';
import { DAY_SECONDS } from './hours.js';
import { SCALES, type Scale } from './scale-values.js';
import { checkCuts, type TierOptions, tierSchema } from './tier-accounts.js';

/** One thing that makes an account worth visiting. */
export interface ScoreFactor {
    /** Relative to the other factors, from 0; default 1. */
    readonly weight?: number;
    /** `'potential'`, `'sales'` or a key of the accounts' `data`; default the factor's own name. */
    readonly field?: string;
    /** Values by account id, instead of a field. */
    readonly values?: Readonly<Record<string, number>>;
    /** How values become 0 to 1: percentile rank, linear, or linear in ln(1 + value); default `'rank'`. */
    readonly scale?: Scale;
    /** Which end of the values is worth more; default `'high'`. */
    readonly prefer?: 'high' | 'low';
}

/** How accounts are valued and what that means for calls. Plain JSON, so that it can stand in a file. */
export interface ScoreOptions {
    /** Factors by name, each with its weight or as a whole {@link ScoreFactor}; default `{ potential: 1 }`. */
    readonly factors?: Readonly<Record<string, number | ScoreFactor>>;
    /** How tiers are cut, and by what. */
    readonly tiers?: ScoreTierOptions;
    /**
     * Calls in four weeks by segment and tier (`'mall/A'`), by segment (`'mall'`) or by tier (`'A'`); the most specific key
     * counts. Default A 4, B 2, C 1, D 0.5.
     */
    readonly frequencies?: Readonly<Record<string, number>>;
    /** Seconds on site, keyed likewise. Default A 2700, B 1800, C 1200, D 900. */
    readonly durations?: Readonly<Record<string, number>>;
    /** Priorities 0 to 100, keyed likewise; without an entry the score is the priority. */
    readonly priorities?: Readonly<Record<string, number>>;
}

/** {@link TierOptions} and what they are applied to. */
export interface ScoreTierOptions extends TierOptions {
    /**
     * `'potential'`, `'sales'`, a key of the accounts' `data`, or `'score'`. Default: the first of potential, sales and score
     * that tells accounts apart; where none does, every account is in the last tier.
     */
    readonly by?: string;
}

const factorSchema = strict({
    weight: optional(finite({ min: 0 })),
    field: optional(text()),
    values: optional(record(finite())),
    scale: optional(oneOf(SCALES)),
    prefer: optional(oneOf(['high', 'low'])),
});

const optionsSchema: Schema = strict({
    factors: optional(record(anything())),
    tiers: optional(tierSchema({ by: optional(text()) })),
    frequencies: optional(record(finite({ min: 0 }))),
    durations: optional(record(finite({ min: 0, max: DAY_SECONDS }))),
    priorities: optional(record(finite({ min: 0, max: 100 }))),
});

/** Account fields with numbers that a factor can use; every other field name means a key of `data`. */
const OWN_FIELDS: readonly string[] = ['potential', 'sales'];

/**
 * Finds everything that is wrong with score options: structure, cuts, weights that are all 0, fields that no account has.
 *
 * @param accounts - against which field names are checked; without them, none is
 * @param path - where the options stand in the whole input; default `['options']`
 * @returns whether nothing was found
 */
export function checkScoreOptions(
    options: unknown,
    collector: IssueCollector,
    path: IssuePath = ['options'],
    accounts: readonly Account[] = [],
): options is ScoreOptions {
    const before = collector.issues.length;
    if (!checkStructure(optionsSchema, options, collector, path)) return false;
    const { factors, tiers } = options as ScoreOptions;
    let total = 0;
    for (const [name, factor] of Object.entries(factors ?? {})) {
        const at = [...path, 'factors', name];
        const schema = typeof factor === 'number' ? finite({ min: 0 }) : factorSchema;
        if (!checkStructure(schema, factor, collector, at)) {
            total = Number.NaN;
            continue;
        }
        const { weight = 1, field = name, values } = wholeFactor(factor);
        total += weight;
        if (values === undefined) checkField(field, accounts, at, collector);
    }
    if (factors !== undefined && total === 0) {
        collector.add('out-of-range', [...path, 'factors'], 'have no weight', { expected: 'at least one weight above 0' });
    }
    if (tiers !== undefined) {
        checkCuts(tiers, [...path, 'tiers'], collector);
        if (tiers.by !== undefined && tiers.by !== 'score') checkField(tiers.by, accounts, [...path, 'tiers', 'by'], collector);
    }
    return collector.issues.length === before;
}

/** A factor in its long form. */
export function wholeFactor(factor: number | ScoreFactor): ScoreFactor {
    return typeof factor === 'number' ? { weight: factor } : factor;
}

/**
 * The number in a field of an account: of `potential`, `sales` or a key of `data`, where a text that reads as a number counts
 * as one. NaN where there is none.
 */
export function fieldValue(account: Pick<Account, 'potential' | 'sales' | 'data'>, field: string): number {
    const value: unknown = OWN_FIELDS.includes(field)
        ? account[field as 'potential' | 'sales']
        : account.data !== undefined && Object.hasOwn(account.data, field)
          ? account.data[field]
          : undefined;
    if (typeof value === 'number') return Number.isFinite(value) ? value : Number.NaN;
    if (typeof value !== 'string' || value.trim() === '') return Number.NaN;
    const number = Number(value);
    return Number.isFinite(number) ? number : Number.NaN;
}

/** Adds an issue where a field holds a number for no account. */
export function checkField(field: string, accounts: readonly Account[], path: IssuePath, collector: IssueCollector): void {
    if (accounts.length === 0 || OWN_FIELDS.includes(field)) return;
    if (accounts.some((account) => !Number.isNaN(fieldValue(account, field)))) return;
    const known = [...OWN_FIELDS, ...new Set(accounts.flatMap((account) => Object.keys(account.data ?? {})))];
    const near = nearestWord(field, known);
    collector.add('unknown-option', path, 'names a field that holds a number for no account', {
        received: field,
        expected: "'potential', 'sales' or a key of data with numbers",
        ...(near === undefined || near === field ? {} : { hint: `did you mean '${near}'?` }),
    });
}
