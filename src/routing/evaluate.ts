import { BeatplanError, IssueCollector } from '../core/index.js';
import { buildSolution } from './build-solution.js';
import { checkSolution, type Violation } from './check.js';
import { compile } from './compile/compile.js';
import type { Problem } from './problem.js';
import { readPlan } from './read-plan.js';
import type { RoutePlan, Solution } from './solution.js';
import { assertProblem } from './validate.js';

/** A given plan with its times and figures, and the rules that it breaks. */
export interface Evaluation extends Solution {
    readonly violations: readonly Violation[];
}

/**
 * Works out times, costs and violations of routes that a person or another program made, without changing them.
 *
 * @param routes - visit ids in order, by vehicle; visits that stand in none are unserved
 * @throws BeatplanError `invalid-input` for a faulty problem, unknown ids, or visits that stand twice
 */
export function evaluate(problem: Problem, routes: readonly RoutePlan[]): Evaluation {
    assertProblem(problem);
    const statistics = { method: 'evaluate', seed: 0, iterations: 0, seconds: 0 };
    const collector = new IssueCollector();
    const instance = compile(problem);
    const sequences = readPlan(problem, instance, routes, collector);
    if (collector.issues.length > 0) throw new BeatplanError('invalid-input', 'the routes have problems:', collector.issues);
    const { violations } = checkSolution(problem, routes);
    return { ...buildSolution(problem, instance, sequences, statistics, violations.length > 0), violations };
}
