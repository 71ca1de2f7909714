import { type Steps, WorkMeter } from '../../core/index.js';
import type { LoadBounds } from './balance-prices.js';
import type { MoveGraph } from './move-graph.js';

// A transfer chooses among this many points of each cluster, those that are cheapest to move.
const CANDIDATES = 32;
// How many clusters with room are tried for what one has too much.
const MOST_ENDS = 8;
// The least that a step must take away, as a share of the squared violation or weight: tiny steps would never come to an end.
const LEAST_SHARE = 0.02;
// How far a transfer may miss its amount before accuracy counts more than cost.
const ACCURACY = 0.1;

/**
 * Moves points of any weights until every cluster's load lies within the bounds, or no step brings them nearer. To fill clusters
 * exactly is bin packing, so this is a heuristic: roughly at first, by single points along the cheapest paths from heavy to
 * light clusters, then exactly, by exchanges of points along such paths. Every step lowers the sum of squared violations. At the
 * end, points move to nearer centres where there is room.
 *
 * @param graph - its labels should be nearest by squared distance plus price
 * @param prices - of the clusters; changed in place
 */
export function* balanceLoads(graph: MoveGraph, prices: Float64Array, bounds: LoadBounds): Steps<void> {
    yield* relieve(graph, prices, roughBounds(bounds, graph.meanWeight));
    yield* relieve(graph, prices, bounds);
    yield* improve(graph, bounds);
}

/** Bounds with room for two average points: with less, hardly any path has an end. */
export function roughBounds({ low, high }: LoadBounds, meanWeight: number): LoadBounds {
    const mean = (low + high) / 2;
    return { low: Math.min(low, mean - 2 * meanWeight), high: Math.max(high, mean + 2 * meanWeight) };
}

function* relieve(graph: MoveGraph, prices: Float64Array, bounds: LoadBounds): Steps<void> {
    const { count, loads } = graph;
    const stuck = new Uint8Array(count);
    const meter = new WorkMeter();
    for (let steps = 20 * graph.labels.length + 100; steps > 0; steps--) {
        let worst = -1;
        for (let j = 0; j < count; j++) {
            if (stuck[j] === 1 || violation(loads[j], bounds) <= slackOf(bounds)) continue;
            if (worst < 0 || violation(loads[j], bounds) > violation(loads[worst], bounds)) worst = j;
        }
        if (worst < 0) return;
        if (meter.spend(pointsOfPair(graph))) yield;
        if (relieveOne(graph, prices, bounds, worst)) stuck.fill(0);
        else stuck[worst] = 1;
    }
}

/** Below this, a violation is rounding. */
export function slackOf(bounds: LoadBounds): number {
    return 1e-9 * bounds.high;
}

function violation(load: number, { low, high }: LoadBounds): number {
    return load > high ? load - high : load < low ? low - load : 0;
}

/** Takes weight off a cluster that has too much, or gives to one that has too little; false if nothing helps. */
function relieveOne(graph: MoveGraph, prices: Float64Array, bounds: LoadBounds, worst: number): boolean {
    const { loads, weights, meanWeight } = graph;
    const gives = loads[worst] > bounds.high;
    const slack = slackOf(bounds);
    const room = new Float64Array(graph.count);
    for (let u = 0; u < room.length; u++) room[u] = gives ? bounds.high - loads[u] : loads[u] - bounds.low;
    const { distance, link, ends, near } = cheapestPaths(graph, prices, worst, gives, room, slack);

    for (const end of ends) {
        const hops = hopsTo(link, end, gives);
        const [a, b] = gives ? hops[hops.length - 1] : hops[0];
        if (weights[graph.pointOf(a, b)] > room[end] + slack) continue;
        const costs = hops.map(([u, v]) => graph.costOf(u, v));
        if (!tryHops(graph, bounds, worst, hops, moveCheapest, 0)) break;
        // Where points share a place, the same way costs the same again: thousands of them move at once.
        const isAsCheap = (): boolean => hops.every(([u, v], h) => graph.costOf(u, v) <= costs[h]);
        const roomLeft = (): number => (gives ? bounds.high - loads[end] : loads[end] - bounds.low) + slack;
        while (
            violation(loads[worst], bounds) > slack &&
            isAsCheap() &&
            weights[graph.pointOf(a, b)] <= roomLeft() &&
            tryHops(graph, bounds, worst, hops, moveCheapest, 0)
        );
        // Prices follow the path, so that points stay nearest by distance plus price, and the next path is the cheapest as well.
        for (let v = 0; v < prices.length; v++) prices[v] += (gives ? -1 : 1) * Math.min(distance[v], distance[end]);
        return true;
    }
    const amountTo = (end: number): number => Math.min(violation(loads[worst], bounds), room[end], 2 * meanWeight);
    for (const end of ends) {
        if (tryHops(graph, bounds, worst, hopsTo(link, end, gives), transfer, amountTo(end))) return true;
    }
    // What no exchange brings straight to its end, two sometimes bring there through a third cluster.
    for (const end of ends) {
        for (const via of near) {
            if (via === end) continue;
            const hops: Hop[] = gives
                ? [
                      [worst, via],
                      [via, end],
                  ]
                : [
                      [end, via],
                      [via, worst],
                  ];
            if (tryHops(graph, bounds, worst, hops, transfer, amountTo(end))) return true;
        }
    }
    return false;
}

