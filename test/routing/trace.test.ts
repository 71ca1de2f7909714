import { describe, expect, it } from 'vitest';
import { METHODS, type Problem, solve, solveAsync } from '../../src/routing/index.js';
import { generateProblem } from './oracle/generate.js';

function mixed(seed: number): Problem {
    return generateProblem(seed, { mostVisits: 14, mostVehicles: 4 });
}

describe('trace', () => {
    it('is absent unless asked for, and changes no answer', () => {
        const problem = mixed(3);
        const plain = solve(problem, { stop: { iterations: 300 } });
        const traced = solve(problem, { stop: { iterations: 300 }, trace: true });
        expect(plain.statistics).not.toHaveProperty('trace');
        expect(traced.routes).toEqual(plain.routes);
        expect(traced.statistics.iterations).toBe(plain.statistics.iterations);
    });

    it.each(METHODS)('of %s begins with the first solution and ends with the answer', (method) => {
        for (let seed = 1; seed <= 40; seed++) {
            const problem = mixed(seed);
            const { statistics, unserved, cost, prize } = solve(problem, { method, stop: { iterations: 100 }, trace: true });
            const trace = statistics.trace!;
            expect(trace[0].iterations, `seed ${seed}`).toBe(0);
            const last = trace[trace.length - 1];
            expect(last.unserved, `seed ${seed}`).toBe(unserved.length);
            for (let i = 1; i < trace.length; i++) {
                expect(trace[i].iterations).toBeGreaterThan(trace[i - 1].iterations);
                expect(trace[i].seconds).toBeGreaterThanOrEqual(trace[i - 1].seconds);
            }
            const kind = problem.objective?.kind;
            // Priorities that count as prizes are no part of a cost that users see.
            if (kind === 'prize' || problem.earliness !== undefined) continue;
            const required = problem.visits.filter((visit) => visit.required ?? kind === 'cost').map((visit) => visit.id);
            if (unserved.some(({ visitId }) => required.includes(visitId))) continue;
            const uncollected = kind === 'cost' ? problem.visits.reduce((sum, visit) => sum + (visit.prize ?? 0), 0) - prize : 0;
            expect(last.value, `seed ${seed}`).toBeCloseTo(kind === 'orienteering' ? prize : cost + uncollected, 6);
        }
    });

    it('gets better point by point where all visits are served from the start', () => {
        const problem: Problem = {
            visits: Array.from({ length: 40 }, (_, i) => ({ id: `${i}`, position: [(i * 37) % 101, (i * 61) % 97] as const })),
            vehicles: [{ id: 'v', start: { position: [50, 50] }, end: { position: [50, 50] } }],
            travel: { kind: 'euclidean' },
        };
        const trace = solve(problem, { stop: { iterations: 2000 }, trace: true }).statistics.trace!;
        expect(trace.length).toBeGreaterThan(2);
        for (let i = 1; i < trace.length; i++) expect(trace[i].value).toBeLessThan(trace[i - 1].value);
        for (const point of trace) expect(point.unserved).toBe(0);
    });

    it('is the same for sliced searches, seconds apart', async () => {
        const problem = mixed(8);
        const options = { stop: { iterations: 500 }, trace: true } as const;
        const pointsOf = (trace: ReturnType<typeof solve>['statistics']['trace']): unknown =>
            trace?.map(({ iterations, value, unserved }) => ({ iterations, value, unserved }));
        expect(pointsOf((await solveAsync(problem, options)).statistics.trace)).toEqual(
            pointsOf(solve(problem, options).statistics.trace),
        );
    });

    it('is empty without vehicles', () => {
        expect(solve({ visits: [], vehicles: [] }, { trace: true }).statistics.trace).toEqual([]);
    });
});
