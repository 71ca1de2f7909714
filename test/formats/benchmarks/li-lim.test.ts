import { describe, expect, it } from 'vitest';
import { readLiLim } from '../../../src/formats/index.js';
import { checkSolution, evaluate, solve } from '../../../src/routing/index.js';
import { places, thrownIssues } from '../thrown-issues.js';

const TEXT = `25	200	1
0	40	50	0	0	1236	0	0	0
1	45	68	-30	0	1127	90	2	0
2	45	70	30	0	1125	90	0	1
3	42	66	10	0	1129	90	0	4
4	42	68	-10	727	782	90	3	0
`;

describe('readLiLim', () => {
    it('reads shipments, which no call solves in silence', () => {
        const instance = readLiLim(TEXT, { name: 'lc0' });
        expect(instance.problem.shipments).toEqual([
            { pickupId: '2', deliveryId: '1', load: [30] },
            { pickupId: '3', deliveryId: '4', load: [10] },
        ]);
        const plan = [{ vehicleId: 'vehicle', visitIds: ['2', '1'] }];
        for (const call of [
            () => solve(instance.problem),
            () => evaluate(instance.problem, plan),
            () => checkSolution(instance.problem, plan),
        ]) {
            expect(thrownIssues(call)).toMatchObject([{ code: 'not-supported' }]);
        }
        expect(instance.problem.visits[3]).toEqual({
            id: '4',
            position: [42, 68],
            serviceDuration: 90,
            timeWindows: [[727, 782]],
        });
        expect(instance.problem.vehicles[0]).toMatchObject({ count: 25, capacity: [200], shift: [0, 1236] });
    });

    it.each([
        [
            '-30	0	1127	90	2	0',
            '-30	0	1127	90	3	0',
            [
                ['malformed-instance', 'line 3'],
                ['malformed-instance', 'line 4'],
            ],
        ],
        [
            '-30	0	1127',
            '-20	0	1127',
            [
                ['malformed-instance', 'line 3'],
                ['malformed-instance', 'line 4'],
            ],
        ],
        [
            '90	0	4',
            '90	0	9',
            [
                ['malformed-instance', 'line 5'],
                ['malformed-instance', 'line 6'],
            ],
        ],
        ['727	782', '782	727', [['malformed-instance', 'line 6']]],
        ['3	42', '5	42', [['malformed-instance', 'line 5']]],
        ['25	200	1', '25	200', [['malformed-instance', 'line 1']]],
        ['4	42	68	-10', '4	42	sixty	-10', [['malformed-instance', 'line 6']]],
    ])('reports %j -> %j', (from, to, expected) => {
        expect(TEXT).toContain(from);
        expect(places(thrownIssues(() => readLiLim(TEXT.replace(from, to))))).toEqual(expected);
    });
});
