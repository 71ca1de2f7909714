import type { Random } from '../../core/index.js';
import { serviceStart } from '../state/schedule.js';
import type { State } from '../state/state.js';

/** Ways to each visit that are kept: the earlier ones against the more profitable. */
const WAYS = 4;
/** Most absent visits that one call looks at, and most ways for each. */
const MOST_CANDIDATES = 1000;
const MOST_WAYS = 12;
/** Each call overlooks up to this share of the visits, so that none finds the same. */
const MOST_OVERLOOKED = 0.5;

/**
 * Finds a profitable route among absent visits, which are worth their prizes together and not alone: a label-setting heuristic for the
 * elementary shortest path problem with resource constraints (Feillet, Dejax, Gendreau and Gueguen 2004, doi:10.1002/net.20033). Ways are
 * taken up in the order of their times, each visit keeps a few, and goes on to its companions alone. For additive problems.
 */
export class RouteFinder {
    /** The route that was found: `visits[0 .. count - 1]`. */
    readonly visits: Int32Array;
    count = 0;
    private readonly state: State;
    private readonly random: Random;
    private readonly candidates: Int32Array;
    private candidateCount = 0;
    /** What serving each candidate brings; 0 for all others. */
    private readonly worth: Float64Array;
    private readonly seenAt: Int32Array;
    private stamp = 0;
    private readonly keptWays: Int32Array;
    private readonly keptCount: Uint8Array;
    // One entry a way.
    private readonly at: Int32Array;
    private readonly behind: Int32Array;
    private readonly ready: Float64Array;
    private readonly profit: Float64Array;
    private readonly load: Float64Array;
    private readonly isAlive: Uint8Array;
    private readonly heap: Int32Array;
    private heapSize = 0;
    private ways = 0;

    constructor(state: State, random: Random) {
        const { n, dimensions } = state.instance;
        const candidates = Math.min(n, MOST_CANDIDATES);
        const most = MOST_WAYS * candidates;
        this.state = state;
        this.random = random;
        this.visits = new Int32Array(n);
        this.candidates = new Int32Array(candidates);
        this.worth = new Float64Array(n);
        this.seenAt = new Int32Array(n);
        this.keptWays = new Int32Array(n * WAYS);
        this.keptCount = new Uint8Array(n);
        this.at = new Int32Array(most);
        this.behind = new Int32Array(most);
        this.ready = new Float64Array(most);
        this.profit = new Float64Array(most);
        this.load = new Float64Array(most * dimensions);
        this.isAlive = new Uint8Array(most);
        this.heap = new Int32Array(most);
    }

    /**
     * Looks for a route that empty route r could drive.
     *
     * @param seed - an absent visit; where there are too many, those around it are looked at
     * @returns whether there is one that costs less than it brings
     */
    find(r: number, seed: number): boolean {
        const { state, random, worth, candidates, keptCount } = this;
        const { absentCost, absentTier, visitCost, scored } = state.instance;
        this.ways = 0;
        this.heapSize = 0;
        for (let i = 0; i < this.candidateCount; i++) worth[candidates[i]] = 0;
        this.gather(seed);
        const overlooked = MOST_OVERLOOKED * random.next();
        for (let i = 0; i < this.candidateCount; i++) {
            const v = candidates[i];
            keptCount[v] = 0;
            if (random.next() >= overlooked) worth[v] = scored ? absentTier[v] : absentCost[v] - visitCost[v];
        }
        for (let i = 0; i < this.candidateCount; i++) if (worth[candidates[i]] > 0) this.begin(candidates[i], r);
        let best = -1;
        let bestProfit = 0;
        const { arcs, n, place } = state.instance;
        const home = place[n + 2 * r + 1];
        while (this.heapSize > 0) {
            const way = this.pop();
            if (this.isAlive[way] === 0) continue;
            const profit = this.profit[way] - (scored ? 0 : arcs.cost(this.at[way], home));
            if (profit > bestProfit && (!state.instance.shortcuts || this.returnsInTime(way, r))) {
                bestProfit = profit;
                best = way;
            }
            this.extend(way, r);
        }
        this.trace(best);
        return best >= 0;
    }

    /** All absent visits, or those that lie next to the seed, from companion to companion. */
    private gather(seed: number): void {
        const { state, candidates, seenAt } = this;
        const { absent, absentCount, route } = state;
        if (absentCount <= candidates.length) {
            candidates.set(absent.subarray(0, absentCount));
            this.candidateCount = absentCount;
            return;
        }
        const { companions, neighbourCount } = state.instance;
        const stamp = ++this.stamp;
        let count = 0;
        candidates[count++] = seed;
        seenAt[seed] = stamp;
        for (let i = 0; i < count; i++) {
            const row = candidates[i] * neighbourCount;
            for (let k = row; k < row + neighbourCount && count < candidates.length; k++) {
                const w = companions[k];
                if (w < 0) break;
                if (seenAt[w] === stamp || route[w] >= 0) continue;
                seenAt[w] = stamp;
                candidates[count++] = w;
            }
        }
        this.candidateCount = count;
    }

