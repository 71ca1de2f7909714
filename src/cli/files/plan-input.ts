import { type Account, matchOwners, type Rep } from '../../market/index.js';
import { checkAgainstHomes, type InputTable, type Reading, readAccountsFile, readRepsFile } from './input-table.js';
import { findLostReps, type LostReps } from './lost-reps.js';
import { readTogether } from './read-together.js';
import type { Rejection } from './rejections.js';
import { inputRules, type Settings } from './settings-file.js';

/** Both tables of a market. */
export interface PlanInput {
    readonly accounts: readonly Account[];
    readonly reps: readonly Rep[];
    readonly rejected: readonly Rejection[];
    readonly readings: readonly Reading[];
    readonly notes: readonly string[];
}

/**
 * Reads both files, and all of both before it complains. Owners who are no reps are left out, or stay if `strict`, so that the
 * planner refuses them.
 *
 * @throws BeatplanError with the file in each path
 */
export async function readPlanInput(
    accountsFile: string,
    repsFile: string,
    settings: Settings,
    strict: boolean = false,
): Promise<PlanInput> {
    const [table, staff] = await readTogether([
        readAccountsFile(accountsFile, inputRules(settings, 'accounts', strict)),
        readRepsFile(repsFile, inputRules(settings, 'reps', strict)),
    ]);
    checkAgainstHomes(accountsFile, table, staff.rows);
    const { accounts, owned, unknown } = matchOwners(table.rows, staff.rows);
    const owners = accounts.flatMap(({ owner }) => owner ?? []);
    const lost = findLostReps(staff, owners, 'any rep may take them');
    const departed = strict ? [] : departedOwners(accountsFile, table, unknown, lost);
    return {
        accounts: departed.length === 0 ? accounts : accounts.map((account) => withoutOwner(account, unknown)),
        reps: staff.rows,
        rejected: [...table.rejected, ...staff.rejected, ...departed],
        readings: [table.reading, staff.reading],
        notes: [...lost.notes, ...(owned === 0 ? [] : [ownedNote(owned, accounts.length)])],
    };
}

/** How many accounts stay with their owners. */
export function ownedNote(owned: number, accounts: number): string {
    return `${owned} of ${accounts} accounts stay with the rep who owns them; leave the owner's column out to divide them freely.`;
}

function departedOwners(
    file: string,
    { rows, rowNumbers, reading }: InputTable<Account>,
    unknown: ReadonlyMap<string, readonly string[]>,
    { rowOf }: LostReps,
): Rejection[] {
    return rows.flatMap(({ owner }, i): Rejection[] => {
        if (owner === undefined || !unknown.has(owner)) return [];
        const lostRow = rowOf.get(owner);
        const issue = {
            code: 'unknown-id',
            path: [`row ${rowNumbers[i]}`, reading.columns['owner'] ?? 'owner'],
            message: lostRow === undefined ? 'is no rep' : 'is a rep who is left out',
            received: owner,
            hint:
                lostRow === undefined
                    ? 'add the rep, or name another owner by id, name or e-mail address'
                    : `mend row ${lostRow} of the table of reps`,
        } as const;
        return [{ file, issue, leftOut: 'cell', assumed: 'any rep' }];
    });
}

function withoutOwner(account: Account, unknown: ReadonlyMap<string, readonly string[]>): Account {
    if (account.owner === undefined || !unknown.has(account.owner)) return account;
    const { owner: _, ...others } = account;
    return others;
}
