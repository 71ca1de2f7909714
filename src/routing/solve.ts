import {
    callback,
    checkStructure,
    clockSeconds,
    controlEntries,
    finite,
    flag,
    IssueCollector,
    nextTurn,
    oneOf,
    optional,
    Random,
    RENAMED_LIMITS,
    type RunControl,
    runSteps,
    runStepsAsync,
    type Schema,
    type Steps,
    type StopCriteria,
    StopWatch,
    stopCriteria,
    strict,
} from '../core/index.js';
import { Answer } from './answer.js';
import { buildSolution, emptySolution, type Sequence } from './build-solution.js';
import { inCanonicalOrder, inOrderOf } from './canonical-order.js';
import { checkSolution } from './check.js';
import { compileSteps } from './compile/compile.js';
import type { Instance } from './compile/instance.js';
import { isBetterObjective } from './compile/ranking.js';
import { Effort } from './construct/effort.js';
import {
    defaultStop,
    hasTimeToSearch,
    METHODS,
    type MethodName,
    type RunningMethod,
    reportedMethod,
    runningMethod,
    startSearch,
} from './methods.js';
import type { Problem } from './problem.js';
import { checkPlan, planSchema, readPlan } from './read-plan.js';
import type { Search } from './search/search.js';
import type { RoutePlan, Solution } from './solution.js';
import { TracingWatch } from './tracing-watch.js';
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
     * Ends the search early with the best solution so far. {@link solve} lets nothing else run, so that there it can only be aborted
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
    return runSteps(solveSteps(problem, options));
}

/**
 * As {@link solve}, without blocking the event loop: while the problem is compiled, a first solution made, the
 * search runs and reasons are written.
 *
 * @throws BeatplanError (rejects) `invalid-input` with every issue of the problem and the options
 * @example
 * ```ts
 * const controller = new AbortController();
 * const solution = await solveAsync(problem, { signal: controller.signal, onProgress: ({ fraction }) => console.log(fraction) });
 * ```
 */
export async function solveAsync(problem: Problem, options: SolveOptions = {}): Promise<Solution> {
    return runStepsAsync(solveSteps(problem, options));
}

/** {@link solve} in steps: the same answer, however they are run. */
export function* solveSteps(problem: Problem, options: SolveOptions = {}): Steps<Solution> {
    const run = yield* Run.start(problem, options);
    let reported = Number.NEGATIVE_INFINITY;
    const { onImprovement } = options;
    // The first solution is no improvement.
    if (onImprovement !== undefined) yield* run.hasImproved();
    for (let over = false; !over; ) {
        over = run.timedSlice();
        if (onImprovement !== undefined && (yield* run.hasImproved())) onImprovement(yield* run.solution());
        if (options.onProgress !== undefined && (over || clockSeconds() - reported > 0.1)) {
            reported = clockSeconds();
            options.onProgress(run.progress());
        }
        yield;
    }
    return yield* run.solution();
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
    const run = await runStepsAsync(Run.start(problem, options));
    yield await runStepsAsync(run.solution());
    for (let over = false; !over; ) {
        over = run.timedSlice();
        await nextTurn();
        if (await runStepsAsync(run.hasImproved())) yield await runStepsAsync(run.solution());
    }
}

const SLICE_SECONDS = 0.01;
const FIRST_SLICE = 16;
const LONGEST_SLICE = 100_000;

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

// Problem and options at once, so the caller sees all issues at once.
function assertCall(problem: Problem, options: SolveOptions): void {
    const collector = new IssueCollector();
    collector.addAll(validateProblem(problem));
    const isSound = checkStructure(optionsSchema, options, collector, ['options']);
    if (isSound && options.initial !== undefined) checkPlan(problem, options.initial, ['options', 'initial'], collector);
    collector.throwIfAny('solve');
}

function stopOf(problem: Problem, method: RunningMethod, stop: StopCriteria = {}): StopCriteria {
    const { seconds, iterations, noImprovement } = stop;
    // The solution is still to be written down when the search ends.
    if (seconds !== undefined)
        return { ...stop, seconds: Math.max(seconds / 2, seconds - WRITING_SECONDS * problem.visits.length) };
    return iterations !== undefined || noImprovement !== undefined ? stop : { ...stop, ...defaultStop(problem, method) };
}

const WRITING_SECONDS = 2e-6;
/** What a look at one place takes, and at one visit alone on one vehicle, when reasons are written; most of the seconds given for that. */
const PLACE_SECONDS = 5e-8;
const ALONE_SECONDS = 1e-6;
const MOST_FOR_REASONS = 0.2;
/** Share of the seconds that a first solution has though compiling took them all. */
const LEAST_FOR_SWEEP = 0.1;
/** What an answer in the middle of a search may cost, so that the search goes on soon. */
const INTERIM_PLACES = 100_000;
const INTERIM_SECONDS = 0.02;

