import { IssueCollector, runSteps } from '../core/index.js';
import { buildSolution, emptySolution } from './build-solution.js';
import { checkSolution, type Violation } from './check.js';
import { compile } from './compile/compile.js';
import type { Problem } from './problem.js';
import { checkPlan, readPlan } from './read-plan.js';
import type { RoutePlan, Solution } from './solution.js';
import { validateProblem } from './validate.js';

/** A given plan with its times and figures, and the rules that it breaks. */
export interface Evaluation extends Solution {
    readonly violations: readonly Violation[];
}

/**
 * Works out times, costs and violations of routes that a person or another program made, without changing them.
 *
 * @param problem - visits, vehicles, travel and objective; not changed
 * @param routes - visit ids in order, by vehicle; visits that stand in none are unserved
 * @returns the plan as a solution, with `violations` in addition; `feasible` is true if there are none. A route that misses a window
 * goes on: service then starts on arrival.
 * @throws BeatplanError `invalid-input` with every issue of the problem and of the routes: unknown ids, visits that stand twice,
 * vehicles that drive more routes than there are
 * @example
 * ```ts
 * const { cost, violations } = evaluate(problem, [{ vehicleId: 'rep', visitIds: ['b', 'a'] }]);
 * ```
 */
export function evaluate(problem: Problem, routes: readonly RoutePlan[]): Evaluation {
    const collector = new IssueCollector();
    collector.addAll(validateProblem(problem));
    checkPlan(problem, routes, ['routes'], collector);
    collector.throwIfAny('evaluate');
    const statistics = { method: 'evaluate', seed: 0, iterations: 0, seconds: 0 };
    if (problem.vehicles.length === 0) return { ...emptySolution(statistics), violations: [] };
    const instance = compile(problem, false);
    const { violations } = checkSolution(problem, routes);
    const sequences = readPlan(problem, instance, routes);
    const provenance = { brokenRules: violations.length > 0 };
    return { ...runSteps(buildSolution(problem, instance, sequences, statistics, provenance)), violations };
}
