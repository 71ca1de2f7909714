import type { Instance } from '../compile/instance.js';

/** A day is shorter than another by more than this, in units of time. */
const SHORTER = 1e-6;

/** Times and sums of one route; filled by {@link scheduleRoute}. Arrays hold one entry a stop. */
export class Schedule {
    readonly starts: Float64Array;
    readonly arrivals: Float64Array;
    /** The window that each start lies in, of all windows of the instance; that behind the visit's last where it comes too late. */
    readonly windows: Int32Array;
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
        this.windows = new Int32Array(mostStops);
    }

    /**
     * Drives `count` visits in order with a vehicle of route `r`: it ends as early as possible and, that given, starts as late as
     * possible. Where its duration has a cost or a limit, it is the shortest first: with several windows, that may end later. With
     * earliness, every visit starts as early as possible, and the vehicle leaves just in time for the first.
     * A missed window does not stop it: service then starts on arrival.
     */
    run(instance: Instance, r: number, visits: Int32Array, count: number): void {
        const type = instance.routeType[r];
        const metric = instance.metrics[instance.typeMetric[type]];
        const { place, n } = instance;
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

        this.forward(instance, r, visits, count, instance.typeOpen[type]);
        if (count === 0 || !this.onTime) return;
        if (instance.early) {
            const departure = this.starts[0] - metric.duration(startPlace, visits[0]);
            this.postpone(instance, r, visits, count, departure);
            return;
        }
        this.leaveLate(instance, r, visits, count);
        if (!instance.severalWindows) return;
        if (instance.costPerSecond[type] > 0 || instance.maxDuration[type] < Number.POSITIVE_INFINITY) {
            this.shorten(instance, r, visits, count);
        }
    }

    /** From a schedule that is on time to the latest start that ends as early. */
    private leaveLate(instance: Instance, r: number, visits: Int32Array, count: number): void {
        const { place, service, n } = instance;
        const metric = instance.metrics[instance.typeMetric[instance.routeType[r]]];
        let bound = this.starts[count - 1];
        for (let i = count - 1; i >= 0; i--) {
            // The start as it is is possible, whatever rounding made of the sums behind it.
            bound = Math.max(latestWithin(instance, visits[i], Math.max(bound, this.starts[i])), this.starts[i]);
            bound -=
                i > 0
                    ? metric.duration(visits[i - 1], visits[i]) + service[visits[i - 1]]
                    : metric.duration(place[n + 2 * r], visits[0]);
        }
        this.postpone(instance, r, visits, count, bound);
    }

    /** Leaves at a later moment, unless rounding makes that too late. */
    private postpone(instance: Instance, r: number, visits: Int32Array, count: number, departure: number): void {
        const before = this.start;
        if (departure <= before) return;
        this.forward(instance, r, visits, count, departure);
        if (!this.onTime) this.forward(instance, r, visits, count, before);
    }

    /**
     * From the latest start of a schedule to the one of the shortest. Leaving later shortens a route as long as it ends as early, and
     * lengthens it only where a visit falls into its next window: right behind each such moment, the search begins again.
     */
    private shorten(instance: Instance, r: number, visits: Int32Array, count: number): void {
        let best = this.start;
        let shortest = this.end - this.start;
        // Each miss leaves a window behind for good.
        let left = 0;
        for (let i = 0; i < count; i++) left += instance.windowOffset[visits[i] + 1] - instance.windowOffset[visits[i]] - 1;
        for (; left > 0; left--) {
            const departure = this.nextMiss(instance, count);
            if (!Number.isFinite(departure)) break;
            this.forward(instance, r, visits, count, departure + grain(this.end));
            if (!this.onTime) break;
            this.leaveLate(instance, r, visits, count);
            const duration = this.end - this.start;
            if (shortest - duration <= SHORTER) continue;
            best = this.start;
            shortest = duration;
        }
        if (this.start !== best || !this.onTime) this.forward(instance, r, visits, count, best);
    }

    /** The latest departure at which no visit misses the window that it has now; Infinity if all have their last. */
    private nextMiss(instance: Instance, count: number): number {
        const { arrivals, starts, windows } = this;
        let least = Number.POSITIVE_INFINITY;
        let waited = 0;
        for (let i = 0; i < count; i++) {
            least = Math.min(least, instance.windowClose[windows[i]] - arrivals[i] + waited);
            waited += starts[i] - arrivals[i];
        }
        return this.start + Math.max(0, least);
    }

    private forward(instance: Instance, r: number, visits: Int32Array, count: number, departure: number): void {
        const type = instance.routeType[r];
        const metric = instance.metrics[instance.typeMetric[type]];
        const { place, service, n, windowOffset, windowOpen, windowClose } = instance;
        this.start = departure;
        this.onTime = true;
        this.waiting = 0;
        let time = departure;
        let from = place[n + 2 * r];
        for (let i = 0; i < count; i++) {
            const v = visits[i];
            time += metric.duration(from, v);
            this.arrivals[i] = time;
            const end = windowOffset[v + 1];
            let w = windowOffset[v];
            while (w < end && !(time <= windowClose[w])) w++;
            this.windows[i] = w;
            if (w === end) this.onTime = false;
            else if (windowOpen[w] > time) {
                this.waiting += windowOpen[w] - time;
                time = windowOpen[w];
            }
            this.starts[i] = time;
            time += service[v];
            from = v;
        }
        time += metric.duration(from, place[n + 2 * r + 1]);
        this.end = time;
        if (time > instance.typeClose[type]) this.onTime = false;
    }
}

// A little more than the slack of windows.
function grain(moment: number): number {
    return Math.max(1e-12 * Math.abs(moment), Math.min(1e-9 * Math.max(1, Math.abs(moment)), 1e-4));
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

/** As {@link latestArrival}, by the closes themselves: reported times are within windows, and sums that are worked out backwards stay in slack. */
function latestWithin(instance: Instance, v: number, start: number): number {
    const { windowOffset, windowOpen, windowEnd } = instance;
    let w = windowOffset[v + 1] - 1;
    while (w > windowOffset[v] && windowOpen[w] > start) w--;
    return start > windowEnd[w] ? windowEnd[w] : start;
}
