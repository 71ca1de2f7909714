import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runSteps } from '../../src/core/index.js';
import type { Position } from '../../src/geo/index.js';
import { estimateRatio } from '../../src/planning/estimate-ratio.js';
import { type CallsToFill, fillDays } from '../../src/planning/fill-days.js';
import { tripEstimator } from '../../src/travel/index.js';

const estimate = tripEstimator({ kind: 'great-circle' });
const SHIFT = 30_000;

const someCalls: fc.Arbitrary<CallsToFill> = fc
    .record({
        accounts: fc.array(
            fc.record({
                east: fc.integer({ min: -50, max: 50 }),
                north: fc.integer({ min: -30, max: 30 }),
                calls: fc.integer({ min: 1, max: 5 }),
                service: fc.constantFrom(0, 900, 3600, 7200),
            }),
            { maxLength: 30 },
        ),
        hasHome: fc.boolean(),
        mostCalls: fc.constantFrom(1, 3, Number.POSITIVE_INFINITY),
    })
    .map(({ accounts, hasHome, mostCalls }) => ({
        positions: accounts.map(({ east, north }): Position => [east / 100, 50 + north / 100]),
        calls: Int32Array.from(accounts, ({ calls }) => calls),
        service: Float64Array.from(accounts, ({ service }) => service),
        center: [0, 50],
        shiftDuration: SHIFT,
        mostCalls,
        ...(hasHome ? { home: [0, 50] as const } : {}),
    }));

describe('fillDays', () => {
    it('has every call once, no account twice in a day, and no day beyond the shift', () => {
        fc.assert(
            fc.property(someCalls, (work) => {
                const days = runSteps(fillDays(work, estimate));
                const placed = new Int32Array(work.calls.length);
                for (const { accounts, duration, distance } of days) {
                    expect(new Set(accounts).size).toBe(accounts.length);
                    expect(accounts.length).toBeLessThanOrEqual(work.mostCalls);
                    for (const account of accounts) placed[account]++;
                    const ends = work.home === undefined ? [] : [work.home];
                    const places = [...ends, ...accounts.map((account) => work.positions[account]), ...ends];
                    const legs = places.slice(1).map((place, i) => estimate(places[i], place));
                    expect(duration).toBeCloseTo(
                        legs.reduce((sum, leg) => sum + leg.duration, 0),
                        6,
                    );
                    expect(distance).toBeCloseTo(
                        legs.reduce((sum, leg) => sum + leg.distance, 0),
                        6,
                    );
                    const onSite = accounts.reduce((sum, account) => sum + work.service[account], 0);
                    expect(duration + onSite).toBeLessThanOrEqual(SHIFT + 1e-6);
                }
                expect(placed).toEqual(work.calls);
            }),
            { numRuns: 200 },
        );
    });

    it('puts a call on the way with the far one, not the one that is nearer to home elsewhere', () => {
        const positions: Position[] = [
            [1, 50],
            [0.5, 50],
            [-0.1, 50],
        ];
        const way = estimate([0, 50], [1, 50]).duration;
        const work: CallsToFill = {
            positions,
            calls: new Int32Array([1, 1, 1]),
            service: new Float64Array(3),
            home: [0, 50],
            center: [0, 50],
            shiftDuration: 2 * way + 2000,
            mostCalls: 2,
        };
        expect(runSteps(fillDays(work, estimate)).map(({ accounts }) => [...accounts].sort())).toEqual([[0, 1], [2]]);
    });

    it('fills a day with a thousand calls at one place in no time', () => {
        const count = 1000;
        const work: CallsToFill = {
            positions: Array.from({ length: count }, (): Position => [7, 50]),
            calls: new Int32Array(count).fill(1),
            service: new Float64Array(count),
            center: [7, 50],
            shiftDuration: SHIFT,
            mostCalls: Number.POSITIVE_INFINITY,
        };
        expect(runSteps(fillDays(work, estimate)).map(({ accounts }) => accounts.length)).toEqual([count]);
    });
});

describe('estimateRatio', () => {
    it('is exact without error where figures are proportional, or all are known', () => {
        expect(estimateRatio([2, 4], [1, 2], 10)).toEqual({ ratio: 2, standardError: 0 });
        expect(estimateRatio([2, 5, 1], [1, 2, 5], 3)).toEqual({ ratio: 1, standardError: 0 });
        expect(estimateRatio([0, 0], [0, 0], 5)).toEqual({ ratio: 1, standardError: 0 });
        expect(estimateRatio([], [], 0)).toEqual({ ratio: 1, standardError: 0 });
    });

    it('has in the mean of all samples about the error that they have', () => {
        const known = [10, 12, 9, 11, 10, 13, 8, 12];
        const figures = [9, 11.5, 8.8, 10, 9.5, 11.6, 7.9, 11.8];
        const truth = figures.reduce((sum, figure) => sum + figure, 0) / known.reduce((sum, figure) => sum + figure, 0);
        let squares = 0;
        let told = 0;
        let samples = 0;
        for (let mask = 0; mask < 1 << known.length; mask++) {
            const chosen = known.map((_, i) => i).filter((i) => (mask >> i) & 1);
            if (chosen.length !== 4) continue;
            const { ratio, standardError } = estimateRatio(
                chosen.map((i) => figures[i]),
                chosen.map((i) => known[i]),
                known.length,
            );
            squares += (ratio - truth) ** 2;
            told += standardError ** 2;
            samples++;
        }
        expect(samples).toBe(70);
        expect(told / squares).toBeGreaterThan(0.95);
        expect(told / squares).toBeLessThan(1.05);
    });
});
