import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/index.js';
import { compile } from '../../src/routing/compile/compile.js';
import { checkSolution, type Problem, solve, solveAsync } from '../../src/routing/index.js';
import { brokenPairs, Individual } from '../../src/routing/search/hgs/individual.js';
import { Model } from '../../src/routing/search/hgs/model.js';
import { orderedCrossover } from '../../src/routing/search/hgs/ordered-crossover.js';
import { Penalties } from '../../src/routing/search/hgs/penalties.js';
import { Population } from '../../src/routing/search/hgs/population.js';
import { RouteExchange } from '../../src/routing/search/hgs/route-exchange.js';
import { supportsHgs } from '../../src/routing/search/hgs/supports.js';
import { bestPlan, compareValues } from './oracle/brute-force.js';
import { generateProblem } from './oracle/generate.js';

/** Visits around a depot with demands and windows. */
function timed(visits: number, seed: number): Problem {
    const random = new Random(seed);
    const depot = { position: [50, 50] as const };
    return {
        visits: Array.from({ length: visits }, (_, i) => {
            const open = random.integer(300);
            return {
                id: `${i}`,
                position: [random.integer(100), random.integer(100)] as const,
                delivery: [1 + random.integer(10)],
                serviceDuration: 10,
                timeWindows: [[open, open + 60 + random.integer(100)] as const],
            };
        }),
        vehicles: [{ id: 'v', start: depot, end: depot, capacity: [50], shift: [0, 600], count: visits }],
        travel: { kind: 'euclidean', rounding: 'truncate', decimals: 1 },
    };
}

/** Random problems that the search supports and whose objective the oracle knows. */
function* plainProblems(count: number, visits: number, vehicles: number): Generator<{ problem: Problem; seed: number }> {
    for (let seed = 5000, found = 0; found < count; seed++) {
        const problem = generateProblem(seed, { mostVisits: visits, mostVehicles: vehicles });
        const { objective } = problem;
        if (objective?.kind === 'prize' && objective.priorityWeight !== undefined) continue;
        if (!supportsHgs(compile(problem))) continue;
        found++;
        yield { problem, seed };
    }
}

