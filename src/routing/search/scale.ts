import type { State } from '../state/state.js';

/** What temperatures and tiers are measured in, from a first solution. */
export interface Scale {
    /** Mean cost of an arc. */
    readonly arcCost: number;
    /** What a unit of tier is worth in cost. */
    readonly tierWeight: number;
}

/** Measures a first solution. */
export function scaleOf(state: State): Scale {
    const arcCost = meanArcCost(state);
    return { arcCost, tierWeight: tierWeight(state, arcCost) };
}

function meanArcCost(state: State): number {
    let arcs = 0;
    for (let r = 0; r < state.instance.routes; r++) if (state.size[r] > 0) arcs += state.size[r] + 1;
    return arcs === 0 ? 1 : Math.max(state.routeCost / arcs, Number.MIN_VALUE);
}

/**
 * What a unit of tier is worth in cost while annealing. Where prizes count, the mean visit is worth a few arcs, so that good visits
 * may go for better ones; elsewhere for more than any trip to it, so that no visit is dropped for a shorter route.
 */
function tierWeight(state: State, arcCost: number): number {
    const { n, absentTier, depotDistance, scored, costPerDistance, required, groups } = state.instance;
    let sum = 0;
    let longest = 0;
    // What is required outweighs all the rest; it must not make the rest look worthless.
    let optionalSum = 0;
    let optionalCount = 0;
    for (let v = 0; v < n; v++) {
        sum += absentTier[v];
        if (Number.isFinite(depotDistance[v])) longest = Math.max(longest, depotDistance[v]);
        if (required[v] === 1) continue;
        optionalSum += absentTier[v];
        optionalCount++;
    }
    if (groups !== null) for (const tier of groups.absentTier) sum += tier;
    const worth = scored ? SCORE_ARCS * arcCost : 2 * Math.max(longest * costPerDistance[0], SCORE_ARCS * arcCost);
    if (optionalSum > 0) return (worth * optionalCount) / optionalSum;
    return sum === 0 ? 0 : (worth * n) / sum;
}

/** What the mean prize is worth where prizes count, in mean arcs. */
const SCORE_ARCS = 2;
