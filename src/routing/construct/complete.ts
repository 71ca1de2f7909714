import type { Random, Steps } from '../../core/index.js';
import { ChainInsertion } from '../moves/chain-insertion.js';
import { GroupInsertion } from '../moves/group-insertion.js';
import { InsertionFinder } from '../moves/insertion.js';
import type { State } from '../state/state.js';
import type { Effort } from './effort.js';
import { Rebuild } from './rebuild.js';

/** Visits in vain after which no more chains are tried, and places that are tried for each. */
const MOST_MISSES = 20;
const MOST_TRIES = 200;

/** What came of {@link completeRoutes}. */
export interface Completed {
    /** 1 for each visit for which no place of the final routes makes the solution better; 0 if the effort did not suffice to know. */
    readonly examined: Uint8Array;
    readonly changed: boolean;
}

/**
 * Tries every absent visit in every place of every route, as no search does before it ends, and inserts what makes the solution better:
 * what counts before cost first. Where nothing goes in alone, visits are tried in rows of two and three, and short routes are put in
 * order again for required ones.
 */
export function* completeRoutes(state: State, random: Random, effort: Effort): Steps<Completed> {
    const examined = new Uint8Array(state.instance.n);
    if (state.absentCount === 0) return { examined, changed: false };
    return { examined, changed: yield* new Completion(state, random, effort, examined).run() };
}

class Completion {
    private readonly examined: Uint8Array;
    private readonly state: State;
    private readonly effort: Effort;
    private readonly finder: InsertionFinder;
    private readonly chains: ChainInsertion;
    private readonly rebuild: Rebuild;
    private readonly groups: GroupInsertion | null;
    /** When a route was changed last, and when each visit was tried last. */
    private readonly changedAt: Int32Array;
    private readonly triedAt: Int32Array;
    private moment = 1;

    constructor(state: State, random: Random, effort: Effort, examined: Uint8Array) {
        const { instance } = state;
        this.state = state;
        this.effort = effort;
        this.finder = new InsertionFinder(state, random);
        this.chains = new ChainInsertion(state);
        this.rebuild = new Rebuild(state);
        this.groups = instance.groups === null ? null : new GroupInsertion(state, this.finder, instance.groups, random, 0);
        this.examined = examined;
        this.changedAt = new Int32Array(instance.routes).fill(1);
        this.triedAt = new Int32Array(instance.n);
    }

    /** Returns whether a visit was inserted. */
    *run(): Steps<boolean> {
        let any = false;
        for (let changed = true; changed; ) {
            changed =
                (yield* this.insertSingly()) ||
                (yield* this.insertGroups()) ||
                (yield* this.insertChains()) ||
                (yield* this.insertByRebuilding());
            any ||= changed;
        }
        return any;
    }

    /** Absent visits outside of groups, what counts first ahead. */
    private absentVisits(): Int32Array {
        const { instance, absent, absentCount } = this.state;
        const { absentTier, absentCost, depotDistance, groups } = instance;
        return Int32Array.from(absent.subarray(0, absentCount))
            .filter((v) => groups === null || groups.groupOf[v] < 0)
            .sort(
                (a, b) =>
                    absentTier[b] - absentTier[a] ||
                    absentCost[b] - absentCost[a] ||
                    depotDistance[b] - depotDistance[a] ||
                    a - b,
            );
    }

    private *insertSingly(): Steps<boolean> {
        const { finder, effort, examined, changedAt, triedAt } = this;
        let any = false;
        for (let changed = true; changed; ) {
            changed = false;
            for (const v of this.absentVisits()) {
                examined[v] = 0;
                if (effort.isSpent()) continue;
                yield;
                const since = triedAt[v];
                effort.spend(finder.findEverywhere(v, (r) => changedAt[r] > since));
                triedAt[v] = this.moment;
                examined[v] = 1;
                if (finder.bestPrev < 0 || !this.isWorthIt(v, finder.bestDelta)) continue;
                if (!this.insertBehind(v, finder.bestPrev)) continue;
                changed = true;
            }
            any ||= changed;
        }
        return any;
    }

    private isWorthIt(v: number, delta: number): boolean {
        const { absentTier, absentCost } = this.state.instance;
        return absentTier[v] > 0 || delta < absentCost[v];
    }

    /** Inserts v behind p if the solution is better then. */
    private insertBehind(v: number, p: number): boolean {
        const { state } = this;
        const before = state.standing();
        const r = state.route[p];
        state.insertAfter(v, p);
        state.refresh(r);
        if (state.feasible[r] === 1 && state.isBetterThan(before)) {
            this.changedAt[r] = ++this.moment;
            return true;
        }
        state.remove(v);
        state.refresh(r);
        return false;
    }

    private noteChanges(): void {
        this.changedAt.fill(++this.moment);
    }

    private *insertGroups(): Steps<boolean> {
        const { state, groups, effort } = this;
        if (groups === null || state.groups === null) return false;
        this.finder.lookEverywhere();
        let changed = false;
        for (const g of state.groups.absent.slice(0, state.groups.absentCount).sort()) {
            if (effort.isSpent()) break;
            yield;
            effort.spend(state.instance.n);
            if (groups.insert(g, 0)) changed = true;
        }
        if (changed) this.noteChanges();
        return changed;
    }

    private *insertChains(): Steps<boolean> {
        const { state, chains, effort } = this;
        let misses = 0;
        for (const v of this.absentVisits()) {
            if (misses >= MOST_MISSES || effort.isSpent()) break;
            yield;
            effort.spend(state.instance.n);
            if (chains.insert(v, MOST_TRIES)) {
                this.noteChanges();
                return true;
            }
            misses++;
        }
        return false;
    }

    private *insertByRebuilding(): Steps<boolean> {
        const { rebuild, effort } = this;
        for (const v of this.absentVisits()) {
            if (!rebuild.accepts(v)) continue;
            if (rebuild.isSpent() || effort.isSpent()) break;
            yield;
            if (rebuild.insert(v)) {
                this.noteChanges();
                return true;
            }
        }
        return false;
    }
}
