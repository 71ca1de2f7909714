import { clockSeconds, Random, type Steps, type StopCriteria, StopWatch } from '../core/index.js';
import { Answer } from './answer.js';
import { buildSolution, emptySolution } from './build-solution.js';
import { inCanonicalOrder, inOrderOf } from './canonical-order.js';
import { checkSolution } from './check.js';
import { compileSteps } from './compile/compile.js';
import type { Instance } from './compile/instance.js';
import { isBetterObjective } from './compile/ranking.js';
import { Effort } from './construct/effort.js';
import { type Given, givenRoutes, methodBehind, plansOf } from './given-routes.js';
import { defaultStop, hasTimeToSearch, type RunningMethod, reportedMethod, runningMethod, startSearch } from './methods.js';
import type { Problem } from './problem.js';
import { readPlan } from './read-plan.js';
import type { Search } from './search/search.js';
import type { RoutePlan, Solution } from './solution.js';
import { LEAST_FOR_SWEEP, stopOf, withTimeForReasons } from './solve-budget.js';
import { assertCall, type SolveOptions, type SolveProgress } from './solve-options.js';
import { TracingWatch } from './tracing-watch.js';

const SLICE_SECONDS = 0.01;
const FIRST_SLICE = 16;
const LONGEST_SLICE = 100_000;

/** What an answer in the middle of a search may cost, so that the search goes on soon. */
const INTERIM_PLACES = 100_000;
const INTERIM_SECONDS = 0.02;

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
export class Run {
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
