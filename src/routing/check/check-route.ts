import type { ErrorCode } from '../../core/index.js';
import { unitCostsOf } from '../default-values.js';
import type { Problem, TimeWindow, Vehicle, Visit } from '../problem.js';
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
    readonly start: number;
    readonly end: number;
    /** Start of service at each visit. */
    readonly starts: readonly number[];
}

const ALWAYS: readonly TimeWindow[] = [[Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]];

// Sums of many floating-point legs differ in their last digits by the order of addition.
const TOLERANCE = 1e-6;

function exceeds(value: number, limit: number): boolean {
    return value - limit > TOLERANCE * Math.max(1, Math.abs(limit));
}

/** Drives one route and notes each rule that it breaks. */
export function checkRoute(problem: Problem, vehicle: Vehicle, visits: readonly Visit[], violations: Violation[]): RouteFigures {
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

    const earliness = (problem.earliness ?? 0) > 0;
    const [open, close] = vehicle.shift ?? [0, Number.POSITIVE_INFINITY];
    const first = drive(vehicle, visits, leg, open);
    const departures = candidateDepartures(vehicle, visits, leg, open);
    let run = first;
    let start = open;
    for (const departure of departures) {
        if (departure <= start) continue;
        const later = drive(vehicle, visits, leg, departure);
        const same = earliness ? later.starts[0] <= first.starts[0] + TOLERANCE : later.end <= first.end + TOLERANCE;
        if (same && later.late.length <= first.late.length) {
            run = later;
            start = departure;
        }
    }
    for (const { visit, by } of run.late) note('window-missed', `starts ${by} s after its last time window`, by, visit);
    if (exceeds(run.end, close)) note('shift-exceeded', `ends ${run.end - close} s after the shift`, run.end - close);
    if (!Number.isFinite(run.travelDuration)) note('unreachable', 'has a leg without a way');
    const duration = run.end - start;
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
    const serviceDuration = visits.reduce((sum, visit) => sum + (visit.serviceDuration ?? 0), 0);
    return {
        cost: visits.length === 0 ? 0 : fixed + perDistance * run.distance + perSecond * duration,
        distance: run.distance,
        duration,
        travelDuration: run.travelDuration,
        serviceDuration,
        waitingDuration: run.waiting,
        start,
        end: run.end,
        starts: run.starts,
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
    end: number;
    distance: number;
    travelDuration: number;
    waiting: number;
    starts: number[];
    late: { visit: Visit; by: number }[];
}

// One pass from a departure time; a missed window is noted and service starts on arrival.
function drive(vehicle: Vehicle, visits: readonly Visit[], leg: Leg, departure: number): Run {
    const run: Run = { end: departure, distance: 0, travelDuration: 0, waiting: 0, starts: [], late: [] };
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
        const windows = [...(visit.timeWindows ?? ALWAYS)].sort((a, b) => a[0] - b[0]);
        const window = windows.find(([, close]) => !exceeds(time, close));
        if (window === undefined) run.late.push({ visit, by: time - windows[windows.length - 1][1] });
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

// The latest departure that ends no later reaches some visit, without any waiting before it, just as one of its windows opens
// or closes; trying them all finds it.
function candidateDepartures(vehicle: Vehicle, visits: readonly Visit[], leg: Leg, open: number): number[] {
    const departures = new Set<number>();
    let elapsed = 0;
    let from = vehicle.start;
    for (const visit of visits) {
        elapsed += leg(from, visit)[1];
        for (const moment of (visit.timeWindows ?? []).flat()) {
            if (moment - elapsed > open && Number.isFinite(moment)) departures.add(moment - elapsed);
        }
        elapsed += visit.serviceDuration ?? 0;
        from = visit;
    }
    return [...departures].sort((a, b) => a - b);
}
