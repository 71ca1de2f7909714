import { checkStructure, finite, IssueCollector, optional, record, strict, text } from '../core/index.js';
import type { Account } from './account.js';
import { checkAccounts } from './check-accounts.js';

/** Options of {@link measureWhitespace}. */
export interface WhitespaceOptions {
    /** What accounts could buy, by id, as `estimatePotential` finds it; an account's own `potential` counts where there is no entry. */
    readonly potentials?: Readonly<Record<string, number>>;
    /** Rep of each account, by id, as a plan has it; an account's own `owner` counts where there is no entry. */
    readonly owners?: Readonly<Record<string, string>>;
    /** Penetration from which an account counts as worked, 0 to 1; default 0.5. */
    readonly worked?: number;
}

/** Why potential is not sold. */
export type WhitespaceStatus =
    /** No rep has the account. */
    | 'unassigned'
    /** A rep has it, and sells too little. */
    | 'under-worked'
    /** A rep has it, and sells enough. */
    | 'worked';

/** What is left to sell at one account. */
export interface AccountWhitespace {
    readonly accountId: string;
    readonly potential: number;
    readonly sales: number;
    /** Potential less sales, at least 0. */
    readonly whitespace: number;
    /** Sales over potential, above 1 if the potential was set too low; 1 if there is neither. */
    readonly penetration: number;
    readonly status: WhitespaceStatus;
}

/** What {@link measureWhitespace} finds. */
export interface Whitespace {
    /** Most whitespace first, ties in input order. */
    readonly accounts: readonly AccountWhitespace[];
    readonly potential: number;
    readonly sales: number;
    readonly whitespace: number;
    /** Sales over potential; 1 if there is neither. */
    readonly penetration: number;
    /** Whitespace by reason; sums up to `whitespace`. */
    readonly byStatus: Readonly<Record<WhitespaceStatus, number>>;
}

/**
 * Measures what could still be sold, and whether that is so because no rep has the account or because too little is sold there.
 *
 * @throws BeatplanError `invalid-input` with every issue of accounts and options
 * @example
 * ```ts
 * const { byStatus } = measureWhitespace(accounts);
 * byStatus.unassigned; // what a rep more could sell
 * ```
 */
export function measureWhitespace(accounts: readonly Account[], options: WhitespaceOptions = {}): Whitespace {
    const collector = new IssueCollector();
    checkAccounts(accounts, collector);
    const schema = strict({
        potentials: optional(record(finite({ min: 0 }))),
        owners: optional(record(text())),
        worked: optional(finite({ min: 0, max: 1 })),
    });
    checkStructure(schema, options, collector, ['options']);
    collector.throwIfAny('measureWhitespace');

    const { potentials = {}, owners = {}, worked = 0.5 } = options;
    const byStatus = { unassigned: 0, 'under-worked': 0, worked: 0 };
    const total = { potential: 0, sales: 0, whitespace: 0 };
    const found = accounts.map(({ id, owner, potential: own = 0, sales = 0 }): AccountWhitespace => {
        const potential = Object.hasOwn(potentials, id) ? potentials[id] : own;
        const whitespace = Math.max(0, potential - sales);
        const penetration = penetrationOf(sales, potential);
        const isOwned = owner !== undefined || Object.hasOwn(owners, id);
        const status = !isOwned ? 'unassigned' : penetration < worked ? 'under-worked' : 'worked';
        byStatus[status] += whitespace;
        total.potential += potential;
        total.sales += sales;
        total.whitespace += whitespace;
        return { accountId: id, potential, sales, whitespace, penetration, status };
    });
    found.sort((a, b) => b.whitespace - a.whitespace);
    return { accounts: found, ...total, penetration: penetrationOf(total.sales, total.potential), byStatus };
}

function penetrationOf(sales: number, potential: number): number {
    return potential > 0 ? sales / potential : 1;
}
