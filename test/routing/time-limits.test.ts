import { describe, expect, test, vi } from 'vitest';
import { Random, runSteps } from '../../src/core/index.js';
import { compile } from '../../src/routing/compile/compile.js';
import { checkSolution, type Problem, solve } from '../../src/routing/index.js';
import { hasTimeToSearch, startSearch } from '../../src/routing/methods.js';
import { InsertionFinder } from '../../src/routing/moves/insertion.js';
import type { Search } from '../../src/routing/search/search.js';

const DEPOT = { position: [0, 0] } as const;

/** A first solution without pauses. */
function startNow(...start: Parameters<typeof startSearch>): Search {
    return runSteps(startSearch(...start));
}

function problemOf(count: number, isRequired: boolean): Problem {
    const random = new Random(7);
    return {
        visits: Array.from({ length: count }, (_, i) => ({
            id: `visit-${i}`,
            position: [random.next() * 100, random.next() * 100] as const,
            delivery: [1 + random.integer(9)],
            ...(isRequired ? {} : { priority: 1 + random.integer(50) }),
        })),
        vehicles: [{ id: 'van', start: DEPOT, end: DEPOT, capacity: [60], count }],
        travel: { kind: 'euclidean' },
        ...(isRequired ? {} : { objective: { kind: 'priority' as const } }),
    };
}

function after(calls: number): () => boolean {
    let left = calls;
    return () => left-- <= 0;
}

describe('when time is short', () => {
    test.each([
        ['a sweep', true, true, false],
        ['a sweep before a search', true, true, true],
        ['insertion of what must be served', true, false, true],
        ['insertion of the most valuable', false, true, false],
    ])('%s serves whom it has time for', (_, isRequired, isHurried, searchable) => {
        const instance = compile(problemOf(50, isRequired), searchable);
        // Savings, which come first without a hurry, are not interrupted.
        const method = 'sisr';
        const timed = isHurried ? instance : { ...instance, timed: true };
        for (const calls of [0, 1, 20]) {
            const { state } = startNow(method, timed, new Random(1), [], { isHurried, isTimeUp: after(calls) });
            // A sweep also tries some that do not fit.
            expect(50 - state.absentCount).toBeLessThanOrEqual(calls);
            expect(50 - state.absentCount).toBeGreaterThanOrEqual(calls / 2);
        }
        const { state } = startNow(method, timed, new Random(1), [], { isHurried, isTimeUp: () => false });
        expect(50 - state.absentCount).toBe(50);
    });

    test('savings that come too late make way for a sweep', () => {
        const instance = compile(problemOf(300, true));
        const haste = { isHurried: false, isTimeUp: () => false };
        const costs = [false, true].map((late) => {
            const { best } = startNow('sisr', instance, new Random(1), [], { ...haste, isLate: () => late });
            expect(best.unservedCount()).toBe(0);
            return best.total;
        });
        const swept = startNow('sisr', instance, new Random(1), [], { ...haste, isHurried: true });
        expect(costs[1]).toBe(swept.best.total);
        expect(costs[0]).toBeLessThan(costs[1]);
    });

    test.each([
        ['at one place', () => [5, 5] as const],
        ['at two places', (i: number) => [i % 2, 1] as const],
        ['on a line', (i: number) => [i, 1] as const],
        ['on a lattice', (i: number) => [i % 70, Math.floor(i / 70)] as const],
    ])('one long route of visits %s is swept with a bounded number of places for each', (_, at) => {
        const count = 5000;
        const visits = Array.from({ length: count }, (__, i) => ({ id: `${i}`, position: at(i) }));
        const problem: Problem = { visits, vehicles: [{ id: 'van', start: DEPOT, end: DEPOT }], travel: { kind: 'euclidean' } };
        const judged = vi.spyOn(InsertionFinder.prototype as unknown as { judge: () => void }, 'judge');
        const haste = { isHurried: true, isTimeUp: () => false };
        const { state } = startNow('sisr', compile(problem, false), new Random(1), [], haste);
        expect(state.absentCount).toBe(0);
        expect(judged.mock.calls.length).toBeLessThan(210 * count);
        judged.mockRestore();
    });

    test('an instance that cannot be searched gives the routes of its construction', () => {
        const problem = problemOf(200, true);
        const search = startNow('sisr', compile(problem, false), new Random(1), [], {
            isHurried: true,
            isTimeUp: () => false,
        });
        expect(search.state.absentCount).toBe(0);
        expect(search.best.unservedCount()).toBe(0);
    });

    test('every visit that no route serves has a reason', () => {
        const problem = problemOf(3000, true);
        const solution = solve(problem, { stop: { seconds: 1e-6 } });
        const served = solution.routes.reduce((sum, { stops }) => sum + stops.length, 0);
        expect(served + solution.unserved.length).toBe(3000);
        expect(new Set(solution.unserved.flatMap(({ reasons }) => reasons.map(({ code }) => code)))).toEqual(
            new Set(served < 3000 ? ['time-limit'] : []),
        );
        const codes = new Set(checkSolution(problem, solution.routes.map(plan)).violations.map(({ code }) => code));
        expect(codes).toEqual(new Set(served < 3000 ? ['required-unserved'] : []));
    });

    test('many visits want more time for a search, and constructions asked for by name none', () => {
        expect(hasTimeToSearch('auto', 20, 0.05)).toBe(true);
        expect(hasTimeToSearch('auto', 1000, 0.05)).toBe(false);
        expect(hasTimeToSearch('hgs', 100_000, 1)).toBe(false);
        expect(hasTimeToSearch('auto', 100_000, 10)).toBe(true);
        expect(hasTimeToSearch('savings+ls', 100_000, 0.001)).toBe(true);
    });
});

function plan({ vehicleId, stops }: { vehicleId: string; stops: readonly { visitId: string }[] }): {
    vehicleId: string;
    visitIds: string[];
} {
    return { vehicleId, visitIds: stops.map(({ visitId }) => visitId) };
}
