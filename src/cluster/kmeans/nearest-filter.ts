import { type Steps, UNITS_A_STEP } from '../../core/index.js';
import type { BallTree } from '../trees/ball-tree.js';
import { squaredDistance } from '../trees/squared-distance.js';

/** Points of a node that is visited as a whole, without a pause. */
const FEW = 2048;
const NO_LABELS: Int32Array = new Int32Array(0);

/**
 * Gives every point of a tree its nearest centre without looking at most of them: a centre is passed on to the children of a node
 * only where some of the node's points may be nearest to it, and a node that is left with one centre belongs to that as a whole.
 * Of coinciding centres the first takes all; a point equally near to others joins any, the same at every run.
 *
 * @see Kanungo, Mount, Netanyahu, Piatko, Silverman, Wu (2002) "An Efficient k-Means Clustering Algorithm", IEEE TPAMI 24, 881-892,
 * https://doi.org/10.1109/TPAMI.2002.1017616; the nodes here are balls, as in Moore (2000) "The Anchors Hierarchy"
 */
export class NearestFilter {
    readonly centers: Float64Array;
    /** What the last assignment gave to each centre: number of points, their weight, and the squared distances times weight. */
    readonly sizes: Int32Array;
    readonly masses: Float64Array;
    readonly costs: Float64Array;
    /** Weighted sum of the offsets of each centre's points from it. */
    readonly offsets: Float64Array;
    /** Added to the squared distance from each centre: 0 each, unless set. The regions of centres are then a power diagram. */
    readonly prices: Float64Array;
    private readonly tree: BallTree;
    // None if they are not asked for: always of one type, so that compiled code lasts.
    private labels: Int32Array;
    // Lists of centres, those of a node's children behind its own.
    private lists: Int32Array;
    // Nodes that wait, each with where the list of its centres stands.
    private waiting: Int32Array = new Int32Array(3 * 64);
    private waitingCount = 0;
    // Centres looked at since a step began.
    private spent = 0;

    /** @param centers - read at every assignment, as prices are, so that they may be moved between two */
    constructor(tree: BallTree, centers: Float64Array) {
        const count = centers.length / 3;
        this.tree = tree;
        this.centers = centers;
        this.prices = new Float64Array(count);
        this.labels = NO_LABELS;
        this.sizes = new Int32Array(count);
        this.masses = new Float64Array(count);
        this.costs = new Float64Array(count);
        this.offsets = new Float64Array(3 * count);
        this.lists = new Int32Array(4 * count + 64);
    }

    /** Assigns all points; writes labels in the tree's order where they are asked for. Returns the inertia. */
    assign(labels: Int32Array = NO_LABELS): number {
        this.begin(labels);
        this.visit(0, 0, this.sizes.length);
        return this.inertia();
    }

    /** {@link assign} in steps. */
    *assignSteps(labels: Int32Array = NO_LABELS): Steps<number> {
        this.begin(labels);
        this.waitingCount = 0;
        this.wait(0, 0, this.sizes.length);
        while (!this.advance(UNITS_A_STEP)) yield;
        return this.inertia();
    }

    private begin(labels: Int32Array): void {
        const count = this.sizes.length;
        this.labels = labels;
        this.sizes.fill(0);
        this.masses.fill(0);
        this.costs.fill(0);
        this.offsets.fill(0);
        for (let j = 0; j < count; j++) this.lists[j] = j;
    }

    private inertia(): number {
        let inertia = 0;
        for (let j = 0; j < this.costs.length; j++) inertia += this.costs[j];
        return inertia;
    }

    private wait(node: number, from: number, to: number): void {
        const at = 3 * this.waitingCount++;
        if (at === this.waiting.length) {
            const larger = new Int32Array(2 * at);
            larger.set(this.waiting);
            this.waiting = larger;
        }
        this.waiting[at] = node;
        this.waiting[at + 1] = from;
        this.waiting[at + 2] = to;
    }

    /** Visits nodes until about `units` were spent; whether none waits any more. */
    private advance(units: number): boolean {
        const { right, start, end } = this.tree;
        this.spent = 0;
        while (this.waitingCount > 0 && this.spent < units) {
            const at = 3 * --this.waitingCount;
            const node = this.waiting[at];
            const from = this.waiting[at + 1];
            const to = this.waiting[at + 2];
            if (end[node] - start[node] <= FEW || right[node] === 0) {
                this.visit(node, from, to);
                continue;
            }
            const last = this.narrow(node, from, to);
            if (last === to) continue;
            // The left one first: what it lists stands behind the list that the right one waits for.
            this.wait(right[node], to, last);
            this.wait(node + 1, to, last);
        }
        return this.waitingCount === 0;
    }

