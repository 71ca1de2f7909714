import type { Random, StopWatch } from '../../core/index.js';
import type { State } from '../state/state.js';
import { scaleOf } from './scale.js';
import { Snapshot } from './snapshot.js';

/** First and last temperature, in mean costs of an arc of the first solution. */
export interface Cooling {
    readonly first: number;
    readonly last: number;
}

/**
 * A search of few iterations for its size begins at a share of the first temperature: heat spoils a good first solution, and it
 * takes iterations that rise with the square of the size to make up for that.
 */
const WARMTH = 10;
const LEAST_WARMTH = 0.3;

/**
 * Simulated annealing of a state that records its changes (Kirkpatrick, Gelatt and Vecchi 1983, doi:10.1126/science.220.4598.671): keeps or
 * takes back what a step made of it, and remembers the best. The temperature falls with the share of the budget that is used.
 */
export class Annealing {
    readonly best: Snapshot;
    /** In the unit of cost. */
    temperature = 0;
    private readonly state: State;
    private readonly random: Random;
    private readonly cooling: Cooling;
    private readonly arcCost: number;
    private readonly tierWeight: number;
    private current: number;
    private usedAtStart = -1;

    /** @param state - a first solution, which may leave visits out; from now on it records */
    constructor(state: State, random: Random, cooling: Cooling) {
        const { arcCost, tierWeight } = scaleOf(state);
        this.state = state;
        this.random = random;
        this.cooling = cooling;
        this.arcCost = arcCost;
        this.tierWeight = tierWeight;
        this.best = new Snapshot(state);
        this.best.take(state);
        this.current = this.score();
        state.record();
    }

    /**
     * @param fraction - share of the budget that is used, 0 to 1
     * @param iteration - how many were made
     */
    cool(fraction: number, iteration: number): void {
        if (this.usedAtStart < 0) this.usedAtStart = fraction;
        const { n } = this.state.instance;
        const searched = fraction - this.usedAtStart;
        const expected = searched > 0 ? (iteration * (1 - this.usedAtStart)) / searched : Number.POSITIVE_INFINITY;
        const warmth = Math.max(LEAST_WARMTH, Math.min(1, (WARMTH * expected) / (n * n)));
        const { last } = this.cooling;
        const first = Math.max(last, this.cooling.first * warmth);
        this.temperature = this.arcCost * first * (last / first) ** fraction;
    }

    /** Keeps or takes back a step; returns whether it brought a better solution. */
    settle(watch: StopWatch, iteration: number): boolean {
        const score = this.score();
        const bar = this.current - this.temperature * Math.log(1 - this.random.next());
        // A better solution may have a higher score: what counts before cost has only a weight in it.
        if (score >= bar && !this.best.isBeatenBy(this.state)) {
            this.state.rollback();
            return false;
        }
        return this.keep(watch, iteration);
    }

    /** Keeps a step whatever it brought; returns whether that is a better solution. */
    keep(watch: StopWatch, iteration: number): boolean {
        this.state.commit();
        this.current = this.score();
        if (!this.best.isBeatenBy(this.state)) return false;
        this.best.take(this.state);
        watch.improved(iteration);
        return true;
    }

    private score(): number {
        return this.tierWeight * this.state.tier + this.state.total();
    }
}
