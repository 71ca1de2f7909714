import { describe, expect, it } from 'vitest';
import {
    type CommissionPlan,
    computeCommissions,
    type SalesResults,
    simulateCommissions,
} from '../../../src/performance/index.js';
import { issuesOf } from '../issues.js';
import { compareWithBookkeeper } from './random-commissions.js';

const quarters = [
    { start: '2027-01-01', end: '2027-03-31' },
    { start: '2027-04-01', end: '2027-06-30' },
    { start: '2027-07-01', end: '2027-09-30' },
];

const whole = (repId: string) => [{ repId, share: 1 }];
const reasonsOf = (plan: CommissionPlan, results: SalesResults, at = 0) =>
    computeCommissions(plan, results).statements[at].steps.map(({ kind, amount }) => [kind, amount]);

function results(amount: number, quota?: number): SalesResults {
    return {
        periods: quarters.slice(0, 1),
        reps: [{ id: 'ann', ...(quota === undefined ? {} : { quotas: [quota] }) }],
        deals: [{ id: 'd', date: '2027-02-01', amount, splits: whole('ann') }],
    };
}

describe('computeCommissions', () => {
    const tiers = [
        { from: 0, rate: 0.05 },
        { from: 100_000, rate: 0.08 },
    ];

    it('pays a marginal tier for what lies within it, a retroactive one for all', () => {
        expect(reasonsOf({ id: 'p', tiers }, results(150_000))).toEqual([
            ['tier', 5000],
            ['tier', 4000],
        ]);
        const retroactive = { id: 'p', tiers, tierMethod: 'retroactive' } as const;
        expect(computeCommissions(retroactive, results(150_000)).paid).toBe(12_000);
        expect(computeCommissions(retroactive, results(100_000)).paid).toBe(8000);
        expect(computeCommissions(retroactive, results(99_999)).paid).toBe(5000);
    });

    it('shows base, accelerator and cap, each with its figures', () => {
        const plan = {
            id: 'p',
            base: 1000,
            tiers: [{ from: 0, rate: 0.1 }],
            accelerators: [{ from: 1, multiplier: 1.5 }],
            cap: 12_000,
        };
        const [statement] = computeCommissions(plan, results(150_000, 100_000)).statements;
        expect(statement.steps).toEqual([
            { kind: 'base', amount: 1000, reason: 'base of the period' },
            { kind: 'tier', amount: 10_000, reason: '100000 (0 to 100000) x 0.1' },
            { kind: 'tier', amount: 7500, reason: '50000 (100000 to 150000) x 0.1 x 1.5' },
            { kind: 'cap', amount: -5500, reason: '17500 is capped at 12000' },
        ]);
        expect(statement).toMatchObject({ paid: 13_000, credit: 150_000, attainment: { value: 1.5 }, owed: 0 });
    });

    it('rounds half a cent up, though no double is exactly 0.145', () => {
        expect(computeCommissions({ id: 'p', tiers: [{ from: 0, rate: 0.145 }] }, results(100)).paid).toBe(15);
        expect(computeCommissions({ id: 'p', tiers: [{ from: 0, rate: 0.005 }] }, results(100)).paid).toBe(1);
        expect(computeCommissions({ id: 'p', tiers: [{ from: 0, rate: 0.004999 }] }, results(100)).paid).toBe(0);
    });

    it('divides a deal so that the credits sum up to it', () => {
        const splits = [
            { repId: 'ann', share: 0.333333 },
            { repId: 'bob', share: 0.333333 },
            { repId: 'cem', share: 0.333334 },
        ];
        const deals = [{ id: 'd', date: '2027-01-01', amount: 100, splits }];
        const { statements } = computeCommissions(
            { id: 'p' },
            { periods: quarters, reps: splits.map(({ repId }) => ({ id: repId })), deals },
        );
        expect(statements.slice(0, 3).map(({ credit }) => credit)).toEqual([33, 33, 34]);
    });

    it('takes back the difference that a reversal makes, and never more than the variable pay', () => {
        const plan: CommissionPlan = { id: 'p', base: 500, tiers, clawback: { days: 120 } };
        const sales: SalesResults = {
            periods: quarters,
            reps: [{ id: 'ann' }],
            deals: [
                { id: 'd', date: '2027-03-01', amount: 150_000, splits: whole('ann') },
                { id: 'e', date: '2027-07-01', amount: 150_000, splits: whole('ann') },
            ],
            reversals: [
                { dealId: 'd', date: '2027-05-01', amount: 60_000 },
                { dealId: 'd', date: '2027-08-01', amount: 1000 },
            ],
        };
        const { statements } = computeCommissions(plan, sales);
        // 9000 of 150,000 becomes 4500 of 90,000; the second comes 153 days after the deal.
        expect(statements.map(({ paid, owed }) => [paid, owed])).toEqual([
            [9500, 0],
            [500, 4500],
            [500 + 9000 - 4500, 0],
        ]);
        expect(statements[2].steps.at(-1)).toEqual({
            kind: 'clawback',
            amount: 0,
            reason: 'd: 1000 reversed after 153 days, more than 120',
        });
    });

    it('divides a team pool if the team has reached its threshold', () => {
        const pools = [{ id: 'team', members: ['ann', 'bob'], rate: 0.01, from: 1, divide: 'by-credit' as const }];
        const sales = (amount: number): SalesResults => ({
            periods: quarters.slice(0, 1),
            reps: ['ann', 'bob'].map((id) => ({ id, quotas: [10_000] })),
            deals: [
                { id: 'd', date: '2027-02-01', amount, splits: whole('ann') },
                { id: 'e', date: '2027-02-01', amount: 5000, splits: whole('bob') },
            ],
        });
        expect(computeCommissions({ id: 'p', pools }, sales(15_000)).statements.map(({ paid }) => paid)).toEqual([150, 50]);
        expect(computeCommissions({ id: 'p', pools }, sales(14_999)).paid).toBe(0);
    });

    it('agrees with a bookkeeper who looks at every cent, on 500 random plans', () => {
        const { clawed, owing } = compareWithBookkeeper(20270101, 500);
        // The plans are not all harmless ones.
        expect(clawed).toBeGreaterThan(50);
        expect(owing).toBeGreaterThan(15);
    });

    it('names all faults at once', () => {
        const plan = {
            id: 'p',
            currency: 'USD',
            tiers: [
                { from: 1, rate: 0.0000001 },
                { from: 1, rate: 0.1 },
            ],
            accelerators: [{ from: 1, multiplier: 2 }],
            pools: [{ id: 'x', members: ['ann', 'ann', 'zoe'], rate: 0.1 }],
        };
        const sales: SalesResults = {
            periods: [
                { start: '2027-01-01', end: '2027-01-31' },
                { start: '2027-02-01', end: '2027-02-28' },
            ],
            reps: [{ id: 'ann', quotas: [0] }, { id: 'bob' }],
            deals: [
                { id: 'd', date: '2027-03-01', amount: 5, currency: 'EUR', splits: [{ repId: 'ann', share: 0.9 }] },
                { id: 'd', date: '2027-01-31', amount: 5, splits: whole('eve') },
            ],
            reversals: [
                { dealId: 'd', date: '2027-01-01', amount: 6 },
                { dealId: 'f', date: '2027-02-30', amount: 1 },
            ],
        };
        expect(issuesOf(() => computeCommissions(plan, sales))).toEqual([
            'out-of-range at plan.tiers.0.rate',
            'out-of-range at plan.tiers.0.from',
            'out-of-range at plan.tiers.1.from',
            'duplicate-id at plan.pools.0.members.1',
            'dimension-mismatch at results.reps.0.quotas',
            'of-nothing at results.reps.0.quotas.0',
            'missing-key at results.reps.1.quotas',
            'mixed-currency at results.deals.0.currency',
            'duplicate-id at results.deals.1.id',
            'unknown-id at plan.pools.0.members.2',
            'outside-period at results.deals.0.date',
            'split-not-whole at results.deals.0.splits',
            'unknown-id at results.deals.1.splits.0.repId',
            'out-of-range at results.reversals.0.date',
            'out-of-range at results.reversals.0.amount',
            'invalid-date at results.reversals.1.date',
            'unknown-id at results.reversals.1.dealId',
        ]);
        const gaps = {
            ...results(1),
            periods: [quarters[0], quarters[2]],
            deals: [{ id: 'd', date: '2027-01-01', amount: -1, splits: [] }],
        };
        expect(issuesOf(() => computeCommissions({ id: 'p' }, gaps))).toEqual(['out-of-range at results.deals.0.amount']);
        expect(issuesOf(() => computeCommissions({ id: 'p' }, { ...gaps, deals: [] }))).toEqual([
            'period-gap at results.periods.1',
        ]);
        expect(
            issuesOf(() => computeCommissions({ id: 'p' }, { ...gaps, periods: [quarters[1], quarters[0]], deals: [] })),
        ).toEqual(['overlapping-periods at results.periods.1']);
        expect(issuesOf(() => computeCommissions({ id: 'p' }, { ...results(1), periods: [], deals: [] }))).toEqual([
            'empty-input at results.periods',
        ]);
    });
});

