import { describe, expect, it } from 'vitest';
import { type Account, auditAccounts } from '../../src/market/index.js';

const at = (id: string, position: unknown, name?: string): Account =>
    ({ id, position, ...(name === undefined ? {} : { name }) }) as Account;

/** Twenty accounts around Tennessee, about 100 km apart. */
const around = Array.from({ length: 20 }, (_, i) => at(`g${i}`, [-88 + (i % 5), 34 + Math.floor(i / 5)], `Shop ${i}`));

const codes = (accounts: Account[], nearby?: number) =>
    auditAccounts(accounts, nearby === undefined ? {} : { nearby }).map(({ code, accountIds }) => [code, ...accountIds]);

describe('auditAccounts', () => {
    it('finds nothing wrong with good accounts, or none', () => {
        expect(auditAccounts(around)).toEqual([]);
        expect(auditAccounts([])).toEqual([]);
    });

    it('finds positions that are missing, not on Earth or at null island', () => {
        const bad = [at('a', undefined), at('b', [-87, 100]), at('c', [36, -97.5]), at('d', [0, 0]), at('e', [Number.NaN, 3])];
        expect(codes([...around, ...bad])).toEqual([
            ['missing-position', 'a'],
            ['swapped-coordinates', 'b'],
            ['swapped-coordinates', 'c'],
            ['null-island', 'd'],
            ['not-finite', 'e'],
        ]);
        expect(auditAccounts([at('c', [36, -97.5])])[0].position).toEqual([-97.5, 36]);
    });

    it('finds a valid position that must be exchanged, and one that is merely far away', () => {
        const found = auditAccounts([...around, at('swapped', [35.2, -86.1])]);
        expect(found).toMatchObject([{ code: 'swapped-coordinates', accountIds: ['swapped'], position: [-86.1, 35.2] }]);
        expect(codes([...around, at('far', [139.7, 35.7])])).toEqual([['far-outlier', 'far']]);
    });

    it('finds coordinates with the wrong sign, also where several are wrong', () => {
        const mirrored = [at('west', [86.1, 35.2]), at('south', [-86.1, -35.2]), at('both', [86.1, -35.2])];
        expect(auditAccounts([...around, mirrored[0]])).toMatchObject([
            { code: 'mirrored-coordinates', accountIds: ['west'], position: [-86.1, 35.2] },
        ]);
        expect(codes([...around, ...mirrored])).toEqual(mirrored.map(({ id }) => ['mirrored-coordinates', id]));
        expect(codes([...around, at('s1', [35.2, -86.1]), at('s2', [35.3, -86.2]), at('s3', [35.4, -86.3])])).toEqual(
            ['s1', 's2', 's3'].map((id) => ['swapped-coordinates', id]),
        );
    });

    it('says nothing about strays where there are too few accounts to tell', () => {
        expect(codes([at('a', [-87, 36]), at('b', [-87.1, 36]), at('c', [139, 35])])).toEqual([]);
    });

    it('says nothing about strays where many lie far away', () => {
        const europe = Array.from({ length: 10 }, (_, i) => at(`e${i}`, [8 + i, 50]));
        expect(codes([...around, ...europe])).toEqual([]);
    });

    it('finds accounts of one name next to each other, also across the date line', () => {
        const twins = [
            at('a', [-86.0001, 36.5], 'Café Zoë'),
            at('b', [-86, 36.5], 'CAFE  ZOE.'),
            at('c', [-86.0002, 36.5001], 'cafe zoe'),
            at('d', [-86.01, 36.5], 'Cafe Zoe'),
        ];
        expect(codes([...around, ...twins])).toEqual([['likely-duplicate', 'a', 'b', 'c']]);
        expect(codes([...around, ...twins], 2000)).toEqual([['likely-duplicate', 'a', 'b', 'c', 'd']]);
        expect(codes([at('a', [179.9999, 10], 'x'), at('b', [-179.9999, 10], 'X')])).toEqual([['likely-duplicate', 'a', 'b']]);
    });

    it('finds accounts at exactly one position, once', () => {
        const same = [at('a', [-86.5, 36.5], 'One'), at('b', [-86.5, 36.5], 'Two'), at('c', [-86.5, 36.5])];
        expect(codes([...around, ...same])).toEqual([['shared-position', 'a', 'b', 'c']]);
        expect(codes([at('a', [1, 1], 'One'), at('b', [1, 1], 'one')])).toEqual([['likely-duplicate', 'a', 'b']]);
    });

    it('gives findings in the order of their first account, each with what to do', () => {
        const found = auditAccounts([at('x', [0, 0]), ...around, at('y', [-88, 34])]);
        expect(found.map(({ accountIds }) => accountIds)).toEqual([['x'], ['g0', 'y']]);
        for (const { fix, message } of found) expect(fix.length * message.length).toBeGreaterThan(0);
    });

    it('refuses an invalid distance', () => {
        expect(() => auditAccounts([], { nearby: -1 })).toThrow(
            expect.objectContaining({ issues: [expect.objectContaining({ code: 'out-of-range', path: ['options', 'nearby'] })] }),
        );
    });
});
