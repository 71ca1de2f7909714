import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkSolution, improve, METHODS, type MethodName, solve } from '../../../src/routing/index.js';
import { isWorse } from '../../routing/oracle/decimals.js';
import { plansOf } from '../../routing/oracle/figures.js';
import { judgeSolution } from '../../routing/oracle/judge-solution.js';
import type { Lane } from '../lane.js';
import { type ProblemCase, problemCases } from './problem-cases.js';

interface WarmStartCase extends ProblemCase {
    readonly next: MethodName;
    readonly nextIterations: number;
}

/** Routes that are handed in are never answered by worse ones, and `improve` only gets better. */
export const warmStarts: Lane<WarmStartCase> = {
    name: 'warm-starts',
    cases: fc
        .tuple(problemCases, fc.constantFrom(...METHODS), fc.nat(80))
        .map(([given, next, nextIterations]) => ({ ...given, next, nextIterations })),
    async judge({ problem, method, iterations, seed, next, nextIterations }) {
        const given = solve(problem, { method, stop: { iterations }, seed });
        const { objective } = checkSolution(problem, given);
        const options = { initial: plansOf(given), method: next, stop: { iterations: nextIterations }, seed: seed + 1 };
        const answer = judgeSolution(problem, solve(problem, options));
        assert.ok(!isWorse(answer, objective), `${answer} after ${objective}`);
        let least = objective;
        for await (const solution of improve(problem, options)) {
            const value = checkSolution(problem, solution).objective;
            assert.ok(!isWorse(value, least), `improve: ${value} after ${least}`);
            least = value;
        }
    },
};
