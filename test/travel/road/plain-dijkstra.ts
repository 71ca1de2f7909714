import type { RoadNetwork } from '../../../src/travel/road/road-network.js';

/** Weights from one state to all others by Dijkstra's algorithm as it stands in textbooks, without a heap. */
export function plainDijkstra({ arcOffsets, arcs, heads, weights }: RoadNetwork, start: number): number[] {
    const count = arcOffsets.length - 1;
    const best = new Array<number>(count).fill(Number.POSITIVE_INFINITY);
    const open = new Set<number>([start]);
    best[start] = 0;
    while (open.size > 0) {
        let state = -1;
        for (const candidate of open) if (state < 0 || best[candidate] < best[state]) state = candidate;
        open.delete(state);
        for (let i = arcOffsets[state]; i < arcOffsets[state + 1]; i++) {
            const head = heads[arcs[i]];
            const sum = best[state] + weights[arcs[i]];
            if (sum >= best[head]) continue;
            best[head] = sum;
            open.add(head);
        }
    }
    return best;
}
