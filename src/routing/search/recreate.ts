import type { Random } from '../../core/index.js';
import { ChainInsertion } from '../moves/chain-insertion.js';
import { GroupInsertion } from '../moves/group-insertion.js';
import { InsertionFinder } from '../moves/insertion.js';
import type { State } from '../state/state.js';
import { GroupRuin } from './group-ruin.js';
import { RouteFinder } from './route-finder.js';

/** Chance that a place is overlooked; the paper's value. */
const BLINK_RATE = 0.01;
/** Most absent visits near the ruin that are tried in addition to the removed ones. */
const MOST_ABSENT = 8;
/** Chance to try an absent visit, so that others than the nearest get their turn. */
const ABSENT_RATE = 0.5;
/** Chance that a new route is begun. */
const OPENING_RATE = 0.03;
/** Chance that a whole route is drawn among the absent visits, and that it takes the place of one. */
const DRAWING_RATE = 0.004;
const REPLACING_RATE = 0.5;
/** Chance that a visit which found no place is tried in a row with others, at first; each attempt in vain lowers it to the least. */
const CHAIN_RATE = 1;
const LEAST_CHAIN_RATE = 0.01;
const CHAIN_TRIES = 20;
/** Chance that the patterns of groups stay as they are. */
const KEEPING_RATE = 0.5;
/** Most absent visits that a new route tries to win. */
const MOST_TRIES = 150;

/**
 * Puts absent visits back one by one, each in its cheapest place, in a new random order each time: greedy insertion with blinks
 * (Christiaens and Vanden Berghe 2020, doi:10.1287/trsc.2019.0914, section 5.2).
 */
export class Recreate {
    /** How much more than its prize an optional visit may cost, on the mean: what annealing would accept. */
    temperature = 0;
    private readonly state: State;
    private readonly random: Random;
    private readonly finder: InsertionFinder;
    private readonly keys: Float64Array;
    private readonly orders: readonly (Float64Array | null)[];
    /** Visits may be worth a new route together that none of them is worth alone. */
    private readonly opens: boolean;
    private readonly routeFinder: RouteFinder | null;
    /** Null where whatever fits with others fits alone. */
    private readonly chains: ChainInsertion | null;
    private chainRate = CHAIN_RATE;
    private readonly candidates: Int32Array;
    private readonly queue: Int32Array;
    private readonly triedAt: Int32Array;
    private stamp = 0;
    private readonly groupInsertion: GroupInsertion | null;
    private readonly groupRuin: GroupRuin | null;

    constructor(state: State, random: Random) {
        this.state = state;
        this.random = random;
        this.finder = new InsertionFinder(state, random);
        this.finder.blinkAt(BLINK_RATE);
        const { types, optional, timed } = state.instance;
        // Where routes are alike and no vehicle ever waits, one more route never pays.
        if (types === 1 && !optional && !timed) this.finder.openSparingly();
        this.keys = new Float64Array(state.instance.n);
        this.orders = insertionOrders(state);
        this.opens = optional && !state.instance.scored;
        const { groups, additive, scored } = state.instance;
        const draws = additive && optional && groups === null && (!scored || timed);
        this.routeFinder = draws ? new RouteFinder(state, random) : null;
        this.chains = state.instance.shortcuts ? new ChainInsertion(state) : null;
        this.groupInsertion = groups === null ? null : new GroupInsertion(state, this.finder, groups, random, BLINK_RATE);
        this.groupRuin = groups === null || state.groups === null ? null : new GroupRuin(state, random, groups, state.groups);
        this.candidates = new Int32Array(state.instance.n);
        this.queue = new Int32Array(state.instance.n);
        this.triedAt = new Int32Array(state.instance.n);
    }

    /**
     * Inserts what is worth it of `removed[0 .. count - 1]` and of some absent visits near a seed; the rest stays absent. Visits of groups
     * come back where they were, or the whole group by any of its patterns.
     *
     * @param seed - the visit around which was ruined
     */
    run(removed: Int32Array, count: number, seed: number): void {
        const { state, candidates, random, groupRuin } = this;
        const { required } = state.instance;
        for (let i = 0; i < count; i++) candidates[i] = removed[i];
        let most = groupRuin === null ? count : this.ruinGroups(groupRuin, count);
        // Where patterns were chosen, the visits of others are absent for good.
        if (state.absentCount > most && (groupRuin === null || state.tier > 0 || state.instance.optional)) {
            most = this.addAbsent(most, seed);
            if (groupRuin !== null) most = groupRuin.addAbsent(candidates, most);
            if (this.opens && random.next() < OPENING_RATE) this.openRoute(candidates[random.integer(most)]);
            if (this.routeFinder !== null && random.next() < DRAWING_RATE) this.drawRoute(this.routeFinder);
        }
        this.sort(candidates, most);
        for (let i = 0; i < most; i++) {
            const v = candidates[i];
            if (state.route[v] < 0) this.insert(v, required[v] === 1 || i < 2);
        }
        if (this.chains !== null && state.absentCount > 1) this.insertChain(this.chains, most);
    }

