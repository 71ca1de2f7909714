import type { Instance } from '../compile/instance.js';
import { latestArrival, serviceStart } from './schedule.js';
import type { Trail } from './trail.js';

/** Earliest and latest times along routes: what an insertion between windows is judged by. */
export class Times {
    /** Earliest end of service at a node (departure at a start). */
    readonly ready: Float64Array;
    /** Latest arrival at a node from which the rest of the route can be driven. */
    readonly latest: Float64Array;
    private readonly instance: Instance;
    private readonly next: Int32Array;
    private readonly prev: Int32Array;
    private readonly trail: Trail;

    constructor(instance: Instance, next: Int32Array, prev: Int32Array, trail: Trail) {
        const nodes = instance.timed ? instance.n + 2 * instance.routes : 0;
        this.instance = instance;
        this.next = next;
        this.prev = prev;
        this.trail = trail;
        this.ready = new Float64Array(nodes);
        this.latest = new Float64Array(nodes);
    }

    /** Recomputes route r; O(stops). */
    refresh(r: number, recording: boolean): void {
        const { instance, next, ready, latest, trail } = this;
        const type = instance.routeType[r];
        const start = instance.n + 2 * r;
        const end = start + 1;
        if (recording) {
            trail.noteTime(start, 0, ready[start]);
            trail.noteTime(end, 1, latest[end]);
        }
        ready[start] = instance.typeOpen[type];
        latest[end] = instance.typeClose[type];
        this.forward(next[start], end, r, recording, false);
        this.backward(this.prev[end], start, r, recording, false);
    }

    /** Brings route r up to date after visit v was put in; ends where nothing changes any more. */
    insert(v: number, r: number, recording: boolean): void {
        const start = this.instance.n + 2 * r;
        this.forward(v, start + 1, r, recording, true);
        this.backward(v, start, r, recording, true);
    }

    /** Takes back what the trail noted. */
    undo(): void {
        const { trail, ready, latest } = this;
        const { timeNode, timeSide, timeValue } = trail;
        for (let i = trail.times - 1; i >= 0; i--) {
            if (timeSide[i] === 1) latest[timeNode[i]] = timeValue[i];
            else ready[timeNode[i]] = timeValue[i];
        }
    }

    private forward(from: number, end: number, r: number, recording: boolean, lazily: boolean): void {
        const { instance, next, prev, ready, trail } = this;
        const { place, service } = instance;
        const metric = instance.metrics[instance.typeMetric[instance.routeType[r]]];
        let u = prev[from];
        let time = ready[u];
        for (let v = from; ; u = v, v = next[v]) {
            const arrival = time + metric.duration(place[u], place[v]);
            time = v === end ? arrival : serviceStart(instance, v, arrival) + service[v];
            const before = ready[v];
            if (time !== before) {
                if (recording) trail.noteTime(v, 0, before);
                ready[v] = time;
            } else if (lazily && v !== from) return;
            if (v === end) return;
        }
    }

    private backward(from: number, start: number, r: number, recording: boolean, lazily: boolean): void {
        const { instance, next, prev, latest, trail } = this;
        const { place, service } = instance;
        const metric = instance.metrics[instance.typeMetric[instance.routeType[r]]];
        let v = next[from];
        let bound = latest[v];
        for (let u = from; ; v = u, u = prev[u]) {
            bound -= metric.duration(place[u], place[v]);
            if (u !== start) bound = latestArrival(instance, u, bound - service[u]);
            const before = latest[u];
            if (bound !== before) {
                if (recording) trail.noteTime(u, 1, before);
                latest[u] = bound;
            } else if (lazily && u !== from) return;
            if (u === start) return;
        }
    }
}
