import type { Random } from '../../core/index.js';
import type { State } from '../state/state.js';

/** Neighbours that each visit is brought next to. */
const GRANULARITY = 20;
const LONGEST_SEGMENT = 3;

/**
 * Moves that bring two near visits next to each other: relocation of up to three visits, turned round or not (Or 1976), exchange of two
 * visits, exchange of tails (2-opt*, Potvin and Rousseau 1995, doi:10.1057/jors.1995.204) and reversal of a part (2-opt, Croes 1958,
 * doi:10.1287/opre.6.6.791), over granular neighbourhoods (Toth and Vigo 2003, doi:10.1287/ijoc.15.4.333.24890). Visits whose
 * surroundings changed wait in a queue until they are looked at.
 *
 * The change of distance judges a move in O(1); only a promising one is carried out, and stays if the routes then keep every rule
 * and cost less. So each rule is honoured without a line about it here.
 */
export class Descent {
    /** Visits that wait. */
    count = 0;
    private readonly state: State;
    private readonly pending: Int32Array;
    private readonly isPending: Uint8Array;
    private at = 0;
    private readonly first: Int32Array;
    private readonly second: Int32Array;
    private readonly keptFirst: Int32Array;
    private readonly keptSecond: Int32Array;

    constructor(state: State) {
        const { n } = state.instance;
        this.state = state;
        this.pending = new Int32Array(n);
        this.isPending = new Uint8Array(n);
        this.first = new Int32Array(n);
        this.second = new Int32Array(n);
        this.keptFirst = new Int32Array(n);
        this.keptSecond = new Int32Array(n);
    }

    /** Lets all visits wait, in random order. */
    enqueueAll(random: Random): void {
        const order = Int32Array.from(this.pending, (_, v) => v);
        random.shuffle(order);
        for (const v of order) this.enqueue(v);
    }

    /** Looks at the next visit that waits; returns whether a move was made. */
    improveNext(): boolean {
        const u = this.dequeue();
        if (this.state.route[u] < 0 || !this.improve(u)) return false;
        this.enqueue(u);
        return true;
    }

    /** Lets no visit wait any more. */
    clear(): void {
        while (this.count > 0) this.dequeue();
    }

    private dequeue(): number {
        const u = this.pending[this.at];
        this.at = (this.at + 1) % this.pending.length;
        this.count--;
        this.isPending[u] = 0;
        return u;
    }

    /** Lets a visit wait; anything else is ignored. */
    enqueue(u: number): void {
        if (u < 0 || u >= this.isPending.length || this.isPending[u] === 1) return;
        this.pending[(this.at + this.count) % this.pending.length] = u;
        this.count++;
        this.isPending[u] = 1;
    }

    private improve(u: number): boolean {
        const { state } = this;
        const { companions, neighbourCount } = state.instance;
        const most = Math.min(GRANULARITY, neighbourCount);
        for (let k = 0; k < most; k++) {
            const v = companions[u * neighbourCount + k];
            if (v < 0) return false;
            if (state.route[v] < 0) continue;
            if (this.relocate(u, v) || this.exchange(u, v) || this.exchangeTails(u, v) || this.reverse(u, v)) return true;
        }
        return false;
    }

    /** Cost of the distance from node a to node b on route r. */
    private arc(r: number, a: number, b: number): number {
        const { instance } = this.state;
        const type = instance.routeType[r];
        const metric = instance.metrics[instance.typeMetric[type]];
        return instance.costPerDistance[type] * metric.distance(instance.place[a], instance.place[b]);
    }

    /** Moves u and up to two visits behind it next to v: behind it as they are, or before it turned round. */
    private relocate(u: number, v: number): boolean {
        const { next, prev, route, instance } = this.state;
        const ru = route[u];
        const rv = route[v];
        const p = prev[u];
        let e = u;
        for (let length = 1; length <= LONGEST_SEGMENT; length++, e = next[e]) {
            if (e >= instance.n || e === v) return false;
            const q = next[e];
            const freed = this.arc(ru, p, u) + this.arc(ru, e, q) - this.arc(ru, p, q);
            if (v !== p) {
                const after = next[v];
                const added = this.arc(rv, v, u) + this.arc(rv, e, after) - this.arc(rv, v, after);
                if (added < freed && this.tryRelocate(u, length, v, false)) return true;
            }
            if (v !== q) {
                const before = prev[v];
                const added = this.arc(rv, before, e) + this.arc(rv, u, v) - this.arc(rv, before, v);
                if (before !== e && added < freed && this.tryRelocate(u, length, before, true)) return true;
            }
        }
        return false;
    }

