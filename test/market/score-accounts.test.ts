import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Issue, IssueCollector } from '../../src/core/index.js';
import { type Account, type ScoreOptions, scoreAccounts } from '../../src/market/index.js';
import { checkScoreOptions } from '../../src/market/internal.js';

const at = (id: string, more: Partial<Account> = {}): Account => ({ id, position: [8.7, 49.4], ...more });

const five = [
    at('a', { potential: 100 }),
    at('b', { potential: 800 }),
    at('c', { potential: 60 }),
    at('d', { potential: 40 }),
    at('e'),
];

function issuesOf(accounts: readonly Account[], options: unknown): Issue[] {
    try {
        scoreAccounts(accounts, options as ScoreOptions);
    } catch (error) {
        return [...(error as { issues: Issue[] }).issues];
    }
    return [];
}

describe('scoreAccounts', () => {
    it('ranks by potential, tiers by its cumulated share, and takes calls from the tier', () => {
        const scores = scoreAccounts(five);
        expect(scores.map((score) => score.accountId)).toEqual(['a', 'b', 'c', 'd', 'e']);
        expect(scores.map((score) => score.score)).toEqual([75, 100, 50, 25, 0]);
        expect(scores.map((score) => score.tier)).toEqual(['B', 'A', 'B', 'C', 'C']);
        expect(scores.map((score) => score.priority)).toEqual([75, 100, 50, 25, 0]);
        expect(scores.map((score) => score.callFrequency)).toEqual([2, 4, 2, 1, 1]);
        expect(scores.map((score) => score.callDuration)).toEqual([1800, 2700, 1800, 1200, 1200]);
        expect(scores[4].missing).toEqual(['potential']);
        expect('missing' in scores[0]).toBe(false);
    });

    it('lets what an account says win', () => {
        const given = { tier: 'D', priority: 7, callFrequency: 0, callDuration: 60 } as const;
        const [score] = scoreAccounts([at('a', { potential: 5, ...given }), at('b')]);
        expect(score).toMatchObject({ score: 100, ...given });
    });

    it('takes calls by segment and tier, by segment, by tier, the most specific first', () => {
        const accounts = [
            at('a', { tier: 'A', segment: 'mall' }),
            at('b', { tier: 'B', segment: 'mall' }),
            at('c', { tier: 'B', segment: 'kiosk' }),
            at('d', { tier: 'C' }),
        ];
        const options = {
            frequencies: { 'mall/A': 8, mall: 3, B: 1.5 },
            durations: { mall: 100, C: 50 },
            priorities: { A: 99 },
        };
        const scores = scoreAccounts(accounts, options);
        expect(scores.map((score) => score.callFrequency)).toEqual([8, 3, 1.5, 1]);
        expect(scores.map((score) => score.callDuration)).toEqual([100, 100, 1800, 50]);
        // Nothing is known of these accounts but their tiers.
        expect(scores.map((score) => score.priority)).toEqual([99, 60, 60, 30]);
    });

    it('weighs factors by field, by key of data and by given values, and shows what each gives', () => {
        const accounts = [
            at('a', { potential: 1, data: { size: '10' } }),
            at('b', { potential: 3, data: { size: 30 } }),
            at('c', { potential: 2, data: { size: 'large' } }),
        ];
        const scores = scoreAccounts(accounts, {
            factors: {
                potential: 2,
                floor: { field: 'size', scale: 'min-max' },
                visits: { weight: 1, values: { a: 0, b: 5, c: 10 }, prefer: 'low', scale: 'min-max' },
            },
        });
        expect(scores.map((score) => score.contributions)).toEqual([
            { potential: 0, floor: 0, visits: 25 },
            { potential: 50, floor: 25, visits: 12.5 },
            { potential: 25, floor: 0, visits: 0 },
        ]);
        expect(scores.map((score) => score.score)).toEqual([25, 87.5, 25]);
        expect(scores[2].missing).toEqual(['floor']);
    });

    it('tiers by the first of potential, sales and score that tells accounts apart', () => {
        const bySales = [at('a', { sales: 90 }), at('b', { sales: 6 }), at('c', { sales: 4 })];
        expect(scoreAccounts(bySales).map((score) => score.tier)).toEqual(['A', 'B', 'C']);
        const byData = [at('a', { data: { size: 1 } }), at('b', { data: { size: 2 } }), at('c', { data: { size: 3 } })];
        // Scores 0, 50, 100: two thirds before b's turn.
        expect(scoreAccounts(byData, { factors: { size: 1 } }).map((score) => score.tier)).toEqual(['C', 'A', 'A']);
        expect(scoreAccounts([at('a'), at('b')]).map((score) => score.tier)).toEqual(['C', 'C']);
        expect(scoreAccounts(byData, { tiers: { by: 'size', cuts: [0.5] } }).map((score) => score.tier)).toEqual(['B', 'B', 'A']);
    });

    it('takes a missing potential for 0', () => {
        const [missing, zero] = scoreAccounts([at('a'), at('b', { potential: 0 }), at('c', { potential: 9 })]);
        expect(missing.score).toBe(zero.score);
        expect(missing.missing).toEqual(['potential']);
        expect('missing' in zero).toBe(false);
    });

    it('takes no accounts and a single one', () => {
        expect(scoreAccounts([])).toEqual([]);
        expect(scoreAccounts([at('a', { potential: 3 })])[0]).toMatchObject({ score: 50, tier: 'A', priority: 50 });
    });

    it('names every fault of accounts and options at once', () => {
        const found = issuesOf([at('a', { potential: -1 })], {
            factors: { potential: -1, size: { weigth: 1 } },
            tiers: { cuts: [2] },
            frequencies: { A: -4 },
            durations: { A: 'long' },
            colour: 'red',
        });
        expect(found.map(({ code, path }) => [code, path.join('.')])).toEqual(
            expect.arrayContaining([
                ['out-of-range', 'accounts.0.potential'],
                ['out-of-range', 'options.frequencies.A'],
                ['invalid-type', 'options.durations.A'],
                ['unknown-key', 'options.colour'],
            ]),
        );
        const rules = issuesOf([at('a')], { factors: { potential: -1, size: { weigth: 1 } }, tiers: { cuts: [2] } });
        expect(rules.map(({ code, path }) => [code, path.join('.')])).toEqual([
            ['out-of-range', 'options.factors.potential'],
            ['unknown-key', 'options.factors.size.weigth'],
            ['out-of-range', 'options.tiers.cuts'],
        ]);
    });

    it('finds fields that no account has, and guesses the one that was meant', () => {
        const accounts = [at('a', { data: { squareMetres: 5 } })];
        const found = issuesOf(accounts, { factors: { squareMeters: 1 }, tiers: { by: 'nothing' } });
        expect(found).toMatchObject([
            { code: 'unknown-option', path: ['options', 'factors', 'squareMeters'], hint: "did you mean 'squareMetres'?" },
            { code: 'unknown-option', path: ['options', 'tiers', 'by'] },
        ]);
    });

    it('finds weights that are all 0 and values that a scale cannot take', () => {
        expect(issuesOf(five, { factors: { potential: 0 } })).toMatchObject([
            { code: 'out-of-range', path: ['options', 'factors'] },
        ]);
        expect(issuesOf(five, { factors: {} })).toMatchObject([{ code: 'out-of-range', path: ['options', 'factors'] }]);
        const growth = [at('a', { data: { growth: -5 } })];
        expect(issuesOf(growth, { factors: { growth: { scale: 'log' } }, tiers: { by: 'growth' } })).toMatchObject([
            { code: 'out-of-range', path: ['options', 'factors', 'growth'], received: -5 },
            { code: 'out-of-range', path: ['options', 'tiers', 'by'] },
        ]);
    });

    it('checks options alone, before there are accounts', () => {
        const collector = new IssueCollector();
        expect(checkScoreOptions({ factors: { anything: 1 } }, collector)).toBe(true);
        expect(checkScoreOptions('fast', collector)).toBe(false);
        expect(collector.issues).toMatchObject([{ code: 'invalid-type', path: ['options'] }]);
    });

    it('gives scores of 0 to 100 that are the sum of their parts, whatever the order of the accounts', () => {
        const account = fc.record({ potential: fc.option(fc.nat(20), { nil: undefined }), sales: fc.nat(5), size: fc.nat(9) });
        const weight = fc.double({ min: 0.01, max: 5, noNaN: true });
        fc.assert(
            fc.property(fc.array(account, { minLength: 1, maxLength: 12 }), weight, weight, (rows, first, second) => {
                const accounts = rows.map(({ size, potential, sales }, i) =>
                    at(`a${i}`, { sales, data: { size }, ...(potential === undefined ? {} : { potential }) }),
                );
                const options: ScoreOptions = {
                    factors: { potential: first, sales: { weight: second, scale: 'log' }, size: { prefer: 'low' } },
                };
                const scores = scoreAccounts(accounts, options);
                for (const { score, contributions, priority } of scores) {
                    expect(score).toBeGreaterThanOrEqual(0);
                    expect(score).toBeLessThanOrEqual(100);
                    expect(priority).toBe(score);
                    expect(Object.values(contributions).reduce((sum, part) => sum + part, 0)).toBeCloseTo(score, 9);
                }
                expect(scoreAccounts([...accounts].reverse(), options).reverse()).toEqual(scores);
            }),
            { numRuns: 60 },
        );
    });
});

