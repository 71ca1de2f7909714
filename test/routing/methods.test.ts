import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/index.js';
import { checkSolution, improve, METHODS, type Problem, solve, solveAsync } from '../../src/routing/index.js';
import { generateProblem } from './oracle/generate.js';

/** Visits around a depot with demands, as in Uchoa et al.'s instances. */
function capacitated(visits: number, seed: number): Problem {
    const random = new Random(seed);
    const depot = { position: [500, 500] as const };
    return {
        visits: Array.from({ length: visits }, (_, i) => ({
            id: `${i}`,
            position: [random.integer(1000), random.integer(1000)] as const,
            delivery: [1 + random.integer(10)],
        })),
        vehicles: [{ id: 'v', start: depot, end: depot, capacity: [60], count: visits }],
        travel: { kind: 'euclidean', rounding: 'round' },
    };
}

describe('methods', () => {
    it.each(METHODS)('%s keeps every rule and serves all visits if that is possible', (method) => {
        const problem = capacitated(60, 7);
        const solution = solve(problem, { method, stop: { iterations: 2000 } });
        const check = checkSolution(problem, solution);
        expect(check.violations).toEqual([]);
        expect(solution.cost).toBe(check.cost);
        expect(solution.statistics.method).toBe(method === 'auto' ? 'sisr+hgs' : method);
    });

    it.each(METHODS)('%s keeps every rule on random mixes of features', (method) => {
        for (let seed = 1; seed <= 60; seed++) {
            const problem = generateProblem(seed, { mostVisits: 14, mostVehicles: 4 });
            const solution = solve(problem, { method, stop: { iterations: 100 } });
            const check = checkSolution(problem, solution);
            const broken = check.violations.filter(({ code }) => code !== 'required-unserved');
            expect(broken, `seed ${seed}`).toEqual([]);
            expect(solution.cost, `seed ${seed}`).toBeCloseTo(check.cost, 3);
        }
    });

    it('get better from construction to local search to ruin and recreate', () => {
        const cost = (method: (typeof METHODS)[number]): number =>
            [1, 2, 3, 4, 5].reduce(
                (sum, seed) => sum + solve(capacitated(80, seed), { method, stop: { iterations: 5000 } }).cost,
                0,
            );
        const best = cost('auto');
        for (const name of ['nearest-neighbour', 'sweep', 'savings', 'insertion', 'regret'] as const) {
            const constructed = cost(name);
            const improved = cost(`${name}+ls`);
            expect(improved, name).toBeLessThan(constructed);
            expect(best, name).toBeLessThan(improved);
        }
    });
});

describe('auto on few visits', () => {
    it('hands over to genetic search, which ends no worse on the mean than ruin and recreate', () => {
        let [handed, alone] = [0, 0];
        for (let seed = 1; seed <= 8; seed++) {
            const problem = capacitated(75, 1 + (seed % 4));
            const solution = solve(problem, { seed });
            expect(solution.statistics).toMatchObject({ method: 'sisr+hgs', iterations: 15_000 });
            handed += solution.cost;
            alone += solve(problem, { seed, method: 'sisr' }).cost;
        }
        expect(handed).toBeLessThan(alone);
    });

    it.each([0, 1, 77, 500, 1234])('makes %i iterations when told to', (iterations) => {
        expect(solve(capacitated(40, 2), { stop: { iterations } }).statistics.iterations).toBe(iterations);
    });

    it('ends after iterations in a row that bring nothing', () => {
        const stop = { noImprovement: 300 };
        expect(solve(capacitated(20, 2), { stop }).statistics.iterations).toBeLessThan(50_000);
    });

    it('tells of a sweep where there was no time for more', () => {
        expect(solve(capacitated(2000, 2), { stop: { seconds: 1e-6 } }).statistics.method).toBe('sweep');
        expect(solve(capacitated(200, 2), { stop: { iterations: 10 } }).statistics.method).toBe('sisr');
    });
});

describe('warm start', () => {
    it('never ends worse than it began', () => {
        const problem = capacitated(50, 3);
        const first = solve(problem, { stop: { iterations: 3000 } });
        const initial = first.routes.map((route) => ({
            vehicleId: route.vehicleId,
            visitIds: route.stops.map((stop) => stop.visitId),
        }));
        const again = solve(problem, { initial, stop: { iterations: 0 } });
        expect(again.cost).toBe(first.cost);
        expect(solve(problem, { initial, stop: { iterations: 500 }, seed: 9 }).cost).toBeLessThanOrEqual(first.cost);
    });

    it('takes over what keeps the rules of routes that break some', () => {
        const problem = capacitated(30, 4);
        const initial = [{ vehicleId: 'v', visitIds: problem.visits.map((visit) => visit.id) }];
        const solution = solve(problem, { initial, stop: { iterations: 50 } });
        expect(checkSolution(problem, solution).violations).toEqual([]);
    });
});

