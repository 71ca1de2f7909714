import type { Problem, RoutePlan } from '../../../src/routing/index.js';
import { Judge } from './judge.js';

/** Compares two values of one objective entry by entry, but for rounding; below 0 where the first is better. */
export function compareValues(a: readonly number[], b: readonly number[]): number {
    for (let i = 0; i < a.length; i++) {
        if (Math.abs(a[i] - b[i]) > 1e-6 * Math.max(1, Math.abs(a[i]))) return a[i] - b[i];
    }
    return 0;
}

/** The best plan among all: every visit in every place of every route, or in none. For five visits at most. */
export function bestPlan(problem: Problem): { value: readonly number[]; plan: readonly RoutePlan[] } {
    const judge = new Judge(problem);
    const slots = problem.vehicles.flatMap((vehicle) => Array.from({ length: vehicle.count ?? 1 }, () => vehicle));
    const routes: string[][] = slots.map(() => []);
    let best: { value: readonly number[]; plan: readonly RoutePlan[] } | undefined;
    const place = (v: number): void => {
        if (v === problem.visits.length) {
            // A route that breaks a rule spoils the plan; routes are remembered, so ask for them first.
            if (slots.some((vehicle, i) => routes[i].length > 0 && judge.route(vehicle, routes[i]) === undefined)) return;
            const plan = slots.map(({ id }, i) => ({ vehicleId: id, visitIds: [...routes[i]] }));
            const { value, keepsRules } = judge.plan(plan);
            if (keepsRules && (best === undefined || compareValues(value, best.value) < 0)) best = { value, plan };
            return;
        }
        place(v + 1);
        const { id } = problem.visits[v];
        for (const route of routes) {
            for (let i = 0; i <= route.length; i++) {
                route.splice(i, 0, id);
                place(v + 1);
                route.splice(i, 1);
            }
        }
    };
    place(0);
    return best ?? { value: [], plan: [] };
}
