import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/market/index.js';
import {
    detectClockDrift,
    forecastPeriod,
    measureAttainment,
    measureIntervals,
    measureReach,
    measureWindshield,
} from '../../../src/performance/index.js';
import { issuesOf } from '../issues.js';

const PERIOD = { start: '2027-01-04', end: '2027-01-31' };
const call = (day: number, accountId = 'a', repId = 'ann') => ({ accountId, repId, date: addDays(PERIOD.start, day) });

describe('measureIntervals', () => {
    const weekly = [{ id: 'a', repId: 'ann', callFrequency: 4 }];

    it('counts an interval as kept, early or late', () => {
        const { total, accounts, reps } = measureIntervals(weekly, [call(0), call(7), call(10), call(24)], PERIOD);
        expect(total).toMatchObject({ intervals: 3, kept: 1, early: 1, late: 1 });
        expect(total.adherence).toMatchObject({ part: 1, whole: 3, reading: 'small-sample' });
        expect(accounts[0]).toMatchObject({ promised: 7, mean: 8, longest: 14 });
        expect(reps).toMatchObject([{ repId: 'ann', intervals: 3 }]);
    });

    it('lets calls before the period start an interval, and counts an open one only when it is overdue', () => {
        expect(measureIntervals(weekly, [call(-5), call(2), call(9), call(16), call(23)], PERIOD).total).toMatchObject({
            intervals: 4,
            kept: 4,
        });
        expect(measureIntervals(weekly, [call(0), call(7)], PERIOD).total).toMatchObject({ kept: 1, late: 1 });
        expect(measureIntervals(weekly, [], PERIOD).total).toMatchObject({ intervals: 1, late: 1 });
        expect(measureIntervals([{ id: 'a', callFrequency: 0.5 }], [], PERIOD).total.adherence.reading).toBe('of-nothing');
    });

    it('agrees with a count day by day', () => {
        const days = fc.uniqueArray(fc.integer({ min: -20, max: 27 }), { maxLength: 12 });
        fc.assert(
            fc.property(days, fc.constantFrom(1, 2, 4, 8), fc.constantFrom(0, 0.25, 0.5), (given, callFrequency, tolerance) => {
                const done = given.map((day) => call(day));
                const { total } = measureIntervals([{ id: 'a', callFrequency }], done, PERIOD, { tolerance });
                const promised = 28 / callFrequency;
                const made = new Set(given);
                let last: number | undefined;
                let [kept, early, late] = [0, 0, 0];
                for (let day = -20; day < 28; day++) {
                    if (!made.has(day)) continue;
                    if (day >= 0) {
                        const gap = day - (last ?? -1);
                        if (gap > promised * (1 + tolerance)) late++;
                        else if (last !== undefined && gap < promised * (1 - tolerance)) early++;
                        else if (last !== undefined) kept++;
                    }
                    last = day;
                }
                if (27 - (last ?? -1) > promised * (1 + tolerance)) late++;
                expect(total).toMatchObject({ kept, early, late });
            }),
        );
    });

    it('names all faults at once', () => {
        const issues = issuesOf(() =>
            measureIntervals(
                weekly,
                [
                    { ...call(0), accountId: 'x' },
                    { ...call(0), date: '2027-02-30' },
                ],
                {
                    start: '2027-02-01',
                    end: '2027-01-01',
                },
            ),
        );
        expect(issues.map((issue) => issue.split(' ')[0]).sort()).toEqual(['invalid-date', 'inverted-period', 'unknown-id']);
    });

    it('names a fault that a million calls have once', () => {
        const done = Array.from({ length: 1000 }, () => ({ ...call(0), accountId: 'x' }));
        expect(() => measureIntervals(weekly, done, PERIOD)).toThrow(/is the id of no account, as are 999 others of the list/);
        expect(issuesOf(() => measureIntervals(weekly, done, PERIOD))).toEqual(['unknown-id at done.0.accountId']);
    });
});

describe('measureReach', () => {
    it('tells coverage, full coverage and reach by tier', () => {
        const accounts = [
            { id: 'a', tier: 'A' as const, callFrequency: 2, potential: 60 },
            { id: 'b', tier: 'A' as const, callFrequency: 2, potential: 40 },
            { id: 'c', callFrequency: 0, potential: 100 },
        ];
        const done = [call(0), call(9), call(1, 'b'), call(2, 'c'), call(40, 'b'), call(-1, 'b')];
        const { total, tiers } = measureReach(accounts, done, PERIOD);
        expect(tiers.map(({ tier }) => tier)).toEqual(['A', undefined]);
        expect(tiers[0]).toMatchObject({ accounts: 2, targets: 2, covered: 2, fullyCovered: 1, calls: 3, callsDue: 4 });
        expect(total).toMatchObject({ accounts: 3, targets: 2, reached: 3 });
        expect(total.potentialReached.value).toBe(1);
    });

    it('says 0 of 0', () => {
        expect(measureReach([], [], PERIOD).total.coverage.reading).toBe('of-nothing');
    });
});

