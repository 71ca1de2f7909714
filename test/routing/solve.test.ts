import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/index.js';
import {
    checkSolution,
    evaluate,
    METHODS,
    type Problem,
    type RoutePlan,
    type Solution,
    solve,
    validateProblem,
} from '../../src/routing/index.js';
import { bestPlan, compareValues, objectiveValue } from './oracle/brute-force.js';
import { generateProblem, withGroups } from './oracle/generate.js';

/** What the oracle cannot judge: prizes made from priorities, and earliness, are not part of its objective. */
function isPlain(problem: Problem): boolean {
    return (
        problem.earliness === undefined &&
        !(problem.objective?.kind === 'prize' && problem.objective.priorityWeight !== undefined)
    );
}

function planOf({ routes }: Solution): readonly RoutePlan[] {
    return routes.map(({ vehicleId, stops }) => ({ vehicleId, visitIds: stops.map((stop) => stop.visitId) }));
}

describe('solve', () => {
    it('agrees with the checker on random mixes of features, and loses no visit', () => {
        for (let seed = 1; seed <= 300; seed++) {
            const problem = generateProblem(seed, 12, 3);
            const solution = solve(problem, { stop: { iterations: 200 } });
            const check = checkSolution(problem, solution);
            expect(
                check.violations.filter(({ code }) => code !== 'required-unserved'),
                `seed ${seed}`,
            ).toEqual([]);
            for (const key of [
                'cost',
                'distance',
                'duration',
                'travelDuration',
                'waitingDuration',
                'prize',
                'priority',
            ] as const) {
                expect(solution[key], `seed ${seed} ${key}`).toBeCloseTo(check[key], 6);
            }
            expect(solution.feasible, `seed ${seed}`).toBe(check.feasible);
            const served = solution.routes.flatMap((route) => route.stops.map((stop) => stop.visitId));
            const unserved = solution.unserved.map((visit) => visit.visitId);
            expect([...served, ...unserved].sort(), `seed ${seed}`).toEqual(problem.visits.map((visit) => visit.id).sort());
        }
    });

    it('finds the optimum of tiny problems', () => {
        let judged = 0;
        for (let seed = 1000; judged < 150; seed++) {
            const problem = generateProblem(seed, 4, 2);
            if (!isPlain(problem)) continue;
            judged++;
            const best = bestPlan(problem);
            const solution = solve(problem, { stop: { iterations: 2000 } });
            const value = objectiveValue(problem, planOf(solution), checkSolution(problem, solution));
            expect(
                compareValues(value, best.value),
                `seed ${seed}: ${value} against ${best.value} ${JSON.stringify(best.plan)}`,
            ).toBe(0);
        }
    });

    it('gives the same answer to the same seed and iterations', () => {
        for (let seed = 1; seed <= 20; seed++) {
            const problem = generateProblem(seed, 12, 3);
            const options = { stop: { iterations: 300 }, seed };
            const [a, b] = [solve(problem, options), solve(problem, options)];
            expect({ ...a, statistics: 0 }).toEqual({ ...b, statistics: 0 });
        }
    });

    it('evaluates its own routes to the same figures', () => {
        for (let seed = 1; seed <= 50; seed++) {
            const problem = generateProblem(seed, 10, 3);
            const solution = solve(problem, { stop: { iterations: 100 } });
            const plan = solution.routes.map((route) => ({
                vehicleId: route.vehicleId,
                visitIds: route.stops.map((stop) => stop.visitId),
            }));
            const { routes, unserved } = evaluate(problem, plan);
            expect({ routes, unserved }, `seed ${seed}`).toEqual({ routes: solution.routes, unserved: solution.unserved });
        }
    });
});

