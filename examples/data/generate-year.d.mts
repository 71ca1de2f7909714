import type { DateSpan, ReviewAccount, ReviewCall, ReviewOrder, ReviewRep } from '../../src/performance/index.js';

/** Who works which account, and how often: a plan for a review is one. */
export interface YearMarket {
    readonly accounts: readonly ReviewAccount[];
    readonly reps: readonly ReviewRep[];
}

/** What can be planted. */
export type PlantedKind =
    /** Sells 40 % less. */
    | 'weak-territory'
    /** Makes half as many calls again. */
    | 'overworked-rep'
    /** Is visited weekly or more often, and buys for 15 % of what that costs. */
    | 'costly-account'
    /** Misses 30 % of the calls instead of 5 %. */
    | 'missed-calls'
    /** Drives 40 % longer for each call. */
    | 'excess-driving'
    /** Loses 80 % of the orders by the end of the year, little by little. */
    | 'falling-sales';

export interface YearOptions {
    readonly seed: number;
    /** First day, `YYYY-MM-DD`. */
    readonly start: string;
    /** Default 364. */
    readonly days?: number;
    /** Default nothing: a year of noise. */
    readonly plant?: readonly PlantedKind[];
}

/** Something that is wrong in a year, and should be found. */
export interface PlantedTruth {
    readonly kind: PlantedKind;
    readonly repId?: string;
    readonly accountId?: string;
}

export interface GeneratedYear {
    readonly period: DateSpan;
    readonly calls: readonly ReviewCall[];
    readonly orders: readonly ReviewOrder[];
    readonly truths: readonly PlantedTruth[];
}

export declare function generateYear(market: YearMarket, options: YearOptions): GeneratedYear;
