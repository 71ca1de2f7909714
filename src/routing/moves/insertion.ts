import type { Random } from '../../core/index.js';
import type { Metric } from '../compile/metric.js';
import { serviceStart } from '../state/schedule.js';
import { latenessOf, type State } from '../state/state.js';

/** Routes whose ends are looked at for each visit, on the mean. */
const ENDS_LOOKED_AT = 8;
/** Most routes that are looked at before a new one is begun. */
const ROUTES_DRAWN = 400;
/** Up to this many stops, a route is judged from end to end instead of twice next to each near visit. */
const SHORT_ROUTE = 24;

/**
 * Finds where an absent visit is inserted at least cost: next to its companions, at the ends of their routes, and in an empty
 * route of each type; in all routes when those have no room. With a blink rate, each place is overlooked with that chance
 * (Christiaens and Vanden Berghe 2020, doi:10.1287/trsc.2019.0914).
 */
export class InsertionFinder {
    /** Node behind which the visit goes; -1 if it fits nowhere. */
    bestPrev = -1;
    /** What the objective rises by; Infinity if it fits nowhere. */
    bestDelta: number = Number.POSITIVE_INFINITY;
    private readonly state: State;
    private readonly random: Random;
    private blinkRate = 0;
    private readonly seen: Int32Array;
    private readonly fitting: Uint8Array;
    private stamp = 0;
    private sparing = false;
    private everywhere = false;

    constructor(state: State, random: Random) {
        this.state = state;
        this.random = random;
        this.seen = new Int32Array(state.instance.routes);
        this.fitting = new Uint8Array(state.instance.routes);
    }

    /** @param rate - 0 (never) to below 1 */
    blinkAt(rate: number): void {
        this.blinkRate = rate;
    }

    /** From now on, a new route is begun only where no other has room: as in the paper, which leads to fewer and better filled routes. */
    openSparingly(): void {
        this.sparing = true;
    }

    /** From now on, {@link find} is {@link findEverywhere}. */
    lookEverywhere(): void {
        this.everywhere = true;
    }

    /**
     * Looks for the best place of absent visit c and leaves it in `bestPrev` and `bestDelta`.
     *
     * @param thorough - look at all routes when none of the near ones has room
     */
    find(c: number, thorough: boolean): void {
        if (this.everywhere) {
            this.findEverywhere(c, always);
            return;
        }
        this.bestPrev = -1;
        this.bestDelta = Number.POSITIVE_INFINITY;
        if (this.state.instance.additive) this.findAdditive(c);
        else this.findGeneral(c);
        if (this.bestPrev < 0 && thorough) this.findAnywhere(c);
    }

