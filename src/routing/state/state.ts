import type { Instance } from '../compile/instance.js';
import { latestArrival, Schedule, serviceStart } from './schedule.js';

/**
 * The routes of a search as linked lists with what moves need to be judged in O(1): loads, earliest and latest times, and the
 * duration segments of Vidal, Crainic, Gendreau and Prins (2013, doi:10.1016/j.cor.2012.07.018). Holds feasible routes only.
 *
 * `insertAfter` and `remove` change the lists; `refresh` must follow for each changed route before it is judged again. Where only
 * distance and load count (`incremental`), the lists keep their own sums and `refresh` has nothing to do.
 */
export class State {
    readonly instance: Instance;
    readonly next: Int32Array;
    readonly prev: Int32Array;
    /** Route of each node, -1 where a visit is absent. */
    readonly route: Int32Array;
    readonly size: Int32Array;
    /** `routes x dimensions`: sum of what the route delivers and picks up; its most on board where loads are not mixed. */
    readonly load: Float64Array;
    readonly distance: Float64Array;
    readonly travel: Float64Array;
    readonly cost: Float64Array;
    /** 1 where the route keeps every limit. Removing a visit can break one where a detour is shorter than the way, as in real roads. */
    readonly feasible: Uint8Array;
    /** Distance from a node to the next; kept where `incremental`. */
    readonly arc: Float64Array;
    /** Nothing but distance and one sum of loads decides: sums are kept by differences. */
    readonly incremental: boolean;
    /** Earliest end of service at a node (departure at a start). */
    readonly ready: Float64Array;
    /** Latest arrival at a node from which the rest of the route can be driven. */
    readonly latest: Float64Array;
    /** Segments from the start to a node, and from a node to the end: duration, earliest and latest beginning. */
    readonly forwardDuration: Float64Array;
    readonly forwardEarliest: Float64Array;
    readonly forwardLatest: Float64Array;
    readonly backwardDuration: Float64Array;
    readonly backwardEarliest: Float64Array;
    readonly backwardLatest: Float64Array;
    /** `nodes x dimensions`, for mixed loads: most on board up to a node, and from a node on. */
    readonly mostBefore: Float64Array;
    readonly mostAfter: Float64Array;
    /** Visits without a route: `absent[0 .. absentCount - 1]`. */
    readonly absent: Int32Array;
    absentCount: number;
    private readonly absentAt: Int32Array;
    /** Routes without stops by type: `empty[typeFirst[t] ..]`, `emptyCount[t]` of them. */
    readonly empty: Int32Array;
    readonly emptyCount: Int32Array;
    private readonly emptyAt: Int32Array;
    /** Sums over absent visits and over routes. */
    tier = 0;
    absentCost = 0;
    routeCost = 0;
    readonly schedule: Schedule;
    readonly sequence: Int32Array;
    /** Judging needs the whole route: several windows where duration counts, or earliness. */
    readonly simulated: boolean;

    constructor(instance: Instance) {
        const { n, routes, dimensions } = instance;
        const nodes = n + 2 * routes;
        const perNode = (used: boolean): Float64Array => new Float64Array(used ? nodes : 0);
        this.instance = instance;
        this.next = new Int32Array(nodes).fill(-1);
        this.prev = new Int32Array(nodes).fill(-1);
        this.route = new Int32Array(nodes).fill(-1);
        this.size = new Int32Array(routes);
        this.load = new Float64Array(routes * dimensions);
        this.distance = new Float64Array(routes);
        this.travel = new Float64Array(routes);
        this.cost = new Float64Array(routes);
        this.feasible = new Uint8Array(routes).fill(1);
        this.incremental =
            !instance.timed &&
            !instance.mixedLoad &&
            dimensions <= 1 &&
            !instance.distanceLimited &&
            !instance.travelLimited &&
            !instance.visitsLimited &&
            instance.metrics.every((metric) => metric.complete);
        this.arc = perNode(this.incremental);
        this.ready = perNode(instance.timed);
        this.latest = perNode(instance.timed);
        this.simulated = instance.early || (instance.durationMatters && instance.severalWindows);
        const segments = instance.durationMatters && !this.simulated;
        this.forwardDuration = perNode(segments);
        this.forwardEarliest = perNode(segments);
        this.forwardLatest = perNode(segments);
        this.backwardDuration = perNode(segments);
        this.backwardEarliest = perNode(segments);
        this.backwardLatest = perNode(segments);
        this.mostBefore = new Float64Array(instance.mixedLoad ? nodes * dimensions : 0);
        this.mostAfter = new Float64Array(instance.mixedLoad ? nodes * dimensions : 0);
        this.absent = new Int32Array(n);
        this.absentAt = new Int32Array(n).fill(-1);
        this.absentCount = 0;
        this.empty = new Int32Array(routes);
        this.emptyAt = new Int32Array(routes).fill(-1);
        this.emptyCount = new Int32Array(instance.types);
        this.schedule = new Schedule(n + 1);
        this.sequence = new Int32Array(n + 1);
        for (let r = 0; r < routes; r++) {
            const start = n + 2 * r;
            this.next[start] = start + 1;
            this.prev[start + 1] = start;
            this.route[start] = r;
            this.route[start + 1] = r;
            this.noteEmpty(r);
            this.refresh(r);
        }
        for (let v = 0; v < n; v++) this.noteAbsent(v);
    }

