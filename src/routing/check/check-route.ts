import type { ErrorCode } from '../../core/index.js';
import { unitCostsOf } from '../default-values.js';
import type { Problem, TimeWindow, Vehicle, Visit } from '../problem.js';
import { latenessCost } from './objective.js';
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
    /** What starting late costs, beside `cost`. */
    readonly lateness: number;
}

/** What `earliness` makes of a plan: visits start as early as possible, and each second later costs something. */
export interface Earliness {
    readonly early: boolean;
    /** Cost of a second for a visit of priority 100. */
    readonly rate: number;
}

const ALWAYS: readonly TimeWindow[] = [[Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]];

// Sums of many floating-point numbers differ in their last digits by the order of addition. A share of the limit alone would let
// whole minutes pass where times are counted from a distant zero.
const TOLERANCE = 1e-6;
const RELATIVE_TOLERANCE = 2e-9;
// Far from zero, as with seconds since 1970, only the last digits of sums may differ.
const MOST_TOLERANCE = 2e-4;
const LAST_DIGITS = 2e-13;

function exceeds(value: number, limit: number): boolean {
    const size = Math.abs(limit);
    return value - limit > Math.max(LAST_DIGITS * size, Math.min(TOLERANCE + RELATIVE_TOLERANCE * size, MOST_TOLERANCE));
}

/** Whether a moment lies behind another by more than the last digits of its sums. */
function isLater(moment: number, other: number): boolean {
    return moment - other > TOLERANCE + Number.EPSILON * 1000 * Math.abs(other);
}

/** Drives one route of at least one visit and notes each rule that it breaks. */
export function checkRoute(
    problem: Problem,
    vehicle: Vehicle,
    visits: readonly Visit[],
    { early, rate }: Earliness,
    violations: Violation[],
): RouteFigures {
    const leg = legOf(problem, vehicle);
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
    const first = drive(vehicle, visits, leg, open);
    const isOnTime = first.late.length === 0 && !exceeds(first.end, close);
    const run = isOnTime ? leaveLate(vehicle, visits, leg, first, early) : first;
    for (const { visit, by } of run.late) note('window-missed', `starts ${by} s after its last time window`, by, visit);
    if (exceeds(run.end, close)) note('shift-exceeded', `ends ${run.end - close} s after the shift`, run.end - close);
    if (!Number.isFinite(run.travelDuration)) note('unreachable', 'has a leg without a way');
    const duration = run.end - run.departure;
    const limits: readonly [ErrorCode, string, number, number | undefined][] = [
        ['max-visits-exceeded', 'visits', visits.length, vehicle.maxVisits],
        ['max-distance-exceeded', 'distance', run.distance, vehicle.maxDistance],
        ['max-duration-exceeded', 'duration', duration, vehicle.maxDuration],
        ['max-travel-duration-exceeded', 'travel duration', run.travelDuration, vehicle.maxTravelDuration],
    ];
    for (const [code, what, value, limit] of limits) {
        if (limit !== undefined && exceeds(value, limit))
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
    (vehicle.capacity ?? []).forEach((capacity, dimension) => {
        let load = visits.reduce((sum, visit) => sum + (visit.delivery?.[dimension] ?? 0), 0);
        let most = load;
        for (const visit of visits) {
            load += (visit.pickup?.[dimension] ?? 0) - (visit.delivery?.[dimension] ?? 0);
            most = Math.max(most, load);
        }
        if (exceeds(most, capacity))
            note('capacity-exceeded', `carries ${most} of ${capacity} in dimension ${dimension}`, most - capacity);
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
function drive(vehicle: Vehicle, visits: readonly Visit[], leg: Leg, departure: number): Run {
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
            if (!exceeds(time, each[1]) && (window === undefined || each[0] < window[0])) window = each;
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
function leaveLate(vehicle: Vehicle, visits: readonly Visit[], leg: Leg, first: Run, early: boolean): Run {
    const departures = candidateDepartures(vehicle, visits, leg, first.departure);
    let best = first;
    let from = 0;
    let to = departures.length;
    while (from < to) {
        const middle = (from + to) >> 1;
        const run = drive(vehicle, visits, leg, departures[middle]);
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
        const run = drive(vehicle, visits, leg, departure);
        if (run.late.length > 0 || exceeds(run.end, close)) break;
        if (isLater(best.end - best.departure, run.end - run.departure)) best = run;
    }
    return best;
}

// The latest such departure reaches some visit, without any waiting before it, just as one of its windows opens or closes.
function candidateDepartures(vehicle: Vehicle, visits: readonly Visit[], leg: Leg, open: number): readonly number[] {
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
