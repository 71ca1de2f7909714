import type { Tier } from './account.js';

/** What an account is worth and how much attention it gets: given by the account, else found from its score. */
export interface AccountScore {
    readonly accountId: string;
    /** 0 to 100. */
    readonly score: number;
    /** Share of the score that each factor gives; they sum to `score`. */
    readonly contributions: Readonly<Record<string, number>>;
    /** Factors for which the account has no value and ranks last; absent if it has all. */
    readonly missing?: readonly string[];
    readonly tier: Tier;
    /** 0 to 100. */
    readonly priority: number;
    /** Calls due in four weeks. */
    readonly callFrequency: number;
    /** Seconds on site for one call. */
    readonly callDuration: number;
}
