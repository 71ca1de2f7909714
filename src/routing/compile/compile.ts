import { runSteps, type Steps } from '../../core/index.js';
import { isRequired, objectiveOf, travelModelOf, unitCostsOf } from '../default-values.js';
import type { Place, Problem, Vehicle, Visit } from '../problem.js';
import { absentWeights } from './absence.js';
import { ArcCosts } from './arc-costs.js';
import { compileGroups } from './groups.js';
import type { Instance } from './instance.js';
import { Metric } from './metric.js';
import { firstOfEach, keepTogether, nearestInTime, nearestVisitSteps, sortByCost } from './neighbours.js';
import { rankingOf } from './ranking.js';
import { meanCostOfHour, meanTripCost } from './scales.js';
import { momentWithSlack, withSlack } from './slack.js';
import { type TimeAxis, timeAxisOf } from './time-axis.js';

const NEIGHBOURS = 40;
const FOREVER: number = Number.POSITIVE_INFINITY;

/**
 * Turns a valid problem into typed arrays; O(n²) up to 3,000 visits, O(n log n) beyond.
 *
 * @param searchable - whether to tabulate travel and list the neighbours, which is most of the work; without, routes can be built and
 * evaluated, but not searched
 */
export function compile(problem: Problem, searchable = true): Instance {
    return runSteps(compileSteps(problem, searchable));
}

