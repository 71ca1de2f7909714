import { squaredDistance } from '../trees/squared-distance.js';

// An edge that was never asked for, or whose point has left; it is looked for when the edge is asked for.
const STALE = -2;
// A hair less than rounding could add to a bound.
const BOUND_SHARE = 1 - 1e-9;
const NONE: Int32Array = new Int32Array(0);

/** How many clusters are near one. */
export const NEAR = 24;

/**
 * Clusters as nodes of a graph: the edge from cluster a to b is the cheapest move of one of a's points to b, by how much
 * squared distance it adds. An edge costs O(members of a) when it is first asked for, and again after it has lost its point, unless another
 * of the same place stands beside it; most are never asked for, since {@link MoveGraph.boundOf} says without looking that they cost too
 * much. A move is O(k).
 */
export class MoveGraph {
    readonly labels: Int32Array;
    readonly loads: Float64Array;
    readonly count: number;
    /** First point of each cluster; `next` leads on to -1. */
    readonly head: Int32Array;
    readonly next: Int32Array;
    readonly weights: Float64Array;
    readonly meanWeight: number;
    // By a x count + b; the cost is infinite and the point -1 if a is empty.
    private readonly edgeCost: Float64Array;
    private readonly edgePoint: Int32Array;
    private readonly previous: Int32Array;
    private readonly coordinates: Float64Array;
    private readonly centers: Float64Array;
    /** How far the points of each cluster lie from its centre at most, now or before. */
    private readonly reach: Float64Array;
    /** Of each cluster; empty until asked for. */
    private readonly near: Int32Array[];

    constructor(coordinates: Float64Array, weights: Float64Array, centers: Float64Array, labels: Int32Array) {
        const n = labels.length;
        this.coordinates = coordinates;
        this.weights = weights;
        this.centers = centers;
        this.labels = labels;
        this.count = centers.length / 3;
        this.loads = new Float64Array(this.count);
        this.edgeCost = new Float64Array(this.count * this.count).fill(Number.POSITIVE_INFINITY);
        this.edgePoint = new Int32Array(this.count * this.count).fill(STALE);
        this.reach = new Float64Array(this.count);
        this.near = new Array(this.count).fill(NONE);
        this.head = new Int32Array(this.count).fill(-1);
        this.next = new Int32Array(n).fill(-1);
        this.previous = new Int32Array(n).fill(-1);
        let total = 0;
        for (let i = 0; i < n; i++) total += weights[i];
        this.meanWeight = total / n;
        for (let i = n - 1; i >= 0; i--) this.link(i, labels[i]);
    }

    /** The clusters with the nearest centres, nearest first: {@link NEAR} of them, or all. */
    nearOf(a: number): Int32Array {
        if (this.near[a].length === 0) this.near[a] = this.findNear(a);
        return this.near[a];
    }

    /** The least that a move from a to a cluster that is not near adds, together with the price of that one, by bounds. O(k) */
    farBound(a: number, prices: Float64Array): number {
        const { centers } = this;
        const near = this.nearOf(a);
        const width = squaredDistance(centers, a, centers, near[near.length - 1]);
        let least = Number.POSITIVE_INFINITY;
        for (let b = 0; b < this.count; b++) {
            const squared = squaredDistance(centers, a, centers, b);
            if (squared < width || b === a) continue;
            const bound = this.boundBy(squared, a) + prices[b];
            if (bound < least) least = bound;
        }
        return least;
    }

    /** No move from a to b adds less squared distance. O(1) */
    boundOf(a: number, b: number): number {
        return this.boundBy(squaredDistance(this.centers, a, this.centers, b), a);
    }

    private boundBy(squaredGap: number, a: number): number {
        const bound = squaredGap - 2 * this.reach[a] * Math.sqrt(squaredGap);
        return bound > 0 ? bound * BOUND_SHARE : bound / BOUND_SHARE;
    }

