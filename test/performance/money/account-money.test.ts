import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
    type AccountResult,
    breakEvenVolume,
    findUnprofitableAccounts,
    measureCostToServe,
    visitReturn,
} from '../../../src/performance/index.js';
import { issuesOf } from '../issues.js';

const random: fc.Arbitrary<AccountResult[]> = fc
    .array(
        fc.record({
            sales: fc.nat({ max: 1e7 }),
            percent: fc.nat({ max: 100 }),
            calls: fc.nat({ max: 30 }),
            callCost: fc.nat({ max: 1e6 }),
            delivery: fc.nat({ max: 1e5 }),
        }),
        { minLength: 1, maxLength: 12 },
    )
    .map((rows) =>
        rows.map(({ sales, percent, calls, callCost, delivery }, i) => ({
            accountId: `a${i}`,
            sales,
            margin: percent / 100,
            calls,
            callCost: calls === 0 ? 0 : callCost,
            otherCosts: { delivery },
        })),
    );

/** Gross margin in whole numbers: percent * sales / 100, half a cent up. */
const gross = ({ sales, margin }: AccountResult) => Math.floor((2 * sales * Math.round(margin * 100) + 100) / 200);

describe('visitReturn', () => {
    it('agrees with whole-number arithmetic, and breaks even where it says', () => {
        fc.assert(
            fc.property(random, (results) => {
                visitReturn(results).forEach((row, i) => {
                    const { calls, callCost, margin, otherCosts } = results[i];
                    const cost = callCost + otherCosts!.delivery;
                    expect(row.grossMargin).toBe(gross(results[i]));
                    expect(row.contribution).toBe(row.grossMargin - cost);
                    expect(row.costPerCall.value).toBe(calls === 0 ? null : callCost / calls);
                    const percent = Math.round(margin * 100);
                    if (row.breakEvenSales === null) expect([percent, cost > 0]).toEqual([0, true]);
                    else {
                        // In hundredths of a cent: the least whole amount that covers the cost.
                        expect(row.breakEvenSales * percent).toBeGreaterThanOrEqual(cost * 100);
                        if (row.breakEvenSales > 0) expect((row.breakEvenSales - 1) * percent).toBeLessThan(cost * 100);
                    }
                });
            }),
        );
    });

    it('tells 0 of 0, and something of 0', () => {
        const [idle, loyal] = visitReturn([
            { accountId: 'idle', sales: 0, margin: 0.3, calls: 0, callCost: 0 },
            { accountId: 'loyal', sales: 1000, margin: 0.3, calls: 0, callCost: 0 },
        ]);
        expect([idle.returnOnCalls.reading, idle.costPerCall.reading, idle.breakEvenSales]).toEqual([
            'of-nothing',
            'of-nothing',
            0,
        ]);
        expect([loyal.returnOnCalls.reading, loyal.breakEvenCalls]).toEqual(['of-zero', null]);
    });

    it('rounds half a cent up where doubles fall short of it', () => {
        expect(visitReturn([{ accountId: 'a', sales: 100, margin: 0.145, calls: 1, callCost: 5 }])[0].grossMargin).toBe(15);
    });

    it('names all faults at once', () => {
        const results = [
            { accountId: 'a', sales: 5, margin: 0.5, calls: 0, callCost: 7, currency: 'EUR' },
            { accountId: 'a', sales: 5, margin: 1 / 3, calls: 1, callCost: 7, currency: 'USD' },
        ];
        const faults = [
            'duplicate-id at results.1.accountId',
            'mixed-currency at results.1.currency',
            'of-nothing at results.0.callCost',
            'out-of-range at results.1.margin',
        ];
        expect(issuesOf(() => visitReturn(results))).toEqual(faults);
        expect(issuesOf(() => measureCostToServe(results))).toEqual(faults);
        expect(issuesOf(() => findUnprofitableAccounts(results))).toEqual(faults);
        const negative = [{ accountId: 'a', sales: -5, margin: 1.5, calls: 0.5, callCost: 7, otherCosts: { fuel: -1 } }];
        expect(issuesOf(() => visitReturn(negative))).toEqual([
            'out-of-range at results.0.sales',
            'out-of-range at results.0.margin',
            'not-an-integer at results.0.calls',
            'out-of-range at results.0.otherCosts.fuel',
        ]);
    });
});