    /**
     * The kernel of additive problems. Companions come in rising order of what the arc to them costs, and both sides of a companion are
     * looked at; so where the node on the far side of an arc has not been met yet, it is no nearer, and the insertion costs at least
     * twice the way to the companion less the arc. Most places are ruled out by that, without a look at the matrix.
     */
    private findAdditive(c: number): void {
        const { state, seen, fitting } = this;
        const { instance, next, prev, route, arc } = state;
        const { n, companions, companionCost, neighbourCount, place, arcs } = instance;
        const { matrix, hasMatrix, symmetric, size } = arcs;
        const base = c * size;
        const stamp = ++this.stamp;
        const row = c * neighbourCount;
        let best = Number.POSITIVE_INFINITY;
        let bestPrev = -1;
        for (let k = row; k < row + neighbourCount; k++) {
            const w = companions[k];
            if (w < 0) break;
            const near = companionCost[k];
            if (near > 2 * best) break;
            const r = route[w];
            if (r < 0) continue;
            if (seen[r] !== stamp) {
                seen[r] = stamp;
                fitting[r] = this.fits(c, r) ? 1 : 0;
                if (fitting[r] === 1) {
                    const start = n + 2 * r;
                    const first = next[start];
                    const last = prev[start + 1];
                    const atStart = arcs.cost(place[start], c) + arcs.cost(c, first) - arc[start];
                    if (atStart < best && this.admits(c, start, first, r) && !this.blinks()) {
                        best = atStart;
                        bestPrev = start;
                    }
                    const atEnd = arcs.cost(last, c) + arcs.cost(c, place[start + 1]) - arc[last];
                    if (atEnd < best && this.admits(c, last, start + 1, r) && !this.blinks()) {
                        best = atEnd;
                        bestPrev = last;
                    }
                }
            }
            if (fitting[r] === 0) continue;
            const twice = near + near;
            const q = next[w];
            if (q < n && twice - arc[w] < best) {
                const onward = hasMatrix ? matrix[base + q] : arcs.compute(c, q);
                const after = (symmetric ? near : arcs.cost(w, c)) + onward - arc[w];
                if (after < best && this.admits(c, w, q, r) && !this.blinks()) {
                    best = after;
                    bestPrev = w;
                }
            }
            const p = prev[w];
            if (p < n && twice - arc[p] < best) {
                const onward = symmetric ? near : arcs.cost(c, w);
                const back = symmetric && hasMatrix ? matrix[base + p] : arcs.cost(p, c);
                const before = back + onward - arc[p];
                if (before < best && this.admits(c, p, w, r) && !this.blinks()) {
                    best = before;
                    bestPrev = p;
                }
            }
        }
        this.bestDelta = best;
        this.bestPrev = bestPrev;
        if (this.sparing && this.random.next() * state.usedCount < ENDS_LOOKED_AT) this.findAtEnds(c);
        best = this.bestDelta;
        bestPrev = this.bestPrev;
        if (bestPrev < 0 && this.sparing) {
            this.findElsewhere(c);
            best = this.bestDelta;
            bestPrev = this.bestPrev;
        }
        for (let t = 0; t < instance.types; t++) {
            if (state.emptyCount[t] === 0) continue;
            const r = state.empty[instance.typeFirst[t]];
            const start = n + 2 * r;
            const alone = instance.fixedCost[t] + arcs.cost(place[start], c) + arcs.cost(c, place[start + 1]);
            if (this.sparing && bestPrev >= 0) break;
            if (alone < best && this.fits(c, r) && this.admits(c, start, start + 1, r) && !this.blinks()) {
                best = alone;
                bestPrev = start;
            }
        }
        this.bestDelta = best + instance.visitCost[c];
        this.bestPrev = bestPrev;
    }

    /** Looks at both ends of the routes that were not seen: they pass by on their way from and to a depot far away. */
    private findAtEnds(c: number): void {
        const { state, seen, stamp } = this;
        const { instance, next, prev, arc } = state;
        const { n, place, arcs } = instance;
        for (let i = 0; i < state.usedCount; i++) {
            const r = state.used[i];
            if (seen[r] === stamp) continue;
            const start = n + 2 * r;
            const end = start + 1;
            const first = next[start];
            const last = prev[end];
            const atStart = arcs.cost(place[start], c) + arcs.cost(c, first) - arc[start];
            const atEnd = arcs.cost(last, c) + arcs.cost(c, place[end]) - arc[last];
            if ((atStart >= this.bestDelta && atEnd >= this.bestDelta) || !this.fits(c, r)) continue;
            if (atStart < this.bestDelta && this.admits(c, start, first, r) && !this.blinks()) {
                this.bestDelta = atStart;
                this.bestPrev = start;
            }
            if (atEnd < this.bestDelta && this.admits(c, last, end, r) && !this.blinks()) {
                this.bestDelta = atEnd;
                this.bestPrev = last;
            }
        }
    }

    /** Whether visit c keeps the limits on sums and the time windows between the neighbours p and q of route r. */
    private admits(c: number, p: number, q: number, r: number): boolean {
        const { state } = this;
        const { instance } = state;
        if (instance.timed) {
            const metric = instance.metrics[instance.typeMetric[instance.routeType[r]]];
            const start = serviceStart(instance, c, state.times.ready[p] + metric.duration(instance.place[p], c));
            if (start === Number.POSITIVE_INFINITY) return false;
            if (start + instance.service[c] + metric.duration(c, instance.place[q]) > state.times.latest[q]) return false;
        }
        if (!instance.distanceLimited && !state.travelCounts) return true;
        return this.keepsSums(c, p, q, r);
    }

