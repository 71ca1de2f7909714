import { assertArguments, optional, type Schema, strict } from '../../core/index.js';
import type { Account } from '../../market/index.js';
import { planSchema } from '../model/check-plan.js';
import { ownedAccounts, unitOfSchema } from '../model/schemas.js';
import type { TerritoryPlan } from '../model/territory-plan.js';

/** An account that no territory holds. */
export interface GapAccount {
    readonly accountId: string;
    readonly potential: number;
    /** Who should have it, where the account says so. */
    readonly owner?: string;
}

/** Accounts that no territory holds. */
export interface Gaps {
    /** The most valuable first, ties in input order. */
    readonly accounts: readonly GapAccount[];
    /** Sum of their potential. */
    readonly potential: number;
    /** Share of the potential of all accounts, 0 to 1; 0 if there is none. */
    readonly potentialShare: number;
}

const optionsSchema: Schema = strict({ unitOf: optional(unitOfSchema) });

/**
 * Finds the accounts that no territory holds and the potential that is lost with them.
 *
 * @param plan - territories whose units are accounts; with `unitOf`, any units
 * @param accounts - one with an `owner` is a gap too where it is in no territory: the plan does not know it
 * @param options - `unitOf`: the unit that an account lies in, by account id. Default: the unit of the same id
 * @throws BeatplanError `invalid-input`
 * @returns what is not covered; O(n log n)
 */
export function findGaps(
    plan: TerritoryPlan,
    accounts: readonly Account[],
    options: { readonly unitOf?: Readonly<Record<string, string>> } = {},
): Gaps {
    assertArguments(
        'findGaps',
        { plan: planSchema, accounts: ownedAccounts, options: optionsSchema },
        { plan, accounts, options },
    );
    const owned = new Set<string>();
    for (const territory of plan.territories) for (const id of territory.unitIds) owned.add(id);
    const lost: GapAccount[] = [];
    let all = 0;
    for (const account of accounts) {
        const potential = account.potential ?? 0;
        all += potential;
        const unitId = options.unitOf === undefined ? account.id : options.unitOf[account.id];
        if (unitId !== undefined && owned.has(unitId)) continue;
        const { id: accountId, owner } = account;
        lost.push({ accountId, potential, ...(owner === undefined ? {} : { owner }) });
    }
    lost.sort((a, b) => b.potential - a.potential);
    const potential = lost.reduce((sum, account) => sum + account.potential, 0);
    return { accounts: lost, potential, potentialShare: all > 0 ? potential / all : 0 };
}