/** {@link compile} in steps. */
export function* compileSteps(problem: Problem, searchable: boolean): Steps<Instance> {
    const visits = problem.visits;
    const n = visits.length;
    const axis = timeAxisOf(problem);
    const fleet = compileFleet(problem, axis);
    const { places, place } = compilePlaces(problem, fleet);
    yield;
    const { metrics, typeMetric } = compileMetrics(problem, fleet.vehicles, places);
    if (searchable) for (const metric of metrics) yield* metric.tabulate();
    yield;
    const windows = compileWindows(visits, axis);
    const loads = compileLoads(visits, fleet.dimensions);
    const eligibility = compileEligibility(problem, fleet.vehicles);
    const service = Float64Array.from(visits, (visit) => visit.serviceDuration ?? 0);

    const finite = (values: Float64Array): boolean => values.some(Number.isFinite);
    const paidByTime = fleet.costPerSecond.some((cost) => cost > 0);
    const earliness = problem.earliness ?? 0;
    const early = earliness > 0 && visits.some((visit) => (visit.priority ?? 0) > 0);
    const timed = windows.any || early;
    // Without windows no vehicle waits, and a shift is a limit on the duration.
    const maxDuration = timed
        ? fleet.maxDuration
        : fleet.maxDuration.map((limit, t) => Math.min(limit, fleet.typeClose[t] - fleet.typeOpen[t]));
    const durationMatters = paidByTime || finite(maxDuration);

    const objective = objectiveOf(problem);
    const metric = metrics[0];
    const depotDistance = new Float64Array(n);
    for (let v = 0; v < n; v++) {
        let t = 0;
        if (eligibility.restricted) while (t < fleet.types - 1 && eligibility.eligible[v * fleet.types + t] === 0) t++;
        const by = metrics[typeMetric[t]];
        const start = place[n + 2 * fleet.typeFirst[t]];
        const end = place[n + 2 * fleet.typeFirst[t] + 1];
        depotDistance[v] = by.distance(start, v) + by.distance(v, end);
    }
    const mayServe = (v: number, t: number): boolean =>
        !eligibility.restricted || eligibility.eligible[v * fleet.types + t] === 1;
    const tripCost = (v: number, t: number): number => {
        const by = metrics[typeMetric[t]];
        const start = place[n + 2 * fleet.typeFirst[t]];
        const end = place[n + 2 * fleet.typeFirst[t] + 1];
        const duration = by.duration(start, v) + by.duration(v, end);
        if (!Number.isFinite(duration)) return Number.POSITIVE_INFINITY;
        return fleet.costPerDistance[t] * (by.distance(start, v) + by.distance(v, end)) + fleet.costPerSecond[t] * duration;
    };
    const weighted = objective.kind === 'prize' && (objective.priorityWeight ?? 0) > 0;
    const meanTrip = weighted ? meanTripCost(visits, fleet.types, mayServe, tripCost) : 0;
    const grouped = new Set(problem.groups?.flatMap((group) => group.patterns.flat()));
    const required = Uint8Array.from(visits, (visit) => (!grouped.has(visit.id) && isRequired(visit, objective) ? 1 : 0));
    const { requiredTier, ...weights } = absentWeights(visits, objective, required, meanTrip);
    const groups = compileGroups(problem, objective, requiredTier);
    const uniform = (values: Float64Array): boolean => values.every((value) => value === values[0]);
    const additive =
        metrics.length === 1 &&
        metric.complete &&
        uniform(fleet.costPerDistance) &&
        uniform(fleet.costPerSecond) &&
        !loads.mixedLoad &&
        !early &&
        !(timed && durationMatters);
    const arcs = new ArcCosts(metric, fleet.costPerDistance[0], fleet.costPerSecond[0], additive);
    yield;
    const nearness = searchable
        ? yield* compileNearness(
              metric,
              n,
              groups !== null,
              { ...windows, service },
              { ...fleet, ...eligibility },
              additive ? arcs : undefined,
          )
        : NOBODY_NEAR;
    return {
        n,
        place,
        metrics,
        shortcuts: metrics.some((each) => each.hasShortcuts),
        typeMetric,
        origin: axis.origin,
        service,
        open: windows.open,
        close: windows.close,
        windowOffset: windows.offset,
        windowOpen: windows.opens,
        windowClose: windows.closes,
        windowEnd: windows.ends,
        severalWindows: windows.several,
        ...loads,
        ...fleet,
        maxDuration,
        ...eligibility,
        ...weights,
        required,
        ranking: rankingOf(
            objective.kind === 'priority',
            groups === null ? [weights.absentTier] : [weights.absentTier, groups.absentTier],
            weights.absentCost,
        ),
        groups,
        scored: objective.kind === 'orienteering',
        prizeSum: visits.reduce((sum, visit) => sum + (visit.prize ?? 0), 0),
        optional: required.some((flag, v) => flag === 0 && !grouped.has(visits[v].id)) || groups?.required.includes(0) === true,
        timed,
        durationMatters,
        clocked: timed || durationMatters,
        timeHasCost: paidByTime || early,
        additive,
        arcs,
        visitCost: service.map((seconds) => fleet.costPerSecond[0] * seconds),
        travelLimited: finite(fleet.maxTravel),
        distanceLimited: finite(fleet.maxDistance),
        visitsLimited: finite(fleet.maxVisits),
        lateness: compileLateness(visits, early ? earliness * meanCostOfHour(visits, fleet.vehicles, metrics, typeMetric) : 0),
        early,
        ...nearness,
        depotDistance,
    };
}

type Nearness = Pick<Instance, 'neighbourCount' | 'neighbours' | 'companions' | 'companionCost'>;

const NOBODY_NEAR: Nearness = {
    neighbourCount: 0,
    neighbours: new Int32Array(0),
    companions: new Int32Array(0),
    companionCost: new Float64Array(0),
};

function* compileNearness(
    metric: Metric,
    n: number,
    grouped: boolean,
    windows: { any: boolean; open: Float64Array; close: Float64Array; service: Float64Array },
    { types, restricted, eligible }: { types: number; restricted: boolean; eligible: Uint8Array },
    arcs: ArcCosts | undefined,
): Steps<Nearness> {
    const neighbourCount = Math.max(1, Math.min(NEIGHBOURS, n - 1));
    // Visits of one group often stand at one place, but routes of different days never meet.
    const together = grouped && restricted && !windows.any;
    const pool = together ? Math.min(n - 1, neighbourCount * types) : neighbourCount;
    const nearest = yield* nearestVisitSteps(metric, n, pool);
    const neighbours = together ? firstOfEach(nearest, n, neighbourCount) : nearest;
    const partners = together ? keepTogether(nearest, n, neighbourCount, eligible) : nearest;
    const near = windows.any ? yield* nearestInTime(metric, n, neighbourCount, windows) : partners;
    if (arcs === undefined) return { neighbourCount, neighbours, companions: near, companionCost: new Float64Array(0) };
    return { neighbourCount, neighbours, ...(yield* sortByCost(near, arcs, neighbourCount)) };
}

