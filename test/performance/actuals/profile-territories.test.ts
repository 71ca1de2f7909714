import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactDifference } from '../../../src/performance/figures/hypergeometric.js';
import { type ProfiledAccount, profileTerritories } from '../../../src/performance/index.js';
import { issuesOf } from '../issues.js';

function choose(n: number, k: number): bigint {
    if (k < 0 || k > n) return 0n;
    let value = 1n;
    for (let i = 1; i <= k; i++) value = (value * BigInt(n - k + i)) / BigInt(i);
    return value;
}

describe('exactDifference', () => {
    it('counts all ways to draw a part, as whole numbers do', () => {
        const count = fc.integer({ min: 1, max: 40 });
        fc.assert(
            fc.property(count, fc.nat(40), fc.nat(40), fc.nat(40), (all, a, b, c) => {
                const [part, marked] = [a % (all + 1), b % (all + 1)];
                const least = Math.max(0, part + marked - all);
                const found = least + (c % (Math.min(part, marked) - least + 1));
                let [low, high] = [0n, 0n];
                for (let k = 0; k <= part; k++) {
                    const ways = choose(marked, k) * choose(all - marked, part - k);
                    if (k <= found) low += ways;
                    if (k >= found) high += ways;
                }
                const smaller = low < high ? low : high;
                const expected = Math.min(1, (2 * Number(smaller)) / Number(choose(all, part)));
                expect(exactDifference(found, part, marked, all)).toBeCloseTo(expected, 9);
            }),
        );
    });
});

describe('profileTerritories', () => {
    const made = (territoryId: string, count: number, traitsOf: (i: number) => ProfiledAccount['traits']): ProfiledAccount[] =>
        Array.from({ length: count }, (_, i) => ({ id: `${territoryId}${i}`, territoryId, traits: traitsOf(i) }));

    it('finds where a campaign has its audience', () => {
        const accounts = [
            ...made('north', 50, (i) => ({ segment: i % 2 === 0 ? 'grocery' : 'bar', products: ['milk', 'milk'] })),
            ...made('south', 50, (i) => ({
                segment: i % 2 === 0 ? 'grocery' : 'bar',
                products: i < 10 ? ['milk', 'ice'] : ['ice'],
            })),
        ];
        const [north, south] = profileTerritories(accounts);
        expect(north).toMatchObject({ territoryId: 'north', accounts: 50 });
        expect(north.traits.filter(({ isCertain }) => isCertain).map(({ value, index }) => [value, index])).toEqual([
            ['ice', 0],
            ['milk', 50 / 30],
        ]);
        expect(south.traits.find(({ value }) => value === 'bar')).toMatchObject({ index: 1, average: 0.5, isCertain: false });
    });

    it('calls few differences certain where accounts are dealt at random', () => {
        let state = 5;
        const random = (): number => {
            state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
            return state / 2_147_483_648;
        };
        let certain = 0;
        for (let run = 0; run < 40; run++) {
            const accounts = Array.from({ length: 200 }, (_, i) => ({
                id: `a${i}`,
                territoryId: `t${Math.floor(random() * 6)}`,
                traits: { segment: `s${Math.floor(random() * 5)}` },
            }));
            if (profileTerritories(accounts).some(({ traits }) => traits.some(({ isCertain }) => isCertain))) certain++;
        }
        expect(certain).toBeLessThanOrEqual(4);
    });

    it('takes no accounts, and names all faults at once', () => {
        expect(profileTerritories([])).toEqual([]);
        const account = { id: 'a', territoryId: 't', traits: {} };
        expect(issuesOf(() => profileTerritories([account, account], { level: 0.7 }))).toEqual([
            'duplicate-id at accounts.1.id',
            'out-of-range at options.level',
        ]);
        expect(issuesOf(() => profileTerritories([{ ...account, traits: { segment: 5 as never } }]))).toEqual([
            'invalid-type at accounts.0.traits.segment',
        ]);
    });
});
