import { type Steps, WorkMeter } from '../../core/index.js';
import { type LoadBounds, requiredLoad } from './balance-prices.js';
import type { MoveGraph } from './move-graph.js';
import { NearestFirst } from './nearest-first.js';

/**
 * Moves points of equal weight until every cluster's size lies within the bounds, at the least sum of squared distances for the
 * given centres: successive shortest paths on the graph of clusters and one sink that takes what each cluster ends with.
 *
 * @param graph - its labels must be nearest by squared distance plus price
 * @param prices - of the clusters; changed in place, so that they stay optimal duals
 * @param bounds - sizes, whole numbers with `count x low <= points <= count x high`
 * @see Ahuja, Magnanti, Orlin (1993) "Network Flows", chapter 9.7
 */
export function* balanceCounts(graph: MoveGraph, prices: Float64Array, bounds: LoadBounds): Steps<void> {
    const { count, labels } = graph;
    const sink = count;
    const nodes = count + 1;
    const sizes = countMembers(graph);
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
    const search = new PathSearch(graph, bounds, handed, excess, price);
    const meter = new WorkMeter();
    yield;
    for (let source = 0; source < nodes; source++) {
        while (excess[source] > 0) {
            const target = search.run(source);
            if (target < 0) break;
            if (meter.spend(UNITS_A_WAY)) yield;
            moveAlong(search.hopsTo(target), source, target);
        }
    }
    for (let j = 0; j < count; j++) prices[j] = price[j] - price[sink];

    function moveAlong(hops: readonly Hop[], source: number, target: number): void {
        // Where points share a place, the same way costs the same again: thousands of them move at once.
        do {
            for (const { u, v } of hops) {
                if (u === sink) handed[v]--;
                else if (v === sink) handed[u]++;
                else {
                    graph.move(graph.pointOf(u, v), v);
                    search.hasGained(v);
                }
            }
            excess[source]--;
            excess[target]++;
        } while (excess[source] > 0 && excess[target] < 0 && hops.every((hop) => search.isAsCheap(hop)));
    }
}

function countMembers({ count, head, next }: MoveGraph): Int32Array {
    const sizes = new Int32Array(count);
    for (let j = 0; j < count; j++) for (let i = head[j]; i >= 0; i = next[i]) sizes[j]++;
    return sizes;
}

/** Elementary operations of finding a way and moving points along it, about. */
const UNITS_A_WAY = 5000;

/** A part of a way. */
interface Hop {
    readonly u: number;
    readonly v: number;
    /** What it cost when the way was found; 0 if it begins or ends at the sink. */
    readonly cost: number;
}

/**
 * Dijkstra's algorithm on reduced costs, from one node with excess to the nearest that lacks. Of each cluster the near ones are looked at
 * when it is reached, the far ones only when nothing nearer is left than what they could cost at least.
 */
class PathSearch {
    /** The node before on the way to each; -1 at the source. */
    readonly from: Int32Array;
    private readonly graph: MoveGraph;
    private readonly bounds: LoadBounds;
    private readonly handed: Int32Array;
    private readonly excess: Int32Array;
    private readonly price: Float64Array;
    private readonly distance: Float64Array;
    private readonly settled: Uint8Array;
    private readonly queue: NearestFirst;
    /** Least bound plus price of any far cluster, and how much prices had fallen at most by the time it was found. */
    private readonly farLeast: Float64Array;
    private readonly farFallen: Float64Array;
    private fallen = 0;
    /** How far the nearest node that lacks is at most: what lies farther is not looked at. */
    private farthest = 0;

    constructor(graph: MoveGraph, bounds: LoadBounds, handed: Int32Array, excess: Int32Array, price: Float64Array) {
        const nodes = price.length;
        this.graph = graph;
        this.bounds = bounds;
        this.handed = handed;
        this.excess = excess;
        this.price = price;
        this.from = new Int32Array(nodes);
        this.distance = new Float64Array(nodes);
        this.settled = new Uint8Array(nodes);
        this.queue = new NearestFirst(2 * nodes);
        this.farLeast = new Float64Array(graph.count).fill(Number.NEGATIVE_INFINITY);
        this.farFallen = new Float64Array(graph.count);
    }

