import { type ErrorCode, Random } from '../core/index.js';
import type { Instance } from './compile/instance.js';
import { withSlack } from './compile/slack.js';
import type { Effort } from './construct/effort.js';
import { InsertionFinder } from './moves/insertion.js';
import type { Problem, Vehicle } from './problem.js';
import type { UnservedReason } from './solution.js';
import { Schedule } from './state/schedule.js';
import type { State } from './state/state.js';

interface Finding {
    readonly code: ErrorCode;
    readonly message: string;
    readonly excess?: number;
}

/** What is known of an answer when its reasons are written. */
export interface Circumstances {
    /** 1 for each visit that no place of the routes can take at a gain; missing where that was not tried. */
    readonly examined?: Uint8Array;
    /** 1 for each route of the answer that breaks a rule, so that nothing is tried there. */
    readonly broken?: Uint8Array;
    /** The time was up before every visit was tried. */
    readonly cutShort: boolean;
    readonly effort: Effort;
}

/**
 * Says why visits are not on the routes of an answer. Each reason is tried: the visit alone on an empty route first, and in all places of
 * the vehicle's routes where it fits alone. Vehicles that are alike are tried once.
 */
export class UnservedReasons {
    private readonly problem: Problem;
    private readonly instance: Instance;
    private readonly state: State;
    private readonly circumstances: Circumstances;
    private readonly finder: InsertionFinder;
    private readonly alone: Schedule = new Schedule(1);
    private readonly one: Int32Array = new Int32Array(1);
    /** Kind of each type; types of a kind differ in nothing but their ids. */
    private readonly kindOf: Int32Array;
    private readonly typesOfKind: number[][] = [];
    private readonly findings: (Finding | undefined)[];

    /** @param state - holds the routes of the answer, but those that break rules */
    constructor(problem: Problem, state: State, circumstances: Circumstances) {
        this.problem = problem;
        this.state = state;
        this.instance = state.instance;
        this.circumstances = circumstances;
        this.finder = new InsertionFinder(state, new Random(1));
        const { types } = this.instance;
        this.kindOf = new Int32Array(types);
        const known = new Map<string, number>();
        for (let type = 0; type < types; type++) {
            const { id: _, count: __, ...likeness } = problem.vehicles[type];
            const key = JSON.stringify(likeness);
            const kind = known.get(key) ?? this.typesOfKind.push([]) - 1;
            known.set(key, kind);
            this.kindOf[type] = kind;
            this.typesOfKind[kind].push(type);
        }
        this.findings = new Array(this.typesOfKind.length);
    }

    /** One reason a code for visit v, the nearest miss first; together they name each vehicle once. */
    of(v: number): readonly UnservedReason[] {
        const { problem, instance, findings, kindOf } = this;
        const { allowedVehicles } = problem.visits[v];
        const allowed = allowedVehicles === undefined ? undefined : new Set(allowedVehicles);
        const byCode = new Map<ErrorCode, { vehicleIds: string[]; nearest: Finding }>();
        findings.fill(undefined);
        for (let type = 0; type < instance.types; type++) {
            const vehicle = problem.vehicles[type];
            const kind = kindOf[type];
            let finding = this.findMissingSkill(v, vehicle);
            if (finding === undefined && allowed?.has(vehicle.id) === false) finding = NOT_ALLOWED;
            if (finding === undefined) {
                findings[kind] ??= this.findReason(v, kind);
                finding = findings[kind];
            }
            const known = byCode.get(finding.code);
            if (known === undefined) byCode.set(finding.code, { vehicleIds: [vehicle.id], nearest: finding });
            else {
                known.vehicleIds.push(vehicle.id);
                if ((finding.excess ?? 0) < (known.nearest.excess ?? 0)) known.nearest = finding;
            }
        }
        return [...byCode.values()]
            .map(({ vehicleIds, nearest }) => ({ vehicleIds, ...nearest }))
            .sort((a, b) => rank(a.code) - rank(b.code));
    }

    private findMissingSkill(v: number, vehicle: Vehicle): Finding | undefined {
        const { skills } = this.problem.visits[v];
        if (skills === undefined || skills.length === 0) return undefined;
        const missing = skills.filter((skill) => !(vehicle.skills ?? []).includes(skill));
        return missing.length === 0 ? undefined : { code: 'skill-missing', message: `needs ${missing.join(', ')}` };
    }

    private findReason(v: number, kind: number): Finding {
        const { circumstances, instance } = this;
        const type = this.typesOfKind[kind][0];
        if (circumstances.effort.isSpent()) return circumstances.cutShort ? TIME_UP : NOT_EXAMINED;
        circumstances.effort.spend(ALONE_PLACES);
        const isExamined = circumstances.examined?.[v] === 1;
        const lone = this.findMissAlone(v, type);
        // Where a detour may be the shorter way, what fails alone may fit with others.
        if (lone !== undefined && (isExamined || !instance.shortcuts)) return lone;
        if ((instance.groups?.groupOf[v] ?? -1) >= 0) return lone ?? NO_PATTERN;
        const isOptional = instance.absentTier[v] === 0;
        if (lone === undefined && isExamined && !isOptional) return NO_ROOM;
        if (lone === undefined && !isExamined && circumstances.cutShort) return TIME_UP;
        const found = this.findPlace(v, kind);
        return (lone === undefined || found === LEFT_OUT ? found : lone) ?? NO_ROOM;
    }

