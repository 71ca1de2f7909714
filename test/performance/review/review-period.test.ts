import { describe, expect, it } from 'vitest';
import { makeMarket } from '../../../bench/performance/made-market.js';
import { generateYear, type PlantedKind } from '../../../examples/data/generate-year.mjs';
import { type PeriodReview, planForReview, type ReviewPlan, reviewPeriod } from '../../../src/performance/index.js';
import { sampleAccounts, samplePlan, sampleReps } from '../../fuzz/catalogue/sample-plan.js';
import { issuesOf } from '../issues.js';

const START = '2027-01-04';
const PLANT: readonly PlantedKind[] = ['weak-territory', 'overworked-rep', 'costly-account'];

describe('a review of generated years', () => {
    const YEARS = 12;

    it('finds what is planted, and nothing else', () => {
        let found = 0;
        let planted = 0;
        const others: string[] = [];
        for (let seed = 1; seed <= YEARS; seed++) {
            const market = makeMarket(16, 55, seed);
            const year = generateYear(market, { seed, start: START, plant: PLANT });
            const { findings } = reviewPeriod(market, year, year.period);
            const names = year.truths.map(({ kind, repId, accountId }) => `${kind} ${accountId ?? repId}`);
            const told = findings.map(({ kind, repId, accountId }) => `${kind} ${accountId ?? repId}`);
            planted += names.length;
            found += names.filter((name) => told.includes(name)).length;
            others.push(...told.filter((name) => !names.includes(name)));
        }
        expect(found / planted).toBeGreaterThanOrEqual(0.95);
        expect(others.length).toBeLessThanOrEqual(0.05 * planted);
    });

    it('finds missed calls, detours and falling sales', () => {
        let found = 0;
        let planted = 0;
        const others: string[] = [];
        for (let seed = 1; seed <= YEARS; seed++) {
            const market = makeMarket(16, 55, seed);
            const plant: readonly PlantedKind[] = ['missed-calls', 'excess-driving', 'falling-sales'];
            const year = generateYear(market, { seed, start: START, plant });
            const { findings } = reviewPeriod(market, year, year.period);
            const reps = new Set(year.truths.map(({ repId }) => repId));
            planted += year.truths.length;
            found += year.truths.filter(({ kind, repId }) =>
                findings.some((one) => one.kind === kind && one.repId === repId),
            ).length;
            others.push(...findings.filter(({ repId }) => !reps.has(repId)).map(({ message }) => message));
        }
        expect(found / planted).toBeGreaterThanOrEqual(0.95);
        expect(others.length).toBeLessThanOrEqual(0.05 * planted);
    });

    it('says nothing of what accounts cost in less than four weeks', () => {
        const market = makeMarket(16, 55, 1);
        const year = generateYear(market, { seed: 1, start: START, plant: PLANT });
        const { findings, notes } = reviewPeriod(market, year, { start: START, end: '2027-01-24' });
        expect(findings.filter(({ kind }) => kind === 'costly-account')).toEqual([]);
        expect(notes.join(' ')).toContain('the cost of accounts is not looked at: that takes 28 days');
    });

    it('finds nothing in noise', () => {
        const findings = [];
        for (let seed = 1001; seed <= 1000 + YEARS; seed++) {
            const market = makeMarket(16, 55, seed);
            const year = generateYear(market, { seed, start: START });
            findings.push(...reviewPeriod(market, year, year.period).findings);
        }
        expect(findings).toEqual([]);
    });
});

/** Two reps with two accounts each, called on weekly for eight weeks. */
const PLAN: ReviewPlan = {
    accounts: [
        { id: 'a', name: 'Alpha', repId: 'ann', tier: 'A', potential: 100, callFrequency: 4, callDuration: 1800 },
        { id: 'b', repId: 'ann', tier: 'B', potential: 50, callFrequency: 4, callDuration: 1800 },
        { id: 'c', repId: 'bob', tier: 'A', potential: 100, callFrequency: 4, callDuration: 1800 },
        { id: 'd', tier: 'B', potential: 50, callFrequency: 4 },
    ],
    reps: [
        { id: 'ann', name: 'Ann', weeklyHours: 36_000, travelPerCall: 600 },
        { id: 'bob', share: 0.5, weeklyHours: 18_000, travelPerCall: 600 },
    ],
    visits: [
        { accountId: 'a', repId: 'ann', date: '2027-01-04' },
        { accountId: 'b', repId: 'ann', date: '2027-01-05' },
    ],
    planned: { start: '2027-01-04', end: '2027-01-10' },
};
const PERIOD = { start: '2027-01-04', end: '2027-01-31' };
const RESULTS = {
    calls: [
        { accountId: 'a', repId: 'ann', date: '2027-01-04', duration: 3600, travelDuration: 1200 },
        { accountId: 'a', repId: 'ann', date: '2027-01-11' },
        { accountId: 'c', repId: 'ann', date: '2027-01-12' },
        { accountId: 'c', repId: 'bob', date: '2027-01-20', duration: 900, travelDuration: 0 },
        { accountId: 'a', repId: 'ann', date: '2026-12-30' },
    ],
    orders: [
        { accountId: 'a', date: '2027-01-04', amount: 100_001, currency: 'EUR' },
        { accountId: 'c', date: '2027-01-31', amount: 50_000, currency: 'EUR' },
        { accountId: 'c', date: '2027-01-15', amount: 10_000, repId: 'ann' },
        { accountId: 'd', date: '2027-01-15', amount: 7 },
        { accountId: 'd', date: '2027-02-15', amount: 7 },
    ],
    quotas: [{ repId: 'bob', amount: 100_000 }],
};

