import type { Random } from '../../../core/index.js';
import { brokenPairs, type Individual } from './individual.js';
import type { Penalties } from './penalties.js';

/** Individuals that survive in each subpopulation, and how many come before the next selection. */
const LEAST_SIZE = 25;
const GENERATION = 40;
/** The best ones by cost, whose rank by diversity weighs less. */
const ELITE = 4;
/** Nearest others whose mean distance is an individual's diversity. */
const CLOSEST = 5;
const ROWS: number = 2 * (LEAST_SIZE + GENERATION) + 2;
/** Individuals nearer than this are clones. */
const CLONE = 1e-9;

/**
 * Two subpopulations, feasible and infeasible. Individuals are ranked by cost and by how far they are from others, parents are chosen
 * by both ranks, and clones and the worst are given up when a subpopulation is full (Vidal, Crainic, Gendreau, Lahrichi and Rei 2012,
 * doi:10.1287/opre.1120.1048).
 */
export class Population {
    private readonly random: Random;
    private readonly penalties: Penalties;
    private feasible: Individual[] = [];
    private infeasible: Individual[] = [];
    /** Distances between individuals by their rows. */
    private readonly distances: Float64Array = new Float64Array(ROWS * ROWS);
    private readonly freeRows: number[] = [];
    private readonly pool: Individual[] = [];
    private readonly make: () => Individual;
    private readonly nearest: Float64Array = new Float64Array(CLOSEST);

    /** @param make - an individual to write to */
    constructor(penalties: Penalties, random: Random, make: () => Individual) {
        this.random = random;
        this.penalties = penalties;
        this.make = make;
        for (let row = ROWS - 1; row >= 0; row--) this.freeRows.push(row);
    }

    /** An individual to write to; give it back by {@link add} or {@link release}. */
    take(): Individual {
        return this.pool.pop() ?? this.make();
    }

    release(individual: Individual): void {
        this.pool.push(individual);
    }

    /** Adds an individual, which is the population's from then on. */
    add(individual: Individual): void {
        const list = individual.feasible ? this.feasible : this.infeasible;
        individual.penalised = individual.cost + this.penalties.cost(individual.excess);
        individual.row = this.freeRows.pop() as number;
        for (const other of list) {
            const distance = brokenPairs(individual, other);
            this.distances[individual.row * ROWS + other.row] = distance;
            this.distances[other.row * ROWS + individual.row] = distance;
        }
        insertByCost(list, individual);
        if (list.length <= LEAST_SIZE + GENERATION) return;
        while (list.length > LEAST_SIZE) this.removeWorst(list);
    }

    /** The better of two at random. */
    parent(): Individual {
        const { feasible, infeasible, random } = this;
        const size = feasible.length + infeasible.length;
        const pick = (): Individual => {
            const i = random.integer(size);
            return i < feasible.length ? feasible[i] : infeasible[i - feasible.length];
        };
        const a = pick();
        const b = pick();
        return a.fitness < b.fitness ? a : b;
    }

    /** Ranks all individuals again: call it before parents are chosen. */
    rank(): void {
        this.rankList(this.feasible);
        this.rankList(this.infeasible);
    }

    /** Takes over changed penalties. */
    reprice(): void {
        for (const individual of this.infeasible) {
            individual.penalised = individual.cost + this.penalties.cost(individual.excess);
        }
        this.infeasible.sort((a, b) => a.penalised - b.penalised || a.row - b.row);
    }

    size(): number {
        return this.feasible.length + this.infeasible.length;
    }

    /** Discards all individuals. */
    clear(): void {
        for (const list of [this.feasible, this.infeasible]) {
            for (const individual of list) this.giveUp(individual);
            list.length = 0;
        }
    }

    private giveUp(individual: Individual): void {
        this.freeRows.push(individual.row);
        individual.row = -1;
        this.release(individual);
    }

    /** Mean distance to the nearest others, which is 0 for one alone. */
    private diversity(individual: Individual, list: readonly Individual[]): number {
        const { nearest, distances } = this;
        const base = individual.row * ROWS;
        let count = 0;
        for (const other of list) {
            if (other === individual) continue;
            const distance = distances[base + other.row];
            if (count === CLOSEST && distance >= nearest[CLOSEST - 1]) continue;
            let k = count < CLOSEST ? count++ : CLOSEST - 1;
            for (; k > 0 && nearest[k - 1] > distance; k--) nearest[k] = nearest[k - 1];
            nearest[k] = distance;
        }
        let sum = 0;
        for (let k = 0; k < count; k++) sum += nearest[k];
        return count === 0 ? 0 : sum / count;
    }

    private rankList(list: readonly Individual[]): void {
        const size = list.length;
        if (size === 0) return;
        const order = list.map((individual, i) => ({ individual, i, diversity: this.diversity(individual, list) }));
        order.sort((a, b) => b.diversity - a.diversity || a.i - b.i);
        const scale = 1 / Math.max(1, size - 1);
        const weight = size <= ELITE ? 0 : 1 - ELITE / size;
        order.forEach(({ individual, i }, k) => {
            individual.fitness = i * scale + weight * k * scale;
        });
    }

    /** Discards a clone, or the individual of the worst rank; never the best by cost. */
    private removeWorst(list: Individual[]): void {
        this.rankList(list);
        let worst = 1;
        let worstIsClone = false;
        for (let i = 1; i < list.length; i++) {
            const isClone = this.isClone(list[i], list);
            if ((isClone && !worstIsClone) || (isClone === worstIsClone && list[i].fitness > list[worst].fitness)) {
                worst = i;
                worstIsClone = isClone;
            }
        }
        this.giveUp(list[worst]);
        list.splice(worst, 1);
    }

    private isClone(individual: Individual, list: readonly Individual[]): boolean {
        for (const other of list) {
            if (other !== individual && this.distances[individual.row * ROWS + other.row] < CLONE) return true;
        }
        return false;
    }
}

function insertByCost(list: Individual[], individual: Individual): void {
    let i = list.length;
    while (i > 0 && list[i - 1].penalised > individual.penalised) i--;
    list.splice(i, 0, individual);
}
