import { checkStructure, type IssueCollector, type IssuePath, list, type Schema, strict, text } from '../core/index.js';
import type { Sequence } from './build-solution.js';
import type { Instance } from './compile/instance.js';
import type { Problem } from './problem.js';
import type { RoutePlan } from './solution.js';

/** What `checkStructure` takes for a list of {@link RoutePlan}. */
export const planSchema: Schema = list(strict({ vehicleId: text(), visitIds: list(text()) }));

/**
 * Checks routes of ids: their structure, unknown ids, visits that stand twice and vehicles that drive too often. Other rules that
 * they break are no issues.
 *
 * @param problem - may be faulty itself: where it names no visits or vehicles, nothing is held against the routes
 * @param plan - any value
 * @param path - where it stands in the call
 */
export function checkPlan(problem: Problem, plan: unknown, path: IssuePath, collector: IssueCollector): void {
    if (!checkStructure(planSchema, plan, collector, path)) return;
    const visitIds = idsOf(problem, 'visits');
    const vehicleIds = idsOf(problem, 'vehicles');
    if (visitIds === undefined || vehicleIds === undefined) return;
    const uses = new Map<string, number>();
    const seen = new Set<string>();
    (plan as readonly RoutePlan[]).forEach((route, i) => {
        const at = [...path, i, 'vehicleId'];
        const count = vehicleIds.get(route.vehicleId);
        if (!vehicleIds.has(route.vehicleId)) {
            collector.add('unknown-id', at, 'is the id of no vehicle', { received: route.vehicleId });
        }
        route.visitIds.forEach((visitId, k) => {
            const place = [...path, i, 'visitIds', k];
            if (!visitIds.has(visitId)) collector.add('unknown-id', place, 'is the id of no visit', { received: visitId });
            else if (seen.has(visitId)) collector.add('duplicate-visit', place, 'is served already', { received: visitId });
            else seen.add(visitId);
        });
        if (route.visitIds.length === 0) return;
        const used = (uses.get(route.vehicleId) ?? 0) + 1;
        uses.set(route.vehicleId, used);
        if (typeof count === 'number' && used > count) {
            collector.add('vehicle-used-twice', at, 'has more routes than there are such vehicles', {
                received: route.vehicleId,
                expected: count === 1 ? 'one route' : `at most ${count} routes`,
            });
        }
    });
}

// Ids, and how many there are of each vehicle.
function idsOf(problem: Problem, key: 'visits' | 'vehicles'): Map<unknown, unknown> | undefined {
    const items: unknown = (problem as Problem | null | undefined)?.[key];
    if (!Array.isArray(items)) return undefined;
    // By index, as the holes of a sparse list have no ids.
    return new Map(Array.from(items, (item) => [item?.id, item?.count ?? 1]));
}

/** Translates routes that {@link checkPlan} found sound into routes of the instance; empty ones are dropped. */
export function readPlan(problem: Problem, instance: Instance, plan: readonly RoutePlan[]): readonly Sequence[] {
    const visitOf = new Map(problem.visits.map((visit, v) => [visit.id, v]));
    const typeOf = new Map(problem.vehicles.map((vehicle, type) => [vehicle.id, type]));
    const uses = new Int32Array(instance.types);
    const sequences: Sequence[] = [];
    for (const { vehicleId, visitIds } of plan) {
        if (visitIds.length === 0) continue;
        const type = typeOf.get(vehicleId) as number;
        const visits = Int32Array.from(visitIds, (id) => visitOf.get(id) as number);
        sequences.push({ route: instance.typeFirst[type] + uses[type]++, visits });
    }
    return sequences;
}
