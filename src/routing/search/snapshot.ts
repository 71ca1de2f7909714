import type { Sequence } from '../build-solution.js';
import type { Instance } from '../compile/instance.js';
import type { Standing } from '../compile/ranking.js';
import type { State } from '../state/state.js';

/** A copy of all routes: the best solution so far. It follows one state and copies only the routes that changed. */
export class Snapshot implements Standing {
    private readonly instance: Instance;
    /** Next node of each node on a route. */
    private readonly next: Int32Array;
    absentCount: number = Number.POSITIVE_INFINITY;
    tier: number = Number.POSITIVE_INFINITY;
    total: number = Number.POSITIVE_INFINITY;

    constructor(state: State) {
        const { n, routes } = state.instance;
        this.instance = state.instance;
        this.next = new Int32Array(n + 2 * routes);
        for (let r = 0; r < routes; r++) this.copyRoute(state, r);
    }

    /** Whether the state is better by more than rounding. */
    isBeatenBy(state: State): boolean {
        return state.isBetterThan(this);
    }

    /** Holds what the state holds; O(stops of the routes that changed since the last time). */
    take(state: State): void {
        for (let i = 0; i < state.changedCount; i++) this.copyRoute(state, state.changed[i]);
        state.forgetChanges();
        this.absentCount = state.absentCount;
        this.tier = state.tier;
        this.total = state.total();
    }

    private copyRoute(state: State, r: number): void {
        const end = state.end(r);
        for (let u = state.start(r); u !== end; u = state.next[u]) this.next[u] = state.next[u];
    }

    /** Makes the state hold this snapshot's routes. */
    restore(state: State): void {
        const { n, routes } = this.instance;
        const visits = new Int32Array(n);
        for (let r = 0; r < routes; r++) state.clear(r);
        for (let r = 0; r < routes; r++) state.assign(r, visits, 0, this.writeRoute(r, visits, 0));
    }

    /**
     * Whether it is good enough: at least this prize collected where the prize is what counts, else at most this cost (with the
     * prizes of visits left out) and no visit missing that counts before cost.
     */
    reaches(target: number | undefined): boolean {
        if (target === undefined) return false;
        const slack = 1e-9 * Math.max(1, Math.abs(target));
        if (this.instance.scored) return this.instance.prizeSum - this.tier >= target - slack;
        return this.tier <= this.instance.ranking.tierNoise && this.total <= target + slack;
    }

    /** Number of visits that it leaves out, without those served by another pattern of their group. */
    unservedCount(): number {
        const { n, groups } = this.instance;
        if (groups === null) return this.absentCount;
        const served = new Uint8Array(groups.count);
        const isServed = new Uint8Array(n);
        for (const { visits } of this.sequences()) {
            for (const v of visits) {
                isServed[v] = 1;
                if (groups.groupOf[v] >= 0) served[groups.groupOf[v]] = 1;
            }
        }
        let count = 0;
        for (let v = 0; v < n; v++) if (isServed[v] === 0 && (groups.groupOf[v] < 0 || served[groups.groupOf[v]] === 0)) count++;
        return count;
    }

    /** The visits of each used route. */
    sequences(): readonly Sequence[] {
        const sequences: Sequence[] = [];
        const visits = new Int32Array(this.instance.n);
        for (let r = 0; r < this.instance.routes; r++) {
            const count = this.writeRoute(r, visits, 0);
            if (count > 0) sequences.push({ route: r, visits: visits.slice(0, count) });
        }
        return sequences;
    }

    private writeRoute(r: number, into: Int32Array, at: number): number {
        const { n } = this.instance;
        let i = at;
        for (let v = this.next[n + 2 * r]; v < n; v = this.next[v]) into[i++] = v;
        return i;
    }
}
