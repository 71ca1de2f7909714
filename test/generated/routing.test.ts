import { describe, expect, it } from 'vitest';
import { checkSolution, improve, METHODS, type Solution, solve, solveAsync } from '../../src/routing/index.js';
import { compareValues } from '../routing/oracle/brute-force.js';
import { plansOf, timeless } from '../routing/oracle/figures.js';
import { generateProblem } from '../routing/oracle/generate.js';
import { judgeSolution } from '../routing/oracle/judge-solution.js';
import { shuffled } from '../routing/oracle/shuffle.js';

const CASES = 300;
const ITERATIONS = 250;

function expectNotWorse(value: readonly number[], than: readonly number[]): void {
    expect(compareValues(value, than), `${value} after ${than}`).toBeLessThanOrEqual(0);
}

describe('generated problems', () => {
    it.each(Array.from({ length: CASES }, (_, i) => i + 1))('%i', async (seed) => {
        const problem = generateProblem(100_000 + seed, { leastVisits: 5, mostVisits: 60, mostVehicles: 6 });
        const before = JSON.stringify(problem);
        const stop = { iterations: ITERATIONS };

        const method = METHODS[seed % METHODS.length];
        judgeSolution(problem, solve(problem, { method, stop, seed }));
        const first = solve(problem, { stop, seed });
        const value = judgeSolution(problem, first);

        const direct = timeless(first);
        expect(timeless(await solveAsync(problem, { stop, seed }))).toEqual(direct);
        let last: Solution | undefined;
        let lastValue: readonly number[] | undefined;
        for await (const solution of improve(problem, { stop, seed })) {
            const next = checkSolution(problem, solution).objective;
            if (lastValue !== undefined) expectNotWorse(next, lastValue);
            [last, lastValue] = [solution, next];
        }
        expect(last?.routes).toEqual(first.routes);

        const initial = plansOf(first);
        const kept = solve(problem, { initial, stop: { iterations: 0 } });
        expectNotWorse(judgeSolution(problem, kept), value);
        expectNotWorse(judgeSolution(problem, solve(problem, { initial, stop, seed: seed + 1 })), value);
        expectNotWorse(judgeSolution(problem, solve(problem, { initial, stop, method })), value);

        const other = shuffled(problem, seed);
        judgeSolution(other, solve(other, { stop, seed }));
        expect(JSON.stringify(problem)).toBe(before);
    });
});
