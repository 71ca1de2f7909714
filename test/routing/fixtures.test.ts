import { describe, expect, it } from 'vitest';
import { Random, runSteps } from '../../src/core/index.js';
import { compile } from '../../src/routing/compile/compile.js';
import { insertAll } from '../../src/routing/construct/insert-all.js';
import { insertPlan } from '../../src/routing/construct/insert-plan.js';
import {
    checkSolution,
    evaluate,
    improve,
    METHODS,
    type Problem,
    type RoutePlan,
    type Solution,
    solve,
} from '../../src/routing/index.js';
import { readPlan } from '../../src/routing/read-plan.js';
import { State } from '../../src/routing/state/state.js';
import * as detour from './fixtures/detour-shorter-than-way.js';
import * as lukewarm from './fixtures/earliness-without-priorities.js';
import * as given from './fixtures/given-routes-for-every-method.js';
import * as laterStart from './fixtures/later-start-shorter-day.js';
import * as noWay from './fixtures/no-way-with-earliness.js';
import * as alike from './fixtures/prize-and-cost-rise-alike.js';
import * as together from './fixtures/prizes-worth-it-together.js';
import * as farFromZero from './fixtures/time-axis-far-from-zero.js';

/** The state that a search begins with when it is given a plan. */
function stateOf(problem: Problem, plan: readonly RoutePlan[]): State {
    const instance = compile(problem);
    const state = new State(instance);
    runSteps(insertPlan(state, readPlan(problem, instance, plan), new Random(1)));
    return state;
}

function servedBy(solution: Solution): string[] {
    return solution.routes.flatMap(({ stops }) => stops.map(({ visitId }) => visitId)).sort();
}

// Each of these was once answered wrongly. `it.fails` marks what still is: take it away with the mistake.
describe('detour-shorter-than-way', () => {
    it('keeps given routes that keep every rule', () => {
        expect(checkSolution(detour.problem, detour.plan).feasible).toBe(true);
        for (const method of METHODS) {
            const solution = solve(detour.problem, { initial: detour.plan, method, stop: { iterations: 20 } });
            expect(solution.feasible, method).toBe(true);
        }
    });

    it('begins the search with the given routes', () => {
        expect(stateOf(detour.problem, detour.plan).absentCount).toBe(0);
    });
});

describe('prizes-worth-it-together', () => {
    it('never answers worse than the given routes', () => {
        for (const method of METHODS) {
            const options = { initial: together.plan, method, stop: { iterations: 0 } };
            const { objective } = checkSolution(together.problem, solve(together.problem, options));
            expect(objective[1], method).toBeLessThanOrEqual(200);
        }
    });

    it('does not make the given routes worse before the search', () => {
        const state = stateOf(together.problem, together.plan);
        const before = state.total();
        insertAll(state, new Random(1));
        expect(state.total()).toBeLessThanOrEqual(before);
    });
});

describe('no-way-with-earliness', () => {
    it('serves what can be reached', () => {
        expect(servedBy(solve(noWay.problem, { stop: { iterations: 50 } }))).toEqual(['a', 'b']);
    });

    it('is checked with finite figures', () => {
        const { violations, objective } = checkSolution(noWay.problem, [{ vehicleId: 'van', visitIds: ['b', 'a'] }]);
        expect(violations).toEqual([]);
        expect(objective.every(Number.isFinite)).toBe(true);
    });
});

describe('time-axis-far-from-zero', () => {
    it('keeps windows to less than a second', () => {
        expect(servedBy(solve(farFromZero.problem, { stop: { iterations: 20 } }))).toEqual([]);
    });
});

describe('later-start-shorter-day', () => {
    it('leaves later where that keeps the longest duration', () => {
        expect(servedBy(solve(laterStart.problem, { stop: { iterations: 50 } }))).toEqual(['a', 'b']);
    });
});

describe('prize-and-cost-rise-alike', () => {
    it('ends the row of better solutions with the best', async () => {
        const best = solve(alike.problem, { stop: { iterations: 500 } });
        expect(best.prize).toBe(20);
        const prizes: number[] = [];
        for await (const { prize } of improve(alike.problem, { stop: { iterations: 500 } })) prizes.push(prize);
        expect(prizes.at(-1)).toBe(20);
    });
});

describe('earliness-without-priorities', () => {
    it('is one problem to solver and checker', () => {
        const plan = [{ vehicleId: 'van', visitIds: ['a', 'b'] }];
        expect(checkSolution(lukewarm.problem, plan).duration).toBe(4);
        expect(evaluate(lukewarm.problem, plan).duration).toBe(4);
    });
});

describe('given-routes-for-every-method', () => {
    // savings and sweep went on for ever: they put visits in that stood in a route already.
    it.each(METHODS)('%s adds what the given routes leave out', (method) => {
        const solution = solve(given.problem, { initial: given.plan, method, stop: { iterations: 50 } });
        expect(servedBy(solution)).toEqual(['given', 'left']);
        expect(solution.statistics.method).toBe(method === 'auto' ? 'sisr' : method);
        expect(checkSolution(given.problem, solution).feasible).toBe(true);
    });
});
