import type { Market } from '../plain/market.js';

/** For each of an account's visits the first week in which it is due, rising. */
export type DueWeeks = readonly number[];

/** Spreads the visits that accounts are due over the period; accounts take turns in which week they begin. */
export function spreadOverWeeks({ accounts, weeks }: Market): DueWeeks[] {
    return accounts.map(({ callFrequency }, i) => {
        const quota = (callFrequency * weeks) / 4;
        const turn = (i * 0.618034) % 1;
        const visits = Math.floor(quota + turn);
        return Array.from({ length: visits }, (_, n) => Math.floor(((n + turn) * weeks) / visits));
    });
}
