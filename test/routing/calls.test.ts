import { describe, expect, it } from 'vitest';
import { BeatplanError, Random } from '../../src/core/index.js';
import * as library from '../../src/index.js';
import * as routing from '../../src/routing/index.js';
import {
    checkSolution,
    evaluate,
    improve,
    METHODS,
    type Problem,
    type RoutePlan,
    type Solution,
    type SolveProgress,
    solve,
    solveAsync,
} from '../../src/routing/index.js';
import { compareValues } from './oracle/brute-force.js';
import { generateProblem } from './oracle/generate.js';

/** More visits than one slice of the search can be done with. */
function town(visits = 60, seed = 1): Problem {
    const random = new Random(seed);
    const depot = { position: [500, 500] as const };
    return {
        visits: Array.from({ length: visits }, (_, i) => ({
            id: `${i}`,
            position: [random.integer(1000), random.integer(1000)] as const,
            delivery: [1 + random.integer(10)],
        })),
        vehicles: [{ id: 'v', start: depot, end: depot, capacity: [60], count: visits }],
        travel: { kind: 'euclidean' },
    };
}

function plansOf(solution: Solution): RoutePlan[] {
    return solution.routes.map(({ vehicleId, stops }) => ({ vehicleId, visitIds: stops.map(({ visitId }) => visitId) }));
}

function timeless({ statistics: { seconds: _, ...statistics }, ...rest }: Solution): unknown {
    return { ...rest, statistics };
}

const FOREVER = { iterations: 1e12 };

describe('the calls', () => {
    it('are exported where the documentation says', () => {
        expect(routing).toMatchObject({ solve, solveAsync, improve, evaluate, checkSolution });
        expect(library).toMatchObject({ solve, solveAsync, checkSolution });
    });

    it.each(METHODS)('%s gives one answer to solve, solveAsync and improve', async (method) => {
        for (let seed = 1; seed <= 4; seed++) {
            const problem = generateProblem(300 + seed, { leastVisits: 10, mostVisits: 25, mostVehicles: 3 });
            const options = { method, seed, stop: { iterations: 300 } };
            const direct = timeless(solve(problem, options));
            expect(timeless(solve(problem, options))).toEqual(direct);
            expect(timeless(await solveAsync(problem, options))).toEqual(direct);
            let last: Solution | undefined;
            for await (const solution of improve(problem, options)) last = solution;
            expect(last?.routes).toEqual((direct as Solution).routes);
        }
    });

    it('give other answers to other seeds', () => {
        const costs = new Set([1, 2, 3, 4].map((seed) => solve(town(), { seed, stop: { iterations: 200 } }).cost));
        expect(costs.size).toBeGreaterThan(1);
    });
});

describe('solveAsync', () => {
    it('lets the event loop run between its slices', async () => {
        const controller = new AbortController();
        let ticks = 0;
        const clock = setInterval(() => {
            if (++ticks === 3) controller.abort();
        }, 1);
        const solution = await solveAsync(town(), { stop: FOREVER, signal: controller.signal });
        clearInterval(clock);
        expect(ticks).toBeGreaterThanOrEqual(3);
        expect(checkSolution(town(), solution).feasible).toBe(true);
    });

    it('answers with the first solution when the signal was aborted before', async () => {
        const options = { stop: FOREVER, signal: AbortSignal.abort() };
        const solution = await solveAsync(town(), options);
        expect(solution.statistics.iterations).toBe(0);
        expect(checkSolution(town(), solution).feasible).toBe(true);
        expect(solve(town(), options).statistics.iterations).toBe(0);
    });

    it('tells of its progress, the end included', async () => {
        const seen: SolveProgress[] = [];
        const solution = await solveAsync(town(), { stop: { iterations: 3000 }, onProgress: (progress) => seen.push(progress) });
        const last = seen[seen.length - 1];
        expect(last).toMatchObject({ fraction: 1, iterations: 3000, unserved: 0 });
        expect(last.cost).toBeCloseTo(solution.cost, 6);
        for (let i = 1; i < seen.length; i++) {
            expect(seen[i].fraction).toBeGreaterThanOrEqual(seen[i - 1].fraction);
            expect(seen[i].cost).toBeLessThanOrEqual(seen[i - 1].cost);
        }
    });

    it('rejects, and does not throw, what is wrong', async () => {
        const call = solveAsync({ visits: [] } as unknown as Problem, { seed: Number.NaN });
        await expect(call).rejects.toThrow(BeatplanError);
        await expect(call).rejects.toMatchObject({
            code: 'invalid-input',
            issues: [{ path: ['vehicles'] }, { path: ['options', 'seed'] }],
        });
    });

    it('rejects with what a callback throws', async () => {
        const onProgress = (): void => {
            throw new Error('enough');
        };
        await expect(solveAsync(town(), { stop: FOREVER, onProgress })).rejects.toThrow('enough');
    });
});

describe('improve', () => {
    it('ends the search when its loop is left', async () => {
        let count = 0;
        for await (const solution of improve(town(), { stop: FOREVER })) {
            expect(checkSolution(town(), solution).feasible).toBe(true);
            if (++count === 3) break;
        }
        expect(count).toBe(3);
    });

    it('yields the one solution of a problem that leaves no choice', async () => {
        const solutions: Solution[] = [];
        for await (const solution of improve({ visits: [], vehicles: [] })) solutions.push(solution);
        expect(solutions).toHaveLength(1);
    });

    it('throws what is wrong when it is asked for the first solution', async () => {
        const row = improve(town(), { method: 'magic' as 'auto' });
        await expect(row.next()).rejects.toThrow(/options.method/);
    });
});