describe('scoreAccounts without potential', () => {
    const place = (id: string, more: Partial<Account>): Account => ({ id, position: [11, 48], ...more });

    it('takes sales for what they tell, so that A is more important than C', () => {
        const accounts = [
            place('a', { sales: 9000 }),
            place('b', { sales: 900 }),
            place('c', { sales: 90 }),
            place('d', { sales: 0 }),
        ];
        const scores = scoreAccounts(accounts);
        expect(scores.map(({ priority }) => priority)).toEqual([...scores.map(({ priority }) => priority)].sort((x, y) => y - x));
        expect(new Set(scores.map(({ priority }) => priority)).size).toBe(4);
        expect(scores[0]).toMatchObject({ tier: 'A', contributions: { sales: 100 } });
        expect(scores[0].missing).toBeUndefined();
    });

    it.each([undefined, 0])('takes sales also if all potentials are %s, and names what is missing', (potential) => {
        const given = potential === undefined ? {} : { potential };
        const [first, second] = scoreAccounts([place('a', { sales: 5, ...given }), place('b', { ...given })]);
        expect(first.priority).toBeGreaterThan(second.priority);
        expect(second.missing).toEqual(['sales']);
    });

    it('keeps to potential where one account has it', () => {
        const [first, second] = scoreAccounts([place('a', { sales: 5 }), place('b', { potential: 1 })]);
        expect(second.priority).toBeGreaterThan(first.priority);
        expect(first.missing).toEqual(['potential']);
    });
});
