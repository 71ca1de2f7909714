import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/index.js';
import { checkSolution, improve, METHODS, type Problem, type Solution, solve, solveAsync } from '../../src/routing/index.js';
import { compareValues } from '../routing/oracle/brute-force.js';
import { plansOf, SUMS } from '../routing/oracle/figures.js';
import { generateProblem } from '../routing/oracle/generate.js';
import { Judge } from '../routing/oracle/judge.js';

const CASES = 300;
const ITERATIONS = 250;
/** What does not depend on the clock. */
function timeless({ statistics: { seconds: _, ...statistics }, ...rest }: Solution): unknown {
    return { ...rest, statistics };
}

/** Holds a solution to the rules, to its own figures and to what was asked; returns what its objective compares. */
function judge(problem: Problem, solution: Solution): readonly number[] {
    const check = checkSolution(problem, solution);
    const judged = new Judge(problem).plan(plansOf(solution));
    expect(check.violations.filter(({ code }) => code !== 'required-unserved')).toEqual([]);
    expect(judged.keepsRules).toBe(true);
    expect(solution.feasible).toBe(check.feasible);
    for (const key of SUMS) {
        const noise = 1e-6 * Math.max(10, Math.abs(check[key]));
        if (!(Math.abs(solution[key] - check[key]) <= noise)) expect(solution[key], key).toBe(check[key]);
        if (!(Math.abs(judged[key] - check[key]) <= noise)) expect(judged[key], key).toBe(check[key]);
    }
    expect(compareValues(check.objective, judged.value)).toBe(0);
    const served = solution.routes.flatMap(({ stops }) => stops.map(({ visitId }) => visitId));
    const unserved = solution.unserved.map(({ visitId }) => visitId);
    expect([...served, ...unserved].sort()).toEqual(problem.visits.map(({ id }) => id).sort());
    const vehicleIds = problem.vehicles.map(({ id }) => id).sort();
    for (const { reasons } of solution.unserved) {
        expect(reasons.flatMap((reason) => reason.vehicleIds).sort()).toEqual(vehicleIds);
    }
    return check.objective;
}

function expectNotWorse(value: readonly number[], than: readonly number[]): void {
    expect(compareValues(value, than), `${value} after ${than}`).toBeLessThanOrEqual(0);
}

/** The same problem in another order. */
function shuffled(problem: Problem, seed: number): Problem {
    const random = new Random(seed);
    const visits = [...problem.visits];
    const vehicles = [...problem.vehicles];
    random.shuffle(visits);
    random.shuffle(vehicles);
    return { ...problem, visits, vehicles };
}

describe('generated problems', () => {
    it.each(Array.from({ length: CASES }, (_, i) => i + 1))('%i', async (seed) => {
        const problem = generateProblem(100_000 + seed, { leastVisits: 5, mostVisits: 60, mostVehicles: 6 });
        const before = JSON.stringify(problem);
        const stop = { iterations: ITERATIONS };

        const method = METHODS[seed % METHODS.length];
        judge(problem, solve(problem, { method, stop, seed }));
        const first = solve(problem, { stop, seed });
        const value = judge(problem, first);

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
        expectNotWorse(judge(problem, kept), value);
        expectNotWorse(judge(problem, solve(problem, { initial, stop, seed: seed + 1 })), value);
        expectNotWorse(judge(problem, solve(problem, { initial, stop, method })), value);

        const other = shuffled(problem, seed);
        judge(other, solve(other, { stop, seed }));
        expect(JSON.stringify(problem)).toBe(before);
    });
});
