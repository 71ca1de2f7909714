import assert from 'node:assert/strict';
import { checkSolution, type Problem, type Solution } from '../../../src/routing/index.js';
import { compareValues } from './brute-force.js';
import { plansOf, SUMS } from './figures.js';
import { Judge } from './judge.js';

/** Holds a solution to the rules, to its own figures and to what was asked; returns what its objective compares. */
export function judgeSolution(problem: Problem, solution: Solution): readonly number[] {
    const check = checkSolution(problem, solution);
    const judged = new Judge(problem).plan(plansOf(solution));
    const broken = check.violations.filter(({ code }) => code !== 'required-unserved');
    assert.deepEqual(broken, [], 'a rule is broken');
    assert.ok(judged.keepsRules, 'a rule is broken, says the judge');
    assert.equal(solution.feasible, check.feasible, 'feasible');
    for (const key of SUMS) {
        const noise = 1e-6 * Math.max(10, Math.abs(check[key]));
        if (!(Math.abs(solution[key] - check[key]) <= noise)) assert.equal(solution[key], check[key], key);
        if (!(Math.abs(judged[key] - check[key]) <= noise)) assert.equal(judged[key], check[key], `${key} of the judge`);
    }
    assert.equal(compareValues(check.objective, judged.value), 0, 'objective');
    const unserved = solution.unserved.map(({ visitId }) => visitId).sort();
    assert.deepEqual(unserved, [...judged.unserved].sort(), 'unserved');
    const vehicleIds = problem.vehicles.map(({ id }) => id).sort();
    for (const { reasons } of solution.unserved) {
        assert.deepEqual(reasons.flatMap((reason) => reason.vehicleIds).sort(), vehicleIds, 'reasons');
    }
    return check.objective;
}
