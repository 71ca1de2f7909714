import { describe, expect, it } from 'vitest';
import { readCordeau } from '../../../src/formats/index.js';
import { places, thrownIssues } from '../thrown-issues.js';

const MDVRP = `2 4 3 2
0 80
200 90
 1 37 52 0   7 1 2 1 2
 2 49 49 5  30 1 2 1 2
 3 52 64 0  16 1 2 1 2
 4 20 20 0   0 0 0
 5 30 40 0   0 0 0
`;

const PVRP = `1 3 3 4
0 160
0 160
0 160
500 150
 0 30 40 0  0 0 0
 1 37 52 2  7 1 4 1 2 4 8
 2 49 49 0 30 2 2 5 10
 3 52 64 0 16 1 1 8
`;

describe('readCordeau', () => {
    it('reads several depots with their own limits', () => {
        const instance = readCordeau(MDVRP, { name: 'p00' });
        expect(instance.problem.visits[1]).toEqual({ id: '2', position: [49, 49], serviceDuration: 5, delivery: [30] });
        expect(instance.problem.vehicles).toEqual([
            {
                id: 'depot-1',
                start: { position: [20, 20] },
                end: { position: [20, 20] },
                capacity: [80],
                costs: { perKm: 1000 },
                count: 4,
            },
            {
                id: 'depot-2',
                start: { position: [30, 40] },
                end: { position: [30, 40] },
                capacity: [90],
                maxDuration: 200,
                costs: { perKm: 1000 },
                count: 4,
            },
        ]);
        expect(instance).toMatchObject({
            name: 'p00',
            customers: 3,
            depots: 2,
            convention: 'total real distance',
        });
        expect(instance.fleet).toEqual([
            { vehicleId: 'depot-1', depot: 1 },
            { vehicleId: 'depot-2', depot: 2 },
        ]);
        expect(instance.periodic).toBeUndefined();
    });

    it('reads patterns with the first day as the highest bit', () => {
        const instance = readCordeau(PVRP);
        expect(instance.periodic).toEqual({
            days: 4,
            customers: [
                { id: '1', serviceDuration: 2, demand: 7, frequency: 1, patterns: [[4], [3], [2], [1]] },
                {
                    id: '2',
                    serviceDuration: 0,
                    demand: 30,
                    frequency: 2,
                    patterns: [
                        [2, 4],
                        [1, 3],
                    ],
                },
                { id: '3', serviceDuration: 0, demand: 16, frequency: 1, patterns: [[1]] },
            ],
        });
        expect(instance.days).toBe(4);
        expect(instance.problem.vehicles.map(({ id, count, maxDuration }) => [id, count, maxDuration])).toEqual([
            ['day-1', 3, undefined],
            ['day-2', 3, undefined],
            ['day-3', 3, undefined],
            ['day-4', 3, 500],
        ]);
        expect(instance.problem.visits.map(({ id, allowedVehicles }) => [id, allowedVehicles])).toEqual(
            ['1 1', '1 2', '1 3', '1 4', '2 1', '2 2', '2 3', '2 4', '3 1'].map((id) => {
                const [customer, day] = id.split(' ');
                return [`${customer} day ${day}`, [`day-${day}`]];
            }),
        );
        expect(instance.problem.visits[4]).toMatchObject({ position: [49, 49], delivery: [30] });
        expect(instance.problem.groups).toEqual([
            { id: '1', patterns: [['1 day 4'], ['1 day 3'], ['1 day 2'], ['1 day 1']] },
            {
                id: '2',
                patterns: [
                    ['2 day 2', '2 day 4'],
                    ['2 day 1', '2 day 3'],
                ],
            },
        ]);
        expect(instance.fleet[2]).toEqual({ vehicleId: 'day-3', depot: 1, day: 3 });
    });

    it('lets patterns decide where a frequency says otherwise', () => {
        const { periodic } = readCordeau(PVRP.replace('7 1 4 1 2 4 8', '7 0 4 1 2 4 8'));
        expect(periodic?.customers[0]).toMatchObject({ frequency: 1, patterns: [[4], [3], [2], [1]] });
    });

    it('reads time windows of type 6 and a plain VRP of type 0', () => {
        const windows = `6 2 1 2\n0 80\n0 80\n1 5 6 10 7 1 2 1 2 30 90\n2 0 0 0 0 0 0 0 200\n3 9 9 0 0 0 0 0 300\n`;
        const instance = readCordeau(windows);
        expect(instance.problem.visits).toEqual([
            { id: '1', position: [5, 6], serviceDuration: 10, timeWindows: [[30, 90]], delivery: [7] },
        ]);
        expect(instance.problem.vehicles.map((vehicle) => vehicle.shift)).toEqual([
            [0, 200],
            [0, 300],
        ]);
        const plain = readCordeau('0 5 1 1\n0 0\n0 1 2 0 0 0 0\n1 3 4 0 9 1 0\n');
        expect(plain.problem.vehicles).toEqual([
            { id: 'vehicle', start: { position: [1, 2] }, end: { position: [1, 2] }, costs: { perKm: 1000 }, count: 5 },
        ]);
        expect(plain.problem.visits).toEqual([{ id: '1', position: [3, 4], serviceDuration: 0 }]);
    });

    it.each([
        [MDVRP, '2 4 3 2', '3 4 3 2', [['malformed-instance', 'line 1']]],
        [MDVRP, '2 4 3 2', '2 4 3', [['malformed-instance', 'line 1']]],
        [MDVRP, ' 5 30 40 0   0 0 0\n', '', [['malformed-instance', 'line 7']]],
        [MDVRP, ' 5 30', ' 6 30', [['malformed-instance', 'line 8']]],
        [MDVRP, '16 1 2 1 2', '16 1 2 1', [['malformed-instance', 'line 6']]],
        [MDVRP, ' 5 30 40 0   0 0 0\n', ' 5 30 40 0   0 0 0\n7\n', [['malformed-instance', 'line 9']]],
        [PVRP, '2 2 5 10', '2 2 5 16', [['malformed-instance', 'line 8']]],
        [PVRP, '2 2 5 10', '2 2 5 14', [['malformed-instance', 'line 8']]],
        [PVRP, '16 1 1 8', '16 1 0', [['malformed-instance', 'line 9']]],
        [PVRP, '1 3 3 4', '1 3 3 400', [['malformed-instance', 'line 1']]],
        [PVRP, '52 2  7', '52 two  7', [['malformed-instance', 'line 7']]],
    ])('reports faults %#', (text, from, to, expected) => {
        expect(text).toContain(from);
        expect(places(thrownIssues(() => readCordeau(text.replace(from, to))))).toEqual(expected);
    });

    it('says which types it reads', () => {
        const [issue] = thrownIssues(() => readCordeau(MDVRP.replace('2 4 3 2', '3 4 3 2')));
        expect(issue.expected).toBe('one of 0 (VRP), 1 (PVRP), 2 (MDVRP), 4 (VRPTW), 5 (PVRPTW), 6 (MDVRPTW)');
    });
});
