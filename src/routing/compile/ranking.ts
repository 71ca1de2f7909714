/** What the objective compares of some routes: what they leave out that counts before cost, then cost. Less is better. */
export interface Standing {
    /** Sum of `absentTier` of what they leave out. */
    readonly tier: number;
    /** Number of visits that they leave out. */
    readonly absentCount: number;
    /** Cost of routes and of leaving visits out. */
    readonly total: number;
}

/** How standings of one instance are compared, so that rounding is neither a gain nor a loss. */
export interface Ranking {
    /** Of equal tiers, that of fewer absent visits is better. */
    readonly counted: boolean;
    /** Tiers and costs that differ by less are equal; what a cost may differ by in addition is a share of it. */
    readonly tierNoise: number;
    readonly costNoise: number;
}

/** Of the largest sum of tiers, and of costs of leaving visits out: more than the search lets sums be off by. */
const TIER_DIGITS = 1e-12;
const ABSENCE_DIGITS = 1e-14;
/** Of costs themselves. */
const COST_DIGITS = 1e-9;

/** Ranking by tiers and costs of leaving visits and groups out. */
export function rankingOf(counted: boolean, absentTiers: readonly Float64Array[], absentCost: Float64Array): Ranking {
    let tiers = 0;
    let costs = 0;
    for (const list of absentTiers) for (const tier of list) tiers += tier;
    for (const cost of absentCost) costs += cost;
    return { counted, tierNoise: TIER_DIGITS * tiers, costNoise: ABSENCE_DIGITS * costs };
}

/** Whether a tier, number of absent visits and cost are better than others by more than rounding: the one comparison of all searches. */
export function isBetter(ranking: Ranking, tier: number, absentCount: number, total: number, than: Standing): boolean {
    const { counted, tierNoise, costNoise } = ranking;
    // Where their number counts, each absent visit has 1 of the tier for it.
    const gain = than.tier - tier - (counted ? than.absentCount - absentCount : 0);
    if (gain > tierNoise) return true;
    if (gain < -tierNoise) return false;
    if (counted && absentCount !== than.absentCount) return absentCount < than.absentCount;
    return total < than.total - costNoise - COST_DIGITS * Math.max(1, Math.abs(than.total));
}

/** As {@link isBetter} for the numbers that a checked plan is compared by, the first that differs decides. */
export function isBetterObjective(values: readonly number[], than: readonly number[]): boolean {
    for (let i = 0; i < values.length; i++) {
        const noise = COST_DIGITS * Math.max(1, Math.abs(than[i]));
        if (Math.abs(values[i] - than[i]) > noise) return values[i] < than[i];
    }
    return false;
}
