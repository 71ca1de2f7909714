import { type Account, matchOwners, type Rep } from '../../market/index.js';
import { counted } from '../terminal/text-table.js';
import type { InputTable } from './input-table.js';

/** Who of a table of reps cannot be used, and which accounts name them. */
export interface LostReps {
    /** One line for each rep. */
    readonly notes: readonly string[];
    /** Row of the rep whom an owner means, by what the accounts call the owner. */
    readonly rowOf: ReadonlyMap<string, number>;
}

/**
 * Names the reps whose rows were left out, with the number of accounts that they own.
 *
 * @param owners - owner of each account that has one, after owners who are sound reps have become their ids
 * @param consequence - what becomes of their accounts, `'any rep may take them'`
 */
export function findLostReps(
    { rows, lost, lostRows, reading: { file } }: Pick<InputTable<Rep>, 'rows' | 'lost' | 'lostRows' | 'reading'>,
    owners: readonly string[],
    consequence: string,
): LostReps {
    const known = new Set(rows.map(({ id }) => id));
    // An id twice: the accounts stay with the first row of that id.
    const strangers = lost.map((rep, i) => ({ rep, row: lostRows[i] })).filter(({ rep: { id } }) => !known.has(id));
    if (strangers.length === 0) return { notes: [], rowOf: new Map() };
    const open = owners.filter((owner) => !known.has(owner));
    const asAccounts = open.map((owner, i): Account => ({ id: String(i), position: [0, 0], owner }));
    const unique = new Map(strangers.map(({ rep, row }) => [rep.id, { rep, row }]));
    const { accounts } = matchOwners(
        asAccounts,
        [...unique.values()].map(({ rep }) => rep),
    );
    const counts = new Map<string, number>();
    const rowOf = new Map<string, number>();
    accounts.forEach(({ owner = '' }, i) => {
        const stranger = unique.get(owner);
        if (stranger === undefined) return;
        counts.set(owner, (counts.get(owner) ?? 0) + 1);
        rowOf.set(open[i], stranger.row);
    });
    const notes = [...unique.values()].map(({ rep: { id, name }, row }) => {
        const who = name === undefined || name === id ? id : `${name} (${id})`;
        const count = counts.get(id) ?? 0;
        const owned = count === 0 ? 'owns no account' : `owns ${counted(count, 'account')}; ${consequence}`;
        return `${who} is left out (row ${row} of ${file}) and ${owned}.`;
    });
    return { notes, rowOf };
}
