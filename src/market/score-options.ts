import {
    anything,
    assertArguments,
    assertCollector,
    checkStructure,
    finite,
    type IssueCollector,
    type IssuePath,
    list,
    oneOf,
    optional,
    record,
    type Schema,
    strict,
    text,
} from '../core/index.js';
import { type Account, MOST_CALLS } from './account.js';
import { checkField, fieldSubject } from './field-values.js';
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
    /** Factors by name, each with its weight or as a whole {@link ScoreFactor}; default `{ potential: 1 }`, or `{ sales: 1 }` if no account has a potential. */
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
    frequencies: optional(record(finite({ min: 0, max: MOST_CALLS }))),
    durations: optional(record(finite({ min: 0, max: DAY_SECONDS }))),
    priorities: optional(record(finite({ min: 0, max: 100 }))),
});

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
    assertCollector(collector, path);
    assertArguments('the check', { accounts: list(fieldSubject) }, { accounts });
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
