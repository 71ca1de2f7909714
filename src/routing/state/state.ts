import type { Instance } from '../compile/instance.js';
import { isBetter, type Standing } from '../compile/ranking.js';
import { GroupCounts } from './group-counts.js';
import { MixedLoads } from './mixed-loads.js';
import { Schedule } from './schedule.js';
import { Segments } from './segments.js';
import { Times } from './times.js';
import { Trail } from './trail.js';

/**
 * The routes of a search as linked lists with what moves need to be judged in O(1): sums, times and segments. Holds feasible routes
 * only.
 *
 * `insertAfter` and `remove` change the lists; `refresh` must follow for each route that lost visits before it is judged again, and in
 * problems that are not additive after insertions as well. With `record`, changes can be taken back by `rollback`.
 */
export class State {
    readonly instance: Instance;
    readonly next: Int32Array;
    readonly prev: Int32Array;
    /** Route of each node, -1 if a visit is absent. */
    readonly route: Int32Array;
    readonly size: Int32Array;
    /** `routes x dimensions`: sum of what the route delivers and picks up; its most on board where loads are not mixed. */
    readonly load: Float64Array;
    readonly distance: Float64Array;
    /** Seconds of driving, where driving or duration has a limit or a cost. */
    readonly travel: Float64Array;
    readonly service: Float64Array;
    readonly cost: Float64Array;
    /** 1 if the route keeps every limit. Removing a visit can break one where a detour is shorter than the way, as in real roads. */
    readonly feasible: Uint8Array;
    /** Cost of the arc from a node to the next, where the problem is additive. */
    readonly arc: Float64Array;
    readonly times: Times;
    readonly segments: Segments;
    readonly loads: MixedLoads;
    /** How many visits of each group are served; null if there are no groups. */
    readonly groups: GroupCounts | null;
    /** Visits without a route: `absent[0 .. absentCount - 1]`. */
    readonly absent: Int32Array;
    absentCount: number;
    private readonly absentAt: Int32Array;
    /** Routes without stops by type: `empty[typeFirst[t] ..]`, `emptyCount[t]` of them. */
    readonly empty: Int32Array;
    readonly emptyCount: Int32Array;
    private readonly emptyAt: Int32Array;
    /** Routes with stops: `used[0 .. usedCount - 1]`. */
    readonly used: Int32Array;
    usedCount = 0;
    private readonly usedAt: Int32Array;
    /** Sums over absent visits and over routes. */
    tier = 0;
    absentCost = 0;
    routeCost = 0;
    /** Routes that differ from the last snapshot: `changed[0 .. changedCount - 1]`. */
    readonly changed: Int32Array;
    changedCount = 0;
    private readonly isChanged: Uint8Array;
    readonly schedule: Schedule;
    readonly sequence: Int32Array;
    /** Judging needs the whole route: several windows where duration counts, or earliness. */
    readonly simulated: boolean;
    /** Durations are judged by segments: time has a cost or a limit between windows, of which each visit has one. */
    readonly segmented: boolean;
    /** An insertion brings everything up to date; else `refresh` must follow. */
    readonly keepsUp: boolean;
    /** Driving is summed up. */
    readonly travelCounts: boolean;
    private readonly trail: Trail;
    private recording = false;
    private commits = 0;
    private tierBefore = 0;
    private absentCostBefore = 0;
    private routeCostBefore = 0;

