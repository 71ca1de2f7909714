import { type Steps, WorkMeter } from '../../core/index.js';
import type { State } from '../state/state.js';

/** Neighbours of each visit whose savings are looked at. */
const SAVINGS_NEIGHBOURS = 40;

/**
 * Begins with a route for each visit and joins the ends of two routes where that saves most (Clarke and Wright 1964,
 * doi:10.1287/opre.12.4.568, the parallel version; savings between near visits only). Routes are tried on the vehicles in their
 * order; what finds no vehicle stays absent.
 *
 * @param isLate - ends it early where it says so
 * @returns whether there was time; if not, the routes are as they were
 */
export function* savings(state: State, isLate: () => boolean = () => false): Steps<boolean> {
    const meter = new WorkMeter();
    const { instance } = state;
    const { n, neighbours, neighbourCount, place, typeFirst } = instance;
    const metric = instance.metrics[instance.typeMetric[0]];
    const start = place[n + 2 * typeFirst[0]];
    const end = place[n + 2 * typeFirst[0] + 1];
    // With windows or one-way streets a route cannot be turned round.
    const reversible = !instance.timed && metric.symmetric && start === end;
    const chains = new Chains(state);
    for (let v = 0; v < n; v++) {
        if (meter.spend(100)) yield;
        chains.begin(v);
    }

    const count = Math.min(SAVINGS_NEIGHBOURS, neighbourCount);
    const from = new Int32Array(n * count);
    const to = new Int32Array(n * count);
    const gain = new Float64Array(n * count);
    let size = 0;
    for (let u = 0; u < n; u++) {
        if (meter.spend(10 * count)) yield;
        for (let k = 0; k < count; k++) {
            const v = neighbours[u * neighbourCount + k];
            if (v < 0 || (reversible && v < u && isAmongNearest(neighbours, neighbourCount, count, v, u))) continue;
            const saved = metric.distance(u, end) + metric.distance(start, v) - metric.distance(u, v);
            if (!(saved > 0)) continue;
            from[size] = u;
            to[size] = v;
            gain[size++] = saved;
        }
    }
    const order = new Int32Array(size);
    for (let i = 0; i < size; i++) order[i] = i;
    order.sort((a, b) => gain[b] - gain[a] || a - b);
    for (let i = 0; i < size; i++) {
        if (i % CLOCK_STEP === 0) {
            if (isLate()) return false;
            yield;
        }
        chains.join(from[order[i]], to[order[i]], reversible);
    }
    yield* chains.place();
    return true;
}

/** Savings between two looks at the clock. */
const CLOCK_STEP = 64;

function isAmongNearest(neighbours: Int32Array, neighbourCount: number, count: number, u: number, v: number): boolean {
    for (let k = 0; k < count; k++) if (neighbours[u * neighbourCount + k] === v) return true;
    return false;
}

/** Growing chains of visits; each is kept within what the first vehicle type can drive. */
class Chains {
    private readonly state: State;
    private readonly chainOf: Int32Array;
    private readonly visits: Int32Array[] = [];
    private readonly scratch: number;

    constructor(state: State) {
        this.state = state;
        this.chainOf = new Int32Array(state.instance.n).fill(-1);
        this.scratch = state.instance.typeFirst[0];
    }

    /** A chain of one visit, if a vehicle of the first type can serve it alone. */
    begin(v: number): void {
        if (!this.isDrivable(Int32Array.of(v))) return;
        this.chainOf[v] = this.visits.length;
        this.visits.push(Int32Array.of(v));
    }

    /** Joins the chain that ends in u with the one that begins with v, turning them round where that is allowed. */
    join(u: number, v: number, reversible: boolean): void {
        const a = this.chainOf[u];
        const b = this.chainOf[v];
        if (a < 0 || b < 0 || a === b) return;
        let head = this.visits[a];
        let tail = this.visits[b];
        if (head[head.length - 1] !== u) {
            if (!reversible || head[0] !== u) return;
            head = head.slice().reverse();
        }
        if (tail[0] !== v) {
            if (!reversible || tail[tail.length - 1] !== v) return;
            tail = tail.slice().reverse();
        }
        if (!this.loadFits(head, tail)) return;
        const joined = new Int32Array(head.length + tail.length);
        joined.set(head);
        joined.set(tail, head.length);
        if (!this.isDrivable(joined)) return;
        this.visits[a] = joined;
        this.visits[b] = new Int32Array(0);
        for (const w of tail) this.chainOf[w] = a;
    }

    /** Gives the chains to vehicles, the longest first. */
    *place(): Steps<void> {
        const { state, visits } = this;
        const chains = visits.filter((chain) => chain.length > 0).sort((a, b) => b.length - a.length || a[0] - b[0]);
        for (const chain of chains) {
            yield;
            for (let t = 0; t < state.instance.types; t++) {
                if (state.emptyCount[t] === 0) continue;
                const r = state.empty[state.instance.typeFirst[t]];
                if (!mayServe(state, chain, t)) continue;
                state.assign(r, chain, 0, chain.length);
                const gain = this.worth(chain) - state.cost[r];
                if (state.feasible[r] === 1 && gain >= 0) break;
                state.clear(r);
                state.refresh(r);
            }
        }
    }

    // What leaving the chain out would cost; visits with a tier are worth any cost.
    private worth(chain: Int32Array): number {
        const { absentTier, absentCost } = this.state.instance;
        let sum = 0;
        for (const v of chain) sum += absentTier[v] > 0 ? Number.POSITIVE_INFINITY : absentCost[v];
        return sum;
    }

    private loadFits(head: Int32Array, tail: Int32Array): boolean {
        const { instance } = this.state;
        if (instance.mixedLoad) return true;
        for (let d = 0; d < instance.dimensions; d++) {
            let load = 0;
            for (const v of head)
                load += instance.delivery[v * instance.dimensions + d] + instance.pickup[v * instance.dimensions + d];
            for (const v of tail)
                load += instance.delivery[v * instance.dimensions + d] + instance.pickup[v * instance.dimensions + d];
            if (load > instance.capacity[d]) return false;
        }
        return true;
    }

    // The first route is scratch space; it is empty again afterwards.
    private isDrivable(chain: Int32Array): boolean {
        const { state, scratch } = this;
        const { instance } = state;
        if (!mayServe(state, chain, 0)) return false;
        const simple =
            !instance.timed &&
            !instance.mixedLoad &&
            !instance.distanceLimited &&
            !instance.travelLimited &&
            !instance.visitsLimited;
        if (simple && chain.length > 1) return true;
        state.assign(scratch, chain, 0, chain.length);
        const drivable = state.feasible[scratch] === 1;
        state.clear(scratch);
        state.refresh(scratch);
        return drivable;
    }
}

function mayServe(state: State, chain: Int32Array, type: number): boolean {
    const { restricted, eligible, types } = state.instance;
    return !restricted || chain.every((v) => eligible[v * types + type] === 1);
}
