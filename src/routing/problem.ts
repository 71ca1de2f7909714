import type { Position } from '../geo/index.js';
import type { TravelModel } from '../travel/index.js';

/** `[open, close]` in seconds on the problem's own time axis, both inclusive. */
export type TimeWindow = readonly [open: number, close: number];

/** Where something is: a position, or a row of the travel matrices. */
export interface Place {
    /** `[lng, lat]`, or `[x, y]` for Euclidean travel. Needed unless `location` is given. */
    readonly position?: Position;
    /** Row of the travel matrices, from 0. Needed where travel is a matrix. */
    readonly location?: number;
}

/** A call on a customer: one stop of one route, or left unserved. */
export interface Visit extends Place {
    /** Unique among the visits. */
    readonly id: string;
    /** Seconds on site; default 0. */
    readonly serviceDuration?: number;
    /** When service may start, any of these; default always. Must not overlap. */
    readonly timeWindows?: readonly TimeWindow[];
    /** What is brought here, one number a capacity dimension, on board from the route's start; default zeros. */
    readonly delivery?: readonly number[];
    /** What is taken along from here to the route's end; default zeros. */
    readonly pickup?: readonly number[];
    /** Skills that the vehicle needs, all of them; default none. */
    readonly skills?: readonly string[];
    /** Ids of the vehicles that may serve it; default all. */
    readonly allowedVehicles?: readonly string[];
    /** Must be served: leaving it out is a violation. Default: what the objective's kind says ({@link Objective}). */
    readonly required?: boolean;
    /** Who is dropped last, 0 to 100; default 0. */
    readonly priority?: number;
    /** What serving it is worth, in the unit of the objective, from 0; default 0. */
    readonly prize?: number;
}

/**
 * Visits of which one pattern is served as a whole, and the others not at all: the calls on one customer on Monday and Thursday, or on
 * Tuesday and Friday.
 */
export interface VisitGroup {
    /** Unique among the groups. */
    readonly id: string;
    /** Ids of visits that are served together, at least one pattern of at least one visit. A visit may stand in several patterns of one group. */
    readonly patterns: readonly (readonly string[])[];
    /** One pattern must be served; default as for a visit, for which it then stands: visits of groups have no `required` of their own. */
    readonly required?: boolean;
}

/** Something that one vehicle brings from one visit to another, in this order. */
export interface Shipment {
    /** Id of the visit where it is loaded. */
    readonly pickupId: string;
    /** Id of the visit where it is unloaded, later on the same route. */
    readonly deliveryId: string;
    /** Load between the two, by dimension as `Vehicle.capacity`. */
    readonly load: readonly number[];
}

/** What using a vehicle costs. */
export interface VehicleCosts {
    /** For a route that is not empty; default 0. */
    readonly fixed?: number;
    /** For each hour from start to end; default 0. */
    readonly perHour?: number;
    /** For each kilometre (1,000 units of distance); default 1,000, so that cost is the distance, unless `perHour` is given (then 0). */
    readonly perKm?: number;
}

/** Who drives a route: a rep's day, or a vehicle. */
export interface Vehicle {
    /** Unique among the vehicles. */
    readonly id: string;
    /** Where routes start; left out: at the first visit. */
    readonly start?: Place;
    /** Where routes end; left out: at the last visit. */
    readonly end?: Place;
    /** When the route may start and must have ended; default from 0 on, without an end. */
    readonly shift?: TimeWindow;
    /** Most on board at any time, one number a dimension; default no limit. */
    readonly capacity?: readonly number[];
    readonly skills?: readonly string[];
    /** Name of a travel profile of the problem; default `travel` itself. */
    readonly profile?: string;
    /** Multiplies travel durations, more than 0; default 1. */
    readonly durationFactor?: number;
    readonly costs?: VehicleCosts;
    readonly maxVisits?: number;
    /** Most distance of a route. */
    readonly maxDistance?: number;
    /** Most seconds from start to end. */
    readonly maxDuration?: number;
    /** Most seconds of driving. */
    readonly maxTravelDuration?: number;
    /** How many such vehicles there are, a whole number from 1; default 1. */
    readonly count?: number;
}

/**
 * What is sought.
 *
 * - `cost` (default): every visit is required unless it says otherwise; least cost. An optional visit left out costs its prize.
 * - `priority`: visits are optional unless they say otherwise; highest sum of priorities, then most visits, then least cost.
 * - `prize`: visits are optional unless they say otherwise; least (cost - collected prizes).
 * - `orienteering`: visits are optional unless they say otherwise; most prize within the limits of the routes, then least cost.
 */
export type Objective =
    | { readonly kind: 'cost' }
    | { readonly kind: 'priority' }
    | {
          readonly kind: 'prize';
          /**
           * 0 to 1: turns priorities into prizes in addition to the visits' own, 0 shortest driving, 1 value first; default 0. At weight w a visit
           * of priority 100 is worth a detour of w / (1 - w) times the mean cost of a round trip to a visit, by the vehicles that may
           * serve it.
           */
          readonly priorityWeight?: number;
      }
    | { readonly kind: 'orienteering' };

/** A vehicle routing problem: plain data, never changed by any call. */
export interface Problem {
    readonly visits: readonly Visit[];
    readonly vehicles: readonly Vehicle[];
    /** Visits of which one pattern is served, as on the days of a periodic problem; default none. A visit stands in one group at most. */
    readonly groups?: readonly VisitGroup[];
    /**
     * Pairs of pickup and delivery; default none. No method can keep them yet, so every call refuses a problem that has any
     * (`not-supported`) instead of answering another one.
     */
    readonly shipments?: readonly Shipment[];
    /** Default great circle with its own defaults. */
    readonly travel?: TravelModel;
    /** Further travel models by name, for vehicles that name one. */
    readonly profiles?: Readonly<Record<string, TravelModel>>;
    readonly objective?: Objective;
    /**
     * 0 to 1: pulls important visits to the front of the day; default 0. Adds `earliness x priority / 100 x hours since the shift opened x
     * (mean cost of an hour's travel)` for each visit to the objective. That mean is over vehicles, each as fast as it is between visits
     * (40 of them, at equal steps from west to east, if there are more).
     */
    readonly earliness?: number;
}