describe('simulateCommissions', () => {
    it('compares plans over past periods: cost, who gains and who loses', () => {
        const sales: SalesResults = {
            periods: quarters,
            reps: [{ id: 'ann' }, { id: 'bob' }, { id: 'new' }],
            deals: [
                { id: 'd', date: '2027-01-15', amount: 100_000, splits: whole('ann') },
                { id: 'e', date: '2027-05-15', amount: 20_000, splits: whole('bob') },
            ],
        };
        const flat = { id: 'flat', tiers: [{ from: 0, rate: 0.05 }] };
        const steep = {
            id: 'steep',
            tiers: [
                { from: 0, rate: 0.03 },
                { from: 50_000, rate: 0.1 },
            ],
        };
        const [first, second] = simulateCommissions([flat, steep], sales);
        expect(first).toMatchObject({ paid: 6000, change: 0, costOfSales: { value: 0.05 }, same: 3 });
        expect(second).toMatchObject({ paid: 6500 + 600, change: 1100, gain: 1, lose: 1, same: 1 });
        expect(second.periods.map(({ paid }) => paid)).toEqual([6500, 600, 0]);
        expect(second.reps[2].changeShare.reading).toBe('of-nothing');
        expect(second.paid).toBe(computeCommissions(steep, sales).paid);
        expect(simulateCommissions([flat], { ...sales, deals: [] })[0].costOfSales.reading).toBe('of-nothing');
    });

    it('names the faults of all plans', () => {
        const plans = [
            { id: 'a', cap: -1 },
            { id: 'b', tiers: [{ from: 5, rate: 0.1 }] },
        ];
        expect(issuesOf(() => simulateCommissions(plans, results(1)))).toEqual([
            'out-of-range at plans.0.cap',
            'out-of-range at plans.1.tiers.0.from',
        ]);
        expect(issuesOf(() => simulateCommissions([], results(1)))).toEqual(['empty-input at plans']);
        expect(issuesOf(() => simulateCommissions({} as never, results(1)))).toEqual(['invalid-type at plans']);
    });
});
