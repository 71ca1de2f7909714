import {
    checkStructure,
    finite,
    IssueCollector,
    type IssuePath,
    list,
    numbers,
    oneOf,
    optional,
    type Schema,
    strict,
} from '../core/index.js';
import { TIERS, type Tier } from './account.js';

/** How {@link tierAccounts} divides. */
export interface TierOptions {
    /**
     * What the cuts are shares of: `'value'` of the total of all values (Pareto's ABC analysis), `'count'` of the number of
     * accounts; default `'value'`.
     */
    readonly share?: 'value' | 'count';
    /** Where tiers end, rising, more than 0 and less than 1, one to three of them; default `[0.8, 0.95]`, by count `[0.2, 0.5]`. */
    readonly cuts?: readonly number[];
}

const DEFAULT_CUTS = { value: [0.8, 0.95], count: [0.2, 0.5] } as const;

/** Structure of {@link TierOptions}, and keys that a larger object has in addition. */
export function tierSchema(more: Readonly<Record<string, Schema>> = {}): Schema {
    return strict({ share: optional(oneOf(['value', 'count'])), cuts: optional(list(finite())), ...more });
}

/**
 * Divides accounts into classes by value: ABC analysis.
 *
 * Values are taken from the largest on. An account is in A as long as those before it have less than the first cut's share of
 * the total, in B below the second cut, and so on; so A is never empty. Equal values are never split between tiers, and
 * an account without any value is in the last tier. O(n log n).
 *
 * @param values - one for each account, from 0
 * @returns the tier of each account, in input order
 * @throws BeatplanError `invalid-input` with `out-of-range`, `not-finite` or a structure's code
 * @example
 * ```ts
 * tierAccounts([70, 5, 20, 5]); // ['A', 'B', 'A', 'B']
 * ```
 */
export function tierAccounts(values: readonly number[], options: TierOptions = {}): Tier[] {
    const collector = new IssueCollector();
    if (checkStructure(tierSchema(), options, collector, ['options'])) checkCuts(options, ['options'], collector);
    const areNumbers = checkStructure(numbers(), values, collector, ['values']);
    for (let i = 0; areNumbers && i < values.length; i++) {
        if (typeof values[i] === 'number' && values[i] >= 0 && values[i] < Number.POSITIVE_INFINITY) continue;
        collector.add(Number.isFinite(values[i]) ? 'out-of-range' : 'not-finite', ['values', i], 'is no value to tier by', {
            received: values[i],
            expected: 'a number from 0',
        });
    }
    collector.throwIfAny('tierAccounts');
    return divideIntoTiers(values, options);
}

/** Finds cuts that do not rise or lie outside of 0 to 1. */
export function checkCuts(options: TierOptions, path: IssuePath, collector: IssueCollector): void {
    if (options.cuts === undefined) return;
    const { cuts } = options;
    const rising = cuts.every((cut, i) => cut > (i === 0 ? 0 : cuts[i - 1]) && cut < 1);
    if (rising && cuts.length >= 1 && cuts.length < TIERS.length) return;
    collector.add('out-of-range', [...path, 'cuts'], 'are not one to three rising shares', {
        received: `[${cuts.join(', ')}]`,
        expected: 'one to three numbers, rising, more than 0 and less than 1',
    });
}

/** {@link tierAccounts} for input that was checked. */
export function divideIntoTiers(values: ArrayLike<number>, options: TierOptions): Tier[] {
    const share = options.share ?? 'value';
    const cuts = options.cuts ?? DEFAULT_CUTS[share];
    const n = values.length;
    const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => values[b] - values[a]);
    let total = 0;
    for (let i = 0; i < n; i++) total += share === 'value' ? values[order[i]] : 1;
    const tiers = new Array<Tier>(n);
    let before = 0;
    let tier = 0;
    for (let i = 0; i < n; ) {
        const value = values[order[i]];
        // Sums of decimals miss a cut by a hair.
        while (tier < cuts.length && (value === 0 || before >= (cuts[tier] - 1e-12) * total)) tier++;
        for (; i < n && values[order[i]] === value; i++) {
            tiers[order[i]] = TIERS[tier];
            before += share === 'value' ? value : 1;
        }
    }
    return tiers;
}