describe('measureWindshield', () => {
    it('divides driving by driving and work', () => {
        const { total, reps } = measureWindshield([
            { repId: 'ann', duration: 1800, travelDuration: 600 },
            { repId: 'bob', duration: 600, travelDuration: 600 },
        ]);
        expect(total.windshieldShare.value).toBeCloseTo(1200 / 3600);
        expect(reps.map(({ windshieldShare }) => windshieldShare.value)).toEqual([0.25, 0.5]);
        expect(measureWindshield([]).total.windshieldShare.reading).toBe('of-nothing');
    });
});

describe('measureAttainment', () => {
    const results = [4, 5, 6, 7].flatMap((day) => [
        { repId: 'ann', date: `2027-01-0${day}`, amount: 10 },
        { repId: 'bob', date: `2027-01-0${day}`, amount: day },
    ]);
    const targets = [
        { repId: 'ann', target: 100 },
        { repId: 'bob', target: 200 },
        { repId: 'cy', target: 50 },
    ];
    const period = { start: '2027-01-04', end: '2027-01-11' };

    it('forecasts each rep as forecastPeriod does, and the sum', () => {
        const { total, reps } = measureAttainment(period, targets, results, '2027-01-07');
        const own = results.filter(({ repId }) => repId === 'bob').map(({ date, amount }) => ({ date, amount }));
        expect(reps[1]).toEqual({ repId: 'bob', target: 200, ...forecastPeriod(period, own, '2027-01-07', { target: 200 }) });
        expect(reps[2]).toMatchObject({ repId: 'cy', actual: 0, forecast: 0, chance: 0 });
        expect(total).toMatchObject({ target: 350, actual: 62, forecast: 124 });
    });

    it('names all faults at once', () => {
        const issues = issuesOf(() =>
            measureAttainment(
                period,
                [...targets, { repId: 'ann', target: 1 }],
                [...results, { repId: 'dan', date: '2027-01-05', amount: 1 }, { repId: 'ann', date: '2027-01-09', amount: -1 }],
                '2027-01-07',
            ),
        );
        expect(issues.map((issue) => issue.split(' ')[0]).sort()).toEqual(['duplicate-id', 'out-of-range', 'unknown-id']);
    });
});

describe('detectClockDrift', () => {
    const DAY = 86_400;
    /** Stays of half an hour each morning and afternoon, the event somewhere within, by a clock that is ahead by `offsetOf`. */
    const makeDays = (offsetOf: (time: number) => number, days = 20) => {
        const events = Array.from({ length: 2 * days }, (_, i) => ({
            repId: 'ann',
            accountId: `a${i % 7}`,
            time: Math.floor(i / 2) * DAY + (i % 2) * 18_000 + 300 + ((i * 397) % 1200),
        }));
        const stays = events.map(({ repId, accountId, time }, i) => {
            const start = Math.floor(i / 2) * DAY + (i % 2) * 18_000;
            return { repId, accountId, start: start + offsetOf(time), end: start + 1800 + offsetOf(time) };
        });
        return { stays, events };
    };

    it('finds a clock that is an hour ahead', () => {
        const { stays, events } = makeDays(() => 3600);
        const [clock] = detectClockDrift(stays, events);
        expect(clock).toMatchObject({ status: 'off', agreeing: 0, agreeingCorrected: 40, driftPerDay: 0 });
        expect(Math.abs(clock.offset - 3600)).toBeLessThan(300);
    });

    it('finds a clock that loses three minutes a day', () => {
        const { stays, events } = makeDays((time) => (-180 * time) / DAY);
        const [clock] = detectClockDrift(stays, events);
        expect(clock.status).toBe('drifting');
        expect(clock.driftPerDay).toBeLessThan(-140);
        expect(clock.driftPerDay).toBeGreaterThan(-220);
    });

    it('leaves a clock alone that is in step, and says when there is too little to tell', () => {
        const { stays, events } = makeDays(() => 60);
        expect(detectClockDrift(stays, events)[0]).toMatchObject({ status: 'in-step', offset: 0 });
        expect(detectClockDrift(stays, events.slice(0, 5))[0]).toMatchObject({ status: 'unknown', pairs: 5 });
        expect(detectClockDrift(stays, [])[0]).toMatchObject({ status: 'unknown', pairs: 0 });
    });

    it('finds no drift in events that have nothing to do with the stays', () => {
        let state = 7;
        const random = (): number => {
            state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
            return state / 2_147_483_648;
        };
        let wrong = 0;
        for (let run = 0; run < 40; run++) {
            const stays = Array.from({ length: 40 }, (_, i) => ({
                repId: 'r',
                accountId: `${i}`,
                start: i * DAY,
                end: i * DAY + 1800,
            }));
            const events = stays.map(({ start }, i) => ({
                repId: 'r',
                accountId: `${i}`,
                time: start + 14_400 * (2 * random() - 1),
            }));
            if (detectClockDrift(stays, events)[0].status !== 'in-step') wrong++;
        }
        expect(wrong).toBeLessThanOrEqual(4);
    });

    it('names stays that end before they start', () => {
        const issues = issuesOf(() => detectClockDrift([{ repId: 'r', accountId: 'a', start: 2, end: 1 }], []));
        expect(issues.map((issue) => issue.split(' ')[0])).toEqual(['out-of-order']);
    });
});
