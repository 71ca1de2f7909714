import type { Random, Steps, StopCriteria } from '../core/index.js';
import type { Sequence } from './build-solution.js';
import type { Instance } from './compile/instance.js';
import { insertAllSteps } from './construct/insert-all.js';
import { insertPlan } from './construct/insert-plan.js';
import { nearestNeighbour } from './construct/nearest-neighbour.js';
import { regretInsertion } from './construct/regret.js';
import { savings } from './construct/savings.js';
import { settleGroups } from './construct/settle-groups.js';
import { sweep } from './construct/sweep.js';
import type { Problem } from './problem.js';
import { Construction } from './search/construction.js';
import { Hgs } from './search/hgs/hgs.js';
import { supportsHgs } from './search/hgs/supports.js';
import { IteratedLocalSearch } from './search/ils.js';
import { LocalSearch } from './search/local-search.js';
import { Relay } from './search/relay.js';
import type { Search } from './search/search.js';
import { Sisr } from './search/sisr.js';
import { State } from './state/state.js';

const CONSTRUCTIONS: Readonly<Record<string, (state: State, random: Random) => Steps<unknown>>> = {
    'nearest-neighbour': nearestNeighbour,
    sweep,
    savings: (state) => savings(state),
    insertion: insertAllSteps,
    regret: regretInsertion,
};

/**
 * Methods by name, for people who compare heuristics: constructions, each alone and followed by local search to a local optimum;
 * `sisr`, ruin and recreate; `ils`, iterated local search; `hgs`, hybrid genetic search; and `auto`, what is best for the problem.
 * Where visits stand in groups, every construction is `insertion`, and every search but local search is `sisr`.
 */
export const METHODS = [
    'nearest-neighbour',
    'nearest-neighbour+ls',
    'sweep',
    'sweep+ls',
    'savings',
    'savings+ls',
    'insertion',
    'insertion+ls',
    'regret',
    'regret+ls',
    'sisr',
    'ils',
    'hgs',
    'auto',
] as const;

/** One of {@link METHODS}. */
export type MethodName = (typeof METHODS)[number];

/** What runs: `auto` never does, and `sisr+hgs` only in its place. */
export type RunningMethod = Exclude<MethodName, 'auto'> | 'sisr+hgs';

/**
 * The method that runs when `method` is asked for: `hgs` cannot judge several windows a visit, deliveries mixed with pickups, limits of
 * driving time, earliness, and places without a way between them, so that `sisr` takes its place there. Only `sisr` changes the patterns
 * of groups, and only `insertion` serves no more than one.
 */
export function runningMethod(method: MethodName, instance: Instance, stop: StopCriteria = {}): RunningMethod {
    if (instance.groups !== null) return methodOfGroups(method);
    if (method === 'auto') return prefersHgs(instance, stop) ? 'hgs' : prefersRelay(instance) ? 'sisr+hgs' : 'sisr';
    return method === 'hgs' && !supportsHgs(instance) ? 'sisr' : method;
}

/**
 * Whether genetic search is the better choice: if all visits must be served, and the seconds given let its population converge. A
 * budget of iterations is never given to it, since one of its iterations is worth hundreds of the others.
 */
function prefersHgs(instance: Instance, { seconds, iterations }: StopCriteria): boolean {
    if (seconds === undefined || iterations !== undefined || instance.optional || !supportsHgs(instance)) return false;
    const most = instance.timed ? Math.min(200, 15 * seconds) : Math.min(350, 25 * seconds);
    return instance.n >= LEAST_FOR_HGS && instance.n <= most;
}

// With fewer, the population has no time to begin before ruin and recreate is near the end.
const LEAST_FOR_HGS = 60;

/** Whether ruin and recreate hands over to genetic search: if all visits must be served, and visits are few. */
function prefersRelay(instance: Instance): boolean {
    const { n, optional, neighbourCount } = instance;
    return n >= LEAST_FOR_RELAY && n <= MOST_FOR_RELAY && !optional && neighbourCount > 0 && supportsHgs(instance);
}

