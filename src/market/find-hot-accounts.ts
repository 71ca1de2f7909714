import { checkStructure, finite, IssueCollector, optional, strict, text } from '../core/index.js';
import { getisOrd, PointIndex } from '../spatial/index.js';
import type { Account } from './account.js';
import { checkAccounts } from './check-accounts.js';
import { checkField, readField } from './field-values.js';

/** Options of {@link findHotAccounts}. */
export interface HotAccountOptions {
    /** `'potential'` (default), `'sales'` or a key of the accounts' `data`; an account without a number there counts 0. */
    readonly by?: string;
    /** Metres around an account within which others are its neighbours, more than 0; default 5,000. */
    readonly radius?: number;
}

/** An account that stands out together with its neighbours. */
export interface HotAccount {
    readonly accountId: string;
    /** Standard deviations above (hot) or below (cold) what chance would give. */
    readonly z: number;
    /** 3, 2 or 1 for hot at 99, 95 or 90 % confidence, -3 to -1 for cold. */
    readonly level: number;
}

/**
 * Finds the accounts around which value gathers, and those around which it is missing (Getis-Ord Gi*, as `getisOrd` of `beatplan/spatial`).
 *
 * @returns the hottest first, the coldest last; accounts that do not stand out are left out. O(n log n + neighbours)
 * @throws BeatplanError `invalid-input` with every issue of accounts and options
 * @example
 * ```ts
 * const hot = findHotAccounts(accounts, { by: 'potential', radius: 10_000 }).filter(({ level }) => level > 0);
 * ```
 */
export function findHotAccounts(accounts: readonly Account[], options: HotAccountOptions = {}): HotAccount[] {
    const collector = new IssueCollector();
    const sound = checkAccounts(accounts, collector);
    const schema = strict({ by: optional(text()), radius: optional(finite({ moreThan: 0 })) });
    if (checkStructure(schema, options, collector, ['options']) && sound) {
        checkField(options.by ?? 'potential', accounts, ['options', 'by'], collector);
    }
    collector.throwIfAny('findHotAccounts');

    const { by = 'potential', radius = 5_000 } = options;
    const values = Array.from(readField(accounts, by), (value) => value || 0);
    const { z, level } = getisOrd(values, new PointIndex(accounts.map(({ position }) => position)).withinAll(radius));
    return accounts
        .map(({ id }, i): HotAccount => ({ accountId: id, z: z[i], level: level[i] }))
        .filter((account) => account.level !== 0)
        .sort((a, b) => b.z - a.z);
}
