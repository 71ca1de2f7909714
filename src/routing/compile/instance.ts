import type { ArcCosts } from './arc-costs.js';
import type { Groups } from './groups.js';
import type { Metric } from './metric.js';
import type { Ranking } from './ranking.js';

/**
 * A problem as flat typed arrays. Nodes 0 to n-1 are the visits in input order; every route r owns two more nodes, its start
 * `n + 2r` and its end `n + 2r + 1`, so that routes are linked lists without special cases at their ends.
 *
 * Vehicles that are alike share a type; `count` alike vehicles are that many routes of one type.
 *
 * Limits and closes are what sums and moments may reach, with slack for rounding (`slack.ts`).
 */
export interface Instance {
    /** Number of visits. */
    readonly n: number;
    readonly routes: number;
    readonly types: number;

    /** Location of each node in the metrics. */
    readonly place: Int32Array;
    readonly metrics: readonly Metric[];
    /** A way over a visit may be shorter than the direct one, so that visits may fit together that fit nowhere alone. */
    readonly shortcuts: boolean;

    /** The moment of the problem that is 0 here. */
    readonly origin: number;
    readonly service: Float64Array;
    /** First opening and last close of each visit. */
    readonly open: Float64Array;
    readonly close: Float64Array;
    /** Windows of visit v: `windowOpen/Close[windowOffset[v] .. windowOffset[v + 1] - 1]`, in rising order. */
    readonly windowOffset: Int32Array;
    readonly windowOpen: Float64Array;
    readonly windowClose: Float64Array;
    /** Closes without slack. */
    readonly windowEnd: Float64Array;
    /** Some visit has several windows. */
    readonly severalWindows: boolean;

    readonly dimensions: number;
    /** `n x dimensions`. */
    readonly delivery: Float64Array;
    readonly pickup: Float64Array;
    /** Deliveries and pickups both occur, so that the load changes on the way. */
    readonly mixedLoad: boolean;

    /**
     * Route r is driven by a vehicle of type `routeType[r]`, an index into the problem's vehicles; the routes of a type are contiguous,
     * `typeFirst[t]` the first of them.
     */
    readonly routeType: Int32Array;
    readonly typeFirst: Int32Array;
    readonly typeMetric: Int32Array;
    readonly typeOpen: Float64Array;
    readonly typeClose: Float64Array;
    /** `types x dimensions`. */
    readonly capacity: Float64Array;
    readonly fixedCost: Float64Array;
    readonly costPerDistance: Float64Array;
    readonly costPerSecond: Float64Array;
    readonly maxVisits: Float64Array;
    readonly maxDistance: Float64Array;
    readonly maxDuration: Float64Array;
    readonly maxTravel: Float64Array;

    /** `n x types`, 1 if the type may serve the visit; empty if all may. */
    readonly eligible: Uint8Array;
    readonly restricted: boolean;

    /** Leaving visit v out costs `absentTier[v]` in the first objective and `absentCost[v]` in the second. */
    readonly absentTier: Float64Array;
    readonly absentCost: Float64Array;
    readonly required: Uint8Array;
    readonly ranking: Ranking;
    /** Visits of which one pattern is served; null if there are none. */
    readonly groups: Groups | null;
    /** The prize is what counts, and its sum over all visits. */
    readonly scored: boolean;
    readonly prizeSum: number;
    /** Some visit or group may be left out. */
    readonly optional: boolean;

    /** The time of day matters: some visit has windows, or earliness counts. */
    readonly timed: boolean;
    /**
     * The duration of a route has a limit or a cost. Where the time of day does not matter, a route never waits: its duration is a sum,
     * and its shift is a limit on that sum, which `maxDuration` then includes.
     */
    readonly durationMatters: boolean;
    /** Time matters at all: the time of day, or the duration of routes. */
    readonly clocked: boolean;
    /** Time adds to the objective: by cost of duration, or earliness. */
    readonly timeHasCost: boolean;
    /**
     * A route costs the sum of its arcs and visits for every vehicle, and its limits are on sums and on time windows: true of all
     * classical problems. Then everything is kept by differences, and insertions are judged by one kernel.
     */
    readonly additive: boolean;
    /** Costs of arcs where the problem is additive. */
    readonly arcs: ArcCosts;
    /** What serving each visit costs in addition to its arcs, where the problem is additive. */
    readonly visitCost: Float64Array;
    readonly travelLimited: boolean;
    readonly distanceLimited: boolean;
    readonly visitsLimited: boolean;
    /** Weight of each second that visit v starts after its shift opened; all 0 without `earliness`. */
    readonly lateness: Float64Array;
    readonly early: boolean;

    /** `n x neighbourCount`, nearest first by distance; -1 if there are fewer. */
    readonly neighbourCount: number;
    readonly neighbours: Int32Array;
    /** The nearest by distance and time together, in rising order of `companionCost`. */
    readonly companions: Int32Array;
    /** Cost of the arc to each companion or back, whichever is less, where the problem is additive; else empty. */
    readonly companionCost: Float64Array;
    /** Distance to a visit from the start of the first type it may use and back. */
    readonly depotDistance: Float64Array;
}