    private tryRelocate(u: number, length: number, behind: number, turned: boolean): boolean {
        const { state } = this;
        const ru = state.route[u];
        const rv = state.route[behind];
        if (ru !== rv && !this.hasRoom(u, length, rv, -1)) return false;
        const segment: number[] = [];
        for (let i = 0, w = u; i < length; i++, w = state.next[w]) segment.push(w);
        const inserted = turned ? segment.slice().reverse() : segment;
        let firstCount = 0;
        let secondCount = 0;
        const target = ru === rv ? this.first : this.second;
        const put = (w: number): void => {
            if (ru === rv) target[firstCount++] = w;
            else target[secondCount++] = w;
        };
        for (const r of ru === rv ? [ru] : [ru, rv]) {
            const end = state.end(r);
            for (let w = state.start(r); w !== end; w = state.next[w]) {
                if (w < state.instance.n && !segment.includes(w)) {
                    if (r === rv) put(w);
                    else this.first[firstCount++] = w;
                }
                if (w === behind) for (const s of inserted) put(s);
            }
        }
        return this.tryRoutes(ru, firstCount, rv, secondCount, segment[0], behind);
    }

    /** Puts u in the place of the visit behind v, and that visit in the place of u. */
    private exchange(u: number, v: number): boolean {
        const { next, prev, route, instance } = this.state;
        const w = next[v];
        if (w >= instance.n || w === u || v === u || next[w] === u || next[u] === w || v === next[u]) return false;
        const ru = route[u];
        const rw = route[w];
        const old = this.arc(ru, prev[u], u) + this.arc(ru, u, next[u]) + this.arc(rw, v, w) + this.arc(rw, w, next[w]);
        const now = this.arc(ru, prev[u], w) + this.arc(ru, w, next[u]) + this.arc(rw, v, u) + this.arc(rw, u, next[w]);
        if (now >= old) return false;
        if (ru !== rw && !(this.hasRoom(u, 1, rw, w) && this.hasRoom(w, 1, ru, u))) return false;
        const firstCount = this.copySwapped(ru, this.first, u, w);
        const secondCount = ru === rw ? 0 : this.copySwapped(rw, this.second, u, w);
        return this.tryRoutes(ru, firstCount, rw, secondCount, u, w);
    }

    private copySwapped(r: number, into: Int32Array, u: number, w: number): number {
        const count = this.state.copyRoute(r, into, 0);
        for (let i = 0; i < count; i++) {
            if (into[i] === u) into[i] = w;
            else if (into[i] === w) into[i] = u;
        }
        return count;
    }

    /** Lets v and what follows it come behind u, and what followed u behind the visit before v. */
    private exchangeTails(u: number, v: number): boolean {
        const { state } = this;
        const { next, prev, route, instance } = state;
        const ru = route[u];
        const rv = route[v];
        if (ru === rv) return false;
        const n = next[u];
        const p = prev[v];
        // A tail that is empty ends at the end of the route that it comes to.
        const joint = n < instance.n ? n : state.end(rv);
        if (this.arc(ru, u, v) + this.arc(rv, p, joint) >= this.arc(ru, u, n) + this.arc(rv, p, v)) return false;
        if (!this.tailsFit(u, v, ru, rv)) return false;
        let firstCount = 0;
        let secondCount = 0;
        for (let w = next[state.start(ru)]; ; w = next[w]) {
            this.first[firstCount++] = w;
            if (w === u) break;
        }
        for (let w = v; w < instance.n; w = next[w]) this.first[firstCount++] = w;
        for (let w = next[state.start(rv)]; w !== v; w = next[w]) this.second[secondCount++] = w;
        for (let w = n; w < instance.n; w = next[w]) this.second[secondCount++] = w;
        return this.tryRoutes(ru, firstCount, rv, secondCount, u, v);
    }

