import {
    abortSignal,
    callback,
    checkStructure,
    clockSeconds,
    finite,
    flag,
    IssueCollector,
    oneOf,
    optional,
    Random,
    type Schema,
    type StopCriteria,
    StopWatch,
    stopCriteria,
    strict,
} from '../core/index.js';
import { buildSolution, emptySolution, type Sequence } from './build-solution.js';
import { checkSolution } from './check.js';
import { compile } from './compile/compile.js';
import type { Instance } from './compile/instance.js';
import { defaultStop, hasTimeToSearch, METHODS, type MethodName, runningMethod, startSearch } from './methods.js';
import type { Problem } from './problem.js';
import { checkPlan, planSchema, readPlan } from './read-plan.js';
import type { Search } from './search/search.js';
import type { RoutePlan, Solution } from './solution.js';
import { TracingWatch } from './tracing-watch.js';
import { validateProblem } from './validate.js';

/** How a problem is solved. */
export interface SolveOptions {
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
     * Routes to begin with; what breaks a rule in them is left out and inserted anew. The answer is never worse than routes that keep
     * every rule. `sweep` and `savings` build from nothing, so that with routes given the cheapest insertion adds what they leave out.
     */
    readonly initial?: readonly RoutePlan[];
    /**
     * Ends the search early with the best solution so far. {@link solve} lets nothing else run, so that there only a signal that was
     * aborted before it began can count.
     */
    readonly signal?: AbortSignal;
    /** Whether `statistics.trace` tells when each better solution was found; default false. */
    readonly trace?: boolean;
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

/**
 * As {@link solve}, in slices of some milliseconds between which the event loop runs. Compiling the problem and making a first
 * solution is one slice of its own: seconds, from ten thousands of visits on.
 *
 * @throws BeatplanError (rejects) `invalid-input` with every issue of the problem and the options
 * @example
 * ```ts
 * const controller = new AbortController();
 * const solution = await solveAsync(problem, { signal: controller.signal, onProgress: ({ fraction }) => console.log(fraction) });
 * ```
 */
export async function solveAsync(problem: Problem, options: SolveAsyncOptions = {}): Promise<Solution> {
    const run = new Run(problem, options);
    let reported = Number.NEGATIVE_INFINITY;
    for (let over = false; !over; ) {
        over = run.timedSlice();
        if (run.hasImproved()) options.onImprovement?.(run.solution());
        if (options.onProgress !== undefined && (over || clockSeconds() - reported > 0.1)) {
            reported = clockSeconds();
            options.onProgress(run.progress());
        }
        await new Promise((resolve) => setTimeout(resolve, 0));
    }
    return run.solution();
}

/**
 * Ever better solutions, from the first to the best, which {@link solve} would return. Leaving the loop ends the search.
 *
 * @throws BeatplanError `invalid-input`, when the first solution is asked for
 * @example
 * ```ts
 * for await (const solution of improve(problem)) if (solution.cost < 1000) break;
 * ```
 */
export async function* improve(problem: Problem, options: SolveOptions = {}): AsyncGenerator<Solution, void, undefined> {
    const run = new Run(problem, options);
    yield run.solution();
    for (let over = false; !over; ) {
        over = run.timedSlice();
        await new Promise((resolve) => setTimeout(resolve, 0));
        if (run.hasImproved()) yield run.solution();
    }
}

const SYNC_SLICE = 1 << 20;
const ASYNC_SLICE_SECONDS = 0.02;
const FIRST_SLICE = 16;
const LONGEST_SLICE = 100_000;

const optionsSchema: Schema = strict({
    stop: optional(stopCriteria()),
    seed: optional(finite()),
    method: optional(oneOf(METHODS)),
    initial: optional(planSchema),
    signal: optional(abortSignal()),
    trace: optional(flag()),
    onProgress: optional(callback()),
    onImprovement: optional(callback()),
});

// Problem and options at once, so that nobody mends one to hear of the other.
function assertCall(problem: Problem, options: SolveOptions): void {
    const collector = new IssueCollector();
    collector.addAll(validateProblem(problem));
    const isSound = checkStructure(optionsSchema, options, collector, ['options']);
    if (isSound && options.initial !== undefined) checkPlan(problem, options.initial, ['options', 'initial'], collector);
    collector.throwIfAny('the call');
}

function stopOf(problem: Problem, method: MethodName, stop: StopCriteria = {}): StopCriteria {
    const { seconds, iterations, noImprovement } = stop;
    // The solution is still to be written down when the search ends.
    if (seconds !== undefined)
        return { ...stop, seconds: Math.max(seconds / 2, seconds - WRITING_SECONDS * problem.visits.length) };
    return iterations !== undefined || noImprovement !== undefined ? stop : { ...stop, ...defaultStop(problem, method) };
}

const WRITING_SECONDS = 2e-6;

// What `savings` and `sweep` build is built from nothing.
function methodBehind(initial: readonly Sequence[], method: MethodName): MethodName {
    if (initial.length === 0) return method;
    if (method === 'savings' || method === 'sweep') return 'insertion';
    return method === 'savings+ls' || method === 'sweep+ls' ? 'insertion+ls' : method;
}

/** Whether objective values are better than others by more than rounding. */
function isBetter(values: readonly number[], others: readonly number[]): boolean {
    for (let i = 0; i < values.length; i++) {
        const noise = 1e-9 * Math.max(1, Math.abs(others[i]));
        if (Math.abs(values[i] - others[i]) > noise) return values[i] < others[i];
    }
    return false;
}

/** Routes that were given and keep every rule, until the search has something as good. */
interface Given {
    readonly sequences: readonly Sequence[];
    readonly objective: readonly number[];
    readonly unserved: number;
}

/** One solve from validation to solution. */
class Run {
    private readonly problem: Problem;
    private readonly seed: number;
    private readonly method: MethodName;
    private readonly watch: StopWatch;
    private readonly tracing: TracingWatch | undefined;
    private readonly instance: Instance | undefined;
    private readonly search: Search | undefined;
    private given: Given | undefined;
    // The time was up before every visit was tried.
    private cutShort = false;
    private tier = 0;
    private total = 0;
    private sliceLength = FIRST_SLICE;

