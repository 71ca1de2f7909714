import type { Sequence } from '../build-solution.js';
import type { Instance } from '../compile/instance.js';
import type { State } from '../state/state.js';

// Relative to the sums.
const NOISE = 1e-9;

/** A copy of all routes: the best solution so far. */
export class Snapshot {
    private readonly instance: Instance;
    private readonly offsets: Int32Array;
    private readonly visits: Int32Array;
    tier: number = Number.POSITIVE_INFINITY;
    total: number = Number.POSITIVE_INFINITY;

    constructor(state: State) {
        this.instance = state.instance;
        this.offsets = new Int32Array(state.instance.routes + 1);
        this.visits = new Int32Array(state.instance.n);
    }

    /** Whether the state is better: a lower tier, or the same and a lower total. */
    isBeatenBy(state: State): boolean {
        // Sums that are built up by differences carry noise; only a real gain counts.
        const tierNoise = NOISE * Math.max(1, this.tier);
        if (state.tier < this.tier - tierNoise) return true;
        if (state.tier > this.tier + tierNoise) return false;
        return state.total() < this.total - NOISE * Math.max(1, Math.abs(this.total));
    }

    take(state: State): void {
        let at = 0;
        for (let r = 0; r < state.instance.routes; r++) {
            at = state.size[r] === 0 ? at : state.copyRoute(r, this.visits, at);
            this.offsets[r + 1] = at;
        }
        this.tier = state.tier;
        this.total = state.total();
    }

    /** Makes the state hold this snapshot's routes. */
    restore(state: State): void {
        for (let r = 0; r < state.instance.routes; r++) state.clear(r);
        for (let r = 0; r < state.instance.routes; r++) state.assign(r, this.visits, this.offsets[r], this.offsets[r + 1]);
    }

    /**
     * Whether it is good enough: at least this prize collected where the prize is what counts, else at most this cost (with the
     * prizes of visits left out) and nobody missing who counts before cost.
     */
    reaches(target: number | undefined): boolean {
        if (target === undefined) return false;
        const slack = 1e-9 * Math.max(1, Math.abs(target));
        if (this.instance.scored) return this.instance.prizeSum - this.tier >= target - slack;
        return this.tier === 0 && this.total <= target + slack;
    }

    /** Number of visits that it serves. */
    visitCount(): number {
        return this.offsets[this.offsets.length - 1];
    }

    /** The visits of each used route. */
    sequences(): readonly Sequence[] {
        const sequences: Sequence[] = [];
        for (let r = 0; r + 1 < this.offsets.length; r++) {
            const visits = this.visits.slice(this.offsets[r], this.offsets[r + 1]);
            if (visits.length > 0) sequences.push({ route: r, visits });
        }
        return sequences;
    }
}
