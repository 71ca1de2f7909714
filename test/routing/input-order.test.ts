import { describe, expect, it } from 'vitest';
import { checkSolution, METHODS, type Problem, solve } from '../../src/routing/index.js';
import { plansOf } from './oracle/figures.js';
import { generateProblem, KINDS, withGroups } from './oracle/generate.js';
import { shuffled } from './oracle/shuffle.js';

function problemOf(seed: number): Problem {
    const kind = KINDS[seed % KINDS.length];
    const problem = generateProblem(30_000 + seed, {
        leastVisits: 4,
        mostVisits: seed % 9 === 0 ? 130 : 24,
        mostVehicles: 4,
        kind,
    });
    return seed % 4 === 0 ? withGroups(problem, seed) : { ...problem, earliness: seed % 3 === 0 ? 0.4 : 0 };
}

const order = (problem: Problem): Map<string, number> => new Map(problem.visits.map(({ id }, i) => [id, i]));

describe('the order of the input', () => {
    it('does not change what a plan is worth', () => {
        for (let seed = 1; seed <= 150; seed++) {
            const problem = problemOf(seed);
            const plan = plansOf(solve(problem, { method: 'insertion' }));
            const { unserved, violations, ...here } = checkSolution(problem, plan);
            for (let other = 1; other <= 3; other++) {
                const there = checkSolution(shuffled(problem, 10 * seed + other), plan);
                expect(there, `seed ${seed}`).toMatchObject(here);
                expect(new Set(there.unserved)).toEqual(new Set(unserved));
                expect(there.violations.length).toBe(violations.length);
            }
        }
    });

    it.each(METHODS)('does not change the answer of %s', (method) => {
        for (let seed = 1; seed <= 25; seed++) {
            const problem = problemOf(seed);
            const { statistics, routes, unserved, ...figures } = solve(problem, { method, stop: { iterations: 20 }, seed });
            const mixed = shuffled(problem, seed);
            const answer = solve(mixed, { method, stop: { iterations: 20 }, seed });
            expect(answer, `seed ${seed}`).toMatchObject(figures);
            const byVehicle = new Map(mixed.vehicles.map(({ id }, i) => [id, i]));
            const places = answer.routes.map(({ vehicleId }) => byVehicle.get(vehicleId) ?? -1);
            expect(places, `seed ${seed}`).toEqual([...places].sort((a, b) => a - b));
            const sorted = (list: typeof routes): typeof routes =>
                [...list].sort((a, b) => (a.vehicleId < b.vehicleId ? -1 : a.vehicleId > b.vehicleId ? 1 : 0));
            expect(sorted(answer.routes), `seed ${seed}`).toEqual(sorted(routes));
            const visitIds = answer.unserved.map(({ visitId }) => order(mixed).get(visitId) ?? -1);
            expect(visitIds, `seed ${seed}`).toEqual([...visitIds].sort((a, b) => a - b));
            expect(answer.unserved.map(({ visitId }) => visitId).sort()).toEqual(unserved.map(({ visitId }) => visitId).sort());
            expect(answer.statistics.iterations).toBe(statistics.iterations);
        }
    });
});
