import type { Model } from './model.js';
import { Proposal } from './proposal.js';
import type { Routes } from './routes.js';

/** Places kept for each visit in each route (Vidal 2022, section 3.3). */
const PLACES = 3;
/** Most pairs of a visit and a route that places are kept for; beyond it, there are too many. */
const MOST_PAIRS = 2_000_000;

/**
 * SWAP* (Vidal 2022, doi:10.1016/j.cor.2021.105643): exchanges two visits of two routes, each going to its best place in the other's
 * route rather than to that of the other. Only the {@link PLACES} places where an arc is lengthened least are looked at, and the
 * place that becomes free; which of them is best is judged exactly.
 */
export class SwapStar {
    /** By how much the last exchange that was carried out changed the penalised cost. */
    delta = 0;
    private readonly routes: Routes;
    private readonly model: Model;
    private readonly proposal: Proposal;
    /** Gains below this are rounding. */
    least: number;
    private readonly removal: Float64Array;
    /** Nodes behind which a visit costs least in a route, and what: `(route x n + visit) x PLACES`. */
    private places: Int32Array = new Int32Array(0);
    private costs: Float64Array = new Float64Array(0);
    private madeAt: Int32Array = new Int32Array(0);
    private place = 0;

    constructor(routes: Routes, least: number) {
        this.routes = routes;
        this.model = routes.model;
        this.proposal = new Proposal(routes);
        this.least = least;
        this.removal = new Float64Array(this.model.instance.n);
    }

    /** Makes room for routes 0 to `count - 1` and forgets all places; returns whether there is room. */
    reset(count: number): boolean {
        const { n } = this.model.instance;
        if (count * n > MOST_PAIRS) return false;
        if (this.madeAt.length < count * n) {
            const size = Math.min(MOST_PAIRS, Math.ceil(1.25 * count) * n);
            this.places = new Int32Array(size * PLACES);
            this.costs = new Float64Array(size * PLACES);
            this.madeAt = new Int32Array(size);
        }
        this.madeAt.fill(-1, 0, count * n);
        return true;
    }

    /** Carries out the best exchange, or move of one visit, between two routes; returns whether there was one. */
    improve(r: number, s: number): boolean {
        const { routes, model, removal } = this;
        const { next, rest, weights, loadTo, type } = routes;
        const { dimensions, demand, limit } = model;
        const { n } = model.instance;
        const startR = routes.start(r);
        const startS = routes.start(s);
        this.prepare(r, s);
        this.prepare(s, r);
        const now = rest[r] + rest[s];
        // One load is common enough to have it at hand.
        const single = dimensions === 1;
        const weight = single ? weights[0] : 0;
        const overR = single ? loadTo[startR + 1] - limit[type[r]] : 0;
        const overS = single ? loadTo[startS + 1] - limit[type[s]] : 0;
        let best = -this.least;
        let bestU = -1;
        let bestV = -1;
        let placeU = -1;
        let placeV = -1;
        for (let u = next[startR]; u < n; u = next[u]) {
            const out = removal[u] - now;
            const demandU = single ? demand[u] : 0;
            for (let v = next[startS]; v < n; v = next[v]) {
                const bound = out + removal[v];
                if (bound >= best) continue;
                let loadR: number;
                let loadS: number;
                if (single) {
                    const more = demand[v] - demandU;
                    loadR = overR + more > 0 ? weight * (overR + more) : 0;
                    loadS = overS - more > 0 ? weight * (overS - more) : 0;
                } else {
                    loadR = this.loadCost(r, u, v);
                    loadS = this.loadCost(s, v, u);
                }
                if (bound + loadR + loadS >= best) continue;
                const toR = this.exchanged(r, u, v, loadR, best - bound - loadS);
                if (bound + toR + loadS >= best) continue;
                const whereR = this.place;
                const total = bound + toR + this.exchanged(s, v, u, loadS, best - bound - toR);
                if (total >= best) continue;
                best = total;
                bestU = u;
                bestV = v;
                placeU = this.place;
                placeV = whereR;
            }
        }
        for (let u = next[startR]; u < n; u = next[u]) {
            const delta = this.moved(r, s, u, best);
            if (delta >= best) continue;
            best = delta;
            bestU = u;
            bestV = -1;
            placeU = this.place;
        }
        for (let v = next[startS]; v < n; v = next[v]) {
            const delta = this.moved(s, r, v, best);
            if (delta >= best) continue;
            best = delta;
            bestU = -1;
            bestV = v;
            placeV = this.place;
        }
        if (bestU < 0 && bestV < 0) return false;
        this.delta = best;
        if (bestU >= 0) this.takeOut(bestU);
        if (bestV >= 0) this.takeOut(bestV);
        if (bestU >= 0) this.putBehind(bestU, placeU);
        if (bestV >= 0) this.putBehind(bestV, placeV);
        routes.update(r);
        routes.update(s);
        return true;
    }

    /** Finds what taking each visit of route r out saves, and the places for it in route s. */
    private prepare(r: number, s: number): void {
        const { routes, model, removal, madeAt } = this;
        const { next, prev, arcTo, profile, changed } = routes;
        const { n } = model.instance;
        for (let u = next[routes.start(r)]; u < n; u = next[u]) {
            removal[u] = model.arcs.cost(profile[r], prev[u], next[u]) - arcTo[u] - arcTo[next[u]];
            if (madeAt[s * n + u] < changed[s]) this.findPlaces(u, s);
        }
    }

