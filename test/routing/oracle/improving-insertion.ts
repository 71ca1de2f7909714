import type { Problem, RoutePlan } from '../../../src/routing/index.js';
import { compareValues } from './brute-force.js';
import { Judge } from './judge.js';

/** An unserved visit outside of groups that some place of the plan, an empty vehicle's included, would take at a gain; or undefined. */
export function improvingInsertion(
    problem: Problem,
    plan: readonly RoutePlan[],
): { visitId: string; plan: RoutePlan[] } | undefined {
    const judge = new Judge(problem);
    const { value, unserved } = judge.plan(plan);
    const grouped = new Set(problem.groups?.flatMap(({ patterns }) => patterns.flat()));
    const used = plan.filter(({ visitIds }) => visitIds.length > 0);
    const isFree = ({ id, count = 1 }: Problem['vehicles'][number]): boolean =>
        used.filter(({ vehicleId }) => vehicleId === id).length < count;
    const empty = problem.vehicles.filter(isFree).map(({ id }): RoutePlan => ({ vehicleId: id, visitIds: [] }));
    const routes = [...used, ...empty];
    for (const visitId of unserved) {
        if (grouped.has(visitId)) continue;
        for (let r = 0; r < routes.length; r++) {
            for (let i = 0; i <= routes[r].visitIds.length; i++) {
                const visitIds = [...routes[r].visitIds.slice(0, i), visitId, ...routes[r].visitIds.slice(i)];
                const vehicle = problem.vehicles.find(({ id }) => id === routes[r].vehicleId);
                if (vehicle === undefined || judge.route(vehicle, visitIds) === undefined) continue;
                const better = routes.map((route, k) => (k === r ? { ...route, visitIds } : route));
                const judged = judge.plan(better);
                if (judged.keepsRules && compareValues(judged.value, value) < 0) return { visitId, plan: better };
            }
        }
    }
    return undefined;
}
