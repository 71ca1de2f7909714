import type { Place, Problem, RoutePlan, TimeWindow, Vehicle, Visit } from '../../../src/routing/index.js';
import type { MatrixEntries, TravelModel } from '../../../src/travel/index.js';

// What the docstrings of a problem say, written down once more in the plainest way and without a line of the library: the judge
// of the checker and the solver alike. Slow on purpose.

/** Figures of one route that keeps every rule. */
export interface JudgedRoute {
    readonly cost: number;
    readonly lateness: number;
    readonly distance: number;
    readonly travelDuration: number;
    readonly serviceDuration: number;
    readonly waitingDuration: number;
    readonly start: number;
    readonly end: number;
    /** When service starts at each visit. */
    readonly starts: readonly number[];
    /** Most on board at any time, per dimension. */
    readonly load: readonly number[];
}

/** Figures of a plan, and whether it keeps every rule but that of required visits. */
export interface JudgedPlan {
    readonly keepsRules: boolean;
    readonly cost: number;
    readonly distance: number;
    readonly duration: number;
    readonly travelDuration: number;
    readonly serviceDuration: number;
    readonly waitingDuration: number;
    readonly prize: number;
    readonly priority: number;
    /** Without visits for which another pattern of their group stands. */
    readonly unserved: readonly string[];
    /** Ids of groups, then of visits in none. */
    readonly requiredUnserved: readonly string[];
    /** As the objective orders plans: smaller lists come first, compared entry by entry. */
    readonly value: readonly number[];
}

const TOLERANCE = 1e-6;

/** Whether `value` is beyond `limit` by more than rounding. */
function isMore(value: number, limit: number): boolean {
    return value > limit + TOLERANCE * Math.max(1, Math.abs(limit));
}

/** Judges plans of one problem; routes that were judged before are remembered. */
export class Judge {
    private readonly problem: Problem;
    private readonly visits: ReadonlyMap<string, Visit>;
    private readonly routes: Map<string, JudgedRoute | undefined> = new Map();
    private readonly hour: number;
    private readonly trip: number;
    private readonly early: boolean;

    constructor(problem: Problem) {
        this.problem = problem;
        this.visits = new Map(problem.visits.map((visit) => [visit.id, visit]));
        this.hour = costOfAnHour(problem);
        this.trip = meanRoundTrip(problem);
        this.early = (problem.earliness ?? 0) > 0 && problem.visits.some(({ priority }) => (priority ?? 0) > 0);
    }

    /** One route, or undefined where it breaks a rule. */
    route(vehicle: Vehicle, visitIds: readonly string[]): JudgedRoute | undefined {
        const key = JSON.stringify([vehicle.id, visitIds]);
        if (!this.routes.has(key)) this.routes.set(key, this.judge(vehicle, visitIds));
        return this.routes.get(key);
    }

    plan(routes: readonly RoutePlan[]): JudgedPlan {
        const { problem } = this;
        const used = routes.filter(({ visitIds }) => visitIds.length > 0);
        let keepsRules = true;
        const judged: JudgedRoute[] = [];
        for (const { vehicleId, visitIds } of used) {
            const vehicle = problem.vehicles.find(({ id }) => id === vehicleId);
            const route = vehicle === undefined ? undefined : this.route(vehicle, visitIds);
            if (route === undefined) keepsRules = false;
            else judged.push(route);
        }
        for (const { id, count = 1 } of problem.vehicles) {
            if (used.filter(({ vehicleId }) => vehicleId === id).length > count) keepsRules = false;
        }
        const served = used.flatMap(({ visitIds }) => visitIds);
        if (new Set(served).size !== served.length) keepsRules = false;
        const isServed = (visit: Visit): boolean => served.includes(visit.id);
        const inside = problem.visits.filter(isServed);
        const outside = problem.visits.filter((visit) => !isServed(visit));
        const kind = problem.objective?.kind ?? 'cost';
        const groups = (problem.groups ?? []).map((group) => ({
            ...group,
            present: served.filter((id) => group.patterns.some((pattern) => pattern.includes(id))),
        }));
        for (const { patterns, present } of groups) {
            const wanted = patterns.map((pattern) => [...pattern].sort().join());
            if (present.length > 0 && !wanted.includes([...present].sort().join())) keepsRules = false;
        }
        const groupOf = ({ id }: Visit): (typeof groups)[number] | undefined =>
            groups.find(({ patterns }) => patterns.some((pattern) => pattern.includes(id)));
        const requiredUnserved = [
            ...groups.filter(({ present }) => present.length === 0),
            ...outside.filter((visit) => groupOf(visit) === undefined),
        ].filter(({ required }) => required ?? kind === 'cost');
        const unserved = outside.filter((visit) => (groupOf(visit)?.present.length ?? 0) === 0);
        const total = (value: (route: JudgedRoute) => number): number => judged.reduce((sum, route) => sum + value(route), 0);
        const over = (list: readonly Visit[], key: 'prize' | 'priority'): number =>
            list.reduce((sum, visit) => sum + (visit[key] ?? 0), 0);
        const cost = total((route) => route.cost);
        const spent = cost + total((route) => route.lateness);
        const weight = problem.objective?.kind === 'prize' ? (problem.objective.priorityWeight ?? 0) : 0;
        const worth = (over(outside, 'priority') / 100) * (weight === 1 ? 1e6 : weight / (1 - weight)) * this.trip;
        const values: Readonly<Record<typeof kind, readonly number[]>> = {
            cost: [spent + over(outside, 'prize')],
            priority: [-over(inside, 'priority'), outside.length, spent],
            prize: [spent + over(outside, 'prize') + worth],
            orienteering: [-over(inside, 'prize'), spent],
        };
        return {
            keepsRules,
            cost,
            distance: total((route) => route.distance),
            duration: total((route) => route.end - route.start),
            travelDuration: total((route) => route.travelDuration),
            serviceDuration: total((route) => route.serviceDuration),
            waitingDuration: total((route) => route.waitingDuration),
            prize: over(inside, 'prize'),
            priority: over(inside, 'priority'),
            unserved: unserved.map(({ id }) => id),
            requiredUnserved: requiredUnserved.map(({ id }) => id),
            value: [requiredUnserved.length, ...values[kind]],
        };
    }

