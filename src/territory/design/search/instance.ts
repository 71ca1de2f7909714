import type { Distances } from './distances.js';
import type { NodeWork } from './node-work.js';

/** A design problem as flat arrays: what the search reads. Neighbours have numbers close together, whatever order units came in. */
export interface DesignInstance extends Distances {
    /** Units, territories, balanced measures. */
    readonly size: number;
    readonly count: number;
    readonly measures: number;
    /** About what a unit's distance to its centre is. */
    readonly typicalDistance: number;
    /** What each link between two territories costs. */
    readonly linkCost: number;
    /** Contiguity graph in compressed rows; always connected. */
    readonly offsets: Int32Array;
    readonly neighbours: Int32Array;
    /** Whether territories must be connected. */
    readonly contiguous: boolean;
    /** `size * measures`; for the measure of `work` what a node means for the rep who does it best, see {@link amountIn}. */
    readonly amounts: Float64Array;
    /** What nodes mean in work for each territory, where it is known who lives where. */
    readonly work?: NodeWork;
    /** By territory: its share of every balanced measure, 0 if it is closed. */
    readonly shares: Float64Array;
    /** By measure: tolerance and price of its deviation from the target; none if it is only limited. */
    readonly tolerances: Float64Array;
    readonly prices: Float64Array;
    /** `count * measures`: what the square of a deviation from the target costs. */
    readonly priceWeights: Float64Array;
    /** `count * measures`: 1 / what the territory should have, 0 if nothing is wanted of the measure. */
    readonly inverseTargets: Float64Array;
    /** `count * measures`: what a territory may have, at least and at most. */
    readonly lows: Float64Array;
    readonly highs: Float64Array;
    /** `count * measures`: what a unit of the measure below or above that counts. */
    readonly excessWeights: Float64Array;
    /** By measure: how much its deviation from the targets counts when a first division is balanced. */
    readonly weights: Float64Array;
    /** By measure: what the whole target's deviation from it costs, in mean distances; 0 if only the bounds count. */
    readonly wishes: Float64Array;
    /** Units that a node represents, by node: its distance counts once for each. */
    readonly masses: Float64Array;
    /** `size * count`, 1 if a unit may not be; empty if it may be anywhere. */
    readonly barred: Uint8Array;
    /** Units that may not share a territory, in compressed rows as the graph; empty if there are none. */
    readonly apartOffsets: Int32Array;
    readonly apart: Int32Array;
    /** The division to start from, -1 for units without; empty if there is none. */
    readonly incumbent: Int32Array;
    /** What moving a unit out of its incumbent territory costs, by unit, in mean distances. */
    readonly moveCosts: Float64Array;
    /** 1 if a territory has nothing in the incumbent, by territory: what it takes costs no more than where it goes. */
    readonly newcomers: Uint8Array;
    /** How much of the shares may move, and each unit's share. */
    readonly maxMoved: number;
    readonly moveShares: Float64Array;
    /** Territory that a unit is locked to, or -1. */
    readonly locks: Int32Array;
    /** 1 for territories that no unit may enter, by territory. */
    readonly closed: Uint8Array;
    /** Three coordinates a territory, NaN if it has no seed. */
    readonly seeds: Float64Array;
    /** The unit of a seed if distances are those of a matrix, by territory; -1 if it has no seed. */
    readonly stands: Int32Array;
    /** 1 if the seed is the centre for good. */
    readonly pinned: Uint8Array;
}

/** More units than this are too many for several coolings, and for starts that are far from balance. */
export const MANY_UNITS = 5000;

/** Distances below this share of a target count as none: what rounding leaves. */
export const EXCESS_EPSILON = 1e-9;

/** The amount of a measure that a node is in a territory. */
export function amountIn(instance: DesignInstance, node: number, territory: number, measure: number): number {
    const { work } = instance;
    if (work !== undefined && work.measure === measure) return work.secondsIn(node, territory);
    return instance.amounts[node * instance.measures + measure];
}

/**
 * Sets what each territory should have of a balanced measure, in place: its share of `total`.
 *
 * @param use - share of the tolerance that the search may use, for totals that moves change
 */
export function setTargets(
    instance: Pick<
        DesignInstance,
        'measures' | 'shares' | 'tolerances' | 'weights' | 'inverseTargets' | 'lows' | 'highs' | 'excessWeights'
    >,
    measure: number,
    total: number,
    use = 1,
): void {
    const { measures, shares, tolerances, weights } = instance;
    for (let j = 0; j < shares.length; j++) {
        const target = shares[j] * total;
        if (target <= 0) continue;
        const at = j * measures + measure;
        instance.inverseTargets[at] = 1 / target;
        instance.excessWeights[at] = weights[measure] / target;
        instance.lows[at] = target * (1 - use * tolerances[measure]);
        instance.highs[at] = target * (1 + use * tolerances[measure]);
    }
}
