import { describe, expect, it } from 'vitest';
import { Random, StopWatch } from '../../src/core/index.js';
import { compile } from '../../src/routing/compile/compile.js';
import { Education } from '../../src/routing/search/hgs/education.js';
import { Individual } from '../../src/routing/search/hgs/individual.js';
import { Model } from '../../src/routing/search/hgs/model.js';
import { Moves } from '../../src/routing/search/hgs/moves.js';
import { Proposal } from '../../src/routing/search/hgs/proposal.js';
import { Routes } from '../../src/routing/search/hgs/routes.js';
import { supportsHgs } from '../../src/routing/search/hgs/supports.js';
import { SwapStar } from '../../src/routing/search/hgs/swap-star.js';
import { generateProblem } from './oracle/generate.js';
import { plainCost, plainPenalised } from './oracle/penalised-cost.js';

/** Models of random problems that the search supports, some with visits that may be left out. */
function* models(count: number, visits: number, vehicles: number): Generator<{ model: Model; seed: number }> {
    for (let seed = 1, found = 0; found < count; seed++) {
        const problem = generateProblem(seed, { mostVisits: visits, mostVehicles: vehicles });
        // Penalties of metres round the globe leave no digits to compare.
        if (problem.travel === undefined || JSON.stringify(problem).includes('great-circle')) continue;
        const instance = compile(problem);
        if (!supportsHgs(instance) || instance.n < 4) continue;
        found++;
        yield { model: new Model(instance, seed % 2 === 0), seed };
    }
}

/** Every visit in a random route whose vehicle may serve it, or in none. */
function randomRoutes(model: Model, random: Random): number[][] {
    const { n, routes, routeType } = model.instance;
    const lists: number[][] = Array.from({ length: routes }, () => []);
    for (let v = 0; v < n; v++) {
        const r = random.integer(routes + 1);
        if (r === routes || !model.serves(routeType[r], v)) continue;
        lists[r].splice(random.integer(lists[r].length + 1), 0, v);
    }
    return lists;
}

function individualOf(model: Model, lists: readonly (readonly number[])[]): Individual {
    const individual = new Individual(model);
    let at = 0;
    lists.forEach((list, r) => {
        for (const v of list) individual.visits[at++] = v;
        individual.closeRoute(r, at);
    });
    return individual;
}

function listsOf(routes: Routes): number[][] {
    const { n } = routes.model.instance;
    return Array.from({ length: routes.size.length }, (_, r) => {
        const list: number[] = [];
        for (let v = routes.next[routes.start(r)]; v < n; v = routes.next[v]) list.push(v);
        return list;
    });
}

function randomWeights(model: Model, random: Random): Float64Array {
    return Float64Array.from({ length: model.limits }, () => 0.1 + 5 * random.next());
}

function loaded(model: Model, lists: readonly (readonly number[])[], weights: Float64Array): Routes {
    const routes = new Routes(model);
    routes.weights.set(weights);
    routes.load(individualOf(model, lists));
    return routes;
}

describe('penalised routes', () => {
    it('cost what adding them up visit by visit says', () => {
        const random = new Random(1);
        for (const { model, seed } of models(120, 12, 4)) {
            const lists = randomRoutes(model, random);
            const weights = randomWeights(model, random);
            const routes = loaded(model, lists, weights);
            expect(routes.penalised(), `seed ${seed}`).toBeCloseTo(plainPenalised(model, lists, weights), 6);
            const saved = new Individual(model);
            routes.save(saved);
            const sums = new Array<number>(model.limits).fill(0);
            lists.forEach((list, r) => {
                plainCost(model, r, list).excess.forEach((value, i) => {
                    sums[i] += value;
                });
            });
            sums.forEach((sum, i) => {
                expect(saved.excess[i], `seed ${seed} limit ${i}`).toBeCloseTo(sum, 6);
            });
            expect(saved.feasible).toBe(sums.every((sum) => sum < 1e-8));
        }
    });

    it('are proposed at the cost that they have once they are made', () => {
        const random = new Random(2);
        for (const { model, seed } of models(120, 12, 4)) {
            const weights = randomWeights(model, random);
            const lists = randomRoutes(model, random);
            const routes = loaded(model, lists, weights);
            const proposal = new Proposal(routes);
            for (let round = 0; round < 20; round++) {
                const r = random.integer(lists.length);
                const s = random.integer(lists.length);
                const head = lists[r].slice(0, random.integer(lists[r].length + 1));
                const from = random.integer(lists[s].length + 1);
                const part = lists[s].slice(from, from + 1 + random.integer(4));
                const tail = lists[s].slice(random.integer(lists[s].length + 1));
                const turned = random.integer(2) === 0;
                const made = [...head, ...(turned ? [...part].reverse() : part), ...tail];
                proposal.begin(r, head.length === 0 ? routes.start(r) : head[head.length - 1]);
                if (part.length > 0) {
                    if (turned) proposal.turned(part[0], part[part.length - 1]);
                    else proposal.part(part[0], part[part.length - 1]);
                }
                const rest = proposal.end(tail.length === 0 ? routes.start(s) + 1 : tail[0]);
                const { cost, excess } = plainCost(model, r, made);
                const arcs = arcCost(model, r, made);
                const penalties = excess.reduce((sum, value, i) => sum + weights[i] * value, 0);
                expect(arcs + rest, `seed ${seed}`).toBeCloseTo(cost + penalties, 6);
            }
        }
    });
});

