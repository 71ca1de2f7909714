import type { Model } from './model.js';
import { type Routes, SEGMENT } from './routes.js';

/**
 * Judges a route that a move would make, without making it: begins with a route up to some node, appends visits and parts of
 * routes, and ends with a route from some node on. Beginning and ending are O(1), so that moves of a few visits are; parts are O(1)
 * where loads alone decide, and else as long as they are.
 */
export class Proposal {
    private readonly routes: Routes;
    private readonly model: Model;
    private readonly load: Float64Array;
    private readonly dimensions: number;
    private readonly timed: boolean;
    private readonly lengthLimited: boolean;
    private route = 0;
    private profile = 0;
    private type = 0;
    private last = 0;
    private length = 0;
    private duration = 0;
    private warp = 0;
    private earliest = 0;
    private latest = 0;
    private waiting = 0;

    constructor(routes: Routes) {
        this.routes = routes;
        this.model = routes.model;
        this.dimensions = this.model.dimensions;
        this.timed = this.model.instance.clocked;
        this.lengthLimited = this.model.instance.distanceLimited;
        this.load = new Float64Array(this.dimensions);
    }

    /** A route for the vehicle of route r that begins with it up to and with node a. */
    begin(r: number, a: number): void {
        const { routes, dimensions } = this;
        this.route = r;
        this.profile = routes.profile[r];
        this.type = routes.type[r];
        this.last = a;
        for (let d = 0; d < dimensions; d++) this.load[d] = routes.loadTo[a * dimensions + d];
        if (this.lengthLimited) this.length = routes.lengthTo[a];
        if (this.timed) {
            const before = routes.before;
            const at = a * SEGMENT;
            this.duration = before[at];
            this.warp = before[at + 1];
            this.earliest = before[at + 2];
            this.latest = before[at + 3];
            this.waiting = before[at + 4];
        }
    }

    /** Then visit v. */
    visit(v: number): void {
        const { dimensions, model } = this;
        for (let d = 0; d < dimensions; d++) this.load[d] += model.demand[v * dimensions + d];
        this.go(v);
    }

    /** Then the visits of a route from a to b, as they stand; none if a is a route's end. */
    part(a: number, b: number): void {
        if (a >= this.model.instance.n) return;
        this.loadPart(a, b);
        if (this.model.loadOnly) {
            this.last = b;
            return;
        }
        for (let v = a; ; v = this.routes.next[v]) {
            this.go(v);
            if (v === b) return;
        }
    }

    /** Then the visits of a route from b back to a, which stands before b. */
    turned(a: number, b: number): void {
        this.loadPart(a, b);
        if (this.model.loadOnly) {
            this.last = a;
            return;
        }
        for (let v = b; ; v = this.routes.prev[v]) {
            this.go(v);
            if (v === a) return;
        }
    }

    /** Ends with a route from node b on; returns penalties and paid waiting of the whole. */
    end(b: number): number {
        const { routes, model, dimensions, load, type } = this;
        const { instance, limit } = model;
        const { n } = instance;
        if (b >= n && this.last >= n) return 0;
        const from = routes.route[b];
        let node = b;
        if (routes.type[from] !== type) {
            // What is cached behind b belongs to another kind of vehicle.
            const last = n + 2 * from + 1;
            for (; node !== last; node = routes.next[node]) this.visit(node);
            node = n + 2 * this.route + 1;
        }
        const tail = n + 2 * routes.route[node] + 1;
        const ahead = node >= n ? tail : routes.prev[node];
        const weights = routes.weights;
        let rest = 0;
        for (let d = 0; d < dimensions; d++) {
            let over = load[d] - limit[type * dimensions + d];
            over += routes.loadTo[tail * dimensions + d] - routes.loadTo[ahead * dimensions + d];
            if (over > 0) rest += weights[d] * over;
        }
        if (this.lengthLimited) {
            const arc = model.arcs.distance(this.profile, this.last, node);
            const over = this.length + arc + routes.lengthTo[tail] - routes.lengthTo[node] - instance.maxDistance[type];
            if (over > 0) rest += weights[dimensions] * over;
        }
        if (this.timed) {
            const after = routes.after;
            const at = node * SEGMENT;
            const travel = model.arcs.duration(this.profile, this.last, node);
            const reach = this.duration - this.warp + travel;
            const wait = after[at + 2] - reach - this.latest;
            const late = this.earliest + reach - after[at + 3];
            let duration = this.duration + travel + after[at];
            let warp = this.warp + after[at + 1];
            let waiting = this.waiting + after[at + 4];
            if (wait > 0) {
                duration += wait;
                waiting += wait;
            }
            if (late > 0) warp += late;
            rest += weights[dimensions + 2] * warp;
            if (instance.durationMatters) {
                const over = duration - instance.maxDuration[type];
                if (over > 0) rest += weights[dimensions + 1] * over;
                rest += instance.costPerSecond[type] * waiting;
            }
        }
        return rest;
    }

    private loadPart(a: number, b: number): void {
        const { routes, dimensions, load } = this;
        const before = routes.prev[a];
        for (let d = 0; d < dimensions; d++) {
            load[d] += routes.loadTo[b * dimensions + d] - routes.loadTo[before * dimensions + d];
        }
    }

    private go(v: number): void {
        const { model, last } = this;
        this.last = v;
        if (this.lengthLimited) this.length += model.arcs.distance(this.profile, last, v);
        if (!this.timed) return;
        const { open, close, service } = model.instance;
        const travel = model.arcs.duration(this.profile, last, v);
        const reach = this.duration - this.warp + travel;
        const opens = open[v];
        const closes = close[v];
        const wait = opens - reach - this.latest;
        const late = this.earliest + reach - closes;
        this.duration += travel + service[v];
        if (opens - reach > this.earliest) this.earliest = opens - reach;
        if (closes - reach < this.latest) this.latest = closes - reach;
        if (wait > 0) {
            this.duration += wait;
            this.earliest -= wait;
            this.waiting += wait;
        }
        if (late > 0) {
            this.latest += late;
            this.warp += late;
        }
    }
}
