import { squaredDistance } from './squared-distance.js';

// An edge whose point has left; it is looked for anew when the edge is asked for.
const STALE = -2;

/**
 * Clusters as nodes of a graph: the edge from cluster a to b is the cheapest move of one of a's points to b, by how much
 * squared distance it adds. Keeps itself current as points move, O(k) each; an edge that lost its point costs O(members of a)
 * when it is next asked for.
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
    // By a x count + b; the cost is infinite and the point -1 where a is empty.
    private readonly edgeCost: Float64Array;
    private readonly edgePoint: Int32Array;
    private readonly previous: Int32Array;
    private readonly coordinates: Float64Array;
    private readonly centers: Float64Array;

    constructor(coordinates: Float64Array, weights: Float64Array, centers: Float64Array, labels: Int32Array) {
        const n = labels.length;
        this.coordinates = coordinates;
        this.weights = weights;
        this.centers = centers;
        this.labels = labels;
        this.count = centers.length / 3;
        this.loads = new Float64Array(this.count);
        this.edgeCost = new Float64Array(this.count * this.count).fill(Number.POSITIVE_INFINITY);
        this.edgePoint = new Int32Array(this.count * this.count).fill(-1);
        this.head = new Int32Array(this.count).fill(-1);
        this.next = new Int32Array(n).fill(-1);
        this.previous = new Int32Array(n).fill(-1);
        let total = 0;
        for (let i = 0; i < n; i++) total += weights[i];
        this.meanWeight = total / n;
        for (let i = n - 1; i >= 0; i--) this.insert(i, labels[i]);
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

    /** The point of the cheapest move from a to b, of equally cheap ones any; -1 where a has none. */
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
        this.loads[a] -= this.weights[i];
        if (previous[i] >= 0) next[previous[i]] = next[i];
        else head[a] = next[i];
        if (next[i] >= 0) previous[next[i]] = previous[i];
        for (let edge = a * count; edge < (a + 1) * count; edge++) if (edgePoint[edge] === i) edgePoint[edge] = STALE;
        this.labels[i] = b;
        this.insert(i, b);
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

    private insert(i: number, b: number): void {
        const { head, next, edgeCost, edgePoint, count } = this;
        const previous = this.previous;
        this.loads[b] += this.weights[i];
        previous[i] = -1;
        next[i] = head[b];
        if (head[b] >= 0) previous[head[b]] = i;
        head[b] = i;
        const own = squaredDistance(this.coordinates, i, this.centers, b);
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
