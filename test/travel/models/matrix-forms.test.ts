import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Position } from '../../../src/geo/index.js';
import type { Account, Rep } from '../../../src/market/index.js';
import { checkSolution, evaluate, type Problem, solve, validateProblem } from '../../../src/routing/index.js';
import { designTerritories, type Unit } from '../../../src/territory/index.js';
import { type MatrixTravel, validateTravelModel } from '../../../src/travel/index.js';
import { generateProblem } from '../../routing/oracle/generate.js';

/** The same matrix as flat numbers, flat with null, rows with null and without a size, and as JSON makes it. */
function formsOf({ size = 0, durations, distances }: MatrixTravel): readonly MatrixTravel[] {
    const withNull = (entries: MatrixTravel['durations']): (number | null)[] =>
        Array.from(entries as ArrayLike<number>, (entry) => (Number.isFinite(entry) ? entry : null));
    const rows = (entries: MatrixTravel['durations']): (number | null)[][] =>
        Array.from({ length: size }, (_, from) => withNull(entries).slice(from * size, (from + 1) * size));
    const form = (write: (entries: MatrixTravel['durations']) => MatrixTravel['durations']): MatrixTravel => ({
        kind: 'matrix',
        durations: write(durations),
        ...(distances === undefined ? {} : { distances: write(distances) }),
    });
    return [
        { ...form(withNull), size },
        form(withNull),
        form(rows),
        { ...form(rows), size },
        form((entries) => rows(entries).map((row) => Float64Array.from(row, (entry) => entry ?? Number.POSITIVE_INFINITY))),
        JSON.parse(JSON.stringify({ ...form(rows) })) as MatrixTravel,
    ];
}

describe('forms of a matrix', () => {
    it.each(Array.from({ length: 12 }, (_, seed) => seed))('give the same solutions (seed %i)', (seed) => {
        const problem = generateProblem(seed, { features: ['matrix'], mostVisits: 8 });
        const given = problem.travel as MatrixTravel;
        // One pair of places without a way.
        const cut = (entries: MatrixTravel['durations']): Float64Array => {
            const flat = Float64Array.from(entries as ArrayLike<number>);
            if (flat.length > 1) flat[1] = Number.POSITIVE_INFINITY;
            return flat;
        };
        const travel: MatrixTravel = {
            ...given,
            durations: cut(given.durations),
            ...(given.distances === undefined ? {} : { distances: cut(given.distances) }),
        };
        const plain: Problem = { ...problem, travel };
        const options = { stop: { iterations: 30 } };
        const expected = solve(plain, options);
        for (const form of formsOf(travel)) {
            const same: Problem = { ...problem, travel: form };
            expect(validateProblem(same)).toEqual([]);
            const solution = solve(same, options);
            expect(solution.routes).toEqual(expected.routes);
            expect(solution.unserved).toEqual(expected.unserved);
            const plans = solution.routes.map(({ vehicleId, stops }) => ({
                vehicleId,
                visitIds: stops.map(({ visitId }) => visitId),
            }));
            expect(checkSolution(same, plans)).toEqual(checkSolution(plain, plans));
            expect(evaluate(same, plans).cost).toBe(expected.cost);
        }
    });

    it('give the same territories', () => {
        const units = Array.from(
            { length: 9 },
            (_, i): Unit => ({ id: `u${i}`, position: [i % 3, Math.floor(i / 3)], measures: { workload: 1 } }),
        );
        const durations = units.flatMap((a) =>
            units.map((b) => 60 * Math.abs(a.position[0] - b.position[0]) + 90 * Math.abs(a.position[1] - b.position[1])),
        );
        const travel: MatrixTravel = { kind: 'matrix', size: 9, durations };
        const options = { count: 3, balance: [{ measure: 'workload', tolerance: 0.1 }], stop: { iterations: 500 } };
        const { territories } = designTerritories(units, { ...options, travel });
        for (const form of formsOf(travel))
            expect(designTerritories(units, { ...options, travel: form }).territories).toEqual(territories);
    });

    it('are refused with the place of the fault', () => {
        const issues = (travel: unknown): unknown =>
            validateTravelModel(travel).map(({ code, path }) => [code, ...path.slice(1)]);
        expect(issues({ kind: 'matrix', durations: [[0, 1], [1]] })).toEqual([['matrix-size', 'durations', 1]]);
        expect(
            issues({
                kind: 'matrix',
                durations: [
                    [0, -1],
                    [1, 0],
                ],
            }),
        ).toEqual([['negative-travel', 'durations', 0, 1]]);
        expect(
            issues({
                kind: 'matrix',
                durations: [
                    [0, 'x'],
                    [1, 0],
                ],
            }),
        ).toEqual([['invalid-type', 'durations', 0, 1]]);
        expect(issues({ kind: 'matrix', durations: [0, 1, 2] })).toEqual([['matrix-size', 'durations']]);
        expect(
            issues({
                kind: 'matrix',
                size: 3,
                durations: [
                    [0, 1],
                    [1, 0],
                ],
            }),
        ).toEqual([['matrix-size', 'durations']]);
        expect(issues({ kind: 'matrix', durations: [[0, 1], 5] })).toEqual([['invalid-type', 'durations', 1]]);
        expect(
            issues({
                kind: 'matrix',
                durations: [
                    [0, 1],
                    [1, 0],
                ],
                distances: [
                    [0, null],
                    [1, 0],
                ],
            }),
        ).toEqual([['invalid-type', 'distances', 0, 1]]);
        expect(issues({ kind: 'matrix', durations: [] })).toEqual([]);
    });
});

describe('positions', () => {
    it('are any array of numbers', () => {
        expectTypeOf<number[]>().toExtend<Position>();
        expectTypeOf<readonly number[]>().toExtend<Position>();
        expectTypeOf<{ id: string; position: number[] }>().toExtend<Account>();
        expectTypeOf<{ id: string; home: number[]; hours: object }>().toExtend<Omit<Rep, 'hours'>>();
        expectTypeOf<{ id: string; position: number[]; measures: Record<string, number> }>().toExtend<Unit>();
        const position: number[] = [9, 50];
        expect(validateProblem({ visits: [{ id: 'a', position }], vehicles: [{ id: 'v', start: { position } }] })).toEqual([]);
    });
});
