import type { Model } from './model.js';
import { Proposal } from './proposal.js';
import type { Routes } from './routes.js';

/**
 * Moves of one or two routes, each carried out where it lowers the penalised cost. Arcs tell first whether a move could: the change
 * of what they cost, less everything that the routes pay in penalties and waiting now, must be below zero. Few moves pass, and only
 * those are judged by a {@link Proposal}.
 */
export class Moves {
    /** By how much the last move that was carried out changed the penalised cost. */
    delta = 0;
    private readonly routes: Routes;
    private readonly model: Model;
    private readonly proposal: Proposal;
    private readonly symmetric: boolean;
    /** Gains below this are rounding. */
    least: number;

    /** @param least - the least gain, more than 0 */
    constructor(routes: Routes, least: number) {
        this.routes = routes;
        this.model = routes.model;
        this.proposal = new Proposal(routes);
        this.symmetric = this.model.arcs.symmetric;
        this.least = least;
    }

    /** Brings the visits from u to l, at most a few, behind node v, which is not one of them; turned round where that is better. */
    relocate(u: number, l: number, v: number): boolean {
        const { routes, model, proposal } = this;
        const { next, prev, route, arcTo, rest, profile } = routes;
        const { arcs } = model;
        const p = prev[u];
        if (v === p) return false;
        const x = next[l];
        const y = next[v];
        const ru = route[u];
        const rv = route[v];
        const pu = profile[ru];
        const pv = profile[rv];
        const removed = arcs.cost(pu, p, x) - arcTo[u] - arcTo[x] - arcTo[y];
        let ahead = removed + arcs.cost(pv, v, u) + arcs.cost(pv, l, y);
        let back = u === l ? Number.POSITIVE_INFINITY : removed + arcs.cost(pv, v, l) + arcs.cost(pv, u, y);
        if (pu !== pv) {
            const inner = this.transfer(u, l, pu, pv);
            ahead += inner;
            back += inner;
        }
        if (!this.symmetric && u !== l) back += this.turning(u, l, pv);
        const now = ru === rv ? rest[ru] : rest[ru] + rest[rv];
        const bar = now - this.least;
        if (ahead >= bar && back >= bar) return false;
        if (ru !== rv) {
            if (!this.mayServe(u, l, rv)) return false;
            proposal.begin(ru, p);
            const left = proposal.end(x) - now;
            ahead += left;
            back += left;
            if (ahead < -this.least) {
                proposal.begin(rv, v);
                proposal.part(u, l);
                ahead += proposal.end(y);
            }
            if (back < -this.least) {
                proposal.begin(rv, v);
                proposal.turned(u, l);
                back += proposal.end(y);
            }
        } else if (!model.loadOnly) {
            if (ahead < bar) ahead += this.shifted(ru, u, l, v, false) - now;
            if (back < bar) back += this.shifted(ru, u, l, v, true) - now;
        }
        if (ahead >= -this.least && back >= -this.least) return false;
        this.delta = Math.min(ahead, back);
        next[p] = x;
        prev[x] = p;
        if (back < ahead) {
            this.turnLinks(u, l);
            this.link(v, l);
            this.link(u, y);
        } else {
            this.link(v, u);
            this.link(l, y);
        }
        this.changed(ru, rv);
        return true;
    }

