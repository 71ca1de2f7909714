import { assertArguments, coordinates, finite, jsonReady, list, loose, type Schema, text } from '../core/index.js';
import type { Position } from '../geo/index.js';
import { projectPositions } from '../geo/index.js';
import { daysBetween } from '../market/index.js';

// From here whole weeks are counted, so that periods that follow each other fit together.
const FIRST_MONDAY = '1970-01-05';

/** An account as far as its frequency matters. */
export interface DueAccount {
    readonly id: string;
    readonly position: Position;
    /** Calls due in four weeks. */
    readonly callFrequency: number;
}

const accountsSchema: Schema = list(loose({ id: text(), position: coordinates(), callFrequency: finite({ min: 0, max: 1e6 }) }));

/**
 * How often each account of one rep is due within a period.
 *
 * `callFrequency / 4 x weeks` calls, and where that is not a whole number, the account's running total decides: it is due as often as
 * `floor(phase + callFrequency / 4 x weeks since the first Monday of 1970)` grows during the period. So nothing is lost or doubled from one
 * period to the next, as long as the rep keeps the same accounts. Phases lie evenly in [0, 1) in the order of the accounts' bearings from
 * the rep's home, those of accounts with a whole frequency and those of the others each for themselves: of accounts that share a frequency
 * about the same number is due in every period, and those that are due lie in one direction.
 *
 * @param accounts - of one rep
 * @param home - where the rep's days start
 * @param start - the period's first day, a Monday, `YYYY-MM-DD`
 * @param weeks - length of the period
 * @returns calls due by account, in input order; it does not depend on that order. O(n log n)
 */
export function countDueCalls(accounts: readonly DueAccount[], home: Position, start: string, weeks: number): Int32Array {
    assertArguments(
        'countDueCalls',
        { accounts: accountsSchema, home: coordinates(), weeks: finite({ min: 0, max: 520, integer: true }) },
        { accounts, home, weeks },
    );
    const counts = new Int32Array(accounts.length);
    const weeksBefore = daysBetween(FIRST_MONDAY, start) / 7;
    for (const isWhole of [true, false]) {
        const group: number[] = [];
        for (let i = 0; i < accounts.length; i++) {
            const { callFrequency } = accounts[i];
            if (callFrequency > 0 && Number.isInteger(callFrequency) === isWhole) group.push(i);
        }
        const order = orderByBearing(
            group.map((i) => accounts[i]),
            home,
        );
        for (let rank = 0; rank < order.length; rank++) {
            const i = group[order[rank]];
            const { callFrequency } = accounts[i];
            const before = (callFrequency * weeksBefore) / 4;
            const running = before - Math.floor(before) + (rank + 0.5) / order.length;
            const quota = (callFrequency * weeks) / 4;
            counts[i] = Number.isInteger(quota) ? quota : Math.floor(running + quota) - Math.floor(running);
        }
    }
    return jsonReady(counts);
}

/** Indices of the accounts by bearing from `home`, clockwise from south; ties by distance, then by id. */
function orderByBearing(accounts: readonly DueAccount[], home: Position): number[] {
    const plane = projectPositions(
        accounts.map((account) => account.position),
        home,
    );
    const bearing = accounts.map((_, i) => Math.atan2(plane[2 * i], plane[2 * i + 1]));
    const distance = accounts.map((_, i) => Math.hypot(plane[2 * i], plane[2 * i + 1]));
    return accounts
        .map((_, i) => i)
        .sort((a, b) => bearing[a] - bearing[b] || distance[a] - distance[b] || (accounts[a].id < accounts[b].id ? -1 : 1));
}
