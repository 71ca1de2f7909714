import type { StopCriteria } from '../../src/core/index.js';
import { instanceValue } from '../../src/formats/index.js';
import { checkSolution, type MethodName, solve } from '../../src/routing/index.js';
import type { BenchInstance } from './instances.js';

/** One run of one method on one instance. */
export interface Run {
    readonly instance: string;
    readonly method: string;
    readonly seed: number;
    /** By the instance's own convention, recomputed by the checker. */
    readonly value: number;
    readonly bestKnown: number;
    /** (value - best known) / best known for costs; (best known - value) / best known for scores. Less is better. */
    readonly gap: number;
    readonly routes: number;
    readonly unserved: number;
    readonly seconds: number;
    readonly iterations: number;
    readonly violations: number;
}

/** Solves and checks; the clock runs from reading the problem to the solution. */
export function measure(bench: BenchInstance, method: MethodName, seed: number, stop: StopCriteria): Run {
    const instance = bench.load();
    const startedAt = performance.now();
    const solution = solve(instance.problem, { method, seed, stop });
    const seconds = (performance.now() - startedAt) / 1000;
    const check = checkSolution(instance.problem, solution);
    const value = instanceValue(instance, check);
    const worse = instance.objective === 'score' ? bench.bestKnown - value : value - bench.bestKnown;
    return {
        instance: bench.name,
        method,
        seed,
        value,
        bestKnown: bench.bestKnown,
        gap: bench.bestKnown === 0 ? 0 : worse / bench.bestKnown,
        routes: solution.routes.length,
        unserved: solution.unserved.length,
        seconds,
        iterations: solution.statistics.iterations,
        violations: check.violations.length,
    };
}
