import { buildContiguity, type ContiguityOptions, listEdges } from '../graph/contiguity.js';
import { countParts } from '../graph/count-parts.js';
import type { Alignment } from '../model/alignment.js';
import type { Unit } from '../model/unit.js';

/**
 * Counts the connected parts of each territory as a design of the same units does, wherever the plan was stored in between. O(n log n)
 *
 * @param units - checked, in any order
 * @param options - `edges`: links that are known; default found from the positions
 */
export function countPlanParts(
    units: readonly Unit[],
    alignment: Alignment,
    options: Pick<ContiguityOptions, 'edges'> = {},
): number[] {
    // In the design's order: which of two diagonals links four units in a square depends on it.
    const sorted = [...units].sort((a, b) => (a.id < b.id ? -1 : 1));
    return countParts(alignment, listEdges(sorted, buildContiguity(sorted, options)));
}
