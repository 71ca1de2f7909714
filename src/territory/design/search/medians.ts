import { centerDistance, isStraight, nodeDistance, sumDistances } from './distances.js';
import { findMedian } from './find-median.js';
import type { DesignInstance } from './instance.js';
import type { Membership } from './membership.js';

/** From this many nodes on, a territory's median is searched only now and then; below, after every move. */
const MANY_MEMBERS = 300;
const FEW_MEMBERS = 200;
/** Share of a large territory's nodes that come and go before its median is searched again. */
const STALE_SHARE = 1 / 8;

/**
 * The median of each territory (the node nearest in sum to its others, or the pinned seed) and the sum of distances to it, exact after
 * every move. In small territories the median is exact too, at a cost in proportion to their nodes; in large ones it is what it was some
 * moves ago, and need not be a member still.
 */
export class Medians {
    /** Median node, -1 if the centre is pinned. */
    readonly nodes: Int32Array;
    /** Three coordinates a territory: its median, or its pinned seed. */
    readonly centers: Float64Array;
    /** Sum of distances to the centre, by territory. */
    readonly costs: Float64Array;
    private readonly instance: DesignInstance;
    private readonly membership: Membership;
    /** Of each node the sum of distances to the others of its territory, where that is small. */
    private readonly sums: Float64Array;
    /** The node of each centre in a matrix. */
    private readonly stands: Int32Array;
    private readonly isLarge: Uint8Array;
    /** Nodes that came and went since the median was looked for. */
    private readonly stale: Int32Array;
    private readonly isPlain: boolean;
    /** Three coordinates a territory: the place nearest in sum, where it is large. */
    private readonly middles: Float64Array;

    constructor(instance: DesignInstance, membership: Membership) {
        const { size, count } = instance;
        this.instance = instance;
        this.membership = membership;
        this.nodes = new Int32Array(count).fill(-1);
        this.centers = instance.seeds.slice();
        this.costs = new Float64Array(count);
        this.sums = new Float64Array(size);
        this.stands = instance.stands.slice();
        this.isLarge = new Uint8Array(count);
        this.stale = new Int32Array(count);
        this.middles = new Float64Array(count * 3);
        this.isPlain = isStraight(instance);
    }

    /** Distance from a node to a territory's centre. */
    distance(node: number, territory: number): number {
        return centerDistance(this.instance, node, this.centers, territory, this.stands[territory]);
    }

    /** Computes everything of a territory afresh. */
    reset(territory: number): void {
        const { membership, instance } = this;
        if (instance.pinned[territory] === 1) {
            this.costs[territory] = this.sumTo(territory);
            return;
        }
        const size = membership.sizes[territory];
        this.isLarge[territory] = size > MANY_MEMBERS ? 1 : 0;
        if (size > MANY_MEMBERS) {
            this.settle(territory, true);
            return;
        }
        const { sums } = this;
        const list = membership.members[territory];
        let best = list[0];
        for (let at = 0; at < size; at++) {
            const v = list[at];
            sums[v] = this.sumFrom(v, territory);
            if (sums[v] < sums[best] || (sums[v] === sums[best] && v < best)) best = v;
        }
        this.setMedian(territory, best, sums[best]);
    }

    /** What taking a node out of its territory adds to the sum of distances, at most. */
    removalCost(node: number, territory: number): number {
        const mass = this.instance.masses[node];
        if (this.nodes[territory] !== node || this.isLarge[territory] === 1) return -mass * this.distance(node, territory);
        // Without its median the territory needs another one.
        const { sums, instance } = this;
        const list = this.membership.members[territory];
        const size = this.membership.sizes[territory];
        let best = Number.POSITIVE_INFINITY;
        for (let at = 0; at < size; at++) {
            const v = list[at];
            if (v === node) continue;
            const sum = sums[v] - mass * nodeDistance(instance, v, node);
            if (sum < best) best = sum;
        }
        return best - this.costs[territory];
    }

