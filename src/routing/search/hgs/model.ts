import type { Instance } from '../../compile/instance.js';
import { Arcs } from './arcs.js';
import { type Layout, layOut } from './layout.js';

/** Neighbours that each visit is brought next to (Vidal 2022). */
const GRANULARITY = 20;
/** What the mean tier is worth, in longest trips. */
const TIER_TRIPS = 10;

/**
 * What hybrid genetic search needs in addition to the instance. All limits are judged by how far they are exceeded: the loads of each
 * dimension and the number of visits, then distance, duration and time warp, in this order wherever there is one number for each.
 */
export class Model {
    readonly instance: Instance;
    readonly arcs: Arcs;
    readonly layout: Layout;
    /** Dimensions of load; the number of visits is the last where it is limited. */
    readonly dimensions: number;
    /** `n x dimensions`. */
    readonly demand: Float64Array;
    /** `types x dimensions`. */
    readonly limit: Float64Array;
    /** Number of limits: the dimensions, distance, duration, time warp. */
    readonly limits: number;
    /** The size of the sums that each limit is compared with. */
    readonly magnitude: Float64Array;
    /** Highest cost of a second. */
    readonly dearestSecond: number;
    /** Loads alone decide: there is nothing to sum up along the way. */
    readonly loadOnly: boolean;
    /** `near[nearOffset[v] .. nearOffset[v + 1] - 1]`: who is near v, or has v near. */
    readonly near: Int32Array;
    readonly nearOffset: Int32Array;
    /** What leaving a visit out costs while searching, and the most of it; tiers are turned into costs. */
    readonly price: Float64Array;
    readonly highestPrice: number;
    /** 1 if a visit may be left out for a price. */
    readonly droppable: Uint8Array;
    /** 1 if some type may serve the visit. */
    readonly servable: Uint8Array;

    /** @param complete - a feasible solution is known that serves all required visits: they are never left out */
    constructor(instance: Instance, complete: boolean) {
        const { n, types, dimensions, visitsLimited } = instance;
        this.instance = instance;
        this.arcs = new Arcs(instance);
        this.layout = layOut(instance);
        const all = dimensions + (visitsLimited ? 1 : 0);
        this.dimensions = all;
        this.limits = all + 3;
        this.demand = new Float64Array(n * all).fill(1);
        this.limit = new Float64Array(types * all);
        for (let d = 0; d < dimensions; d++) {
            for (let v = 0; v < n; v++) {
                this.demand[v * all + d] = instance.delivery[v * dimensions + d] + instance.pickup[v * dimensions + d];
            }
            for (let t = 0; t < types; t++) this.limit[t * all + d] = instance.capacity[t * dimensions + d];
        }
        for (let t = 0; visitsLimited && t < types; t++) this.limit[t * all + dimensions] = instance.maxVisits[t];
        this.magnitude = this.magnitudes();
        this.dearestSecond = instance.costPerSecond.reduce((most, cost) => Math.max(most, cost), 0);
        this.loadOnly = !instance.clocked && !instance.distanceLimited;
        const { near, nearOffset } = mutualNeighbours(instance);
        this.near = near;
        this.nearOffset = nearOffset;
        this.servable = new Uint8Array(n).fill(1);
        if (instance.restricted) {
            for (let v = 0; v < n; v++)
                this.servable[v] = instance.eligible.subarray(v * types, (v + 1) * types).includes(1) ? 1 : 0;
        }
        this.droppable = Uint8Array.from(instance.required, (required) => (required === 1 && complete ? 0 : 1));
        this.price = this.prices();
        this.highestPrice = this.price.reduce((most, price, v) => (this.droppable[v] === 1 ? Math.max(most, price) : most), 0);
    }

    /** Whether vehicles of the type may serve visit v. */
    serves(type: number, v: number): boolean {
        return !this.instance.restricted || this.instance.eligible[v * this.instance.types + type] === 1;
    }

    /** Mean and highest cost of the arcs between near visits, and their mean duration and distance: the scale of penalties. */
    scale(): { cost: number; longest: number; distance: number; duration: number } {
        const { instance, arcs, near, nearOffset } = this;
        let [cost, longest, distance, duration] = [0, 0, 0, 0];
        for (let v = 0; v < instance.n; v++) {
            const start = instance.n;
            longest = Math.max(longest, arcs.cost(0, start, v), arcs.cost(0, v, start + 1));
            for (let k = nearOffset[v]; k < nearOffset[v + 1]; k++) {
                const arc = arcs.cost(0, v, near[k]);
                cost += arc;
                longest = Math.max(longest, arc);
                if (instance.distanceLimited) distance += arcs.distance(0, v, near[k]);
                if (instance.clocked) duration += arcs.duration(0, v, near[k]);
            }
        }
        const count = Math.max(1, near.length);
        return { cost: cost / count, longest, distance: distance / count, duration: duration / count };
    }