/** The search ends earlier where many are left out, who are tried in every place of the answer and have their reasons written. */
function withTimeForReasons(stop: StopCriteria, { state }: Search): StopCriteria {
    if (stop.seconds === undefined) return stop;
    const { n, routes, types } = state.instance;
    const expected = state.absentCount * (PLACE_SECONDS * (n - state.absentCount + routes) + ALONE_SECONDS * types);
    return { ...stop, seconds: stop.seconds - Math.min(expected, MOST_FOR_REASONS * stop.seconds) };
}

// What `savings` and `sweep` build is built from nothing.
function methodBehind(initial: readonly Sequence[], method: RunningMethod): RunningMethod {
    if (initial.length === 0) return method;
    if (method === 'savings' || method === 'sweep') return 'insertion';
    return method === 'savings+ls' || method === 'sweep+ls' ? 'insertion+ls' : method;
}

/** Routes that were given and keep every rule, until the search has something better. */
interface Given {
    readonly sequences: readonly Sequence[];
    readonly objective: readonly number[];
    readonly unserved: number;
    /** The best of the search that was found to be no better. */
    readonly tier?: number;
    readonly total?: number;
}

interface ReadonlyHaste {
    /** Whether the time was up before every visit was tried. */
    readonly cutShort: boolean;
}

/** What a run begins its search with. */
interface Start {
    readonly input: Problem;
    readonly problem: Problem;
    readonly instance: Instance | undefined;
    readonly search: Search | undefined;
    readonly given: Given | undefined;
    readonly method: RunningMethod;
    readonly haste: ReadonlyHaste;
    readonly criteria: StopCriteria;
    readonly startedAt: number;
}

/** One solve from validation to solution. */
class Run {
    private readonly input: Problem;
    /** The input in an order of its own. */
    private readonly problem: Problem;
    private readonly seed: number;
    private readonly method: RunningMethod;
    private readonly watch: StopWatch;
    private readonly tracing: TracingWatch | undefined;
    private readonly instance: Instance | undefined;
    private readonly search: Search | undefined;
    private given: Given | undefined;
    private readonly haste: ReadonlyHaste;
    private readonly until: number;
    private answer: Answer | undefined;
    private isOver = false;
    private isSettled = false;
    // The best of the search that the answer was made of.
    private answeredTier: number = Number.NaN;
    private answeredTotal: number = Number.NaN;
    private sliceLength = FIRST_SLICE;

    /** Validates, compiles and makes a first solution. */
    static *start(input: Problem, options: SolveOptions): Steps<Run> {
        const startedAt = clockSeconds();
        assertCall(input, options);
        const problem = inCanonicalOrder(input);
        yield;
        const seed = options.seed ?? 1;
        const asked = options.method ?? 'auto';
        const deadline = startedAt + (options.stop?.seconds ?? Number.POSITIVE_INFINITY);
        const beforeCompiling = clockSeconds();
        const searchable = hasTimeToSearch(asked, problem.visits.length, deadline - beforeCompiling);
        const instance = problem.vehicles.length === 0 ? undefined : yield* compileSteps(problem, searchable);
        // A good first solution takes about as long as compiling took.
        const isHurried = !searchable || deadline - clockSeconds() < clockSeconds() - beforeCompiling;
        const withoutVehicles = asked === 'auto' ? 'sisr' : asked;
        let method = instance === undefined ? withoutVehicles : runningMethod(asked, instance, options.stop);
        const stop = stopOf(problem, method, options.stop);
        // Prefer a small overrun to dropping visits: there is always time for the beginning of a sweep.
        const compiledAt = clockSeconds();
        const seconds = stop.seconds ?? Number.POSITIVE_INFINITY;
        const until = Math.max(startedAt + 1.03 * seconds + 0.012, compiledAt + LEAST_FOR_SWEEP * seconds);
        const late = (compiledAt + until) / 2;
        const haste = { cutShort: false };
        const isTimeUp = (): boolean => {
            haste.cutShort ||= clockSeconds() > until;
            return haste.cutShort;
        };
        let criteria = stop;
        let search: Search | undefined;
        let given: Given | undefined;
        if (instance !== undefined) {
            const initial = options.initial === undefined ? [] : readPlan(problem, instance, options.initial);
            search = yield* startSearch(methodBehind(initial, method), instance, new Random(seed), initial, {
                isHurried,
                isLate: () => clockSeconds() > late,
                isTimeUp,
            });
            if (initial.length > 0) given = givenRoutes(problem, initial, options.initial as readonly RoutePlan[]);
            method = reportedMethod(method, search, initial.length > 0);
            criteria = withTimeForReasons(stop, search);
        }
        return new Run({ input, problem, instance, search, given, method, haste, criteria, startedAt }, options);
    }