    /** Reckons with a node that came to `territory` (sign 1) or left it (sign -1); the membership knows already. */
    shift(node: number, territory: number, sign: number): void {
        const { instance, membership, isLarge } = this;
        const size = membership.sizes[territory];
        if (instance.pinned[territory] === 1) {
            this.costs[territory] += sign * instance.masses[node] * this.distance(node, territory);
            return;
        }
        if (isLarge[territory] === 0) {
            if (size > MANY_MEMBERS) {
                isLarge[territory] = 1;
                this.settle(territory, true);
            } else if (this.isPlain) this.shiftPlain(node, territory, sign);
            else this.shiftCounted(node, territory, sign);
            return;
        }
        if (size < FEW_MEMBERS) {
            this.reset(territory);
            return;
        }
        this.costs[territory] += sign * instance.masses[node] * this.distance(node, territory);
        if (++this.stale[territory] > size * STALE_SHARE) this.settle(territory, false);
    }

    // Adds the node's distances to the members' sums, or takes them away, and finds the median on the way.
    private shiftPlain(node: number, territory: number, sign: number): void {
        const { sums } = this;
        const { coordinates, masses } = this.instance;
        const change = sign * masses[node];
        const list = this.membership.members[territory];
        const size = this.membership.sizes[territory];
        const x = coordinates[3 * node];
        const y = coordinates[3 * node + 1];
        const z = coordinates[3 * node + 2];
        if (sign > 0) sums[node] = 0;
        let own = 0;
        let best = -1;
        let bestSum = Number.POSITIVE_INFINITY;
        for (let at = 0; at < size; at++) {
            const v = list[at];
            const dx = coordinates[3 * v] - x;
            const dy = coordinates[3 * v + 1] - y;
            const dz = coordinates[3 * v + 2] - z;
            const distance = Math.sqrt(dx * dx + dy * dy + dz * dz);
            own += masses[v] * distance;
            const sum = sums[v] + change * distance;
            sums[v] = sum;
            if (sum < bestSum && v !== node) {
                bestSum = sum;
                best = v;
            }
        }
        this.chooseMedian(node, territory, sign, own, best, bestSum);
    }

    // As above, by whatever distances count.
    private shiftCounted(node: number, territory: number, sign: number): void {
        const { sums, instance } = this;
        const { masses } = instance;
        const change = sign * masses[node];
        const list = this.membership.members[territory];
        const size = this.membership.sizes[territory];
        if (sign > 0) sums[node] = 0;
        let own = 0;
        let best = -1;
        let bestSum = Number.POSITIVE_INFINITY;
        for (let at = 0; at < size; at++) {
            const v = list[at];
            const distance = nodeDistance(instance, v, node);
            own += masses[v] * distance;
            const sum = sums[v] + change * distance;
            sums[v] = sum;
            if (sum < bestSum && v !== node) {
                bestSum = sum;
                best = v;
            }
        }
        this.chooseMedian(node, territory, sign, own, best, bestSum);
    }

    private chooseMedian(node: number, territory: number, sign: number, own: number, best: number, bestSum: number): void {
        if (sign > 0) this.sums[node] = own;
        if (sign > 0 && own < bestSum) this.setMedian(territory, node, own);
        else this.setMedian(territory, best, bestSum);
    }

    // Looks for the median of a large territory: from the mean of its nodes, or from where the last search ended.
    private settle(territory: number, isNew: boolean): void {
        const { instance, membership } = this;
        const list = membership.members[territory];
        const size = membership.sizes[territory];
        const middle = this.middles.subarray(3 * territory, 3 * territory + 3);
        this.stale[territory] = 0;
        if (isNew) {
            middle.fill(0);
            for (let at = 0; at < size; at++)
                for (let axis = 0; axis < 3; axis++) middle[axis] += instance.coordinates[3 * list[at] + axis] / size;
        }
        const node = findMedian(instance, instance.masses, list, size, middle, isNew ? 4 : 1);
        this.setMedian(territory, node, this.sumFrom(node, territory));
    }

    private sumFrom(node: number, territory: number): number {
        const { instance, membership } = this;
        return sumDistances(instance, instance.masses, membership.members[territory], membership.sizes[territory], node);
    }

    private sumTo(territory: number): number {
        const list = this.membership.members[territory];
        const size = this.membership.sizes[territory];
        let sum = 0;
        for (let at = 0; at < size; at++) sum += this.instance.masses[list[at]] * this.distance(list[at], territory);
        return sum;
    }

    private setMedian(territory: number, node: number, cost: number): void {
        this.costs[territory] = cost;
        if (this.nodes[territory] === node) return;
        const { coordinates } = this.instance;
        this.nodes[territory] = node;
        this.stands[territory] = node;
        for (let axis = 0; axis < 3; axis++) this.centers[3 * territory + axis] = coordinates[3 * node + axis];
    }
}
