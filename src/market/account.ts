import type { Position } from '../geo/index.js';
import type { WeeklyHours } from './hours.js';

/** Classes of accounts by value, the most valuable first. */
export const TIERS = ['A', 'B', 'C', 'D'] as const;

/** Class of an account by value: `A` the most valuable. */
export type Tier = (typeof TIERS)[number];

/** Most calls on one account in four weeks: more than any rep makes, so that a slip of units is found, not planned. */
export const MOST_CALLS = 1000;

/** A place that reps call on. */
export interface Account {
    /** Unique among the accounts. */
    readonly id: string;
    /** What a person calls it; default the id. */
    readonly name?: string;
    readonly position: Position;
    /** Where that is in words, for people: shown in calendars, tables and the report. */
    readonly address?: string;
    /** What the account could buy in a year, in the user's own unit, from 0; default 0. */
    readonly potential?: number;
    /** What the account bought in the last year, in the unit of `potential`, from 0. */
    readonly sales?: number;
    /** Kind of account, such as a store format. */
    readonly segment?: string;
    /** Class by value; found by `tierAccounts` where it is not given. */
    readonly tier?: Tier;
    /** Who is dropped last, 0 to 100; found from score or tier where it is not given. */
    readonly priority?: number;
    /** Calls due in four weeks, 0 to 1000 (1 = once in four weeks, 4 = weekly, 0.5 = once in eight weeks); 0 is never. */
    readonly callFrequency?: number;
    /** Seconds on site for one call. */
    readonly callDuration?: number;
    /** When a call may start, in the account's local time; default always. */
    readonly hours?: WeeklyHours;
    /** Skills that the rep needs, all of them. */
    readonly skills?: readonly string[];
    /** Id of the rep who keeps this account, whatever the design says (named account). */
    readonly owner?: string;
    /** Whatever else the user's table holds; kept, and read only where an option names one of its keys. */
    readonly data?: Readonly<Record<string, unknown>>;
}