    /** Whether route r has room for `length` visits from u on, without visit `gone` (-1: none); where loads are mixed, perhaps. */
    private hasRoom(u: number, length: number, r: number, gone: number): boolean {
        const { instance, load, next } = this.state;
        const { dimensions, delivery, pickup, capacity, mixedLoad } = instance;
        if (mixedLoad) return true;
        for (let d = 0; d < dimensions; d++) {
            let sum = load[r * dimensions + d];
            for (let i = 0, w = u; i < length; i++, w = next[w]) sum += delivery[w * dimensions + d] + pickup[w * dimensions + d];
            if (gone >= 0) sum -= delivery[gone * dimensions + d] + pickup[gone * dimensions + d];
            if (sum > capacity[instance.routeType[r] * dimensions + d]) return false;
        }
        return true;
    }

    /** Whether the loads of routes a and b allow the tail behind u and the tail from v on to change places; O(stops). */
    private tailsFit(u: number, v: number, a: number, b: number): boolean {
        const { instance, load, next } = this.state;
        const { n, dimensions, delivery, pickup, capacity, mixedLoad, routeType } = instance;
        if (mixedLoad) return true;
        for (let d = 0; d < dimensions; d++) {
            let shift = 0;
            for (let w = v; w < n; w = next[w]) shift += delivery[w * dimensions + d] + pickup[w * dimensions + d];
            for (let w = next[u]; w < n; w = next[w]) shift -= delivery[w * dimensions + d] + pickup[w * dimensions + d];
            if (load[a * dimensions + d] + shift > capacity[routeType[a] * dimensions + d]) return false;
            if (load[b * dimensions + d] - shift > capacity[routeType[b] * dimensions + d]) return false;
        }
        return true;
    }

    /** Turns round the part behind u that ends with v, on the same route. */
    private reverse(u: number, v: number): boolean {
        const { state } = this;
        const { next, route } = state;
        const r = route[u];
        if (r !== route[v] || next[u] === v) return false;
        const n = next[u];
        const q = next[v];
        if (this.arc(r, u, v) + this.arc(r, n, q) >= this.arc(r, u, n) + this.arc(r, v, q)) return false;
        const count = state.copyRoute(r, this.first, 0);
        const from = this.first.subarray(0, count).indexOf(u);
        const to = this.first.subarray(0, count).indexOf(v);
        if (from > to) return false;
        this.first.subarray(from + 1, to + 1).reverse();
        return this.tryRoutes(r, count, r, 0, u, v);
    }

    /** Gives routes a and b the sequences in `first` and `second`; keeps them if all rules hold and the cost falls. */
    private tryRoutes(a: number, firstCount: number, b: number, secondCount: number, u: number, v: number): boolean {
        const { state } = this;
        if (!this.eligible(a, this.first, firstCount) || !this.eligible(b, this.second, secondCount)) return false;
        const before = state.cost[a] + (a === b ? 0 : state.cost[b]);
        const [beforeU, afterU, beforeV, afterV] = [state.prev[u], state.next[u], state.prev[v], state.next[v]];
        const keptFirst = state.copyRoute(a, this.keptFirst, 0);
        const keptSecond = a === b ? 0 : state.copyRoute(b, this.keptSecond, 0);
        this.assign(a, this.first, firstCount, b, this.second, secondCount);
        const after = state.cost[a] + (a === b ? 0 : state.cost[b]);
        if (state.feasible[a] === 1 && state.feasible[b] === 1 && after < before - 1e-9 * Math.max(1, Math.abs(before))) {
            // Visits that gained or lost a neighbour are examined again.
            for (const w of [
                u,
                v,
                state.prev[u],
                state.next[u],
                state.prev[v],
                state.next[v],
                beforeU,
                afterU,
                beforeV,
                afterV,
            ]) {
                this.enqueue(w);
            }
            return true;
        }
        this.assign(a, this.keptFirst, keptFirst, b, this.keptSecond, keptSecond);
        return false;
    }

    private assign(a: number, first: Int32Array, firstCount: number, b: number, second: Int32Array, secondCount: number): void {
        const { state } = this;
        state.clear(a);
        if (a !== b) state.clear(b);
        state.assign(a, first, 0, firstCount);
        if (a !== b) state.assign(b, second, 0, secondCount);
    }

    private eligible(r: number, visits: Int32Array, count: number): boolean {
        const { restricted, eligible, types, routeType } = this.state.instance;
        if (!restricted) return true;
        for (let i = 0; i < count; i++) if (eligible[visits[i] * types + routeType[r]] === 0) return false;
        return true;
    }
}