    /** What is wrong with the best place on the routes of these vehicles; undefined if there is none. */
    private findPlace(v: number, kind: number): Finding | undefined {
        const { state, finder, circumstances } = this;
        const { absentTier, absentCost, routeType, typeFirst, routes } = this.instance;
        if (circumstances.effort.isSpent()) return NOT_EXAMINED;
        finder.reset();
        for (const type of this.typesOfKind[kind]) {
            let isEmptyTried = false;
            for (let r = typeFirst[type]; r < routes && routeType[r] === type; r++) {
                if (circumstances.broken?.[r] === 1 || (state.size[r] === 0 && isEmptyTried)) continue;
                isEmptyTried ||= state.size[r] === 0;
                if (!finder.fits(v, r)) continue;
                circumstances.effort.spend(state.size[r] + 1);
                finder.judgeRoute(v, r);
            }
        }
        if (finder.bestPrev < 0) return undefined;
        if (absentTier[v] > 0 || finder.bestDelta < absentCost[v]) return LEFT_OUT;
        const excess = finder.bestDelta - absentCost[v];
        return over(
            'not-worthwhile',
            `serving it costs ${showCost(finder.bestDelta)} at least, its prize is ${showCost(absentCost[v])}; ${UNIT}`,
            excess,
        );
    }

    /** What the visit breaks where it has an empty route for itself; undefined if nothing. */
    private findMissAlone(v: number, type: number): Finding | undefined {
        const { problem, instance, alone } = this;
        const vehicle = problem.vehicles[type];
        for (let d = 0; d < instance.dimensions; d++) {
            const amount = Math.max(instance.delivery[v * instance.dimensions + d], instance.pickup[v * instance.dimensions + d]);
            const limit = vehicle.capacity?.[d] ?? Number.POSITIVE_INFINITY;
            if (amount > instance.capacity[type * instance.dimensions + d])
                return over('capacity-exceeded', `its load of ${amount} is more than the capacity of ${limit}`, amount - limit);
        }
        if (instance.maxVisits[type] < 1)
            return over('max-visits-exceeded', 'the vehicle may not serve any visit', 1 - instance.maxVisits[type]);
        this.one[0] = v;
        alone.run(instance, instance.typeFirst[type], this.one, 1);
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
        // What a pattern costs with all of its visits, one visit alone does not tell.
        if ((instance.groups?.groupOf[v] ?? -1) >= 0 || instance.absentTier[v] > 0) return undefined;
        const cost =
            instance.fixedCost[type] + instance.costPerDistance[type] * alone.distance + instance.costPerSecond[type] * duration;
        if (cost <= instance.absentCost[v]) return undefined;
        const excess = cost - instance.absentCost[v];
        return over(
            'not-worthwhile',
            `serving it alone costs ${showCost(cost)}, its prize is ${showCost(instance.absentCost[v])}; ${UNIT}`,
            excess,
        );
    }
}

const UNIT = 'prizes are in the unit of the costs, which are metres unless the vehicles have costs of their own';

// What one look at a visit alone costs, in places of a route.
const ALONE_PLACES = 10;

const NOT_ALLOWED: Finding = { code: 'vehicle-not-allowed', message: 'is not among the allowed vehicles of the visit' };
const LEFT_OUT: Finding = { code: 'left-out', message: 'has room for it; the routes leave it out all the same' };
const TIME_UP: Finding = { code: 'time-limit', message: 'the time to solve was up before a place was found' };
const NOT_EXAMINED: Finding = { code: 'not-examined', message: 'the search ended before each place was tried' };
const NO_ROOM: Finding = { code: 'no-room', message: 'fits alone, but not with the visits that were preferred to it' };
const NO_PATTERN: Finding = {
    code: 'no-room',
    message: 'fits alone, but its pattern found no place as a whole, or none worth it',
};

// What is nearest to being served comes first.
const ORDER: readonly ErrorCode[] = [
    'left-out',
    'time-limit',
    'not-examined',
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

function over(code: ErrorCode, message: string, excess: number): Finding {
    return { code, message, excess };
}

function showCost(cost: number): string {
    return String(Number(cost.toPrecision(6)));
}

function showSeconds(seconds: number): string {
    const rounded = Math.round(seconds);
    if (rounded < 60) return `${rounded} s`;
    const hours = Math.floor(rounded / 3600);
    const minutes = Math.floor((rounded % 3600) / 60);
    return hours === 0 ? `${minutes} min` : `${hours} h ${String(minutes).padStart(2, '0')} min`;
}
