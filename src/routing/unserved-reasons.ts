import type { ErrorCode } from '../core/index.js';
import type { Instance } from './compile/instance.js';
import { withSlack } from './compile/slack.js';
import type { Problem } from './problem.js';
import type { UnservedReason } from './solution.js';
import { Schedule } from './state/schedule.js';

interface Finding {
    readonly code: ErrorCode;
    readonly message: string;
    readonly excess?: number;
}

/**
 * Says for each vehicle why visit v is not on its route, one reason a code, the nearest miss first.
 *
 * @param cutShort - whether the time was up before every visit was tried
 */
export function unservedReasons(problem: Problem, instance: Instance, v: number, cutShort: boolean): readonly UnservedReason[] {
    const byCode = new Map<ErrorCode, { vehicleIds: string[]; nearest: Finding }>();
    for (let type = 0; type < instance.types; type++) {
        const finding = findReason(problem, instance, v, type, cutShort);
        const vehicleId = problem.vehicles[instance.typeVehicle[type]].id;
        const known = byCode.get(finding.code);
        if (known === undefined) byCode.set(finding.code, { vehicleIds: [vehicleId], nearest: finding });
        else {
            known.vehicleIds.push(vehicleId);
            if ((finding.excess ?? 0) < (known.nearest.excess ?? 0)) known.nearest = finding;
        }
    }
    return [...byCode.values()]
        .map(({ vehicleIds, nearest }) => ({ vehicleIds, ...nearest }))
        .sort((a, b) => rank(a.code) - rank(b.code));
}

// What is nearest to being served comes first.
const ORDER: readonly ErrorCode[] = [
    'time-limit',
    'no-room',
    'not-worthwhile',
    'window-missed',
    'shift-exceeded',
    'max-duration-exceeded',
    'max-distance-exceeded',
    'max-travel-duration-exceeded',
    'max-visits-exceeded',
    'capacity-exceeded',
    'unreachable',
    'vehicle-not-allowed',
    'skill-missing',
];

function rank(code: ErrorCode): number {
    return ORDER.indexOf(code);
}

// The visit alone on an empty route: what fails there fails everywhere.
function findReason(problem: Problem, instance: Instance, v: number, type: number, cutShort: boolean): Finding {
    const visit = problem.visits[v];
    const vehicle = problem.vehicles[instance.typeVehicle[type]];
    const missing = (visit.skills ?? []).filter((skill) => !(vehicle.skills ?? []).includes(skill));
    if (missing.length > 0) return { code: 'skill-missing', message: `needs ${missing.join(', ')}` };
    if (visit.allowedVehicles !== undefined && !visit.allowedVehicles.includes(vehicle.id)) {
        return { code: 'vehicle-not-allowed', message: 'is not among the allowed vehicles of the visit' };
    }
    for (let d = 0; d < instance.dimensions; d++) {
        const amount = Math.max(instance.delivery[v * instance.dimensions + d], instance.pickup[v * instance.dimensions + d]);
        const limit = vehicle.capacity?.[d] ?? Number.POSITIVE_INFINITY;
        if (amount > instance.capacity[type * instance.dimensions + d])
            return over('capacity-exceeded', `its load of ${amount} is more than the capacity of ${limit}`, amount - limit);
    }
    if (instance.maxVisits[type] < 1)
        return over('max-visits-exceeded', 'the vehicle may not serve any visit', 1 - instance.maxVisits[type]);
    const alone = new Schedule(1);
    alone.run(instance, instance.typeFirst[type], Int32Array.of(v), 1);
    if (!Number.isFinite(alone.travel) || !Number.isFinite(alone.distance)) {
        return { code: 'unreachable', message: 'no travel time is known from the start to it and on to the end' };
    }
    if (alone.arrivals[0] > instance.close[v]) {
        const late = alone.arrivals[0] - instance.windowEnd[instance.windowOffset[v + 1] - 1];
        return over('window-missed', `reached ${showSeconds(late)} after its last time window closes`, late);
    }
    if (alone.end > instance.typeClose[type]) {
        const late = alone.end - ((vehicle.shift?.[1] ?? Number.POSITIVE_INFINITY) - instance.origin);
        return over('shift-exceeded', `serving it alone ends ${showSeconds(late)} after the shift`, late);
    }
    const duration = alone.end - alone.start;
    const limits: readonly [ErrorCode, string, number, number | undefined, boolean][] = [
        ['max-duration-exceeded', 'duration', duration, vehicle.maxDuration, true],
        ['max-distance-exceeded', 'distance', alone.distance, vehicle.maxDistance, false],
        ['max-travel-duration-exceeded', 'travel duration', alone.travel, vehicle.maxTravelDuration, true],
    ];
    for (const [code, what, value, limit, isTime] of limits) {
        if (limit === undefined || value <= withSlack(limit)) continue;
        const show = isTime ? showSeconds : String;
        return over(code, `serving it alone takes a ${what} of ${show(value)}, more than ${show(limit)}`, value - limit);
    }
    const cost =
        instance.fixedCost[type] + instance.costPerDistance[type] * alone.distance + instance.costPerSecond[type] * duration;
    const group = instance.groups?.groupOf[v] ?? -1;
    // What a pattern costs with all of its visits, one visit alone does not tell.
    if (group < 0 && instance.absentTier[v] === 0 && cost > instance.absentCost[v]) {
        const excess = cost - instance.absentCost[v];
        return over('not-worthwhile', `serving it alone costs ${cost}, its prize is ${instance.absentCost[v]}`, excess);
    }
    if (cutShort) return { code: 'time-limit', message: 'fits alone, but the time to solve was up before a place was found' };
    if (group >= 0)
        return { code: 'no-room', message: 'fits alone, but its pattern found no place as a whole, or none worth it' };
    return { code: 'no-room', message: 'fits alone, but not beside the visits that were preferred to it' };
}

function over(code: ErrorCode, message: string, excess: number): Finding {
    return { code, message, excess };
}

function showSeconds(seconds: number): string {
    const rounded = Math.round(seconds);
    if (rounded < 60) return `${rounded} s`;
    const hours = Math.floor(rounded / 3600);
    const minutes = Math.floor((rounded % 3600) / 60);
    return hours === 0 ? `${minutes} min` : `${hours} h ${String(minutes).padStart(2, '0')} min`;
}
