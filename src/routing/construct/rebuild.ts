import type { Standing } from '../compile/ranking.js';
import { serviceStart } from '../state/schedule.js';
import type { State } from '../state/state.js';

/** Most visits that are reordered, and most steps that one attempt and all attempts together may take. */
const MOST_VISITS = 8;
const MOST_STEPS = 3000;
const MOST_STEPS_IN_ALL = 20_000;

/**
 * Looks for an order of the visits of one short route, or of two, that has room for an absent visit as well: depth first, through all
 * orders that keep the limits on the way. Whatever an insertion finds no place for because others came first, this does, up to
 * a number of steps.
 */
export class Rebuild {
    private readonly state: State;
    private readonly visits: Int32Array = new Int32Array(MOST_VISITS);
    private count = 0;
    private readonly isPlaced: Uint8Array = new Uint8Array(MOST_VISITS);
    private readonly sequences: Int32Array[] = [new Int32Array(MOST_VISITS), new Int32Array(MOST_VISITS)];
    private readonly lengths: number[] = [0, 0];
    private readonly best: Int32Array[] = [new Int32Array(MOST_VISITS), new Int32Array(MOST_VISITS)];
    private readonly bestLengths: number[] = [0, 0];
    private bestStanding: Standing;
    private leastTier = 0;
    private found = false;
    private steps = 0;
    private stepsLeft: number = MOST_STEPS_IN_ALL;

    constructor(state: State) {
        this.state = state;
        this.bestStanding = state.standing();
    }

    /** Whether it is tried for visit v: required ones, and in the smallest problems all that count before cost. */
    accepts(v: number): boolean {
        const { n, required, absentTier } = this.state.instance;
        return required[v] === 1 || (n <= MOST_VISITS && absentTier[v] > 0);
    }

    /** Whether there is nothing left to spend on attempts. */
    isSpent(): boolean {
        return this.stepsLeft <= 0;
    }

    /** Serves absent visit v by reordering routes, if that makes the solution better; returns whether it did. */
    insert(v: number): boolean {
        const { state } = this;
        const { instance, used, usedCount, empty, emptyCount } = state;
        const routes = Array.from(used.subarray(0, usedCount)).filter((r) => state.size[r] < MOST_VISITS && !this.servesGroup(r));
        for (let t = 0; t < instance.types; t++) {
            for (let i = 0; i < Math.min(2, emptyCount[t]); i++) routes.push(empty[instance.typeFirst[t] + i]);
        }
        for (const r of routes) if (this.mayServe(v, r) && this.attempt(v, [r])) return true;
        for (let i = 0; i < routes.length; i++) {
            for (let j = i + 1; j < routes.length; j++) {
                const [a, b] = [routes[i], routes[j]];
                if (this.isSpent()) return false;
                if (state.size[a] + state.size[b] >= MOST_VISITS || !(this.mayServe(v, a) || this.mayServe(v, b))) continue;
                if (this.attempt(v, [a, b])) return true;
            }
        }
        return false;
    }

    // Without one of its visits, a pattern is not served.
    private servesGroup(r: number): boolean {
        const { groups } = this.state.instance;
        if (groups === null) return false;
        for (let u = this.state.next[this.state.start(r)]; u < this.state.instance.n; u = this.state.next[u]) {
            if (groups.groupOf[u] >= 0) return true;
        }
        return false;
    }

    private attempt(v: number, routes: readonly number[]): boolean {
        const { state } = this;
        if (this.isSpent()) return false;
        const kept = routes.map((r) => {
            const visits = new Int32Array(state.size[r]);
            state.copyRoute(r, visits, 0);
            return visits;
        });
        this.bestStanding = state.standing();
        this.found = false;
        this.gather(v, routes, kept);
        this.steps = 0;
        this.leastTier = this.tierOfAll();
        for (const r of routes) {
            state.clear(r);
            state.refresh(r);
        }
        this.isPlaced.fill(0);
        this.begin(0, routes);
        this.stepsLeft -= this.steps;
        routes.forEach((r, i) => {
            if (this.found) state.assign(r, this.best[i], 0, this.bestLengths[i]);
            else state.assign(r, kept[i], 0, kept[i].length);
        });
        return this.found;
    }

    /** The visits of the routes, v, and as many others of its kind as there is room for. */
    private gather(v: number, routes: readonly number[], kept: readonly Int32Array[]): void {
        const { state, visits } = this;
        const { groups } = state.instance;
        this.count = 0;
        for (const route of kept) for (const u of route) visits[this.count++] = u;
        visits[this.count++] = v;
        for (let i = 0; i < state.absentCount && this.count < MOST_VISITS; i++) {
            const u = state.absent[i];
            if (u === v || !this.accepts(u) || (groups !== null && groups.groupOf[u] >= 0)) continue;
            if (routes.some((r) => this.mayServe(u, r))) visits[this.count++] = u;
        }
    }

    private tierOfAll(): number {
        let tier = this.state.tier;
        for (let i = 0; i < this.count; i++) {
            if (this.state.route[this.visits[i]] < 0) tier -= this.state.instance.absentTier[this.visits[i]];
        }
        return tier;
    }

    private mayServe(v: number, r: number): boolean {
        const { restricted, eligible, types, routeType } = this.state.instance;
        return !restricted || eligible[v * types + routeType[r]] === 1;
    }

    private begin(i: number, routes: readonly number[]): void {
        const { instance } = this.state;
        if (i < routes.length) {
            const type = instance.routeType[routes[i]];
            this.lengths[i] = 0;
            this.extend(i, routes, instance.place[this.state.start(routes[i])], instance.typeOpen[type], 0, 0);
            return;
        }
        if (!this.state.isBetterThan(this.bestStanding)) return;
        this.found = true;
        this.bestStanding = this.state.standing();
        routes.forEach((_, k) => {
            this.best[k].set(this.sequences[k]);
            this.bestLengths[k] = this.lengths[k];
        });
    }

    /** Whether all are served, or no more steps are left. */
    private isOver(): boolean {
        return (
            this.steps > MOST_STEPS ||
            (this.found && this.bestStanding.tier <= this.leastTier + this.state.instance.ranking.tierNoise)
        );
    }

    private extend(i: number, routes: readonly number[], from: number, time: number, distance: number, travel: number): void {
        const { state, visits, isPlaced } = this;
        const { instance } = state;
        const r = routes[i];
        const type = instance.routeType[r];
        const metric = instance.metrics[instance.typeMetric[type]];
        const sequence = this.sequences[i];
        for (let k = 0; k < this.count; k++) {
            if (isPlaced[k] === 1 || this.lengths[i] >= instance.maxVisits[type] || this.isOver()) continue;
            const v = visits[k];
            if (!this.mayServe(v, r)) continue;
            this.steps++;
            const drive = metric.duration(from, v);
            const way = distance + metric.distance(from, v);
            if (way > instance.maxDistance[type] || travel + drive > instance.maxTravel[type]) continue;
            const ready = serviceStart(instance, v, time + drive) + instance.service[v];
            if (!Number.isFinite(ready) || ready > instance.typeClose[type]) continue;
            isPlaced[k] = 1;
            sequence[this.lengths[i]++] = v;
            this.extend(i, routes, v, ready, way, travel + drive);
            this.lengths[i]--;
            isPlaced[k] = 0;
        }
        if (this.isOver()) return;
        this.steps++;
        const length = this.lengths[i];
        state.assign(r, sequence, 0, length);
        if (state.feasible[r] === 1) this.begin(i + 1, routes);
        this.lengths[i] = length;
        state.clear(r);
        state.refresh(r);
    }
}