describe('the action for an overworked rep', () => {
    it('hands over accounts of that rep to one who has room and is near, and no more than the excess', () => {
        for (let seed = 1; seed <= 6; seed++) {
            const market = makeMarket(16, 55, seed);
            const year = generateYear(market, { seed, start: START, plant: ['overworked-rep'] });
            const review = reviewPeriod(market, year, year.period);
            const finding = review.findings.find(({ kind }) => kind === 'overworked-rep')!;
            const { toRepId, accountIds = [], call } = finding.action;
            const timeOf = (id: string): number => {
                const row = review.reps.find(({ repId }) => repId === id)!;
                return row.serviceDuration + row.travelDuration;
            };
            const mean = review.reps.reduce((sum, { repId }) => sum + timeOf(repId), 0) / review.reps.length;
            const handed = new Set(accountIds);
            const moved = year.calls.reduce(
                (sum, { accountId, duration = 0, travelDuration = 0 }) =>
                    handed.has(accountId) ? sum + duration + travelDuration : sum,
                0,
            );
            expect(call).toBe('rebalanceTerritories');
            expect(accountIds.length).toBeGreaterThan(0);
            for (const id of accountIds) expect(market.accounts.find((account) => account.id === id)?.repId).toBe(finding.repId);
            expect(timeOf(toRepId!)).toBeLessThan(1.1 * mean);
            // One account may go beyond what is left.
            expect(timeOf(toRepId!) + moved).toBeLessThan(1.25 * mean);
            expect(moved).toBeLessThan(timeOf(finding.repId!) - mean * 0.9);
        }
    });
});

