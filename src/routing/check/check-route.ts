import type { ErrorCode } from '../../core/index.js';
import { unitCostsOf } from '../default-values.js';
import type { Problem, TimeWindow, Vehicle, Visit } from '../problem.js';
import { latenessCost } from './objective.js';
import { exceeds, isBeyond } from './tolerance.js';
import { type Leg, legOf } from './travel.js';

/** A rule that a plan breaks. */
export interface Violation {
    readonly code: ErrorCode;
    readonly message: string;
    readonly vehicleId?: string;
    readonly visitId?: string;
    readonly groupId?: string;
    /** By how much a limit is missed, in the limit's own unit. */
    readonly excess?: number;
}

/** Figures of one route, recomputed. */
export interface RouteFigures {
    readonly cost: number;
    readonly distance: number;
    readonly duration: number;
    readonly travelDuration: number;
    readonly serviceDuration: number;
    readonly waitingDuration: number;
    /** What starting late costs, in addition to `cost`. */
    readonly lateness: number;
}

/** What all routes of a plan share. */
export interface RouteContext {
    /** Visits start as early as possible, since `earliness` makes each second later cost something. */
    readonly early: boolean;
    /** Cost of a second for a visit of priority 100. */
    readonly rate: number;
    /** What moments may be off by as they were given. */
    readonly rounding: number;
}

/** One route and how its vehicle travels. */
interface Tour {
    readonly vehicle: Vehicle;
    readonly visits: readonly Visit[];
    readonly leg: Leg;
    readonly rounding: number;
}

const ALWAYS: readonly TimeWindow[] = [[Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]];

/** Whether a moment lies behind another by more than the sums of moments are sure of. */
function isLater(moment: number, other: number): boolean {
    return moment - other > 1e-6 + Number.EPSILON * 1000 * Math.abs(other);
}

/**
 * Drives one route of at least one visit and notes each rule that it breaks.
 *
 * @param problem - on a time axis that begins at 0, as are vehicle and visits
 */
export function checkRoute(
    problem: Problem,
    vehicle: Vehicle,
    visits: readonly Visit[],
    { early, rate, rounding }: RouteContext,
    violations: Violation[],
): RouteFigures {
    const tour: Tour = { vehicle, visits, leg: legOf(problem, vehicle), rounding };
    const note = (code: ErrorCode, message: string, excess?: number, visit?: Visit): void => {
        violations.push({
            code,
            message,
            vehicleId: vehicle.id,
            ...(visit === undefined ? {} : { visitId: visit.id }),
            ...(excess === undefined ? {} : { excess }),
        });
    };
    checkEligibility(vehicle, visits, note);
    checkLoad(vehicle, visits, note);

    const [open, close] = vehicle.shift ?? [0, Number.POSITIVE_INFINITY];
    const first = drive(tour, open);
    const isOnTime = first.late.length === 0 && !isBeyond(first.end, close, rounding);
    const run = isOnTime ? leaveLate(tour, first, early) : first;
    for (const { visit, by } of run.late) note('window-missed', `starts ${by} s after its last time window`, by, visit);
    if (isBeyond(run.end, close, rounding)) note('shift-exceeded', `ends ${run.end - close} s after the shift`, run.end - close);
    if (!Number.isFinite(run.travelDuration)) note('unreachable', 'has a leg without a way');
    const duration = run.end - run.departure;
    // A duration lies between two moments, both of which may have been rounded.
    const limits: readonly [ErrorCode, string, number, number | undefined, number][] = [
        ['max-visits-exceeded', 'visits', visits.length, vehicle.maxVisits, 0],
        ['max-distance-exceeded', 'distance', run.distance, vehicle.maxDistance, 0],
        ['max-duration-exceeded', 'duration', duration, vehicle.maxDuration, rounding],
        ['max-travel-duration-exceeded', 'travel duration', run.travelDuration, vehicle.maxTravelDuration, 0],
    ];
    for (const [code, what, value, limit, off] of limits) {
        if (limit !== undefined && isBeyond(value, limit, off))
            note(code, `has a ${what} of ${value}, more than ${limit}`, value - limit);
    }
    const { fixed, perDistance, perSecond } = unitCostsOf(vehicle);
    return {
        cost: fixed + perDistance * run.distance + perSecond * duration,
        distance: run.distance,
        duration,
        travelDuration: run.travelDuration,
        serviceDuration: visits.reduce((sum, visit) => sum + (visit.serviceDuration ?? 0), 0),
        waitingDuration: run.waiting,
        lateness: latenessCost(rate, visits, run.starts, open),
    };
}

