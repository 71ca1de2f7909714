import type { ErrorCode } from '../../core/index.js';
import type { Position } from '../../geo/index.js';
import type { Measures } from './unit.js';

/** One territory of a plan. */
export interface Territory {
    readonly id: string;
    /** Who works it, where that is decided. */
    readonly repId?: string;
    /** Ids of its units, in input order. */
    readonly unitIds: readonly string[];
    /** Position of its median unit (the unit nearest in sum to all others). */
    readonly center: Position;
    /** Sums over its units. */
    readonly measures: Measures;
    /** What each balanced measure should be. */
    readonly targets: Measures;
    /** Measure / target - 1, for each balanced measure; 0 if the target is 0. */
    readonly deviations: Measures;
    /** Number of connected parts in the contiguity graph; 1 is contiguous. */
    readonly parts: number;
}

/** Why a limit could not be kept, as far as the plan itself shows it. */
export type ViolationCause =
    /** One unit alone is larger than a territory may be: this one, or another, so that what is left is too little for the others. */
    | 'unit-too-large'
    /** The units locked to the territory alone are more than it may have. */
    | 'locks'
    /** No units that it may have add up to what the tolerance leaves, whatever its shape. */
    | 'coarse-units'
    /** All territories together have too little or too much for such a limit. */
    | 'total'
    /** No more may move away from the incumbent, or what helps would move much. */
    | 'disruption'
    /** None of these: shape, neighbours or the other measures stand in the way. */
    | 'contiguity';

/** What keeps a plan from being what was asked for. */
export interface TerritoryViolation {
    readonly code: ErrorCode;
    readonly territoryId: string;
    readonly message: string;
    /** The measure, where one is meant. */
    readonly measure?: string;
    /** By how much, in the limit's own unit. */
    readonly excess?: number;
    /** What binds. */
    readonly cause?: ViolationCause;
}

/**
 * A link between two units that do not touch, counted as touching so that the market is connected: a far island and the coast
 * nearest to it, or two banks of a river with no other way.
 */
export interface TerritoryBridge {
    /** Ids of the units at its ends. */
    readonly unitIds: readonly [string, string];
    /** From end to end: metres, or coordinates in a plane. */
    readonly distance: number;
    /** Index in `barriers` of the first barrier that it crosses; absent if it crosses none. */
    readonly barrier?: number;
    /** The territory that holds both ends; absent if a border runs between them. */
    readonly territoryId?: string;
}

/** A division of a market: every unit belongs to exactly one territory. */
export interface TerritoryPlan {
    readonly territories: readonly Territory[];
    /** Empty where every wish was met. */
    readonly violations: readonly TerritoryViolation[];
    /** What a design counts as touching without a border, longest first; empty if all units touch or need not, absent in plans not designed. */
    readonly bridges?: readonly TerritoryBridge[];
    /** Sum over units of the distance to their territory's median unit: metres, or seconds where a travel model was given. */
    readonly dispersion: number;
    /** Largest absolute deviation over all territories and balanced measures. */
    readonly maxDeviation: number;
    /** Seconds of driving in four weeks that keeping the tolerances costs, as days of the reps tell; where `planBeats` kept some. */
    readonly balanceCost?: number;
    /** Ids of units that no rep can serve within a day, in input order: they have no workload. Only where work was given. */
    readonly unreached?: readonly string[];
    readonly statistics: { readonly seed: number; readonly iterations: number; readonly seconds: number };
}