describe('reviewPeriod', () => {
    it('counts calls, time and money by hand', () => {
        const { team, reps, tiers, notes, currency, slices, fairness, drift } = reviewPeriod(PLAN, RESULTS, PERIOD, {
            margin: 0.25,
            costPerHour: 3600,
        });
        expect(currency).toBe('EUR');
        expect(slices).toEqual(['2027-01-04', '2027-01-11', '2027-01-18', '2027-01-25']);
        expect(reps[0]).toMatchObject({
            repId: 'ann',
            name: 'Ann',
            accounts: 2,
            potential: 150,
            sales: 110_001,
            orders: 2,
            calls: 3,
            callsDue: 8,
            completion: { part: 2, whole: 8 },
            // 3600 and twice 1800; 1200 and twice 600 by plan.
            serviceDuration: 7200,
            travelDuration: 2400,
            utilization: { part: 9600, whole: 144_000 },
            // Account a: 4800 and 2400 seconds at a cent a second; a quarter of 100,001, half a cent up.
            cost: 7200,
            margin: 25_000,
            contribution: 17_800,
            adherence: { planned: 2, asPlanned: 1, missed: 1, extra: 0 },
            salesBySlice: [100_001, 10_000, 0, 0],
            callsBySlice: [1, 2, 0, 0],
        });
        // Account b waits four weeks; account a, called on 30 December and two Mondays, misses only its last interval.
        expect(reps[0].intervals).toMatchObject({ intervals: 4, kept: 2, early: 0, late: 2 });
        expect(reps[1]).toMatchObject({
            sales: 50_000,
            calls: 1,
            completion: { part: 2, whole: 4 },
            serviceDuration: 900,
            // Both calls on account c, by any rep.
            cost: 3300,
            margin: 15_000,
            quota: { quota: 100_000, attainment: { value: 0.5 }, forecast: 50_000 },
        });
        expect(team).toMatchObject({ accounts: 4, sales: 160_008, orders: 4, calls: 4, callsDue: 16, potential: 300 });
        expect(team.completion.value).toBe(0.25);
        expect(tiers.map(({ tier, coverage }) => [tier, coverage.part, coverage.whole])).toEqual([
            ['A', 2, 2],
            ['B', 0, 2],
        ]);
        // 9600 seconds on a share of 1, 900 on one of a half.
        expect(fairness.hours.maxDeviation).toBeCloseTo(1 - 900 / 3500, 9);
        expect(drift.map(({ workloadIndex }) => workloadIndex)).toEqual([1, 1]);
        expect(notes).toContain('1 call is outside of the period, and is not counted');
        expect(notes).toContain('1 order is outside of the period, and is not counted');
    });

    it('says what cannot be told, and finds nothing in it', () => {
        const { findings, notes, tested, reps } = reviewPeriod(PLAN, RESULTS, PERIOD);
        expect(findings).toEqual([]);
        expect(tested['weak-territory']).toBe(0);
        expect(notes.join('\n')).toContain('takes four reps');
        expect(reps[0].salesIndex).toBeUndefined();
    });

    it('takes a period without any results', () => {
        const { team, findings } = reviewPeriod(PLAN, { calls: [], orders: [] }, PERIOD);
        expect(findings).toEqual([]);
        expect(team.windshieldShare.reading).toBe('of-nothing');
        expect(team.completion.value).toBe(0);
    });

    it('does not depend on the order of the rows', () => {
        const market = makeMarket(12, 20, 5);
        const year = generateYear(market, { seed: 5, start: START, plant: PLANT });
        const turned = { calls: [...year.calls].reverse(), orders: [...year.orders].reverse() };
        const [one, other] = [year, turned].map((results) => reviewPeriod(market, results, year.period));
        expect(withoutNoise(other)).toEqual(withoutNoise(one));
    });

    it('stays within the counts of the market when the period is cut short by asOf', () => {
        const market = makeMarket(12, 20, 5);
        const year = generateYear(market, { seed: 5, start: START });
        const half = reviewPeriod(market, year, { start: START, end: '2027-07-04' });
        const asOf = reviewPeriod(market, year, year.period, { asOf: '2027-07-04' });
        expect(asOf.team).toEqual(half.team);
    });

    it('names all faults at once', () => {
        const issues = issuesOf(() =>
            reviewPeriod(
                { ...PLAN, accounts: [...PLAN.accounts, { id: 'a', repId: 'zed', margin: 0.123_456_7 }] },
                {
                    calls: [
                        { accountId: 'x', repId: 'ann', date: '2027-01-04' },
                        { accountId: 'a', repId: 'zed', date: '2027-13-04' },
                        { accountId: 'a', repId: 'ann', date: '2027-01-04', duration: -1 },
                    ],
                    orders: [
                        { accountId: 'a', date: '2027-01-04', amount: -5, currency: 'EUR' },
                        { accountId: 'a', date: '2027-01-04', amount: 5, currency: 'USD' },
                        { accountId: 'a', date: '2027-01-04', amount: 0.5 },
                    ],
                    quotas: [
                        { repId: 'ann', amount: 1 },
                        { repId: 'ann', amount: 1 },
                    ],
                },
                PERIOD,
                { previous: { start: '2026-12-01', end: '2027-01-05' }, asOf: '2028-01-01' },
            ),
        );
        expect(issues).toEqual([
            'outside-period at options.asOf',
            'overlapping-periods at options.previous',
            'duplicate-id at plan.accounts.4.id',
            'unknown-id at plan.accounts.4.repId',
            'out-of-range at plan.accounts.4.margin',
            'out-of-range at results.calls.2.duration',
            'unknown-id at results.calls.0.accountId',
            'unknown-id at results.calls.1.repId',
            'invalid-date at results.calls.1.date',
            'not-an-integer at results.orders.2.amount',
            'out-of-range at results.orders.0.amount',
            'mixed-currency at results.orders.1.currency',
            'duplicate-id at results.quotas.1.repId',
        ]);
    });
});

describe('planForReview', () => {
    it('takes who works what, and how long the calendar drives', () => {
        const plan = planForReview(sampleAccounts(), sampleReps(), samplePlan());
        expect(plan.accounts.map(({ id }) => id)).toEqual(sampleAccounts().map(({ id }) => id));
        expect(plan.visits).toHaveLength(samplePlan().calendar.visits.length);
        const rep = plan.reps.find(({ travelPerCall }) => travelPerCall !== undefined)!;
        const days = samplePlan().calendar.days.filter(({ repId }) => repId === rep.id);
        const travel = days.reduce((sum, { travelDuration }) => sum + travelDuration, 0);
        const stops = days.reduce((sum, { visitIds }) => sum + visitIds.length, 0);
        expect(rep.travelPerCall).toBeCloseTo(travel / stops, 9);
        expect(reviewPeriod(JSON.parse(JSON.stringify(plan)), { calls: [], orders: [] }, PERIOD).reps).toHaveLength(
            plan.reps.length,
        );
    });
});

/** Sums of doubles in another order differ in their last bit. */
function withoutNoise(review: PeriodReview): unknown {
    return JSON.parse(JSON.stringify(review, (_, value) => (typeof value === 'number' ? Number(value.toPrecision(9)) : value)));
}
