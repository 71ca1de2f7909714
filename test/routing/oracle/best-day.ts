import type { Problem } from '../../../src/routing/index.js';

/** One vehicle's day, in the arrays that {@link bestDay} searches. Places 0 to n-1 are the stops, n is home. */
interface Day {
    readonly n: number;
    /** What the distance of a trip costs: `from * (n + 1) + to`. */
    readonly distanceCost: Float64Array;
    readonly durations: Float64Array;
    readonly service: Float64Array;
    readonly open: Float64Array;
    readonly close: Float64Array;
    readonly costPerSecond: number;
}

/** The least cost of a day, and the stops in the order that has it. */
export interface BestDay {
    readonly cost: number;
    readonly visitIds: readonly string[];
}

const MOST_STOPS = 22;

/**
 * The cheapest day of one vehicle that serves all visits, proven: forward dynamic programming over the set of stops served and the
 * last of them. A partial route is known by its cost, its duration, and when it can begin and end; one that another beats whatever
 * follows is dropped. Cost may be of distance, of time from start to end, or of both.
 *
 * Windows keep the number of partial routes low: a day of 20 stops, seven in ten of them with a window of up to four hours, takes a
 * fraction of a second.
 *
 * @see Held and Karp (1962), doi:10.1137/0110015; Dumas, Desrosiers, Gelinas and Solomon (1995), doi:10.1287/opre.43.2.367
 * @param problem - one vehicle that starts and ends at one place of a travel matrix, a shift, visits with at most one window each, no
 * other limits
 * @returns the best day; undefined where no order meets all windows
 */
export function bestDay(problem: Problem): BestDay | undefined {
    const day = readDay(problem);
    const { n, distanceCost, durations, service, open, close, costPerSecond } = day;
    const size = n + 1;
    const full = 2 ** n - 1;
    const soonest = shortestDurations(day);
    const labels = new Labels();
    // First label of each set and last stop, counted from 1; 0 for no stop.
    const heads = new Int32Array((full + 1) * n);

    /** Drives from label `from` at place `last` to stop j, which makes set `set`. */
    const extend = (from: number, last: number, j: number, set: number): void => {
        const trip = last * size + j;
        const driven = labels.duration[from] + durations[trip];
        const earliest = labels.finish[from] - labels.duration[from];
        if (earliest + driven > close[j]) return;
        const waiting = Math.max(0, open[j] - driven - labels.latest[from]);
        const duration = driven + waiting + service[j];
        const finish = Math.max(open[j] - driven, earliest) - waiting + duration;
        const latest = Math.min(close[j] - driven, labels.latest[from]);
        const distance = labels.distance[from] + distanceCost[trip];
        for (let k = 0; k < n; k++) if ((set & (1 << k)) === 0 && finish + soonest[j * size + k] > close[k]) return;
        heads[set * n + j] = labels.insert(heads[set * n + j], j, distance, duration, finish, latest, costPerSecond, from);
    };

    const root = labels.push(-1, 0, 0, open[n], close[n], -1);
    for (let j = 0; j < n; j++) extend(root, n, j, 1 << j);
    for (let set = 1; set < full; set++) {
        for (let last = 0; last < n; last++) {
            for (let label = heads[set * n + last] - 1; label >= 0; label = labels.following[label] - 1) {
                for (let j = 0; j < n; j++) if ((set & (1 << j)) === 0) extend(label, last, j, set | (1 << j));
            }
        }
    }

    let cost = Number.POSITIVE_INFINITY;
    let final = n === 0 ? root : -1;
    for (let last = 0; last < n; last++) {
        for (let label = heads[full * n + last] - 1; label >= 0; label = labels.following[label] - 1) {
            const trip = last * size + n;
            if (labels.finish[label] + durations[trip] > close[n]) continue;
            const total =
                labels.distance[label] + distanceCost[trip] + costPerSecond * (labels.duration[label] + durations[trip]);
            if (total >= cost) continue;
            cost = total;
            final = label;
        }
    }
    if (final < 0) return undefined;
    return { cost: n === 0 ? 0 : cost, visitIds: labels.path(final).map((v) => problem.visits[v].id) };
}

