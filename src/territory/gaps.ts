import type { Account } from '../market/index.js';
import type { TerritoryPlan } from './territory-plan.js';

/** Accounts that no territory holds. */
export interface Gaps {
    /** The most valuable first, ties in input order. */
    readonly accounts: readonly { readonly accountId: string; readonly potential: number }[];
    /** Sum of their potential. */
    readonly potential: number;
    /** Share of the potential of all accounts, 0 to 1; 0 where there is none. */
    readonly potentialShare: number;
}

/**
 * Finds the accounts that nobody owns and the potential that is lost with them.
 *
 * @param plan - territories whose units are accounts; with `unitOf`, any units
 * @param accounts - an account with an `owner` of its own is no gap
 * @param options - `unitOf`: the unit that an account lies in, by account id. Default: the unit of the same id
 * @returns what is not covered; O(n log n)
 */
export function findGaps(
    plan: TerritoryPlan,
    accounts: readonly Account[],
    options: { readonly unitOf?: Readonly<Record<string, string>> } = {},
): Gaps {
    const owned = new Set<string>();
    for (const territory of plan.territories) for (const id of territory.unitIds) owned.add(id);
    const lost: { accountId: string; potential: number }[] = [];
    let all = 0;
    for (const account of accounts) {
        const potential = account.potential ?? 0;
        all += potential;
        const unitId = options.unitOf === undefined ? account.id : options.unitOf[account.id];
        if (account.owner === undefined && (unitId === undefined || !owned.has(unitId)))
            lost.push({ accountId: account.id, potential });
    }
    lost.sort((a, b) => b.potential - a.potential);
    const potential = lost.reduce((sum, account) => sum + account.potential, 0);
    return { accounts: lost, potential, potentialShare: all > 0 ? potential / all : 0 };
}
