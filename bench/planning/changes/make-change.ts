import { Random } from '../../../src/core/index.js';
import { Field } from '../plain/field.js';
import type { Answer, Assignment, Market } from '../plain/market.js';

/** What may happen to a market after it was planned. */
export const CHANGES = ['drift', 'leave', 'join'] as const;

export type ChangeKind = (typeof CHANGES)[number];

/** A market as it is now, and what happened to its reps. */
export interface MarketChange {
    readonly market: Market;
    readonly change: NonNullable<Assignment['change']>;
}

// Either way, of the time that a visit takes.
const DRIFT = 0.4;
const JOINS = 'R-new';

/**
 * Changes a market: every account's visits get longer or shorter by up to 40 %; the rep with the median number of accounts leaves; or a rep
 * joins where the rep with the most driving drives farthest.
 */
export function makeChange(market: Market, kind: ChangeKind, before: Answer, seed: number): MarketChange {
    const { accounts, reps } = market;
    if (kind === 'drift') {
        const random = new Random(seed);
        const drifted = accounts.map((account) => {
            const factor = 1 + DRIFT * (2 * random.next() - 1);
            return { ...account, callDuration: Math.round(account.callDuration * factor) };
        });
        return { market: { ...market, accounts: drifted }, change: {} };
    }
    if (kind === 'leave') {
        const counts = reps.map(({ id }) => accounts.filter((account) => before.owners[account.id] === id).length);
        const ranked = reps.map((_, r) => r).sort((a, b) => counts[a] - counts[b] || a - b);
        const leave = reps[ranked[Math.floor(reps.length / 2)]].id;
        return { market: { ...market, reps: reps.filter(({ id }) => id !== leave) }, change: { leave } };
    }
    const field = new Field(market);
    const away = reps.map((_, r) => accounts.map(({ id }, i) => (before.owners[id] === reps[r].id ? field.drive(r, -1, i) : 0)));
    const driving = away.map((drives) => drives.reduce((sum, drive) => sum + drive, 0));
    const busiest = driving.indexOf(Math.max(...driving));
    const home = accounts[away[busiest].indexOf(Math.max(...away[busiest]))].position;
    return { market: { ...market, reps: [...reps, { ...reps[busiest], id: JOINS, home }] }, change: { join: JOINS } };
}
