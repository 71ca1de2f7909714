import type { Membership } from './membership.js';
import type { NodeWork } from './node-work.js';

/** What a division costs in work: stands in for `Medians` where it is known who lives where. */
export class WorkCosts {
    /** No territory has a median: its rep's home is its centre. */
    readonly nodes: Int32Array;
    /** Sum of what its nodes count, by territory. */
    readonly costs: Float64Array;
    private readonly work: NodeWork;
    private readonly membership: Membership;
    private readonly masses: Float64Array;

    constructor(work: NodeWork, membership: Membership, masses: Float64Array, count: number) {
        this.work = work;
        this.membership = membership;
        this.masses = masses;
        this.nodes = new Int32Array(count).fill(-1);
        this.costs = new Float64Array(count);
    }

    /** What a unit of the node counts in a territory. */
    distance(node: number, territory: number): number {
        return this.work.costIn(node, territory) / this.masses[node];
    }

    /** Computes everything of a territory afresh. */
    reset(territory: number): void {
        const list = this.membership.members[territory];
        const size = this.membership.sizes[territory];
        let sum = 0;
        for (let at = 0; at < size; at++) sum += this.work.costIn(list[at], territory);
        this.costs[territory] = sum;
    }

    /** What taking a node out of its territory adds. */
    removalCost(node: number, territory: number): number {
        return -this.work.costIn(node, territory);
    }

    /** Reckons with a node that came to `territory` (sign 1) or left it (sign -1). */
    shift(node: number, territory: number, sign: number): void {
        this.costs[territory] += sign * this.work.costIn(node, territory);
    }
}