    /** Tries one of the candidates that found no place together with other absent visits. */
    private insertChain(chains: ChainInsertion, count: number): void {
        const { state, candidates, random } = this;
        if (random.next() >= this.chainRate) return;
        const from = random.integer(count);
        for (let i = 0; i < count; i++) {
            const v = candidates[(from + i) % count];
            if (state.route[v] >= 0 || (state.instance.groups?.groupOf[v] ?? -1) >= 0) continue;
            if (chains.insert(v, CHAIN_TRIES)) this.chainRate = CHAIN_RATE;
            else this.chainRate = Math.max(LEAST_CHAIN_RATE, 0.9 * this.chainRate);
            return;
        }
    }

    /** Adds absent visits near the seed, and one from anywhere, to the candidates. */
    private addAbsent(from: number, seed: number): number {
        const { state, candidates, random } = this;
        const { neighbours, neighbourCount } = state.instance;
        let count = from;
        const row = seed * neighbourCount;
        // The removed ones are absent as well: they stand among the candidates already.
        for (let k = -1; k < neighbourCount && count < from + MOST_ABSENT; k++) {
            const v = k < 0 ? seed : neighbours[row + k];
            if (v < 0) break;
            if (state.route[v] < 0 && random.next() < ABSENT_RATE && !contains(candidates, from, v)) candidates[count++] = v;
        }
        const anywhere = state.absent[random.integer(state.absentCount)];
        if (!contains(candidates, count, anywhere)) candidates[count++] = anywhere;
        return count;
    }

    /**
     * Lets removed visits of groups back in where their patterns want them, half of the time; where not, takes out all of their groups.
     *
     * @returns how many candidates are left, one for each group
     */
    private ruinGroups(groupRuin: GroupRuin, from: number): number {
        const { candidates } = this;
        let count = from;
        if (this.random.next() < KEEPING_RATE) {
            const grouped = groupRuin.partGrouped(candidates, from);
            const failed = this.keepPatterns(candidates, grouped);
            for (let i = grouped; i < from; i++) candidates[failed + i - grouped] = candidates[i];
            count = failed + from - grouped;
        }
        return groupRuin.complete(candidates, count);
    }

    /**
     * Inserts visits that were taken out of groups one by one, so that their patterns stay.
     *
     * @returns how many found no place; they come first in `visits` then
     */
    private keepPatterns(visits: Int32Array, count: number): number {
        this.sort(visits, count);
        let failed = 0;
        for (let i = 0; i < count; i++) {
            const v = visits[i];
            this.finder.find(v, true);
            if (this.finder.bestPrev < 0) visits[failed++] = v;
            else this.place(v);
        }
        return failed;
    }

    /**
     * Begins an empty route with visit v, though v alone may not be worth it, and looks for absent visits along it that are, from neighbour
     * to neighbour. Whether the route pays, annealing decides.
     */
    openRoute(v: number): void {
        const { state, queue, triedAt, finder } = this;
        const { companions, neighbourCount, types, typeFirst } = state.instance;
        const type = this.random.integer(types);
        if (state.emptyCount[type] === 0) return;
        const r = state.empty[typeFirst[type]];
        if (!finder.fits(v, r) || (state.instance.groups?.groupOf[v] ?? -1) >= 0) return;
        finder.judgePlace(v, state.start(r), r);
        if (finder.bestPrev < 0) return;
        this.place(v);
        const stamp = ++this.stamp;
        let count = 0;
        queue[count++] = v;
        triedAt[v] = stamp;
        let tries = 0;
        for (let i = 0; i < count && tries < MOST_TRIES; i++) {
            const row = queue[i] * neighbourCount;
            for (let k = row; k < row + neighbourCount && tries < MOST_TRIES; k++) {
                const w = companions[k];
                if (w < 0) break;
                if (state.route[w] >= 0 || triedAt[w] === stamp) continue;
                triedAt[w] = stamp;
                tries++;
                if (this.insert(w, false)) queue[count++] = w;
            }
        }
    }