    private keepsSums(c: number, p: number, q: number, r: number): boolean {
        const { state } = this;
        const { instance } = state;
        const type = instance.routeType[r];
        const metric = instance.metrics[instance.typeMetric[type]];
        const from = instance.place[p];
        const to = instance.place[q];
        // An empty route costs nothing, so that nothing is saved on the way from its start to its end.
        const used = state.size[r] > 0;
        if (instance.distanceLimited) {
            const detour = metric.distance(from, c) + metric.distance(c, to) - (used ? metric.distance(from, to) : 0);
            if (state.distance[r] + detour > instance.maxDistance[type]) return false;
        }
        if (!state.travelCounts) return true;
        const longer = metric.duration(from, c) + metric.duration(c, to) - (used ? metric.duration(from, to) : 0);
        const travel = state.travel[r] + longer;
        if (travel > instance.maxTravel[type]) return false;
        return instance.timed || travel + state.service[r] + instance.service[c] <= instance.maxDuration[type];
    }

    private findGeneral(c: number): void {
        const { state, seen, fitting } = this;
        const { instance, next, prev, route } = state;
        const { n, companions, neighbourCount } = instance;
        const stamp = ++this.stamp;
        const row = c * neighbourCount;
        for (let k = 0; k < neighbourCount; k++) {
            const w = companions[row + k];
            if (w < 0) break;
            const r = route[w];
            if (r < 0) continue;
            if (seen[r] !== stamp) {
                seen[r] = stamp;
                fitting[r] = this.fits(c, r) ? 1 : 0;
                if (fitting[r] === 1) {
                    if (state.size[r] <= SHORT_ROUTE) {
                        this.judgeRoute(c, r);
                        fitting[r] = 0;
                    } else {
                        const start = n + 2 * r;
                        this.judge(c, start, next[start], r);
                        this.judge(c, prev[start + 1], start + 1, r);
                    }
                }
            }
            if (fitting[r] === 0) continue;
            const after = next[w];
            const before = prev[w];
            if (after < n) this.judge(c, w, after, r);
            if (before < n) this.judge(c, before, w, r);
        }
        for (let t = 0; t < instance.types; t++) {
            if (state.emptyCount[t] === 0) continue;
            const r = state.empty[instance.typeFirst[t]];
            if (this.fits(c, r)) this.judge(c, n + 2 * r, n + 2 * r + 1, r);
        }
    }

    /** As {@link find}, in every place of every route that was not seen. */
    private findAnywhere(c: number): void {
        const { state, seen, stamp } = this;
        const { routes } = state.instance;
        for (let r = 0; r < routes; r++) {
            if (seen[r] === stamp || state.size[r] === 0 || !this.fits(c, r)) continue;
            this.judgeRoute(c, r);
        }
    }

    /** As {@link findAnywhere}, but where there are many routes, in some that are drawn. */
    private findElsewhere(c: number): void {
        const { state, seen, stamp } = this;
        const { used, usedCount } = state;
        if (usedCount <= ROUTES_DRAWN) {
            this.findAnywhere(c);
            return;
        }
        for (let drawn = 0; drawn < ROUTES_DRAWN; drawn++) {
            const r = used[this.random.integer(usedCount)];
            if (seen[r] === stamp || !this.fits(c, r)) continue;
            seen[r] = stamp;
            this.judgeRoute(c, r);
        }
    }

    /** Looks at the place behind node p of route r alone, which visit c fits. */
    judgePlace(c: number, p: number, r: number): void {
        this.reset();
        this.judge(c, p, this.state.next[p], r);
    }

    /** Looks at every place of route r, which visit c fits; a better place that was found before is kept. */
    judgeRoute(c: number, r: number): void {
        const { next, instance, segmented, keepsUp } = this.state;
        if (segmented && keepsUp && !instance.distanceLimited) {
            this.judgeDay(c, r);
            return;
        }
        const end = instance.n + 2 * r + 1;
        for (let p = end - 1; p !== end; p = next[p]) this.judge(c, p, next[p], r);
    }

