import type { Random, StopWatch } from '../../core/index.js';
import { insertAll } from '../construct/insert-all.js';
import type { State } from '../state/state.js';
import { Descent } from './descent.js';
import type { Search } from './search.js';
import { Snapshot } from './snapshot.js';

const CLOCK_STEP = 64;

/** Descends from a first solution to a local optimum of {@link Descent}, and puts in what then has room. */
export class LocalSearch implements Search {
    readonly state: State;
    readonly best: Snapshot;
    iterations = 0;
    private readonly random: Random;
    private readonly descent: Descent;

    /** @param state - feasible routes, which may leave visits out */
    constructor(state: State, random: Random) {
        this.state = state;
        this.random = random;
        this.best = new Snapshot(state);
        this.best.take(state);
        this.descent = new Descent(state);
        this.descent.enqueueAll(random);
    }

    run(watch: StopWatch, slice: number): boolean {
        const { state, descent } = this;
        for (let i = 0; i < slice; i++) {
            if (this.best.reaches(watch.target)) return true;
            if (descent.count === 0) {
                // What had no room may have some now.
                const absent = state.absentCount;
                if (absent > 0) insertAll(state, this.random);
                if (state.absentCount === absent) return true;
                this.keepBest(watch);
                for (let v = 0; v < state.instance.n; v++) descent.enqueue(v);
            }
            if (this.iterations % CLOCK_STEP === 0 ? watch.isOver(this.iterations) : watch.isOverIterations(this.iterations))
                return true;
            this.iterations++;
            if (descent.improveNext()) this.keepBest(watch);
        }
        return false;
    }

    private keepBest(watch: StopWatch): void {
        if (!this.best.isBeatenBy(this.state)) return;
        this.best.take(this.state);
        watch.improved(this.iterations);
    }
}
