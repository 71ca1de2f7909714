import type { ErrorCode } from '../core/index.js';

/** One visit of a route with its times. */
export interface Stop {
    readonly visitId: string;
    /** When the vehicle is there, seconds. */
    readonly arrival: number;
    /** Seconds of waiting until service may start. */
    readonly waiting: number;
    /** When service starts: `arrival + waiting`. */
    readonly start: number;
    /** When service ends. */
    readonly departure: number;
    /** Distance from the place before. */
    readonly distance: number;
    /** Seconds of travel from the place before. */
    readonly travelDuration: number;
}

/** What one vehicle does, in order. */
export interface Route {
    readonly vehicleId: string;
    readonly stops: readonly Stop[];
    /** When the vehicle leaves its start, as late as its first visit allows without a longer day. */
    readonly start: number;
    /** When it reaches its end. */
    readonly end: number;
    readonly distance: number;
    /** `end - start`. */
    readonly duration: number;
    readonly travelDuration: number;
    readonly serviceDuration: number;
    readonly waitingDuration: number;
    readonly cost: number;
    /** Sum of the prizes on this route. */
    readonly prize: number;
    /** Most on board at any time, per dimension. */
    readonly load: readonly number[];
}

/** Why some vehicles cannot, or do not, serve a visit. */
export interface UnservedReason {
    /** The vehicles that this holds for, in the order of the problem. */
    readonly vehicleIds: readonly string[];
    readonly code: ErrorCode;
    /** For a person, with the figures of the vehicle that comes nearest. */
    readonly message: string;
    /** By how much that vehicle misses the limit, in the limit's own unit, where it is a number: raise it by this to make room. */
    readonly excess?: number;
}

/** A visit that no route serves, and no other pattern of its group replaces, with the reasons: together they name every vehicle once. */
export interface UnservedVisit {
    readonly visitId: string;
    readonly reasons: readonly UnservedReason[];
}

/** When a better solution was found, and what it is worth. */
export interface TracePoint {
    /** Wall-clock seconds since the call. */
    readonly seconds: number;
    /** Iterations before it; 0 for the first solution, which a construction made. */
    readonly iterations: number;
    /** Collected prize for orienteering (below 0 while a required visit is missing), else cost with the prizes of visits left out. */
    readonly value: number;
    /** Number of visits that it leaves out. */
    readonly unserved: number;
}

/** What the search did. */
export interface SearchStatistics {
    /**
     * The method that ran: `sisr` where `hgs` was asked for and cannot judge the problem; what was chosen where `auto` was, `sisr+hgs` for
     * ruin and recreate that hands over to genetic search, or a construction where there was no time to search.
     */
    readonly method: string;
    readonly seed: number;
    readonly iterations: number;
    /** Wall-clock seconds; these and those of the trace are the only figures that differ between equal runs. */
    readonly seconds: number;
    /** The first solution and every better one, where the call asked for a `trace`. */
    readonly trace?: readonly TracePoint[];
}

/** An answer: every visit of the problem stands either in a route or in `unserved`, unless another pattern of its group is served. */
export interface Solution {
    /** Routes with at least one stop, in the order of the problem's vehicles. */
    readonly routes: readonly Route[];
    readonly unserved: readonly UnservedVisit[];
    /** Whether every rule is kept and every required visit served. */
    readonly feasible: boolean;
    /** Sum of the routes' costs. */
    readonly cost: number;
    readonly distance: number;
    readonly duration: number;
    readonly travelDuration: number;
    readonly serviceDuration: number;
    readonly waitingDuration: number;
    /** Sum of collected prizes. */
    readonly prize: number;
    /** Sum of served priorities. */
    readonly priority: number;
    readonly statistics: SearchStatistics;
}

/** Routes as visit ids: what a caller edits, stores, or hands in as a warm start. */
export interface RoutePlan {
    readonly vehicleId: string;
    readonly visitIds: readonly string[];
}