describe('hgs', () => {
    it('finds the optimum of tiny problems', () => {
        for (const { problem, seed } of plainProblems(120, 4, 2)) {
            const solution = solve(problem, { method: 'hgs', stop: { iterations: 200 } });
            expect(solution.statistics.method).toBe('hgs');
            const best = bestPlan(problem);
            const value = checkSolution(problem, solution).objective;
            expect(
                compareValues(value, best.value),
                `seed ${seed}: ${value} against ${best.value} ${JSON.stringify(best.plan)}`,
            ).toBe(0);
        }
    });

    it('breaks no rule and costs what the checker says', () => {
        for (const { problem, seed } of plainProblems(80, 16, 4)) {
            const solution = solve(problem, { method: 'hgs', stop: { iterations: 60 } });
            const check = checkSolution(problem, solution);
            const broken = check.violations.filter(({ code }) => code !== 'required-unserved');
            expect(broken, `seed ${seed}`).toEqual([]);
            expect(solution.cost, `seed ${seed}`).toBeCloseTo(check.cost, 6);
        }
    });

    it('gives the same answer to the same seed and iterations, at once or in slices', async () => {
        for (const problem of [
            timed(40, 1),
            generateProblem(7, { mostVisits: 20, mostVehicles: 4 }),
            generateProblem(12, { mostVisits: 20, mostVehicles: 4 }),
        ]) {
            const options = { method: 'hgs', stop: { iterations: 150 }, seed: 5 } as const;
            const first = solve(problem, options);
            expect(solve(problem, options).routes).toEqual(first.routes);
            expect((await solveAsync(problem, options)).routes).toEqual(first.routes);
        }
    });

    it('begins with the given solution and gets better', () => {
        const problem = timed(50, 2);
        const costs = [0, 1, 60, 300].map((iterations) => solve(problem, { method: 'hgs', stop: { iterations } }).cost);
        expect(costs[1]).toBeLessThan(costs[0]);
        expect(costs[2]).toBeLessThan(costs[1]);
        expect(costs[3]).toBeLessThanOrEqual(costs[2]);
    });

    it('leaves out what is not worth the way, and serves all who must be where that is possible', () => {
        const problem = timed(40, 3);
        const visits = problem.visits.map((visit, i) => ({ ...visit, prize: i % 4 === 0 ? 1 : 60, required: i % 10 === 0 }));
        const solution = solve(
            { ...problem, visits, objective: { kind: 'prize' } },
            { method: 'hgs', stop: { iterations: 200 } },
        );
        const unserved = solution.unserved.map(({ visitId }) => Number(visitId));
        expect(solution.feasible).toBe(true);
        expect(unserved.length).toBeGreaterThan(0);
        expect(unserved.every((i) => i % 10 !== 0)).toBe(true);
    });

    it('serves as many as fit where not all who must be served do', () => {
        const problem = timed(30, 4);
        const vehicles = problem.vehicles.map((vehicle) => ({ ...vehicle, count: 2, capacity: [40] }));
        const solution = solve({ ...problem, vehicles }, { method: 'hgs', stop: { iterations: 100 } });
        expect(solution.feasible).toBe(false);
        expect(
            checkSolution({ ...problem, vehicles }, solution).violations.every(({ code }) => code === 'required-unserved'),
        ).toBe(true);
        expect(solution.routes.length).toBe(2);
    });

    it('hands over to sisr what it cannot judge, and says so', () => {
        const problem = timed(10, 5);
        const several = problem.visits.map((visit) => ({
            ...visit,
            timeWindows: [
                [0, 100],
                [200, 400],
            ] as const,
        }));
        const stop = { iterations: 50 };
        expect(solve({ ...problem, visits: several }, { method: 'hgs', stop }).statistics.method).toBe('sisr');
        expect(solve(problem, { method: 'hgs', stop }).statistics.method).toBe('hgs');
    });

    it('has a budget of its own where none is given', () => {
        expect(solve(timed(8, 6), { method: 'hgs' }).statistics.iterations).toBe(3000);
    });
});

/** Individuals with the given routes of an instance whose vehicles are alike. */
function individuals(model: Model, plans: readonly (readonly (readonly number[])[])[]): Individual[] {
    return plans.map((plan) => {
        const individual = new Individual(model);
        let at = 0;
        plan.forEach((visits, r) => {
            for (const v of visits) individual.visits[at++] = v;
            individual.closeRoute(r, at);
        });
        individual.link();
        return individual;
    });
}

function visitsOf(individual: Individual): number[][] {
    return Array.from({ length: individual.routes }, (_, i) => [
        ...individual.visits.subarray(individual.offsets[i], individual.offsets[i + 1]),
    ]);
}

function randomPlan(n: number, random: Random): number[][] {
    const order = Array.from({ length: n }, (_, v) => v).filter(() => random.integer(5) > 0);
    random.shuffle(order);
    const plan: number[][] = [];
    while (order.length > 0) plan.push(order.splice(0, 1 + random.integer(4)));
    return plan;
}

describe('distance of individuals', () => {
    it('is the share of broken pairs, whichever way round', () => {
        const model = new Model(compile(timed(5, 1)), true);
        const [a, turned, split, none] = individuals(model, [
            [[0, 1, 2, 3, 4]],
            [[4, 3, 2, 1, 0]],
            [
                [0, 1, 2],
                [3, 4],
            ],
            [],
        ]);
        expect(brokenPairs(a, a)).toBe(0);
        expect(brokenPairs(a, turned)).toBe(0);
        // 2 no longer leads to 3, and 3 became a first visit.
        expect(brokenPairs(split, a)).toBe(2 / 5);
        expect(brokenPairs(a, none)).toBeGreaterThan(0.9);
    });
});

