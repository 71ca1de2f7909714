import type { Random, StopCriteria } from '../core/index.js';
import type { Sequence } from './build-solution.js';
import type { Instance } from './compile/instance.js';
import { insertAll } from './construct/insert-all.js';
import { insertPlan } from './construct/insert-plan.js';
import { nearestNeighbour } from './construct/nearest-neighbour.js';
import { regretInsertion } from './construct/regret.js';
import { savings } from './construct/savings.js';
import { settleGroups } from './construct/settle-groups.js';
import { sweep } from './construct/sweep.js';
import type { Problem } from './problem.js';
import { Construction } from './search/construction.js';
import { LocalSearch } from './search/local-search.js';
import type { Search } from './search/search.js';
import { Sisr } from './search/sisr.js';
import { State } from './state/state.js';

const CONSTRUCTIONS: Readonly<Record<string, (state: State, random: Random) => void>> = {
    'nearest-neighbour': nearestNeighbour,
    sweep,
    savings,
    insertion: insertAll,
    regret: regretInsertion,
};

/**
 * Methods by name, for people who compare heuristics: constructions, each alone and followed by local search to a local optimum;
 * `sisr`, ruin and recreate; and `auto`, what is best for the problem. Where visits stand in groups, every construction is `insertion`.
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
    'auto',
] as const;

/** One of {@link METHODS}. */
export type MethodName = (typeof METHODS)[number];

/** The budget of a call that names none: enough iterations for the size, the same everywhere. */
export function defaultStop(problem: Problem): StopCriteria {
    return { iterations: Math.min(200_000, Math.max(3_000, 200 * problem.visits.length)) };
}

/** Makes a first solution and starts the search that improves it. */
export function startSearch(method: MethodName, instance: Instance, random: Random, initial: readonly Sequence[]): Search {
    const state = new State(instance);
    insertPlan(state, initial, random);
    settleGroups(state);
    const [name, suffix] = method.split('+');
    const construct = CONSTRUCTIONS[name];
    if (construct === undefined) {
        if (initial.length === 0 && !instance.optional && instance.groups === null) savings(state);
        insertAll(state, random);
        return new Sisr(state, random);
    }
    // All but insertion would serve every pattern.
    if (instance.groups === null) construct(state, random);
    // A construction may leave out what another place would still take.
    if (name !== 'insertion' || instance.groups !== null) insertAll(state, random);
    return suffix === 'ls' ? new LocalSearch(state, random) : new Construction(state);
}
