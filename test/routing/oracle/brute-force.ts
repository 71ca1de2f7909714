import { type CheckResult, checkSolution, type Problem, type RoutePlan } from '../../../src/routing/index.js';

/** The value of a plan as its objective orders plans: smaller lists come first, compared entry by entry. */
export function objectiveValue(problem: Problem, plan: readonly RoutePlan[], result: CheckResult): readonly number[] {
    const kind = problem.objective?.kind ?? 'cost';
    const required = result.violations.filter(({ code }) => code === 'required-unserved').length;
    const served = plan.reduce((sum, { visitIds }) => sum + visitIds.length, 0);
    if (kind === 'priority') return [required, -result.priority, -served, result.cost];
    if (kind === 'orienteering') return [required, -result.prize, result.cost];
    return [required, result.cost + result.uncollectedPrize];
}

export function compareValues(a: readonly number[], b: readonly number[]): number {
    for (let i = 0; i < a.length; i++) {
        if (Math.abs(a[i] - b[i]) > 1e-6 * Math.max(1, Math.abs(a[i]))) return a[i] - b[i];
    }
    return 0;
}

/** The best plan among all: every visit in every place of every route, or in none. For five visits at most. */
export function bestPlan(problem: Problem): { value: readonly number[]; plan: readonly RoutePlan[] } {
    const slots = problem.vehicles.flatMap(({ id, count = 1 }) => Array.from({ length: count }, () => id));
    const routes: string[][] = slots.map(() => []);
    let value: readonly number[] | undefined;
    let plan: readonly RoutePlan[] = [];
    const place = (v: number): void => {
        if (v === problem.visits.length) {
            const candidate = slots.map((vehicleId, i) => ({ vehicleId, visitIds: [...routes[i]] }));
            const result = checkSolution(problem, candidate);
            if (result.violations.some(({ code }) => code !== 'required-unserved')) return;
            const found = objectiveValue(problem, candidate, result);
            if (value === undefined || compareValues(found, value) < 0) {
                value = found;
                plan = candidate;
            }
            return;
        }
        place(v + 1);
        const id = problem.visits[v].id;
        for (const route of routes) {
            for (let i = 0; i <= route.length; i++) {
                route.splice(i, 0, id);
                place(v + 1);
                route.splice(i, 1);
            }
        }
    };
    place(0);
    return { value: value ?? [], plan };
}
