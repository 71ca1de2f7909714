import type { Standing } from '../compile/ranking.js';
import { serviceStart } from '../state/schedule.js';
import type { State } from '../state/state.js';

/** Absent visits that are tried together with another one, and the longest chain. */
const PARTNERS = 6;
const LONGEST = 3;

/**
 * Inserts absent visits two or three at a time, in a row: where a detour is shorter than the direct way, or prizes pay for a way only
 * together, visits fit that none of them fits alone. Sums and times rule most chains out in O(1); the rest are tried on the route itself.
 */
export class ChainInsertion {
    private readonly state: State;
    private readonly chain: Int32Array = new Int32Array(LONGEST);
    private readonly best: Int32Array = new Int32Array(LONGEST);
    private readonly partners: Int32Array = new Int32Array(PARTNERS);
    private readonly kept: Int32Array;
    private readonly sequence: Int32Array;
    private bestLength = 0;
    private bestPrev = -1;
    private bestStanding: Standing;
    private tries = 0;

    constructor(state: State) {
        this.state = state;
        this.bestStanding = state.standing();
        this.kept = new Int32Array(state.instance.n);
        this.sequence = new Int32Array(state.instance.n);
    }

    /**
     * Inserts absent visit v with one or two others where that is best, if it makes the solution better.
     *
     * @param mostTries - on how many places chains are tried whose sums and times fit
     * @returns whether v is served now
     */
    insert(v: number, mostTries: number): boolean {
        const { state } = this;
        const { instance, used, usedCount, emptyCount, empty } = state;
        const partners = this.findPartners(v);
        if (partners === 0) return false;
        this.bestLength = 0;
        this.bestStanding = state.standing();
        this.tries = mostTries;
        // Trying changes the order of the lists: the routes are noted before.
        const routes = Array.from(used.subarray(0, usedCount));
        for (let t = 0; t < instance.types; t++) if (emptyCount[t] > 0) routes.push(empty[instance.typeFirst[t]]);
        for (const r of routes) {
            if (this.tries <= 0) break;
            this.tryRoute(v, partners, r);
        }
        if (this.bestLength === 0) return false;
        this.assign(state.route[this.bestPrev], this.bestPrev, this.best, this.bestLength);
        return true;
    }

    /** The nearest absent visits, groups apart; returns how many. */
    private findPartners(v: number): number {
        const { instance, absent, absentCount, route } = this.state;
        const { neighbours, neighbourCount, groups } = instance;
        let count = 0;
        const add = (w: number): void => {
            if (w !== v && count < PARTNERS && route[w] < 0 && (groups === null || groups.groupOf[w] < 0))
                this.partners[count++] = w;
        };
        if (absentCount <= PARTNERS + 1) for (let i = 0; i < absentCount; i++) add(absent[i]);
        else for (let k = v * neighbourCount; k < (v + 1) * neighbourCount && neighbours[k] >= 0; k++) add(neighbours[k]);
        return count;
    }

    private tryRoute(v: number, partners: number, r: number): void {
        const { state, chain } = this;
        if (!this.mayJoin(v, r)) return;
        const places: number[] = [];
        for (let p = state.start(r); p !== state.end(r); p = state.next[p]) places.push(p);
        for (let i = 0; i < partners; i++) {
            const u = this.partners[i];
            if (!this.mayJoin(u, r)) continue;
            chain[0] = v;
            chain[1] = u;
            this.tryOrders(r, places, 2);
            for (let j = i + 1; j < partners; j++) {
                const w = this.partners[j];
                if (this.tries <= 0 || !this.mayJoin(w, r)) continue;
                chain[2] = w;
                this.tryOrders(r, places, 3);
            }
        }
    }

    private mayJoin(v: number, r: number): boolean {
        const { restricted, eligible, types, routeType } = this.state.instance;
        return !restricted || eligible[v * types + routeType[r]] === 1;
    }

