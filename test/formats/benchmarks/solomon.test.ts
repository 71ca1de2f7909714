import { describe, expect, it } from 'vitest';
import { instanceValue, readSolomon } from '../../../src/formats/index.js';
import { evaluate } from '../../../src/routing/index.js';
import { places, thrownIssues } from '../thrown-issues.js';

const TEXT = `T1

VEHICLE
NUMBER     CAPACITY
  2         200

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND    READY TIME  DUE DATE   SERVICE  TIME

    0      40         50          0          0       1236          0
    1      41         51         10        161        171         10
    2      40         53         30          0        200         20
`;

describe('readSolomon', () => {
    it('reads fleet, windows and demands', () => {
        const instance = readSolomon(TEXT.replaceAll('\n', '\r\n'));
        expect(instance).toEqual({
            format: 'solomon',
            name: 'T1',
            problem: {
                visits: [
                    { id: '1', position: [41, 51], serviceDuration: 10, timeWindows: [[161, 171]], delivery: [10] },
                    { id: '2', position: [40, 53], serviceDuration: 20, timeWindows: [[0, 200]], delivery: [30] },
                ],
                vehicles: [
                    {
                        id: 'vehicle',
                        start: { position: [40, 50] },
                        end: { position: [40, 50] },
                        shift: [0, 1236],
                        capacity: [200],
                        costs: { perKm: 1000 },
                        count: 2,
                    },
                ],
                travel: { kind: 'euclidean', rounding: 'truncate', decimals: 1 },
                objective: { kind: 'cost' },
            },
            customers: 2,
            depots: 1,
            objective: 'cost',
            convention: 'total distance, each distance and time truncated to one decimal',
            decimals: 1,
            customerNodes: [1, 2],
            fleet: [{ vehicleId: 'vehicle', depot: 1 }],
        });
    });

    it('values a route with truncated distances: 1.4 + 2.2 + 3', () => {
        const instance = readSolomon(TEXT);
        const solution = evaluate(instance.problem, [{ vehicleId: 'vehicle', visitIds: ['1', '2'] }]);
        expect(solution.feasible).toBe(true);
        expect(instanceValue(instance, solution)).toBe(6.6);
        const real = readSolomon(TEXT, { rounding: 'none' });
        expect(instanceValue(real, evaluate(real.problem, [{ vehicleId: 'vehicle', visitIds: ['1', '2'] }]))).toBe(
            Number((Math.SQRT2 + Math.sqrt(5) + 3).toFixed(6)),
        );
    });

    it.each([
        ['VEHICLE', 'TRUCKS', [['malformed-instance', 'line 3']]],
        ['  2         200', '  2', [['malformed-instance', 'line 5']]],
        ['  2         200', '  0   200', [['malformed-instance', 'line 5']]],
        ['161        171', '171        161', [['malformed-instance', 'line 11']]],
        ['    2      40', '    3      40', [['malformed-instance', 'line 12']]],
        ['53         30', '53        -30', [['malformed-instance', 'line 12']]],
        ['53         30', '53         30 1', [['malformed-instance', 'line 12']]],
        ['53         30', '0x10       30', [['malformed-instance', 'line 12']]],
        [
            TEXT.slice(TEXT.indexOf('CUSTOMER')),
            '',
            [
                ['malformed-instance', 'line 5'],
                ['malformed-instance', 'line 5'],
                ['malformed-instance', 'line 5'],
            ],
        ],
    ])('reports %j -> %j', (from, to, expected) => {
        expect(TEXT).toContain(from);
        expect(places(thrownIssues(() => readSolomon(TEXT.replace(from, to))))).toEqual(expected);
    });

    it('says what a faulty row should hold', () => {
        expect(thrownIssues(() => readSolomon(TEXT.replace('53         30', '53')))).toEqual([
            {
                code: 'malformed-instance',
                path: ['line 12'],
                message: 'holds 6 numbers',
                expected: '7 numbers: number, x, y, demand, ready time, due date, service time',
            },
        ]);
    });
});
