import { type Steps, WorkMeter } from '../core/index.js';
import type { Instance } from './compile/instance.js';
import { Effort } from './construct/effort.js';
import type { Problem } from './problem.js';
import { reportedRoute, reportedStop } from './reported-times.js';
import type { Route, SearchStatistics, Solution, Stop } from './solution.js';
import { Schedule } from './state/schedule.js';
import { State } from './state/state.js';
import { UnservedReasons } from './unserved-reasons.js';

/** Visits of each used route: route index in the instance and its visits in order. */
export interface Sequence {
    readonly route: number;
    readonly visits: Int32Array;
}

/** What is known of routes that become a solution. */
export interface Provenance {
    /** The routes break a rule. */
    readonly brokenRules?: boolean;
    /** There was no time to try every visit. */
    readonly cutShort?: boolean;
    /** 1 for each visit that no place of the routes can take at a gain; missing where that was not tried. */
    readonly examined?: Uint8Array;
    /** What reasons may cost. */
    readonly effort?: Effort;
}

/** Turns sequences into a solution with times, sums and reasons. */
export function* buildSolution(
    problem: Problem,
    instance: Instance,
    sequences: readonly Sequence[],
    statistics: SearchStatistics,
    { brokenRules = false, cutShort = false, examined, effort = new Effort() }: Provenance = {},
): Steps<Solution> {
    const meter = new WorkMeter();
    const served = new Uint8Array(instance.n);
    const longest = sequences.reduce((most, { visits }) => Math.max(most, visits.length), 1);
    const schedule = new Schedule(longest);
    const dimensions = loadDimensions(problem);
    const routes: Route[] = [];
    for (const sequence of sequences) {
        if (meter.spend(100 * sequence.visits.length)) yield;
        for (const v of sequence.visits) served[v] = 1;
        routes.push(buildRoute(problem, instance, sequence, schedule, dimensions));
    }
    const { groups } = instance;
    const calledOn = new Uint8Array(groups?.count ?? 0);
    if (groups !== null) for (const { visits } of sequences) for (const v of visits) calledOn[groups.groupOf[v]] = 1;
    const absent = Int32Array.from(problem.visits, (_, v) => v).filter(
        (v) => served[v] === 0 && (groups === null || calledOn[groups.groupOf[v]] !== 1),
    );
    const complete = groups === null || groups.required.every((flag, g) => flag === 0 || calledOn[g] === 1);
    const sum = (value: (route: Route) => number): number => routes.reduce((total, route) => total + value(route), 0);
    const reasons = absent.length === 0 ? undefined : reasonsFor(problem, instance, sequences, { examined, cutShort, effort });
    const unserved: Solution['unserved'][number][] = [];
    for (const v of absent) {
        yield;
        unserved.push({ visitId: problem.visits[v].id, reasons: reasons?.of(v) ?? [] });
    }
    return {
        routes,
        unserved,
        feasible: !brokenRules && complete && !absent.some((v) => instance.required[v] === 1),
        cost: sum((route) => route.cost),
        distance: sum((route) => route.distance),
        duration: sum((route) => route.duration),
        travelDuration: sum((route) => route.travelDuration),
        serviceDuration: sum((route) => route.serviceDuration),
        waitingDuration: sum((route) => route.waitingDuration),
        prize: sum((route) => route.prize),
        priority: problem.visits.reduce((total, visit, v) => total + (served[v] === 1 ? (visit.priority ?? 0) : 0), 0),
        statistics,
    };
}

function reasonsFor(
    problem: Problem,
    instance: Instance,
    sequences: readonly Sequence[],
    circumstances: { examined: Uint8Array | undefined; cutShort: boolean; effort: Effort },
): UnservedReasons {
    const state = new State(instance);
    const broken = new Uint8Array(instance.routes);
    for (const { route, visits } of sequences) {
        state.assign(route, visits, 0, visits.length);
        if (state.feasible[route] === 1) continue;
        broken[route] = 1;
        state.clear(route);
        state.refresh(route);
    }
    const { examined, ...others } = circumstances;
    return new UnservedReasons(problem, state, { ...others, broken, ...(examined === undefined ? {} : { examined }) });
}

/** The solution of a problem without vehicles, which has no visits either. */
export function emptySolution(statistics: SearchStatistics): Solution {
    const zeros = {
        cost: 0,
        distance: 0,
        duration: 0,
        travelDuration: 0,
        serviceDuration: 0,
        waitingDuration: 0,
        prize: 0,
        priority: 0,
    };
    return { routes: [], unserved: [], feasible: true, ...zeros, statistics };
}

function buildRoute(
    problem: Problem,
    instance: Instance,
    { route: r, visits }: Sequence,
    schedule: Schedule,
    dimensions: number,
): Route {
    const { n, place, service } = instance;
    const type = instance.routeType[r];
    const metric = instance.metrics[instance.typeMetric[type]];
    const vehicle = problem.vehicles[type];
    schedule.run(instance, r, visits, visits.length);
    const stops: Stop[] = [];
    let from = place[n + 2 * r];
    let serviceDuration = 0;
    let prize = 0;
    for (let i = 0; i < visits.length; i++) {
        const v = visits[i];
        const visit = problem.visits[v];
        const { arrival, start } = reportedStop(instance, schedule, i, v, visit);
        stops.push({
            visitId: visit.id,
            arrival,
            waiting: start - arrival,
            start,
            departure: start + service[v],
            distance: metric.distance(from, v),
            travelDuration: metric.duration(from, v),
        });
        serviceDuration += service[v];
        prize += visit.prize ?? 0;
        from = v;
    }
    const duration = schedule.end - schedule.start;
    return {
        vehicleId: vehicle.id,
        stops,
        ...reportedRoute(instance, schedule, type, vehicle),
        distance: schedule.distance,
        duration,
        travelDuration: schedule.travel,
        serviceDuration,
        waitingDuration: schedule.waiting,
        cost:
            instance.fixedCost[type] +
            instance.costPerDistance[type] * schedule.distance +
            instance.costPerSecond[type] * duration,
        prize,
        load: Array.from({ length: dimensions }, (_, d) => mostOnBoard(problem, visits, d)),
    };
}

/** Number of dimensions that a capacity names, or else visits do. */
function loadDimensions({ vehicles, visits }: Problem): number {
    const limited = vehicles.find(({ capacity }) => capacity !== undefined)?.capacity?.length;
    return limited ?? visits.reduce((most, { delivery = [], pickup = [] }) => Math.max(most, delivery.length, pickup.length), 0);
}

function mostOnBoard(problem: Problem, visits: Int32Array, dimension: number): number {
    let onBoard = 0;
    for (const v of visits) onBoard += problem.visits[v].delivery?.[dimension] ?? 0;
    let most = onBoard;
    for (const v of visits) {
        const { delivery, pickup } = problem.visits[v];
        onBoard += (pickup?.[dimension] ?? 0) - (delivery?.[dimension] ?? 0);
        most = Math.max(most, onBoard);
    }
    return most;
}