    private judge(vehicle: Vehicle, visitIds: readonly string[]): JudgedRoute | undefined {
        const { problem } = this;
        const visits = visitIds.map((id) => this.visits.get(id) as Visit);
        for (const { skills = [], allowedVehicles } of visits) {
            if (skills.some((skill) => !vehicle.skills?.includes(skill))) return undefined;
            if (allowedVehicles !== undefined && !allowedVehicles.includes(vehicle.id)) return undefined;
        }
        if (visits.length > (vehicle.maxVisits ?? Number.POSITIVE_INFINITY)) return undefined;
        const load = mostOnBoard(problem, visits);
        if (load.some((amount, d) => isMore(amount, vehicle.capacity?.[d] ?? Number.POSITIVE_INFINITY))) return undefined;

        const trips = tripsOf(problem, vehicle, visits);
        const distance = trips.reduce((sum, [length]) => sum + length, 0);
        const travelDuration = trips.reduce((sum, [, time]) => sum + time, 0);
        if (!Number.isFinite(travelDuration)) return undefined;
        if (isMore(distance, vehicle.maxDistance ?? Number.POSITIVE_INFINITY)) return undefined;
        if (isMore(travelDuration, vehicle.maxTravelDuration ?? Number.POSITIVE_INFINITY)) return undefined;

        const durations = trips.map(([, time]) => time);
        const [opens, closes] = vehicle.shift ?? [0, Number.POSITIVE_INFINITY];
        const earliest = drive(visits, durations, opens);
        if (!Number.isFinite(earliest.end) || isMore(earliest.end, closes)) return undefined;
        // Halving finds the latest departure that spoils nothing: leaving later never makes anything earlier.
        const spoils = (departure: number): boolean => {
            const { end, starts } = drive(visits, durations, departure);
            return this.early ? isLater(starts[0], earliest.starts[0]) : isLater(end, earliest.end);
        };
        let good = opens;
        let bad = earliest.end + 1;
        for (let i = 0; i < 100; i++) {
            const middle = (good + bad) / 2;
            if (spoils(middle)) bad = middle;
            else good = middle;
        }
        good = this.shortest(vehicle, visits, durations, good, closes);
        const { end, starts } = drive(visits, durations, good);
        if (isMore(end - good, vehicle.maxDuration ?? Number.POSITIVE_INFINITY)) return undefined;
        const serviceDuration = visits.reduce((sum, { serviceDuration: own = 0 }) => sum + own, 0);
        const { fixed = 0, perHour, perKm } = vehicle.costs ?? {};
        const distanceCost = perKm ?? (perHour === undefined ? 1000 : 0);
        const lateness = visits.reduce(
            (sum, { priority = 0 }, i) => sum + (priority / 100) * ((starts[i] - opens) / 3600) * this.hour,
            0,
        );
        return {
            cost: fixed + (distance / 1000) * distanceCost + ((end - good) / 3600) * (perHour ?? 0),
            lateness: (problem.earliness ?? 0) * lateness,
            distance,
            travelDuration,
            serviceDuration,
            waitingDuration: end - good - travelDuration - serviceDuration,
            start: good,
            end,
            starts,
            load,
        };
    }

