import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/index.js';
import { addDays } from '../../../src/market/index.js';
import { forecastPeriod, measureFunnel } from '../../../src/performance/index.js';
import { issuesOf } from '../issues.js';

const period = { start: '2027-01-04', end: '2027-03-28' };

describe('forecastPeriod', () => {
    it('adds the run rate of the remaining days', () => {
        const days = [10, 11, 12, 13].map((amount, i) => ({ date: addDays('2027-01-04', i), amount }));
        const forecast = forecastPeriod({ start: '2027-01-04', end: '2027-01-11' }, days, '2027-01-07', {
            target: 92,
            level: 0.95,
        });
        expect(forecast).toMatchObject({
            actual: 46,
            elapsedDays: 4,
            remainingDays: 4,
            forecast: 92,
            reading: 'small-sample',
            attainment: { value: 0.5 },
            forecastAttainment: { value: 1 },
            requiredRate: { value: 11.5 },
        });
        // t(0.975, 3) = 3.18245, s^2 = 5 / 3, s * sqrt(4 + 16 / 4) = 3.65148.
        expect(forecast.high! - 92).toBeCloseTo(3.18245 * 3.65148, 3);
        expect(forecast.chance).toBeCloseTo(0.5, 9);
    });

    it('counts working days only, and days off on which something was sold', () => {
        const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
        const days = [
            { date: '2027-01-04', amount: 5 },
            { date: '2027-01-09', amount: 5 },
            { date: '2027-01-09', amount: 1 },
        ];
        expect(forecastPeriod({ start: '2027-01-04', end: '2027-01-17' }, days, '2027-01-10', { weekdays })).toMatchObject({
            actual: 11,
            elapsedDays: 6,
            remainingDays: 5,
        });
    });

    it('holds as many futures in its interval as it says', () => {
        const random = new Random(8);
        let inside = 0;
        const runs = 400;
        for (let run = 0; run < runs; run++) {
            const all = Array.from({ length: 84 }, (_, i) => ({
                date: addDays(period.start, i),
                amount: Math.max(0, 100 + 25 * random.normal()),
            }));
            const { low, high } = forecastPeriod(period, all.slice(0, 28), addDays(period.start, 27));
            const end = all.reduce((sum, { amount }) => sum + amount, 0);
            if (end >= low! && end <= high!) inside++;
        }
        // 80 %, with a standard error of 2 %.
        expect(inside / runs).toBeGreaterThan(0.73);
        expect(inside / runs).toBeLessThan(0.87);
    });

    it('tells what cannot be told: no day, one day, no target, none left', () => {
        expect(forecastPeriod(period, [], '2027-01-03', { target: 0 })).toMatchObject({
            runRate: { reading: 'of-nothing' },
            forecast: null,
            low: null,
            reading: 'of-nothing',
            attainment: { reading: 'of-nothing' },
        });
        expect(forecastPeriod(period, [{ date: '2027-01-04', amount: 3 }], '2027-01-04', { target: 9 })).toMatchObject({
            forecast: 252,
            low: null,
            chance: null,
        });
        expect(forecastPeriod(period, [{ date: '2027-01-04', amount: 3 }], '2027-03-28', { target: 9 })).toMatchObject({
            forecast: 3,
            low: 3,
            high: 3,
            chance: 0,
            requiredRate: { reading: 'of-zero' },
        });
    });

    it('names all faults at once', () => {
        const days = [
            { date: '2027-01-03', amount: 1 },
            { date: '2027-01-20', amount: 1 },
            { date: '2027-01-32', amount: 1 },
        ];
        expect(issuesOf(() => forecastPeriod(period, days, '2027-01-10', { level: 1, weekdays: ['moon' as 'mon'] }))).toEqual([
            'outside-period at results.0.date',
            'from-the-future at results.1.date',
            'invalid-date at results.2.date',
            'unknown-option at options.weekdays.0',
            'out-of-range at options.level',
        ]);
        expect(
            issuesOf(() =>
                forecastPeriod({ start: '2027-01-04', end: '2027-01-01' }, [{ date: '2027-01-04', amount: -1 }], '2026-01-01'),
            ),
        ).toEqual(['inverted-period at period', 'out-of-range at results.0.amount']);
        expect(issuesOf(() => forecastPeriod(period, [], '2026-12-31'))).toEqual(['outside-period at asOf']);
    });
});

describe('measureFunnel', () => {
    it('measures every step, with intervals, and tells 0 of 0 and small samples', () => {
        const steps = measureFunnel([
            { stage: 'calls', count: 200 },
            { stage: 'meetings', count: 20 },
            { stage: 'proposals', count: 0 },
            { stage: 'deals', count: 0 },
        ]);
        // Wilson's interval of 20 of 200, as printed by statistical packages: 0.0657 to 0.1495.
        expect(steps[1].conversion).toMatchObject({ value: 0.1, reading: 'sound' });
        expect(steps[1].conversion!.low).toBeCloseTo(0.0657, 4);
        expect(steps[1].conversion!.high).toBeCloseTo(0.1494, 3);
        expect(steps[2].conversion).toMatchObject({ value: 0, reading: 'small-sample', low: 0 });
        expect(steps[3].conversion).toEqual({ part: 0, whole: 0, value: null, reading: 'of-nothing', low: null, high: null });
        expect(steps[3].overall.value).toBe(0);
    });

    it('names rates above 1, and all other faults', () => {
        const stages = [
            { stage: 'calls', count: 1 },
            { stage: 'calls', count: 2 },
        ];
        expect(issuesOf(() => measureFunnel(stages))).toEqual([
            'duplicate-id at stages.1.stage',
            'out-of-range at stages.1.count',
        ]);
        expect(issuesOf(() => measureFunnel([]))).toEqual(['empty-input at stages']);
        expect(issuesOf(() => measureFunnel([{ stage: '', count: 0.5 }]))).toEqual([
            'out-of-range at stages.0.stage',
            'not-an-integer at stages.0.count',
        ]);
    });
});
