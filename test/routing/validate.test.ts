import { describe, expect, it } from 'vitest';
import { BeatplanError, formatPath } from '../../src/core/index.js';
import { evaluate, type Problem, solve, validateProblem } from '../../src/routing/index.js';

function found(problem: unknown): string[] {
    return validateProblem(problem).map((issue) => `${formatPath(issue.path)} ${issue.code}`);
}

const visit = { id: 'a', position: [1, 2] };
const vehicle = { id: 'rep', start: { position: [0, 0] } };

describe('validateProblem', () => {
    it('accepts a sound problem', () => {
        expect(found({ visits: [visit], vehicles: [vehicle] })).toEqual([]);
        expect(found({ visits: [], vehicles: [] })).toEqual([]);
    });

    it('names every structural fault at once', () => {
        const problem = {
            visits: [
                { id: '', position: [1, 2, 3], serviceDuration: -1 },
                { position: [1, 2], priority: 101, timeWindow: [[0, 1]] },
                { id: 'c', position: [Number.NaN, 0], prize: 'much' },
            ],
            vehicles: [{ id: 'rep', count: 0, costs: { perMile: 3 } }],
            objective: { kind: 'fastest' },
            earliness: 2,
        };
        expect(found(problem)).toEqual([
            'visits[0].id out-of-range',
            'visits[0].position invalid-type',
            'visits[0].serviceDuration out-of-range',
            'visits[1].id missing-key',
            'visits[1].priority out-of-range',
            'visits[1].timeWindow unknown-key',
            'visits[2].position[0] not-finite',
            'visits[2].prize invalid-type',
            'vehicles[0].costs.perMile unknown-key',
            'vehicles[0].count out-of-range',
            'objective.kind unknown-option',
            'earliness out-of-range',
        ]);
        expect(validateProblem(problem).find((issue) => issue.path.includes('timeWindow'))?.hint).toBe(
            "did you mean 'timeWindows'?",
        );
    });

    it('names every fault across fields at once', () => {
        const problem = {
            visits: [
                { id: 'a', position: [200, 2] },
                { id: 'a', position: [1, 2], delivery: [1, 2], allowedVehicles: ['stranger'] },
                { id: 'c' },
                { id: 'd', position: [1, 2], timeWindows: [[5, 3]] },
                {
                    id: 'e',
                    position: [1, 2],
                    timeWindows: [
                        [0, 10],
                        [10, 20],
                    ],
                },
                { id: 'f', position: [1, 2], timeWindows: [] },
            ],
            vehicles: [
                { id: 'rep', capacity: [1], shift: [9, 1] },
                { id: 'rep', profile: 'truck' },
            ],
        };
        expect(found(problem).sort()).toEqual(
            [
                'visits[1].id duplicate-id',
                'vehicles[1].id duplicate-id',
                'visits[0].position invalid-longitude',
                'visits[1].delivery dimension-mismatch',
                'visits[1].allowedVehicles[0] unknown-id',
                'visits[2] missing-position',
                'visits[3].timeWindows[0] inverted-window',
                'visits[4].timeWindows overlapping-windows',
                'visits[5].timeWindows empty-input',
                'vehicles[0].shift inverted-window',
                'vehicles[1].profile unknown-profile',
            ].sort(),
        );
    });

    it('names every fault of groups', () => {
        const visits = ['a', 'b', 'c'].map((id) => ({ id, position: [1, 2], ...(id === 'c' ? { required: true } : {}) }));
        const vehicles = [{ id: 'rep' }];
        expect(found({ visits, vehicles, groups: [{ id: 'g', patterns: [['a', 'b'], ['a']], required: false }] })).toEqual([]);
        const groups = [
            { id: 'g', patterns: [['a', 'x'], []] },
            { id: 'g', patterns: [] },
            { id: 'h', patterns: [['b', 'b'], ['a'], ['c']] },
        ];
        expect(found({ visits, vehicles, groups }).sort()).toEqual(
            [
                'groups[1].id duplicate-id',
                'groups[0].patterns[0][1] unknown-id',
                'groups[0].patterns[1] empty-input',
                'groups[1].patterns empty-input',
                'groups[2].patterns[0][1] duplicate-visit',
                'groups[2].patterns[1][0] several-groups',
                'visits[2].required unknown-key',
            ].sort(),
        );
        expect(found({ visits, vehicles, groups: [{ id: 1, patterns: ['a'], days: 2 }] }).sort()).toEqual(
            ['groups[0].id invalid-type', 'groups[0].patterns[0] invalid-type', 'groups[0].days unknown-key'].sort(),
        );
    });

    it('checks matrices and the rows that visits name', () => {
        const base = { visits: [{ id: 'a', location: 2 }, { id: 'b' }], vehicles: [{ id: 'rep' }] };
        const codes = found({ ...base, travel: { kind: 'matrix', size: 2, durations: [0, 1, 1, 0] } });
        expect(codes).toEqual(['visits[0].location out-of-range', 'visits[1] missing-position']);
        expect(found({ ...base, travel: { kind: 'matrix', size: 3, durations: [0, 1, 1, 0] } })[0]).toMatch(/matrix-size$/);
    });

    it('wants a vehicle where there are visits', () => {
        expect(found({ visits: [visit], vehicles: [] })).toEqual(['vehicles empty-input']);
    });
});

describe('solve and evaluate', () => {
    it('throw one error with every issue', () => {
        const problem = { visits: [visit, visit], vehicles: [] } as unknown as Problem;
        expect(() => solve(problem)).toThrow(BeatplanError);
        try {
            solve(problem);
        } catch (error) {
            expect((error as BeatplanError).issues.map((issue) => issue.code).sort()).toEqual(['duplicate-id', 'empty-input']);
        }
    });

    it('refuse unknown methods and faulty plans', () => {
        const problem = { visits: [visit], vehicles: [vehicle] } as unknown as Problem;
        expect(() => solve(problem, { method: 'magic' as 'auto' })).toThrow(
            /options.method: is not a known option, expected one of 'nearest-neighbour'/,
        );
        expect(() => solve(problem, { initial: [{ vehicleId: 'x', visitIds: ['a'] }] })).toThrow(
            /options.initial\[0\].vehicleId: is the id of no vehicle/,
        );
        expect(() => evaluate(problem, [{ vehicleId: 'rep', visitIds: ['a', 'a', 'z'] }])).toThrow(
            /2 problems|duplicate-visit[\s\S]*unknown-id/,
        );
    });
});