    private tryOrders(r: number, places: readonly number[], length: number): void {
        const { chain } = this;
        if (!this.hasRoom(r, length)) return;
        const [a, b, c] = chain;
        for (const p of places) {
            for (const order of length === 2 ? PAIRS : TRIPLES) {
                for (let i = 0; i < length; i++) chain[i] = order[i] === 0 ? a : order[i] === 1 ? b : c;
                if (this.isPromising(r, p, length)) this.tryPlace(r, p, length);
            }
        }
        chain[0] = a;
        chain[1] = b;
        chain[2] = c;
    }

    private hasRoom(r: number, length: number): boolean {
        const { instance, size, load } = this.state;
        const { dimensions, delivery, pickup, capacity, mixedLoad, routeType, maxVisits } = instance;
        if (size[r] + length > maxVisits[routeType[r]]) return false;
        for (let d = 0; d < dimensions && !mixedLoad; d++) {
            let sum = load[r * dimensions + d];
            for (let i = 0; i < length; i++)
                sum += delivery[this.chain[i] * dimensions + d] + pickup[this.chain[i] * dimensions + d];
            if (sum > capacity[routeType[r] * dimensions + d]) return false;
        }
        return true;
    }

    /** Whether sums and times let the chain go behind p; what counts beyond those, trying tells. */
    private isPromising(r: number, p: number, length: number): boolean {
        const { state, chain } = this;
        const { instance, next, times, size } = state;
        const { place, service, routeType, typeMetric, metrics, maxDistance, maxTravel, maxDuration, timed } = instance;
        const type = routeType[r];
        const metric = metrics[typeMetric[type]];
        const q = next[p];
        let from = place[p];
        let time = timed ? times.ready[p] : 0;
        let distance = 0;
        let travel = 0;
        let serving = 0;
        for (let i = 0; i < length; i++) {
            const v = chain[i];
            const drive = metric.duration(from, v);
            distance += metric.distance(from, v);
            travel += drive;
            serving += service[v];
            if (timed) time = serviceStart(instance, v, time + drive) + service[v];
            from = v;
        }
        const last = metric.duration(from, place[q]);
        distance += metric.distance(from, place[q]);
        travel += last;
        if (!Number.isFinite(distance)) return false;
        if (timed && !(time + last <= times.latest[q])) return false;
        const saved = size[r] > 0;
        if (instance.distanceLimited) {
            const direct = saved ? metric.distance(place[p], place[q]) : 0;
            if (state.distance[r] + distance - direct > maxDistance[type]) return false;
        }
        if (!state.travelCounts) return true;
        const whole = state.travel[r] + travel - (saved ? metric.duration(place[p], place[q]) : 0);
        if (whole > maxTravel[type]) return false;
        return timed || whole + state.service[r] + serving <= maxDuration[type];
    }

    private tryPlace(r: number, p: number, length: number): void {
        const { state, chain, kept, best } = this;
        if (this.tries-- <= 0) return;
        const count = state.copyRoute(r, kept, 0);
        this.assign(r, p, chain, length);
        if (state.feasible[r] === 1 && state.isBetterThan(this.bestStanding)) {
            this.bestStanding = state.standing();
            this.bestPrev = p;
            this.bestLength = length;
            for (let i = 0; i < length; i++) best[i] = chain[i];
        }
        state.assign(r, kept, 0, count);
    }

    /** Puts a chain behind node p of route r. */
    private assign(r: number, p: number, chain: Int32Array, length: number): void {
        const { state, sequence } = this;
        const end = state.end(r);
        let count = 0;
        for (let u = state.start(r); u !== end; u = state.next[u]) {
            if (u < state.instance.n) sequence[count++] = u;
            if (u === p) for (let i = 0; i < length; i++) sequence[count++] = chain[i];
        }
        state.assign(r, sequence, 0, count);
    }
}

const PAIRS: readonly (readonly number[])[] = [
    [0, 1],
    [1, 0],
];
const TRIPLES: readonly (readonly number[])[] = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
];
