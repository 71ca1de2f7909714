import { describe, expect, it } from 'vitest';
import { checkSolution, type Problem, type Vehicle, type Visit } from '../../src/routing/index.js';

// A line of visits: x is the place, a unit of distance takes a second.
function at(x: number): { position: readonly [number, number] } {
    return { position: [x, 0] };
}

function visit(id: string, x: number, more: Partial<Visit> = {}): Visit {
    return { id, ...at(x), ...more };
}

function problem(visits: readonly Visit[], vehicle: Partial<Vehicle> = {}, more: Partial<Problem> = {}): Problem {
    return { visits, vehicles: [{ id: 'rep', start: at(0), end: at(0), ...vehicle }], travel: { kind: 'euclidean' }, ...more };
}

function check(checked: Problem, visitIds: readonly string[]): ReturnType<typeof checkSolution> {
    return checkSolution(checked, [{ vehicleId: 'rep', visitIds }]);
}

function codes(checked: Problem, visitIds: readonly string[]): string[] {
    return check(checked, visitIds).violations.map((violation) => violation.code);
}

describe('checkSolution', () => {
    it('adds up distance, service, waiting and cost by hand', () => {
        const result = check(
            problem([visit('a', 10, { serviceDuration: 5 }), visit('b', 30, { timeWindows: [[100, 120]], serviceDuration: 7 })], {
                costs: { fixed: 50, perHour: 3600, perKm: 2000 },
                shift: [20, 500],
            }),
            ['a', 'b'],
        );
        // Leaves at 65: 75 at a, 80 on, 100 at b, 107 on, 137 at home.
        expect(result).toMatchObject({
            feasible: true,
            distance: 60,
            duration: 72,
            travelDuration: 60,
            serviceDuration: 12,
            waitingDuration: 0,
        });
        expect(result.cost).toBe(50 + 2 * 60 + 72);
    });

    it('keeps waiting that no later departure can save', () => {
        const visits = [visit('a', 10, { timeWindows: [[0, 20]] }), visit('b', 30, { timeWindows: [[100, 120]] })];
        expect(check(problem(visits), ['a', 'b'])).toMatchObject({ duration: 120, waitingDuration: 60 });
    });

    it('uses the window that the arrival falls into or before', () => {
        const visits = [
            visit('a', 10, {
                timeWindows: [
                    [0, 5],
                    [40, 50],
                ],
            }),
        ];
        expect(check(problem(visits), ['a'])).toMatchObject({ feasible: true, duration: 20, waitingDuration: 0 });
        expect(check(problem(visits, { shift: [42, 100] }), ['a']).violations).toEqual([
            expect.objectContaining({ code: 'window-missed', visitId: 'a', vehicleId: 'rep', excess: 2 }),
        ]);
    });

    it('counts loads that go out and come in', () => {
        const visits = [visit('a', 1, { delivery: [3], pickup: [4] }), visit('b', 2, { delivery: [2], pickup: [0] })];
        // 5 at the start, 6 after a, 4 after b.
        expect(codes(problem(visits, { capacity: [6] }), ['a', 'b'])).toEqual([]);
        expect(check(problem(visits, { capacity: [5] }), ['a', 'b']).violations).toEqual([
            expect.objectContaining({ code: 'capacity-exceeded', excess: 1 }),
        ]);
        expect(codes(problem(visits, { capacity: [5] }), ['b', 'a'])).toEqual([]);
    });

    it('names every other broken rule', () => {
        const two = [visit('a', 10), visit('b', 20)];
        expect(codes(problem(two, { maxVisits: 1 }), ['a', 'b'])).toEqual(['max-visits-exceeded']);
        expect(codes(problem(two, { maxDistance: 39 }), ['a', 'b'])).toEqual(['max-distance-exceeded']);
        expect(codes(problem(two, { maxDuration: 39 }), ['a', 'b'])).toEqual(['max-duration-exceeded']);
        expect(codes(problem(two, { maxTravelDuration: 39 }), ['a', 'b'])).toEqual(['max-travel-duration-exceeded']);
        expect(codes(problem(two, { shift: [0, 39] }), ['a', 'b'])).toEqual(['shift-exceeded']);
        expect(codes(problem([visit('a', 1, { skills: ['x'] })], { skills: ['y'] }), ['a'])).toEqual(['skill-missing']);
        const other = { id: 'other' };
        const allowed = { ...problem([visit('a', 1, { allowedVehicles: ['other'] })]) };
        expect(codes({ ...allowed, vehicles: [...allowed.vehicles, other] }, ['a'])).toEqual(['vehicle-not-allowed']);
        expect(codes(problem(two), ['a', 'a', 'b'])).toEqual(['duplicate-visit']);
        expect(codes(problem(two), ['a', 'b', 'c'])).toEqual(['unknown-id']);
        expect(codes(problem(two), ['a'])).toEqual(['required-unserved']);
        expect(codes(problem(two, {}, { objective: { kind: 'priority' } }), ['a'])).toEqual([]);
        const plan = [
            { vehicleId: 'rep', visitIds: ['a'] },
            { vehicleId: 'rep', visitIds: ['b'] },
        ];
        expect(checkSolution(problem(two), plan).violations.map(({ code }) => code)).toEqual(['vehicle-used-twice']);
        expect(checkSolution(problem(two, { count: 2 }), plan).feasible).toBe(true);
        expect(
            checkSolution(problem(two), [{ vehicleId: 'stranger', visitIds: ['a', 'b'] }]).violations.map(({ code }) => code),
        ).toEqual(['unknown-id', 'required-unserved', 'required-unserved']);
        const matrix = { kind: 'matrix', size: 2, durations: [0, Number.POSITIVE_INFINITY, 1, 0] } as const;
        const lost = { visits: [{ id: 'a', location: 1 }], vehicles: [{ id: 'rep', start: { location: 0 } }], travel: matrix };
        expect(codes(lost, ['a'])).toContain('unreachable');
    });

    it('wants one whole pattern of a group, or none where it may be left out', () => {
        const visits = ['a', 'b', 'c', 'd'].map((id, i) => visit(id, 10 * (i + 1)));
        const groups = [
            {
                id: 'g',
                patterns: [
                    ['a', 'b'],
                    ['c', 'b'],
                ],
            },
        ];
        const grouped = problem(visits, {}, { groups });
        expect(check(grouped, ['a', 'b', 'd'])).toMatchObject({ feasible: true, unserved: [] });
        expect(check(grouped, ['b', 'c', 'd'])).toMatchObject({ feasible: true, unserved: [] });
        expect(check(grouped, ['b', 'd']).violations).toEqual([
            { code: 'pattern-broken', message: 'is served by b, which is not one of its patterns', groupId: 'g' },
        ]);
        expect(codes(grouped, ['a', 'b', 'c', 'd'])).toEqual(['pattern-broken']);
        expect(check(grouped, ['d'])).toMatchObject({
            violations: [{ code: 'required-unserved', groupId: 'g' }],
            unserved: ['a', 'b', 'c'],
        });
        expect(codes(grouped, ['a', 'b'])).toEqual(['required-unserved']);
        const optional = problem(visits, {}, { groups: [{ ...groups[0], required: false }] });
        expect(check(optional, ['d'])).toMatchObject({ feasible: true, unserved: ['a', 'b', 'c'] });
        const collecting = problem(visits, {}, { groups, objective: { kind: 'prize' } });
        expect(codes(collecting, [])).toEqual([]);
    });

    it('lets open routes begin and end at visits', () => {
        expect(check(problem([visit('a', 10), visit('b', 25)], { start: undefined, end: undefined }), ['a', 'b']).distance).toBe(
            15,
        );
    });

    it('rounds each distance as the travel model says', () => {
        const diagonal = (rounding: 'round' | 'truncate' | 'ceil', decimals: number): number =>
            checkSolution(
                {
                    visits: [{ id: 'a', position: [1, 1] }],
                    vehicles: [{ id: 'rep', start: at(0) }],
                    travel: { kind: 'euclidean', rounding, decimals },
                },
                [{ vehicleId: 'rep', visitIds: ['a'] }],
            ).distance;
        expect(diagonal('round', 0)).toBe(1);
        expect(diagonal('ceil', 0)).toBe(2);
        expect(diagonal('truncate', 1)).toBe(1.4);
        expect(diagonal('round', 2)).toBe(1.41);
    });

    it('measures a great circle with circuity and speed bands', () => {
        const result = checkSolution(
            {
                visits: [{ id: 'a', position: [0, 1] }],
                vehicles: [{ id: 'rep', start: { position: [0, 0] } }],
                travel: { kind: 'great-circle', circuity: 2, speedBands: [{ upTo: 100_000, speed: 10 }, { speed: 20 }] },
            },
            [{ vehicleId: 'rep', visitIds: ['a'] }],
        );
        // One degree is 111,195.08 m on a sphere of 6,371,008.8 m.
        expect(result.distance).toBeCloseTo(222_390.16, 1);
        expect(result.travelDuration).toBeCloseTo(10_000 + 122_390.16 / 20, 1);
    });
});