    /** As {@link judgeRoute} at the end of route r and on both sides of some of its visits; -1 for no place. */
    judgeBeside(c: number, visits: Int32Array, r: number): void {
        const { next, prev } = this.state;
        const end = this.state.end(r);
        this.judge(c, prev[end], end, r);
        for (const w of visits) {
            if (w < 0) continue;
            this.judge(c, w, next[w], r);
            this.judge(c, prev[w], w, r);
        }
    }

    /** As {@link judge} for every place of route r, where its limits are on times and loads and its duration is judged by segments. */
    private judgeDay(c: number, r: number): void {
        const { state } = this;
        const { instance, next, size } = state;
        const { place, routeType, costPerDistance, costPerSecond } = instance;
        const { ready, latest } = state.times;
        const { forwardDuration, forwardLatest, backwardDuration, backwardEarliest } = state.segments;
        const type = routeType[r];
        const metric = instance.metrics[instance.typeMetric[type]];
        const { distances, durations, hasMatrix } = metric;
        const row = c * metric.size;
        const open = instance.open[c];
        const close = instance.close[c];
        const service = instance.service[c];
        const perDistance = costPerDistance[type];
        const perSecond = costPerSecond[type];
        const most = instance.maxDuration[type];
        const used = size[r] > 0;
        const fixed = used ? 0 : instance.fixedCost[type];
        const end = state.end(r);
        const now = used ? forwardDuration[end] : 0;
        for (let p = state.start(r), q = next[p]; p !== end; p = q, q = next[q]) {
            const from = place[p];
            const to = place[q];
            const go = hasMatrix ? durations[from * metric.size + c] : metric.duration(from, c);
            const arrival = ready[p] + go;
            if (arrival > close) continue;
            const onward = hasMatrix ? durations[row + to] : metric.duration(c, to);
            if ((arrival < open ? open : arrival) + service + onward > latest[q]) continue;
            const reach = forwardDuration[p] + go;
            const waiting = Math.max(0, open - reach - forwardLatest[p]);
            const last = Math.min(close - reach, forwardLatest[p]);
            const back = reach + waiting + service + onward;
            const total = back + Math.max(0, backwardEarliest[q] - back - last) + backwardDuration[q];
            if (total > most) continue;
            const there = hasMatrix ? distances[from * metric.size + c] : metric.distance(from, c);
            const farther = hasMatrix ? distances[row + to] : metric.distance(c, to);
            const direct = used ? (hasMatrix ? distances[from * metric.size + to] : metric.distance(from, to)) : 0;
            const delta = perDistance * (there + farther - direct) + fixed + perSecond * (total - now);
            if (delta < this.bestDelta && !this.blinks()) {
                this.bestDelta = delta;
                this.bestPrev = p;
            }
        }
    }

    /**
     * Looks at every place of every route, and of an empty one of each type: what no search has time for, and an answer needs before it is
     * given.
     *
     * @param wants - whether a used route is looked at
     * @returns how many places were looked at
     */
    findEverywhere(c: number, wants: (r: number) => boolean): number {
        const { state } = this;
        const { used, usedCount, empty, emptyCount, instance } = state;
        let places = usedCount + instance.types;
        this.reset();
        for (let i = 0; i < usedCount; i++) {
            const r = used[i];
            if (!wants(r) || !this.fits(c, r)) continue;
            places += state.size[r];
            this.judgeRoute(c, r);
        }
        for (let t = 0; t < instance.types; t++) {
            if (emptyCount[t] === 0) continue;
            const r = empty[instance.typeFirst[t]];
            if (this.fits(c, r)) this.judge(c, state.start(r), state.end(r), r);
        }
        return places;
    }

    /** Forgets the best place. */
    reset(): void {
        this.bestPrev = -1;
        this.bestDelta = Number.POSITIVE_INFINITY;
    }

    /** Whether route r can take visit c at all, times apart: skills, number of visits, load. */
    fits(c: number, r: number): boolean {
        const { instance, size, load } = this.state;
        const { dimensions, capacity, delivery, pickup, mixedLoad } = instance;
        const type = instance.routeType[r];
        if (instance.restricted && instance.eligible[c * instance.types + type] === 0) return false;
        if (instance.visitsLimited && size[r] + 1 > instance.maxVisits[type]) return false;
        for (let d = 0; d < dimensions; d++) {
            const own = c * dimensions + d;
            const limit = capacity[type * dimensions + d];
            if (
                mixedLoad
                    ? delivery[own] > limit || pickup[own] > limit
                    : load[r * dimensions + d] + delivery[own] + pickup[own] > limit
            ) {
                return false;
            }
        }
        return true;
    }

