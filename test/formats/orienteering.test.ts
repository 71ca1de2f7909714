import { describe, expect, it } from 'vitest';
import { instanceValue, readChao, readToptw } from '../../src/formats/index.js';
import { evaluate } from '../../src/routing/index.js';
import { places, thrownIssues } from './thrown-issues.js';

const OP = '15\t1\n0.000\t-7.000\t0\n0.000\t7.000\t0\n-1.000\t-6.000\t6\n1.000\t-6.000\t8\n';
const TOP = 'n 4\nm 2\ntmax 25.5\n18.190\t6.320\t0\n15.520\t28.030\t7\n9.000\t28.010\t5\n18.200\t6.400\t0\n';

describe('readChao', () => {
    it('reads an orienteering file: start, then end, then customers', () => {
        const instance = readChao(OP, { name: 'op' });
        expect(instance.problem).toEqual({
            visits: [
                { id: '1', position: [-1, -6], prize: 6 },
                { id: '2', position: [1, -6], prize: 8 },
            ],
            vehicles: [
                {
                    id: 'vehicle',
                    start: { position: [0, -7] },
                    end: { position: [0, 7] },
                    maxDistance: 15,
                    costs: { perKm: 1000 },
                    count: 1,
                },
            ],
            travel: { kind: 'euclidean' },
            objective: { kind: 'orienteering' },
        });
        expect(instance).toMatchObject({ format: 'chao', objective: 'score', customers: 2, customerNodes: [3, 4] });
        const solution = evaluate(instance.problem, [{ vehicleId: 'vehicle', visitIds: ['2'] }]);
        expect([solution.feasible, instanceValue(instance, solution)]).toEqual([true, 8]);
        // Both: sqrt(2) + 2 + sqrt(170) = 16.45, longer than 15
        expect(evaluate(instance.problem, [{ vehicleId: 'vehicle', visitIds: ['1', '2'] }]).feasible).toBe(false);
    });

    it('reads a team orienteering file: the end stands last', () => {
        const instance = readChao(TOP);
        expect(instance.problem.visits.map(({ id, position }) => [id, position])).toEqual([
            ['1', [15.52, 28.03]],
            ['2', [9, 28.01]],
        ]);
        expect(instance.problem.vehicles[0]).toMatchObject({ maxDistance: 25.5, count: 2, end: { position: [18.2, 6.4] } });
        expect(instance.customerNodes).toEqual([2, 3]);
    });

    it.each([
        [OP, '15\t1', '15', [['malformed-instance', 'line 1']]],
        [OP, '15\t1', '15\t0', [['malformed-instance', 'line 1']]],
        [OP, '\t8\n', '\t-8\n', [['malformed-instance', 'line 5']]],
        [OP, '\t8\n', '\t8\t9\n', [['malformed-instance', 'line 5']]],
        [OP, OP.slice(5), '', [['malformed-instance', 'line 1']]],
        [TOP, 'n 4', 'n 5', [['malformed-instance', 'line 1']]],
        [TOP, 'm 2', 'k 2', [['malformed-instance', 'line 2']]],
        [TOP, 'tmax 25.5', 'tmax', [['malformed-instance', 'line 3']]],
    ])('reports faults %#', (text, from, to, expected) => {
        expect(text).toContain(from);
        expect(places(thrownIssues(() => readChao(text.replace(from, to))))).toEqual(expected);
    });
});

const SOLOMON = `4 10 2 1
0 200
  0 40.00 50.00 0.00 0.00 0 0 0 1236
  1 41.00 51.00 90.00 10.00 1 1 1 912 967
  2 40.00 53.00 90.00 30.00 1 1 1 825 870
`;
const CORDEAU = `5 6 2 4
480 195
 0 30.219 24.786 0 0 0 0 0 1000
 1 33.588 30.750 12 4 4 1 15 389 536
 2 48.828 65.314 1 12 1 4 1 2 4 8 444 558
`;

describe('readToptw', () => {
    it('reads windows, service and score', () => {
        const instance = readToptw(SOLOMON, { name: 'c101', routes: 2 });
        expect(instance.problem.visits[1]).toEqual({
            id: '2',
            position: [40, 53],
            serviceDuration: 90,
            timeWindows: [[825, 870]],
            prize: 30,
        });
        expect(instance.problem.vehicles).toEqual([
            {
                id: 'vehicle',
                start: { position: [40, 50] },
                end: { position: [40, 50] },
                shift: [0, 1236],
                costs: { perKm: 1000 },
                count: 2,
            },
        ]);
        const solution = evaluate(instance.problem, [{ vehicleId: 'vehicle', visitIds: ['2', '1'] }]);
        expect([solution.feasible, instanceValue(instance, solution)]).toEqual([true, 40]);
        // departure at 915, then floor(22.36) / 10
        expect(solution.routes[0].stops[1].arrival).toBeCloseTo(917.2, 9);
    });

    it('truncates to one decimal in the family of Solomon and to two in that of Cordeau', () => {
        const decimalsOf = (text: string, name?: string): unknown => {
            const { travel } = readToptw(text, name === undefined ? {} : { name }).problem;
            return travel?.kind === 'euclidean' && travel.rounding === 'truncate' ? travel.decimals : undefined;
        };
        expect(decimalsOf(SOLOMON)).toBe(1);
        expect(decimalsOf(CORDEAU)).toBe(2);
        expect(decimalsOf(SOLOMON, 'pr21')).toBe(2);
        expect(decimalsOf(CORDEAU, 'rc204')).toBe(1);
        expect(decimalsOf(CORDEAU, 'my own')).toBe(2);
    });

    it('has one route unless told otherwise, and refuses half a route', () => {
        expect(readToptw(CORDEAU).problem.vehicles[0].count).toBe(1);
        expect(places(thrownIssues(() => readToptw(CORDEAU, { routes: 1.5 })))).toEqual([['out-of-range', 'options/routes']]);
    });

    it.each([
        ['1 1 1 912', '1 2 1 912', [['malformed-instance', 'line 4']]],
        ['912 967', '967 912', [['malformed-instance', 'line 4']]],
        ['  2 40', '  3 40', [['malformed-instance', 'line 5']]],
        ['4 10 2 1', '4 10', [['malformed-instance', 'line 1']]],
        [
            SOLOMON.slice(9),
            '',
            [
                ['malformed-instance', 'line 1'],
                ['malformed-instance', 'line 1'],
            ],
        ],
    ])('reports %j -> %j', (from, to, expected) => {
        expect(SOLOMON).toContain(from);
        expect(places(thrownIssues(() => readToptw(SOLOMON.replace(from, to))))).toEqual(expected);
    });
});