    /** Cost of all routes and of leaving the absent visits out, without the tier. */
    total(): number {
        return this.routeCost + this.absentCost;
    }

    start(r: number): number {
        return this.instance.n + 2 * r;
    }

    end(r: number): number {
        return this.instance.n + 2 * r + 1;
    }

    /** Puts an absent visit behind node p. */
    insertAfter(v: number, p: number): void {
        const r = this.route[p];
        const q = this.next[p];
        this.next[p] = v;
        this.prev[v] = p;
        this.next[v] = q;
        this.prev[q] = v;
        this.route[v] = r;
        if (this.incremental) this.addToSums(v, p, q, r);
        if (this.size[r]++ === 0) this.noteUsed(r);
        this.notePresent(v);
    }

    /** Takes a visit out of its route. */
    remove(v: number): void {
        const r = this.route[v];
        const p = this.prev[v];
        const q = this.next[v];
        this.next[p] = q;
        this.prev[q] = p;
        this.route[v] = -1;
        if (this.incremental) this.takeFromSums(v, p, q, r);
        if (--this.size[r] === 0) this.noteEmpty(r);
        this.noteAbsent(v);
    }

    private addToSums(v: number, p: number, q: number, r: number): void {
        const { instance, arc } = this;
        const { place } = instance;
        const type = instance.routeType[r];
        const metric = instance.metrics[instance.typeMetric[type]];
        const before = metric.distance(place[p], v);
        const after = metric.distance(v, place[q]);
        const used = this.size[r] > 0;
        const detour = before + after - (used ? arc[p] : 0);
        arc[p] = before;
        arc[v] = after;
        const cost = instance.costPerDistance[type] * detour + (used ? 0 : instance.fixedCost[type]);
        this.distance[r] += detour;
        this.cost[r] += cost;
        this.routeCost += cost;
        if (instance.dimensions === 0) return;
        this.load[r] += instance.delivery[v] + instance.pickup[v];
        this.feasible[r] = this.load[r] <= instance.capacity[type] ? 1 : 0;
    }

    private takeFromSums(v: number, p: number, q: number, r: number): void {
        const { instance, arc } = this;
        const { place } = instance;
        const type = instance.routeType[r];
        const metric = instance.metrics[instance.typeMetric[type]];
        let cost = this.cost[r];
        if (this.size[r] === 1) {
            // Back to exact zeros, so that nothing of the rounding stays.
            this.distance[r] = 0;
            this.cost[r] = 0;
            if (instance.dimensions > 0) this.load[r] = 0;
        } else {
            const direct = metric.distance(place[p], place[q]);
            const detour = arc[p] + arc[v] - direct;
            arc[p] = direct;
            this.distance[r] -= detour;
            this.cost[r] -= instance.costPerDistance[type] * detour;
            if (instance.dimensions > 0) this.load[r] -= instance.delivery[v] + instance.pickup[v];
        }
        cost -= this.cost[r];
        this.routeCost -= cost;
        if (instance.dimensions > 0) this.feasible[r] = this.load[r] <= instance.capacity[type] ? 1 : 0;
    }

    /** Makes route r hold these visits, all of them absent or on r before. */
    assign(r: number, visits: Int32Array, from: number, to: number): void {
        this.clear(r);
        let p = this.start(r);
        for (let i = from; i < to; i++) {
            this.insertAfter(visits[i], p);
            p = visits[i];
        }
        this.refresh(r);
    }

    /** Takes every visit out of route r. */
    clear(r: number): void {
        const end = this.end(r);
        for (let v = this.next[this.start(r)]; v !== end; ) {
            const following = this.next[v];
            this.remove(v);
            v = following;
        }
    }

    /** Writes the visits of route r to `into` from `at`; returns the position behind the last. */
    copyRoute(r: number, into: Int32Array, at: number): number {
        const end = this.end(r);
        let i = at;
        for (let v = this.next[this.start(r)]; v !== end; v = this.next[v]) into[i++] = v;
        return i;
    }