    private visit(node: number, from: number, to: number): void {
        const last = this.narrow(node, from, to);
        if (last === to) return;
        const right = this.tree.right[node];
        if (right === 0) this.assignPoints(node, to, last);
        else {
            this.visit(node + 1, to, last);
            this.visit(right, to, last);
        }
    }

    /**
     * The centres that may be nearest to a point of the node stand in the lists from `from` to `to`; those that may still be follow, up to
     * what is returned. None follow where one took the whole node.
     */
    private narrow(node: number, from: number, to: number): number {
        this.spent += to - from;
        const { centers, prices, tree } = this;
        const { means } = tree;
        if (this.lists.length < 2 * to - from) {
            const larger = new Int32Array(2 * this.lists.length + to);
            larger.set(this.lists);
            this.lists = larger;
        }
        const lists = this.lists;
        const x = means[3 * node];
        const y = means[3 * node + 1];
        const z = means[3 * node + 2];
        let least = Number.POSITIVE_INFINITY;
        let first = lists[from];
        for (let c = from; c < to; c++) {
            const j = lists[c];
            const dx = x - centers[3 * j];
            const dy = y - centers[3 * j + 1];
            const dz = z - centers[3 * j + 2];
            const d = dx * dx + dy * dy + dz * dz + prices[j];
            if (d >= least) continue;
            least = d;
            first = j;
        }
        // Twice the radius; a hair more makes good for rounding.
        const width = 2.000001 * tree.radius[node];
        const fx = centers[3 * first];
        const fy = centers[3 * first + 1];
        const fz = centers[3 * first + 2];
        let last = to;
        for (let c = from; c < to; c++) {
            const j = lists[c];
            if (j !== first) {
                const jx = centers[3 * j];
                const jy = centers[3 * j + 1];
                const jz = centers[3 * j + 2];
                const farther = (x - jx) * (x - jx) + (y - jy) * (y - jy) + (z - jz) * (z - jz) + prices[j] - least;
                const gap = (fx - jx) * (fx - jx) + (fy - jy) * (fy - jy) + (fz - jz) * (fz - jz);
                // The whole ball lies on the first centre's side of the plane between the two.
                if (farther * farther >= width * width * gap) continue;
            }
            lists[last++] = j;
        }
        if (last > to + 1) return last;
        this.give(node, first, least - prices[first]);
        return to;
    }

    private give(node: number, j: number, squared: number): void {
        const { centers, offsets, tree } = this;
        const mass = tree.mass[node];
        const from = tree.start[node];
        const to = tree.end[node];
        this.sizes[j] += to - from;
        this.masses[j] += mass;
        this.costs[j] += tree.scatter[node] + mass * squared;
        offsets[3 * j] += mass * (tree.means[3 * node] - centers[3 * j]);
        offsets[3 * j + 1] += mass * (tree.means[3 * node + 1] - centers[3 * j + 1]);
        offsets[3 * j + 2] += mass * (tree.means[3 * node + 2] - centers[3 * j + 2]);
        if (this.labels.length > 0) this.labels.fill(j, from, to);
    }

    private assignPoints(node: number, from: number, to: number): void {
        const { centers, lists, offsets, prices, labels, tree } = this;
        const { coordinates, weights } = tree;
        this.spent += (tree.end[node] - tree.start[node]) * (to - from);
        for (let p = tree.start[node]; p < tree.end[node]; p++) {
            let least = Number.POSITIVE_INFINITY;
            let first = lists[from];
            for (let c = from; c < to; c++) {
                const d = squaredDistance(coordinates, p, centers, lists[c]) + prices[lists[c]];
                if (d >= least) continue;
                least = d;
                first = lists[c];
            }
            const weight = weights[p];
            this.sizes[first]++;
            this.masses[first] += weight;
            this.costs[first] += weight * (least - prices[first]);
            offsets[3 * first] += weight * (coordinates[3 * p] - centers[3 * first]);
            offsets[3 * first + 1] += weight * (coordinates[3 * p + 1] - centers[3 * first + 1]);
            offsets[3 * first + 2] += weight * (coordinates[3 * p + 2] - centers[3 * first + 2]);
            if (labels.length > 0) labels[p] = first;
        }
    }
}
