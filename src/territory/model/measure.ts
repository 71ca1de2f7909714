import type { Unit } from './unit.js';

/** A measure that every territory should have its share of. */
export interface BalancedMeasure {
    /** Name of the measure; `count` is 1 for every unit that does not say otherwise. */
    readonly measure: string;
    /**
     * Largest |measure / target - 1| that is fine, from 0: a wall, whatever it costs in driving. Default 0.05, and with `work` no wall but
     * the `price`.
     */
    readonly tolerance?: number;
    /**
     * What balance may cost, from 0: a territory whose deviation is d counts as `price × d² ×` its target more work, so that at price 0.5 a rep
     * with a target of 150 hours who is 20 % off counts 3 hours. Default 0.5 with `work` and no `tolerance`, else 0. Without `work` the target
     * is as many mean distances as the territory has units.
     */
    readonly price?: number;
    /** How much this measure's excess counts compared with the others', more than 0. Default 1. */
    readonly weight?: number;
}

/** What every territory may have of a measure, in the measure's own unit. */
export interface TerritoryLimit {
    /** Name of the measure; `count` is 1 for every unit that does not say otherwise. */
    readonly measure: string;
    /** At least this much, from 0: hard, as a tolerance. */
    readonly min?: number;
    /** At most this much, from 0: hard. */
    readonly max?: number;
    /** As near to this as the rest allows, more than 0: soft, weighed against distances. */
    readonly ideal?: number;
}

/** The amount of a measure in a unit; a unit counts 1 if it does not say otherwise. */
export function measureOf(unit: Unit, measure: string): number {
    return unit.measures[measure] ?? (measure === 'count' ? 1 : 0);
}