    private begin(v: number, r: number): void {
        const { instance } = this.state;
        const { n, place, arcs, routeType, fixedCost, typeOpen, scored } = instance;
        const type = routeType[r];
        const start = place[n + 2 * r];
        const cost = scored ? 0 : arcs.cost(start, v) + fixedCost[type];
        this.reach(-1, v, r, typeOpen[type], start, this.worth[v] - cost);
    }

    private extend(way: number, r: number): void {
        const { worth, at, behind } = this;
        const { companions, neighbourCount, arcs, scored } = this.state.instance;
        const u = at[way];
        for (let k = u * neighbourCount; k < (u + 1) * neighbourCount; k++) {
            const w = companions[k];
            if (w < 0) return;
            if (worth[w] <= 0 || this.state.route[w] >= 0) continue;
            let isMet = false;
            for (let before = behind[way]; before >= 0 && !isMet; before = behind[before]) isMet = at[before] === w;
            if (isMet) continue;
            const cost = scored ? 0 : arcs.cost(u, w);
            this.reach(way, w, r, this.ready[way], u, this.profit[way] + worth[w] - cost);
        }
    }

    /** Notes a way to visit v from a place at a time, if the route may take it and v has no better one. */
    private reach(from: number, v: number, r: number, time: number, place: number, profit: number): void {
        const { state, keptWays, keptCount, ready, isAlive } = this;
        const { instance } = state;
        const { dimensions, capacity, delivery, pickup, routeType } = instance;
        const way = this.ways;
        if (way === this.at.length) return;
        const type = routeType[r];
        const metric = instance.metrics[instance.typeMetric[type]];
        const leaves = serviceStart(instance, v, time + metric.duration(place, v)) + instance.service[v];
        // Where another visit may lie on a shorter way home, the way home is judged at the end.
        const home = instance.shortcuts ? 0 : metric.duration(v, instance.place[instance.n + 2 * r + 1]);
        if (!(leaves + home <= instance.typeClose[type])) return;
        if (instance.restricted && instance.eligible[v * instance.types + type] === 0) return;
        for (let d = 0; d < dimensions; d++) {
            const own = delivery[v * dimensions + d] + pickup[v * dimensions + d];
            const load = own + (from < 0 ? 0 : this.load[from * dimensions + d]);
            if (load > capacity[type * dimensions + d]) return;
            this.load[way * dimensions + d] = load;
        }
        const row = v * WAYS;
        let worst = -1;
        let least = profit;
        for (let i = 0; i < keptCount[v]; i++) {
            const other = keptWays[row + i];
            if (ready[other] <= leaves && this.profit[other] >= profit) return;
            if (this.profit[other] < least) {
                least = this.profit[other];
                worst = i;
            }
        }
        if (keptCount[v] < WAYS) keptWays[row + keptCount[v]++] = way;
        else {
            if (worst < 0) return;
            isAlive[keptWays[row + worst]] = 0;
            keptWays[row + worst] = way;
        }
        this.at[way] = v;
        this.behind[way] = from;
        ready[way] = leaves;
        this.profit[way] = profit;
        isAlive[way] = 1;
        this.ways++;
        this.push(way);
    }

    private returnsInTime(way: number, r: number): boolean {
        const { n, place, metrics, typeMetric, typeClose, routeType } = this.state.instance;
        const type = routeType[r];
        return this.ready[way] + metrics[typeMetric[type]].duration(this.at[way], place[n + 2 * r + 1]) <= typeClose[type];
    }

    private trace(last: number): void {
        let count = 0;
        for (let way = last; way >= 0; way = this.behind[way]) this.visits[count++] = this.at[way];
        this.visits.subarray(0, count).reverse();
        this.count = count;
    }

    private push(way: number): void {
        const { heap, ready } = this;
        let i = this.heapSize++;
        while (i > 0) {
            const parent = (i - 1) >> 1;
            if (ready[heap[parent]] <= ready[way]) break;
            heap[i] = heap[parent];
            i = parent;
        }
        heap[i] = way;
    }

    private pop(): number {
        const { heap, ready } = this;
        const top = heap[0];
        const last = heap[--this.heapSize];
        let i = 0;
        for (let child = 1; child < this.heapSize; child = 2 * i + 1) {
            if (child + 1 < this.heapSize && ready[heap[child + 1]] < ready[heap[child]]) child++;
            if (ready[heap[child]] >= ready[last]) break;
            heap[i] = heap[child];
            i = child;
        }
        heap[i] = last;
        return top;
    }
}
