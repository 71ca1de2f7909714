import { describe, expect, it } from 'vitest';
import { BeatplanError } from '../../src/core/index.js';
import {
    type Account,
    estimatePotential,
    findHotAccounts,
    meetsConditions,
    scoreAccounts,
    segmentAccounts,
} from '../../src/market/index.js';
import { readField } from '../../src/market/internal.js';

function accountsOf(turnovers: readonly unknown[]): Account[] {
    return turnovers.map((turnover, i) => ({ id: `a${i}`, position: [11 + i / 100, 48], sales: 1, data: { turnover } }));
}

function codesOf(call: () => unknown): string[] {
    try {
        call();
    } catch (error) {
        if (error instanceof BeatplanError) return error.issues.map(({ code, path }) => `${code} ${path.join('.')}`);
        throw error;
    }
    return [];
}

describe('numbers in own columns', () => {
    it('are read as those of the built-in columns are', () => {
        const texts = ['$12,500', 'USD 8.50', '(500)', '12\u00a0000', 'n/a', '', '45 %', 7, 'many', true, null];
        expect([...readField(accountsOf(texts), 'turnover')]).toEqual([
            12_500,
            8.5,
            -500,
            12_000,
            Number.NaN,
            Number.NaN,
            0.45,
            7,
            Number.NaN,
            Number.NaN,
            Number.NaN,
        ]);
    });

    it('decide who is important', () => {
        const scores = scoreAccounts(accountsOf(['$900', '1,200.50', '$12,500', 'n/a']), {
            factors: { turnover: 1 },
            tiers: { by: 'turnover' },
        });
        expect(scores.map(({ tier }) => tier)).toEqual(['B', 'B', 'A', 'C']);
        expect(scores[2].score).toBeGreaterThan(scores[1].score);
        expect(scores[1].score).toBeGreaterThan(scores[0].score);
        expect(scores[3].missing).toEqual(['turnover']);
    });

    it('decide segments, frontiers and hot spots', () => {
        const accounts = accountsOf(['1.200,50', '12.500', '900']);
        const rules = [{ segment: 'large', where: { turnover: { min: 10_000 } } }];
        expect(segmentAccounts(accounts, rules).segments).toEqual(['other', 'large', 'other']);
        expect(estimatePotential(accounts, { size: 'turnover', fewest: 1, percentile: 1 })[1].potential).toBeCloseTo(
            12_500 / 900,
        );
        expect(() => findHotAccounts(accounts, { by: 'turnover' })).not.toThrow();
        expect(meetsConditions(accounts[0], { turnover: 1200.5 })).toBe(true);
    });

    it('are asked about where they can be read in two ways', () => {
        const accounts = accountsOf(['12.500', '9']);
        expect(codesOf(() => scoreAccounts(accounts, { factors: { turnover: 1 } }))).toEqual([
            'ambiguous-number options.factors.turnover',
        ]);
        expect(codesOf(() => scoreAccounts(accounts, { tiers: { by: 'turnover' } }))).toEqual([
            'ambiguous-number options.tiers.by',
        ]);
        expect(codesOf(() => segmentAccounts(accounts, [{ segment: 's', where: { turnover: { min: 1 } } }]))).toEqual([
            'ambiguous-number rules.0.where.turnover',
        ]);
        expect(codesOf(() => estimatePotential(accounts, { size: 'turnover' }))).toEqual(['ambiguous-number options.size']);
        expect(codesOf(() => findHotAccounts(accounts, { by: 'turnover' }))).toEqual(['ambiguous-number options.by']);
        expect(codesOf(() => segmentAccounts(accounts, [{ segment: 's', where: { turnover: '12.500' } }]))).toEqual([]);
    });
});