// A day of stops is solved by anything.
const LEAST_FOR_RELAY = 15;
const MOST_FOR_RELAY = 100;

function methodOfGroups(method: MethodName): RunningMethod {
    if (isConstruction(method)) return method.endsWith('+ls') ? 'insertion+ls' : 'insertion';
    return 'sisr';
}

/** The method to report: where there was no time for a search, what made the first solution. */
export function reportedMethod(method: RunningMethod, search: Search, isWarm: boolean): RunningMethod {
    if (isConstruction(method) || !(search instanceof Construction)) return method;
    const { optional, groups } = search.state.instance;
    return isWarm || optional || groups !== null ? 'insertion' : 'sweep';
}

/** The budget of a call that names none: enough iterations for the size, the same everywhere. */
export function defaultStop(problem: Problem, method: RunningMethod): StopCriteria {
    const n = problem.visits.length;
    // An iteration of genetic search is a whole local search.
    if (method === 'hgs') return { iterations: Math.min(3000, Math.max(300, Math.ceil(200_000 / (n + 1)))) };
    // A rep's day is planned again with every edit: at 20 visits, this is some hundredths of a second.
    return { iterations: Math.min(200_000, Math.max(4_000, 200 * n)) };
}

/**
 * Whether there is time for lists of neighbours and for a search: without, a sweep or the most valuable visits first must do. By what
 * either takes in a process that has just started, at a thousand visits and at a hundred thousand.
 */
export function hasTimeToSearch(method: MethodName, visits: number, secondsLeft: number): boolean {
    return isConstruction(method) || secondsLeft > Math.min(1e-4 * visits, 0.05 + 5e-5 * visits);
}

function isConstruction(method: MethodName | RunningMethod): boolean {
    return method.split('+')[0] in CONSTRUCTIONS;
}

/** How a first solution keeps to the time. */
export interface Haste {
    /** Whether a sweep must do, which is fast and poor. */
    readonly isHurried: boolean;
    /** Whether what takes long should make way for a sweep. */
    readonly isLate?: () => boolean;
    /** Asked before each visit. */
    readonly isTimeUp: () => boolean;
}

/**
 * Makes a first solution and starts the search that improves it, if the instance can be searched.
 *
 * @param method - one of {@link runningMethod}'s
 * @param haste - a construction that was asked for by name takes its time nevertheless
 */
export function* startSearch(
    method: RunningMethod,
    instance: Instance,
    random: Random,
    initial: readonly Sequence[],
    { isHurried, isLate, isTimeUp }: Haste,
): Steps<Search> {
    const state = new State(instance);
    yield* insertPlan(state, initial, random);
    yield* settleGroups(state);
    const [name, suffix] = method.split('+');
    const construct = CONSTRUCTIONS[name];
    if (construct === undefined) {
        if (initial.length === 0 && !instance.optional && instance.groups === null) {
            // Savings are the better start, but windows, prizes and patterns are beyond them.
            const isSwept = isHurried || (!instance.timed && !(yield* savings(state, isLate)));
            if (isSwept) yield* sweep(state, random, isTimeUp);
        }
        yield* insertAllSteps(state, random, isLate === undefined ? isTimeUp : () => isLate() || isTimeUp());
        // Trying every place takes too long where visits are many: rather a sweep than visits left out for want of time.
        if (state.absentCount > 0 && isLate?.() === true && instance.groups === null) {
            yield* sweep(state, random, isTimeUp);
            yield* insertAllSteps(state, random, isTimeUp);
        }
        yield;
        if (instance.neighbourCount === 0) return new Construction(state);
        if (method === 'hgs') return new Hgs(state, random);
        if (method === 'sisr+hgs') return new Relay(state, random);
        return method === 'ils' ? new IteratedLocalSearch(state, random) : new Sisr(state, random);
    }
    yield* construct(state, random);
    // A construction may leave out what another place would still take.
    if (name !== 'insertion') yield* insertAllSteps(state, random);
    return suffix === 'ls' ? new LocalSearch(state, random) : new Construction(state);
}
