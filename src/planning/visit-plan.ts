import type { ErrorCode } from '../core/index.js';
import type { Absence } from './calendar.js';

/** One call that an account is due within the period: the n-th of its calls. */
export interface PlannedVisit {
    /** `accountId#n`, n from 1: unique in the plan. */
    readonly id: string;
    readonly accountId: string;
    readonly repId: string;
    /** `YYYY-MM-DD`. */
    readonly date: string;
    /** Place in the day, from 1. */
    readonly order: number;
    /** Local time, seconds after midnight of `date`. */
    readonly arrival: number;
    readonly start: number;
    readonly departure: number;
    /** From the place before, metres and seconds. */
    readonly distance: number;
    readonly travelDuration: number;
}

/** A rep's day: its figures, and the visits that tell when and how each is reached. */
export interface PlannedDay {
    readonly repId: string;
    /** `YYYY-MM-DD`. */
    readonly date: string;
    /** Ids of the day's {@link PlannedVisit}s, in their order. */
    readonly visitIds: readonly string[];
    /** When the rep leaves home and is back: local time, seconds after midnight of `date`. */
    readonly start: number;
    readonly end: number;
    /** Metres, from home to home. */
    readonly distance: number;
    /** `end - start`, seconds; so are the three that follow, which make it up. */
    readonly duration: number;
    readonly travelDuration: number;
    readonly serviceDuration: number;
    readonly waitingDuration: number;
    /** By the rates of `costs`. */
    readonly cost: number;
}

/** A call that was due and is not in the plan, with the reason. */
export interface UnscheduledVisit {
    readonly id: string;
    readonly accountId: string;
    /** Absent if the account has no rep. */
    readonly repId?: string;
    readonly code: ErrorCode;
    readonly message: string;
}

/** A beat plan's calendar: every due call stands in `visits` or in `unscheduled`. */
export interface VisitPlan {
    /** First day, a Monday, `YYYY-MM-DD`. */
    readonly start: string;
    readonly weeks: number;
    /** Days on which no rep works; default none. */
    readonly holidays?: readonly string[];
    /** Days on which single reps do not work; default none. */
    readonly absences?: readonly Absence[];
    /** By rep (input order), date, order. */
    readonly visits: readonly PlannedVisit[];
    readonly days: readonly PlannedDay[];
    readonly unscheduled: readonly UnscheduledVisit[];
    /** Reps whose calendar was not searched when the plan was taken: it is a construction, or not there yet. Default none. */
    readonly unfinished?: readonly string[];
}

/** How far a calendar is. */
export interface VisitProgress {
    /** 0 to 1. */
    readonly fraction: number;
    readonly repsDone: number;
    readonly reps: number;
    readonly visitsPlanned: number;
    readonly visitsUnscheduled: number;
}
