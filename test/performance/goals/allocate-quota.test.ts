import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateQuota, type QuotaTerritory } from '../../../src/performance/index.js';
import { issuesOf } from '../issues.js';

/** A spreadsheet's way, in whole numbers: shares as fractions over one denominator, rounded down, then one cent each by remainder. */
function spreadsheet(total: number, rows: readonly (readonly number[])[], weights: readonly number[]): number[] {
    const big = rows.map((row) => row.map(BigInt));
    const sums = weights.map((_, k) => big.reduce((sum, row) => sum + row[k], 0n));
    const denominator = sums.reduce((product, sum) => product * sum, 1n);
    const numerators = big.map((row) =>
        row.reduce((sum, value, k) => sum + BigInt(weights[k]) * value * (denominator / sums[k]), 0n),
    );
    const whole = denominator * BigInt(weights.reduce((sum, weight) => sum + weight, 0));
    const cells = numerators.map((numerator, i) => {
        const product = BigInt(total) * numerator;
        return { i, cents: product / whole, remainder: product % whole };
    });
    let left = BigInt(total) - cells.reduce((sum, { cents }) => sum + cents, 0n);
    for (const cell of [...cells].sort((a, b) =>
        a.remainder === b.remainder ? a.i - b.i : a.remainder > b.remainder ? -1 : 1,
    )) {
        if (left === 0n) break;
        cell.cents++;
        left--;
    }
    return cells.map(({ cents }) => Number(cents));
}

describe('allocateQuota', () => {
    it('weighs factors, each as a share of its own sum', () => {
        const territories = [
            { id: 'north', potential: 600, history: 50 },
            { id: 'south', potential: 400, history: 50 },
        ];
        const { quotas } = allocateQuota(100_000, territories, { potential: 1, history: 1 });
        expect(quotas.map(({ quota }) => quota)).toEqual([55_000, 45_000]);
        expect(quotas[0].contributions).toEqual({ potential: 0.3, history: 0.25 });
    });

    it('agrees with whole-number arithmetic on random tables, and sums up exactly', () => {
        const value = fc.integer({ min: 1, max: 10_000 });
        const table = fc.array(fc.tuple(value, value, value, value), { minLength: 1, maxLength: 25 });
        const weights = fc.tuple(value, value, value, value);
        let differences = 0;
        fc.assert(
            fc.property(fc.nat({ max: 2 ** 31 - 1 }), table, weights, (total, rows, list) => {
                const territories = rows.map(([potential, history, workload, growth], i) => ({
                    id: `t${i}`,
                    potential,
                    history,
                    workload,
                    growth,
                }));
                const [potential, history, workload, growth] = list;
                const { quotas } = allocateQuota(total, territories, { potential, history, workload, growth });
                const quota = quotas.map((row) => row.quota);
                expect(quota.reduce((sum, cents) => sum + cents, 0)).toBe(total);
                const expected = spreadsheet(total, rows, list);
                quota.forEach((cents, i) => {
                    expect(Math.abs(cents - expected[i])).toBeLessThanOrEqual(1);
                });
                if (quota.some((cents, i) => cents !== expected[i])) differences++;
            }),
            { numRuns: 1000 },
        );
        // Factors are blended in doubles: remainders that tie exactly may be told apart, and then a cent changes hands.
        expect(differences).toBeLessThanOrEqual(20);
    });

    it('says which bound holds a quota', () => {
        const territories: QuotaTerritory[] = [
            { id: 'a', potential: 8, cap: 500 },
            { id: 'b', potential: 1, floor: 200 },
            { id: 'c', potential: 1 },
        ];
        const { quotas } = allocateQuota(1000, territories, { potential: 1 });
        expect(quotas.map(({ quota, heldAt }) => [quota, heldAt])).toEqual([
            [500, 'cap'],
            [250, undefined],
            [250, undefined],
        ]);
    });

    it('names all faults at once', () => {
        const territories = [
            { id: 'a', potential: 0, floor: 900, cap: 100 },
            { id: 'a', potential: 0, floor: 200 },
        ];
        expect(issuesOf(() => allocateQuota(1000, territories, { potential: 1, history: 2 }))).toEqual([
            'duplicate-id at territories.1.id',
            'of-nothing at weights.potential',
            'missing-key at territories.0.history',
            'missing-key at territories.1.history',
            'of-nothing at weights.history',
            'contradictory-options at territories.0',
            'contradictory-options at total',
        ]);
        expect(issuesOf(() => allocateQuota(10.5, [], {}))).toEqual([
            'not-an-integer at total',
            'empty-input at territories',
            'of-nothing at weights',
        ]);
        expect(issuesOf(() => allocateQuota(10, [{ id: 'a', growth: -1 }], { growth: 1 }))).toEqual([
            'out-of-range at territories.0.growth',
        ]);
        expect(
            issuesOf(() =>
                allocateQuota(
                    10,
                    [
                        { id: 'a', growth: 1, cap: 3 },
                        { id: 'b', growth: 0 },
                    ],
                    { growth: 1 },
                ),
            ),
        ).toEqual(['contradictory-options at territories']);
    });

    it('takes a total of 0, and leaves its inputs as they were', () => {
        const territories = Object.freeze([Object.freeze({ id: 'a', potential: 1 })]);
        expect(allocateQuota(0, territories, Object.freeze({ potential: 1 })).quotas[0].quota).toBe(0);
    });
});
