import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IssueCollector } from '../../src/core/index.js';
import type { Account } from '../../src/market/index.js';
import { checkAccounts, checkOwners } from '../../src/market/internal.js';

function issuesOf(accounts: unknown): { code: string; path: readonly (string | number)[] }[] {
    const collector = new IssueCollector();
    const sound = checkAccounts(accounts, collector);
    expect(sound).toBe(collector.issues.length === 0);
    return collector.issues.map(({ code, path }) => ({ code, path }));
}

const full: Account = {
    id: 'a',
    name: 'Corner Shop',
    position: [8.7, 49.4],
    potential: 0,
    sales: 12.5,
    segment: 'shop',
    tier: 'B',
    priority: 100,
    callFrequency: 0.5,
    callDuration: 1800,
    hours: {
        mon: [
            [28_800, 43_200],
            [43_200, 61_200],
        ],
        sun: [],
    },
    skills: ['tasting'],
    owner: 'rep',
    data: { street: 'Hauptstr. 1', size: 3 },
};

describe('checkAccounts', () => {
    it('takes sound accounts, none included', () => {
        expect(issuesOf([])).toEqual([]);
        expect(issuesOf([full, { id: 'b', position: [-180, -90] }, { id: 'c', position: [180, 90], name: undefined }])).toEqual(
            [],
        );
    });

    it('names what is no list or no account', () => {
        expect(issuesOf('accounts')).toEqual([{ code: 'invalid-type', path: ['accounts'] }]);
        expect(issuesOf([null, 7])).toEqual([
            { code: 'invalid-type', path: ['accounts', 0] },
            { code: 'invalid-type', path: ['accounts', 1] },
        ]);
    });

    it.each([
        ['id', '', 'out-of-range', ['id']],
        ['id', undefined, 'invalid-type', ['id']],
        ['name', 5, 'invalid-type', ['name']],
        ['potential', -1, 'out-of-range', ['potential']],
        ['potential', Number.NaN, 'not-finite', ['potential']],
        ['sales', Number.POSITIVE_INFINITY, 'not-finite', ['sales']],
        ['sales', '5', 'invalid-type', ['sales']],
        ['tier', 'E', 'unknown-option', ['tier']],
        ['priority', 101, 'out-of-range', ['priority']],
        ['callFrequency', -0.5, 'out-of-range', ['callFrequency']],
        ['callDuration', 86_401, 'out-of-range', ['callDuration']],
        ['skills', 'tasting', 'invalid-type', ['skills']],
        ['skills', [''], 'out-of-range', ['skills', 0]],
        ['owner', null, 'invalid-type', ['owner']],
        ['data', [], 'invalid-type', ['data']],
        ['potental', 5, 'unknown-key', ['potental']],
        ['position', [1], 'invalid-type', ['position']],
        ['position', [Number.NaN, 1], 'not-finite', ['position', 0]],
        ['position', [1, '2'], 'invalid-type', ['position', 1]],
        ['position', [200, 10], 'invalid-longitude', ['position']],
        ['position', [10, 120], 'swapped-coordinates', ['position']],
        ['position', [120, 120], 'invalid-latitude', ['position']],
        ['hours', { monday: [] }, 'unknown-key', ['hours', 'monday']],
        ['hours', { mon: [[8, 86_401]] }, 'out-of-range', ['hours', 'mon', 0, 1]],
        ['hours', { mon: [[-1, 5]] }, 'out-of-range', ['hours', 'mon', 0, 0]],
        ['hours', { mon: [[3, 2]] }, 'inverted-window', ['hours', 'mon', 0]],
        [
            'hours',
            {
                tue: [
                    [10, 20],
                    [0, 11],
                ],
            },
            'overlapping-windows',
            ['hours', 'tue'],
        ],
        ['hours', { tue: [5] }, 'invalid-type', ['hours', 'tue', 0]],
    ])('finds %s = %o', (key, value, code, path) => {
        expect(issuesOf([{ ...full, [key]: value }])).toEqual([{ code, path: ['accounts', 0, ...path] }]);
    });

    it('finds a missing id and position', () => {
        const found = issuesOf([{}]);
        expect(found).toContainEqual({ code: 'missing-key', path: ['accounts', 0, 'id'] });
        expect(found).toContainEqual({ code: 'missing-key', path: ['accounts', 0, 'position'] });
    });

    it('finds ids that stand twice', () => {
        expect(issuesOf([full, { ...full, id: 'b' }, full])).toEqual([{ code: 'duplicate-id', path: ['accounts', 2, 'id'] }]);
    });

    it('names the place that the caller gives', () => {
        const collector = new IssueCollector();
        checkAccounts([{ ...full, priority: -1 }], collector, ['input', 'shops']);
        expect(collector.issues[0].path).toEqual(['input', 'shops', 0, 'priority']);
    });

    it('finds the one position that lies among the others if it is exchanged', () => {
        const accounts = Array.from({ length: 30 }, (_, i) => ({ id: `a${i}`, position: [-87 + (i % 6), 33 + (i % 5)] }));
        expect(issuesOf(accounts)).toEqual([]);
        accounts[7] = { id: 'a7', position: [34, -86] };
        expect(issuesOf(accounts)).toEqual([{ code: 'swapped-coordinates', path: ['accounts', 7, 'position'] }]);
    });

    it('leaves an account alone that is merely far away', () => {
        const accounts = Array.from({ length: 30 }, (_, i) => ({ id: `a${i}`, position: [-87 + (i % 6), 33 + (i % 5)] }));
        accounts[7] = { id: 'a7', position: [-157.8, 21.3] };
        expect(issuesOf(accounts)).toEqual([]);
    });

    // The fast test and the schema are two descriptions of one thing.
    it('finds the same in a list as in each account that the schema is made to look at', () => {
        const odd = fc.oneof(
            fc.constantFrom(undefined, null, '', 'x', true, -1, 0, 1, 101, 1e9, Number.NaN, Number.POSITIVE_INFINITY, 'A'),
            fc.array(fc.oneof(fc.integer({ min: -2, max: 100_000 }), fc.string({ maxLength: 2 })), { maxLength: 3 }),
            fc.dictionary(
                fc.constantFrom('mon', 'sun', 'day'),
                fc.array(fc.array(fc.integer({ min: -1, max: 90_000 }), { maxLength: 3 }), { maxLength: 2 }),
                { maxKeys: 2 },
            ),
        );
        fc.assert(
            fc.property(fc.constantFrom(...Object.keys(full)), odd, (key, value) => {
                const account = { ...full, [key]: value };
                // An unknown key sends the account past the fast test.
                const withUnknown = issuesOf([{ ...account, unknownKey: 1 }]).filter(
                    ({ code }) => code !== 'unknown-key' || key === 'hours',
                );
                const known = withUnknown.filter(({ path }) => path.at(-1) !== 'unknownKey');
                const structure = ['invalid-type', 'out-of-range', 'not-finite', 'unknown-key', 'unknown-option'];
                const own = issuesOf([account]).filter(({ code }) => structure.includes(code) && code !== 'invalid-latitude');
                expect(own).toEqual(known.filter(({ code }) => structure.includes(code)));
            }),
            { numRuns: 300 },
        );
    });
});

describe('checkOwners', () => {
    it('finds owners that are no reps', () => {
        const collector = new IssueCollector();
        const accounts = [full, { ...full, id: 'b', owner: 'stranger' }, { id: 'c', position: [0, 1] as const }];
        expect(checkOwners(accounts, [{ id: 'rep' }], collector)).toBe(false);
        expect(collector.issues).toMatchObject([{ code: 'unknown-id', path: ['accounts', 1, 'owner'], received: 'stranger' }]);
        expect(checkOwners(accounts, [{ id: 'rep' }, { id: 'stranger' }], new IssueCollector())).toBe(true);
    });
});