    /** Recomputes what is cached for route r; O(stops). */
    refresh(r: number): void {
        if (this.incremental) return;
        const { instance, next } = this;
        const { n, dimensions, place, routeType } = instance;
        const type = routeType[r];
        const metric = instance.metrics[instance.typeMetric[type]];
        const start = n + 2 * r;
        const end = start + 1;
        const used = this.size[r] > 0;
        let distance = 0;
        for (let d = 0; d < dimensions; d++) this.load[r * dimensions + d] = 0;
        for (let u = start; used && u !== end; u = next[u]) {
            distance += metric.distance(place[u], place[next[u]]);
            if (u >= n) continue;
            for (let d = 0; d < dimensions; d++) {
                this.load[r * dimensions + d] += instance.delivery[u * dimensions + d] + instance.pickup[u * dimensions + d];
            }
        }
        if (instance.mixedLoad) this.refreshLoads(r);
        let feasible =
            distance <= instance.maxDistance[type] && this.size[r] <= instance.maxVisits[type] && this.loadFits(r, type);
        this.distance[r] = distance;
        if (instance.travelLimited) {
            let travel = 0;
            for (let u = start; used && u !== end; u = next[u]) travel += metric.duration(place[u], place[next[u]]);
            this.travel[r] = travel;
            feasible &&= travel <= instance.maxTravel[type];
        }
        let timeCost = 0;
        if (instance.timed) {
            this.refreshTimes(r);
            feasible &&= this.ready[end] < Number.POSITIVE_INFINITY && this.ready[end] <= instance.typeClose[type];
            if (instance.durationMatters || instance.early) {
                const duration = this.refreshDuration(r);
                feasible &&= duration <= instance.maxDuration[type];
                timeCost = instance.costPerSecond[type] * duration + (instance.early ? this.latenessOf(r) : 0);
            }
        }
        this.feasible[r] = !used || (feasible && distance < Number.POSITIVE_INFINITY) ? 1 : 0;
        this.routeCost -= this.cost[r];
        this.cost[r] =
            used && this.feasible[r] === 1 ? instance.fixedCost[type] + instance.costPerDistance[type] * distance + timeCost : 0;
        this.routeCost += this.cost[r];
    }

    private loadFits(r: number, type: number): boolean {
        const { dimensions, capacity, mixedLoad } = this.instance;
        for (let d = 0; d < dimensions; d++) {
            const most = mixedLoad ? this.mostBefore[this.end(r) * dimensions + d] : this.load[r * dimensions + d];
            if (most > capacity[type * dimensions + d]) return false;
        }
        return true;
    }

    /** The duration of route r; runs its schedule where judging needs the whole route, else refreshes its segments. */
    private refreshDuration(r: number): number {
        if (this.simulated) {
            const count = this.copyRoute(r, this.sequence, 0);
            this.schedule.run(this.instance, r, this.sequence, count);
            return this.schedule.end - this.schedule.start;
        }
        this.refreshSegments(r);
        return this.forwardDuration[this.end(r)];
    }

    /** What starting late costs on the route whose schedule was just run. */
    private latenessOf(r: number): number {
        const { instance, schedule, sequence } = this;
        return latenessOf(instance, r, schedule, sequence, this.size[r]);
    }

    private refreshTimes(r: number): void {
        const { instance, next, prev, ready, latest } = this;
        const { n, place, service } = instance;
        const type = instance.routeType[r];
        const metric = instance.metrics[instance.typeMetric[type]];
        const start = n + 2 * r;
        const end = start + 1;
        let time = instance.typeOpen[type];
        ready[start] = time;
        for (let u = start, v = next[u]; v !== end; u = v, v = next[v]) {
            time = serviceStart(instance, v, time + metric.duration(place[u], v)) + service[v];
            ready[v] = time;
        }
        ready[end] = time + metric.duration(place[prev[end]], place[end]);
        let bound = instance.typeClose[type];
        latest[end] = bound;
        for (let v = end, u = prev[v]; u !== start; v = u, u = prev[u]) {
            bound = latestArrival(instance, u, bound - metric.duration(u, place[v]) - service[u]);
            latest[u] = bound;
        }
        latest[start] = bound - metric.duration(place[start], place[next[start]]);
    }