describe('crossovers', () => {
    it('of tours keep a stretch of the first parent and serve all visits of the second', () => {
        const random = new Random(8);
        const model = new Model(compile(timed(20, 1)), true);
        const tour = new Int32Array(20);
        for (let round = 0; round < 200; round++) {
            const [a, b] = individuals(model, [randomPlan(20, random), randomPlan(20, random)]);
            const length = orderedCrossover(a, b, random, tour, new Uint8Array(20));
            const child = [...tour.subarray(0, length)];
            expect(new Set(child).size).toBe(length);
            const parents = [...visitsOf(a).flat(), ...visitsOf(b).flat()];
            expect(child.every((v) => parents.includes(v))).toBe(true);
            expect(
                visitsOf(b)
                    .flat()
                    .every((v) => child.includes(v)),
            ).toBe(true);
        }
    });

    it('of routes serve no visit twice, give each vehicle one route, and make nothing new of equal parents', () => {
        const random = new Random(9);
        for (let seed = 1, judged = 0; judged < 60; seed++) {
            const instance = compile(generateProblem(seed, { mostVisits: 20, mostVehicles: 4 }));
            if (!supportsHgs(instance)) continue;
            judged++;
            const model = new Model(instance, true);
            const exchange = new RouteExchange(model, random);
            const plan = (): number[][] => {
                const routes: number[][] = Array.from({ length: instance.routes }, () => []);
                for (let v = 0; v < instance.n; v++) {
                    const r = random.integer(instance.routes);
                    if (model.serves(instance.routeType[r], v)) routes[r].push(v);
                }
                return routes;
            };
            const [a, b, child] = individuals(model, [plan(), plan(), []]);
            for (let round = 0; round < 20; round++) {
                exchange.run(a, b, child);
                const served = visitsOf(child).flat();
                expect(new Set(served).size, `seed ${seed}`).toBe(served.length);
                const ids = [...child.routeIds.subarray(0, child.routes)];
                expect(new Set(ids).size).toBe(ids.length);
                for (const [i, visits] of visitsOf(child).entries()) {
                    for (const v of visits) expect(model.serves(instance.routeType[ids[i]], v)).toBe(true);
                }
                exchange.run(a, a, child);
                const sorted = (x: Individual): string[] => visitsOf(x).map(String).sort();
                expect(sorted(child)).toEqual(sorted(a));
            }
        }
    });
});

describe('population', () => {
    it('keeps the best, discards clones first, and never grows beyond its size', () => {
        const random = new Random(10);
        const model = new Model(compile(timed(20, 1)), true);
        const population = new Population(new Penalties(model), random, () => new Individual(model));
        for (let i = 0; i < 400; i++) {
            const [made] = individuals(model, [randomPlan(20, random)]);
            const individual = population.take();
            individual.copyRoutes(made);
            individual.link();
            individual.cost = 1000 - i;
            individual.feasible = i % 3 !== 0;
            individual.excess[0] = individual.feasible ? 0 : 1;
            population.add(individual);
            expect(population.size()).toBeLessThanOrEqual(130);
        }
        population.rank();
        const costs = new Set(Array.from({ length: 500 }, () => population.parent().cost));
        expect(costs.has(1000 - 398)).toBe(true);
        population.clear();
        expect(population.size()).toBe(0);
    });
});

describe('penalties', () => {
    it('rise where limits are broken too often and fall where they never are', () => {
        const model = new Model(compile(timed(10, 1)), true);
        const penalties = new Penalties(model);
        const before = [...penalties.weights];
        // Load and time can be broken: 45 % should keep each, so that 20 % keep both.
        for (let i = 0; i < 49; i++) expect(penalties.note(Float64Array.of(1, 0, 0, i < 28 ? 1 : 0))).toBe(false);
        expect(penalties.note(Float64Array.of(1, 0, 0, 0))).toBe(true);
        expect(penalties.weights[0]).toBeCloseTo(before[0] * 1.5, 12);
        expect(penalties.weights[1]).toBeCloseTo(before[1] * 0.85, 12);
        expect(penalties.weights[3]).toBe(before[3]);
        for (let i = 0; i < 50; i++) penalties.note(Float64Array.of(i < 40 ? 1 : 0, 0, 0, 1));
        expect(penalties.weights[0]).toBeCloseTo(before[0] * 1.5 * 1.2, 12);
        expect(penalties.cost(Float64Array.of(2, 0, 0, 1))).toBeCloseTo(2 * penalties.weights[0] + penalties.weights[3], 9);
    });
});
