import type { Random, StopWatch } from '../../../core/index.js';
import { isBetter } from '../../compile/ranking.js';
import type { State } from '../../state/state.js';
import type { Search } from '../search.js';
import { Snapshot } from '../snapshot.js';
import { Education } from './education.js';
import { brokenPairs, Individual } from './individual.js';
import { Model } from './model.js';
import { orderedCrossover } from './ordered-crossover.js';
import { Penalties } from './penalties.js';
import { Population } from './population.js';
import { RouteExchange } from './route-exchange.js';
import { Split } from './split.js';

/** Individuals made at random before any has parents, and after each restart. */
const INITIAL = 40;
/** Individuals without a better one before the search starts over. */
const PATIENCE = 20_000;
/** How much more penalties weigh in a repair, how many infeasible individuals get one, and while the given solution is improved. */
const REPAIR = 10;
const REPAIR_SHARE = 0.5;
const FAITHFUL = 1000;
/** Share of children that come from an exchange of routes where tours could make them as well. */
const EXCHANGE_SHARE = 0.9;
/** Relative to the sums. */
const NOISE = 1e-9;

/**
 * Hybrid genetic search (Vidal, Crainic, Gendreau and Prins 2013, doi:10.1016/j.cor.2012.07.018; Vidal 2022,
 * doi:10.1016/j.cor.2021.105643): a population of feasible and infeasible solutions, from which two parents at a time make a child
 * by crossover, a local search over penalised routes educates it, and cost and diversity decide who survives. Visits that may be left
 * out do so for their price, as in Wouda, Lan and Kool (2024, doi:10.1287/ijoc.2023.0055).
 *
 * One iteration is one individual. The first is the given solution, improved without leaving what is allowed.
 */
export class Hgs implements Search {
    readonly state: State;
    readonly best: Snapshot;
    iterations = 0;
    private readonly random: Random;
    private readonly model: Model;
    private readonly penalties: Penalties;
    private readonly population: Population;
    private readonly education: Education;
    private readonly split: Split;
    private readonly exchange: RouteExchange;
    private readonly given: Individual;
    private readonly tour: Int32Array;
    private readonly seen: Uint8Array;
    private readonly strong: Float64Array;
    private readonly routeAt: Int32Array;
    /** Individuals since the population began, since its best got better, and what that costs. */
    private born = 0;
    private fruitless = 0;
    private leader: number = Number.POSITIVE_INFINITY;

    /** @param state - a first solution, which may leave visits out; its instance is one that {@link supportsHgs} accepts */
    constructor(state: State, random: Random) {
        const { instance } = state;
        this.state = state;
        this.random = random;
        this.best = new Snapshot(state);
        this.best.take(state);
        this.tour = new Int32Array(instance.n);
        const served = new Uint8Array(instance.n);
        const ends: number[] = [];
        for (let r = 0, at = 0; r < instance.routes; r++) {
            at = state.copyRoute(r, this.tour, at);
            ends.push(at);
        }
        for (let k = 0; k < (ends.at(-1) ?? 0); k++) served[this.tour[k]] = 1;
        const complete = instance.required.every((required, v) => required === 0 || served[v] === 1);
        const model = new Model(instance, complete);
        this.model = model;
        this.given = new Individual(model);
        this.given.visits.set(this.tour);
        ends.forEach((end, r) => {
            this.given.closeRoute(r, end);
        });
        this.penalties = new Penalties(model);
        this.population = new Population(this.penalties, random, () => new Individual(model));
        this.education = new Education(model, random);
        this.split = new Split(model);
        this.exchange = new RouteExchange(model, random);
        this.seen = new Uint8Array(instance.n);
        this.strong = new Float64Array(model.limits);
        this.routeAt = new Int32Array(instance.routes);
    }

    run(watch: StopWatch, slice: number): boolean {
        const until = this.iterations + slice;
        if (this.state.instance.n === 0 || this.best.reaches(watch.target)) return true;
        while (this.iterations < until) {
            if (watch.isOver(this.iterations) || !this.step(watch)) return true;
            this.iterations++;
            if (this.best.reaches(watch.target)) return true;
        }
        return false;
    }

    /** Makes and educates one individual; returns whether there was time to finish. */
    private step(watch: StopWatch): boolean {
        const { population, penalties, education, random } = this;
        const child = population.take();
        const faithful = this.iterations === 0;
        if (faithful) child.copyRoutes(this.given);
        else if (this.born < INITIAL) this.scatter(child);
        else this.cross(child);
        const weights = faithful ? this.strengthen(FAITHFUL) : penalties.weights;
        const done = education.run(child, weights, watch, this.iterations);
        this.consider(child, watch);
        if (!done) return false;
        const repaired = !child.feasible && random.next() < REPAIR_SHARE ? population.take() : undefined;
        repaired?.copyRoutes(child);
        const adjusted = penalties.note(child.excess);
        population.add(child);
        if (repaired !== undefined) {
            const whole = education.run(repaired, this.strengthen(REPAIR), watch, this.iterations);
            this.consider(repaired, watch);
            if (repaired.feasible) population.add(repaired);
            else population.release(repaired);
            if (!whole) return false;
        }
        if (adjusted) population.reprice();
        this.born++;
        if (++this.fruitless > PATIENCE) this.restart();
        return true;
    }