    /** Exchanges the visits from u to l with those from v to m; they may neither overlap nor follow on each other. */
    swap(u: number, l: number, v: number, m: number): boolean {
        const { routes, model, proposal } = this;
        const { next, prev, route, arcTo, rest, profile, position } = routes;
        const { arcs } = model;
        const x = next[l];
        const y = next[m];
        if (x === v || y === u) return false;
        const p = prev[u];
        const q = prev[v];
        const ru = route[u];
        const rv = route[v];
        const pu = profile[ru];
        const pv = profile[rv];
        let delta = arcs.cost(pu, p, v) + arcs.cost(pu, m, x) - arcTo[u] - arcTo[x];
        delta += arcs.cost(pv, q, u) + arcs.cost(pv, l, y) - arcTo[v] - arcTo[y];
        if (pu !== pv) delta += this.transfer(u, l, pu, pv) + this.transfer(v, m, pv, pu);
        const now = ru === rv ? rest[ru] : rest[ru] + rest[rv];
        if (delta >= now - this.least) return false;
        if (ru !== rv) {
            if (!this.mayServe(u, l, rv) || !this.mayServe(v, m, ru)) return false;
            proposal.begin(ru, p);
            proposal.part(v, m);
            delta += proposal.end(x) - now;
            if (delta >= -this.least) return false;
            proposal.begin(rv, q);
            proposal.part(u, l);
            delta += proposal.end(y);
        } else if (!model.loadOnly) {
            const first = position[u] < position[v];
            proposal.begin(ru, first ? p : q);
            if (first) {
                proposal.part(v, m);
                proposal.part(x, q);
                proposal.part(u, l);
            } else {
                proposal.part(u, l);
                proposal.part(y, p);
                proposal.part(v, m);
            }
            delta += proposal.end(first ? y : x) - now;
        }
        if (delta >= -this.least) return false;
        this.delta = delta;
        this.link(p, v);
        this.link(m, x);
        this.link(q, u);
        this.link(l, y);
        this.changed(ru, rv);
        return true;
    }

    /** Turns the visits behind u up to v round; u stands before v in one route. */
    turn(u: number, v: number): boolean {
        const { routes, model, proposal } = this;
        const { next, route, arcTo, rest, profile } = routes;
        const { arcs } = model;
        const x = next[u];
        if (x === v) return false;
        const y = next[v];
        const r = route[u];
        const p = profile[r];
        let delta = arcs.cost(p, u, v) + arcs.cost(p, x, y) - arcTo[x] - arcTo[y];
        const now = rest[r];
        if (!this.symmetric) delta += this.turning(x, v, p);
        if (delta >= now - this.least) return false;
        if (!model.loadOnly) {
            proposal.begin(r, u);
            proposal.turned(x, v);
            delta += proposal.end(y) - now;
        }
        if (delta >= -this.least) return false;
        this.delta = delta;
        this.turnLinks(x, v);
        this.link(u, v);
        this.link(x, y);
        routes.update(r);
        return true;
    }

    /** Exchanges what follows u with what follows v, two nodes of two routes that are no ends. */
    exchangeTails(u: number, v: number): boolean {
        const { routes, model, proposal } = this;
        const { next, prev, route, arcTo, rest, profile } = routes;
        const { arcs } = model;
        const { n } = model.instance;
        const x = next[u];
        const y = next[v];
        const ru = route[u];
        const rv = route[v];
        const pu = profile[ru];
        const pv = profile[rv];
        const endU = n + 2 * ru + 1;
        const endV = n + 2 * rv + 1;
        let delta = arcs.cost(pu, u, y) + arcs.cost(pv, v, x) - arcTo[x] - arcTo[y];
        if (pu !== pv) {
            delta += this.transferTail(x, endU, pu, pv) + this.transferTail(y, endV, pv, pu);
        }
        const now = rest[ru] + rest[rv];
        if (delta >= now - this.least) return false;
        const lastU = prev[endU];
        const lastV = prev[endV];
        if ((x < n && !this.mayServe(x, lastU, rv)) || (y < n && !this.mayServe(y, lastV, ru))) return false;
        proposal.begin(ru, u);
        delta += proposal.end(y) - now;
        if (delta >= -this.least) return false;
        proposal.begin(rv, v);
        delta += proposal.end(x);
        if (delta >= -this.least) return false;
        this.delta = delta;
        if (y < n) {
            this.link(u, y);
            this.link(lastV, endU);
        } else this.link(u, endU);
        if (x < n) {
            this.link(v, x);
            this.link(lastU, endV);
        } else this.link(v, endV);
        this.changed(ru, rv);
        return true;
    }