function checkEligibility(
    vehicle: Vehicle,
    visits: readonly Visit[],
    note: (code: ErrorCode, message: string, excess?: number, visit?: Visit) => void,
): void {
    for (const visit of visits) {
        const missing = (visit.skills ?? []).filter((skill) => !(vehicle.skills ?? []).includes(skill));
        if (missing.length > 0) note('skill-missing', `needs ${missing.join(', ')}`, undefined, visit);
        if (visit.allowedVehicles !== undefined && !visit.allowedVehicles.includes(vehicle.id)) {
            note('vehicle-not-allowed', `allows only ${visit.allowedVehicles.join(', ')}`, undefined, visit);
        }
    }
}

function checkLoad(
    vehicle: Vehicle,
    visits: readonly Visit[],
    note: (code: ErrorCode, message: string, excess?: number) => void,
): void {
    const capacities = vehicle.capacity ?? [];
    const where = (dimension: number): string => (capacities.length > 1 ? ` in dimension ${dimension}` : '');
    capacities.forEach((capacity, dimension) => {
        let load = visits.reduce((sum, visit) => sum + (visit.delivery?.[dimension] ?? 0), 0);
        let most = load;
        for (const visit of visits) {
            load += (visit.pickup?.[dimension] ?? 0) - (visit.delivery?.[dimension] ?? 0);
            most = Math.max(most, load);
        }
        if (exceeds(most, capacity))
            note('capacity-exceeded', `carries ${most} of ${capacity}${where(dimension)}`, most - capacity);
    });
}

interface Run {
    readonly departure: number;
    end: number;
    distance: number;
    travelDuration: number;
    waiting: number;
    starts: number[];
    late: { visit: Visit; by: number }[];
}

// One pass from a departure time; a missed window is noted and service starts on arrival.
function drive({ vehicle, visits, leg, rounding }: Tour, departure: number): Run {
    const run: Run = { departure, end: departure, distance: 0, travelDuration: 0, waiting: 0, starts: [], late: [] };
    let time = departure;
    let from = vehicle.start;
    const travel = (to: Vehicle['start']): void => {
        const [distance, duration] = leg(from, to);
        run.distance += distance;
        run.travelDuration += duration;
        time += duration;
        from = to;
    };
    for (const visit of visits) {
        travel(visit);
        const windows = visit.timeWindows ?? ALWAYS;
        let window: TimeWindow | undefined;
        let last = Number.NEGATIVE_INFINITY;
        for (const each of windows) {
            last = Math.max(last, each[1]);
            if (!isBeyond(time, each[1], rounding) && (window === undefined || each[0] < window[0])) window = each;
        }
        if (window === undefined) run.late.push({ visit, by: time - last });
        else if (time < window[0]) {
            run.waiting += window[0] - time;
            time = window[0];
        }
        run.starts.push(time);
        time += visit.serviceDuration ?? 0;
    }
    travel(vehicle.end);
    run.end = time;
    return run;
}

// The run that leaves as late as it can while the route ends as early (`early`: while the first visit starts as early) as in
// `first`. Leaving later makes nothing earlier, so the departures that spoil nothing come first.
function leaveLate(tour: Tour, first: Run, early: boolean): Run {
    const { vehicle, visits, rounding } = tour;
    const departures = candidateDepartures(tour, first.departure);
    let best = first;
    let from = 0;
    let to = departures.length;
    while (from < to) {
        const middle = (from + to) >> 1;
        const run = drive(tour, departures[middle]);
        const isSame = early ? !isLater(run.starts[0], first.starts[0]) : !isLater(run.end, first.end);
        if (isSame && run.late.length === 0) {
            best = run;
            from = middle + 1;
        } else to = middle;
    }
    const paysByDuration = unitCostsOf(vehicle).perSecond > 0 || vehicle.maxDuration !== undefined;
    if (early || !paysByDuration || visits.every(({ timeWindows = [] }) => timeWindows.length < 2)) return best;
    const close = vehicle.shift?.[1] ?? Number.POSITIVE_INFINITY;
    for (const departure of departures.slice(from)) {
        const run = drive(tour, departure);
        if (run.late.length > 0 || isBeyond(run.end, close, rounding)) break;
        if (isLater(best.end - best.departure, run.end - run.departure)) best = run;
    }
    return best;
}

// The latest such departure reaches some visit, without any waiting before it, just as one of its windows opens or closes.
function candidateDepartures({ vehicle, visits, leg }: Tour, open: number): readonly number[] {
    const departures = new Set<number>();
    let elapsed = 0;
    let from = vehicle.start;
    for (const visit of visits) {
        elapsed += leg(from, visit)[1];
        for (const window of visit.timeWindows ?? []) {
            for (const moment of window) {
                if (moment - elapsed > open && Number.isFinite(moment)) departures.add(moment - elapsed);
            }
        }
        elapsed += visit.serviceDuration ?? 0;
        from = visit;
    }
    return Array.from(departures).sort((a, b) => a - b);
}
