import type { IssueCollector } from '../core/index.js';
import type { Sequence } from './build-solution.js';
import type { Instance } from './compile/instance.js';
import type { Problem } from './problem.js';
import type { RoutePlan } from './solution.js';

/**
 * Translates routes of ids into routes of the instance. Unknown ids, visits that stand twice and vehicles that drive too often are
 * issues; routes that break other rules are not.
 */
export function readPlan(
    problem: Problem,
    instance: Instance,
    plan: readonly RoutePlan[],
    collector: IssueCollector,
): readonly Sequence[] {
    const visitOf = new Map(problem.visits.map((visit, v) => [visit.id, v]));
    const typeOf = new Map(problem.vehicles.map((vehicle, type) => [vehicle.id, type]));
    const uses = new Int32Array(instance.types);
    const seen = new Set<number>();
    const sequences: Sequence[] = [];
    plan.forEach(({ vehicleId, visitIds }, i) => {
        const type = typeOf.get(vehicleId);
        if (type === undefined)
            collector.add('unknown-id', ['routes', i, 'vehicleId'], 'is the id of no vehicle', { received: vehicleId });
        const visits: number[] = [];
        visitIds.forEach((visitId, k) => {
            const v = visitOf.get(visitId);
            const path = ['routes', i, 'visitIds', k];
            if (v === undefined) collector.add('unknown-id', path, 'is the id of no visit', { received: visitId });
            else if (seen.has(v)) collector.add('duplicate-visit', path, 'is served already', { received: visitId });
            else {
                seen.add(v);
                visits.push(v);
            }
        });
        if (type === undefined || visits.length === 0) return;
        const route = instance.typeFirst[type] + uses[type]++;
        if (route >= instance.routes || instance.routeType[route] !== type) {
            collector.add('vehicle-used-twice', ['routes', i, 'vehicleId'], 'has more routes than there are such vehicles', {
                received: vehicleId,
            });
            return;
        }
        sequences.push({ route, visits: Int32Array.from(visits) });
    });
    return sequences;
}
