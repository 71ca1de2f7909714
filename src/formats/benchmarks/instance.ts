import { assertArguments, finite, LARGEST_AMOUNT, list, loose, oneOf, optional, type Schema, text } from '../../core/index.js';
import type { Problem, RoutePlan, Solution } from '../../routing/index.js';

/** Benchmark formats that {@link readInstance} knows. */
export const INSTANCE_FORMATS = ['vrplib', 'solomon', 'cordeau', 'chao', 'toptw', 'li-lim'] as const;

/** One of {@link INSTANCE_FORMATS}. */
export type InstanceFormat = (typeof INSTANCE_FORMATS)[number];

/**
 * What becomes of each single distance.
 *
 * - `round`: to the nearest integer (TSPLIB's EUC_2D).
 * - `dimacs`: truncated to one decimal, travel times alike (DIMACS challenge 2022 for VRPTW).
 * - `tenths`: distances, times and prizes in tenths, distances truncated to integers (PyVRP's prize-collecting instances).
 * - `none`: real distances.
 */
export type DistanceConvention = 'round' | 'dimacs' | 'tenths' | 'none';

/** Depot and day of one vehicle of an instance's problem, both from 1. */
export interface FleetEntry {
    readonly vehicleId: string;
    readonly depot: number;
    /** Where the instance has several days. */
    readonly day?: number;
}

/** How often, and on which days together, one customer of a periodic instance is called on. */
export interface PeriodicCustomer {
    /** Number of the customer from `'1'`, and the id of its group in the problem where it has several patterns. */
    readonly id: string;
    /** Seconds, or the file's unit of time, of one call. */
    readonly serviceDuration: number;
    /** Load of one call. */
    readonly demand: number;
    /** Calls in the period, as many as each pattern has days. */
    readonly frequency: number;
    /** Sets of days, from 1 and rising, of which one must be chosen. */
    readonly patterns: readonly (readonly number[])[];
}

/** What a periodic instance says of its customers. */
export interface PeriodicData {
    readonly days: number;
    /** In file order. */
    readonly customers: readonly PeriodicCustomer[];
}

/** A benchmark instance: the problem, and what is needed to report an answer in the form that its best-known values follow. */
export interface Instance {
    readonly format: InstanceFormat;
    /** As the file or the caller names it; empty if neither does. */
    readonly name: string;
    /**
     * Visits are customers by number, `'1'` to `'n'`, in file order; start, end and depots are not counted. Where there are several days,
     * each customer has a visit for each day on which it may be called on: `'7 day 2'`.
     */
    readonly problem: Problem;
    readonly customers: number;
    readonly depots: number;
    /** Days of the period, where there are several. */
    readonly days?: number;
    /** Whether answers are compared by cost (less is better) or by score (more is better). */
    readonly objective: 'cost' | 'score';
    /** The rule that published values follow, for a person. */
    readonly convention: string;
    /** Decimals that published values have; absent if distances are real. */
    readonly decimals?: number;
    /** The number or row that the file gives customer i + 1. */
    readonly customerNodes: readonly number[];
    /** Depot and day of each vehicle of `problem`, in its order. */
    readonly fleet: readonly FleetEntry[];
    readonly periodic?: PeriodicData;
    /** Routes that the file's name or comment states and that nothing in it demands: a value with more of them is another problem's. */
    readonly statedRoutes?: number;
}

/** Id of the visit on a customer on one day. */
export function dayVisitId(customer: string, day: number): string {
    return `${customer} day ${day}`;
}

/** Structure of what a reader made of a benchmark file. */
export const instanceSchema: Schema = loose({
    format: oneOf(INSTANCE_FORMATS),
    problem: loose({
        visits: list(loose({ id: text(), prize: optional(finite({ min: -LARGEST_AMOUNT, max: LARGEST_AMOUNT })) })),
        vehicles: list(loose({ id: text() })),
        objective: optional(loose({ kind: text() })),
    }),
    customers: finite({ min: 0, integer: true }),
    depots: finite({ min: 0, integer: true }),
    objective: oneOf(['cost', 'score']),
    decimals: optional(finite({ min: 0, max: 20, integer: true })),
    customerNodes: list(finite()),
    fleet: list(loose({ vehicleId: text(), depot: finite(), day: optional(finite()) })),
});

/** The number of the customer that a visit calls on. */
export function customerOf(visitId: string): string {
    assertArguments('the call', { visitId: text() }, { visitId });
    return visitId.split(' ', 1)[0];
}

/** An answer as routes of visit ids with the value that the instance's convention gives it. */
export interface ValuedRoutes {
    readonly routes: readonly RoutePlan[];
    readonly value: number;
}

const valuesSchema: Schema = loose({ cost: finite(), prize: finite() });

/**
 * The value of a solution by the instance's own convention: its cost (with the prizes that were not collected, where the
 * objective is `prize`), or its score.
 *
 * @param instance - what the solution answers
 * @param solution - cost and collected prize of an answer to `instance.problem`
 * @returns a number to compare with best-known values, in their unit
 */
export function instanceValue(instance: Instance, solution: Pick<Solution, 'cost' | 'prize'>): number {
    assertArguments('the call', { instance: instanceSchema, solution: valuesSchema }, { instance, solution });
    let value = instance.objective === 'score' ? solution.prize : solution.cost;
    if (instance.problem.objective?.kind === 'prize') {
        let total = 0;
        for (const visit of instance.problem.visits) total += visit.prize ?? 0;
        value += total - solution.prize;
    }
    return roundValue(instance, value);
}

// Sums of truncated decimals carry noise in their last bits.
const DECIMALS_OF_REAL_VALUES = 6;

/** The value without the noise that adding decimals leaves. */
export function roundValue(instance: Instance, value: number): number {
    return Number(value.toFixed(instance.decimals ?? DECIMALS_OF_REAL_VALUES));
}
