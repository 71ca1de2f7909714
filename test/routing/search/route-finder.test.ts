import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/index.js';
import { compile } from '../../../src/routing/compile/compile.js';
import type { Problem } from '../../../src/routing/index.js';
import { RouteFinder } from '../../../src/routing/search/route-finder.js';
import { State } from '../../../src/routing/state/state.js';
import { generateProblem } from '../oracle/generate.js';
import { Judge } from '../oracle/judge.js';

/** Overlooks no visit. */
class Attentive extends Random {
    override next(): number {
        return 0;
    }
}

/** What each route of a vehicle brings beyond its cost; nothing where it breaks a rule. */
function profitOf(problem: Problem, judge: Judge, visitIds: readonly string[]): number {
    const route = judge.route(problem.vehicles[0], visitIds);
    if (route === undefined) return Number.NEGATIVE_INFINITY;
    const prizes = problem.visits.reduce((sum, { id, prize = 0 }) => sum + (visitIds.includes(id) ? prize : 0), 0);
    return problem.objective?.kind === 'orienteering' ? prizes : prizes - route.cost;
}

function bestProfit(problem: Problem, judge: Judge): number {
    let best = 0;
    const extend = (visitIds: readonly string[]): void => {
        best = Math.max(best, visitIds.length === 0 ? 0 : profitOf(problem, judge, visitIds));
        for (const { id } of problem.visits) if (!visitIds.includes(id)) extend([...visitIds, id]);
    };
    extend([]);
    return best;
}

describe.each(['prize', 'orienteering'] as const)('a route drawn among absent visits, for %s', (kind) => {
    it('keeps the rules, pays, and is nearly always the best', () => {
        let paying = 0;
        let best = 0;
        for (let seed = 1; seed <= 80; seed++) {
            const features = ['windows', 'service', 'prizes', 'shifts', 'capacity'] as const;
            const drawn = generateProblem(seed, { leastVisits: 4, mostVisits: 5, mostVehicles: 1, features, kind });
            const problem = { ...drawn, visits: drawn.visits.map(({ required: _, ...visit }) => visit) };
            const instance = compile(problem);
            const judge = new Judge(problem);
            const finder = new RouteFinder(new State(instance), new Attentive(1));
            const optimum = bestProfit(problem, judge);
            const isFound = finder.find(0, 0);
            if (!isFound) continue;
            const visitIds = Array.from(finder.visits.subarray(0, finder.count), (v) => problem.visits[v].id);
            const profit = profitOf(problem, judge, visitIds);
            expect(profit, `seed ${seed}`).toBeGreaterThan(0);
            expect(profit, `seed ${seed}`).toBeLessThanOrEqual(optimum + 1e-6);
            paying++;
            if (profit > optimum - 1e-6) best++;
        }
        expect(paying).toBeGreaterThan(20);
        expect(best / paying).toBeGreaterThan(0.9);
    });
});