    private refreshSegments(r: number): void {
        const { instance, next, prev } = this;
        const { n, place, service, open, close } = instance;
        const type = instance.routeType[r];
        const metric = instance.metrics[instance.typeMetric[type]];
        const start = n + 2 * r;
        const end = start + 1;
        const opening = instance.typeOpen[type];
        const closing = instance.typeClose[type];
        let duration = 0;
        let earliest = opening;
        let last = closing;
        this.forwardDuration[start] = duration;
        this.forwardEarliest[start] = earliest;
        this.forwardLatest[start] = last;
        for (let u = start; u !== end; u = next[u]) {
            const v = next[u];
            const reach = duration + metric.duration(place[u], place[v]);
            const opens = v === end ? opening : open[v];
            const closes = v === end ? closing : close[v];
            const waiting = Math.max(0, opens - reach - last);
            duration = reach + waiting + (v === end ? 0 : service[v]);
            earliest = Math.max(opens - reach, earliest) - waiting;
            last = Math.min(closes - reach, last);
            this.forwardDuration[v] = duration;
            this.forwardEarliest[v] = earliest;
            this.forwardLatest[v] = last;
        }
        duration = 0;
        earliest = opening;
        last = closing;
        this.backwardDuration[end] = duration;
        this.backwardEarliest[end] = earliest;
        this.backwardLatest[end] = last;
        for (let v = end; v !== start; v = prev[v]) {
            const u = prev[v];
            const own = u === start ? 0 : service[u];
            const opens = u === start ? opening : open[u];
            const closes = u === start ? closing : close[u];
            const reach = own + metric.duration(place[u], place[v]);
            const waiting = Math.max(0, earliest - reach - closes);
            duration = reach + waiting + duration;
            const opensBefore = Math.max(earliest - reach, opens) - waiting;
            last = Math.min(last - reach, closes);
            earliest = opensBefore;
            this.backwardDuration[u] = duration;
            this.backwardEarliest[u] = earliest;
            this.backwardLatest[u] = last;
        }
    }

    private refreshLoads(r: number): void {
        const { instance, next, prev, mostBefore, mostAfter } = this;
        const { n, dimensions, delivery, pickup } = instance;
        const start = n + 2 * r;
        const end = start + 1;
        for (let d = 0; d < dimensions; d++) {
            let load = 0;
            for (let v = next[start]; v !== end; v = next[v]) load += delivery[v * dimensions + d];
            let most = load;
            mostBefore[start * dimensions + d] = load;
            mostAfter[start * dimensions + d] = load;
            for (let v = next[start]; v !== end; v = next[v]) {
                load += pickup[v * dimensions + d] - delivery[v * dimensions + d];
                most = Math.max(most, load);
                mostBefore[v * dimensions + d] = most;
                mostAfter[v * dimensions + d] = load;
            }
            // Behind the last stop nothing changes; backwards, the most on board from each node on.
            most = load;
            mostAfter[end * dimensions + d] = load;
            mostBefore[end * dimensions + d] = mostBefore[prev[end] * dimensions + d];
            for (let v = prev[end]; v >= 0; v = prev[v]) {
                most = Math.max(most, mostAfter[v * dimensions + d]);
                mostAfter[v * dimensions + d] = most;
                if (v === start) break;
            }
        }
    }

    private noteAbsent(v: number): void {
        this.absentAt[v] = this.absentCount;
        this.absent[this.absentCount++] = v;
        this.tier += this.instance.absentTier[v];
        this.absentCost += this.instance.absentCost[v];
    }

    private notePresent(v: number): void {
        const at = this.absentAt[v];
        const moved = this.absent[--this.absentCount];
        this.absent[at] = moved;
        this.absentAt[moved] = at;
        this.absentAt[v] = -1;
        this.tier -= this.instance.absentTier[v];
        this.absentCost -= this.instance.absentCost[v];
    }

    private noteEmpty(r: number): void {
        const type = this.instance.routeType[r];
        const at = this.instance.typeFirst[type] + this.emptyCount[type]++;
        this.empty[at] = r;
        this.emptyAt[r] = at;
    }

    private noteUsed(r: number): void {
        const type = this.instance.routeType[r];
        const last = this.instance.typeFirst[type] + --this.emptyCount[type];
        const at = this.emptyAt[r];
        const moved = this.empty[last];
        this.empty[at] = moved;
        this.emptyAt[moved] = at;
        this.emptyAt[r] = -1;
    }
}

/** Earliness: what the starts of a schedule cost beyond the opening of the shift. */
export function latenessOf(instance: Instance, r: number, schedule: Schedule, visits: Int32Array, count: number): number {
    const opening = instance.typeOpen[instance.routeType[r]];
    let cost = 0;
    for (let i = 0; i < count; i++) cost += instance.lateness[visits[i]] * (schedule.starts[i] - opening);
    return cost;
}
