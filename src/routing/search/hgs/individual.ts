import type { Model } from './model.js';

/** No visit: the neighbour of a route's first or last visit, and of one that is absent. */
export const DEPOT = -1;
export const ABSENT = -2;

/** A solution of the population, feasible or not, with what its distance to others and its cost need. */
export class Individual {
    /** Visits of route `routeIds[i]`: `visits[offsets[i] .. offsets[i + 1] - 1]`; used routes only, as directions go round. */
    readonly visits: Int32Array;
    readonly offsets: Int32Array;
    readonly routeIds: Int32Array;
    routes = 0;
    /** Neighbours of each visit in its route, {@link DEPOT}, or {@link ABSENT}. */
    readonly next: Int32Array;
    readonly prev: Int32Array;
    /** By how much each limit of the model is exceeded. */
    readonly excess: Float64Array;
    feasible = false;
    /** Cost of the routes with the prices of absent visits, penalties apart. */
    cost = 0;
    /** Cost of the routes with penalties and prices. */
    penalised = 0;
    /** The objective itself: the tier of absent visits, and cost of the routes with what absent visits cost. */
    tier = 0;
    total = 0;
    /** Row in the population's table of distances. */
    row = -1;
    /** Rank by cost and diversity, 0 the best. */
    fitness = 0;

    constructor({ instance, limits }: Model) {
        const { n, routes } = instance;
        this.visits = new Int32Array(n);
        this.offsets = new Int32Array(Math.min(n, routes) + 1);
        this.routeIds = new Int32Array(Math.min(n, routes));
        this.next = new Int32Array(n);
        this.prev = new Int32Array(n);
        this.excess = new Float64Array(limits);
    }

    /** Number of visits served. */
    count(): number {
        return this.offsets[this.routes];
    }

    clear(): void {
        this.routes = 0;
    }

    /** Ends a route whose visits were written behind the last one, up to `end`; nothing where it is empty. */
    closeRoute(id: number, end: number): void {
        if (end === this.offsets[this.routes]) return;
        this.routeIds[this.routes++] = id;
        this.offsets[this.routes] = end;
    }

    /** Fills `next` and `prev` from the routes. */
    link(): void {
        this.next.fill(ABSENT);
        this.prev.fill(ABSENT);
        for (let i = 0; i < this.routes; i++) {
            let before = DEPOT;
            for (let k = this.offsets[i]; k < this.offsets[i + 1]; k++) {
                const v = this.visits[k];
                this.prev[v] = before;
                if (before >= 0) this.next[before] = v;
                before = v;
            }
            this.next[before] = DEPOT;
        }
    }

    /** Takes over the routes of another, and nothing else. */
    copyRoutes(other: Individual): void {
        this.routes = other.routes;
        this.visits.set(other.visits);
        this.offsets.set(other.offsets);
        this.routeIds.set(other.routeIds);
    }
}

/** Broken pairs (Prins 2009; Vidal 2022, section 3.2): the share of visits whose neighbours differ, whichever way round. */
export function brokenPairs(a: Individual, b: Individual): number {
    const n = a.next.length;
    let broken = 0;
    for (let v = 0; v < n; v++) {
        const next = a.next[v];
        if (next !== b.next[v] && next !== b.prev[v]) broken++;
        if (a.prev[v] === DEPOT && b.prev[v] !== DEPOT && b.next[v] !== DEPOT) broken++;
    }
    return broken / n;
}
