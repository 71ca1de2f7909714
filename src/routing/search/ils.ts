import type { Random, StopWatch } from '../../core/index.js';
import type { State } from '../state/state.js';
import { Annealing } from './annealing.js';
import { Descent } from './descent.js';
import { Recreate } from './recreate.js';
import { StringRuin } from './ruin.js';
import type { Search } from './search.js';
import type { Snapshot } from './snapshot.js';

/** Cooler than ruin and recreate alone: a local optimum is worth keeping near, as in Accorsi and Vigo (2021). */
const COOLING = { first: 0.1, last: 0.001 };
const CLOCK_STEP = 8;
/** Moves of one descent: it takes a dozen, and should rounding ever go round in circles, it ends. */
const MOST_MOVES = 10_000;

/**
 * Iterated local search: a small ruin and its recreation shake the routes, and a descent among the visits concerned brings them to a
 * local optimum again, which annealing keeps or not (Lourenço, Martin and Stützle 2003, doi:10.1007/0-306-48056-5_11; with ruin and recreate
 * as the shake, after Accorsi and Vigo 2021, doi:10.1287/trsc.2021.1059). An iteration costs what it changes, whatever the size of the problem.
 */
export class IteratedLocalSearch implements Search {
    readonly state: State;
    readonly best: Snapshot;
    iterations = 0;
    private readonly ruin: StringRuin;
    private readonly recreate: Recreate;
    private readonly descent: Descent;
    private readonly annealing: Annealing;

    /** @param state - a first solution, which may leave visits out */
    constructor(state: State, random: Random) {
        this.state = state;
        this.ruin = new StringRuin(state, random);
        this.recreate = new Recreate(state, random);
        this.descent = new Descent(state);
        this.descent.enqueueAll(random);
        this.annealing = new Annealing(state, random, COOLING);
        this.best = this.annealing.best;
    }

    run(watch: StopWatch, slice: number): boolean {
        const { annealing, recreate, descent } = this;
        const until = this.iterations + slice;
        if (this.state.instance.n === 0 || this.best.reaches(watch.target)) return true;
        while (this.iterations < until) {
            if (this.iterations % CLOCK_STEP === 0) {
                if (watch.isOver(this.iterations)) return true;
                annealing.cool(watch.fraction(this.iterations), this.iterations);
                recreate.temperature = annealing.temperature;
            } else if (watch.isOverIterations(this.iterations)) return true;
            // The first descent is long: each of its steps is an iteration of its own.
            const isBetter = descent.count > 0 ? this.descend(watch) : this.step(watch);
            this.iterations++;
            if (isBetter && this.best.reaches(watch.target)) return true;
        }
        return false;
    }

    private descend(watch: StopWatch): boolean {
        return this.descent.improveNext() && this.annealing.keep(watch, this.iterations);
    }

    private step(watch: StopWatch): boolean {
        const { ruin, recreate, descent } = this;
        ruin.run();
        for (let i = 0; i < ruin.removedCount; i++) descent.enqueue(ruin.removed[i]);
        recreate.run(ruin.removed, ruin.removedCount, ruin.seed);
        for (let moves = 0; descent.count > 0 && moves < MOST_MOVES; ) if (descent.improveNext()) moves++;
        descent.clear();
        return this.annealing.settle(watch, this.iterations);
    }
}
