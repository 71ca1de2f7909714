import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/market/index.js';
import { activityPlan } from '../../../src/performance/index.js';
import { issuesOf } from '../issues.js';

const goal = { revenue: 1_000_000, start: '2027-01-04', end: '2027-01-31' };
const rates = { dealValue: 100_000, closeRate: 0.5, proposalRate: { part: 12, whole: 24 }, meetingRate: 0.25 };

describe('activityPlan', () => {
    it('walks back from revenue to calls, evenly over weeks', () => {
        const { total, weeks, smallSamples } = activityPlan(goal, rates);
        expect(total).toEqual({ calls: 160, meetings: 40, proposals: 20, deals: 10 });
        expect(weeks.map(({ calls, revenue }) => [calls, revenue])).toEqual(Array(4).fill([40, 250_000]));
        expect(smallSamples).toEqual(['proposalRate']);
    });

    it('sums up to the goal, exactly and in whole activities', () => {
        const rate = fc.double({ min: 0.01, max: 1, noNaN: true });
        const season = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 12, maxLength: 12 });
        fc.assert(
            fc.property(
                fc.record({ revenue: fc.integer({ min: 1, max: 1e9 }), days: fc.integer({ min: 0, max: 400 }), season }),
                fc.record({
                    dealValue: fc.integer({ min: 1e5, max: 1e7 }),
                    closeRate: rate,
                    proposalRate: rate,
                    meetingRate: rate,
                }),
                ({ revenue, days, season: months }, given) => {
                    const span = { start: '2026-11-05', end: addDays('2026-11-05', days) };
                    const { weeks, total, needed } = activityPlan({ revenue, ...span }, given, { season: months });
                    expect(weeks.reduce((sum, week) => sum + week.revenue, 0)).toBe(revenue);
                    expect(weeks[0].start).toBe(span.start);
                    expect(weeks.at(-1)!.end).toBe(span.end);
                    for (const key of ['calls', 'meetings', 'proposals', 'deals'] as const) {
                        expect(weeks.reduce((sum, week) => sum + week[key], 0)).toBe(total[key]);
                        expect(weeks.every((week) => Number.isInteger(week[key]) && week[key] >= 0)).toBe(true);
                        expect(total[key]).toBeGreaterThanOrEqual(needed[key] * (1 - 1e-8));
                        expect(total[key]).toBeLessThan(needed[key] + 1);
                    }
                    // A spreadsheet's column: months of single days.
                    let all = 0;
                    let first = 0;
                    for (let i = 0; i <= days; i++) {
                        const date = addDays(span.start, i);
                        const month = months[new Date(`${date}T00:00Z`).getUTCMonth()];
                        all += month;
                        if (date <= weeks[0].end) first += month;
                    }
                    expect(weeks[0].share).toBeCloseTo(first / all, 9);
                },
            ),
        );
    });

    it('checks capacity: hours, shares, and the ramp of a new rep', () => {
        const reps = [
            { id: 'old', hoursPerWeek: 30 },
            { id: 'half', hoursPerWeek: 30, share: 0.5 },
            { id: 'new', hoursPerWeek: 30, start: '2027-01-11' },
        ];
        const { weeks, capacity } = activityPlan(goal, rates, {
            reps,
            ramp: [0.5],
            durations: { call: 1800, meeting: 0, proposal: 0 },
        });
        // Capacities of 30 : 15 : 0 hours, then 30 : 15 : 15.
        expect(weeks.map((week) => week.reps.map(({ calls }) => calls))).toEqual([
            [27, 13, 0],
            [20, 10, 10],
            [20, 10, 10],
            [20, 10, 10],
        ]);
        expect(weeks[0].reps[2]).toMatchObject({ ramp: 0, capacity: 0, utilization: { value: null, reading: 'of-nothing' } });
        expect(capacity).toMatchObject({
            work: 160 * 1800,
            capacity: (45 + 3 * 60) * 3600,
            overloadedWeeks: [],
            feasibleShare: 1,
        });
    });

    it('tells the weeks and the share of the goal that do not fit', () => {
        const { capacity } = activityPlan(goal, rates, {
            reps: [{ id: 'a', hoursPerWeek: 10 }],
            durations: { call: 1800, meeting: 0, proposal: 0 },
        });
        expect(capacity?.overloadedWeeks).toHaveLength(4);
        expect(capacity?.feasibleShare).toBeCloseTo(0.5, 9);
        const unknown = activityPlan(goal, rates, { reps: [{ id: 'a', hoursPerWeek: 10, start: '2028-01-01' }] });
        expect(unknown.capacity).toMatchObject({
            capacity: 0,
            feasibleShare: 0,
            utilization: { value: null, reading: 'of-zero' },
        });
    });

    it('names all faults at once', () => {
        const bad = { dealValue: 0, closeRate: 1.2, proposalRate: 0, meetingRate: Number.NaN };
        expect(issuesOf(() => activityPlan({ ...goal, revenue: 0.5, end: '2026-12-31' }, bad, { ramp: [2] }))).toEqual([
            'out-of-range at goal.revenue',
            'out-of-range at rates.dealValue',
            'out-of-range at rates.closeRate',
            'out-of-range at rates.proposalRate',
            'not-finite at rates.meetingRate',
            'out-of-range at options.ramp.0',
        ]);
        const counted = {
            ...rates,
            closeRate: { part: 0, whole: 0 },
            proposalRate: { part: 3, whole: 2 },
            meetingRate: { part: 0, whole: 9 },
        };
        const reps = [
            { id: 'a', hoursPerWeek: 1, start: 'soon' },
            { id: 'a', hoursPerWeek: 1 },
        ];
        expect(issuesOf(() => activityPlan({ ...goal, end: '2026-12-31' }, counted, { season: [0], reps }))).toEqual([
            'inverted-period at goal',
            'of-nothing at rates.closeRate',
            'out-of-range at rates.proposalRate',
            'out-of-range at rates.meetingRate',
            'duplicate-id at options.reps.1.id',
            'invalid-date at options.reps.0.start',
            'dimension-mismatch at options.season',
        ]);
        const summer = [0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0];
        expect(issuesOf(() => activityPlan(goal, rates, { season: summer }))).toEqual(['of-nothing at options.season']);
    });
});
