import type { Random, StopWatch } from '../../core/index.js';
import type { State } from '../state/state.js';
import { Annealing } from './annealing.js';
import { Recreate } from './recreate.js';
import { StringRuin } from './ruin.js';
import type { Search } from './search.js';
import type { Snapshot } from './snapshot.js';

const COOLING = { first: 1, last: 0.01 };
/** Iterations between two looks at the clock. */
const CLOCK_STEP = 32;

/**
 * Slack induction by string removals: ruin and recreate under simulated annealing (Christiaens and Vanden Berghe 2020,
 * doi:10.1287/trsc.2019.0914).
 */
export class Sisr implements Search {
    readonly state: State;
    readonly best: Snapshot;
    iterations = 0;
    private readonly ruin: StringRuin;
    private readonly recreate: Recreate;
    private readonly annealing: Annealing;

    /** @param state - a first solution, which may leave visits out */
    constructor(state: State, random: Random) {
        this.state = state;
        this.ruin = new StringRuin(state, random);
        this.recreate = new Recreate(state, random);
        this.annealing = new Annealing(state, random, COOLING);
        this.best = this.annealing.best;
    }

    run(watch: StopWatch, slice: number): boolean {
        const { ruin, recreate, annealing } = this;
        const until = this.iterations + slice;
        if (this.state.instance.n === 0 || this.best.reaches(watch.target)) return true;
        while (this.iterations < until) {
            if (this.iterations % CLOCK_STEP === 0) {
                if (watch.isOver(this.iterations)) return true;
                annealing.cool(watch.fraction(this.iterations), this.iterations);
                recreate.temperature = annealing.temperature;
            } else if (watch.isOverIterations(this.iterations)) return true;
            ruin.run();
            recreate.run(ruin.removed, ruin.removedCount, ruin.seed);
            const isBetter = annealing.settle(watch, this.iterations++);
            if (isBetter && this.best.reaches(watch.target)) return true;
        }
        return false;
    }
}
