import type { Objective, Visit } from '../problem.js';

/**
 * What leaving each visit out costs: first `absentTier`, which counts before everything else, then `absentCost` in the unit of
 * cost. Two numbers instead of one big weight keep all digits of both.
 *
 * @param meanTrip - mean cost of a round trip from a start to a visit
 * @returns also `requiredTier`, which counts more than all that may be left out
 */
export function absentWeights(
    visits: readonly Visit[],
    objective: Objective,
    required: Uint8Array,
    meanTrip: number,
): { absentTier: Float64Array; absentCost: Float64Array; requiredTier: number } {
    const n = visits.length;
    const absentTier = new Float64Array(n);
    const absentCost = new Float64Array(n);
    for (let v = 0; v < n; v++) {
        const { priority = 0, prize = 0 } = visits[v];
        if (objective.kind === 'priority') {
            // The sum of priorities first, the number of visits second: how searches weigh them. Which plan is better is decided by
            // each on its own (`ranking.ts`), however fine priorities are.
            absentTier[v] = priority * PRIORITY_STEPS * (n + 1) + 1;
        } else if (objective.kind === 'orienteering') {
            absentTier[v] = prize;
        } else {
            absentCost[v] =
                prize + (objective.kind === 'prize' ? priorityPrize(priority, objective.priorityWeight ?? 0, meanTrip) : 0);
        }
    }
    let sum = 0;
    for (let v = 0; v < n; v++) sum += absentTier[v];
    for (let v = 0; v < n; v++) if (required[v] === 1) absentTier[v] += sum + 1;
    return { absentTier, absentCost, requiredTier: sum + 1 };
}

// A hundredth of priority outweighs all visits of none. Whole numbers keep sums of tiers exact.
const PRIORITY_STEPS = 100;

function priorityPrize(priority: number, weight: number, meanTrip: number): number {
    // At weight 1 no detour is too long; a large finite factor keeps sums finite.
    const factor = weight >= 1 ? 1e6 : weight / (1 - weight);
    return (priority / 100) * factor * meanTrip;
}