/** What {@link cheapestPaths} finds. */
interface Paths {
    /** Price of the way; infinite, or more than that of any end, where it was not needed. */
    readonly distance: Float64Array;
    /** The cluster before, as seen from the start. */
    readonly link: Int32Array;
    /** Clusters with room, nearest first. */
    readonly ends: readonly number[];
    /** The nearest of all. */
    readonly near: readonly number[];
}

/** Dijkstra's algorithm from a cluster along the moves that take points away from it, or against those that bring some. */
function cheapestPaths(
    graph: MoveGraph,
    prices: Float64Array,
    start: number,
    gives: boolean,
    room: Float64Array,
    slack: number,
): Paths {
    const { count } = graph;
    const distance = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
    const link = new Int32Array(count).fill(-1);
    const settled = new Uint8Array(count);
    const ends: number[] = [];
    const near: number[] = [];
    distance[start] = 0;
    while (ends.length < MOST_ENDS) {
        let u = -1;
        for (let v = 0; v < count; v++) if (settled[v] === 0 && (u < 0 || distance[v] < distance[u])) u = v;
        if (u < 0 || distance[u] === Number.POSITIVE_INFINITY) break;
        settled[u] = 1;
        if (u !== start && near.length < MOST_ENDS) near.push(u);
        if (u !== start && room[u] > slack) ends.push(u);
        for (let v = 0; v < count; v++) {
            if (settled[v] === 1) continue;
            const cost = gives ? graph.costOf(u, v) + prices[v] - prices[u] : graph.costOf(v, u) + prices[u] - prices[v];
            const reached = distance[u] + Math.max(0, cost);
            if (reached >= distance[v]) continue;
            distance[v] = reached;
            link[v] = u;
        }
    }
    return { distance, link, ends, near };
}

/** A part of a path, in the direction that weight takes. */
type Hop = readonly [from: number, to: number];

function hopsTo(link: Int32Array, end: number, gives: boolean): Hop[] {
    const hops: Hop[] = [];
    for (let v = end; link[v] >= 0; v = link[v]) hops.push(gives ? [link[v], v] : [v, link[v]]);
    return gives ? hops.reverse() : hops;
}

/** Points that were moved, each with the cluster that it came from. */
type MoveLog = [point: number, from: number][];

/** Moves points over each hop; takes it all back where it brings too little. */
function tryHops(
    graph: MoveGraph,
    bounds: LoadBounds,
    worst: number,
    hops: readonly Hop[],
    moveOver: (graph: MoveGraph, a: number, b: number, amount: number, log: MoveLog) => boolean,
    amount: number,
): boolean {
    const { loads } = graph;
    const squared = (j: number): number => violation(loads[j], bounds) ** 2;
    const onPath = [hops[0][0], ...hops.map(([, to]) => to)];
    const sum = (): number => onPath.reduce((total, j) => total + squared(j), 0);
    const step = Math.min(violation(loads[worst], bounds), graph.meanWeight);
    const least = Math.max(slackOf(bounds) ** 2, LEAST_SHARE * step ** 2);
    const before = sum();
    const log: MoveLog = [];
    // From the end on, so that no point is passed on at once.
    for (let h = hops.length - 1; h >= 0; h--) {
        if (moveOver(graph, hops[h][0], hops[h][1], amount, log)) continue;
        undo(graph, log);
        return false;
    }
    if (sum() <= before - least) return true;
    undo(graph, log);
    return false;
}

function undo(graph: MoveGraph, log: MoveLog): void {
    for (let step = log.length - 1; step >= 0; step--) graph.move(log[step][0], log[step][1]);
}

/** Moves the point from a to b that adds the least squared distance. */
function moveCheapest(graph: MoveGraph, a: number, b: number, _amount: number, log: MoveLog): boolean {
    const point = graph.pointOf(a, b);
    if (point < 0) return false;
    log.push([point, a]);
    graph.move(point, b);
    return true;
}

