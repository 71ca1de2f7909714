import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/index.js';
import { checkSolution, evaluate, METHODS, type Problem, type RoutePlan, type Solution, solve } from '../../src/routing/index.js';
import { compareValues } from './oracle/brute-force.js';
import { generateProblem, withGroups } from './oracle/generate.js';

function planOf({ routes }: Solution): readonly RoutePlan[] {
    return routes.map(({ vehicleId, stops }) => ({ vehicleId, visitIds: stops.map((stop) => stop.visitId) }));
}

describe('solve', () => {
    it('agrees with the checker on random mixes of features, and loses no visit', () => {
        for (let seed = 1; seed <= 300; seed++) {
            const problem = generateProblem(seed, { mostVisits: 12, mostVehicles: 3 });
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
                expect(solution[key], `seed ${seed} ${key}`).toBeCloseTo(check[key], 4);
            }
            expect(solution.feasible, `seed ${seed}`).toBe(check.feasible);
            const served = solution.routes.flatMap((route) => route.stops.map((stop) => stop.visitId));
            const unserved = solution.unserved.map((visit) => visit.visitId);
            expect([...served, ...unserved].sort(), `seed ${seed}`).toEqual(problem.visits.map((visit) => visit.id).sort());
        }
    });

    it('gives the same answer to the same seed and iterations', () => {
        for (let seed = 1; seed <= 20; seed++) {
            const problem = generateProblem(seed, { mostVisits: 12, mostVehicles: 3 });
            const options = { stop: { iterations: 300 }, seed };
            const [a, b] = [solve(problem, options), solve(problem, options)];
            expect({ ...a, statistics: 0 }).toEqual({ ...b, statistics: 0 });
        }
    });

    it('evaluates its own routes to the same figures', () => {
        for (let seed = 1; seed <= 50; seed++) {
            const problem = generateProblem(seed, { mostVisits: 10, mostVehicles: 3 });
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
    it('takes over routes, and only whole patterns of them', () => {
        for (let seed = 1; seed <= 60; seed++) {
            const problem = withGroups(generateProblem(seed, { mostVisits: 12, mostVehicles: 3 }), seed);
            const initial = planOf(solve({ ...problem, groups: [] }, { stop: { iterations: 50 } }));
            const solution = solve(problem, { initial, stop: { iterations: 20 } });
            const { violations } = checkSolution(problem, solution);
            const broken = violations.filter(({ code }) => code !== 'required-unserved');
            expect(broken, `seed ${seed}`).toEqual([]);
            const again = solve(problem, { initial: planOf(solution), stop: { iterations: 0 } });
            expect(again.feasible, `seed ${seed}`).toBe(solution.feasible);
            const [before, after] = [solution, again].map((each) => checkSolution(problem, each).objective);
            expect(compareValues(after, before), `seed ${seed}`).toBeLessThanOrEqual(0);
        }
    });

    it('runs what can choose patterns in place of what cannot, and says so', () => {
        const problem = withGroups(generateProblem(1, { mostVisits: 8 }), 1);
        const ran = METHODS.map((method) => solve(problem, { method, stop: { iterations: 10 } }).statistics.method);
        const wanted = METHODS.map((method) => {
            if (['sisr', 'ils', 'hgs', 'auto'].includes(method)) return 'sisr';
            return method.endsWith('+ls') ? 'insertion+ls' : 'insertion';
        });
        expect(ran).toEqual(wanted);
    });

    it('leaves no visit unserved by choosing a pattern', () => {
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
});
