import { Random, type Steps } from '../core/index.js';
import type { Sequence } from './build-solution.js';
import type { Instance } from './compile/instance.js';
import { isBetter, type Ranking, type Standing } from './compile/ranking.js';
import { completeRoutes } from './construct/complete.js';
import type { Effort } from './construct/effort.js';
import { State } from './state/state.js';

/** Routes that are given to the caller: those of a search, with what still had room in them. */
export class Answer implements Standing {
    readonly sequences: readonly Sequence[];
    readonly tier: number;
    readonly absentCount: number;
    readonly total: number;
    /** 1 for each visit that no place of the routes can take at a gain. */
    readonly examined: Uint8Array;
    private readonly ranking: Ranking;

    /** @param sequences - feasible routes; what has room in them is inserted */
    static *of(instance: Instance, sequences: readonly Sequence[], seed: number, effort: Effort): Steps<Answer> {
        const state = new State(instance);
        for (const { route, visits } of sequences) state.assign(route, visits, 0, visits.length);
        // Given routes may exhaust a limit to the last digit, where sums in another order are beyond it: they stay as they are.
        const isSound = sequences.every(({ route }) => state.feasible[route] === 1);
        const { examined, changed } = isSound
            ? yield* completeRoutes(state, new Random(seed), effort)
            : { examined: new Uint8Array(instance.n), changed: false };
        return new Answer(state, changed ? sequencesOf(state) : sequences, examined);
    }

    private constructor(state: State, sequences: readonly Sequence[], examined: Uint8Array) {
        this.examined = examined;
        this.sequences = sequences;
        state.addUp();
        this.ranking = state.instance.ranking;
        this.tier = state.tier;
        this.absentCount = state.absentCount;
        this.total = state.total();
    }

    isBetterThan(other: Answer): boolean {
        return isBetter(this.ranking, this.tier, this.absentCount, this.total, other);
    }
}

function sequencesOf(state: State): Sequence[] {
    const sequences: Sequence[] = [];
    for (let route = 0; route < state.instance.routes; route++) {
        if (state.size[route] === 0) continue;
        const visits = new Int32Array(state.size[route]);
        state.copyRoute(route, visits, 0);
        sequences.push({ route, visits });
    }
    return sequences;
}