describe('a warm start', () => {
    it.each(METHODS)('with %s is never worse than the routes it began with', (method) => {
        for (let seed = 1; seed <= 12; seed++) {
            const problem = generateProblem(900 + seed, { leastVisits: 5, mostVisits: 20, mostVehicles: 3 });
            const first = solve(problem, { stop: { iterations: 100 } });
            const { objective } = checkSolution(problem, first);
            for (const iterations of [0, 50]) {
                const again = solve(problem, { initial: plansOf(first), method, stop: { iterations } });
                const order = compareValues(checkSolution(problem, again).objective, objective);
                expect(order, `seed ${900 + seed}`).toBeLessThanOrEqual(0);
            }
        }
    });

    it('may be empty, or hold empty routes', () => {
        const stop = { iterations: 50 };
        const cold = timeless(solve(town(), { stop }));
        expect(timeless(solve(town(), { stop, initial: [] }))).toEqual(cold);
        expect(timeless(solve(town(), { stop, initial: [{ vehicleId: 'v', visitIds: [] }] }))).toEqual(cold);
    });

    it('tells of the given routes as long as nothing better is known', async () => {
        const best = solve(town(), { stop: { iterations: 4000 } });
        const costs: number[] = [];
        const options = {
            initial: plansOf(best),
            stop: { iterations: 100 },
            onProgress: ({ cost }: SolveProgress) => costs.push(cost),
        };
        await solveAsync(town(), options);
        expect(Math.max(...costs)).toBeLessThanOrEqual(best.cost + 1e-6);
    });
});

describe('evaluate', () => {
    it('works out times and costs by hand', () => {
        const problem: Problem = {
            visits: [
                { id: 'a', position: [10, 0], serviceDuration: 5, prize: 7 },
                { id: 'b', position: [30, 0], timeWindows: [[100, 120]] },
                { id: 'c', position: [0, 9] },
            ],
            vehicles: [{ id: 'v', start: { position: [0, 0] }, end: { position: [0, 0] } }],
            travel: { kind: 'euclidean' },
        };
        const evaluation = evaluate(problem, [{ vehicleId: 'v', visitIds: ['a', 'b'] }]);
        expect(evaluation).toMatchObject({ distance: 60, duration: 65, cost: 60, prize: 7, feasible: false });
        expect(evaluation.routes[0]).toMatchObject({ start: 65, end: 130 });
        expect(evaluation.routes[0].stops.map(({ start }) => start)).toEqual([75, 100]);
        expect(evaluation.violations.map(({ code, visitId }) => [code, visitId])).toEqual([['required-unserved', 'c']]);
        expect(evaluation.unserved.map(({ visitId }) => visitId)).toEqual(['c']);
    });

    it('takes a problem without visits and vehicles', () => {
        expect(evaluate({ visits: [], vehicles: [] }, [])).toMatchObject({ feasible: true, routes: [], violations: [] });
    });

    it('names all that is wrong with problem and routes at once', () => {
        const problem = { visits: [{ id: 'a' }], vehicles: [{ id: 'v' }] } as unknown as Problem;
        const routes = [
            { vehicleId: 'w', visitIds: ['a', 'a', 'z'] },
            { vehicleId: 'v', visitIds: ['b'] },
        ];
        expect(() => evaluate(problem, routes)).toThrow(BeatplanError);
        try {
            evaluate(problem, routes);
        } catch (error) {
            expect((error as BeatplanError).issues.map(({ code, path }) => `${path.join('.')} ${code}`)).toEqual([
                'visits.0 missing-position',
                'routes.0.vehicleId unknown-id',
                'routes.0.visitIds.1 duplicate-visit',
                'routes.0.visitIds.2 unknown-id',
                'routes.1.visitIds.0 unknown-id',
            ]);
        }
    });
});

describe('stop', () => {
    const iterationsOf = (stop: Parameters<typeof solve>[1]): number => solve(town(), stop).statistics.iterations;

    it('ends at the first limit that is reached', () => {
        expect(iterationsOf({ stop: { iterations: 70, noImprovement: 1000, seconds: 1000 } })).toBe(70);
        expect(iterationsOf({ stop: { iterations: 70, target: 1e9 } })).toBe(0);
        expect(iterationsOf({ stop: { iterations: 70, target: 1 } })).toBe(70);
        const stalled = iterationsOf({ stop: { iterations: 1e9, noImprovement: 40 } });
        expect(stalled).toBeGreaterThanOrEqual(40);
        expect(stalled).toBeLessThan(1e6);
        expect(iterationsOf({ stop: { iterations: 1e12, seconds: 0.01 } })).toBeLessThan(1e9);
    });

    it('falls back to a number of iterations where no limit ends the search', () => {
        // A target that cannot be reached went on for ever.
        const usual = iterationsOf({});
        expect(usual).toBe(12_000);
        expect(iterationsOf({ stop: {} })).toBe(usual);
        expect(iterationsOf({ stop: { target: 1 } })).toBe(usual);
    });
});
