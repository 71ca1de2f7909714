import { describe, expect, it } from 'vitest';
import { compile } from '../../src/routing/compile/compile.js';
import { Effort } from '../../src/routing/construct/effort.js';
import { checkSolution, evaluate, METHODS, type Problem, type Solution, solve, type Vehicle } from '../../src/routing/index.js';
import { State } from '../../src/routing/state/state.js';
import { UnservedReasons } from '../../src/routing/unserved-reasons.js';
import { bestPlan } from './oracle/brute-force.js';
import { plansOf } from './oracle/figures.js';
import { generateProblem, withGroups } from './oracle/generate.js';
import { improvingInsertion } from './oracle/improving-insertion.js';
import { Judge } from './oracle/judge.js';
import { generateShortcuts } from './oracle/shortcuts.js';

/** Reasons that say that a visit alone breaks a rule, and those that say that it does not. */
const ALONE_FAILS = [
    'window-missed',
    'shift-exceeded',
    'max-duration-exceeded',
    'max-distance-exceeded',
    'max-travel-duration-exceeded',
    'max-visits-exceeded',
    'capacity-exceeded',
    'unreachable',
    'vehicle-not-allowed',
    'skill-missing',
];
const ALONE_FITS = ['no-room', 'not-worthwhile'];

function expectTrueReasons(problem: Problem, { unserved }: Solution, what: string): void {
    const judge = new Judge(problem);
    for (const { visitId, reasons } of unserved) {
        expect(reasons.flatMap(({ vehicleIds }) => vehicleIds).sort(), what).toEqual(problem.vehicles.map(({ id }) => id).sort());
        for (const { code, vehicleIds } of reasons) {
            for (const id of vehicleIds) {
                const vehicle = problem.vehicles.find((each) => each.id === id) as Vehicle;
                const fits = judge.route(vehicle, [visitId]) !== undefined;
                expect(fits ? ALONE_FITS : ALONE_FAILS, `${what}: ${visitId} on ${id}`).toContain(code);
            }
        }
    }
}

describe('an unserved visit', () => {
    it.each(METHODS)('of %s has no place at a gain in the answer, and true reasons', (method) => {
        for (let seed = 1; seed <= 220; seed++) {
            const plain = generateProblem(seed, { mostVisits: 10, mostVehicles: 4 });
            const problem = seed % 7 === 0 ? withGroups(plain, seed) : plain;
            const solution = solve(problem, { method, stop: { iterations: 40 } });
            const what = `${method}, seed ${seed}`;
            expect(improvingInsertion(problem, plansOf(solution)), what).toBeUndefined();
            expectTrueReasons(problem, solution, what);
        }
    });

    it.each(METHODS)('is served by %s where all of a few can be served together', (method) => {
        let possible = 0;
        for (let seed = 1; seed <= 250; seed++) {
            const problem = generateShortcuts(seed);
            const best = new Judge(problem).plan(bestPlan(problem).plan);
            const solution = solve(problem, { method, stop: { iterations: 100 } });
            const what = `${method}, seed ${seed}`;
            if (best.requiredUnserved.length === 0) expect(solution.feasible, what).toBe(true);
            if (best.unserved.length === 0) expect(solution.unserved, what).toEqual([]);
            else expectTrueReasons(problem, solution, what);
            if (best.unserved.length === 0) possible++;
        }
        expect(possible).toBeGreaterThan(50);
    });
});

describe('two visits that fit only together', () => {
    const durations = [0, 10, 100, 100, 0, 1, 10, 1, 0];
    const home = { location: 0 };
    const visits = [
        { id: 'a', location: 1, prize: 30 },
        { id: 'b', location: 2, prize: 30 },
    ];
    const LIMITS: readonly Partial<Vehicle>[] = [
        { maxDistance: 50 },
        { maxDuration: 50 },
        { maxTravelDuration: 50 },
        { shift: [0, 50] },
        { maxDistance: 50, costs: { perHour: 3600 } },
    ];

    it.each(METHODS)('are served by %s under every limit and objective', (method) => {
        for (const limit of LIMITS) {
            for (const kind of ['cost', 'priority', 'prize', 'orienteering'] as const) {
                const problem: Problem = {
                    visits,
                    vehicles: [{ id: 'van', start: home, end: home, ...limit }],
                    travel: { kind: 'matrix', size: 3, durations },
                    objective: { kind },
                };
                const solution = solve(problem, { method, stop: { iterations: 20 } });
                expect(solution.unserved, `${kind}, ${JSON.stringify(limit)}`).toEqual([]);
                expect(checkSolution(problem, solution).violations).toEqual([]);
            }
        }
    });

    it.each(METHODS)('are served by %s between windows, and where there is no other way', (method) => {
        const infinite = durations.map((value) => (value === 100 ? Number.POSITIVE_INFINITY : value));
        for (const matrix of [durations, infinite]) {
            const problem: Problem = {
                visits: [
                    { id: 'a', location: 1 },
                    { id: 'b', location: 2, timeWindows: [[0, 20]] },
                ],
                vehicles: [{ id: 'van', start: home, end: home, shift: [0, 60] }],
                travel: { kind: 'matrix', size: 3, durations: matrix },
            };
            expect(solve(problem, { method, stop: { iterations: 20 } }).unserved).toEqual([]);
        }
    });
});

describe('reasons', () => {
    const home = { position: [0, 0] as const };

    it('of given routes name a visit that has room as left out', () => {
        const visits = [1, 2, 3].map((x) => ({ id: `${x}`, position: [x, 0] as const }));
        const problem: Problem = { visits, vehicles: [{ id: 'van', start: home, end: home }], travel: { kind: 'euclidean' } };
        const { unserved } = evaluate(problem, [{ vehicleId: 'van', visitIds: ['1', '3'] }]);
        expect(unserved.map(({ visitId, reasons }) => [visitId, reasons.map(({ code }) => code)])).toEqual([['2', ['left-out']]]);
    });

    it('are looked for once for all vehicles that are alike, and only as long as there is time', () => {
        const visits = Array.from({ length: 50 }, (_, i) => ({ id: `${i}`, position: [i, 1] as const, prize: 1 }));
        const reasonsOf = (count: number, isTimeUp: () => boolean): { spent: number; codes: Set<string> } => {
            const problem: Problem = {
                visits,
                vehicles: Array.from({ length: count }, (_, i) => ({ id: `van ${i}`, start: home, end: home })),
                travel: { kind: 'euclidean' },
                objective: { kind: 'prize' },
            };
            let spent = 0;
            class Counted extends Effort {
                override spend(places: number): void {
                    spent += places;
                }
            }
            const state = new State(compile(problem));
            const effort = new Counted(isTimeUp);
            const reasons = new UnservedReasons(problem, state, { cutShort: false, effort });
            const codes = visits.flatMap((_, v) => reasons.of(v).map(({ code }) => code));
            return { spent, codes: new Set(codes) };
        };
        const one = reasonsOf(1, () => false);
        expect(reasonsOf(250, () => false)).toEqual(one);
        expect(one.codes).toEqual(new Set(['not-worthwhile']));
        expect(reasonsOf(250, () => true)).toEqual({ spent: 0, codes: new Set(['not-examined']) });
    });
});
