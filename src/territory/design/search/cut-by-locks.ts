import type { Contiguity } from '../../graph/contiguity.js';
import { componentLabels } from '../../graph/graph.js';
import type { CheckedDesign } from '../check-design.js';

/**
 * Whether locks prove that a territory cannot be connected: units that must be in it together are in different parts of what is left when all
 * units that must not be in it are taken away. O(n + links)
 */
export function isCutByLocks(
    { locks, forbidden, groups, units }: CheckedDesign,
    { offsets, neighbours }: Contiguity,
    territory: number,
    members: readonly number[],
): boolean {
    const mayBeIn = Int32Array.from(locks, (lock) => (lock === -1 || lock === territory ? 1 : 0));
    for (let at = 0; at < forbidden.length; at += 2) if (forbidden[at + 1] === territory) mayBeIn[forbidden[at]] = 0;
    const { labels } = componentLabels(offsets, neighbours, mayBeIn);
    const own = new Set(members);
    const locked = Array.from({ length: units.length }, (_, unit) => unit).filter((unit) => locks[unit] === territory);
    const together = [locked, ...groups.filter((group) => own.has(group[0]))];
    return together.some((list) => new Set(list.map((unit) => labels[unit])).size > 1);
}
