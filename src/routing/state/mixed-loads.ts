import type { Instance } from '../compile/instance.js';

/** Loads that rise and fall on the way, where some visits bring and others take along. */
export class MixedLoads {
    /** `nodes x dimensions`: most on board up to a node, and from a node on; empty if loads are not mixed. */
    readonly mostBefore: Float64Array;
    readonly mostAfter: Float64Array;
    private readonly instance: Instance;
    private readonly next: Int32Array;
    private readonly prev: Int32Array;

    constructor(instance: Instance, next: Int32Array, prev: Int32Array) {
        const size = instance.mixedLoad ? (instance.n + 2 * instance.routes) * instance.dimensions : 0;
        this.instance = instance;
        this.next = next;
        this.prev = prev;
        this.mostBefore = new Float64Array(size);
        this.mostAfter = new Float64Array(size);
    }

    /** Recomputes route r; O(stops x dimensions). */
    refresh(r: number): void {
        const { instance, next, prev, mostBefore, mostAfter } = this;
        const { n, dimensions, delivery, pickup } = instance;
        const start = n + 2 * r;
        const end = start + 1;
        for (let d = 0; d < dimensions; d++) {
            let load = 0;
            for (let v = next[start]; v !== end; v = next[v]) load += delivery[v * dimensions + d];
            let most = load;
            mostBefore[start * dimensions + d] = load;
            mostAfter[start * dimensions + d] = load;
            for (let v = next[start]; v !== end; v = next[v]) {
                load += pickup[v * dimensions + d] - delivery[v * dimensions + d];
                most = Math.max(most, load);
                mostBefore[v * dimensions + d] = most;
                mostAfter[v * dimensions + d] = load;
            }
            // Behind the last stop nothing changes; backwards, the most on board from each node on.
            most = load;
            mostAfter[end * dimensions + d] = load;
            mostBefore[end * dimensions + d] = mostBefore[prev[end] * dimensions + d];
            for (let v = prev[end]; v >= 0; v = prev[v]) {
                most = Math.max(most, mostAfter[v * dimensions + d]);
                mostAfter[v * dimensions + d] = most;
                if (v === start) break;
            }
        }
    }

    /** Most on board of route r in a dimension. */
    most(r: number, dimension: number): number {
        const { n, dimensions } = this.instance;
        return this.mostBefore[(n + 2 * r + 1) * dimensions + dimension];
    }

    /** Whether visit c keeps the capacity of vehicles of a type behind node p. */
    fits(c: number, p: number, type: number): boolean {
        const { dimensions, capacity, delivery, pickup } = this.instance;
        for (let d = 0; d < dimensions; d++) {
            const limit = capacity[type * dimensions + d];
            if (this.mostBefore[p * dimensions + d] + delivery[c * dimensions + d] > limit) return false;
            if (this.mostAfter[p * dimensions + d] + pickup[c * dimensions + d] > limit) return false;
        }
        return true;
    }
}