    /** Shares of the visits in a random order, cut into routes at least cost. */
    private scatter(child: Individual): void {
        const { model, random, split, tour } = this;
        const { n, types, typeFirst, routes } = model.instance;
        // As many of those who may be left out as the best solution serves.
        const share = 1 - this.best.unservedCount() / n;
        const typeOf = new Int32Array(n).fill(-1);
        for (let v = 0; v < n; v++) {
            if (model.servable[v] === 0 || (model.droppable[v] === 1 && random.next() > share)) continue;
            typeOf[v] = this.chooseType(v);
        }
        child.clear();
        const order = Int32Array.from(typeOf, (_, v) => v);
        random.shuffle(order);
        for (let t = 0; t < types; t++) {
            let length = 0;
            for (const v of order) if (typeOf[v] === t) tour[length++] = v;
            const most = (t + 1 < types ? typeFirst[t + 1] : routes) - typeFirst[t];
            split.run(tour, length, t, most, this.penalties.weights);
            split.append(child, tour, typeFirst[t]);
        }
    }

    /** The one of two random types that may serve visit v for which it is nearer. */
    private chooseType(v: number): number {
        const { model, random } = this;
        const { n, types, typeFirst } = model.instance;
        if (types === 1) return 0;
        let chosen = -1;
        let least = Number.POSITIVE_INFINITY;
        for (let draws = 0; draws < 2; ) {
            const t = random.integer(types);
            if (!model.serves(t, v)) continue;
            draws++;
            const profile = model.arcs.profileOf[t];
            const start = n + 2 * typeFirst[t];
            const cost = model.arcs.cost(profile, start, v) + model.arcs.cost(profile, v, start + 1);
            if (cost >= least) continue;
            least = cost;
            chosen = t;
        }
        return chosen;
    }

    private cross(child: Individual): void {
        const { population, model, random, split, tour } = this;
        const { types, clocked: timed, routes } = model.instance;
        population.rank();
        const a = population.parent();
        let b = population.parent();
        for (let draws = 0; b === a && draws < 10; draws++) b = population.parent();
        if (brokenPairs(a, b) === 0) {
            // Equal parents have nothing new to give.
            this.scatter(child);
            return;
        }
        if (types > 1 || timed || random.next() < EXCHANGE_SHARE) {
            this.exchange.run(a, b, child);
            return;
        }
        const length = orderedCrossover(a, b, random, tour, this.seen);
        split.run(tour, length, 0, routes, this.penalties.weights);
        child.clear();
        split.append(child, tour, 0);
    }

    private strengthen(factor: number): Float64Array {
        const { strong, penalties } = this;
        for (let i = 0; i < strong.length; i++) strong[i] = factor * penalties.weights[i];
        return strong;
    }

    /** Keeps an individual that is better than the best, if the state agrees that it breaks no rule. */
    private consider(individual: Individual, watch: StopWatch): void {
        const { state, best } = this;
        if (!individual.feasible) return;
        if (individual.cost < this.leader - NOISE * Math.abs(this.leader)) {
            this.leader = individual.cost;
            this.fruitless = 0;
        }
        const absentCount = state.instance.n - individual.count();
        if (!isBetter(state.instance.ranking, individual.tier, absentCount, individual.total, best)) return;
        this.show(individual);
        if (!individual.feasible || !best.isBeatenBy(state)) return;
        best.take(state);
        watch.improved(this.iterations);
    }

    /** Makes the state hold the routes of an individual; where it finds that they break a rule, the individual is not feasible. */
    private show(individual: Individual): void {
        const { state, routeAt } = this;
        const { routes } = state.instance;
        for (let r = 0; r < routes; r++) state.clear(r);
        routeAt.fill(-1);
        for (let i = 0; i < individual.routes; i++) routeAt[individual.routeIds[i]] = i;
        for (let r = 0; r < routes; r++) {
            const i = routeAt[r];
            const from = i < 0 ? 0 : individual.offsets[i];
            state.assign(r, individual.visits, from, i < 0 ? from : individual.offsets[i + 1]);
            // Rounding may put what just fits beyond a limit.
            if (state.feasible[r] === 0) individual.feasible = false;
        }
        state.addUp();
    }

    private restart(): void {
        this.population.clear();
        this.born = 0;
        this.fruitless = 0;
        this.leader = Number.POSITIVE_INFINITY;
    }
}
