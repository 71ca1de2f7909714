import { type LoadBounds, requiredLoad } from './balance-prices.js';
import type { MoveGraph } from './move-graph.js';

/**
 * Moves points of equal weight until every cluster's size lies within the bounds, at the least sum of squared distances for the
 * given centres: successive shortest paths on the graph of clusters and one sink that takes what each cluster ends with.
 *
 * @param graph - its labels must be nearest by squared distance plus price
 * @param prices - of the clusters; changed in place, so that they stay optimal duals
 * @param bounds - sizes, whole numbers with `count x low <= points <= count x high`
 * @see Ahuja, Magnanti, Orlin (1993) "Network Flows", chapter 9.7
 */
export function balanceCounts(graph: MoveGraph, prices: Float64Array, bounds: LoadBounds): void {
    const { count, labels, head, next } = graph;
    const sink = count;
    const nodes = count + 1;
    const sizes = new Int32Array(count);
    for (let j = 0; j < count; j++) for (let i = head[j]; i >= 0; i = next[i]) sizes[j]++;
    // What each cluster hands on to the sink; excess is what a node has beyond that.
    const handed = new Int32Array(count);
    const excess = new Int32Array(nodes);
    excess[sink] = -labels.length;
    for (let j = 0; j < count; j++) {
        handed[j] = requiredLoad(sizes[j], prices[j], bounds);
        excess[j] = sizes[j] - handed[j];
        excess[sink] += handed[j];
    }
    const price = new Float64Array(nodes);
    price.set(prices);
    const distance = new Float64Array(nodes);
    const from = new Int32Array(nodes);
    const settled = new Uint8Array(nodes);

    for (;;) {
        // Dijkstra's algorithm on reduced costs, from every node with excess to the nearest that lacks.
        distance.fill(Number.POSITIVE_INFINITY);
        from.fill(-1);
        settled.fill(0);
        for (let v = 0; v < nodes; v++) if (excess[v] > 0) distance[v] = 0;
        let target = -1;
        for (;;) {
            let u = -1;
            for (let v = 0; v < nodes; v++) if (settled[v] === 0 && (u < 0 || distance[v] < distance[u])) u = v;
            if (u < 0 || distance[u] === Number.POSITIVE_INFINITY) break;
            settled[u] = 1;
            if (excess[u] < 0) {
                target = u;
                break;
            }
            for (let v = 0; v < nodes; v++) {
                if (settled[v] === 1) continue;
                let cost: number;
                if (u === sink) cost = handed[v] > bounds.low ? 0 : Number.POSITIVE_INFINITY;
                else if (v === sink) cost = handed[u] < bounds.high ? 0 : Number.POSITIVE_INFINITY;
                else cost = graph.costOf(u, v);
                // Reduced costs are never negative but by rounding.
                const reached = distance[u] + Math.max(0, cost + price[v] - price[u]);
                if (reached >= distance[v]) continue;
                distance[v] = reached;
                from[v] = u;
            }
        }
        if (target < 0) break;
        const length = distance[target];
        for (let v = 0; v < nodes; v++) price[v] -= Math.min(distance[v], length);
        excess[target]++;
        let v = target;
        while (from[v] >= 0) {
            const u = from[v];
            if (u === sink) handed[v]--;
            else if (v === sink) handed[u]++;
            else graph.move(graph.pointOf(u, v), v);
            v = u;
        }
        excess[v]--;
    }
    for (let j = 0; j < count; j++) prices[j] = price[j] - price[sink];
}
