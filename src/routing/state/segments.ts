import type { Instance } from '../compile/instance.js';

/**
 * Duration segments of Vidal, Crainic, Gendreau and Prins (2013, doi:10.1016/j.cor.2012.07.018): from the start of a route to each node,
 * and from each node to the end. Two of them joined give the duration of a route in O(1).
 */
export class Segments {
    /** Duration without avoidable waiting, and the earliest and latest moment at which the segment may begin. */
    readonly forwardDuration: Float64Array;
    readonly forwardEarliest: Float64Array;
    readonly forwardLatest: Float64Array;
    readonly backwardDuration: Float64Array;
    readonly backwardEarliest: Float64Array;
    readonly backwardLatest: Float64Array;
    private readonly instance: Instance;
    private readonly next: Int32Array;
    private readonly prev: Int32Array;

    /** @param used - whether segments are needed; without, nothing is allocated */
    constructor(instance: Instance, next: Int32Array, prev: Int32Array, used: boolean) {
        const nodes = used ? instance.n + 2 * instance.routes : 0;
        this.instance = instance;
        this.next = next;
        this.prev = prev;
        this.forwardDuration = new Float64Array(nodes);
        this.forwardEarliest = new Float64Array(nodes);
        this.forwardLatest = new Float64Array(nodes);
        this.backwardDuration = new Float64Array(nodes);
        this.backwardEarliest = new Float64Array(nodes);
        this.backwardLatest = new Float64Array(nodes);
    }

    /** Recomputes route r and returns its duration; O(stops). */
    refresh(r: number): number {
        this.refreshForward(r);
        this.refreshBackward(r);
        return this.forwardDuration[this.instance.n + 2 * r + 1];
    }

    /** Brings route r up to date after visit v was put in, and returns its duration. */
    insert(v: number, r: number): number {
        this.forward(this.prev[v], r);
        this.backward(this.next[v], r);
        return this.forwardDuration[this.instance.n + 2 * r + 1];
    }

    private refreshForward(r: number): void {
        const type = this.instance.routeType[r];
        const start = this.instance.n + 2 * r;
        this.forwardDuration[start] = 0;
        this.forwardEarliest[start] = this.instance.typeOpen[type];
        this.forwardLatest[start] = this.instance.typeClose[type];
        this.forward(start, r);
    }

    /** All nodes behind `from`. */
    private forward(from: number, r: number): void {
        const { instance, next } = this;
        const { n, place, service, open, close } = instance;
        const type = instance.routeType[r];
        const metric = instance.metrics[instance.typeMetric[type]];
        const end = n + 2 * r + 1;
        const opening = instance.typeOpen[type];
        const closing = instance.typeClose[type];
        let duration = this.forwardDuration[from];
        let earliest = this.forwardEarliest[from];
        let last = this.forwardLatest[from];
        for (let u = from; u !== end; u = next[u]) {
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
    }

    private refreshBackward(r: number): void {
        const type = this.instance.routeType[r];
        const end = this.instance.n + 2 * r + 1;
        this.backwardDuration[end] = 0;
        this.backwardEarliest[end] = this.instance.typeOpen[type];
        this.backwardLatest[end] = this.instance.typeClose[type];
        this.backward(end, r);
    }

    /** All nodes before `from`. */
    private backward(from: number, r: number): void {
        const { instance, prev } = this;
        const { n, place, service, open, close } = instance;
        const type = instance.routeType[r];
        const metric = instance.metrics[instance.typeMetric[type]];
        const start = n + 2 * r;
        const opening = instance.typeOpen[type];
        const closing = instance.typeClose[type];
        let duration = this.backwardDuration[from];
        let earliest = this.backwardEarliest[from];
        let last = this.backwardLatest[from];
        for (let v = from; v !== start; v = prev[v]) {
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
}
