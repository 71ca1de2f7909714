import { beforeAll, describe, expect, it } from 'vitest';
import type { Account, Rep } from '../../../src/market/index.js';
import { compareTravelCosts, type TravelCosts, travelCost } from '../../../src/performance/index.js';
import { type BeatPlan, planBeats } from '../../../src/planning/index.js';
import { issuesOf } from '../issues.js';

const HOUR = 3600;
const hours = { mon: [[8 * HOUR, 16 * HOUR]] as const, tue: [[8 * HOUR, 16 * HOUR]] as const };
const reps: Rep[] = [
    { id: 'r', home: [0, 50], hours },
    { id: 's', home: [1, 50], hours },
];
const accounts: Account[] = Array.from({ length: 14 }, (_, i) => ({
    id: `a${i}`,
    position: [(i % 7) * 0.17, 50 + (i % 3) * 0.07],
    callFrequency: 1 + (i % 2),
    callDuration: 1800 + 600 * (i % 4),
}));
const rates = { perKm: 31.7, perHour: 4211, perNight: 9900 };

let plan: BeatPlan;
let costs: TravelCosts;
beforeAll(() => {
    plan = planBeats(accounts, reps, { start: '2027-01-04', stop: { iterations: 200 } });
    const [first, second] = plan.calendar.days;
    costs = travelCost(plan, rates, {
        nights: [{ repId: first.repId, date: first.date }],
        tolls: [{ repId: second.repId, date: second.date, amount: 101 }],
    });
});

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const KINDS = ['km', 'time', 'nights', 'tolls', 'travel', 'onSite', 'total'] as const;

describe('travelCost', () => {
    it('prices every day as a spreadsheet would, and divides it to the cent', () => {
        plan.calendar.days.forEach((day, i) => {
            const calls = costs.calls.filter(({ repId, date }) => repId === day.repId && date === day.date);
            expect(sum(calls.map(({ km }) => km))).toBe(Math.round((day.distance / 1000) * 31.7));
            expect(sum(calls.map(({ time }) => time))).toBe(Math.round((day.travelDuration / HOUR) * 4211));
            expect(sum(calls.map(({ onSite }) => onSite))).toBe(
                Math.round(((day.serviceDuration + day.waitingDuration) / HOUR) * 4211),
            );
            expect(sum(calls.map(({ nights }) => nights))).toBe(i === 0 ? 9900 : 0);
            expect(sum(calls.map(({ tolls }) => tolls))).toBe(i === 1 ? 101 : 0);
            expect(sum(calls.map(({ distance }) => distance))).toBeCloseTo(day.distance, 6);
        });
    });

    it('sums up exactly by call, account, territory and rep', () => {
        for (const key of KINDS) {
            for (const rows of [costs.calls, costs.accounts, costs.territories, costs.reps])
                expect(sum(rows.map((row) => row[key]))).toBe(costs.total[key]);
        }
        expect(costs.total.calls).toBe(plan.calendar.visits.length);
        expect(costs.accounts.map(({ id, calls }) => [id, calls])).toEqual(
            accounts
                .map(({ id }) => [id, plan.calendar.visits.filter(({ accountId }) => accountId === id).length])
                .filter(([, calls]) => (calls as number) > 0),
        );
    });

    it('gives half of a leg to either end, and the legs home to the calls at their ends', () => {
        const [day] = plan.calendar.days;
        const legs = [10_000, 4000, 2000];
        const visits = legs.map((distance, i) => ({ ...plan.calendar.visits[i], distance, travelDuration: 0 }));
        const figures = { visitIds: visits.map(({ id }) => id), distance: 16_000 + 20_000, travelDuration: 0 };
        const small = { ...plan, calendar: { ...plan.calendar, visits, days: [{ ...day, ...figures }] } };
        // 10 + 4 / 2, 4 / 2 + 2 / 2, 2 / 2 + 20.
        expect(travelCost(small, { perKm: 100 }).calls.map(({ km }) => km)).toEqual([1200, 300, 2100]);
    });

    it('names bad rates, and extras of days that are not in the plan', () => {
        const extras = {
            nights: [
                { repId: 'r', date: '2027-01-05' },
                { repId: 'r', date: '2027-01-05' },
                { repId: 'x', date: '2027-01-04' },
            ],
            tolls: [{ repId: 'r', date: '2027-01-09', amount: 0.5 }],
        };
        expect(issuesOf(() => travelCost(plan, { perKm: -1, perHour: Number.NaN }, extras))).toEqual([
            'out-of-range at rates.perKm',
            'not-finite at rates.perHour',
            'not-an-integer at extras.tolls.0.amount',
        ]);
        const found = issuesOf(() => travelCost(plan, {}, { nights: extras.nights }));
        expect(found).toContain('duplicate-id at extras.nights.1');
        expect(found).toContain('unknown-id at extras.nights.2');
    });
});

describe('compareTravelCosts', () => {
    it('tells what a plan saves, in all and by rep', () => {
        const [first, ...others] = plan.calendar.days;
        const shorter = travelCost({ ...plan, calendar: { ...plan.calendar, days: others } }, rates);
        const all = travelCost(plan, rates);
        const { total, reps: rows } = compareTravelCosts(all, shorter);
        expect(total.distance).toBeCloseTo(first.distance, 5);
        expect(total.travel).toBe(Math.round((first.distance / 1000) * 31.7) + Math.round((first.travelDuration / HOUR) * 4211));
        expect(total.calls).toBe(-first.visitIds.length);
        expect(sum(rows.map(({ travel }) => travel))).toBe(total.travel);
        expect(compareTravelCosts(all, all).total).toMatchObject({ travel: 0, perCall: 0, share: { value: 0 } });
        const none = travelCost({ ...plan, calendar: { ...plan.calendar, days: [] } }, rates);
        expect(compareTravelCosts(none, none).total).toMatchObject({
            perCall: null,
            share: { value: null, reading: 'of-nothing' },
        });
    });
});
