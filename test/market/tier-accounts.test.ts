import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TIERS, tierAccounts } from '../../src/market/index.js';

describe('tierAccounts', () => {
    it('takes accounts into a tier until its share is reached', () => {
        expect(tierAccounts([50, 30, 15, 4, 1])).toEqual(['A', 'A', 'B', 'C', 'C']);
        // The account that crosses the line still belongs.
        expect(tierAccounts([70, 20, 10])).toEqual(['A', 'A', 'B']);
        expect(tierAccounts([100])).toEqual(['A']);
        expect(tierAccounts([])).toEqual([]);
    });

    it('reaches a share exactly in spite of rounding', () => {
        expect(tierAccounts([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.15, 0.05])).toEqual([...'AAAAAAAAAC']);
        expect(tierAccounts([0.3, 0.3, 0.2, 0.1, 0.1])).toEqual([...'AAABB']);
    });

    it('never splits equal values, and puts those without any last', () => {
        expect(tierAccounts([10, 10, 10, 10, 10])).toEqual([...'AAAAA']);
        expect(tierAccounts([90, 5, 5, 0])).toEqual(['A', 'B', 'B', 'C']);
        expect(tierAccounts([0, 0])).toEqual(['C', 'C']);
        expect(tierAccounts([0, 5], { cuts: [0.5, 0.6, 0.7] })).toEqual(['D', 'A']);
    });

    it('divides by number of accounts', () => {
        expect(tierAccounts([9, 8, 7, 6, 5, 4, 3, 2, 1, 1], { share: 'count' })).toEqual([...'AABBBCCCCC']);
    });

    it('refuses values and cuts that mean nothing', () => {
        const thrown = (values: number[], options: Parameters<typeof tierAccounts>[1]) => {
            try {
                tierAccounts(values, options);
            } catch (error) {
                return (error as { issues: { code: string; path: unknown }[] }).issues.map(({ code, path }) => ({ code, path }));
            }
            return [];
        };
        expect(thrown([1, -1, Number.NaN], {})).toEqual([
            { code: 'out-of-range', path: ['values', 1] },
            { code: 'not-finite', path: ['values', 2] },
        ]);
        for (const cuts of [[], [0.8, 0.5], [0, 0.5], [0.5, 1], [0.1, 0.2, 0.3, 0.4]]) {
            expect(thrown([1], { cuts })).toEqual([{ code: 'out-of-range', path: ['options', 'cuts'] }]);
        }
        expect(thrown([1], { share: 'rank' as 'count' })).toEqual([{ code: 'unknown-option', path: ['options', 'share'] }]);
    });

    it('follows its definition, whatever the order', () => {
        const list = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 15 });
        fc.assert(
            fc.property(list, (values) => {
                const total = values.reduce((sum, value) => sum + value, 0);
                const expected = values.map((value) => {
                    const before = values.filter((other) => other > value).reduce((sum, other) => sum + other, 0);
                    return value === 0 || before * 100 >= total * 95 ? 'C' : before * 100 >= total * 80 ? 'B' : 'A';
                });
                expect(tierAccounts(values)).toEqual(expected);
                expect(tierAccounts(values).every((tier) => TIERS.includes(tier))).toBe(true);
            }),
            { numRuns: 200 },
        );
    });
});