    private findPlaces(u: number, s: number): void {
        const { routes, model, places, costs } = this;
        const { next, arcTo } = routes;
        const { n } = model.instance;
        const { arcs } = model;
        const at = (s * n + u) * PLACES;
        const profile = routes.profile[s];
        let c0 = Number.POSITIVE_INFINITY;
        let c1 = Number.POSITIVE_INFINITY;
        let c2 = Number.POSITIVE_INFINITY;
        let p0 = -1;
        let p1 = -1;
        let p2 = -1;
        if (model.serves(routes.type[s], u)) {
            const start = n + 2 * s;
            const { symmetric, hasMatrix, column } = arcs;
            const matrix = arcs.costs;
            const row = profile * arcs.area + arcs.row[u];
            let there = arcs.cost(profile, start, u);
            for (let p = start; p !== start + 1; ) {
                const q = next[p];
                const back = hasMatrix ? matrix[row + column[q]] : arcs.cost(profile, u, q);
                const cost = there + back - arcTo[q];
                if (cost < c2) {
                    if (cost < c1) {
                        c2 = c1;
                        p2 = p1;
                        if (cost < c0) {
                            c1 = c0;
                            p1 = p0;
                            c0 = cost;
                            p0 = p;
                        } else {
                            c1 = cost;
                            p1 = p;
                        }
                    } else {
                        c2 = cost;
                        p2 = p;
                    }
                }
                p = q;
                if (p < n) there = symmetric ? back : arcs.cost(profile, p, u);
            }
        }
        places[at] = p0;
        places[at + 1] = p1;
        places[at + 2] = p2;
        costs[at] = c0;
        costs[at + 1] = c1;
        costs[at + 2] = c2;
        this.madeAt[s * n + u] = routes.changes;
    }

    /** What the loads of route r exceed costs once visit u is out and visit v in; -1 for no visit. */
    private loadCost(r: number, u: number, v: number): number {
        const { routes, model } = this;
        const { dimensions, demand, limit } = model;
        const { loadTo, weights } = routes;
        const end = model.instance.n + 2 * r + 1;
        const type = routes.type[r];
        let cost = 0;
        for (let d = 0; d < dimensions; d++) {
            let over = loadTo[end * dimensions + d] - limit[type * dimensions + d];
            if (u >= 0) over -= demand[u * dimensions + d];
            if (v >= 0) over += demand[v * dimensions + d];
            if (over > 0) cost += weights[d] * over;
        }
        return cost;
    }

    /**
     * The arcs that visit v adds to route r where visit u is taken out, with penalties and paid waiting of the route; in its best place,
     * which is left in `place`. `load` is what its loads will cost. Infinity if it is no less than `bar`.
     */
    private exchanged(r: number, u: number, v: number, load: number, bar: number): number {
        const { routes, model, places, costs } = this;
        const { next, prev } = routes;
        const { arcs, loadOnly } = model;
        const { n } = model.instance;
        const p = prev[u];
        const x = next[u];
        const at = (r * n + v) * PLACES;
        if (places[at] < 0) return Number.POSITIVE_INFINITY;
        const profile = routes.profile[r];
        // In the place of u itself: what taking u out saved is counted already.
        const inPlace = arcs.cost(profile, p, v) + arcs.cost(profile, v, x) - arcs.cost(profile, p, x);
        let best = Number.POSITIVE_INFINITY;
        if (inPlace + load < bar) {
            best = inPlace + (loadOnly ? load : this.judge(r, u, v, p));
            this.place = p;
        }
        for (let k = 0; k < PLACES; k++) {
            const a = places[at + k];
            if (a < 0 || costs[at + k] + load >= Math.min(best, bar)) break;
            if (a === u || a === p) continue;
            const cost = costs[at + k] + (loadOnly ? load : this.judge(r, u, v, a));
            if (cost < best) {
                best = cost;
                this.place = a;
            }
        }
        return best;
    }

    /** Penalties and paid waiting of route r with visit u taken out and visit v put behind node a. */
    private judge(r: number, u: number, v: number, a: number): number {
        const { routes, proposal } = this;
        const { next, prev, position } = routes;
        if (a === prev[u]) {
            proposal.begin(r, a);
            proposal.visit(v);
            return proposal.end(next[u]);
        }
        if (position[a] < position[u]) {
            proposal.begin(r, a);
            proposal.visit(v);
            proposal.part(next[a], prev[u]);
            return proposal.end(next[u]);
        }
        proposal.begin(r, prev[u]);
        proposal.part(next[u], a);
        proposal.visit(v);
        return proposal.end(next[a]);
    }

    /** What moving visit u from route r to its best place in route s changes, left in `place`; Infinity if it is no less than `bar`. */
    private moved(r: number, s: number, u: number, bar: number): number {
        const { routes, model, removal, places, costs, proposal } = this;
        const { next, prev, rest } = routes;
        const at = (s * model.instance.n + u) * PLACES;
        const now = rest[r] + rest[s];
        const load = this.loadCost(s, -1, u);
        if (places[at] < 0 || removal[u] + costs[at] + load - now >= bar) return Number.POSITIVE_INFINITY;
        proposal.begin(r, prev[u]);
        const left = removal[u] + proposal.end(next[u]) - now;
        let best = Number.POSITIVE_INFINITY;
        for (let k = 0; k < PLACES; k++) {
            const a = places[at + k];
            if (a < 0 || left + costs[at + k] + load >= Math.min(best, bar)) break;
            proposal.begin(s, a);
            proposal.visit(u);
            const delta = left + costs[at + k] + proposal.end(next[a]);
            if (delta < best) {
                best = delta;
                this.place = a;
            }
        }
        return best;
    }

    private takeOut(v: number): void {
        const { next, prev } = this.routes;
        next[prev[v]] = next[v];
        prev[next[v]] = prev[v];
    }

    private putBehind(v: number, p: number): void {
        const { next, prev } = this.routes;
        const q = next[p];
        next[p] = v;
        prev[v] = p;
        next[v] = q;
        prev[q] = v;
    }
}