    constructor(problem: Problem, options: SolveOptions) {
        const startedAt = clockSeconds();
        assertCall(problem, options);
        this.problem = problem;
        this.seed = options.seed ?? 1;
        const method = options.method ?? 'auto';
        const deadline = startedAt + (options.stop?.seconds ?? Number.POSITIVE_INFINITY);
        const beforeCompiling = clockSeconds();
        const searchable = hasTimeToSearch(method, problem.visits.length, deadline - beforeCompiling);
        this.instance = problem.vehicles.length === 0 ? undefined : compile(problem, searchable);
        // A good first solution takes about as long as compiling took.
        const isHurried = !searchable || deadline - clockSeconds() < clockSeconds() - beforeCompiling;
        this.method = this.instance === undefined ? method : runningMethod(method, this.instance, options.stop);
        const stop = stopOf(problem, this.method, options.stop);
        const usual = defaultStop(problem, this.method).iterations;
        this.tracing = options.trace === true ? new TracingWatch(stop, options.signal, startedAt, usual) : undefined;
        this.watch = this.tracing ?? new StopWatch(stop, options.signal, startedAt, usual);
        if (this.instance === undefined) return;
        const initial = options.initial === undefined ? [] : readPlan(problem, this.instance, options.initial);
        // Rather a little late than with visits left out.
        const until = startedAt + 1.03 * (stop.seconds ?? Number.POSITIVE_INFINITY) + 0.012;
        const isTimeUp = (): boolean => {
            this.cutShort ||= clockSeconds() > until;
            return this.cutShort;
        };
        this.search = startSearch(methodBehind(initial, this.method), this.instance, new Random(this.seed), initial, {
            isHurried,
            isTimeUp,
        });
        this.tracing?.follow(this.search, this.instance);
        if (initial.length > 0) this.given = givenRoutes(problem, initial, options.initial as readonly RoutePlan[]);
        this.hasImproved();
    }

    /** Runs `iterations` more; returns whether the search is over. */
    slice(iterations: number): boolean {
        return this.search === undefined || this.search.run(this.watch, iterations);
    }

    /** Runs for some milliseconds; returns whether the search is over. */
    timedSlice(): boolean {
        const before = clockSeconds();
        const over = this.slice(this.sliceLength);
        const growth = ASYNC_SLICE_SECONDS / Math.max(clockSeconds() - before, 1e-5);
        this.sliceLength = Math.max(1, Math.min(LONGEST_SLICE, Math.round(this.sliceLength * growth)));
        return over;
    }

    /** Whether the best solution became better since this was last asked. */
    hasImproved(): boolean {
        if (this.search === undefined) return false;
        const { tier, total } = this.search.best;
        if (tier === this.tier && total === this.total) return false;
        this.tier = tier;
        this.total = total;
        return !this.holdsGiven();
    }

    progress(): SolveProgress {
        const iterations = this.search?.iterations ?? 0;
        const given = this.holdsGiven() ? this.given : undefined;
        return {
            fraction: this.watch.fraction(iterations),
            iterations,
            seconds: this.watch.elapsed(),
            cost: given?.objective.at(-1) ?? this.search?.best.total ?? 0,
            unserved: given?.unserved ?? this.search?.best.unservedCount() ?? 0,
        };
    }

    solution(): Solution {
        const statistics = {
            method: this.method,
            seed: this.seed,
            iterations: this.search?.iterations ?? 0,
            seconds: this.watch.elapsed(),
            ...(this.tracing === undefined ? {} : { trace: this.tracing.points.slice() }),
        };
        if (this.instance === undefined || this.search === undefined) return emptySolution(statistics);
        const sequences = this.holdsGiven() ? (this.given as Given).sequences : this.search.best.sequences();
        return buildSolution(this.problem, this.instance, sequences, statistics, { cutShort: this.cutShort });
    }

    /** Whether the given routes are still better than all that the search found; asked no more once they are not. */
    private holdsGiven(): boolean {
        if (this.given === undefined || this.instance === undefined || this.search === undefined) return false;
        const { objective } = checkSolution(this.problem, plansOf(this.problem, this.instance, this.search.best.sequences()));
        if (isBetter(this.given.objective, objective)) return true;
        this.given = undefined;
        return false;
    }
}

function givenRoutes(problem: Problem, sequences: readonly Sequence[], plan: readonly RoutePlan[]): Given | undefined {
    const { violations, objective, unserved } = checkSolution(problem, plan);
    if (violations.some(({ code }) => code !== 'required-unserved')) return undefined;
    return { sequences, objective, unserved: unserved.length };
}

function plansOf(problem: Problem, instance: Instance, sequences: readonly Sequence[]): RoutePlan[] {
    return sequences.map(({ route, visits }) => ({
        vehicleId: problem.vehicles[instance.typeVehicle[instance.routeType[route]]].id,
        visitIds: Array.from(visits, (v) => problem.visits[v].id),
    }));
}
