import type { Alignment } from '../model/alignment.js';
import { UnionFind } from './graph.js';

/**
 * Counts the connected parts of each territory.
 *
 * @param edges - links between units, by id; those of units that no territory holds do not matter
 * @returns in the order of the territories; 0 for one without units. O(units + edges)
 */
export function countParts({ territories }: Alignment, edges: Iterable<readonly [string, string]>): number[] {
    // A unit is its own representative in every territory that claims it.
    const claims = new Map<string, { territory: number; node: number }[]>();
    const parts = territories.map(() => 0);
    let nodes = 0;
    territories.forEach(({ unitIds }, territory) => {
        for (const id of new Set(unitIds)) {
            const claim = { territory, node: nodes++ };
            const others = claims.get(id);
            if (others === undefined) claims.set(id, [claim]);
            else others.push(claim);
            parts[territory]++;
        }
    });
    const joined = new UnionFind(nodes);
    for (const [from, to] of edges) {
        for (const a of claims.get(from) ?? []) {
            for (const b of claims.get(to) ?? []) {
                if (a.territory === b.territory && joined.join(a.node, b.node)) parts[a.territory]--;
            }
        }
    }
    return parts;
}
