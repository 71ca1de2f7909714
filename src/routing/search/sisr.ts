import type { Random, StopWatch } from '../../core/index.js';
import type { State } from '../state/state.js';
import { Recreate } from './recreate.js';
import { StringRuin } from './ruin.js';
import { scaleOf } from './scale.js';
import type { Search } from './search.js';
import { Snapshot } from './snapshot.js';

/** First and last temperature, in mean costs of an arc of the first solution. */
const FIRST_TEMPERATURE = 1;
const LAST_TEMPERATURE = 0.01;
/** Iterations between two looks at the clock. */
const CLOCK_STEP = 32;

/**
 * Slack induction by string removals: ruin and recreate under simulated annealing (Christiaens and Vanden Berghe 2020,
 * doi:10.1287/trsc.2019.0914). The temperature falls with the share of the budget that is used.
 */
export class Sisr implements Search {
    readonly state: State;
    readonly best: Snapshot;
    iterations = 0;
    private readonly random: Random;
    private readonly ruin: StringRuin;
    private readonly recreate: Recreate;
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
                this.temperature =
                    this.arcCost * FIRST_TEMPERATURE * (LAST_TEMPERATURE / FIRST_TEMPERATURE) ** watch.fraction(this.iterations);
                this.recreate.temperature = this.temperature;
            } else if (watch.isOverIterations(this.iterations)) return true;
            const better = this.step(watch);
            this.iterations++;
            if (better && this.best.reaches(watch.target)) return true;
        }
        return false;
    }

    /** One ruin and recreation; returns whether it brought a better solution. */
    private step(watch: StopWatch): boolean {
        const { state, ruin, recreate, best } = this;
        ruin.run();
        recreate.run(ruin.removed, ruin.removedCount, ruin.seed);
        const score = this.score();
        const bar = this.current - this.temperature * Math.log(1 - this.random.next());
        // A better solution may have a higher score: what counts before cost has only a weight in it.
        if (score >= bar && !best.isBeatenBy(state)) {
            state.rollback();
            return false;
        }
        state.commit();
        this.current = score;
        if (!best.isBeatenBy(state)) return false;
        best.take(state);
        watch.improved(this.iterations);
        return true;
    }

    private score(): number {
        return this.tierWeight * this.state.tier + this.state.total();
    }
}