    constructor(instance: Instance) {
        const { n, routes, dimensions } = instance;
        const nodes = n + 2 * routes;
        this.instance = instance;
        this.next = new Int32Array(nodes).fill(-1);
        this.prev = new Int32Array(nodes).fill(-1);
        this.route = new Int32Array(nodes).fill(-1);
        this.size = new Int32Array(routes);
        this.load = new Float64Array(routes * dimensions);
        this.distance = new Float64Array(routes);
        this.travel = new Float64Array(routes);
        this.service = new Float64Array(routes);
        this.cost = new Float64Array(routes);
        this.feasible = new Uint8Array(routes).fill(1);
        this.arc = new Float64Array(instance.additive ? nodes : 0);
        this.simulated = instance.early || (instance.timed && instance.durationMatters && instance.severalWindows);
        this.segmented = instance.timed && instance.durationMatters && !this.simulated;
        this.travelCounts = instance.travelLimited || (instance.durationMatters && !instance.timed);
        this.keepsUp = instance.additive || (this.segmented && !this.travelCounts && !instance.mixedLoad);
        this.trail = new Trail(routes, FIRST_LOAD + dimensions);
        this.times = new Times(instance, this.next, this.prev, this.trail);
        this.segments = new Segments(instance, this.next, this.prev, this.segmented);
        this.loads = new MixedLoads(instance, this.next, this.prev);
        this.groups = instance.groups === null ? null : new GroupCounts(instance.groups);
        this.absent = new Int32Array(n);
        this.absentAt = new Int32Array(n).fill(-1);
        this.absentCount = 0;
        this.empty = new Int32Array(routes);
        this.emptyAt = new Int32Array(routes).fill(-1);
        this.emptyCount = new Int32Array(instance.types);
        this.used = Int32Array.from({ length: routes }, (_, r) => r);
        this.usedAt = Int32Array.from({ length: routes }, (_, r) => r);
        this.usedCount = routes;
        this.changed = new Int32Array(routes);
        this.isChanged = new Uint8Array(routes);
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
        // No visit has been served yet, so no group counts a visit less.
        for (let v = 0; v < n; v++) this.addAbsent(v);
        if (instance.groups !== null) for (const tier of instance.groups.absentTier) this.tier += tier;
    }

    /** Cost of all routes and of leaving the absent visits out, without the tier. */
    total(): number {
        return this.routeCost + this.absentCost;
    }

    /** What the objective compares, for later. */
    standing(): Standing {
        return { tier: this.tier, absentCount: this.absentCount, total: this.total() };
    }

    /** Whether the routes are better than others by more than rounding. */
    isBetterThan(other: Standing): boolean {
        return isBetter(this.instance.ranking, this.tier, this.absentCount, this.total(), other);
    }

    start(r: number): number {
        return this.instance.n + 2 * r;
    }

    end(r: number): number {
        return this.instance.n + 2 * r + 1;
    }

    /** Puts an absent visit behind node p. */
    insertAfter(v: number, p: number): void {
        this.link(v, p);
        if (!this.keepsUp) return;
        const r = this.route[p];
        if (this.instance.timed) this.times.insert(v, r, this.recording);
        if (!this.instance.additive) this.addToDay(v, r);
    }

    // What refreshFromScratch would find where duration is judged by segments.
    private addToDay(v: number, r: number): void {
        const { instance, next, prev } = this;
        const { place, dimensions } = instance;
        const type = instance.routeType[r];
        const metric = instance.metrics[instance.typeMetric[type]];
        const from = place[prev[v]];
        const to = place[next[v]];
        this.distance[r] +=
            metric.distance(from, v) + metric.distance(v, to) - (this.size[r] > 1 ? metric.distance(from, to) : 0);
        this.service[r] += instance.service[v];
        for (let d = 0; d < dimensions; d++) {
            this.load[r * dimensions + d] += instance.delivery[v * dimensions + d] + instance.pickup[v * dimensions + d];
        }
        this.routeCost -= this.cost[r];
        this.cost[r] =
            instance.fixedCost[type] +
            instance.costPerDistance[type] * this.distance[r] +
            instance.costPerSecond[type] * this.segments.insert(v, r);
        this.routeCost += this.cost[r];
    }

    /** Takes a visit out of its route. */
    remove(v: number): void {
        const { next, prev } = this;
        const r = this.route[v];
        const p = prev[v];
        const q = next[v];
        this.touch(r);
        if (this.recording) {
            const additive = this.instance.additive;
            this.trail.noteMove(v, p, 0, additive ? this.arc[p] : 0, additive ? this.arc[v] : 0);
        }
        next[p] = q;
        prev[q] = p;
        this.route[v] = -1;
        if (this.instance.additive) this.takeFromSums(v, p, q, r);
        if (--this.size[r] === 0) this.noteEmpty(r);
        this.noteAbsent(v);
    }

    private link(v: number, p: number): void {
        const { next, prev } = this;
        const r = this.route[p];
        const q = next[p];
        this.touch(r);
        if (this.recording) this.trail.noteMove(v, p, 1, this.instance.additive ? this.arc[p] : 0, 0);
        next[p] = v;
        prev[v] = p;
        next[v] = q;
        prev[q] = v;
        this.route[v] = r;
        if (this.instance.additive) this.addToSums(v, p, q, r);
        if (this.size[r]++ === 0) this.noteUsed(r);
        this.notePresent(v);
    }

