import type { Instance } from '../compile/instance.js';

// A departure that is worked out backwards reaches windows within rounding of their close.
const SLACK = 1e-12;

/** Times and sums of one route; filled by {@link scheduleRoute}. Arrays hold one entry a stop. */
export class Schedule {
    readonly starts: Float64Array;
    readonly arrivals: Float64Array;
    /** No window is missed and the route ends within the shift. */
    onTime = true;
    start = 0;
    end = 0;
    distance = 0;
    travel = 0;
    waiting = 0;

    constructor(mostStops: number) {
        this.starts = new Float64Array(mostStops);
        this.arrivals = new Float64Array(mostStops);
    }

    /**
     * Drives `count` visits in order with a vehicle of route `r`: it ends as early as possible and, that given, starts as late as
     * possible. With earliness, every visit starts as early as possible, and the vehicle leaves just in time for the first.
     * A missed window does not stop it: service then starts on arrival.
     */
    run(instance: Instance, r: number, visits: Int32Array, count: number): void {
        const type = instance.routeType[r];
        const metric = instance.metrics[instance.typeMetric[type]];
        const { place, service, n } = instance;
        const startPlace = place[n + 2 * r];
        const endPlace = place[n + 2 * r + 1];
        this.distance = 0;
        this.travel = 0;
        let from = startPlace;
        for (let i = 0; i < count; i++) {
            this.distance += metric.distance(from, visits[i]);
            this.travel += metric.duration(from, visits[i]);
            from = visits[i];
        }
        this.distance += metric.distance(from, endPlace);
        this.travel += metric.duration(from, endPlace);

        this.forward(instance, r, visits, count, instance.typeOpen[type], 0);
        if (count > 0 && this.onTime) {
            const toFirst = metric.duration(startPlace, visits[0]);
            let departure = this.starts[0] - toFirst;
            if (!instance.early) {
                let bound = this.starts[count - 1];
                for (let i = count - 1; i >= 0; i--) {
                    // The earliest start is possible whatever rounding made of the sums behind it.
                    bound = latestArrival(instance, visits[i], Math.max(bound, this.starts[i]));
                    bound -= i > 0 ? metric.duration(visits[i - 1], visits[i]) + service[visits[i - 1]] : toFirst;
                }
                departure = bound;
            }
            if (departure > this.start) this.forward(instance, r, visits, count, departure, SLACK);
        }
    }

    private forward(instance: Instance, r: number, visits: Int32Array, count: number, departure: number, slack: number): void {
        const type = instance.routeType[r];
        const metric = instance.metrics[instance.typeMetric[type]];
        const { place, service, n } = instance;
        this.start = departure;
        this.onTime = true;
        this.waiting = 0;
        let time = departure;
        let from = place[n + 2 * r];
        for (let i = 0; i < count; i++) {
            const v = visits[i];
            time += metric.duration(from, v);
            this.arrivals[i] = time;
            const begin = serviceStart(instance, v, time - slack * Math.abs(time));
            if (begin === Number.POSITIVE_INFINITY) this.onTime = false;
            else if (begin > time) {
                this.waiting += begin - time;
                time = begin;
            }
            this.starts[i] = time;
            time += service[v];
            from = v;
        }
        time += metric.duration(from, place[n + 2 * r + 1]);
        this.end = time;
        if (time - slack * Math.abs(time) > instance.typeClose[type]) this.onTime = false;
    }
}

/** When service of visit v can start for an arrival; Infinity after its last window. */
export function serviceStart(instance: Instance, v: number, arrival: number): number {
    if (arrival > instance.close[v]) return Number.POSITIVE_INFINITY;
    if (!instance.severalWindows) return arrival < instance.open[v] ? instance.open[v] : arrival;
    const { windowOffset, windowOpen, windowClose } = instance;
    let w = windowOffset[v];
    while (arrival > windowClose[w]) w++;
    return arrival < windowOpen[w] ? windowOpen[w] : arrival;
}

/** The latest arrival at visit v whose service starts no later than `start`; -Infinity where even the first window opens later. */
export function latestArrival(instance: Instance, v: number, start: number): number {
    if (start < instance.open[v]) return Number.NEGATIVE_INFINITY;
    if (!instance.severalWindows) return start > instance.close[v] ? instance.close[v] : start;
    const { windowOffset, windowOpen, windowClose } = instance;
    let w = windowOffset[v + 1] - 1;
    while (windowOpen[w] > start) w--;
    return start > windowClose[w] ? windowClose[w] : start;
}
