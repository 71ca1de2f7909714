import type { Position } from '../../geo/index.js';

/** Measures of a unit or a territory by name: `workload`, `potential`, `sales`, `count`, … */
export type Measures = Readonly<Record<string, number>>;

/** The smallest piece that belongs to one territory as a whole: an account, or an area with its accounts rolled up. */
export interface Unit {
    /** Unique among the units. */
    readonly id: string;
    readonly position: Position;
    /** From 0 each. `workload` is in seconds per four weeks where `accountUnits` made it. */
    readonly measures: Measures;
}
