import type { Sequence } from './build-solution.js';
import { checkSolution } from './check.js';
import type { Instance } from './compile/instance.js';
import type { RunningMethod } from './methods.js';
import type { Problem } from './problem.js';
import type { RoutePlan } from './solution.js';

/** Routes that were given and keep every rule, until the search has something better. */
export interface Given {
    readonly sequences: readonly Sequence[];
    readonly objective: readonly number[];
    readonly unserved: number;
    /** The best of the search that was found to be no better. */
    readonly tier?: number;
    readonly total?: number;
}

/** The method that goes on from routes: what `savings` and `sweep` build is built from nothing. */
export function methodBehind(initial: readonly Sequence[], method: RunningMethod): RunningMethod {
    if (initial.length === 0) return method;
    if (method === 'savings' || method === 'sweep') return 'insertion';
    return method === 'savings+ls' || method === 'sweep+ls' ? 'insertion+ls' : method;
}

/** Routes that a call begins with, where they keep every rule. */
export function givenRoutes(problem: Problem, sequences: readonly Sequence[], plan: readonly RoutePlan[]): Given | undefined {
    const { violations, objective, unserved } = checkSolution(problem, plan);
    if (violations.some(({ code }) => code !== 'required-unserved')) return undefined;
    return { sequences, objective, unserved: unserved.length };
}

/** Routes of the search in the words of the problem. */
export function plansOf(problem: Problem, instance: Instance, sequences: readonly Sequence[]): RoutePlan[] {
    return sequences.map(({ route, visits }) => ({
        vehicleId: problem.vehicles[instance.routeType[route]].id,
        visitIds: Array.from(visits, (v) => problem.visits[v].id),
    }));
}