    /** Judges the place of visit c between the neighbours p and q of route r, which it fits. */
    private judge(c: number, p: number, q: number, r: number): void {
        const state = this.state;
        const instance = state.instance;
        const { place } = instance;
        const type = instance.routeType[r];
        const metric = instance.metrics[instance.typeMetric[type]];
        const pp = place[p];
        const qq = place[q];
        // An empty route costs nothing, so that nothing is saved on the way from its start to its end.
        const direct = state.size[r] > 0;
        const detour = metric.distance(pp, c) + metric.distance(c, qq) - (direct ? metric.distance(pp, qq) : 0);
        let delta = instance.costPerDistance[type] * detour;
        if (state.size[r] === 0) delta += instance.fixedCost[type];
        if (!instance.timed && instance.costPerSecond[type] > 0) {
            const longer = metric.duration(pp, c) + metric.duration(c, qq) - (direct ? metric.duration(pp, qq) : 0);
            delta += instance.costPerSecond[type] * (longer + instance.service[c]);
        }
        // Most places end here. Where time has a cost, a detour may still pay by less waiting.
        if (delta >= this.bestDelta && !(instance.timed && instance.timeHasCost)) return;
        if (instance.mixedLoad && !state.loads.fits(c, p, type)) return;
        if (!this.admits(c, p, q, r)) return;
        if (state.simulated) delta = this.simulate(c, p, r, delta);
        else if (instance.timed && instance.durationMatters) delta += this.durationDelta(c, p, q, r, type, metric);
        // Overlooking a place matters only where it would be taken.
        if (delta < this.bestDelta && !this.blinks()) {
            this.bestDelta = delta;
            this.bestPrev = p;
        }
    }

    private blinks(): boolean {
        return this.blinkRate > 0 && this.random.next() < this.blinkRate;
    }

    /** Cost of the longer duration, Infinity past the limit: two concatenations of segments. */
    private durationDelta(c: number, p: number, q: number, r: number, type: number, metric: Metric): number {
        const { state } = this;
        const { forwardDuration, forwardLatest, backwardDuration, backwardEarliest } = state.segments;
        const { place, open, close, service, costPerSecond, maxDuration } = state.instance;
        let reach = forwardDuration[p] + metric.duration(place[p], c);
        const waiting = Math.max(0, open[c] - reach - forwardLatest[p]);
        const last = Math.min(close[c] - reach, forwardLatest[p]);
        const duration = reach + waiting + service[c];
        reach = duration + metric.duration(c, place[q]);
        const total = reach + Math.max(0, backwardEarliest[q] - reach - last) + backwardDuration[q];
        if (total > maxDuration[type]) return Number.POSITIVE_INFINITY;
        const now = state.size[r] === 0 ? 0 : forwardDuration[state.end(r)];
        return costPerSecond[type] * (total - now);
    }

    /** The exact change of cost by driving the whole route, Infinity past the limit of its duration. */
    private simulate(c: number, p: number, r: number, distanceDelta: number): number {
        const { state } = this;
        const { instance, schedule, sequence, next } = state;
        const type = instance.routeType[r];
        const end = state.end(r);
        let count = 0;
        for (let u = end - 1; u !== end; u = next[u]) {
            if (u < instance.n) sequence[count++] = u;
            if (u === p) sequence[count++] = c;
        }
        schedule.run(instance, r, sequence, count);
        const duration = schedule.end - schedule.start;
        if (!schedule.onTime || duration > instance.maxDuration[type]) return Number.POSITIVE_INFINITY;
        const lateness = instance.early ? latenessOf(instance, r, schedule, sequence, count) : 0;
        const known =
            state.size[r] === 0
                ? 0
                : state.cost[r] - instance.fixedCost[type] - instance.costPerDistance[type] * state.distance[r];
        return distanceDelta + instance.costPerSecond[type] * duration + lateness - known;
    }
}

function always(): boolean {
    return true;
}