describe('solve with groups', () => {
    it('agrees with the checker on random mixes of features, by every method', () => {
        for (let seed = 1; seed <= 240; seed++) {
            const problem = withGroups(generateProblem(seed, 12, 3), seed);
            const method = METHODS[seed % METHODS.length];
            expect(validateProblem(problem), `seed ${seed}`).toEqual([]);
            const solution = solve(problem, { stop: { iterations: 200 }, method });
            const check = checkSolution(problem, solution);
            const broken = check.violations.filter(({ code }) => code !== 'required-unserved');
            expect(broken, `seed ${seed} ${method}`).toEqual([]);
            for (const key of ['cost', 'distance', 'duration', 'prize', 'priority'] as const) {
                expect(solution[key], `seed ${seed} ${key}`).toBeCloseTo(check[key], 6);
            }
            expect(solution.feasible, `seed ${seed}`).toBe(check.feasible);
            const unserved = solution.unserved.map((visit) => visit.visitId);
            expect(unserved, `seed ${seed}`).toEqual(check.unserved);
        }
    });

    it('finds the optimum of tiny problems', () => {
        let judged = 0;
        for (let seed = 3000; judged < 150; seed++) {
            const plain = generateProblem(seed, 5, 2);
            if (!isPlain(plain)) continue;
            judged++;
            const problem = withGroups(plain, seed);
            const best = bestPlan(problem);
            const solution = solve(problem, { stop: { iterations: 2000 } });
            const value = objectiveValue(problem, planOf(solution), checkSolution(problem, solution));
            expect(
                compareValues(value, best.value),
                `seed ${seed}: ${value} against ${best.value} ${JSON.stringify(best.plan)}`,
            ).toBe(0);
        }
    });

    it('takes over routes, and only whole patterns of them', () => {
        for (let seed = 1; seed <= 60; seed++) {
            const problem = withGroups(generateProblem(seed, 12, 3), seed);
            const initial = planOf(solve({ ...problem, groups: [] }, { stop: { iterations: 50 } }));
            const solution = solve(problem, { initial, stop: { iterations: 20 } });
            const { violations } = checkSolution(problem, solution);
            const broken = violations.filter(({ code }) => code !== 'required-unserved');
            expect(broken, `seed ${seed}`).toEqual([]);
            const again = solve(problem, { initial: planOf(solution), stop: { iterations: 0 } });
            expect(again.feasible, `seed ${seed}`).toBe(solution.feasible);
            const values = [solution, again].map((each) => objectiveValue(problem, planOf(each), checkSolution(problem, each)));
            if (isPlain(problem)) expect(compareValues(values[1], values[0]), `seed ${seed}`).toBeLessThanOrEqual(0);
        }
    });

    it('leaves nobody unserved by choosing a pattern', () => {
        const home = { position: [0, 0] as const };
        const at = (id: string, x: number, day: string): Problem['visits'][number] => ({
            id,
            position: [x, 0],
            allowedVehicles: [day],
        });
        const problem: Problem = {
            visits: [at('a1', 20, 'one'), at('a2', 20, 'two'), at('b1', 11, 'one'), at('c2', 9, 'two')],
            vehicles: ['one', 'two'].map((id) => ({ id, start: home, end: home, maxVisits: 2 })),
            groups: [{ id: 'a', patterns: [['a1'], ['a2']] }],
            travel: { kind: 'euclidean' },
        };
        const solution = solve(problem, { stop: { iterations: 50 } });
        expect(
            planOf(solution)
                .flatMap(({ visitIds }) => [...visitIds])
                .sort(),
        ).toEqual(['a1', 'b1', 'c2']);
        expect(solution).toMatchObject({ feasible: true, cost: 58, unserved: [] });
        const full = solve({ ...problem, vehicles: problem.vehicles.map((vehicle) => ({ ...vehicle, maxVisits: 1 })) });
        expect(full.feasible).toBe(false);
        expect(full.unserved.map(({ visitId }) => visitId)).toEqual(['a1', 'a2']);
        expect(full.unserved[0].reasons[0]).toMatchObject({ code: 'no-room', vehicleIds: ['one'] });
    });
});

describe('priorities that are no whole numbers', () => {
    it('never end worse than the routes they began with', () => {
        // Sums of fractional tiers once made worse routes look better.
        for (let seed = 1; seed <= 20; seed++) {
            const random = new Random(seed);
            const home = { position: [50, 50] as const };
            const problem: Problem = {
                visits: Array.from({ length: 20 }, (_, i) => ({
                    id: `${i}`,
                    position: [random.integer(100), random.integer(100)] as const,
                    priority: random.next() * 100,
                    serviceDuration: 20,
                })),
                vehicles: ['a', 'b', 'c'].map((id) => ({ id, start: home, end: home, shift: [0, 400] as const })),
                travel: { kind: 'euclidean' },
                objective: { kind: 'priority' },
            };
            const first = solve(problem, { stop: { iterations: 3000 } });
            const initial = first.routes.map(({ vehicleId, stops }) => ({
                vehicleId,
                visitIds: stops.map((stop) => stop.visitId),
            }));
            const again = solve(problem, { initial, stop: { iterations: 300 }, seed: 2 });
            expect(again.priority).toBeGreaterThanOrEqual(first.priority - 1e-9);
            if (again.unserved.length === first.unserved.length) expect(again.cost).toBeLessThanOrEqual(first.cost + 1e-9);
        }
    });

    it('serves visits under earliness where some way is missing', () => {
        const solution = solve({
            visits: [
                { id: 'a', location: 0, priority: 50 },
                { id: 'b', location: 1, priority: 50 },
            ],
            vehicles: [{ id: 'v', start: { location: 2 }, end: { location: 2 } }],
            travel: { kind: 'matrix', size: 3, durations: [0, Number.POSITIVE_INFINITY, 1, 1, 0, 1, 1, 1, 0] },
            earliness: 0.5,
        });
        expect(solution.unserved).toEqual([]);
        expect(solution.routes[0].stops.map((stop) => stop.visitId)).toEqual(['b', 'a']);
    });
});
