import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BeatplanError } from '../../src/core/index.js';
import { addDays, daysBetween, mondayOf } from '../../src/market/index.js';
import { countDueCalls } from '../../src/planning/due-calls.js';
import type { VisitOptions } from '../../src/planning/plan-options.js';
import type { VisitPlan } from '../../src/planning/visit-plan.js';
import { planVisits } from '../../src/planning/visit-planner.js';
import {
    account,
    assignAll,
    findViolations,
    MONDAY,
    OFFICE_HOURS,
    rep,
    scoresOf,
    someAccounts,
    someReps,
} from './small-market.js';

const HOUR = 3600;
const quick: VisitOptions = { start: MONDAY, stop: { iterations: 100 } };

const datesOf = (plan: VisitPlan, accountId: string): string[] =>
    plan.visits
        .filter((visit) => visit.accountId === accountId)
        .map((visit) => visit.date)
        .sort();
const gapsOf = (dates: string[]): number[] => dates.slice(1).map((date, i) => daysBetween(dates[i], date));
const weekOf = (date: string): number => Math.floor(daysBetween(MONDAY, date) / 7);

describe('planVisits', () => {
    it('keeps every rule on any small market', () => {
        const options = fc.record({
            weeks: fc.integer({ min: 1, max: 5 }),
            dueAfter: fc.constantFrom(0, 0.5, 1),
            visitValues: fc.constantFrom([1], [1, 0.5], [0.8, 0.8, 0]),
            holidays: fc.subarray(['2026-01-05', '2026-01-06', '2026-01-14', '2026-02-02']),
            absences: fc.constantFrom([], [{ repId: 'r0', dates: [0, 1, 2, 3, 4].map((day) => addDays('2026-01-12', day)) }]),
        });
        fc.assert(
            fc.property(someAccounts, someReps, options, (accounts, reps, some) => {
                const all = { ...quick, ...some };
                const assignment = Object.fromEntries(accounts.map((item, i) => [item.id, reps[i % reps.length].id]));
                if (accounts.length > 5) delete assignment['a5'];
                const scores = scoresOf(accounts);
                const plan = planVisits(accounts, reps, scores, assignment, all);

                // Every call that is due stands once, with the account's numbers 1, 2, 3, …
                const ids = [...plan.visits, ...plan.unscheduled].map((call) => call.id);
                const due = reps.flatMap((worker) => {
                    const own = accounts.filter((item) => assignment[item.id] === worker.id);
                    const counts = countDueCalls(
                        own.map((item) => ({ id: item.id, position: item.position, callFrequency: item.callFrequency! })),
                        worker.home,
                        MONDAY,
                        all.weeks,
                    );
                    return own.flatMap((item, i) => Array.from({ length: counts[i] }, (_, n) => `${item.id}#${n + 1}`));
                });
                expect(ids.filter((id) => !id.startsWith('a5#')).sort()).toEqual(
                    due.filter((id) => !id.startsWith('a5#')).sort(),
                );
                expect(new Set(ids).size).toBe(ids.length);
                for (const call of plan.unscheduled) expect(call.code === 'no-owner').toBe(call.repId === undefined);

                // Hours, shifts, skills and most visits, by the checker of routing.
                expect(findViolations(plan, accounts, reps)).toEqual([]);

                // One route a day, none on a day off, all in the period and in order; visits stand in the order of the days.
                const days = plan.days.map((day) => `${day.repId}/${day.date}`);
                expect(new Set(days).size).toBe(days.length);
                for (const { repId, date } of plan.days) {
                    expect(all.holidays).not.toContain(date);
                    expect(all.absences.some((off) => off.repId === repId && off.dates.includes(date))).toBe(false);
                    expect(weekOf(date)).toBeGreaterThanOrEqual(0);
                    expect(weekOf(date)).toBeLessThan(all.weeks);
                }
                expect(plan.visits.map(({ id, repId, date, order }) => [id, `${repId}/${date}`, order])).toEqual(
                    plan.days.flatMap(({ repId, date, visitIds }) => visitIds.map((id, i) => [id, `${repId}/${date}`, i + 1])),
                );
                for (const visit of plan.visits) expect(visit.departure).toBeLessThanOrEqual(24 * HOUR);

                // Calls on one account keep their order, and their distance where they are not due several times a week.
                for (const item of accounts) {
                    const own = plan.visits.filter((visit) => visit.accountId === item.id);
                    own.sort((a, b) => Number(a.id.split('#')[1]) - Number(b.id.split('#')[1]));
                    const count = ids.filter((id) => id.startsWith(`${item.id}#`)).length;
                    const least = count > all.weeks ? 1 : Math.max(1, Math.floor((all.dueAfter * 7 * all.weeks) / count));
                    for (const gap of gapsOf(own.map((visit) => visit.date))) expect(gap).toBeGreaterThanOrEqual(least);
                }
            }),
            { numRuns: 60 },
        );
    });

    it('gives the same plan again, whatever the order of accounts and reps', () => {
        fc.assert(
            fc.property(someAccounts, someReps, (accounts, reps) => {
                const assignment = Object.fromEntries(accounts.map((item, i) => [item.id, reps[i % reps.length].id]));
                const plan = planVisits(accounts, reps, scoresOf(accounts), assignment, quick);
                expect(withoutClock(planVisits(accounts, reps, scoresOf(accounts), assignment, quick))).toEqual(
                    withoutClock(plan),
                );
                const turned = [...accounts].reverse();
                const again = planVisits(turned, [...reps].reverse(), scoresOf(turned), assignment, quick);
                const sorted = (list: readonly { id: string }[]): unknown[] => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
                expect(sorted(again.visits)).toEqual(sorted(plan.visits));
                expect(sorted(again.unscheduled)).toEqual(sorted(plan.unscheduled));
            }),
            { numRuns: 15 },
        );
    });

    it('answers to nothing with nothing', () => {
        expect(planVisits([], [], [], {}, { start: MONDAY })).toEqual({
            start: MONDAY,
            weeks: 4,
            holidays: [],
            absences: [],
            visits: [],
            days: [],
            unscheduled: [],
        });
        expect(planVisits([], [rep('r')], [], {}, quick).days).toEqual([]);
    });

    it('spreads calls: two in four weeks are two weeks apart, weekly ones keep their weekday', () => {
        const accounts = [
            ...Array.from({ length: 6 }, (_, i) => account(`two${i}`, i * 3, 5, { callFrequency: 2 })),
            ...Array.from({ length: 6 }, (_, i) => account(`four${i}`, -20, i * 7, { callFrequency: 4 })),
            account('eight', 10, 10, { callFrequency: 8 }),
            account('twelve', 12, 10, { callFrequency: 12 }),
        ];
        const plan = planVisits(accounts, [rep('r')], scoresOf(accounts), assignAll(accounts, 'r'), quick);
        expect(plan.unscheduled).toEqual([]);
        for (let i = 0; i < 6; i++) {
            const weeks = datesOf(plan, `two${i}`).map(weekOf);
            expect([
                [0, 2],
                [1, 3],
            ]).toContainEqual(weeks);
            const weekly = datesOf(plan, `four${i}`);
            expect(weekly.map(weekOf)).toEqual([0, 1, 2, 3]);
            const first = daysBetween(mondayOf(weekly[0]), weekly[0]);
            for (const date of weekly) expect(Math.abs(daysBetween(mondayOf(date), date) - first)).toBeLessThanOrEqual(1);
        }
        expect(Math.min(...gapsOf(datesOf(plan, 'eight')))).toBeGreaterThanOrEqual(2);
        expect(Math.min(...gapsOf(datesOf(plan, 'twelve')))).toBeGreaterThanOrEqual(2);
    });

    it('fills weeks evenly', () => {
        const accounts = Array.from({ length: 40 }, (_, i) => account(`a${i}`, (i % 8) * 4, Math.floor(i / 8) * 4));
        const plan = planVisits(accounts, [rep('r')], scoresOf(accounts), assignAll(accounts, 'r'), quick);
        const calls = [0, 0, 0, 0];
        for (const visit of plan.visits) calls[weekOf(visit.date)]++;
        expect(Math.max(...calls)).toBeLessThanOrEqual(12);
        expect(Math.min(...calls)).toBeGreaterThanOrEqual(8);
    });

    it('calls on accounts that lie together far away on one day', () => {
        const near = Array.from({ length: 8 }, (_, i) => account(`near${i}`, i, i % 3));
        const far = Array.from({ length: 3 }, (_, i) => account(`far${i}`, 200 + i, 60));
        const accounts = [...near, ...far];
        const plan = planVisits(accounts, [rep('r')], scoresOf(accounts), assignAll(accounts, 'r'), quick);
        expect(plan.unscheduled).toEqual([]);
        expect(new Set(far.flatMap((item) => datesOf(plan, item.id))).size).toBe(1);
    });

    it('calls only when the account is open', () => {
        const accounts = [
            account('tuesday', 5, 5, { hours: { tue: [[10 * HOUR, 11 * HOUR]] } }),
            account('twice', 5, 6, {
                callFrequency: 4,
                hours: {
                    mon: [
                        [8 * HOUR, 9 * HOUR],
                        [16 * HOUR, 16 * HOUR],
                    ],
                },
            }),
        ];
        const open = { ...quick, holidays: ['2026-01-06', '2026-01-13', '2026-01-20'] };
        const plan = planVisits(accounts, [rep('r')], scoresOf(accounts), assignAll(accounts, 'r'), open);
        const tuesday = plan.visits.filter((visit) => visit.accountId === 'tuesday');
        expect(tuesday.map((visit) => visit.date)).toEqual(['2026-01-27']);
        expect(tuesday[0].start).toBeGreaterThanOrEqual(10 * HOUR);
        expect(tuesday[0].start).toBeLessThanOrEqual(11 * HOUR);
        const twice = plan.visits.filter((visit) => visit.accountId === 'twice');
        expect(twice.map((visit) => visit.date)).toEqual(['2026-01-05', '2026-01-12', '2026-01-19', '2026-01-26']);
        // The last call could not end by five if it began at four and took more than the way home allows.
        for (const visit of twice) expect(visit.start).toBeLessThanOrEqual(9 * HOUR);
    });

    it('leaves out the least important calls of a rep who has too much to do', () => {
        const accounts = Array.from({ length: 30 }, (_, i) =>
            account(`a${String(i).padStart(2, '0')}`, i % 6, Math.floor(i / 6), { priority: 3 * i, callDuration: 3 * HOUR }),
        );
        const plan = planVisits(accounts, [rep('r')], scoresOf(accounts), assignAll(accounts, 'r'), {
            ...quick,
            weeks: 1,
            start: MONDAY,
        });
        const monthly = accounts.map((item) => ({ ...item, callFrequency: 4 }));
        const full = planVisits(monthly, [rep('r')], scoresOf(monthly), assignAll(monthly, 'r'), { ...quick, weeks: 1 });
        expect(plan.visits.length + plan.unscheduled.length).toBeLessThan(10);
        // Two calls of three hours fit into each of five days of nine hours.
        expect(full.visits.map((visit) => visit.accountId).sort()).toEqual(monthly.slice(20).map((item) => item.id));
        expect(new Set(full.unscheduled.map((call) => call.code))).toEqual(new Set(['no-room']));
        // Two calls of three hours and the way leave a third call of three hours too long for any day.
        for (const { message } of full.unscheduled) {
            expect(message).toMatch(
                /^\d+( h( \d+ min)?| min) more than r's \w+day \d+ January allows in addition to the visits planned there\.$/,
            );
        }
    });

    it('counts the first visit on an account more than its last', () => {
        // A visit of eight hours a week, and six that are due in two weeks: two of each account.
        const worker = rep('r', { hours: { mon: [[8 * HOUR, 17 * HOUR]] } });
        const accounts = ['a', 'b', 'c'].map((id, i) =>
            account(id, 0, 0, { callFrequency: 4, callDuration: 8 * HOUR, priority: 90 - 10 * i }),
        );
        const visited = (visitValues?: readonly number[]): string[] => {
            const options = { ...quick, weeks: 2, ...(visitValues && { visitValues }) };
            const { visits } = planVisits(accounts, [worker], scoresOf(accounts), assignAll(accounts, 'r'), options);
            return visits.map(({ accountId }) => accountId).sort();
        };
        expect(visited([1])).toEqual(['a', 'a']);
        expect(visited([1, 0.95])).toEqual(['a', 'a']);
        expect(visited([1, 0.8])).toEqual(['a', 'b']);
        expect(visited([1, 0])).toEqual(['a', 'b']);
        // 0.9 x 90 is above 80.
        expect(visited()).toEqual(['a', 'a']);
    });

    it('keeps more accounts the steeper the values of visits fall', () => {
        const accounts = Array.from({ length: 12 }, (_, i) =>
            account(`a${i}`, 4 * (i % 4), 4 * Math.floor(i / 4), {
                callFrequency: 4,
                callDuration: 5 * HOUR,
                priority: 50 + 3 * i,
            }),
        );
        const covered = [[1], [1, 0.8, 0.7, 0.6], [1, 0.3, 0.1, 0]].map((visitValues) => {
            const { visits } = planVisits(accounts, [rep('r')], scoresOf(accounts), assignAll(accounts, 'r'), {
                ...quick,
                visitValues,
            });
            expect(visits.length).toBe(20);
            return new Set(visits.map(({ accountId }) => accountId)).size;
        });
        expect(covered[0]).toBeLessThan(9);
        expect(covered[1]).toBeGreaterThan(covered[0]);
        expect(covered[2]).toBe(12);
    });

    it('moves calls out of a week in which the rep is away', () => {
        const accounts = [account('twice', 3, 3, { callFrequency: 2 }), account('weekly', 3, 4, { callFrequency: 4 })];
        const absences = [{ repId: 'r', dates: [0, 1, 2, 3, 4].map((day) => addDays(MONDAY, 7 + day)) }];
        const plan = planVisits(accounts, [rep('r')], scoresOf(accounts), assignAll(accounts, 'r'), { ...quick, absences });
        expect(datesOf(plan, 'twice').map(weekOf)).toEqual([0, 2]);
        // The call of the second week goes to the first or third, half an interval away from the others.
        expect(plan.unscheduled).toEqual([]);
        const weekly = datesOf(plan, 'weekly');
        expect(weekly.map(weekOf)).not.toContain(1);
        expect(Math.min(...gapsOf(weekly))).toBeGreaterThanOrEqual(3);
    });

    it('lets a weekly call leave its weekday where it would be lost otherwise', () => {
        const monday: [number, number] = [8 * HOUR, 17 * HOUR];
        const worker = rep('r', { hours: { mon: [monday], fri: [monday] } });
        const accounts = [
            account('weekly', 1, 1, { callFrequency: 4, callDuration: 5 * HOUR }),
            account('mondays', 2, 1, { callFrequency: 1, callDuration: 7 * HOUR, hours: { mon: [monday] } }),
            account('fridays', 1, 2, { callFrequency: 3, callDuration: 5 * HOUR, hours: { fri: [monday] } }),
        ];
        const plan = planVisits(accounts, [worker], scoresOf(accounts), assignAll(accounts, 'r'), quick);
        expect(plan.unscheduled).toEqual([]);
        const weekdays = datesOf(plan, 'weekly').map((date) => daysBetween(mondayOf(date), date));
        expect(weekdays.sort()).toEqual([0, 0, 0, 4]);
    });

    it('says why calls cannot be made at all', () => {
        const accounts = [
            account('stranger', 1, 1),
            account('cold', 1, 2, { skills: ['cooling'] }),
            account('sunday', 1, 3, { hours: { sun: [[0, 86400]] } }),
            account('far', 900, 0),
            account('early', 60, 0, { hours: { mon: [[0, 8 * HOUR]], tue: [[0, 8 * HOUR]] } }),
            account('late', 1, 4, { hours: { mon: [[16.5 * HOUR, 20 * HOUR]] } }),
            account('often', 1, 5, { callFrequency: 32, callDuration: 600 }),
        ];
        const { stranger: _, ...assignment } = assignAll(accounts, 'r');
        const plan = planVisits(accounts, [rep('r')], scoresOf(accounts), assignment, quick);
        const reasons = new Map(plan.unscheduled.map((call) => [call.accountId, call]));
        expect(plan.unscheduled.find((call) => call.accountId === 'stranger')).toEqual({
            id: 'stranger#1',
            accountId: 'stranger',
            code: 'no-owner',
            message: 'No rep works this account.',
        });
        expect(reasons.get('cold')).toMatchObject({
            repId: 'r',
            code: 'skill-missing',
            message: "r lacks the skill 'cooling'.",
        });
        expect(reasons.get('sunday')?.code).toBe('no-working-day');
        expect(reasons.get('far')?.code).toBe('shift-exceeded');
        expect(reasons.get('far')?.message).toMatch(
            /^\d+ h( \d+ min)? more than the longest day of r allows: \d+ h( \d+ min)? of driving and 1 h at the account\.$/,
        );
        expect(reasons.get('early')?.code).toBe('window-missed');
        expect(reasons.get('late')?.code).toBe('window-missed');
        expect(reasons.get('late')?.message).toMatch(
            /^\d+ min more than r's Monday allows: the visit could start at 16:30 at the earliest, and would have to start by 15:\d\d\.$/,
        );
        expect(datesOf(plan, 'often')).toHaveLength(20);
        const often = plan.unscheduled.filter((call) => call.accountId === 'often');
        expect(often).toHaveLength(12);
        expect(new Set(often.map((call) => call.code))).toEqual(new Set(['frequency-exceeds-days']));
        expect(often[0].message).toBe('The account is due 8 times in the week of 5 January, in which r can visit it on 5 days.');
    });

    it('reports a rep who has no day in the period', () => {
        const accounts = [account('a', 1, 1)];
        const holidays = [0, 1, 2, 3, 4].map((day) => addDays(MONDAY, day));
        const weekly = [{ ...accounts[0], callFrequency: 4 }];
        const plan = planVisits(weekly, [rep('r')], scoresOf(weekly), assignAll(weekly, 'r'), { ...quick, weeks: 1, holidays });
        expect(plan.visits).toEqual([]);
        expect(plan.unscheduled.map((call) => [call.id, call.code])).toEqual([['a#1', 'no-working-day']]);
    });

    it('names every problem of the input at once', () => {
        const accounts = [account('a', 1, 1), account('b', 2, 2)];
        const bad: VisitOptions = {
            start: '2026-01-07',
            weeks: 13,
            holidays: ['2026-02-30'],
            absences: [{ repId: 'ghost', dates: ['tomorrow'] }],
            ...({ holiday: [] } as object),
        };
        const structure = issuesOf(() => planVisits(accounts, [rep('r')], [], { a: 'ghost', c: 'r' }, bad));
        expect(structure).toEqual([
            ['unknown-id', 'scores.0'],
            ['unknown-id', 'scores.1'],
            ['unknown-id', 'assignment.a'],
            ['unknown-id', 'assignment.c'],
            ['out-of-range', 'options.weeks'],
            ['unknown-key', 'options.holiday'],
            ['invalid-date', 'options.start'],
            ['invalid-date', 'options.holidays.0'],
            ['unknown-id', 'options.absences.0.repId'],
            ['invalid-date', 'options.absences.0.dates.0'],
        ]);
        const { holiday: _, ...sound } = { ...bad, holiday: [], weeks: 4 };
        expect(issuesOf(() => planVisits(accounts, [rep('r')], scoresOf(accounts), {}, sound))).toEqual([
            ['invalid-date', 'options.start'],
            ['invalid-date', 'options.holidays.0'],
            ['unknown-id', 'options.absences.0.repId'],
            ['invalid-date', 'options.absences.0.dates.0'],
        ]);
        expect(issuesOf(() => planVisits(accounts, [rep('r')], scoresOf(accounts), {}, {} as VisitOptions))).toEqual([
            ['missing-key', 'options.start'],
        ]);
        const rising = { start: MONDAY, visitValues: [1, 0.5, 0.6] };
        expect(issuesOf(() => planVisits(accounts, [rep('r')], scoresOf(accounts), {}, rising))).toEqual([
            ['out-of-range', 'options.visitValues.2'],
        ]);
        expect(issuesOf(() => planVisits(accounts, [rep('r')], scoresOf(accounts), {}, { ...rising, visitValues: [] }))).toEqual([
            ['out-of-range', 'options.visitValues'],
        ]);
        const euclidean = { start: MONDAY, travel: { kind: 'euclidean' } } as unknown as VisitOptions;
        expect(issuesOf(() => planVisits(accounts, [rep('r')], scoresOf(accounts), {}, euclidean))).toEqual([
            ['unknown-option', 'options.travel.kind'],
        ]);
    });

    it('names the Monday that was probably meant', () => {
        try {
            planVisits([], [], [], {}, { start: '2026-01-07' });
            expect.unreachable();
        } catch (error) {
            expect((error as BeatplanError).issues[0].hint).toBe('the Monday of that week is 2026-01-05');
        }
    });

    it('plans more under a time limit than nothing', () => {
        const accounts = Array.from({ length: 10 }, (_, i) => account(`a${i}`, i, i));
        const plan = planVisits(accounts, [rep('r')], scoresOf(accounts), assignAll(accounts, 'r'), {
            start: MONDAY,
            stop: { seconds: 0.01 },
        });
        expect(plan.visits).toHaveLength(10);
        expect(findViolations(plan, accounts, [rep('r')])).toEqual([]);
    });

    it('works across the date line', () => {
        const accounts = [-179.95, 179.95, 179.9, -179.9].map((lng, i) => ({
            ...account(`a${i}`, 0, 0, { callFrequency: 2 }),
            position: [lng, -17] as const,
        }));
        const home = rep('r', { home: [180, -17], hours: OFFICE_HOURS });
        const plan = planVisits(accounts, [home], scoresOf(accounts), assignAll(accounts, 'r'), quick);
        expect(plan.visits).toHaveLength(8);
        expect(findViolations(plan, accounts, [home])).toEqual([]);
        expect(Math.max(...plan.days.map((day) => day.distance))).toBeLessThan(100_000);
    });
});

function issuesOf(call: () => unknown): [string, string][] {
    try {
        call();
    } catch (error) {
        if (error instanceof BeatplanError) return error.issues.map((issue) => [issue.code, issue.path.join('.')]);
        throw error;
    }
    throw new Error('nothing was thrown');
}

function withoutClock(plan: VisitPlan): string {
    return JSON.stringify(plan);
}