    /** With several windows, a later departure may make a shorter day: where that counts, each moment that could begin one is tried. */
    private shortest(
        { costs, maxDuration, shift: [opens] = [0, 0] }: Vehicle,
        visits: readonly Visit[],
        durations: readonly number[],
        usual: number,
        closes: number,
    ): number {
        const counts = (costs?.perHour ?? 0) > 0 || (maxDuration ?? Number.POSITIVE_INFINITY) < Number.POSITIVE_INFINITY;
        if (this.early || !counts) return usual;
        const lengthFrom = (departure: number): number => {
            const { end } = drive(visits, durations, departure);
            return isMore(end, closes) ? Number.POSITIVE_INFINITY : end - departure;
        };
        let best = usual;
        for (const [i, { timeWindows = [] }] of visits.entries()) {
            const without = visits.slice(0, i).reduce((sum, { serviceDuration = 0 }) => sum + serviceDuration, 0);
            const ahead = durations.slice(0, i + 1).reduce((sum, duration) => sum + duration, without);
            for (const departure of timeWindows.flat().map((moment) => moment - ahead)) {
                if (departure >= opens && isLater(lengthFrom(best), lengthFrom(departure))) best = departure;
            }
        }
        return best;
    }
}

function isLater(time: number, than: number): boolean {
    return time > than + 1e-10 * Math.max(1, Math.abs(than));
}

/** Most on board: before each stop what is still to be brought, and what was taken along until then. */
function mostOnBoard(problem: Problem, visits: readonly Visit[]): number[] {
    const named = problem.visits.flatMap(({ delivery = [], pickup = [] }) => [delivery.length, pickup.length]);
    const dimensions = problem.vehicles.find(({ capacity }) => capacity !== undefined)?.capacity?.length ?? Math.max(0, ...named);
    return Array.from({ length: dimensions }, (_, d) => {
        const sum = (list: readonly Visit[], key: 'delivery' | 'pickup'): number =>
            list.reduce((total, visit) => total + (visit[key]?.[d] ?? 0), 0);
        return Math.max(
            ...Array.from({ length: visits.length + 1 }, (_, done) => {
                return sum(visits.slice(done), 'delivery') + sum(visits.slice(0, done), 'pickup');
            }),
        );
    });
}

