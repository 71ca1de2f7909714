import {
    anything,
    BeatplanError,
    checkStructure,
    clockSeconds,
    finite,
    IssueCollector,
    list,
    oneOf,
    optional,
    Random,
    type Schema,
    type StopCriteria,
    StopWatch,
    stopCriteria,
    strict,
    text,
} from '../core/index.js';
import { buildSolution, type Sequence } from './build-solution.js';
import { compile } from './compile/compile.js';
import type { Instance } from './compile/instance.js';
import { defaultStop, METHODS, type MethodName, startSearch } from './methods.js';
import type { Problem } from './problem.js';
import { readPlan } from './read-plan.js';
import type { Search } from './search/search.js';
import type { RoutePlan, Solution } from './solution.js';
import { assertProblem } from './validate.js';

/** How a problem is solved. */
export interface SolveOptions {
    /**
     * When to stop, at the first of these; default a number of iterations by size, so that equal calls give equal answers. `target`
     * is a collected prize for orienteering, else a cost (with the prizes of visits left out) at which every visit that counts before
     * cost is served.
     */
    readonly stop?: StopCriteria;
    /** Default 1. */
    readonly seed?: number;
    /** Default `auto`. */
    readonly method?: MethodName;
    /** Routes to begin with; what breaks a rule in them is left out and inserted anew. */
    readonly initial?: readonly RoutePlan[];
    /** Ends the search early with the best solution so far. */
    readonly signal?: AbortSignal;
}

/** What a running search tells. */
export interface SolveProgress {
    /** Share of the budget used, 0 to 1. */
    readonly fraction: number;
    readonly iterations: number;
    readonly seconds: number;
    /** Cost of the best solution so far, and how many visits it leaves out. */
    readonly cost: number;
    readonly unserved: number;
}

/** Options of {@link solveAsync}. */
export interface SolveAsyncOptions extends SolveOptions {
    /** Called about ten times a second. */
    readonly onProgress?: (progress: SolveProgress) => void;
    /** Called with each better solution, at most once a slice. */
    readonly onImprovement?: (solution: Solution) => void;
}

/**
 * Solves a vehicle routing problem.
 *
 * @param problem - visits, vehicles, travel and objective; not changed
 * @param options - stop criteria, seed, method
 * @returns the best solution found; every visit is in a route or in `unserved` with reasons
 * @throws BeatplanError `invalid-input` with every issue of the problem
 * @example
 * ```ts
 * const solution = solve({
 *     visits: [
 *         { id: 'a', position: [13.4, 52.52], serviceDuration: 1800 },
 *         { id: 'b', position: [13.3, 52.5], serviceDuration: 1800, priority: 80 },
 *     ],
 *     vehicles: [{ id: 'rep', start: { position: [13.38, 52.51] }, end: { position: [13.38, 52.51] }, shift: [0, 28800] }],
 *     objective: { kind: 'priority' },
 * });
 * ```
 */
export function solve(problem: Problem, options: SolveOptions = {}): Solution {
    const run = new Run(problem, options);
    while (!run.slice(SYNC_SLICE));
    return run.solution();
}

/** As {@link solve}, in slices of some milliseconds between which the event loop runs. */
export async function solveAsync(problem: Problem, options: SolveAsyncOptions = {}): Promise<Solution> {
    const run = new Run(problem, options);
    let best = run.mark();
    let reported = Number.NEGATIVE_INFINITY;
    let slice = 16;
    for (let over = false; !over; ) {
        const before = clockSeconds();
        over = run.slice(slice);
        const spent = clockSeconds() - before;
        slice = Math.max(1, Math.min(100_000, Math.round((slice * ASYNC_SLICE_SECONDS) / Math.max(spent, 1e-5))));
        const mark = run.mark();
        if (mark !== best && options.onImprovement !== undefined) options.onImprovement(run.solution());
        best = mark;
        if (options.onProgress !== undefined && (over || clockSeconds() - reported > 0.1)) {
            reported = clockSeconds();
            options.onProgress(run.progress());
        }
        await new Promise((resolve) => setTimeout(resolve, 0));
    }
    return run.solution();
}

