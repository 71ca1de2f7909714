import { describe, expect, it } from 'vitest';
import { checkSolution, type Problem, solve, type Vehicle, type Visit } from '../../src/routing/index.js';

const COUNT = 16_000;

function vehicles(count: number, more: Partial<Vehicle>): Vehicle[] {
    const start = { position: [9, 50] } as const;
    return Array.from({ length: count }, (_, i) => ({ id: `v${i}`, start, end: start, shift: [0, 36_000], ...more }));
}

function visitsAt(places: number, more: Partial<Visit> = {}): Visit[] {
    return Array.from({ length: COUNT }, (_, i) => ({
        id: `c${i}`,
        position: [9 + (i % places) / 10, 50],
        serviceDuration: 60,
        ...more,
    }));
}

const CASES: Readonly<Record<string, Problem>> = {
    'two places under a shift': { visits: visitsAt(2), vehicles: vehicles(100, {}) },
    'two places in a window': { visits: visitsAt(2, { timeWindows: [[0, 20_000]] }), vehicles: vehicles(100, {}) },
    'three places, loads and a shift': { visits: visitsAt(3, { delivery: [1] }), vehicles: vehicles(100, { capacity: [400] }) },
    'two places, priorities': {
        visits: visitsAt(2, { priority: 50 }),
        vehicles: vehicles(100, {}),
        objective: { kind: 'priority' },
    },
};

// Each visit tried in every place of every route took minutes.
describe('16,000 visits at few places', () => {
    it.each(Object.entries(CASES))('%s: all served by the first solution', (_, problem) => {
        const solution = solve(problem, { stop: { iterations: 0 } });
        expect(solution.unserved).toEqual([]);
        const plans = solution.routes.map(({ vehicleId, stops }) => ({
            vehicleId,
            visitIds: stops.map(({ visitId }) => visitId),
        }));
        expect(checkSolution(problem, plans).violations).toEqual([]);
    });
});