interface Fleet {
    readonly vehicles: readonly Vehicle[];
    readonly routes: number;
    readonly types: number;
    readonly dimensions: number;
    readonly routeType: Int32Array;
    readonly typeFirst: Int32Array;
    readonly typeOpen: Float64Array;
    readonly typeClose: Float64Array;
    readonly capacity: Float64Array;
    readonly fixedCost: Float64Array;
    readonly costPerDistance: Float64Array;
    readonly costPerSecond: Float64Array;
    readonly maxVisits: Float64Array;
    readonly maxDistance: Float64Array;
    readonly maxDuration: Float64Array;
    readonly maxTravel: Float64Array;
}

function compileFleet({ vehicles, visits }: Problem, { origin, rounding }: TimeAxis): Fleet {
    // More routes than visits can never be used.
    const counts = vehicles.map((vehicle) => Math.min(vehicle.count ?? 1, Math.max(1, visits.length)));
    const dimensions = vehicles.find((vehicle) => vehicle.capacity !== undefined)?.capacity?.length ?? 0;
    const each = (value: (vehicle: Vehicle) => number): Float64Array => Float64Array.from(vehicles, value);
    const routeType: number[] = [];
    const typeFirst = new Int32Array(vehicles.length);
    counts.forEach((count, type) => {
        typeFirst[type] = routeType.length;
        for (let i = 0; i < count; i++) routeType.push(type);
    });
    return {
        vehicles,
        routes: routeType.length,
        types: vehicles.length,
        dimensions,
        routeType: Int32Array.from(routeType),
        typeFirst,
        typeOpen: each((vehicle) => (vehicle.shift?.[0] ?? 0) - origin),
        typeClose: each((vehicle) => momentWithSlack((vehicle.shift?.[1] ?? FOREVER) - origin, rounding)),
        capacity: Float64Array.from(
            vehicles.flatMap((vehicle) => vehicle.capacity ?? new Array<number>(dimensions).fill(FOREVER)),
            withSlack,
        ),
        fixedCost: each((vehicle) => unitCostsOf(vehicle).fixed),
        costPerDistance: each((vehicle) => unitCostsOf(vehicle).perDistance),
        costPerSecond: each((vehicle) => unitCostsOf(vehicle).perSecond),
        maxVisits: each((vehicle) => vehicle.maxVisits ?? FOREVER),
        maxDistance: each((vehicle) => withSlack(vehicle.maxDistance ?? FOREVER)),
        // A duration lies between two moments.
        maxDuration: each((vehicle) => momentWithSlack(vehicle.maxDuration ?? FOREVER, rounding)),
        maxTravel: each((vehicle) => withSlack(vehicle.maxTravelDuration ?? FOREVER)),
    };
}

function compilePlaces(problem: Problem, fleet: Fleet): { places: readonly Place[]; place: Int32Array } {
    const n = problem.visits.length;
    const places: Place[] = [...problem.visits];
    const known = new Map<string, number>();
    const locate = (at: Place | undefined): number => {
        if (at === undefined) return -1;
        const key = JSON.stringify([at.position, at.location]);
        const found = known.get(key);
        if (found !== undefined) return found;
        known.set(key, places.length);
        places.push(at);
        return places.length - 1;
    };
    const place = new Int32Array(n + 2 * fleet.routes);
    const starts = fleet.vehicles.map((vehicle) => locate(vehicle.start));
    const ends = fleet.vehicles.map((vehicle) => locate(vehicle.end));
    for (let v = 0; v < n; v++) place[v] = v;
    const nowhere = places.length;
    for (let r = 0; r < fleet.routes; r++) {
        const start = starts[fleet.routeType[r]];
        const end = ends[fleet.routeType[r]];
        place[n + 2 * r] = start < 0 ? nowhere : start;
        place[n + 2 * r + 1] = end < 0 ? nowhere : end;
    }
    return { places, place };
}