    /** Loads and lengths of routes are about as large as their limits, or else as all visits together; moments as the last that is named. */
    private magnitudes(): Float64Array {
        const { instance, demand, limit, dimensions } = this;
        const { n, types, maxDistance, maxDuration, clocked } = instance;
        const magnitude = new Float64Array(this.limits);
        for (let d = 0; d < dimensions; d++) {
            let sum = 0;
            let largest = 0;
            for (let v = 0; v < n; v++) sum += demand[v * dimensions + d];
            for (let t = 0; t < types; t++) largest = Math.max(largest, limit[t * dimensions + d]);
            magnitude[d] = Math.min(sum, largest);
        }
        magnitude[dimensions] = finiteMost(maxDistance);
        if (!clocked) return magnitude;
        const moments = Math.max(finiteMost(instance.open), finiteMost(instance.close), finiteMost(instance.typeClose));
        magnitude[dimensions + 1] = Math.max(finiteMost(maxDuration), moments);
        magnitude[dimensions + 2] = Math.max(moments, finiteMost(instance.service));
        return magnitude;
    }

    /**
     * Tiers count before all cost, and numbers have no room for that. Here a visit of any tier is worth the longest trip, and one of the
     * mean tier {@link TIER_TRIPS} more of them, those who must be served more than any other: that puts solutions into the right order
     * nearly always, and tiers decide which one is best.
     */
    private prices(): Float64Array {
        const { n, absentTier, absentCost, required } = this.instance;
        const trip = this.longestTrip();
        let sum = 0;
        let count = 0;
        for (let v = 0; v < n; v++) {
            if (required[v] === 1) continue;
            sum += absentTier[v];
            count++;
        }
        const mean = sum / Math.max(1, count);
        const price = new Float64Array(n);
        let most = 0;
        for (let v = 0; v < n; v++) {
            if (required[v] === 1) continue;
            const tiers = absentTier[v] > 0 ? trip * (1 + (TIER_TRIPS * absentTier[v]) / mean) : 0;
            price[v] = absentCost[v] + tiers;
            most = Math.max(most, price[v]);
        }
        for (let v = 0; v < n; v++) if (required[v] === 1) price[v] = 2 * (trip + most);
        return price;
    }

    /**
     * Cost of the longest trip to one visit and back, with any vehicle that may serve it, or between near visits where routes are
     * open; more than 0.
     */
    private longestTrip(): number {
        const { instance, arcs } = this;
        let longest = 2 * this.scale().longest;
        for (let t = 0; t < instance.types; t++) {
            const start = instance.n + 2 * instance.typeFirst[t];
            const profile = arcs.profileOf[t];
            for (let v = 0; v < instance.n; v++) {
                if (!this.serves(t, v)) continue;
                longest = Math.max(longest, arcs.cost(profile, start, v) + arcs.cost(profile, v, start + 1));
            }
        }
        return longest > 0 ? longest : 1;
    }
}

/** The largest size of the finite values, 0 if there are none. */
function finiteMost(values: Float64Array): number {
    let most = 0;
    for (const value of values) if (Number.isFinite(value)) most = Math.max(most, Math.abs(value));
    return most;
}

/** Each visit with its nearest ones, and with those whose nearest it is. */
function mutualNeighbours({ n, companions, neighbourCount }: Instance): { near: Int32Array; nearOffset: Int32Array } {
    const most = Math.min(GRANULARITY, neighbourCount);
    const sets = Array.from({ length: n }, () => new Set<number>());
    for (let v = 0; v < n; v++) {
        for (let k = 0; k < most; k++) {
            const w = companions[v * neighbourCount + k];
            if (w < 0) break;
            sets[v].add(w);
            sets[w].add(v);
        }
    }
    const nearOffset = new Int32Array(n + 1);
    for (let v = 0; v < n; v++) nearOffset[v + 1] = nearOffset[v] + sets[v].size;
    const near = new Int32Array(nearOffset[n]);
    for (let v = 0; v < n; v++) near.set([...sets[v]], nearOffset[v]);
    return { near, nearOffset };
}