describe('breakEvenVolume', () => {
    it('is cost per call * calls to close / sales-cost share', () => {
        expect(breakEvenVolume({ costPerCall: 20_000, callsToClose: 5, salesCostShare: 0.1 })).toBe(1_000_000);
        expect(breakEvenVolume({ costPerCall: 1, callsToClose: 1, salesCostShare: 0.3 })).toBe(4);
        expect(breakEvenVolume({ costPerCall: 0, callsToClose: 1, salesCostShare: 0.3 })).toBe(0);
        expect(issuesOf(() => breakEvenVolume({ costPerCall: -1, callsToClose: 0, salesCostShare: 0 }))).toEqual([
            'out-of-range at input.costPerCall',
            'out-of-range at input.callsToClose',
            'out-of-range at input.salesCostShare',
        ]);
    });
});

describe('measureCostToServe', () => {
    it('agrees with a loop over the accounts that pay, and those that do not', () => {
        fc.assert(
            fc.property(random, (results) => {
                const { accounts, peak, lost, contribution, costs, cost } = measureCostToServe(results);
                const each = results.map((row) => gross(row) - row.callCost - row.otherCosts!.delivery);
                const positive = each.filter((value) => value > 0).reduce((a, b) => a + b, 0);
                const negative = each.filter((value) => value < 0).reduce((a, b) => a + b, 0);
                expect([peak, lost + 0, contribution]).toEqual([positive, 0 - negative, positive + negative]);
                expect(costs['calls'] + costs['delivery']).toBe(cost);
                expect(accounts.at(-1)!.cumulative).toBe(contribution);
            }),
        );
    });

    it('tells 0 of 0', () => {
        expect(measureCostToServe([]).costShare.reading).toBe('of-nothing');
    });
});

describe('findUnprofitableAccounts', () => {
    it('finds exactly the accounts below 0, each with the best of all actions', () => {
        fc.assert(
            fc.property(random, (results) => {
                const found = findUnprofitableAccounts(results, { phoneCost: 700, lossWithoutVisits: 0.3, partnerShare: 0.1 });
                const losing = results.filter((row) => gross(row) - row.callCost - row.otherCosts!.delivery < 0);
                expect(found.map(({ accountId }) => accountId).sort()).toEqual(losing.map(({ accountId }) => accountId).sort());
                for (const { accountId, action, calls, expected, contribution, gain } of found) {
                    const row = results.find((result) => result.accountId === accountId)!;
                    const other = row.otherCosts!.delivery;
                    const keep = (share: number) => Math.round(row.sales * (1 - 0.3 * (1 - share)) * row.margin);
                    const outcomes: [string, number, number][] = [
                        ['hand-over', 0, Math.round(Math.round(row.sales * row.margin) * 0.1)],
                    ];
                    for (let v = 1; v < row.calls; v++)
                        outcomes.push([
                            'fewer-calls',
                            v,
                            keep(v / row.calls) - Math.round((row.callCost * v) / row.calls) - other,
                        ]);
                    if (row.calls > 0) outcomes.push(['phone', 0, keep(0.5) - row.calls * 700 - other]);
                    const best = Math.max(...outcomes.map(([, , value]) => value));
                    expect(Math.abs(expected - best)).toBeLessThanOrEqual(1);
                    expect(
                        outcomes.some(
                            ([name, left, value]) => name === action && left === calls && Math.abs(value - expected) <= 1,
                        ),
                    ).toBe(true);
                    expect(gain).toBe(expected - contribution);
                }
            }),
        );
    });

    it('keeps an account whose potential would pay', () => {
        const results = [{ accountId: 'a', sales: 10_000, margin: 0.25, calls: 4, callCost: 20_000 }];
        expect(findUnprofitableAccounts(results, { potentials: { a: 100_000 } })).toMatchObject([
            { action: 'develop', calls: 4, expected: 5000 },
        ]);
        expect(findUnprofitableAccounts(results)[0].action).toBe('phone');
        expect(issuesOf(() => findUnprofitableAccounts(results, { potentials: { b: 1 } }))).toEqual([
            'unknown-id at options.potentials.b',
        ]);
    });
});
