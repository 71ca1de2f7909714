import type { Random } from '../../core/index.js';
import type { Groups } from '../compile/groups.js';
import type { State } from '../state/state.js';
import type { InsertionFinder } from './insertion.js';

/**
 * Puts a group of which no visit is served into the routes by the pattern that costs least: each visit is judged in its best place, and
 * a pattern costs the sum over its visits. O(visits of the group) searches for a place. Visits that share a route may cost less than the
 * sum, so a pattern is drawn now and then.
 */
export class GroupInsertion {
    private readonly state: State;
    private readonly finder: InsertionFinder;
    private readonly groups: Groups;
    private readonly random: Random;
    private readonly blinkRate: number;
    private readonly place: Int32Array;
    /** Cost of each visit in its best place, less what leaving it out costs. */
    private readonly delta: Float64Array;
    private readonly triedAt: Int32Array;
    private readonly touchedAt: Int32Array;
    private stamp = 0;

    /** @param blinkRate - chance that a pattern is drawn, whatever it costs, 0 to below 1 */
    constructor(state: State, finder: InsertionFinder, groups: Groups, random: Random, blinkRate: number) {
        this.state = state;
        this.random = random;
        this.blinkRate = blinkRate;
        this.finder = finder;
        this.groups = groups;
        this.place = new Int32Array(state.instance.n);
        this.delta = new Float64Array(state.instance.n);
        this.triedAt = new Int32Array(groups.visitOffset.length);
        this.touchedAt = new Int32Array(state.instance.routes);
    }

    /**
     * @param slack - by how much a group that may be left out may cost more than leaving it out
     * @returns whether the group is served now
     */
    insert(g: number, slack: number): boolean {
        const { state, finder, groups, place, delta } = this;
        const { absentCost } = state.instance;
        const { memberOffset, members, required } = groups;
        for (let i = memberOffset[g]; i < memberOffset[g + 1]; i++) {
            const v = members[i];
            finder.find(v, true);
            place[v] = finder.bestPrev;
            delta[v] = finder.bestDelta - absentCost[v];
        }
        const untried = ++this.stamp;
        if (this.blinkRate > 0 && this.random.next() < this.blinkRate) {
            const first = groups.patternOffset[g];
            const p = first + this.random.integer(groups.patternOffset[g + 1] - first);
            if (this.costOf(p) < Number.POSITIVE_INFINITY && this.insertPattern(p)) return true;
        }
        for (let p = this.cheapest(g, untried); p >= 0; p = this.cheapest(g, untried)) {
            if (required[g] === 0 && this.tierOf(p) === 0 && this.costOf(p) > slack) return false;
            if (this.insertPattern(p)) return true;
            this.triedAt[p] = untried;
        }
        return false;
    }

    /** The pattern that wins most in the first objective, then the cheapest, of those that were not tried; -1 if none has room. */
    private cheapest(g: number, untried: number): number {
        const { patternOffset } = this.groups;
        const { tierNoise } = this.state.instance.ranking;
        let best = -1;
        let bestTier = 0;
        let bestCost = 0;
        for (let p = patternOffset[g]; p < patternOffset[g + 1]; p++) {
            if (this.triedAt[p] === untried) continue;
            const cost = this.costOf(p);
            if (cost === Number.POSITIVE_INFINITY) continue;
            const tier = this.tierOf(p);
            const more = tier - bestTier;
            if (best >= 0 && (more < -tierNoise || (more <= tierNoise && cost >= bestCost))) continue;
            best = p;
            bestTier = tier;
            bestCost = cost;
        }
        return best;
    }

    private costOf(p: number): number {
        const { visitOffset, patternVisits } = this.groups;
        let cost = 0;
        for (let i = visitOffset[p]; i < visitOffset[p + 1]; i++) cost += this.delta[patternVisits[i]];
        return cost;
    }

    private tierOf(p: number): number {
        const { visitOffset, patternVisits } = this.groups;
        const { absentTier } = this.state.instance;
        let tier = 0;
        for (let i = visitOffset[p]; i < visitOffset[p + 1]; i++) tier += absentTier[patternVisits[i]];
        return tier;
    }

    /** Inserts all visits of pattern p, or none. */
    private insertPattern(p: number): boolean {
        const { state, finder, place, touchedAt } = this;
        const { visitOffset, patternVisits } = this.groups;
        const stamp = ++this.stamp;
        for (let i = visitOffset[p]; i < visitOffset[p + 1]; i++) {
            const v = patternVisits[i];
            let behind = place[v];
            // A place that was found before another visit of the pattern came to its route may be none any more.
            if (touchedAt[state.route[behind]] === stamp) {
                finder.find(v, true);
                behind = finder.bestPrev;
            }
            if (behind < 0) {
                this.takeBack(visitOffset[p], i);
                return false;
            }
            const r = state.route[behind];
            touchedAt[r] = stamp;
            state.insertAfter(v, behind);
            if (!state.keepsUp) state.refresh(r);
        }
        return true;
    }

    private takeBack(from: number, to: number): void {
        const { state } = this;
        for (let i = to - 1; i >= from; i--) {
            const v = this.groups.patternVisits[i];
            const r = state.route[v];
            state.remove(v);
            state.refresh(r);
        }
    }
}