    private constructor(start: Start, options: SolveOptions) {
        const { criteria, startedAt } = start;
        this.input = start.input;
        this.problem = start.problem;
        this.seed = options.seed ?? 1;
        this.method = start.method;
        this.instance = start.instance;
        this.search = start.search;
        this.given = start.given;
        this.haste = start.haste;
        this.until = startedAt + 1.03 * (options.stop?.seconds ?? Number.POSITIVE_INFINITY) + 0.012;
        const usual = defaultStop(this.problem, this.method).iterations;
        this.tracing = options.trace === true ? new TracingWatch(criteria, options.signal, startedAt, usual) : undefined;
        this.watch = this.tracing ?? new StopWatch(criteria, options.signal, startedAt, usual);
        if (this.search !== undefined) this.tracing?.follow(this.search, this.search.state.instance);
    }

    /** Runs `iterations` more; returns whether the search is over. */
    private slice(iterations: number): boolean {
        this.isOver ||= this.search === undefined || this.search.run(this.watch, iterations);
        return this.isOver;
    }

    /** Runs for some milliseconds; returns whether the search is over. */
    timedSlice(): boolean {
        const before = clockSeconds();
        const over = this.slice(this.sliceLength);
        const growth = SLICE_SECONDS / Math.max(clockSeconds() - before, 1e-5);
        this.sliceLength = Math.max(1, Math.min(LONGEST_SLICE, Math.round(this.sliceLength * growth)));
        return over;
    }

    /** Whether the best solution became better since this or the solution was last asked for. */
    *hasImproved(): Steps<boolean> {
        const before = this.answer;
        const { answer } = yield* this.settle();
        return answer !== undefined && (before === undefined || answer.isBetterThan(before));
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

    *solution(): Steps<Solution> {
        const { answer, effort } = yield* this.settle();
        const statistics = {
            method: this.method,
            seed: this.seed,
            iterations: this.search?.iterations ?? 0,
            seconds: this.watch.elapsed(),
        };
        const { problem, instance, haste, tracing } = this;
        const { cutShort } = haste;
        if (instance === undefined || answer === undefined) {
            return emptySolution(tracing === undefined ? statistics : { ...statistics, trace: [] });
        }
        const { sequences, examined } = answer;
        const built = yield* buildSolution(problem, instance, sequences, statistics, { cutShort, examined, effort });
        const solution = problem === this.input ? built : inOrderOf(this.input, built);
        if (tracing === undefined) return solution;
        const trace = tracing.upTo(answer, solution.unserved.length, statistics.iterations);
        return { ...solution, statistics: { ...statistics, trace } };
    }

    /** Makes an answer of the best that the search has found, if that is another one since the last time or effort was missing. */
    private *settle(): Steps<{ answer: Answer | undefined; effort: Effort }> {
        const { search, instance, isOver } = this;
        const until = isOver ? this.until : Math.min(this.until, clockSeconds() + INTERIM_SECONDS);
        const effort = new Effort(() => clockSeconds() > until, isOver ? undefined : INTERIM_PLACES);
        if (search === undefined || instance === undefined) return { answer: undefined, effort };
        const { tier, total } = search.best;
        if (tier !== this.answeredTier || total !== this.answeredTotal || isOver !== this.isSettled) {
            this.answeredTier = tier;
            this.answeredTotal = total;
            this.isSettled = isOver;
            const sequences = this.holdsGiven() ? (this.given as Given).sequences : search.best.sequences();
            // Answers in the middle of a search are its routes as they are: what is inserted into them would depend on when they were asked for.
            const answer = yield* Answer.of(instance, sequences, this.seed, isOver ? effort : new Effort(() => true, 0));
            // An earlier answer may be better for what was inserted into it.
            const isBetter = this.answer === undefined || answer.isBetterThan(this.answer);
            if (isBetter) this.answer = answer;
            else if (isOver && this.answer !== undefined)
                this.answer = yield* Answer.of(instance, this.answer.sequences, this.seed, effort);
        }
        return { answer: this.answer, effort };
    }

    /** Whether the search found nothing better than the given routes yet; asked no more once it did. */
    private holdsGiven(): boolean {
        if (this.given === undefined || this.instance === undefined || this.search === undefined) return false;
        const { tier, total } = this.search.best;
        if (tier === this.given.tier && total === this.given.total) return true;
        const { objective } = checkSolution(this.problem, plansOf(this.problem, this.instance, this.search.best.sequences()));
        if (!isBetterObjective(objective, this.given.objective)) {
            this.given = { ...this.given, tier, total };
            return true;
        }
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
        vehicleId: problem.vehicles[instance.routeType[route]].id,
        visitIds: Array.from(visits, (v) => problem.visits[v].id),
    }));
}
