import type { Rep } from '../../market/index.js';
import { meanShiftDuration } from '../../market/internal.js';
import type { DesignOptions, TerritoryPlan, WorkloadOptions } from '../../territory/index.js';

/** How reps count in the workload of accounts, as `beatplan plan` reckons it: by where their days begin and how long they are. */
export function workloadOf(reps: readonly Rep[]): WorkloadOptions {
    return reps.length === 0 ? {} : { homes: reps.map(({ home }) => home), shiftDuration: meanShiftDuration(reps) };
}

/** What to say if a plan names reps whose homes are unknown. */
export const NOTE_WITHOUT_HOMES =
    'The plan names reps: with --reps, the way from their homes counts in the workload, as when it was made for them.';

/**
 * Finds who works which territory: whom the plan in place names, else the rep of the table who is called as the territory.
 *
 * @returns rep by territory id
 */
export function staffTerritories(
    ids: readonly string[],
    named: ReadonlyMap<string, string>,
    reps: readonly Rep[],
): ReadonlyMap<string, string> {
    const known = new Set(reps.map(({ id }) => id));
    return new Map(
        ids.flatMap((id) => {
            const repId = named.get(id) ?? (known.has(id) ? id : undefined);
            return repId === undefined ? [] : [[id, repId] as const];
        }),
    );
}

/** Rep of each territory of a plan, by territory id. */
export function repsOf({ territories }: TerritoryPlan, reps: readonly Rep[]): ReadonlyMap<string, string> {
    const named = new Map(territories.flatMap(({ id, repId }) => (repId === undefined ? [] : [[id, repId] as const])));
    const ids = territories.map(({ id }) => id);
    return staffTerritories(ids, named, reps);
}

/** What each territory should have by the share of its rep, by territory id; those without a rep count as a whole one. */
export function sharesOf(plan: TerritoryPlan, reps: readonly Rep[]): Readonly<Record<string, number>> {
    return staffOptions(repsOf(plan, reps), reps, new Map()).targets ?? {};
}

/** What territories owe to their reps, as in `beatplan plan`: shares as theirs, and the accounts that they own. */
export function staffOptions(
    repOf: ReadonlyMap<string, string>,
    reps: readonly Rep[],
    ownerOf: ReadonlyMap<string, string>,
): Pick<DesignOptions, 'targets' | 'locks'> {
    const shareOf = new Map(reps.map(({ id, share = 1 }) => [id, share]));
    const targets: Record<string, number> = {};
    const territoryOf = new Map<string, string>();
    for (const [territoryId, repId] of repOf) {
        const share = shareOf.get(repId);
        if (share === undefined) continue;
        targets[territoryId] = share;
        if (!territoryOf.has(repId)) territoryOf.set(repId, territoryId);
    }
    const locks: Record<string, string> = {};
    for (const [accountId, owner] of ownerOf) {
        const territoryId = territoryOf.get(owner);
        if (territoryId !== undefined) locks[accountId] = territoryId;
    }
    return { targets, locks };
}