/**
 * Ever better solutions, ending with the best: `for await (const solution of improve(problem)) …`. Leaving the loop ends the search.
 */
export async function* improve(problem: Problem, options: SolveOptions = {}): AsyncGenerator<Solution, void, undefined> {
    const run = new Run(problem, options);
    let best = run.mark();
    yield run.solution();
    let slice = 16;
    for (let over = false; !over; ) {
        const before = clockSeconds();
        over = run.slice(slice);
        slice = Math.max(
            1,
            Math.min(100_000, Math.round((slice * ASYNC_SLICE_SECONDS) / Math.max(clockSeconds() - before, 1e-5))),
        );
        await new Promise((resolve) => setTimeout(resolve, 0));
        const mark = run.mark();
        if (mark !== best) yield run.solution();
        best = mark;
    }
}

const SYNC_SLICE = 1 << 20;
const ASYNC_SLICE_SECONDS = 0.02;

const optionsSchema: Schema = strict({
    stop: optional(stopCriteria()),
    seed: optional(finite()),
    method: optional(oneOf(METHODS)),
    initial: optional(list(strict({ vehicleId: text(), visitIds: list(text()) }))),
    signal: optional(anything()),
    onProgress: optional(anything()),
    onImprovement: optional(anything()),
});

function assertOptions(options: SolveOptions): void {
    const collector = new IssueCollector();
    checkStructure(optionsSchema, options, collector, ['options']);
    collector.throwIfAny('the call');
}

/** One solve from validation to solution. */
class Run {
    private readonly problem: Problem;
    private readonly seed: number;
    private readonly method: MethodName;
    private readonly watch: StopWatch;
    private readonly instance: Instance | undefined;
    private readonly search: Search | undefined;

    constructor(problem: Problem, options: SolveOptions) {
        const startedAt = clockSeconds();
        assertOptions(options);
        assertProblem(problem);
        this.problem = problem;
        this.seed = options.seed ?? 1;
        this.method = options.method ?? 'auto';
        this.watch = new StopWatch(options.stop ?? defaultStop(problem), options.signal, startedAt);
        if (problem.vehicles.length === 0) return;
        this.instance = compile(problem);
        const initial = options.initial === undefined ? [] : planOf(problem, this.instance, options.initial);
        this.search = startSearch(this.method, this.instance, new Random(this.seed), initial);
    }

    /** Runs `iterations` more; returns whether the search is over. */
    slice(iterations: number): boolean {
        return this.search === undefined || this.search.run(this.watch, iterations);
    }

    /** A value that changes with each better solution. */
    mark(): number {
        return this.search === undefined ? 0 : this.search.best.tier + this.search.best.total;
    }

    progress(): SolveProgress {
        const iterations = this.search?.iterations ?? 0;
        return {
            fraction: this.watch.fraction(iterations),
            iterations,
            seconds: this.watch.elapsed(),
            cost: this.search?.best.total ?? 0,
            unserved: this.search?.best.unservedCount() ?? 0,
        };
    }

    solution(): Solution {
        const statistics = {
            method: this.method,
            seed: this.seed,
            iterations: this.search?.iterations ?? 0,
            seconds: this.watch.elapsed(),
        };
        if (this.instance === undefined || this.search === undefined) return emptySolution(statistics);
        return buildSolution(this.problem, this.instance, this.search.best.sequences(), statistics);
    }
}

function emptySolution(statistics: Solution['statistics']): Solution {
    const zeros = {
        cost: 0,
        distance: 0,
        duration: 0,
        travelDuration: 0,
        serviceDuration: 0,
        waitingDuration: 0,
        prize: 0,
        priority: 0,
    };
    return { routes: [], unserved: [], feasible: true, ...zeros, statistics };
}

function planOf(problem: Problem, instance: Instance, plan: readonly RoutePlan[]): readonly Sequence[] {
    const collector = new IssueCollector();
    const sequences = readPlan(problem, instance, plan, collector);
    if (collector.issues.length > 0)
        throw new BeatplanError('invalid-input', 'the initial routes have problems:', collector.issues);
    return sequences;
}