/** Times from one departure: the end is Infinity where a window is missed. */
function drive(
    visits: readonly Visit[],
    durations: readonly number[],
    departure: number,
): { readonly end: number; readonly starts: readonly number[] } {
    const starts: number[] = [];
    let time = departure;
    visits.forEach(({ timeWindows, serviceDuration = 0 }, i) => {
        const arrival = time + durations[i];
        const possible = (timeWindows ?? [[Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as TimeWindow])
            .filter(([, close]) => !isLater(arrival, close))
            .map(([open]) => Math.max(open, arrival));
        const start = Math.min(...possible, Number.POSITIVE_INFINITY);
        starts.push(start);
        time = start + serviceDuration;
    });
    return { end: time + durations[visits.length], starts };
}

type Trip = readonly [distance: number, duration: number];

function tripsOf(problem: Problem, vehicle: Vehicle, visits: readonly Visit[]): Trip[] {
    const stops: readonly (Place | undefined)[] = [vehicle.start, ...visits, vehicle.end];
    return stops.slice(1).map((to, i) => tripOf(problem, vehicle, stops[i], to));
}

function tripOf(problem: Problem, vehicle: Vehicle, from: Place | undefined, to: Place | undefined): Trip {
    if (from === undefined || to === undefined) return [0, 0];
    const model = vehicle.profile === undefined ? problem.travel : problem.profiles?.[vehicle.profile];
    const [distance, duration] = measure(model ?? { kind: 'great-circle' }, from, to);
    return [distance, duration * (vehicle.durationFactor ?? 1)];
}

function measure(model: TravelModel, from: Place, to: Place): Trip {
    if (model.kind === 'matrix') {
        const { durations, distances = durations } = model;
        const [row, column] = [from.location ?? 0, to.location ?? 0];
        const read = (entries: MatrixEntries): number => {
            const rows = entries as ArrayLike<unknown>;
            const nested = typeof rows[0] === 'object' && rows[0] !== null;
            const size = model.size ?? Math.round(nested ? rows.length : Math.sqrt(rows.length));
            const entry = nested ? (rows[row] as ArrayLike<unknown>)[column] : rows[row * size + column];
            return entry === null ? Number.POSITIVE_INFINITY : (entry as number);
        };
        return [read(distances), read(durations)];
    }
    const [[x1, y1], [x2, y2]] = [from.position ?? [0, 0], to.position ?? [0, 0]];
    if (model.kind === 'euclidean') {
        const unit = 10 ** (model.decimals ?? 0);
        const straight = Math.sqrt((x1 - x2) ** 2 + (y1 - y2) ** 2);
        const round = { round: (x: number) => Math.floor(x + 0.5), truncate: Math.floor, ceil: Math.ceil };
        const { rounding = 'none', speed = 1 } = model;
        const distance = rounding === 'none' ? straight : round[rounding](straight * unit) / unit;
        return [distance, distance / speed];
    }
    if (model.kind === 'roads') {
        const { distance, duration } = model.roads.trip([x1, y1], [x2, y2]);
        return [distance, duration];
    }
    const distance = inThousandths(arc(x1, y1, x2, y2) * 6_371_008.8 * (model.circuity ?? 1.3));
    const bands = model.speedBands ?? [{ upTo: 5000, speed: 8.3 }, { upTo: 50_000, speed: 16.7 }, { speed: 25 }];
    let duration = 0;
    bands.forEach(({ speed }, i) => {
        const begins = i === 0 ? 0 : (bands[i - 1].upTo ?? 0);
        const ends = i === bands.length - 1 ? Number.POSITIVE_INFINITY : (bands[i].upTo ?? 0);
        duration += Math.max(0, Math.min(distance, ends) - begins) / speed;
    });
    return [distance, inThousandths(duration)];
}

function inThousandths(value: number): number {
    return Math.round(value * 1000) / 1000;
}

/** The angle between two places by Vincenty's formula for the sphere: exact for near and for far ones. */
function arc(lng1: number, lat1: number, lng2: number, lat2: number): number {
    const [a, b, turn] = [lat1, lat2, lng2 - lng1].map((degrees) => (degrees * Math.PI) / 180);
    const east = Math.cos(b) * Math.sin(turn);
    const north = Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(turn);
    const along = Math.sin(a) * Math.sin(b) + Math.cos(a) * Math.cos(b) * Math.cos(turn);
    return Math.atan2(Math.sqrt(east ** 2 + north ** 2), along);
}

/** Cost of a unit of distance and of a second. */
function rates({ costs: { perHour, perKm } = {} }: Vehicle): readonly [perDistance: number, perSecond: number] {
    return [(perKm ?? (perHour === undefined ? 1000 : 0)) / 1000, (perHour ?? 0) / 3600];
}

/** Mean over visits of the mean cost of driving to each alone and back, over the vehicles that may serve it. */
function meanRoundTrip(problem: Problem): number {
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const means = problem.visits.map((visit) => {
        const { skills = [], allowedVehicles } = visit;
        const may = ({ id, skills: own = [] }: Vehicle): boolean =>
            skills.every((skill) => own.includes(skill)) && (allowedVehicles?.includes(id) ?? true);
        const able = problem.vehicles.filter(may);
        const costs = (able.length > 0 ? able : problem.vehicles).map((vehicle) => {
            const [perDistance, perSecond] = rates(vehicle);
            const trips = tripsOf(problem, vehicle, [visit]);
            return trips.reduce((sum, [length, time]) => sum + perDistance * length + perSecond * time, 0);
        });
        return mean(costs.filter(Number.isFinite));
    });
    const known = means.filter((value) => !Number.isNaN(value));
    return known.length === 0 ? 0 : mean(known);
}

/** Mean over vehicles of what an hour of driving costs, each as fast as it is between all visits; for 40 visits at most. */
function costOfAnHour(problem: Problem): number {
    const { vehicles } = problem;
    const visits = fortyOf(problem.visits);
    const costs = vehicles.map((vehicle) => {
        const [perDistance, perSecond] = rates(vehicle);
        const trips = visits.flatMap((a) => visits.filter((b) => b !== a).map((b) => tripOf(problem, vehicle, a, b)));
        const known = trips.filter(([, time]) => Number.isFinite(time));
        const distance = known.reduce((sum, [length]) => sum + length, 0);
        const duration = known.reduce((sum, [, time]) => sum + time, 0);
        return 3600 * (perSecond + (duration > 0 ? (perDistance * distance) / duration : 0));
    });
    return costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
}

// The ways between more visits than that are too many: then forty are looked at, at equal steps from west to east.
function fortyOf(visits: readonly Visit[]): readonly Visit[] {
    if (visits.length <= 40) return visits;
    const keys = visits.map((visit): [number, number, number, string, Visit] => {
        const { position: [x, y] = [0, 0], location = 0, id } = visit;
        return [x, y, location, id, visit];
    });
    keys.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || (a[3] < b[3] ? -1 : 1));
    return keys.filter((_, i) => Math.floor((Math.ceil((i * 40) / keys.length) * keys.length) / 40) === i).map((key) => key[4]);
}
