import { objectiveOf, unitCostsOf } from '../default-values.js';
import type { Problem, Vehicle, Visit } from '../problem.js';
import { legOf } from './travel.js';

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

/** Sum of the prizes or priorities of visits. */
export function total(key: 'prize' | 'priority', visits: readonly Visit[]): number {
    let sum = 0;
    for (const visit of visits) sum += visit[key] ?? 0;
    return sum;
}

// At weight 1 no detour is too long; the factor is finite, so that sums are.
const LARGEST_FACTOR = 1e6;

function priorityPrize(problem: Problem, weight: number, priority: number): number {
    if (weight === 0 || priority === 0) return 0;
    const factor = weight >= 1 ? LARGEST_FACTOR : weight / (1 - weight);
    return (priority / 100) * factor * meanRoundTrip(problem);
}

// Of each visit with the first vehicle that may serve it; visits that cannot be reached do not count.
function meanRoundTrip(problem: Problem): number {
    const { visits, vehicles } = problem;
    const legs = vehicles.map((vehicle) => legOf(problem, vehicle));
    const skills = vehicles.map((vehicle) => new Set(vehicle.skills ?? []));
    let sum = 0;
    let known = 0;
    for (const visit of visits) {
        const allowed = visit.allowedVehicles && new Set(visit.allowedVehicles);
        const needed = visit.skills ?? [];
        const found = vehicles.findIndex(
            ({ id }, i) => (allowed === undefined || allowed.has(id)) && needed.every((skill) => skills[i].has(skill)),
        );
        const i = found < 0 ? vehicles.length - 1 : found;
        const { perDistance, perSecond } = unitCostsOf(vehicles[i]);
        const [out, outDuration] = legs[i](vehicles[i].start, visit);
        const [back, backDuration] = legs[i](visit, vehicles[i].end);
        if (!Number.isFinite(outDuration + backDuration)) continue;
        sum += perDistance * (out + back) + perSecond * (outDuration + backDuration);
        known++;
    }
    return known === 0 ? 0 : sum / known;
}

/** What a second of starting late costs for a visit of priority 100; 0 where earliness is not asked for, or no visit matters. */
export function latenessRate(problem: Problem): number {
    const { earliness = 0, visits, vehicles } = problem;
    if (earliness === 0 || vehicles.length === 0 || !visits.some(({ priority = 0 }) => priority > 0)) return 0;
    const leg = legOf(problem, vehicles[0]);
    // Visits that follow each other in the input are a sample of all pairs.
    const step = Math.max(1, Math.floor(visits.length / 100));
    let distance = 0;
    let duration = 0;
    for (let i = 0; i + step < visits.length; i += step) {
        const [far, long] = leg(visits[i], visits[i + step]);
        if (!Number.isFinite(long)) continue;
        distance += far;
        duration += long;
    }
    const mean = (value: (vehicle: Vehicle) => number): number =>
        vehicles.reduce((sum, vehicle) => sum + value(vehicle), 0) / vehicles.length;
    const perDistance = mean((vehicle) => unitCostsOf(vehicle).perDistance);
    const perSecond = mean((vehicle) => unitCostsOf(vehicle).perSecond);
    return earliness * (perSecond + (duration > 0 ? (perDistance * distance) / duration : 0));
}

/** Earliness: what the starts of a route's visits cost beyond the opening of the shift, at {@link latenessRate}. */
export function latenessCost(rate: number, visits: readonly Visit[], starts: readonly number[], opening: number): number {
    if (rate === 0) return 0;
    let cost = 0;
    for (let i = 0; i < visits.length; i++) cost += ((visits[i].priority ?? 0) / 100) * rate * (starts[i] - opening);
    return cost;
}
