import assert from 'node:assert/strict';
import { solve, solveAsync } from '../../../src/routing/index.js';
import { bestPlan, compareValues } from '../../routing/oracle/brute-force.js';
import { plansOf, timeless } from '../../routing/oracle/figures.js';
import { improvingInsertion } from '../../routing/oracle/improving-insertion.js';
import { judgeSolution } from '../../routing/oracle/judge-solution.js';
import { encodeCase } from '../encode-case.js';
import type { Lane } from '../lane.js';
import { type ProblemCase, problemCases } from './problem-cases.js';

/** Sizes at which every plan there is can be tried. */
const FEW_VISITS = 4;
const FEW_ROUTES = 2;

/** Every method, held to the rules, to its own figures and to the best plan by code that shares nothing with the library. */
export const routing: Lane<ProblemCase> = {
    name: 'routing',
    cases: problemCases,
    async judge({ problem, method, iterations, seed }) {
        const before = encodeCase(problem);
        const options = { method, stop: { iterations }, seed };
        const solution = solve(problem, options);
        const value = judgeSolution(problem, solution);
        assert.deepEqual(timeless(solve(problem, options)), timeless(solution), 'the same call has two answers');
        assert.deepEqual(timeless(await solveAsync(problem, options)), timeless(solution), 'solveAsync has another answer');
        assert.equal(encodeCase(problem), before, 'the problem was changed');
        assert.equal(improvingInsertion(problem, plansOf(solution)), undefined, 'an unserved visit has a place at a gain');
        const routes = problem.vehicles.reduce((sum, { count = 1 }) => sum + count, 0);
        if (problem.visits.length > FEW_VISITS || routes > FEW_ROUTES) return;
        const best = bestPlan(problem).value;
        assert.ok(compareValues(value, best) >= 0, `${value} is better than the best plan, ${best}`);
    },
};
