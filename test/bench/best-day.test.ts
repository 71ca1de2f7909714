import { describe, expect, it } from 'vitest';
import { dayProblem } from '../../bench/routing/generators/day.js';
import { Random } from '../../src/core/index.js';
import { checkSolution, type Problem, solve } from '../../src/routing/index.js';
import { bestDay } from '../routing/oracle/best-day.js';

/** The least cost among all orders of the visits, by the checker; undefined where each breaks a rule. */
function tryAllOrders(problem: Problem): number | undefined {
    let best: number | undefined;
    const [{ id: vehicleId }] = problem.vehicles;
    const order: string[] = [];
    const left = problem.visits.map((visit) => visit.id);
    const place = (): void => {
        if (left.length === 0) {
            const check = checkSolution(problem, [{ vehicleId, visitIds: [...order] }]);
            if (check.feasible && (best === undefined || check.cost < best)) best = check.cost;
            return;
        }
        for (let i = 0; i < left.length; i++) {
            const [id] = left.splice(i, 1);
            order.push(id);
            place();
            order.pop();
            left.splice(i, 0, id);
        }
    };
    place();
    return best;
}

/** Windows that lie anywhere, an asymmetric matrix with detours, and cost of distance and of time: what no generated day has. */
function wildDay(seed: number, stops: number): Problem {
    const random = new Random(seed);
    const size = stops + 1;
    const entries = (most: number): number[] => Array.from({ length: size * size }, () => 1 + random.integer(most));
    return {
        visits: Array.from({ length: stops }, (_, v) => {
            const open = random.integer(120);
            return {
                id: `${v}`,
                location: v + 1,
                serviceDuration: random.integer(10),
                ...(random.next() < 0.6 ? { timeWindows: [[open, open + 10 + random.integer(100)] as const] } : {}),
            };
        }),
        vehicles: [
            {
                id: 'rep',
                start: { location: 0 },
                end: { location: 0 },
                shift: [random.integer(20), 90 + random.integer(120)],
                costs: [{ perKm: 1000 }, { perHour: 3600 }, { perKm: 500, perHour: 3600 * (1 + random.integer(3)) }][
                    random.integer(3)
                ],
            },
        ],
        travel: { kind: 'matrix', size, durations: entries(40), distances: entries(40) },
    };
}

describe('bestDay', () => {
    it('agrees with trying all orders of seven stops', () => {
        for (let seed = 1; seed <= 4; seed++) {
            for (const cost of ['distance', 'duration'] as const) {
                const problem = dayProblem({ stops: 7, cost, seed });
                expect(bestDay(problem)?.cost, `${cost} ${seed}`).toBe(tryAllOrders(problem));
            }
        }
    });

    it('agrees with trying all orders of five stops on wild days, some of which cannot be driven', () => {
        let impossible = 0;
        for (let seed = 1; seed <= 150; seed++) {
            const problem = wildDay(seed, 5);
            const best = tryAllOrders(problem);
            if (best === undefined) impossible++;
            const found = bestDay(problem);
            if (best === undefined) expect(found, `seed ${seed}`).toBeUndefined();
            else expect(found?.cost, `seed ${seed}`).toBeCloseTo(best, 9);
        }
        expect(impossible).toBeGreaterThan(5);
        expect(impossible).toBeLessThan(140);
    });

    it('gives an order that costs what it says', () => {
        for (let seed = 1; seed <= 10; seed++) {
            const problem = dayProblem({ stops: 10, cost: seed % 2 === 0 ? 'distance' : 'duration', seed });
            const { cost, visitIds } = bestDay(problem)!;
            expect(checkSolution(problem, [{ vehicleId: 'rep', visitIds }])).toMatchObject({ feasible: true, cost });
        }
    });

    it('is never beaten by the solver, which comes within 5 % of it on days of twelve stops', () => {
        for (let seed = 1; seed <= 8; seed++) {
            const problem = dayProblem({ stops: 12, cost: seed % 2 === 0 ? 'distance' : 'duration', seed });
            const check = checkSolution(problem, solve(problem));
            expect(check.feasible).toBe(true);
            const { cost } = bestDay(problem)!;
            expect(cost).toBeLessThanOrEqual(check.cost);
            expect(check.cost).toBeLessThan(1.05 * cost);
        }
    });

    it('takes days without stops and with one, and refuses what it cannot judge', () => {
        const [vehicle] = dayProblem({ stops: 1, cost: 'distance', seed: 1 }).vehicles;
        const one = dayProblem({ stops: 1, cost: 'distance', seed: 1 });
        expect(bestDay(one)?.visitIds).toEqual(['1']);
        expect(bestDay({ ...one, visits: [] })).toEqual({ cost: 0, visitIds: [] });
        expect(() => bestDay({ ...one, vehicles: [vehicle, vehicle] })).toThrow('one vehicle');
        expect(() => bestDay({ ...one, travel: { kind: 'euclidean' } })).toThrow('a matrix');
    });
});
