import {
    callback,
    checkStructure,
    controlEntries,
    finite,
    flag,
    IssueCollector,
    oneOf,
    optional,
    RENAMED_LIMITS,
    type RunControl,
    type Schema,
    type StopCriteria,
    stopCriteria,
    strict,
} from '../core/index.js';
import { METHODS, type MethodName } from './methods.js';
import type { Problem } from './problem.js';
import { checkPlan, planSchema } from './read-plan.js';
import type { RoutePlan, Solution } from './solution.js';
import { validateProblem } from './validate.js';

/** How a problem is solved. */
export interface SolveOptions extends RunControl<SolveProgress> {
    /**
     * When to stop, at the first of these. Without `seconds`, `iterations` or `noImprovement`, a number of iterations by the problem's
     * size holds too, the same everywhere, so that equal calls give equal answers. `target` is a collected prize for orienteering,
     * else a cost (with the prizes of visits left out) at which every visit that counts before cost is served. `seconds` hold for the
     * whole call; where there is no time to try every visit, the others are unserved with the reason `time-limit`.
     */
    readonly stop?: StopCriteria;
    /** Any finite number; default 1. The same seed and budget of iterations give the same answer, in slices or not. */
    readonly seed?: number;
    /** Default `auto`. */
    readonly method?: MethodName;
    /**
     * Routes to begin with; what breaks a rule in them is left out and inserted again. The answer is never worse than routes that keep
     * every rule. `sweep` and `savings` build from nothing, so that with routes given the cheapest insertion adds what they leave out.
     */
    readonly initial?: readonly RoutePlan[];
    /**
     * Ends the search early with the best solution so far. `solve` lets nothing else run, so that there it can only be aborted
     * before, by `onProgress` or by `onImprovement`.
     */
    readonly signal?: AbortSignal;
    /** Whether `statistics.trace` tells when each better solution was found; default false. */
    readonly trace?: boolean;
    /** Called about ten times a second. */
    readonly onProgress?: (progress: SolveProgress) => void;
    /** Called with each better solution, at most once in 10 ms. */
    readonly onImprovement?: (solution: Solution) => void;
}

/** What a running search tells. */
export interface SolveProgress {
    /** Share of the budget used, 0 to 1. */
    readonly fraction: number;
    readonly iterations: number;
    readonly seconds: number;
    /** Cost of the best solution so far, with what visits left out and late starts add to it where the objective says so. */
    readonly cost: number;
    /** How many visits it leaves out. */
    readonly unserved: number;
}

const optionsSchema: Schema = strict(
    {
        stop: optional(stopCriteria()),
        seed: optional(finite()),
        method: optional(oneOf(METHODS)),
        initial: optional(planSchema),
        trace: optional(flag()),
        ...controlEntries,
        onImprovement: optional(callback()),
    },
    RENAMED_LIMITS,
);

/** Throws every issue of the problem and the options. */
export function assertCall(problem: Problem, options: SolveOptions): void {
    const collector = new IssueCollector();
    collector.addAll(validateProblem(problem));
    const isSound = checkStructure(optionsSchema, options, collector, ['options']);
    if (isSound && options.initial !== undefined) checkPlan(problem, options.initial, ['options', 'initial'], collector);
    collector.throwIfAny('solve');
}