function arcCost(model: Model, r: number, visits: readonly number[]): number {
    const profile = model.arcs.profileOf[model.instance.routeType[r]];
    const nodes = [model.instance.n + 2 * r, ...visits, model.instance.n + 2 * r + 1];
    return nodes.slice(1).reduce((sum, node, i) => sum + model.arcs.cost(profile, nodes[i], node), 0);
}

type Move = (moves: Moves, routes: Routes, u: number, v: number) => boolean | number;

/** Each move between visit u and visit v of the routes, where it is possible; numbers are changes that the test carries out. */
const MOVES: Readonly<Record<string, Move>> = {
    'relocate one': (moves, _, u, v) => moves.relocate(u, u, v),
    'relocate two': (moves, { next, model }, u, v) => {
        const l = next[u];
        return l < model.instance.n && l !== v && moves.relocate(u, l, v);
    },
    'relocate three': (moves, { next, model }, u, v) => {
        const x = next[u];
        if (x >= model.instance.n || x === v) return false;
        const l = next[x];
        return l < model.instance.n && l !== v && moves.relocate(u, l, v);
    },
    'relocate to a start': (moves, { route, start: _, model }, u, v) => moves.relocate(u, u, model.instance.n + 2 * route[v]),
    'swap one and one': (moves, _, u, v) => moves.swap(u, u, v, v),
    'swap two and one': (moves, { next, model }, u, v) => {
        const l = next[u];
        return l < model.instance.n && l !== v && moves.swap(u, l, v, v);
    },
    'swap two and two': (moves, { next, model }, u, v) => {
        const { n } = model.instance;
        const [l, m] = [next[u], next[v]];
        return l < n && m < n && l !== v && m !== u && moves.swap(u, l, v, m);
    },
    turn: (moves, { route, position }, u, v) => route[u] === route[v] && position[u] < position[v] && moves.turn(u, v),
    'exchange tails': (moves, { route }, u, v) => route[u] !== route[v] && moves.exchangeTails(u, v),
    'exchange tails at a start': (moves, { route, prev }, u, v) => route[u] !== route[v] && moves.exchangeTails(u, prev[v]),
    'join beginnings': (moves, { route }, u, v) => route[u] !== route[v] && moves.joinBeginnings(u, v),
};

