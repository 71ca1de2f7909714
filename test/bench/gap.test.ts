import { describe, expect, it } from 'vitest';
import { geometricMoments, meanGapOverTime, thinTrace } from '../../bench/routing/gap.js';
import type { Run } from '../../bench/routing/measure.js';
import { summariseInstances, summariseSets } from '../../bench/routing/summary.js';
import { bestOf, gapOf } from '../../src/cli/statistics/gap.js';
import type { TracePoint } from '../../src/routing/index.js';

function traceOf(...points: readonly (readonly [seconds: number, value: number])[]): TracePoint[] {
    return points.map(([seconds, value], iterations) => ({ seconds, value, iterations, unserved: 0 }));
}

describe('gapOf', () => {
    it('is the share by which a cost is higher or a score lower', () => {
        expect(gapOf(110, 100, false)).toBeCloseTo(0.1, 12);
        expect(gapOf(90, 100, true)).toBeCloseTo(0.1, 12);
        expect(gapOf(95, 100, false)).toBeCloseTo(-0.05, 12);
        expect(gapOf(105, 100, true)).toBeCloseTo(-0.05, 12);
        expect(gapOf(-90, -100, false)).toBeCloseTo(0.1, 12);
    });

    it('of nothing from nothing is 0, and of something from nothing no share', () => {
        expect(gapOf(0, 0, false)).toBe(0);
        expect(gapOf(0, 0, true)).toBe(0);
        expect(gapOf(5, 0, false)).toBeUndefined();
    });
});

describe('bestOf', () => {
    it('is the least cost or the highest score', () => {
        expect(bestOf([3, 1, 2], false)).toBe(1);
        expect(bestOf([3, 1, 2], true)).toBe(3);
        expect(bestOf([], true)).toBeUndefined();
    });
});

describe('meanGapOverTime', () => {
    const first = { trace: traceOf([0.1, 200], [1, 120], [4, 100]), reference: 100, isScore: false };
    const second = { trace: traceOf([0.5, 30], [2, 50]), reference: 50, isScore: true };

    it('begins when every run has a solution, and holds the last point of each', () => {
        const curve = meanGapOverTime([first, second], [0.05, 0.2, 0.5, 1, 2, 4, 100]);
        const expected = [
            [0.5, (1 + 0.4) / 2],
            [1, (0.2 + 0.4) / 2],
            [2, 0.2 / 2],
            [4, 0],
            [100, 0],
        ];
        expect(curve.map(([seconds]) => seconds)).toEqual(expected.map(([seconds]) => seconds));
        curve.forEach(([, gap], i) => {
            expect(gap).toBeCloseTo(expected[i][1], 12);
        });
    });

    it('is empty without runs, and where one never has a solution', () => {
        expect(meanGapOverTime([], [1])).toEqual([]);
        expect(meanGapOverTime([first, { ...second, trace: [] }], [1, 10])).toEqual([]);
    });
});

describe('thinTrace', () => {
    it('keeps short traces as they are', () => {
        const trace = traceOf([0.1, 3], [0.2, 2]);
        expect(thinTrace(trace, 2)).toEqual(trace);
        expect(thinTrace([], 5)).toEqual([]);
    });

    it('keeps the first, the last, and nearly the same curve', () => {
        const trace = traceOf(...Array.from({ length: 5000 }, (_, i) => [0.01 + i / 1000, 1000 - i / 10] as const));
        const thin = thinTrace(trace, 100);
        expect(thin.length).toBeLessThanOrEqual(102);
        expect(thin[0]).toEqual(trace[0]);
        expect(thin[thin.length - 1]).toEqual(trace[trace.length - 1]);
        for (let i = 1; i < thin.length; i++) expect(thin[i].seconds).toBeGreaterThan(thin[i - 1].seconds);
        const moments = [0.05, 0.3, 1, 3];
        const curveOf = (points: TracePoint[]): number[] =>
            meanGapOverTime([{ trace: points, reference: 500, isScore: false }], moments).map(([, gap]) => gap);
        curveOf(thin).forEach((gap, i) => {
            expect(gap).toBeCloseTo(curveOf(trace)[i], 1);
        });
    });
});

describe('geometricMoments', () => {
    it('have equal ratios', () => {
        expect(geometricMoments(1, 100, 3).map((moment) => Number(moment.toFixed(9)))).toEqual([1, 10, 100]);
    });
});

describe('summaries', () => {
    const run = (instance: string, method: string, seed: number, value: number | undefined, more: Partial<Run> = {}): Run => ({
        set: 's',
        instance,
        visits: 10,
        method,
        seed,
        isScore: false,
        ...(value === undefined ? {} : { value }),
        routes: 2,
        unserved: 0,
        iterations: 100,
        seconds: 2,
        startupSeconds: 0.5,
        solverSeconds: 1,
        firstSeconds: 0.6,
        faults: value === undefined ? ['broken'] : [],
        trace: [],
        ...more,
    });

    it('measure from the best of all methods where no best value is known', () => {
        const runs = [run('a', 'm', 1, 110), run('a', 'm', 2, 130), run('a', 'k', 1, 100)];
        const [m, k] = summariseInstances(runs);
        expect(m).toMatchObject({ reference: 100, value: 120, best: 110, runs: 2, faulty: 0, iterationsPerSecond: 100 });
        expect(m.gap).toBeCloseTo(0.2, 12);
        expect(k).toMatchObject({ method: 'k', gap: 0 });
    });

    it('measure from the best known value, also where it is beaten', () => {
        const free = summariseInstances([run('a', 'm', 1, 95, { bestKnown: 100, routes: 6, statedRoutes: 5 })]);
        expect(free[0].hasFreeFleet).toBe(true);
        const [summary] = summariseInstances([run('a', 'm', 1, 95, { bestKnown: 100 })]);
        expect(summary.hasFreeFleet).toBe(false);
        expect(summary.gap).toBeCloseTo(-0.05, 12);
    });

    it('leave faulty runs out of means and count them', () => {
        const [summary] = summariseInstances([run('a', 'm', 1, 100), run('a', 'm', 2, undefined, { routes: 99 })]);
        expect(summary).toMatchObject({ runs: 2, faulty: 1, value: 100, routes: 2, gap: 0 });
        const [nothing] = summariseInstances([run('b', 'm', 1, undefined)]);
        expect(nothing).toMatchObject({ runs: 1, faulty: 1 });
        expect(nothing).not.toHaveProperty('gap');
    });

    it('count a construction for no iterations a second', () => {
        const [summary] = summariseInstances([run('a', 'm', 1, 100, { iterations: 0 })]);
        expect(summary).not.toHaveProperty('iterationsPerSecond');
    });

    it('weigh each instance of a set the same', () => {
        const runs = [
            run('a', 'm', 1, 100, { bestKnown: 100 }),
            run('a', 'm', 2, 100, { bestKnown: 100 }),
            run('b', 'm', 1, 130, { bestKnown: 100 }),
        ];
        const [set] = summariseSets(summariseInstances(runs));
        expect(set).toMatchObject({ set: 's', method: 'm', instances: 2, runs: 3, faulty: 0 });
        expect(set.gap).toBeCloseTo(0.15, 12);
    });
});
