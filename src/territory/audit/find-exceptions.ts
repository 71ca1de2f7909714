import { assertArguments, optional, type Schema, strict } from '../../core/index.js';
import type { Account } from '../../market/index.js';
import { planSchema } from '../model/check-plan.js';
import { ownedAccounts, unitOfSchema } from '../model/schemas.js';
import type { TerritoryPlan } from '../model/territory-plan.js';

/** An account whose owner is not the rep in whose territory it lies. */
export interface AccountException {
    readonly accountId: string;
    /** The rep who has it. */
    readonly owner: string;
    readonly territoryId: string;
    /** The rep of the territory; absent if it has none. */
    readonly repId?: string;
    readonly potential: number;
}

const optionsSchema: Schema = strict({ unitOf: optional(unitOfSchema) });

/**
 * Finds accounts that one rep owns in the territory of another: named accounts, or records that were not brought up to date.
 * A plan in which no territory names a rep, and none is called as an owner, says nothing about owners: it has no exceptions.
 *
 * @param plan - territories whose units are accounts; with `unitOf`, any units. A territory without `repId` is its id's own rep
 * @param options - `unitOf`: the unit that an account lies in, by account id. Default: the unit of the same id
 * @throws BeatplanError `invalid-input`
 * @returns the most valuable first, ties in input order; O(n log n)
 */
export function findExceptions(
    plan: TerritoryPlan,
    accounts: readonly Account[],
    options: { readonly unitOf?: Readonly<Record<string, string>> } = {},
): AccountException[] {
    assertArguments(
        'findExceptions',
        { plan: planSchema, accounts: ownedAccounts, options: optionsSchema },
        { plan, accounts, options },
    );
    const { unitOf } = options;
    const territoryOf = new Map(plan.territories.flatMap((territory) => territory.unitIds.map((id) => [id, territory] as const)));
    const exceptions: AccountException[] = [];
    const owners = new Set(accounts.flatMap(({ owner }) => owner ?? []));
    if (!plan.territories.some(({ id, repId }) => repId !== undefined || owners.has(id))) return exceptions;
    for (const { id, owner, potential = 0 } of accounts) {
        const unitId = unitOf === undefined ? id : unitOf[id];
        const territory = unitId === undefined ? undefined : territoryOf.get(unitId);
        if (owner === undefined || territory === undefined || (territory.repId ?? territory.id) === owner) continue;
        const { id: territoryId, repId } = territory;
        exceptions.push({ accountId: id, owner, territoryId, ...(repId === undefined ? {} : { repId }), potential });
    }
    return exceptions.sort((a, b) => b.potential - a.potential);
}
