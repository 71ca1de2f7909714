import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/index.js';

function draws(random: Random, count: number): number[] {
    return Array.from({ length: count }, () => random.bits());
}

// sfc32 once more, in arbitrary precision, seeded as the class is.
function* referenceBits(seedWords: readonly [bigint, bigint, bigint]): Generator<number> {
    const word = (value: bigint): bigint => BigInt.asUintN(32, value);
    let [a, b, c] = seedWords.map(word);
    let counter = 1n;
    for (let i = 0; ; i++) {
        const sum = word(a + b + counter);
        counter = word(counter + 1n);
        a = b ^ (b >> 9n);
        b = word(c + (c << 3n));
        c = word(word((c << 21n) | (c >> 11n)) + sum);
        if (i >= 16) yield Number(BigInt.asIntN(32, sum));
    }
}

// Pearson's chi squared over equally likely bins; with 99 degrees of freedom 1 in 1,000,000 samples lies above 176.
function chiSquared(counts: readonly number[]): number {
    const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

describe('Random', () => {
    it('gives the same numbers on every platform and in every version', () => {
        expect(draws(new Random(0), 4)).toEqual([947923937, -1803388442, -330567207, 2091952393]);
        expect(draws(new Random(1), 4)).toEqual([1080862987, -748445798, -1433098125, 428981239]);
        expect(draws(new Random(-1), 4)).toEqual([-417523581, 254422320, 1995265944, -1083785722]);
        expect(draws(new Random(0.5), 4)).toEqual([-1100396090, 961424664, -682870600, -483435610]);
        expect(draws(new Random(2 ** 53 - 1), 4)).toEqual([746004176, -2035783075, 651088821, -99593174]);
        const random = new Random(7);
        const list = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
        random.shuffle(list);
        expect(list).toEqual([8, 0, 5, 1, 2, 4, 7, 3, 6, 9]);
        expect(random.normal()).toBeCloseTo(-1.9910702847433122, 12);
        expect(random.split().bits()).toBe(-916992189);
    });

    it('is sfc32', () => {
        fc.assert(
            fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (seed) => {
                const reference = referenceBits([BigInt(seed), BigInt(seed) >> 32n, 0n]);
                const random = new Random(seed);
                for (let i = 0; i < 20; i++) expect(random.bits()).toBe(reference.next().value);
            }),
        );
    });

    it('differs from seed to seed', () => {
        const first = new Set<string>();
        for (let seed = -50; seed < 50; seed += 0.5) first.add(draws(new Random(seed), 2).join());
        for (let power = 32; power <= 53; power++) first.add(draws(new Random(2 ** power), 2).join());
        expect(first.size).toBe(222);
    });

    it('spreads numbers evenly over [0, 1)', () => {
        const random = new Random(42);
        const counts = new Array<number>(100).fill(0);
        for (let i = 0; i < 100_000; i++) {
            counts[Math.floor(random.next() * 100)]++;
        }
        expect(counts).toHaveLength(100);
        expect(chiSquared(counts)).toBeLessThan(176);
    });

    it('spreads the first numbers of neighbouring seeds evenly', () => {
        const counts = new Array<number>(100).fill(0);
        for (let seed = 0; seed < 100_000; seed++) counts[new Random(seed).integer(100)]++;
        expect(chiSquared(counts)).toBeLessThan(176);
    });

    it('draws every integer below the bound, and no other', () => {
        fc.assert(
            fc.property(fc.integer(), fc.integer({ min: 1, max: 8 }), (seed, bound) => {
                const random = new Random(seed);
                const seen = new Set(Array.from({ length: 200 }, () => random.integer(bound)));
                expect([...seen].sort()).toEqual(Array.from({ length: bound }, (_, i) => i));
            }),
        );
        const random = new Random(3);
        for (let i = 0; i < 1000; i++) expect(random.integer(2 ** 32)).toBeLessThan(2 ** 32);
    });

    it('draws normal numbers of mean 0 and variance 1', () => {
        const random = new Random(5);
        let sum = 0;
        let squares = 0;
        let beyond = 0;
        const count = 100_000;
        for (let i = 0; i < count; i++) {
            const value = random.normal();
            sum += value;
            squares += value * value;
            if (Math.abs(value) > 1.96) beyond++;
        }
        expect(Math.abs(sum / count)).toBeLessThan(0.015);
        expect(Math.abs(squares / count - 1)).toBeLessThan(0.02);
        expect(Math.abs(beyond / count - 0.05)).toBeLessThan(0.004);
    });

    it('shuffles lists and typed arrays into each order equally often', () => {
        const random = new Random(11);
        const counts = new Map<string, number>();
        for (let i = 0; i < 24_000; i++) {
            const list = Int32Array.of(0, 1, 2, 3);
            random.shuffle(list);
            counts.set(list.join(), (counts.get(list.join()) ?? 0) + 1);
        }
        expect(counts.size).toBe(24);
        // 23 degrees of freedom: 1 in 1,000,000 samples lies above 69.
        expect(chiSquared([...counts.values()])).toBeLessThan(69);
    });

    it('leaves empty and single lists alone', () => {
        const random = new Random(1);
        const empty: number[] = [];
        const single = ['a'];
        random.shuffle(empty);
        random.shuffle(single);
        expect([empty, single]).toEqual([[], ['a']]);
        expect(random.bits()).toBe(new Random(1).bits());
    });

    it('splits into generators that do not disturb each other', () => {
        fc.assert(
            fc.property(fc.integer(), fc.nat({ max: 50 }), (seed, used) => {
                const parent = new Random(seed);
                const child = parent.split();
                draws(child, used);
                const undisturbed = new Random(seed);
                undisturbed.split();
                expect(draws(parent, 5)).toEqual(draws(undisturbed, 5));
            }),
        );
    });

    it('splits into generators that are uncorrelated', () => {
        const parent = new Random(9);
        const children = [parent, parent.split(), parent.split()];
        const count = 20_000;
        const columns = children.map((child) => Array.from({ length: count }, () => child.next() - 0.5));
        for (const [i, j] of [
            [0, 1],
            [0, 2],
            [1, 2],
        ] as const) {
            const correlation = columns[i].reduce((sum, value, k) => sum + value * columns[j][k], 0) / count / (1 / 12);
            // Five standard deviations of the correlation of independent columns.
            expect(Math.abs(correlation)).toBeLessThan(5 / Math.sqrt(count));
        }
    });
});
