import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkSolution, solve } from '../../../src/routing/index.js';
import { plansOf } from '../../routing/oracle/figures.js';
import { inWholeSeconds, shiftedBy } from '../../routing/oracle/shift.js';
import type { Lane } from '../lane.js';
import { type ProblemCase, problemCases } from './problem-cases.js';

interface ShiftCase extends ProblemCase {
    /** Whole seconds by which every window and shift moves. */
    readonly by: number;
}

const EPOCHS = [-86_400, 86_400, 1_764_374_400, 1_764_374_400_000];

/** Routes do not depend on where the time axis begins. */
export const shifts: Lane<ShiftCase> = {
    name: 'shifts',
    cases: fc.tuple(problemCases, fc.constantFrom(...EPOCHS)).map(([given, by]) => ({ ...given, by })),
    judge({ problem, method, iterations, seed, by }) {
        const options = { method, stop: { iterations }, seed };
        const here = shiftedBy(inWholeSeconds(problem), 0);
        const there = shiftedBy(here, by);
        const [solution, later] = [solve(here, options), solve(there, options)];
        assert.deepEqual(plansOf(later), plansOf(solution), 'other routes');
        assert.equal(later.cost, solution.cost);
        assert.deepEqual(later.unserved, solution.unserved);
        assert.deepEqual(checkSolution(there, solution), checkSolution(here, solution), 'another check of the same plan');
        later.routes.forEach(({ start, end }, r) => {
            const moved = solution.routes[r];
            const apart = Math.max(Math.abs(start - by - moved.start), Math.abs(end - by - moved.end));
            assert.ok(apart < 0.01, `a route ${apart} s earlier or later`);
        });
    },
};
