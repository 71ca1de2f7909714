/**
 * Colours a graph so that neighbours differ: always the node next that sees the most colours already (Brélaz, 1979,
 * doi:10.1145/359094.359101), then the one with the most neighbours, then the first.
 *
 * @param neighbours - of each node, in both directions
 * @returns a colour from 0 for each node; maps need five or six at most in practice. O(n²)
 */
export function colorGraph(neighbours: readonly ReadonlySet<number>[]): Int32Array {
    const size = neighbours.length;
    const colors = new Int32Array(size).fill(-1);
    const seen: Set<number>[] = neighbours.map(() => new Set());
    for (let colored = 0; colored < size; colored++) {
        let next = -1;
        for (let node = 0; node < size; node++) {
            if (colors[node] !== -1) continue;
            const lead = next === -1 ? 1 : seen[node].size - seen[next].size || neighbours[node].size - neighbours[next].size;
            if (lead > 0) next = node;
        }
        let color = 0;
        while (seen[next].has(color)) color++;
        colors[next] = color;
        for (const other of neighbours[next]) seen[other].add(color);
    }
    return colors;
}
