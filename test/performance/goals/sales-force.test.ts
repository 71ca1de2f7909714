import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SizingInput, sizeSalesForce } from '../../../src/performance/index.js';
import { issuesOf } from '../issues.js';

describe('sizeSalesForce', () => {
    it('builds up from the work of segments', () => {
        const { reps, exact, segments, capacity, reason } = sizeSalesForce({
            method: 'workload',
            segments: [
                { id: 'A', accounts: 100, callFrequency: 4, callDuration: 3600, travelDuration: 1800 },
                { id: 'B', accounts: 200, callFrequency: 1, callDuration: 1800 },
            ],
            hoursPerWeek: 40,
            fieldShare: 0.75,
            weeksPerYear: 39,
        });
        // 600 and 100 hours; 160 hours * 0.75 * 39 / 52.
        expect(segments?.map(({ calls, hours }) => [calls, hours])).toEqual([
            [400, 600],
            [200, 100],
        ]);
        expect(capacity).toBe(90);
        expect(exact).toBeCloseTo(700 / 90, 12);
        expect(reps).toBe(8);
        expect(reason).toBe('700 hours in four weeks / 90 hours of a rep = 7.78');
    });

    it('breaks sales down, with those who leave', () => {
        expect(sizeSalesForce({ method: 'breakdown', sales: 10_000, salesPerRep: 1000 })).toMatchObject({ reps: 10, exact: 10 });
        expect(sizeSalesForce({ method: 'breakdown', sales: 10_000, salesPerRep: 1000, turnover: 0.2 }).reps).toBe(12);
        expect(sizeSalesForce({ method: 'breakdown', sales: 0, salesPerRep: 1 }).reps).toBe(0);
    });

    it('adds reps as long as the next one pays for himself', () => {
        const sales = [0, 100, 180, 240, 280, 300].map((amount, reps) => ({ reps, sales: amount * 1000 }));
        const { reps, steps, reason } = sizeSalesForce({
            method: 'incremental',
            response: sales,
            margin: 0.5,
            costPerRep: 25_000,
        });
        expect(reps).toBe(3);
        expect(steps?.map(({ marginalProfit }) => marginalProfit)).toEqual([0, 25_000, 15_000, 5000, -5000, -15_000]);
        expect(reason).toBe('greatest profit with 3: the last one adds 5000, one more would add -5000 cents a year');
    });

    it('has the greatest profit of all sizes, on any curve', () => {
        const curve = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { minLength: 2, maxLength: 6 });
        fc.assert(
            fc.property(
                curve,
                fc.integer({ min: 0, max: 5000 }),
                fc.integer({ min: 0, max: 100 }),
                (sizes, costPerRep, percent) => {
                    const response = sizes.map((reps, i) => ({ reps, sales: (reps * 7919 * (i + 3)) % 100_000 }));
                    const margin = percent / 100;
                    const { reps, steps } = sizeSalesForce({ method: 'incremental', response, margin, costPerRep });
                    const sorted = [...response].sort((a, b) => a.reps - b.reps);
                    let best = { reps: -1, profit: Number.NEGATIVE_INFINITY };
                    for (let n = sorted[0].reps; n <= sorted[sorted.length - 1].reps; n++) {
                        const right = sorted.findIndex((point) => point.reps >= n);
                        const [a, b] = [sorted[Math.max(0, right - 1)], sorted[right]];
                        const sales =
                            b.reps === n
                                ? b.sales
                                : Math.round(a.sales + ((n - a.reps) / (b.reps - a.reps)) * (b.sales - a.sales));
                        const profit = Math.round(sales * margin) - n * costPerRep;
                        if (profit > best.profit) best = { reps: n, profit };
                    }
                    expect(reps).toBe(best.reps);
                    expect(steps?.find((step) => step.reps === reps)?.profit).toBe(best.profit);
                },
            ),
        );
    });

    it('names all faults at once', () => {
        const faults: [SizingInput, string[]][] = [
            [
                { method: 'breakdown', sales: -1, salesPerRep: 0 },
                ['out-of-range at input.sales', 'out-of-range at input.salesPerRep'],
            ],
            [{ method: 'incremental', response: [], margin: 1, costPerRep: 1 }, ['empty-input at input.response']],
            [{ method: 'guess' } as never, ['unknown-option at input.method']],
        ];
        for (const [input, issues] of faults) expect(issuesOf(() => sizeSalesForce(input))).toEqual(issues);
    });
});
