import { objectiveOf, unitCostsOf } from '../default-values.js';
import type { Problem, Visit } from '../problem.js';
import { type Leg, legOf } from './travel.js';

/** Sums over a plan that its objective looks at. */
export interface PlanSums {
    /** Required visits and groups that no route serves. */
    readonly requiredUnserved: number;
    readonly cost: number;
    /** {@link latenessCost} of all routes. */
    readonly lateness: number;
    readonly served: readonly Visit[];
    /** Those of other patterns of a served group too. */
    readonly unserved: readonly Visit[];
}

/** The numbers by which the objective compares plans, the first that differs decides; less is better. */
export function objectiveValues(problem: Problem, sums: PlanSums): readonly number[] {
    const { requiredUnserved: required, cost, lateness, served, unserved } = sums;
    const objective = objectiveOf(problem);
    const spent = cost + lateness;
    const missed = total('prize', unserved);
    if (objective.kind === 'priority') return [required, 0 - total('priority', served), unserved.length, spent];
    if (objective.kind === 'orienteering') return [required, 0 - total('prize', served), spent];
    if (objective.kind === 'cost') return [required, spent + missed];
    return [required, spent + missed + priorityPrize(problem, objective.priorityWeight ?? 0, total('priority', unserved))];
}

/** Sum of the prizes or priorities of visits, to the last digit whatever their order. */
export function total(key: 'prize' | 'priority', visits: readonly Visit[]): number {
    return sumOf(visits.map((visit) => visit[key] ?? 0));
}

/** The sum of numbers, to the last digit whatever their order. */
export function sumOf(values: readonly number[]): number {
    return Float64Array.from(values)
        .sort()
        .reduce((sum, value) => sum + value, 0);
}

// At weight 1 no detour is too long; the factor is finite, so that sums are.
const LARGEST_FACTOR = 1e6;

function priorityPrize(problem: Problem, weight: number, priority: number): number {
    if (weight === 0 || priority === 0) return 0;
    const factor = weight >= 1 ? LARGEST_FACTOR : weight / (1 - weight);
    return (priority / 100) * factor * meanRoundTrip(problem);
}

/** Round trips that are looked at, and visits whose ways to each other tell the speed of travel. */
const MOST_TRIPS = 200_000;
const MOST_IN_PAIRS = 40;

// The mean over visits of the mean over the vehicles that may serve each, or over all where none may; ways that do not exist do not count.
function meanRoundTrip(problem: Problem): number {
    const { vehicles } = problem;
    const legs = vehicles.map((vehicle) => legOf(problem, vehicle));
    const skills = vehicles.map((vehicle) => new Set(vehicle.skills ?? []));
    const means: number[] = [];
    for (const visit of sampleOf(problem.visits, Math.max(1, Math.floor(MOST_TRIPS / Math.max(1, vehicles.length))))) {
        const allowed = visit.allowedVehicles && new Set(visit.allowedVehicles);
        const needed = visit.skills ?? [];
        const all = vehicles.map((_, i) => i);
        const able = all.filter((i) => allowed?.has(vehicles[i].id) !== false && needed.every((skill) => skills[i].has(skill)));
        const costs = (able.length === 0 ? all : able).map((i) => {
            const { perDistance, perSecond } = unitCostsOf(vehicles[i]);
            const [out, outDuration] = legs[i](vehicles[i].start, visit);
            const [back, backDuration] = legs[i](visit, vehicles[i].end);
            if (!Number.isFinite(outDuration + backDuration)) return Number.POSITIVE_INFINITY;
            return perDistance * (out + back) + perSecond * (outDuration + backDuration);
        });
        const known = costs.filter(Number.isFinite);
        if (known.length > 0) means.push(sumOf(known) / known.length);
    }
    return means.length === 0 ? 0 : sumOf(means) / means.length;
}

/** What a second of starting late costs for a visit of priority 100; 0 if earliness is not asked for, or no visit matters. */
export function latenessRate(problem: Problem): number {
    const { earliness = 0, visits, vehicles } = problem;
    if (earliness === 0 || vehicles.length === 0 || !visits.some(({ priority = 0 }) => priority > 0)) return 0;
    const sample = sampleOf(visits, MOST_IN_PAIRS);
    const speeds = new Map<string, number>();
    const rates = vehicles.map((vehicle) => {
        const { perDistance, perSecond } = unitCostsOf(vehicle);
        const key = JSON.stringify([vehicle.profile, vehicle.durationFactor ?? 1]);
        const speed = speeds.get(key) ?? speedBetween(sample, legOf(problem, vehicle));
        speeds.set(key, speed);
        return perSecond + perDistance * speed;
    });
    return (earliness * sumOf(rates)) / rates.length;
}

function speedBetween(visits: readonly Visit[], leg: Leg): number {
    const known = visits
        .flatMap((a) => visits.filter((b) => b !== a).map((b) => leg(a, b)))
        .filter(([, long]) => Number.isFinite(long));
    const duration = sumOf(known.map(([, long]) => long));
    return duration > 0 ? sumOf(known.map(([far]) => far)) / duration : 0;
}

// Up to `most` visits at equal steps through all of them by place.
function sampleOf(visits: readonly Visit[], most: number): readonly Visit[] {
    if (visits.length <= most) return visits;
    const byPlace = [...visits].sort((a, b) => {
        const [x1, y1] = a.position ?? [0, 0];
        const [x2, y2] = b.position ?? [0, 0];
        return x1 - x2 || y1 - y2 || (a.location ?? 0) - (b.location ?? 0) || (a.id < b.id ? -1 : 1);
    });
    return Array.from({ length: most }, (_, i) => byPlace[Math.floor((i * visits.length) / most)]);
}

/** Earliness: what the starts of a route's visits cost beyond the opening of the shift, at {@link latenessRate}. */
export function latenessCost(rate: number, visits: readonly Visit[], starts: readonly number[], opening: number): number {
    if (rate === 0) return 0;
    let cost = 0;
    for (let i = 0; i < visits.length; i++) cost += ((visits[i].priority ?? 0) / 100) * rate * (starts[i] - opening);
    return cost;
}