function compileMetrics(
    problem: Problem,
    vehicles: readonly Vehicle[],
    places: readonly Place[],
): { metrics: readonly Metric[]; typeMetric: Int32Array } {
    const metrics: Metric[] = [];
    const known = new Map<string, number>();
    const typeMetric = Int32Array.from(vehicles, (vehicle) => {
        const key = JSON.stringify([vehicle.profile, vehicle.durationFactor ?? 1]);
        const found = known.get(key);
        if (found !== undefined) return found;
        known.set(key, metrics.length);
        return metrics.push(new Metric(travelModelOf(problem, vehicle), places, vehicle.durationFactor ?? 1, false)) - 1;
    });
    return { metrics, typeMetric };
}

function compileWindows(
    visits: readonly Visit[],
    { origin, rounding }: TimeAxis,
): {
    open: Float64Array;
    close: Float64Array;
    offset: Int32Array;
    opens: Float64Array;
    closes: Float64Array;
    ends: Float64Array;
    several: boolean;
    any: boolean;
} {
    const offset = new Int32Array(visits.length + 1);
    const opens: number[] = [];
    const closes: number[] = [];
    const ends: number[] = [];
    let several = false;
    let any = false;
    visits.forEach((visit, v) => {
        const windows = [...(visit.timeWindows ?? [[Number.NEGATIVE_INFINITY, FOREVER] as const])].sort((a, b) => a[0] - b[0]);
        for (const [opening, closing] of windows) {
            opens.push(opening - origin);
            closes.push(momentWithSlack(closing - origin, rounding));
            ends.push(closing - origin);
        }
        offset[v + 1] = opens.length;
        several ||= windows.length > 1;
        any ||= visit.timeWindows !== undefined;
    });
    return {
        open: Float64Array.from(visits, (_, v) => opens[offset[v]]),
        close: Float64Array.from(visits, (_, v) => closes[offset[v + 1] - 1]),
        offset,
        opens: Float64Array.from(opens),
        closes: Float64Array.from(closes),
        ends: Float64Array.from(ends),
        several,
        any,
    };
}

function compileLoads(
    visits: readonly Visit[],
    dimensions: number,
): { delivery: Float64Array; pickup: Float64Array; mixedLoad: boolean } {
    const delivery = new Float64Array(visits.length * dimensions);
    const pickup = new Float64Array(visits.length * dimensions);
    let brings = false;
    let takes = false;
    visits.forEach((visit, v) => {
        for (let d = 0; d < dimensions; d++) {
            delivery[v * dimensions + d] = visit.delivery?.[d] ?? 0;
            pickup[v * dimensions + d] = visit.pickup?.[d] ?? 0;
            brings ||= delivery[v * dimensions + d] > 0;
            takes ||= pickup[v * dimensions + d] > 0;
        }
    });
    return { delivery, pickup, mixedLoad: brings && takes };
}

function compileEligibility({ visits }: Problem, vehicles: readonly Vehicle[]): { eligible: Uint8Array; restricted: boolean } {
    if (!visits.some((visit) => visit.allowedVehicles !== undefined || (visit.skills ?? []).length > 0)) {
        return { eligible: new Uint8Array(0), restricted: false };
    }
    const eligible = new Uint8Array(visits.length * vehicles.length);
    const skills = vehicles.map((vehicle) => new Set(vehicle.skills ?? []));
    visits.forEach((visit, v) => {
        const allowed = visit.allowedVehicles === undefined ? undefined : new Set(visit.allowedVehicles);
        vehicles.forEach((vehicle, t) => {
            const skilled = (visit.skills ?? []).every((skill) => skills[t].has(skill));
            if (skilled && (allowed === undefined || allowed.has(vehicle.id))) eligible[v * vehicles.length + t] = 1;
        });
    });
    return { eligible, restricted: true };
}

/** @param hour - what starting a visit of priority 100 an hour later costs */
function compileLateness(visits: readonly Visit[], hour: number): Float64Array {
    return Float64Array.from(visits, (visit) => ((visit.priority ?? 0) * hour) / 100 / 3600);
}