/** Moves one point from a to b, or exchanges two, so that about `amount` goes over; of all that do, at the least cost. */
function transfer(graph: MoveGraph, a: number, b: number, amount: number, log: MoveLog): boolean {
    const { weights } = graph;
    const gone = cheapestPoints(graph, a, b);
    const back = cheapestPoints(graph, b, a);
    let bestMiss = Number.POSITIVE_INFINITY;
    let bestCost = Number.POSITIVE_INFINITY;
    let bestGone = -1;
    let bestBack = -1;
    for (let g = 0; g < gone.points.length; g++) {
        // The last one is nothing in return.
        for (let c = back.points.length; c >= 0; c--) {
            const returns = c < back.points.length;
            const shift = weights[gone.points[g]] - (returns ? weights[back.points[c]] : 0);
            if (shift <= 0) continue;
            const miss = Math.max(ACCURACY * amount, Math.abs(shift - amount));
            if (miss > bestMiss) continue;
            const cost = gone.costs[g] + (returns ? back.costs[c] : 0);
            if (miss === bestMiss && cost >= bestCost) continue;
            bestMiss = miss;
            bestCost = cost;
            bestGone = gone.points[g];
            bestBack = returns ? back.points[c] : -1;
        }
    }
    if (bestGone < 0) return false;
    log.push([bestGone, a]);
    graph.move(bestGone, b);
    if (bestBack >= 0) {
        log.push([bestBack, b]);
        graph.move(bestBack, a);
    }
    return true;
}

/** The points of cluster a that are cheapest to move to b by added squared distance, and their costs times weight. */
function cheapestPoints(graph: MoveGraph, a: number, b: number): { points: number[]; costs: number[] } {
    const points: number[] = [];
    const costs: number[] = [];
    for (let i = graph.head[a]; i >= 0; i = graph.next[i]) {
        const cost = graph.addedCost(i, b);
        if (points.length === CANDIDATES && cost >= costs[CANDIDATES - 1]) continue;
        let place = Math.min(points.length, CANDIDATES - 1);
        for (; place > 0 && costs[place - 1] > cost; place--) {
            points[place] = points[place - 1];
            costs[place] = costs[place - 1];
        }
        points[place] = i;
        costs[place] = cost;
    }
    for (let p = 0; p < points.length; p++) costs[p] *= graph.weights[points[p]];
    return { points, costs };
}

/** Moves or exchanges points where that brings them nearer to the centres and both loads stay within the bounds. */
function* improve(graph: MoveGraph, bounds: LoadBounds): Steps<void> {
    const { count } = graph;
    const meter = new WorkMeter();
    let steps = graph.labels.length;
    for (let found = true; found && steps > 0; ) {
        found = false;
        for (let a = 0; a < count; a++) {
            for (let b = 0; b < count; b++) {
                // Without a point of a that lies nearer to b, nothing can be gained.
                if (a === b || graph.boundOf(a, b) >= 0 || graph.costOf(a, b) >= 0) continue;
                for (; steps > 0 && improvePair(graph, bounds, a, b); steps--) {
                    found = true;
                    if (meter.spend(pointsOfPair(graph))) yield;
                }
            }
        }
    }
}

/** How many points are looked at where those of two clusters are, about. */
function pointsOfPair({ labels, count }: MoveGraph): number {
    return Math.ceil((2 * labels.length) / count);
}

function improvePair(graph: MoveGraph, bounds: LoadBounds, a: number, b: number): boolean {
    const { loads, weights } = graph;
    const low = bounds.low - slackOf(bounds);
    const high = bounds.high + slackOf(bounds);
    const gone = cheapestPoints(graph, a, b);
    const back = cheapestPoints(graph, b, a);
    let best = 0;
    let bestGone = -1;
    let bestBack = -1;
    for (let g = 0; g < gone.points.length; g++) {
        for (let c = back.points.length; c >= 0; c--) {
            const returns = c < back.points.length;
            const cost = gone.costs[g] + (returns ? back.costs[c] : 0);
            // A gain by rounding alone could be had for ever.
            if (cost >= best || cost >= 1e-9 * gone.costs[g]) continue;
            const shift = weights[gone.points[g]] - (returns ? weights[back.points[c]] : 0);
            if (loads[a] - shift < low || loads[a] - shift > high || loads[b] + shift < low || loads[b] + shift > high) continue;
            best = cost;
            bestGone = gone.points[g];
            bestBack = returns ? back.points[c] : -1;
        }
    }
    if (bestGone < 0) return false;
    graph.move(bestGone, b);
    if (bestBack >= 0) graph.move(bestBack, a);
    return true;
}
