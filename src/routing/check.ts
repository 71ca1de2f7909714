import { BeatplanError, checkStructure, IssueCollector, list, loose, type Schema, text } from '../core/index.js';
import { checkGroups } from './check/check-groups.js';
import { checkRoute, type RouteFigures, type Violation } from './check/check-route.js';
import { latenessRate, objectiveValues, sumOf, total } from './check/objective.js';
import { fromZero } from './check/time-axis.js';
import { isRequired, objectiveOf } from './default-values.js';
import type { Problem, Visit } from './problem.js';
import type { RoutePlan, Solution } from './solution.js';
import { validateProblem } from './validate.js';

export type { Violation } from './check/check-route.js';

/** What {@link checkSolution} found, all of it recomputed from the problem. */
export interface CheckResult {
    /** No violation. */
    readonly feasible: boolean;
    readonly violations: readonly Violation[];
    /** Sum of the routes' costs. */
    readonly cost: number;
    readonly distance: number;
    readonly duration: number;
    readonly travelDuration: number;
    readonly serviceDuration: number;
    readonly waitingDuration: number;
    /** Sum of the prizes of served visits. */
    readonly prize: number;
    /** Sum of the prizes of visits that are not served. */
    readonly uncollectedPrize: number;
    /** Sum of the priorities of served visits. */
    readonly priority: number;
    /** What `earliness` adds to the objective for visits that start after their shift opened; 0 without it. */
    readonly lateness: number;
    /**
     * What the objective compares, so that two plans of one problem can be put in order: the first number that differs decides, less
     * is better. The number of required visits and groups not served comes first, then
     *
     * - `cost`: cost, prizes of visits not served, and lateness in one sum;
     * - `priority`: the priority above with its sign turned, the number of visits not served, then cost and lateness in one sum;
     * - `prize`: as `cost`, with what `priorityWeight` makes of the priorities of visits not served;
     * - `orienteering`: the prize above with its sign turned, then cost and lateness in one sum.
     *
     * Visits not served are all that no route serves, those of other patterns of a served group too.
     */
    readonly objective: readonly number[];
    /** Ids of the visits that no route serves, in the order of the problem; not those whose group is served by its other visits. */
    readonly unserved: readonly string[];
    /** Routes with at least one visit. */
    readonly routes: number;
}

/**
 * Recomputes a plan from the problem alone and names every rule that it breaks.
 *
 * It shares no code with the solver beyond the types, their validation and the meaning of defaults, so that solvers, files and people can be
 * checked with it.
 *
 * @param problem - a valid problem (see `validateProblem`)
 * @param plan - routes as visit ids, or a solution, whose own figures are not looked at
 * @throws BeatplanError `not-supported` for a problem with shipments, `invalid-input` for one that is not valid
 * @returns figures and violations, in the order of the routes; O(visits x windows), times a logarithm for routes that may leave later
 */
export function checkSolution(problem: Problem, plan: readonly RoutePlan[] | Solution): CheckResult {
    if ((problem?.shipments ?? []).length > 0) {
        throw new BeatplanError('not-supported', 'Shipments cannot be checked yet.', [
            { code: 'not-supported', path: ['problem', 'shipments'], message: 'cannot be checked yet' },
        ]);
    }
    const routes = soundRoutes(problem, plan);
    const violations: Violation[] = [];
    const { problem: moved, rounding } = fromZero(problem);
    const visits = new Map(moved.visits.map((visit) => [visit.id, visit]));
    const vehicles = new Map(moved.vehicles.map((vehicle) => [vehicle.id, vehicle]));
    const uses = new Map<string, number>();
    const served = new Set<string>();
    const figures: RouteFigures[] = [];
    const context = {
        early: (problem.earliness ?? 0) > 0 && problem.visits.some(({ priority = 0 }) => priority > 0),
        rate: latenessRate(problem),
        rounding,
    };
    for (const { vehicleId, visitIds } of routes) {
        const vehicle = vehicles.get(vehicleId);
        if (vehicle === undefined) {
            violations.push({ code: 'unknown-id', message: 'is the id of no vehicle', vehicleId });
            continue;
        }
        const stops: Visit[] = [];
        for (const visitId of visitIds) {
            const visit = visits.get(visitId);
            if (visit === undefined)
                violations.push({ code: 'unknown-id', message: 'is the id of no visit', vehicleId, visitId });
            else if (served.has(visitId))
                violations.push({ code: 'duplicate-visit', message: 'is served more than once', vehicleId, visitId });
            if (visit !== undefined) stops.push(visit);
            served.add(visitId);
        }
        if (stops.length === 0) continue;
        const used = (uses.get(vehicleId) ?? 0) + 1;
        uses.set(vehicleId, used);
        if (used === (vehicle.count ?? 1) + 1) {
            violations.push({
                code: 'vehicle-used-twice',
                message: `drives more than ${vehicle.count ?? 1} route(s)`,
                vehicleId,
            });
        }
        figures.push(checkRoute(moved, vehicle, stops, context, violations));
    }
    const spared = checkGroups(problem, served, violations);
    const grouped = new Set(problem.groups?.flatMap((group) => group.patterns.flat()));
    const absent = problem.visits.filter((visit) => !served.has(visit.id));
    const unserved = absent.filter((visit) => !spared.has(visit.id));
    const objective = objectiveOf(problem);
    for (const visit of unserved) {
        if (!grouped.has(visit.id) && isRequired(visit, objective)) {
            violations.push({ code: 'required-unserved', message: 'is required and not served', visitId: visit.id });
        }
    }
    const requiredUnserved = violations.filter(({ code }) => code === 'required-unserved').length;
    const sum = (key: keyof RouteFigures): number => sumOf(figures.map((route) => route[key]));
    const done = problem.visits.filter((visit) => served.has(visit.id));
    const cost = sum('cost');
    const lateness = sum('lateness');
    return {
        feasible: violations.length === 0,
        violations,
        cost,
        distance: sum('distance'),
        duration: sum('duration'),
        travelDuration: sum('travelDuration'),
        serviceDuration: sum('serviceDuration'),
        waitingDuration: sum('waitingDuration'),
        prize: total('prize', done),
        uncollectedPrize: total('prize', absent),
        priority: total('priority', done),
        lateness,
        objective: objectiveValues(problem, { requiredUnserved, cost, lateness, served: done, unserved: absent }),
        unserved: unserved.map((visit) => visit.id),
        routes: figures.length,
    };
}

const routesSchema: Schema = list(loose({ vehicleId: text(), visitIds: list(text()) }));
const solutionSchema: Schema = loose({
    routes: list(loose({ vehicleId: text(), stops: list(loose({ visitId: text() })) })),
});

// Unknown ids are violations, not faults of the call.
function soundRoutes(problem: Problem, plan: readonly RoutePlan[] | Solution): readonly RoutePlan[] {
    const collector = new IssueCollector();
    collector.addAll(validateProblem(problem), ['problem']);
    const isSolution = typeof plan === 'object' && plan !== null && 'routes' in plan;
    checkStructure(isSolution ? solutionSchema : routesSchema, plan, collector, ['plan']);
    collector.throwIfAny('checkSolution');
    return isSolution ? plansOf(plan) : (plan as readonly RoutePlan[]);
}

function plansOf(solution: Solution): RoutePlan[] {
    return solution.routes.map(({ vehicleId, stops }) => ({ vehicleId, visitIds: stops.map((stop) => stop.visitId) }));
}
