import type { Random } from '../../core/index.js';
import type { State } from '../state/state.js';

/** Mean number of visits that a ruin removes, and the longest string; the values of the paper. */
const MEAN_REMOVED = 10;
const LONGEST_STRING = 10;
/** The first where visits stand in groups: other patterns fit in only where several days have room. */
const MEAN_REMOVED_OF_GROUPS = 15;
/** Chance to keep a gap inside a string, and to widen that gap. */
const SPLIT_RATE = 0.5;
const WIDEN_RATE = 0.01;
/** Chance to take another string out of a route that lost one; the paper takes none. */
const AGAIN_RATE = 0.5;

/**
 * Removes strings of adjacent visits from routes near a random visit: adjacent string removal (Christiaens and Vanden Berghe
 * 2020, doi:10.1287/trsc.2019.0914, section 5). Unlike there, a route may lose several strings: where few routes are long, or there is
 * one, what should change lies in several of its parts.
 */
export class StringRuin {
    /** Visits removed by the last call: `removed[0 .. removedCount - 1]`. */
    readonly removed: Int32Array;
    removedCount = 0;
    /** The visit around which the last call ruined. */
    seed = -1;
    private readonly state: State;
    private readonly random: Random;
    private readonly meanRemoved: number;
    private readonly ruined: Int32Array;
    private stamp = 0;

    constructor(state: State, random: Random) {
        this.state = state;
        this.random = random;
        this.meanRemoved = state.instance.groups === null ? MEAN_REMOVED : MEAN_REMOVED_OF_GROUPS;
        this.removed = new Int32Array(state.instance.n);
        this.ruined = new Int32Array(state.instance.routes);
    }

    run(): void {
        const { state, random, ruined } = this;
        const { n, neighbours, neighbourCount } = state.instance;
        const stamp = ++this.stamp;
        this.removedCount = 0;
        const seed = random.integer(n);
        this.seed = seed;
        const served = n - state.absentCount;
        if (served === 0) return;
        const meanSize = served / state.usedCount;
        const longest = Math.min(LONGEST_STRING, meanSize);
        const mostStrings = (4 * this.meanRemoved) / (1 + longest) - 1;
        let strings = Math.floor(random.next() * mostStrings + 1);
        const again = state.usedCount === 1 ? 1 : AGAIN_RATE;
        const row = seed * neighbourCount;
        for (let k = -1; k < neighbourCount && strings > 0; k++) {
            const v = k < 0 ? seed : neighbours[row + k];
            if (v < 0) break;
            const r = state.route[v];
            if (r < 0 || (ruined[r] === stamp && random.next() >= again)) continue;
            ruined[r] = stamp;
            const most = Math.min(state.size[r], longest);
            const length = Math.floor(random.next() * most + 1);
            if (length > 1 && length < state.size[r] && random.next() < SPLIT_RATE) this.removeSplitString(v, r, length);
            else this.removeString(v, length, 0, 0);
            state.refresh(r);
            // Real roads break the triangle inequality: without a visit, the way between its neighbours may be too long.
            if (state.feasible[r] === 0) this.removeAll(r);
            strings--;
        }
    }

    private removeAll(r: number): void {
        const { state, removed } = this;
        this.removedCount = state.copyRoute(r, removed, this.removedCount);
        state.clear(r);
        state.refresh(r);
    }

    private removeSplitString(v: number, r: number, length: number): void {
        const { state, random } = this;
        let gap = 1;
        while (length + gap < state.size[r] && random.next() < WIDEN_RATE) gap++;
        // The gap starts behind at least one removed visit and ends before another.
        const gapAt = 1 + random.integer(Math.max(1, length - 1));
        this.removeString(v, length + gap, gapAt, gap);
    }

    /** Removes `length` visits in a row that include v, all but `gap` of them from position `gapAt` on. */
    private removeString(v: number, length: number, gapAt: number, gap: number): void {
        const { state, random, removed } = this;
        const { next, prev } = state;
        const { n } = state.instance;
        let before = 0;
        let first = v;
        while (before < length - 1 && prev[first] < n) {
            first = prev[first];
            before++;
        }
        let after = 0;
        for (let u = next[v]; after < length - 1 && u < n; u = next[u]) after++;
        const least = Math.max(0, length - 1 - after);
        const offset = least + random.integer(before - least + 1);
        let u = v;
        for (let i = 0; i < offset; i++) u = prev[u];
        for (let i = 0; i < length; i++) {
            const following = next[u];
            if (i < gapAt || i >= gapAt + gap) {
                state.remove(u);
                removed[this.removedCount++] = u;
            }
            u = following;
        }
    }
}