    private addToSums(v: number, p: number, q: number, r: number): void {
        const { instance, arc } = this;
        const { place, arcs, dimensions } = instance;
        const used = this.size[r] > 0;
        const before = arcs.cost(place[p], v);
        const after = arcs.cost(v, place[q]);
        let cost = before + after + instance.visitCost[v];
        if (used) cost -= arc[p];
        else cost += instance.fixedCost[instance.routeType[r]];
        arc[p] = before;
        arc[v] = after;
        this.cost[r] += cost;
        this.routeCost += cost;
        for (let d = 0; d < dimensions; d++) {
            const at = v * dimensions + d;
            this.load[r * dimensions + d] += instance.delivery[at] + instance.pickup[at];
        }
        if (!instance.distanceLimited && !this.travelCounts) return;
        const metric = instance.metrics[0];
        const from = place[p];
        const to = place[q];
        this.distance[r] += metric.distance(from, v) + metric.distance(v, to) - (used ? metric.distance(from, to) : 0);
        if (!this.travelCounts) return;
        this.travel[r] += metric.duration(from, v) + metric.duration(v, to) - (used ? metric.duration(from, to) : 0);
        this.service[r] += instance.service[v];
    }

    private takeFromSums(v: number, p: number, q: number, r: number): void {
        const { instance, arc } = this;
        const { place, arcs, dimensions } = instance;
        if (this.size[r] === 1) {
            // Back to exact zeros, so that nothing of the rounding stays.
            this.routeCost -= this.cost[r];
            this.cost[r] = 0;
            this.distance[r] = 0;
            this.travel[r] = 0;
            this.service[r] = 0;
            for (let d = 0; d < dimensions; d++) this.load[r * dimensions + d] = 0;
            return;
        }
        const direct = arcs.cost(place[p], place[q]);
        const cost = arc[p] + arc[v] - direct + instance.visitCost[v];
        arc[p] = direct;
        this.cost[r] -= cost;
        this.routeCost -= cost;
        for (let d = 0; d < dimensions; d++) {
            const at = v * dimensions + d;
            this.load[r * dimensions + d] -= instance.delivery[at] + instance.pickup[at];
        }
        if (!instance.distanceLimited && !this.travelCounts) return;
        const metric = instance.metrics[0];
        const from = place[p];
        const to = place[q];
        this.distance[r] -= metric.distance(from, v) + metric.distance(v, to) - metric.distance(from, to);
        if (!this.travelCounts) return;
        this.travel[r] -= metric.duration(from, v) + metric.duration(v, to) - metric.duration(from, to);
        this.service[r] -= instance.service[v];
    }

