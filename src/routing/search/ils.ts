import type { Random, StopWatch } from '../../core/index.js';
import type { State } from '../state/state.js';
import { Descent } from './descent.js';
import { Recreate } from './recreate.js';
import { StringRuin } from './ruin.js';
import { scaleOf } from './scale.js';
import type { Search } from './search.js';
import { Snapshot } from './snapshot.js';

/** First and last temperature, in mean costs of an arc: a local optimum is worth keeping near, as in Accorsi and Vigo (2021). */
const FIRST_TEMPERATURE = 0.1;
const LAST_TEMPERATURE = 0.001;
const CLOCK_STEP = 8;

/**
 * Iterated local search: a small ruin and its recreation shake the routes, and a descent among the visits concerned brings them to a
 * local optimum again, which annealing keeps or not (Lourenço, Martin and Stützle 2003, doi:10.1007/0-306-48056-5_11; with ruin and recreate
 * as the shake, after Accorsi and Vigo 2021, doi:10.1287/trsc.2021.1059). An iteration costs what it changes, whatever the size of the problem.
 */
export class IteratedLocalSearch implements Search {
    readonly state: State;
    readonly best: Snapshot;
    iterations = 0;
    private readonly random: Random;
    private readonly ruin: StringRuin;
    private readonly recreate: Recreate;
    private readonly descent: Descent;
    private readonly arcCost: number;
    private readonly tierWeight: number;
    private temperature = 0;
    private current: number;

    /** @param state - a first solution, which may leave visits out */
    constructor(state: State, random: Random) {
        this.state = state;
        this.random = random;
        this.ruin = new StringRuin(state, random);
        this.recreate = new Recreate(state, random);
        this.best = new Snapshot(state);
        this.best.take(state);
        this.descent = new Descent(state);
        this.descent.enqueueAll(random);
        const { arcCost, tierWeight } = scaleOf(state);
        this.arcCost = arcCost;
        this.tierWeight = tierWeight;
        this.current = this.score();
        state.record();
    }

    run(watch: StopWatch, slice: number): boolean {
        const until = this.iterations + slice;
        if (this.state.instance.n === 0 || this.best.reaches(watch.target)) return true;
        while (this.iterations < until) {
            if (this.iterations % CLOCK_STEP === 0) {
                if (watch.isOver(this.iterations)) return true;
                const fraction = watch.fraction(this.iterations);
                this.temperature = this.arcCost * FIRST_TEMPERATURE * (LAST_TEMPERATURE / FIRST_TEMPERATURE) ** fraction;
                this.recreate.temperature = this.temperature;
            } else if (watch.isOverIterations(this.iterations)) return true;
            // The first descent is long: each of its steps is an iteration of its own.
            const better = this.descent.count > 0 ? this.descend(watch) : this.step(watch);
            this.iterations++;
            if (better && this.best.reaches(watch.target)) return true;
        }
        return false;
    }

    private descend(watch: StopWatch): boolean {
        if (!this.descent.improveNext()) return false;
        this.state.commit();
        this.current = this.score();
        return this.keepBest(watch);
    }

    private step(watch: StopWatch): boolean {
        const { state, ruin, recreate, descent } = this;
        ruin.run();
        for (let i = 0; i < ruin.removedCount; i++) descent.enqueue(ruin.removed[i]);
        recreate.run(ruin.removed, ruin.removedCount, ruin.seed);
        while (descent.count > 0) descent.improveNext();
        const score = this.score();
        if (score >= this.current - this.temperature * Math.log(1 - this.random.next())) {
            state.rollback();
            return false;
        }
        state.commit();
        this.current = score;
        return this.keepBest(watch);
    }

    private keepBest(watch: StopWatch): boolean {
        if (!this.best.isBeatenBy(this.state)) return false;
        this.best.take(this.state);
        watch.improved(this.iterations);
        return true;
    }

    private score(): number {
        return this.tierWeight * this.state.tier + this.state.total();
    }
}
