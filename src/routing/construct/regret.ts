import TinyQueue from 'tinyqueue';
import { type Random, type Steps, WorkMeter } from '../../core/index.js';
import { InsertionFinder } from '../moves/insertion.js';
import type { State } from '../state/state.js';

const NOWHERE: number = Number.POSITIVE_INFINITY;

/**
 * Inserts next the visit that would lose most if its best route were taken: the difference between its best route and its second
 * best (regret-2; Potvin and Rousseau 1993, doi:10.1016/0377-2217(93)90221-8). Only routes near a visit, and an empty one of each
 * type, are looked at.
 */
export function* regretInsertion(state: State, random: Random): Steps<void> {
    const meter = new WorkMeter();
    const { instance } = state;
    const regret = new RegretTable(state, random);
    const waiting = Int32Array.from(state.absent.subarray(0, state.absentCount)).sort();
    for (const v of waiting) {
        if (meter.spend(1000)) yield;
        regret.update(v);
    }
    // Urgency changes with the routes: what is in the queue with an older version is passed over.
    const queue = new TinyQueue<Candidate>([], (a, b) => (regret.isMoreUrgent(a, b) ? -1 : 1));
    const push = (v: number): void => {
        if (regret.bestRoute[v] >= 0) queue.push(regret.candidate(v));
    };
    for (const v of waiting) push(v);
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
        const v = next.visit;
        if (state.route[v] >= 0 || next.version !== regret.version[v]) continue;
        const r = regret.bestRoute[v];
        if (meter.spend(waiting.length)) yield;
        state.insertAfter(v, regret.bestPrev[v]);
        state.refresh(r);
        for (const u of waiting) {
            if (state.route[u] >= 0) continue;
            const concerned = regret.bestRoute[u] === r || regret.secondRoute[u] === r || regret.isNear(u, r);
            if (!concerned && !(regret.bestRoute[u] < 0 && instance.required[u] === 1)) continue;
            if (meter.spend(1000)) yield;
            regret.update(u);
            push(u);
        }
    }
}

/** What a visit was worth when it was put into the queue. */
interface Candidate {
    readonly visit: number;
    readonly version: number;
    readonly tier: number;
    readonly best: number;
    readonly regret: number;
}

/** Best and second-best route of each absent visit. */
class RegretTable {
    readonly bestRoute: Int32Array;
    readonly bestPrev: Int32Array;
    readonly secondRoute: Int32Array;
    /** Counts the updates of each visit. */
    readonly version: Int32Array;
    private readonly best: Float64Array;
    private readonly second: Float64Array;
    private readonly state: State;
    private readonly finder: InsertionFinder;
    private readonly seen: Int32Array;
    private stamp = 0;

    constructor(state: State, random: Random) {
        const { n, routes } = state.instance;
        this.state = state;
        this.finder = new InsertionFinder(state, random);
        this.bestRoute = new Int32Array(n).fill(-1);
        this.bestPrev = new Int32Array(n).fill(-1);
        this.secondRoute = new Int32Array(n).fill(-1);
        this.version = new Int32Array(n);
        this.best = new Float64Array(n).fill(NOWHERE);
        this.second = new Float64Array(n).fill(NOWHERE);
        this.seen = new Int32Array(routes);
    }

    update(v: number): void {
        const { state } = this;
        this.version[v]++;
        const { companions, neighbourCount, types, typeFirst, absentTier, absentCost } = state.instance;
        this.best[v] = NOWHERE;
        this.second[v] = NOWHERE;
        this.bestRoute[v] = -1;
        this.secondRoute[v] = -1;
        const stamp = ++this.stamp;
        for (let k = 0; k < neighbourCount; k++) {
            const w = companions[v * neighbourCount + k];
            if (w < 0) break;
            const r = state.route[w];
            if (r < 0 || this.seen[r] === stamp) continue;
            this.seen[r] = stamp;
            this.consider(v, r);
        }
        for (let t = 0; t < types; t++) {
            if (state.emptyCount[t] > 0) this.consider(v, state.empty[typeFirst[t]]);
        }
        if (absentTier[v] === 0 && this.best[v] > absentCost[v]) this.bestRoute[v] = -1;
    }

    /** Whether one of the nearest visits of v is on route r. */
    isNear(v: number, r: number): boolean {
        const { companions, neighbourCount } = this.state.instance;
        for (let k = 0; k < neighbourCount; k++) {
            const w = companions[v * neighbourCount + k];
            if (w >= 0 && this.state.route[w] === r) return true;
        }
        return false;
    }

    candidate(v: number): Candidate {
        const regret = this.second[v] - this.best[v];
        return { visit: v, version: this.version[v], tier: this.state.instance.absentTier[v], best: this.best[v], regret };
    }

    /** Tiers first, then regret, then the cheaper insertion, then the lower index. */
    isMoreUrgent(a: Candidate, b: Candidate): boolean {
        if (a.tier !== b.tier) return a.tier > b.tier;
        if (a.regret !== b.regret) return a.regret > b.regret;
        return a.best !== b.best ? a.best < b.best : a.visit < b.visit;
    }

    private consider(v: number, r: number): void {
        const { finder } = this;
        if (!finder.fits(v, r)) return;
        finder.reset();
        finder.judgeRoute(v, r);
        if (finder.bestPrev < 0) return;
        if (finder.bestDelta < this.best[v]) {
            this.second[v] = this.best[v];
            this.secondRoute[v] = this.bestRoute[v];
            this.best[v] = finder.bestDelta;
            this.bestRoute[v] = r;
            this.bestPrev[v] = finder.bestPrev;
        } else if (finder.bestDelta < this.second[v]) {
            this.second[v] = finder.bestDelta;
            this.secondRoute[v] = r;
        }
    }
}
