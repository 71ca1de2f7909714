import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjustByHolm, signedRankTest } from '../../../src/cli/statistics/signed-rank.js';

/** Two-sided p by trying all signs of mean ranks, zeros ranked and then dropped. */
function bruteForceP(differences: readonly number[]): number {
    const sizes = differences.map(Math.abs);
    const rankOf = (size: number): number => {
        const below = sizes.filter((other) => other < size).length;
        const equal = sizes.filter((other) => other === size).length;
        return below + (equal + 1) / 2;
    };
    const ranks = differences.filter((difference) => difference !== 0).map((difference) => rankOf(Math.abs(difference)));
    const observed = differences.reduce((sum, difference) => (difference > 0 ? sum + rankOf(difference) : sum), 0);
    const centre = ranks.reduce((sum, rank) => sum + rank, 0) / 2;
    let extreme = 0;
    for (let signs = 0; signs < 2 ** ranks.length; signs++) {
        const sum = ranks.reduce((total, rank, i) => ((signs >> i) & 1 ? total + rank : total), 0);
        if (Math.abs(sum - centre) >= Math.abs(observed - centre)) extreme++;
    }
    return extreme / 2 ** ranks.length;
}

describe('signedRankTest', () => {
    it('agrees with trying all signs, with ties and zeros', () => {
        fc.assert(
            fc.property(fc.array(fc.integer({ min: -4, max: 4 }), { maxLength: 11 }), (differences) => {
                const { p, isExact } = signedRankTest(differences);
                expect(isExact).toBe(true);
                expect(p).toBeCloseTo(bruteForceP(differences), 12);
            }),
            { seed: 1, numRuns: 300 },
        );
    });

    it("gives the textbook value of Darwin's maize (Fisher 1935): 15 pairs, W- = 24, p = 0.0413", () => {
        const maize = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];
        const { n, positive, negative, p } = signedRankTest(maize);
        expect([n, positive, negative]).toEqual([15, 96, 24]);
        expect(p).toBeCloseTo(0.04125977, 8);
    });

    it('gives 1 for no difference, and 2 / 2^n for differences of one sign', () => {
        expect(signedRankTest([])).toMatchObject({ n: 0, p: 1 });
        expect(signedRankTest([0, 0, 0])).toMatchObject({ n: 0, p: 1 });
        expect(signedRankTest([1, 2, 3, 4, 5]).p).toBe(2 / 2 ** 5);
        expect(signedRankTest([-7]).p).toBe(1);
    });

    it('ranks zeros and drops their ranks (Pratt)', () => {
        expect(signedRankTest([0, 0, 1, -2])).toMatchObject({ n: 2, positive: 3, negative: 4 });
    });

    it('takes differences that rounding alone tells apart for ties', () => {
        expect(signedRankTest([0.1 + 0.2, -0.3])).toMatchObject({ positive: 1.5, negative: 1.5, p: 1 });
    });

    it('approximates from 51 differences on, and lies close to the exact value just below', () => {
        fc.assert(
            fc.property(
                fc.array(
                    fc.integer({ min: -30, max: 40 }).filter((d) => d !== 0),
                    { minLength: 50, maxLength: 50 },
                ),
                (differences) => {
                    const exact = signedRankTest(differences);
                    // A difference far below all others hardly moves any rank.
                    const more = signedRankTest([...differences, 0.5]);
                    expect([exact.isExact, more.isExact]).toEqual([true, false]);
                    expect(Math.abs(exact.p - more.p)).toBeLessThan(0.03);
                },
            ),
            { seed: 2, numRuns: 100 },
        );
    });

    it('does not depend on the order or the sign of the pairs', () => {
        fc.assert(
            fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 70 }), (differences) => {
                const { p, positive } = signedRankTest(differences);
                const mirrored = signedRankTest([...differences].reverse().map((difference) => -difference));
                expect(mirrored.p).toBeCloseTo(p, 10);
                expect(mirrored.negative).toBe(positive);
            }),
            { seed: 3, numRuns: 100 },
        );
    });
});

describe('adjustByHolm', () => {
    it('multiplies by the number of tests left, and never falls', () => {
        const adjusted = adjustByHolm([0.01, 0.04, 0.03, 0.005]);
        expect(adjusted.map((p) => Number(p.toFixed(10)))).toEqual([0.03, 0.06, 0.06, 0.02]);
        expect(adjustByHolm([0.9, 0.8])).toEqual([1, 1]);
        expect(adjustByHolm([])).toEqual([]);
    });
});
