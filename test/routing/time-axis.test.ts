import { describe, expect, it } from 'vitest';
import { checkSolution, evaluate, METHODS, type Problem, solve } from '../../src/routing/index.js';
import { plansOf } from './oracle/figures.js';
import { generateProblem } from './oracle/generate.js';
import { inWholeSeconds, shiftedBy } from './oracle/shift.js';

const EPOCHS: readonly number[] = [1_764_374_400, 1_764_374_400_000, -86_400];
const CASES = 8;

describe('the time axis', () => {
    it.each(METHODS)('%s finds the same routes at any time', (method) => {
        for (let seed = 1; seed <= CASES; seed++) {
            const options = { leastVisits: 5, mostVisits: 14, mostVehicles: 3 };
            const generated = generateProblem(7000 + seed, options);
            const problem = shiftedBy(inWholeSeconds(generated), 0);
            const solution = solve(problem, { method, stop: { iterations: 40 }, seed });
            for (const epoch of EPOCHS) {
                const what = `seed ${seed}, ${epoch} later`;
                const moved = shiftedBy(problem, epoch);
                const later = solve(moved, { method, stop: { iterations: 40 }, seed });
                expect(plansOf(later), what).toEqual(plansOf(solution));
                expect(later.cost, what).toBe(solution.cost);
                expect(later.unserved, what).toEqual(solution.unserved);
                const [here, there] = [checkSolution(problem, solution), checkSolution(moved, solution)];
                expect(there, what).toEqual(here);
                expect(evaluate(moved, plansOf(solution)).duration, what).toBe(solution.duration);
                later.routes.forEach((route, r) => {
                    expect(route.end - epoch, what).toBeCloseTo(solution.routes[r].end, 2);
                    expect(route.start - epoch, what).toBeCloseTo(solution.routes[r].start, 2);
                });
            }
        }
    });

    it.each(METHODS)('%s ends where times are seconds since 1970 with fractions', (method) => {
        for (let seed = 1; seed <= 4; seed++) {
            const generated = generateProblem(8000 + seed, {
                leastVisits: 20,
                mostVisits: 24,
                mostVehicles: 4,
                features: ['windows', 'shifts', 'service', 'capacity', ...(seed % 2 === 0 ? (['perHour'] as const) : [])],
            });
            const problem = shiftedBy(fractional(generated), 1_764_374_400.3);
            const solution = solve(problem, { method, stop: { iterations: 60 }, seed });
            const violations = checkSolution(problem, solution).violations.filter(({ code }) => code !== 'required-unserved');
            expect(violations).toEqual([]);
        }
    });
});

/** Windows and services in odd fractions. */
function fractional(problem: Problem): Problem {
    return {
        ...problem,
        visits: problem.visits.map((visit, i) => ({
            ...visit,
            serviceDuration: (visit.serviceDuration ?? 0) / 3,
            ...(visit.timeWindows === undefined
                ? {}
                : { timeWindows: visit.timeWindows.map(([open, close]) => [open + i / 7, close + i / 3 + 1 / 7] as const) }),
        })),
    };
}
