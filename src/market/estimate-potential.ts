import { checkStructure, finite, IssueCollector, optional, strict, text } from '../core/index.js';
import type { Account } from './account.js';
import { checkAccounts } from './check-accounts.js';
import { checkField, readField } from './field-values.js';

/** Options of {@link estimatePotential}. */
export interface PotentialOptions {
    /** Which share of a segment's accounts stays below its frontier, more than 0 to 1; default 0.8. */
    readonly percentile?: number;
    /** A field with the accounts' buying power (beds, floor space, staff), above 0: the frontier is sales for one of it. Default: 1 each. */
    readonly size?: string;
    /** A segment with fewer accounts that have sales takes the frontier of all accounts; a whole number from 1, default 5. */
    readonly fewest?: number;
}

/** What one account could buy. */
export interface PotentialEstimate {
    readonly accountId: string;
    /** In the unit of `sales`; never less than the account's own. */
    readonly potential: number;
    /** Sales for one of its size that the best of its kind reach. */
    readonly frontier: number;
    /** The segment whose accounts say so; absent if all accounts do. */
    readonly segment?: string;
}

/**
 * Estimates what accounts could buy from what the best of their kind do buy: the frontier of a segment is a high percentile of the sales for
 * one of size among its accounts that have any. Use it if the accounts' `potential` is unknown.
 *
 * @returns one estimate an account, in input order; an account without size gets its sales. O(n log n)
 * @throws BeatplanError `invalid-input` with every issue of accounts and options, `unknown-option` for a size that no account has
 * @example
 * ```ts
 * const estimates = estimatePotential(accounts, { size: 'beds', percentile: 0.8 });
 * ```
 */
export function estimatePotential(accounts: readonly Account[], options: PotentialOptions = {}): PotentialEstimate[] {
    const collector = new IssueCollector();
    const sound = checkAccounts(accounts, collector);
    const schema = strict({
        percentile: optional(finite({ moreThan: 0, max: 1 })),
        size: optional(text()),
        fewest: optional(finite({ min: 1, integer: true })),
    });
    if (checkStructure(schema, options, collector, ['options']) && sound && options.size !== undefined) {
        checkField(options.size, accounts, ['options', 'size'], collector);
    }
    collector.throwIfAny('estimatePotential');

    const { percentile = 0.8, size, fewest = 5 } = options;
    const sizes = size === undefined ? accounts.map(() => 1) : readField(accounts, size);
    const all: number[] = [];
    const bySegment = new Map<string, number[]>();
    accounts.forEach(({ sales = 0, segment }, i) => {
        if (!(sales > 0 && sizes[i] > 0)) return;
        const rate = sales / sizes[i];
        all.push(rate);
        if (segment === undefined) return;
        const rates = bySegment.get(segment);
        if (rates === undefined) bySegment.set(segment, [rate]);
        else rates.push(rate);
    });
    const overall = quantile(all, percentile);
    const frontiers = new Map<string, number>();
    for (const [segment, rates] of bySegment) if (rates.length >= fewest) frontiers.set(segment, quantile(rates, percentile));
    return accounts.map(({ id, sales = 0, segment }, i) => {
        const own = segment === undefined ? undefined : frontiers.get(segment);
        const frontier = own ?? overall;
        return {
            accountId: id,
            potential: sizes[i] > 0 ? Math.max(sales, frontier * sizes[i]) : sales,
            frontier,
            ...(own === undefined ? {} : { segment }),
        };
    });
}

/** With linear interpolation between the two values beside it; 0 of no values. Sorts the values. */
function quantile(values: number[], share: number): number {
    if (values.length === 0) return 0;
    values.sort((a, b) => a - b);
    const place = share * (values.length - 1);
    const below = Math.floor(place);
    const above = Math.min(below + 1, values.length - 1);
    return values[below] + (place - below) * (values[above] - values[below]);
}
