import { anything, assertArguments, jsonReady, list, loose, optional, record, type Schema, text } from '../core/index.js';
import type { Account } from './account.js';
import type { Rep } from './rep.js';

/** Accounts with the owners that are reps, and who else is named as an owner. */
export interface OwnerMatch {
    /** In input order; an owner who is called otherwise than by a rep's id has become that id. */
    readonly accounts: readonly Account[];
    /** Number of accounts whose owner is a rep. */
    readonly owned: number;
    /** Owners that are no reps, by what the accounts call them, with the accounts' ids. */
    readonly unknown: ReadonlyMap<string, readonly string[]>;
}

const ownedSchema: Schema = list(loose({ id: text(), owner: optional(text()) }));
const repsSchema: Schema = list(loose({ id: text(), data: optional(record(anything())) }));

/**
 * Finds the rep whom each account names as its owner: by id, else by name or by any other cell that only one rep has, such as an
 * e-mail address; capitals and blanks aside. Customer systems export owners as names or addresses.
 *
 * O(accounts + reps).
 */
export function matchOwners(accounts: readonly Account[], reps: readonly Rep[]): OwnerMatch {
    assertArguments('matchOwners', { accounts: ownedSchema, reps: repsSchema }, { accounts, reps });
    const ids = new Set(reps.map(({ id }) => id));
    const idOf = new Map<string, string | undefined>();
    for (const { id, name, data = {} } of reps) {
        const words = new Set(
            [id, name, ...Object.values(data)].flatMap((word) => (typeof word === 'string' ? [plain(word)] : [])),
        );
        // A word of two reps names neither.
        for (const word of words) if (word !== '') idOf.set(word, idOf.has(word) ? undefined : id);
    }
    for (const { id } of reps) idOf.set(plain(id), id);
    const unknown = new Map<string, string[]>();
    let owned = 0;
    const matched = accounts.map((account) => {
        const { owner } = account;
        if (owner === undefined) return account;
        const id = ids.has(owner) ? owner : idOf.get(plain(owner));
        if (id === undefined) {
            const others = unknown.get(owner);
            if (others === undefined) unknown.set(owner, [account.id]);
            else others.push(account.id);
            return account;
        }
        owned++;
        return id === owner ? account : { ...account, owner: id };
    });
    return jsonReady({ accounts: matched, owned, unknown });
}

function plain(word: string): string {
    return word.trim().toLowerCase().replace(/\s+/g, ' ');
}
