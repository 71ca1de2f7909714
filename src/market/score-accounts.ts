import { IssueCollector } from '../core/index.js';
import type { Account, Tier } from './account.js';
import type { AccountScore } from './account-score.js';
import { checkAccounts } from './check-accounts.js';
import { readField } from './field-values.js';
import { scaleValues } from './scale-values.js';
import { checkScoreOptions, type ScoreOptions, type ScoreTierOptions, wholeFactor } from './score-options.js';
import { divideIntoTiers } from './tier-accounts.js';

const DEFAULT_FREQUENCIES: Readonly<Record<Tier, number>> = { A: 4, B: 2, C: 1, D: 0.5 };
const DEFAULT_DURATIONS: Readonly<Record<Tier, number>> = { A: 2700, B: 1800, C: 1200, D: 900 };
/** For an account whose tier is given and of which nothing else is known. */
const TIER_PRIORITIES: Readonly<Record<Tier, number>> = { A: 90, B: 60, C: 30, D: 10 };

/**
 * Values every account: score, tier, priority, call frequency and call duration.
 *
 * The score is the weighted mean of the factors, each brought to 0..100 by percentile rank unless told otherwise. A missing
 * value ranks below all others and is named in `missing`. Tiers come from cumulated potential (ABC analysis), frequency and
 * duration from the tier, priority from the score. What an account itself says (`tier`, `priority`, `callFrequency`,
 * `callDuration`) always wins. O(n log n).
 *
 * @param accounts - valid as `validateAccounts` has it
 * @returns one score an account, in input order
 * @throws BeatplanError `invalid-input` with every issue of the accounts and the options
 * @example
 * ```ts
 * const scores = scoreAccounts(accounts, {
 *     factors: { potential: 0.7, sales: { weight: 0.3, scale: 'log' } },
 *     frequencies: { A: 4, B: 2, C: 1, 'mall/A': 8 },
 * });
 * ```
 */
export function scoreAccounts(accounts: readonly Account[], options: ScoreOptions = {}): AccountScore[] {
    const collector = new IssueCollector();
    const sound = checkAccounts(accounts, collector);
    checkScoreOptions(options, collector, ['options'], sound ? accounts : []);
    collector.throwIfAny('scoreAccounts');

    const factors = readFactors(accounts, options, collector);
    const score = new Float64Array(accounts.length);
    // Sums of shares can pass 100 by a hair.
    for (const factor of factors)
        for (let i = 0; i < score.length; i++) score[i] = Math.min(100, score[i] + factor.contribution[i]);
    const tiers = readTiers(accounts, options.tiers ?? {}, score, collector);
    collector.throwIfAny('scoreAccounts');

    return accounts.map((account, i) => {
        const contributions: Record<string, number> = {};
        const missing: string[] = [];
        for (const factor of factors) {
            contributions[factor.name] = factor.contribution[i];
            if (Number.isNaN(factor.values[i])) missing.push(factor.name);
        }
        const tier = account.tier ?? tiers[i];
        const unknown = account.tier !== undefined && missing.length === factors.length;
        return {
            accountId: account.id,
            score: score[i],
            contributions,
            ...(missing.length === 0 ? {} : { missing }),
            tier,
            priority:
                account.priority ??
                lookUp(options.priorities, account.segment, tier) ??
                (unknown ? TIER_PRIORITIES[tier] : score[i]),
            callFrequency:
                account.callFrequency ?? lookUp(options.frequencies, account.segment, tier) ?? DEFAULT_FREQUENCIES[tier],
            callDuration: account.callDuration ?? lookUp(options.durations, account.segment, tier) ?? DEFAULT_DURATIONS[tier],
        };
    });
}

interface ScoredFactor {
    readonly name: string;
    /** Raw, NaN where missing. */
    readonly values: Float64Array;
    /** Points of the score. */
    readonly contribution: Float64Array;
}

// As tiers do: what no account has does not tell accounts apart.
function defaultFactors(accounts: readonly Account[]): Readonly<Record<string, number>> {
    const has = (field: 'potential' | 'sales'): boolean => accounts.some((account) => (account[field] ?? 0) > 0);
    return has('potential') || !has('sales') ? { potential: 1 } : { sales: 1 };
}

function readFactors(accounts: readonly Account[], options: ScoreOptions, collector: IssueCollector): ScoredFactor[] {
    const entries = Object.entries(options.factors ?? defaultFactors(accounts));
    let total = 0;
    for (const [, factor] of entries) total += wholeFactor(factor).weight ?? 1;
    return entries.map(([name, given]) => {
        const { weight = 1, field = name, values: byId, scale = 'rank', prefer = 'high' } = wholeFactor(given);
        const values =
            byId === undefined
                ? readField(accounts, field)
                : Float64Array.from(accounts, ({ id }) => (Object.hasOwn(byId, id) ? byId[id] : Number.NaN));
        if (scale === 'log' && values.some((value) => value < 0)) {
            collector.add('out-of-range', ['options', 'factors', name], 'has negative values, which have no logarithm', {
                received: values.find((value) => value < 0),
                expected: "numbers from 0, or scale 'rank' or 'min-max'",
            });
        }
        // A missing potential is 0 by definition; any other missing value ranks below all that are known.
        const isPotential = byId === undefined && field === 'potential';
        const known = isPotential ? values.map((value) => (Number.isNaN(value) ? 0 : value)) : values;
        const contribution = scaleValues(known, scale, prefer).map((part) => (part * weight * 100) / total);
        return { name, values, contribution };
    });
}

function readTiers(
    accounts: readonly Account[],
    options: ScoreTierOptions,
    score: Float64Array,
    collector: IssueCollector,
): Tier[] {
    const read = (field: string): Float64Array => readField(accounts, field).map((value) => (Number.isNaN(value) ? 0 : value));
    let values: Float64Array;
    if (options.by === 'score') values = score;
    else if (options.by !== undefined) {
        values = read(options.by);
        if (values.some((value) => value < 0)) {
            collector.add('out-of-range', ['options', 'tiers', 'by'], 'names a field with negative values', {
                received: options.by,
                expected: "a field with numbers from 0, or 'score'",
            });
        }
    } else {
        const isKnown = (value: number): boolean => value > 0;
        values = read('potential');
        if (!values.some(isKnown)) values = read('sales');
        if (!values.some(isKnown) && score.some((value) => value !== score[0])) values = score;
    }
    return divideIntoTiers(values, options);
}

/** The entry of the most specific key: segment and tier, segment, tier. */
function lookUp(
    table: Readonly<Record<string, number>> | undefined,
    segment: string | undefined,
    tier: Tier,
): number | undefined {
    if (table === undefined) return undefined;
    if (segment !== undefined) {
        const both = `${segment}/${tier}`;
        if (Object.hasOwn(table, both)) return table[both];
        if (Object.hasOwn(table, segment)) return table[segment];
    }
    return Object.hasOwn(table, tier) ? table[tier] : undefined;
}