    /** Makes route r hold these visits, all of them absent or on r before. */
    assign(r: number, visits: Int32Array, from: number, to: number): void {
        this.clear(r);
        let p = this.start(r);
        for (let i = from; i < to; i++) {
            this.link(visits[i], p);
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

    /** Brings up to date what is cached for route r, and whether it keeps its limits; O(stops), O(1) where time does not matter. */
    refresh(r: number): void {
        const { instance } = this;
        if (!instance.additive) {
            this.refreshFromScratch(r);
            return;
        }
        const type = instance.routeType[r];
        let feasible = this.withinSums(r, type);
        if (instance.timed) {
            this.touch(r);
            this.times.refresh(r, this.recording);
            const end = this.times.ready[this.end(r)];
            feasible &&= end < Number.POSITIVE_INFINITY && end <= instance.typeClose[type];
        }
        this.feasible[r] = this.size[r] === 0 || feasible ? 1 : 0;
    }

    // Loads, visits, distance, driving, and duration where it is a sum.
    private withinSums(r: number, type: number): boolean {
        const { instance } = this;
        const { dimensions, capacity, mixedLoad } = instance;
        if (this.size[r] > instance.maxVisits[type]) return false;
        for (let d = 0; d < dimensions; d++) {
            const most = mixedLoad ? this.loads.most(r, d) : this.load[r * dimensions + d];
            if (most > capacity[type * dimensions + d]) return false;
        }
        if (instance.distanceLimited && this.distance[r] > instance.maxDistance[type]) return false;
        if (!this.travelCounts) return true;
        if (this.travel[r] > instance.maxTravel[type]) return false;
        return instance.timed || this.travel[r] + this.service[r] <= instance.maxDuration[type];
    }

    private refreshFromScratch(r: number): void {
        const { instance, next } = this;
        const { n, dimensions, place, routeType } = instance;
        const type = routeType[r];
        const metric = instance.metrics[instance.typeMetric[type]];
        const start = n + 2 * r;
        const end = start + 1;
        const used = this.size[r] > 0;
        this.touch(r);
        let distance = 0;
        let travel = 0;
        let service = 0;
        for (let d = 0; d < dimensions; d++) this.load[r * dimensions + d] = 0;
        for (let u = start; used && u !== end; u = next[u]) {
            distance += metric.distance(place[u], place[next[u]]);
            if (this.travelCounts) travel += metric.duration(place[u], place[next[u]]);
            if (u >= n) continue;
            service += instance.service[u];
            for (let d = 0; d < dimensions; d++) {
                this.load[r * dimensions + d] += instance.delivery[u * dimensions + d] + instance.pickup[u * dimensions + d];
            }
        }
        this.distance[r] = distance;
        this.travel[r] = travel;
        this.service[r] = service;
        if (instance.mixedLoad) this.loads.refresh(r);
        let feasible = this.withinSums(r, type) && distance < Number.POSITIVE_INFINITY;
        let timeCost = instance.timed ? 0 : instance.costPerSecond[type] * (travel + service);
        if (instance.timed) {
            this.times.refresh(r, this.recording);
            const finish = this.times.ready[end];
            feasible &&= finish < Number.POSITIVE_INFINITY && finish <= instance.typeClose[type];
            if (instance.durationMatters || instance.early) {
                const duration = this.refreshDuration(r);
                feasible &&= duration <= instance.maxDuration[type];
                timeCost = instance.costPerSecond[type] * duration + (instance.early ? this.latenessOf(r) : 0);
            }
        }
        this.feasible[r] = !used || feasible ? 1 : 0;
        this.routeCost -= this.cost[r];
        this.cost[r] =
            used && this.feasible[r] === 1 ? instance.fixedCost[type] + instance.costPerDistance[type] * distance + timeCost : 0;
        this.routeCost += this.cost[r];
    }

    /** The duration of route r; runs its schedule where judging needs the whole route, else refreshes its segments. */
    private refreshDuration(r: number): number {
        if (!this.simulated) return this.segments.refresh(r);
        const count = this.copyRoute(r, this.sequence, 0);
        this.schedule.run(this.instance, r, this.sequence, count);
        return this.schedule.end - this.schedule.start;
    }

    /** What starting late costs on the route whose schedule was just run. */
    private latenessOf(r: number): number {
        const { instance, schedule, sequence } = this;
        return latenessOf(instance, r, schedule, sequence, this.size[r]);
    }

    /** Sums up tiers and costs once more: differences that were added a million times are off by rounding. */
    addUp(): void {
        const { instance, absent, absentCount, used, usedCount, groups } = this;
        let tier = 0;
        let absentCost = 0;
        let routeCost = 0;
        for (let i = 0; i < absentCount; i++) {
            tier += instance.absentTier[absent[i]];
            absentCost += instance.absentCost[absent[i]];
        }
        for (let i = 0; i < usedCount; i++) routeCost += this.cost[used[i]];
        if (groups !== null && instance.groups !== null) {
            for (let i = 0; i < groups.absentCount; i++) tier += instance.groups.absentTier[groups.absent[i]];
        }
        this.tier = tier;
        this.absentCost = absentCost;
        this.routeCost = routeCost;
    }

    /** From now on, changes can be taken back to the last `commit`. */
    record(): void {
        this.recording = true;
        this.addUp();
        this.commit();
    }

    /** Keeps the changes since the last commit. */
    commit(): void {
        const { trail } = this;
        for (let i = 0; i < trail.touched; i++) this.noteChanged(trail.route[i]);
        trail.clear();
        if (++this.commits % COMMITS_PER_SUM === 0) this.addUp();
        this.tierBefore = this.tier;
        this.absentCostBefore = this.absentCost;
        this.routeCostBefore = this.routeCost;
    }

    /** Takes back the changes since the last commit. */
    rollback(): void {
        const { instance, next, prev, route, arc, trail } = this;
        const { additive } = instance;
        for (let i = trail.moves - 1; i >= 0; i--) {
            const v = trail.visit[i];
            const p = trail.behind[i];
            const r = route[p];
            if (trail.inserted[i] === 1) {
                const q = next[v];
                next[p] = q;
                prev[q] = p;
                route[v] = -1;
                if (--this.size[r] === 0) this.noteEmpty(r);
                this.noteAbsent(v);
            } else {
                const q = next[p];
                next[p] = v;
                prev[v] = p;
                next[v] = q;
                prev[q] = v;
                route[v] = r;
                if (this.size[r]++ === 0) this.noteUsed(r);
                this.notePresent(v);
                if (additive) arc[v] = trail.arcVisit[i];
            }
            if (additive) arc[p] = trail.arcBehind[i];
        }
        this.times.undo();
        for (let i = 0; i < trail.touched; i++) this.restoreSums(i);
        if (!additive) for (let i = 0; i < trail.touched; i++) this.refreshFromScratch(trail.route[i]);
        trail.clear();
        this.tier = this.tierBefore;
        this.absentCost = this.absentCostBefore;
        this.routeCost = this.routeCostBefore;
    }

    // Before the first change of route r in a step.
    private touch(r: number): void {
        if (!this.recording) {
            this.noteChanged(r);
            return;
        }
        const { trail } = this;
        if (!trail.touch(r)) return;
        const { dimensions } = this.instance;
        const at = (trail.touched - 1) * trail.width;
        trail.sums[at] = this.cost[r];
        trail.sums[at + 1] = this.distance[r];
        trail.sums[at + 2] = this.travel[r];
        trail.sums[at + 3] = this.service[r];
        trail.sums[at + 4] = this.feasible[r];
        for (let d = 0; d < dimensions; d++) trail.sums[at + FIRST_LOAD + d] = this.load[r * dimensions + d];
    }

    private restoreSums(i: number): void {
        const { trail } = this;
        const { dimensions } = this.instance;
        const r = trail.route[i];
        const at = i * trail.width;
        this.cost[r] = trail.sums[at];
        this.distance[r] = trail.sums[at + 1];
        this.travel[r] = trail.sums[at + 2];
        this.service[r] = trail.sums[at + 3];
        this.feasible[r] = trail.sums[at + 4];
        for (let d = 0; d < dimensions; d++) this.load[r * dimensions + d] = trail.sums[at + FIRST_LOAD + d];
    }

    /** Forgets which routes changed; called by the snapshot that now holds them. */
    forgetChanges(): void {
        for (let i = 0; i < this.changedCount; i++) this.isChanged[this.changed[i]] = 0;
        this.changedCount = 0;
    }

    private noteChanged(r: number): void {
        if (this.isChanged[r] === 1) return;
        this.isChanged[r] = 1;
        this.changed[this.changedCount++] = r;
    }

    private noteAbsent(v: number): void {
        this.addAbsent(v);
        if (this.groups !== null) this.tier += this.groups.noteAbsent(v);
    }

    private addAbsent(v: number): void {
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
        if (this.groups !== null) this.tier -= this.groups.noteServed(v);
    }

    private noteEmpty(r: number): void {
        const type = this.instance.routeType[r];
        const at = this.instance.typeFirst[type] + this.emptyCount[type]++;
        this.empty[at] = r;
        this.emptyAt[r] = at;
        const lastUsed = this.used[--this.usedCount];
        this.used[this.usedAt[r]] = lastUsed;
        this.usedAt[lastUsed] = this.usedAt[r];
    }

    private noteUsed(r: number): void {
        const type = this.instance.routeType[r];
        const last = this.instance.typeFirst[type] + --this.emptyCount[type];
        const at = this.emptyAt[r];
        const moved = this.empty[last];
        this.empty[at] = moved;
        this.emptyAt[moved] = at;
        this.emptyAt[r] = -1;
        this.usedAt[r] = this.usedCount;
        this.used[this.usedCount++] = r;
    }
}

// So rare that it costs nothing, so often that sums keep all digits that count.
const COMMITS_PER_SUM = 256;

// Sums that the trail keeps for each route before its loads.
const FIRST_LOAD = 5;

/** Earliness: what the starts of a schedule cost beyond the opening of the shift. */
export function latenessOf(instance: Instance, r: number, schedule: Schedule, visits: Int32Array, count: number): number {
    const opening = instance.typeOpen[instance.routeType[r]];
    let cost = 0;
    for (let i = 0; i < count; i++) cost += instance.lateness[visits[i]] * (schedule.starts[i] - opening);
    return cost;
}