    /** Squared distance that a point adds when it moves from its cluster to b. */
    addedCost(i: number, b: number): number {
        return (
            squaredDistance(this.coordinates, i, this.centers, b) -
            squaredDistance(this.coordinates, i, this.centers, this.labels[i])
        );
    }

    /** What the cheapest move from a to b adds; infinite where a has no point. */
    costOf(a: number, b: number): number {
        const edge = a * this.count + b;
        if (this.edgePoint[edge] === STALE) this.renew(a, b);
        return this.edgeCost[edge];
    }

    /** The point of the cheapest move from a to b, of equally cheap ones any; -1 if a has none. */
    pointOf(a: number, b: number): number {
        const edge = a * this.count + b;
        if (this.edgePoint[edge] === STALE) this.renew(a, b);
        return this.edgePoint[edge];
    }

    /** Moves a point to cluster b. */
    move(i: number, b: number): void {
        const { head, next, edgePoint, count } = this;
        const previous = this.previous;
        const a = this.labels[i];
        const heir = this.sharesPlace(i, next[i]) ? next[i] : this.sharesPlace(i, previous[i]) ? previous[i] : STALE;
        this.loads[a] -= this.weights[i];
        if (previous[i] >= 0) next[previous[i]] = next[i];
        else head[a] = next[i];
        if (next[i] >= 0) previous[next[i]] = previous[i];
        for (let edge = a * count; edge < (a + 1) * count; edge++) if (edgePoint[edge] === i) edgePoint[edge] = heir;
        this.labels[i] = b;
        this.insert(i, b);
    }

    private sharesPlace(i: number, other: number): boolean {
        const { coordinates } = this;
        if (other < 0) return false;
        for (let axis = 0; axis < 3; axis++) if (coordinates[3 * i + axis] !== coordinates[3 * other + axis]) return false;
        return true;
    }

    private renew(a: number, b: number): void {
        const { coordinates, centers, next } = this;
        let least = Number.POSITIVE_INFINITY;
        let point = -1;
        for (let i = this.head[a]; i >= 0; i = next[i]) {
            const cost = squaredDistance(coordinates, i, centers, b) - squaredDistance(coordinates, i, centers, a);
            if (cost >= least) continue;
            least = cost;
            point = i;
        }
        this.edgeCost[a * this.count + b] = least;
        this.edgePoint[a * this.count + b] = point;
    }

    /** Makes a point the first of a cluster's list; returns its squared distance from the centre. */
    private link(i: number, b: number): number {
        const { head, next, previous } = this;
        this.loads[b] += this.weights[i];
        previous[i] = -1;
        next[i] = head[b];
        if (head[b] >= 0) previous[head[b]] = i;
        head[b] = i;
        const squared = squaredDistance(this.coordinates, i, this.centers, b);
        this.reach[b] = Math.max(this.reach[b], Math.sqrt(squared));
        return squared;
    }

    private findNear(a: number): Int32Array {
        const near = new Int32Array(Math.min(NEAR, this.count - 1));
        const distances = new Float64Array(near.length).fill(Number.POSITIVE_INFINITY);
        const last = near.length - 1;
        for (let b = 0; b < this.count; b++) {
            const distance = squaredDistance(this.centers, a, this.centers, b);
            if (b === a || distance >= distances[last]) continue;
            let place = last;
            for (; place > 0 && distances[place - 1] > distance; place--) {
                distances[place] = distances[place - 1];
                near[place] = near[place - 1];
            }
            distances[place] = distance;
            near[place] = b;
        }
        return near;
    }

    private insert(i: number, b: number): void {
        const { edgeCost, edgePoint, count } = this;
        const own = this.link(i, b);
        for (let c = 0; c < count; c++) {
            const edge = b * count + c;
            if (c === b || edgePoint[edge] === STALE) continue;
            const cost = squaredDistance(this.coordinates, i, this.centers, c) - own;
            if (cost >= edgeCost[edge]) continue;
            edgeCost[edge] = cost;
            edgePoint[edge] = i;
        }
    }
}