describe('solveAsync', () => {
    it('gives the answer of solve for a budget of iterations', async () => {
        const problem = capacitated(40, 5);
        const options = { stop: { iterations: 1000 }, seed: 3 };
        const [direct, sliced] = [solve(problem, options), await solveAsync(problem, options)];
        expect(sliced.routes).toEqual(direct.routes);
    });

    it('stops at a signal with the best so far, and tells of progress', async () => {
        const problem = capacitated(40, 5);
        const controller = new AbortController();
        const fractions: number[] = [];
        const solution = await solveAsync(problem, {
            stop: { iterations: 100_000_000 },
            signal: controller.signal,
            onProgress: ({ fraction, unserved }) => {
                fractions.push(fraction);
                expect(unserved).toBe(0);
                controller.abort();
            },
        });
        expect(fractions.length).toBeGreaterThan(0);
        expect(solution.statistics.iterations).toBeLessThan(100_000_000);
        expect(checkSolution(problem, solution).feasible).toBe(true);
    });

    it('reports only better solutions', async () => {
        const costs: number[] = [];
        const last = await solveAsync(capacitated(60, 6), {
            stop: { iterations: 5000 },
            onImprovement: (solution) => costs.push(solution.cost),
        });
        expect(costs.length).toBeGreaterThan(0);
        for (let i = 1; i < costs.length; i++) expect(costs[i]).toBeLessThan(costs[i - 1]);
        expect(last.cost).toBe(costs[costs.length - 1]);
    });
});

describe('improve', () => {
    it('yields ever better solutions', async () => {
        const costs: number[] = [];
        for await (const solution of improve(capacitated(60, 6), { stop: { iterations: 5000 } })) costs.push(solution.cost);
        expect(costs.length).toBeGreaterThan(1);
        for (let i = 1; i < costs.length; i++) expect(costs[i]).toBeLessThan(costs[i - 1]);
    });
});

describe('edges', () => {
    it('answers empty and single problems', () => {
        expect(solve({ visits: [], vehicles: [] })).toMatchObject({ routes: [], unserved: [], feasible: true, cost: 0 });
        expect(solve({ visits: [], vehicles: [{ id: 'v' }] })).toMatchObject({ routes: [], feasible: true });
        const one = solve({ visits: [{ id: 'a', position: [0, 1] }], vehicles: [{ id: 'v', start: { position: [0, 0] } }] });
        expect(one.routes[0].stops.map((stop) => stop.visitId)).toEqual(['a']);
    });

    it('serves many visits at one place', () => {
        const here = { position: [13, 52] as const };
        const visits = Array.from({ length: 300 }, (_, i) => ({ id: `${i}`, ...here }));
        const solution = solve({ visits, vehicles: [{ id: 'v', start: here, end: here }] }, { stop: { iterations: 200 } });
        expect(solution).toMatchObject({ feasible: true, distance: 0, unserved: [] });
    });

    it('says for each vehicle why a visit is not served, and by how much', () => {
        const home = { position: [0, 0] as const };
        const solution = solve({
            visits: [
                { id: 'far', position: [100, 0] },
                { id: 'cold', position: [1, 0], skills: ['cold'] },
                { id: 'heavy', position: [1, 0], delivery: [9] },
                { id: 'early', position: [10, 0], timeWindows: [[0, 4]] },
                { id: 'dear', position: [20, 0], prize: 3 },
                { id: 'near', position: [2, 0], prize: 10 },
            ],
            vehicles: [
                { id: 'one', start: home, end: home, capacity: [5], maxDistance: 60 },
                { id: 'two', start: home, end: home, capacity: [7], maxDistance: 80, shift: [5, 1000] },
            ],
            travel: { kind: 'euclidean' },
            objective: { kind: 'prize' },
        });
        const reasons = Object.fromEntries(
            solution.unserved.map(({ visitId, reasons }) => [
                visitId,
                reasons.map(({ code, vehicleIds, excess }) => ({ code, vehicleIds, excess })),
            ]),
        );
        expect(reasons).toEqual({
            far: [{ code: 'max-distance-exceeded', vehicleIds: ['one', 'two'], excess: 120 }],
            cold: [{ code: 'skill-missing', vehicleIds: ['one', 'two'], excess: undefined }],
            heavy: [{ code: 'capacity-exceeded', vehicleIds: ['one', 'two'], excess: 2 }],
            early: [{ code: 'window-missed', vehicleIds: ['one', 'two'], excess: 6 }],
            dear: [{ code: 'not-worthwhile', vehicleIds: ['one', 'two'], excess: 37 }],
        });
        expect(solution.routes.map((route) => route.stops.map((stop) => stop.visitId))).toEqual([['near']]);
    });
});

describe('target', () => {
    it('ends the search at a cost that is good enough', () => {
        const problem = capacitated(60, 8);
        const best = solve(problem, { stop: { iterations: 5000 } });
        const target = best.cost * 1.02;
        const enough = solve(problem, { stop: { iterations: 5000, target } });
        expect(enough.cost).toBeLessThanOrEqual(target);
        expect(enough.statistics.iterations).toBeLessThan(5000);
        expect(solve(problem, { stop: { iterations: 500, target: 1 } }).statistics.iterations).toBe(500);
    });

    it('is a prize where prizes count', () => {
        const { visits, vehicles, travel } = capacitated(40, 9);
        const problem: Problem = {
            visits: visits.map(({ id, position }, i) => ({
                id,
                ...(position === undefined ? {} : { position }),
                prize: 1 + (i % 5),
            })),
            vehicles: vehicles.map(({ id, start, end }) => ({ id, ...(start && end ? { start, end } : {}), maxDistance: 3000 })),
            ...(travel === undefined ? {} : { travel }),
            objective: { kind: 'orienteering' },
        };
        const best = solve(problem, { stop: { iterations: 3000 } });
        const enough = solve(problem, { stop: { iterations: 3000, target: best.prize } });
        expect(enough.prize).toBeGreaterThanOrEqual(best.prize);
        expect(enough.statistics.iterations).toBeLessThan(3000);
    });
});