    /** Finds the cheapest way, and changes prices so that its edges cost nothing and no other less. Returns its end, -1 if there is none. */
    run(source: number): number {
        const { excess, price, distance, settled, from, queue } = this;
        const nodes = price.length;
        distance.fill(Number.POSITIVE_INFINITY);
        settled.fill(0);
        this.farthest = Number.POSITIVE_INFINITY;
        distance[source] = 0;
        from[source] = -1;
        queue.clear();
        queue.push(0, source);
        while (queue.size > 0) {
            const length = queue.nearest;
            const next = queue.pop();
            if (next >= nodes) this.reachFar(next - nodes, length);
            else if (settled[next] === 0) {
                settled[next] = 1;
                if (excess[next] < 0) {
                    for (let v = 0; v < nodes; v++) price[v] -= Math.min(distance[v], length);
                    this.fallen += length;
                    return next;
                }
                if (next === this.graph.count) this.leaveSink();
                else this.reachNear(next);
            }
        }
        return -1;
    }

    /** The way that was found, from its end on. */
    hopsTo(target: number): Hop[] {
        const { from, graph } = this;
        const hops: Hop[] = [];
        for (let v = target; from[v] >= 0; v = from[v]) {
            const u = from[v];
            hops.push({ u, v, cost: u === graph.count || v === graph.count ? 0 : graph.costOf(u, v) });
        }
        return hops;
    }

    /** Whether one more can go over a part of a way that was just gone, at no more cost. */
    isAsCheap({ u, v, cost }: Hop): boolean {
        const { graph, handed, bounds } = this;
        if (u === graph.count) return handed[v] > bounds.low;
        if (v === graph.count) return handed[u] < bounds.high;
        return graph.costOf(u, v) <= cost;
    }

    /** To be told of each cluster that a point has come to: what its points cost at least is unknown again. */
    hasGained(v: number): void {
        this.farLeast[v] = Number.NEGATIVE_INFINITY;
    }

    private leaveSink(): void {
        const { graph, handed, bounds } = this;
        for (let v = 0; v < graph.count; v++) if (handed[v] > bounds.low) this.reach(v, graph.count, 0);
    }

    private reachNear(u: number): void {
        const { graph, handed, bounds } = this;
        if (handed[u] < bounds.high) this.reach(graph.count, u, 0);
        const near = graph.nearOf(u);
        for (let k = 0; k < near.length; k++) this.move(u, near[k]);
        if (near.length < graph.count - 1) this.putOff(u);
    }

    /** Puts the far clusters off until they could be next. Prices fall, but none by more than all of the ways so far. */
    private putOff(u: number): void {
        const { distance, price, farLeast, farFallen, fallen } = this;
        const length = distance[u] + Math.max(0, farLeast[u] - (fallen - farFallen[u]) - price[u]);
        if (length < this.farthest) this.queue.push(length, price.length + u);
    }

    private reachFar(u: number, length: number): void {
        const { graph, distance, price, farLeast, farFallen, fallen } = this;
        farLeast[u] = graph.farBound(u, price);
        farFallen[u] = fallen;
        if (distance[u] + Math.max(0, farLeast[u] - price[u]) > length) this.putOff(u);
        else for (let v = 0; v < graph.count; v++) this.move(u, v);
    }

    private move(u: number, v: number): void {
        const { graph, distance, price, settled } = this;
        if (u === v || settled[v] === 1) return;
        const least = distance[u] + graph.boundOf(u, v) + price[v] - price[u];
        if (least < distance[v] && least < this.farthest) this.reach(v, u, graph.costOf(u, v));
    }

    private reach(v: number, u: number, cost: number): void {
        const { distance, price, from, excess } = this;
        // Reduced costs are never negative but by rounding.
        const length = distance[u] + Math.max(0, cost + price[v] - price[u]);
        if (this.settled[v] === 1 || length >= distance[v] || length >= this.farthest) return;
        distance[v] = length;
        from[v] = u;
        if (excess[v] < 0) this.farthest = length;
        this.queue.push(length, v);
    }
}