function readDay({ visits, vehicles, travel }: Problem): Day {
    const [vehicle] = vehicles;
    const home = vehicle?.start?.location;
    const isPlain =
        vehicles.length === 1 &&
        home !== undefined &&
        vehicle.end?.location === home &&
        travel?.kind === 'matrix' &&
        travel.size !== undefined &&
        visits.length <= MOST_STOPS &&
        visits.every((visit) => visit.location !== undefined && (visit.timeWindows?.length ?? 0) <= 1);
    if (!isPlain) throw new Error(`a day needs one vehicle, a matrix, and at most ${MOST_STOPS} stops of one window each`);
    const n = visits.length;
    const places = [...visits.map((visit) => visit.location!), home];
    const size = travel.size!;
    const table = (entry: (at: number) => number): Float64Array =>
        Float64Array.from({ length: (n + 1) ** 2 }, (_, i) =>
            entry(places[Math.floor(i / (n + 1))] * size + places[i % (n + 1)]),
        );
    const shift = vehicle.shift ?? [0, Number.POSITIVE_INFINITY];
    const service = Float64Array.from([...visits.map((visit) => visit.serviceDuration ?? 0), 0]);
    const { perHour = 0, perKm = vehicle.costs?.perHour === undefined ? 1000 : 0 } = vehicle.costs ?? {};
    const durations = travel.durations as ArrayLike<number>;
    const distances = (travel.distances ?? durations) as ArrayLike<number>;
    return {
        n,
        distanceCost: table((at) => (distances[at] * perKm) / 1000),
        durations: table((at) => durations[at]),
        service,
        open: Float64Array.from([...visits.map((visit) => visit.timeWindows?.[0][0] ?? 0), shift[0]]),
        close: Float64Array.from([...visits.map((visit) => visit.timeWindows?.[0][1] ?? Number.POSITIVE_INFINITY), shift[1]]),
        costPerSecond: perHour / 3600,
    };
}

/** Shortest ways between all places, which may lead over others where the matrix breaks the triangle inequality. */
function shortestDurations({ n, durations }: Day): Float64Array {
    const size = n + 1;
    const soonest = durations.slice();
    for (let over = 0; over < size; over++) {
        for (let u = 0; u < size; u++) {
            for (let v = 0; v < size; v++) {
                const way = soonest[u * size + over] + soonest[over * size + v];
                if (way < soonest[u * size + v]) soonest[u * size + v] = way;
            }
        }
    }
    return soonest;
}

/** What a partial route costs that waits for long at its end, up to a constant. */
function afterWaiting(distance: number, latest: number, costPerSecond: number): number {
    // Where the shift never ends, latest is infinite, and 0 times that would be no number.
    return costPerSecond === 0 ? distance : distance - costPerSecond * latest;
}

/** Partial routes in growing arrays; those of one set and last stop form a list. */
class Labels {
    /** Cost of the distance. */
    distance = new Float64Array(1024);
    /** Seconds from start to the end of the last service, at the least. */
    duration = new Float64Array(1024);
    /** Earliest end of the last service. */
    finish = new Float64Array(1024);
    /** Latest start of the day that takes no longer and is on time. */
    latest = new Float64Array(1024);
    /** Last stop, -1 at home. */
    place = new Int32Array(1024);
    from = new Int32Array(1024);
    /** Next of the list, counted from 1. */
    following = new Int32Array(1024);
    private count = 0;

    push(place: number, distance: number, duration: number, finish: number, latest: number, from: number): number {
        if (this.count === this.from.length) this.grow();
        const label = this.count++;
        this.place[label] = place;
        this.distance[label] = distance;
        this.duration[label] = duration;
        this.finish[label] = finish;
        this.latest[label] = latest;
        this.from[label] = from;
        this.following[label] = 0;
        return label;
    }

    /**
     * Adds a partial route to a list unless one there beats it, and drops those that it beats. A route that ends at time t costs its
     * distance and `costPerSecond * max(duration, t - latest)`: it beats another where that is no more at every t that both can end at,
     * and it can end no later.
     *
     * @returns the head of the list, counted from 1
     */
    insert(
        head: number,
        place: number,
        distance: number,
        duration: number,
        finish: number,
        latest: number,
        costPerSecond: number,
        from: number,
    ): number {
        const atOnce = distance + costPerSecond * duration;
        const inTheEnd = afterWaiting(distance, latest, costPerSecond);
        let first = head;
        let before = -1;
        for (let label = head - 1; label >= 0; label = this.following[label] - 1) {
            const otherAtOnce = this.distance[label] + costPerSecond * this.duration[label];
            const otherInTheEnd = afterWaiting(this.distance[label], this.latest[label], costPerSecond);
            if (this.finish[label] <= finish && otherAtOnce <= atOnce && otherInTheEnd <= inTheEnd) return first;
            if (finish <= this.finish[label] && atOnce <= otherAtOnce && inTheEnd <= otherInTheEnd) {
                if (before < 0) first = this.following[label];
                else this.following[before] = this.following[label];
            } else before = label;
        }
        const label = this.push(place, distance, duration, finish, latest, from);
        this.following[label] = first;
        return label + 1;
    }

    /** The stops of a finished route. */
    path(final: number): number[] {
        const stops: number[] = [];
        for (let label = final; this.place[label] >= 0; label = this.from[label]) stops.push(this.place[label]);
        return stops.reverse();
    }

    private grow(): void {
        const bigger = <Values extends Float64Array | Int32Array>(values: Values, made: Values): Values => {
            made.set(values);
            return made;
        };
        const length = 2 * this.from.length;
        this.distance = bigger(this.distance, new Float64Array(length));
        this.duration = bigger(this.duration, new Float64Array(length));
        this.finish = bigger(this.finish, new Float64Array(length));
        this.latest = bigger(this.latest, new Float64Array(length));
        this.place = bigger(this.place, new Int32Array(length));
        this.from = bigger(this.from, new Int32Array(length));
        this.following = bigger(this.following, new Int32Array(length));
    }
}