describe('moves', () => {
    it.each(Object.entries(MOVES))('%s changes the cost by what it says', (_, move) => {
        const random = new Random(3);
        let done = 0;
        for (const { model, seed } of models(80, 12, 4)) {
            const weights = randomWeights(model, random);
            for (let round = 0; round < 12; round++) {
                const lists = randomRoutes(model, random);
                const routes = loaded(model, lists, weights);
                // A least gain below all losses lets every move through.
                const moves = new Moves(routes, -1e9);
                const present = lists.flat();
                const u = present[random.integer(Math.max(1, present.length))];
                const v = present[random.integer(Math.max(1, present.length))];
                if (u === undefined || u === v) continue;
                const before = plainPenalised(model, lists, weights);
                if (move(moves, routes, u, v) !== true) {
                    expect(listsOf(routes)).toEqual(lists);
                    continue;
                }
                done++;
                const after = listsOf(routes);
                expect(after.flat().sort()).toEqual([...present].sort());
                expect(moves.delta, `seed ${seed}`).toBeCloseTo(plainPenalised(model, after, weights) - before, 6);
                expect(routes.penalised(), `seed ${seed}`).toBeCloseTo(plainPenalised(model, after, weights), 6);
            }
        }
        expect(done).toBeGreaterThan(20);
    });

    it('insert, replace and remove change the cost by what they say', () => {
        const random = new Random(4);
        let done = 0;
        for (const { model, seed } of models(80, 12, 4)) {
            const weights = randomWeights(model, random);
            for (let round = 0; round < 12; round++) {
                const lists = randomRoutes(model, random);
                const routes = loaded(model, lists, weights);
                const moves = new Moves(routes, 1e-7);
                const before = plainPenalised(model, lists, weights);
                const u = random.integer(model.instance.n);
                const present = lists.flat();
                const v = present[random.integer(Math.max(1, present.length))];
                if (routes.route[u] >= 0) {
                    const delta = moves.removal(u);
                    moves.remove(u);
                    expect(delta, `seed ${seed}`).toBeCloseTo(plainPenalised(model, listsOf(routes), weights) - before, 6);
                } else if (v !== undefined) {
                    const bar = Number.POSITIVE_INFINITY;
                    const replacing = random.integer(2) === 0;
                    const p = replacing ? routes.prev[v] : v;
                    const delta = replacing ? moves.replacement(u, v, bar) : moves.insertion(u, v, bar);
                    if (delta === bar) continue;
                    if (replacing) moves.remove(v);
                    moves.insert(u, p);
                    expect(delta, `seed ${seed}`).toBeCloseTo(plainPenalised(model, listsOf(routes), weights) - before, 6);
                }
                expect(routes.penalised(), `seed ${seed}`).toBeCloseTo(plainPenalised(model, listsOf(routes), weights), 6);
                done++;
            }
        }
        expect(done).toBeGreaterThan(200);
    });

    it('SWAP* lowers the cost by what it says, and loses no visit', () => {
        const random = new Random(5);
        let done = 0;
        for (const { model, seed } of models(120, 14, 4)) {
            const weights = randomWeights(model, random);
            for (let round = 0; round < 10; round++) {
                const lists = randomRoutes(model, random);
                const routes = loaded(model, lists, weights);
                const star = new SwapStar(routes, 1e-7);
                star.reset(lists.length);
                const used = lists.flatMap((list, r) => (list.length > 0 ? [r] : []));
                if (used.length < 2) continue;
                const before = plainPenalised(model, lists, weights);
                const improved = star.improve(used[0], used[1]);
                const after = listsOf(routes);
                expect(after.flat().sort()).toEqual(lists.flat().sort());
                const cost = plainPenalised(model, after, weights);
                if (!improved) expect(after).toEqual(lists);
                else {
                    expect(star.delta, `seed ${seed}`).toBeCloseTo(cost - before, 6);
                    expect(cost, `seed ${seed}`).toBeLessThan(before);
                    done++;
                }
            }
        }
        expect(done).toBeGreaterThan(100);
    });
});

describe('education', () => {
    it('never raises the penalised cost, and leaves no required visit out', () => {
        const random = new Random(6);
        const watch = new StopWatch({});
        for (const { model, seed } of models(100, 14, 4)) {
            const weights = randomWeights(model, random);
            const lists = randomRoutes(model, random);
            const education = new Education(model, random);
            const individual = individualOf(model, lists);
            const whole = lists.flat().length === model.instance.n;
            expect(education.run(individual, weights, watch, 0)).toBe(true);
            const after = listsOf(education.routes);
            const cost = plainPenalised(model, after, weights);
            expect(education.routes.penalised(), `seed ${seed}`).toBeCloseTo(cost, 6);
            if (whole) expect(cost, `seed ${seed}`).toBeLessThanOrEqual(plainPenalised(model, lists, weights) + 1e-6);
            const served = new Set(after.flat());
            for (let v = 0; v < model.instance.n; v++) {
                if (model.droppable[v] === 0 && model.servable[v] === 1) expect(served.has(v), `seed ${seed}`).toBe(true);
            }
        }
    });
});