    /** Joins the beginning of u's route with that of v's, turned round, and so their ends: two visits of two routes. */
    joinBeginnings(u: number, v: number): boolean {
        const { routes, model, proposal } = this;
        const { next, prev, route, arcTo, rest, profile } = routes;
        const { arcs } = model;
        const { n } = model.instance;
        const x = next[u];
        const y = next[v];
        const ru = route[u];
        const rv = route[v];
        const pu = profile[ru];
        const pv = profile[rv];
        const startV = n + 2 * rv;
        const endU = n + 2 * ru + 1;
        const firstV = next[startV];
        const lastU = prev[endU];
        const more = x < n;
        let delta = arcs.cost(pu, u, v) + arcs.cost(pu, firstV, endU) - arcTo[x] - arcTo[y] - arcTo[firstV];
        if (more) delta += arcs.cost(pv, startV, lastU) + arcs.cost(pv, x, y) - arcTo[endU];
        else delta += arcs.cost(pv, startV, y);
        if (!this.symmetric || pu !== pv) {
            delta += this.turning(firstV, v, pv) + this.transferTurned(firstV, v, pv, pu);
            if (more) delta += this.turning(x, lastU, pu) + this.transferTurned(x, lastU, pu, pv);
        }
        const now = rest[ru] + rest[rv];
        if (delta >= now - this.least) return false;
        if (!this.mayServe(firstV, v, ru) || (more && !this.mayServe(x, lastU, rv))) return false;
        proposal.begin(ru, u);
        proposal.turned(firstV, v);
        delta += proposal.end(endU) - now;
        if (delta >= -this.least) return false;
        proposal.begin(rv, startV);
        if (more) proposal.turned(x, lastU);
        delta += proposal.end(y);
        if (delta >= -this.least) return false;
        this.delta = delta;
        this.turnLinks(firstV, v);
        this.link(u, v);
        this.link(firstV, endU);
        if (more) {
            this.turnLinks(x, lastU);
            this.link(startV, lastU);
            this.link(x, y);
        } else this.link(startV, y);
        this.changed(ru, rv);
        return true;
    }

    /** What absent visit u would change behind node v; Infinity if the vehicle may not serve it, or that is no less than `bar`. */
    insertion(u: number, v: number, bar: number): number {
        const { routes, model, proposal } = this;
        const { arcs, price } = model;
        const r = routes.route[v];
        const p = routes.profile[r];
        const y = routes.next[v];
        if (!model.serves(routes.type[r], u)) return Number.POSITIVE_INFINITY;
        const delta = arcs.cost(p, v, u) + arcs.cost(p, u, y) - routes.arcTo[y] - price[u] - routes.rest[r];
        if (delta >= bar) return Number.POSITIVE_INFINITY;
        proposal.begin(r, v);
        proposal.visit(u);
        return delta + proposal.end(y);
    }

    /** What absent visit u would change in the place of visit v; Infinity as in {@link insertion}. */
    replacement(u: number, v: number, bar: number): number {
        const { routes, model, proposal } = this;
        const { arcs, price } = model;
        const r = routes.route[v];
        const p = routes.profile[r];
        const q = routes.prev[v];
        const y = routes.next[v];
        if (model.droppable[v] === 0 || !model.serves(routes.type[r], u)) return Number.POSITIVE_INFINITY;
        const priced = price[v] - price[u] - routes.rest[r];
        const delta = arcs.cost(p, q, u) + arcs.cost(p, u, y) - routes.arcTo[v] - routes.arcTo[y] + priced;
        if (delta >= bar) return Number.POSITIVE_INFINITY;
        proposal.begin(r, q);
        proposal.visit(u);
        return delta + proposal.end(y);
    }

