import { type Random, StopWatch } from '../../core/index.js';
import { State } from '../state/state.js';
import { Hgs } from './hgs/hgs.js';
import type { Search } from './search.js';
import { Sisr } from './sisr.js';
import type { Snapshot } from './snapshot.js';

/** Share of the budget after which genetic search takes over. */
const HANDOVER = 0.5;

/**
 * Ruin and recreate for the first half of the budget, and genetic search from its best solution on for the rest: on few visits, ruin
 * and recreate cools down in a local optimum now and then, which a population of other solutions leaves. An individual counts as many
 * iterations as there are visits, which is about what it costs.
 */
export class Relay implements Search {
    private readonly random: Random;
    private readonly sisr: Sisr;
    private hgs: Hgs | undefined;
    /** Iterations that were left when no whole individual fitted into the budget any more. */
    private rest = 0;

    /** @param state - a first solution; its instance is one that {@link supportsHgs} accepts */
    constructor(state: State, random: Random) {
        this.random = random;
        this.sisr = new Sisr(state, random);
    }

    get state(): State {
        return (this.hgs ?? this.sisr).state;
    }

    get best(): Snapshot {
        return (this.hgs ?? this.sisr).best;
    }

    get iterations(): number {
        return this.sisr.iterations + this.weight * (this.hgs?.iterations ?? 0) + this.rest;
    }

    run(watch: StopWatch, slice: number): boolean {
        if (this.hgs === undefined) {
            if (!this.sisr.run(new FirstLeg(watch), slice)) return false;
            if (watch.isOver(this.iterations) || this.best.reaches(watch.target)) return true;
            this.hgs = new Hgs(this.handOver(), this.random);
            return false;
        }
        const { weight } = this;
        const leg = new SecondLeg(watch, this.sisr.iterations, weight);
        if (!this.hgs.run(leg, Math.ceil(slice / weight))) return false;
        if (!this.best.reaches(watch.target)) for (let i = 0; i < weight && !watch.isOver(this.iterations); i++) this.rest++;
        return true;
    }

    private get weight(): number {
        return Math.max(1, this.sisr.state.instance.n);
    }

    private handOver(): State {
        const state = new State(this.sisr.state.instance);
        for (const { route, visits } of this.sisr.best.sequences()) state.assign(route, visits, 0, visits.length);
        return state;
    }
}

/** A watch that is over at the handover. */
class FirstLeg extends StopWatch {
    private readonly whole: StopWatch;

    constructor(whole: StopWatch) {
        super(whole.target === undefined ? {} : { target: whole.target }, undefined, whole.startedAt);
        this.whole = whole;
    }

    override improved(iteration: number): void {
        this.whole.improved(iteration);
    }

    override isOver(iteration: number): boolean {
        return this.whole.isOver(iteration) || this.whole.fraction(iteration) >= HANDOVER;
    }

    override isOverIterations(iteration: number): boolean {
        return this.whole.isOverIterations(iteration);
    }

    override fraction(iteration: number): number {
        return Math.min(1, this.whole.fraction(iteration) / HANDOVER);
    }
}

/** A watch for individuals, each of which counts several iterations. */
class SecondLeg extends StopWatch {
    private readonly whole: StopWatch;
    private readonly begun: number;
    private readonly weight: number;

    constructor(whole: StopWatch, begun: number, weight: number) {
        super(whole.target === undefined ? {} : { target: whole.target }, undefined, whole.startedAt);
        this.whole = whole;
        this.begun = begun;
        this.weight = weight;
    }

    override improved(iteration: number): void {
        this.whole.improved(this.begun + (iteration + 1) * this.weight - 1);
    }

    override isOver(iteration: number): boolean {
        return this.whole.isOver(this.begun + (iteration + 1) * this.weight - 1);
    }

    override isOverIterations(iteration: number): boolean {
        return this.whole.isOverIterations(this.begun + (iteration + 1) * this.weight - 1);
    }

    override fraction(iteration: number): number {
        return this.whole.fraction(this.begun + iteration * this.weight);
    }
}