    /** Draws a route among the absent visits for an empty vehicle, or for one that drops its own visits for it. */
    private drawRoute(routeFinder: RouteFinder): void {
        const { state, random } = this;
        const { types, typeFirst } = state.instance;
        const type = random.integer(types);
        let r = state.emptyCount[type] > 0 ? state.empty[typeFirst[type]] : -1;
        if (state.usedCount > 0 && (r < 0 || random.next() < REPLACING_RATE)) {
            r = state.used[random.integer(state.usedCount)];
            state.clear(r);
            state.refresh(r);
        }
        if (r < 0 || !routeFinder.find(r, state.absent[random.integer(state.absentCount)])) return;
        state.assign(r, routeFinder.visits, 0, routeFinder.count);
        if (state.feasible[r] === 1) return;
        state.clear(r);
        state.refresh(r);
    }

    private insert(v: number, thorough: boolean): boolean {
        if (this.groupInsertion !== null) {
            const g = this.state.instance.groups?.groupOf[v] ?? -1;
            if (g >= 0) return this.insertGroup(g, this.groupInsertion);
        }
        return this.insertVisit(v, thorough);
    }

    private insertGroup(g: number, insertion: GroupInsertion): boolean {
        if ((this.state.groups?.served[g] ?? 0) > 0) return false;
        return insertion.insert(g, -this.temperature * Math.log(1 - this.random.next()));
    }

    private insertVisit(v: number, thorough: boolean): boolean {
        const { state, finder } = this;
        const { absentTier, absentCost } = state.instance;
        finder.find(v, thorough);
        if (finder.bestPrev < 0) return false;
        if (absentTier[v] === 0 && finder.bestDelta > absentCost[v] - this.temperature * Math.log(1 - this.random.next()))
            return false;
        this.place(v);
        return true;
    }

    /** Puts visit v where the finder found its best place. */
    private place(v: number): void {
        const { state, finder } = this;
        const r = state.route[finder.bestPrev];
        state.insertAfter(v, finder.bestPrev);
        if (!state.keepsUp) state.refresh(r);
    }

    private sort(visits: Int32Array, count: number): void {
        const { random, keys } = this;
        const order = this.orders[random.integer(this.orders.length)];
        if (order === null) {
            for (let i = count - 1; i > 0; i--) {
                const j = random.integer(i + 1);
                const kept = visits[i];
                visits[i] = visits[j];
                visits[j] = kept;
            }
            return;
        }
        // Few visits at a time: insertion sort beats the built-in one and allocates nothing.
        for (let i = 0; i < count; i++) {
            const v = visits[i];
            const key = order[v];
            let j = i - 1;
            while (j >= 0 && keys[j] > key) {
                visits[j + 1] = visits[j];
                keys[j + 1] = keys[j];
                j--;
            }
            visits[j + 1] = v;
            keys[j + 1] = key;
        }
    }
}

function contains(list: Int32Array, count: number, value: number): boolean {
    for (let i = 0; i < count; i++) if (list[i] === value) return true;
    return false;
}

/** The orders to draw from, each as often as its weight; null is a random one. Lower keys come first. */
function insertionOrders(state: State): (Float64Array | null)[] {
    const { n, dimensions, delivery, pickup, depotDistance, open, close, absentTier, absentCost, timed, optional } =
        state.instance;
    const key = (value: (v: number) => number): Float64Array => Float64Array.from({ length: n }, (_, v) => value(v));
    const repeat = (order: Float64Array | null, times: number): (Float64Array | null)[] => new Array(times).fill(order);
    const far = key((v) => -depotDistance[v]);
    const close_ = key((v) => depotDistance[v]);
    const orders = [...repeat(null, 4), ...repeat(far, 2), ...repeat(close_, 1)];
    if (dimensions > 0) {
        const demand = key((v) => {
            let sum = 0;
            for (let d = 0; d < dimensions; d++) sum -= delivery[v * dimensions + d] + pickup[v * dimensions + d];
            return sum;
        });
        orders.push(...repeat(demand, 4));
    }
    if (timed && close.some(Number.isFinite)) {
        orders.push(
            ...repeat(
                key((v) => close[v] - open[v]),
                2,
            ),
            ...repeat(open, 2),
            ...repeat(
                key((v) => -close[v]),
                2,
            ),
        );
    }
    if (optional) {
        const worth = key((v) => -(absentTier[v] > 0 ? absentTier[v] : absentCost[v]));
        orders.push(...repeat(worth, 4));
        orders.push(
            ...repeat(
                key((v) => worth[v] / Math.max(depotDistance[v], 1e-9)),
                2,
            ),
        );
    }
    return orders;
}