    /** What leaving visit u out would change. */
    removal(u: number): number {
        const { routes, model, proposal } = this;
        const r = routes.route[u];
        const p = routes.prev[u];
        const x = routes.next[u];
        const delta = model.arcs.cost(routes.profile[r], p, x) - routes.arcTo[u] - routes.arcTo[x] + model.price[u];
        proposal.begin(r, p);
        return delta + proposal.end(x) - routes.rest[r];
    }

    /** Puts absent visit u behind node v. */
    insert(u: number, v: number): void {
        const { routes, model } = this;
        const y = routes.next[v];
        this.link(v, u);
        this.link(u, y);
        routes.absentPrice -= model.price[u];
        routes.update(routes.route[v]);
    }

    /** Leaves visit u out. */
    remove(u: number): void {
        const { routes, model } = this;
        const r = routes.route[u];
        this.link(routes.prev[u], routes.next[u]);
        routes.route[u] = -1;
        routes.absentPrice += model.price[u];
        routes.update(r);
    }

    /** Penalties and paid waiting of route r with its visits from u to l behind node v of the same route. */
    private shifted(r: number, u: number, l: number, v: number, back: boolean): number {
        const { proposal } = this;
        const { next, prev, position } = this.routes;
        const later = position[u] < position[v];
        if (later) {
            proposal.begin(r, prev[u]);
            proposal.part(next[l], v);
        } else proposal.begin(r, v);
        if (back) proposal.turned(u, l);
        else proposal.part(u, l);
        if (!later) proposal.part(next[v], prev[u]);
        return proposal.end(later ? next[v] : next[l]);
    }

    private changed(r: number, s: number): void {
        this.routes.update(r);
        if (r !== s) this.routes.update(s);
    }

    private link(a: number, b: number): void {
        this.routes.next[a] = b;
        this.routes.prev[b] = a;
    }

    /** Reverses the links between the visits from a to b; those to the outside are left to the caller. */
    private turnLinks(a: number, b: number): void {
        const { next, prev } = this.routes;
        for (let v = a, following = next[a]; v !== b; ) {
            const behind = next[following];
            prev[v] = following;
            next[following] = v;
            v = following;
            following = behind;
        }
    }

    private mayServe(a: number, b: number, r: number): boolean {
        const { model, routes } = this;
        if (!model.instance.restricted) return true;
        for (let v = a; ; v = routes.next[v]) {
            if (!model.serves(routes.type[r], v)) return false;
            if (v === b) return true;
        }
    }

    /** How much more the arcs from a to b cost for another profile. */
    private transfer(a: number, b: number, from: number, to: number): number {
        const { arcs } = this.model;
        const { next } = this.routes;
        let more = 0;
        for (let v = a; v !== b; v = next[v]) more += arcs.cost(to, v, next[v]) - arcs.cost(from, v, next[v]);
        return more;
    }

    /** As {@link transfer} for the arcs from a to the end, nothing where a is the end. */
    private transferTail(a: number, end: number, from: number, to: number): number {
        return a === end ? 0 : this.transfer(a, end, from, to);
    }

    /** As {@link transfer}, for the arcs from b back to a. */
    private transferTurned(a: number, b: number, from: number, to: number): number {
        if (from === to) return 0;
        const { arcs } = this.model;
        const { next } = this.routes;
        let more = 0;
        for (let v = a; v !== b; v = next[v]) more += arcs.cost(to, next[v], v) - arcs.cost(from, next[v], v);
        return more;
    }

    /** How much more the arcs between a and b cost from b back to a. */
    private turning(a: number, b: number, profile: number): number {
        if (this.symmetric) return 0;
        const { arcs } = this.model;
        const { next } = this.routes;
        let more = 0;
        for (let v = a; v !== b; v = next[v]) more += arcs.cost(profile, next[v], v) - arcs.cost(profile, v, next[v]);
        return more;
    }
}
