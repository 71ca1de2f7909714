import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random, runSteps } from '../../src/core/index.js';
import { workingDays } from '../../src/planning/calendar.js';
import { draftCalendar } from '../../src/planning/draft.js';
import { DraftState, neighbourSteps } from '../../src/planning/draft-state.js';
import { priceAbsence } from '../../src/planning/price-absence.js';
import { buildRepWork, earliestStart, type RepWork } from '../../src/planning/rep-work.js';
import { buildSlotPatterns } from '../../src/planning/slots.js';
import { account, MONDAY, rep, scoresOf } from './small-market.js';

const HOUR = 3600;

/** Seconds of driving of the shortest order of a day's calls that keeps hours and shift; Infinity if there is none. */
function shortestDay(work: RepWork, day: number, accounts: readonly number[], time: number, place: number): number {
    const size = work.accounts.length + 1;
    if (accounts.length === 0) {
        const home = work.durations[place * size];
        return time + home <= work.days[day].close ? home : Number.POSITIVE_INFINITY;
    }
    let least = Number.POSITIVE_INFINITY;
    for (const next of accounts) {
        const drive = work.durations[place * size + next + 1];
        const start = earliestStart(work, next, day, time + drive);
        if (start === Number.POSITIVE_INFINITY) continue;
        const others = accounts.filter((other) => other !== next);
        least = Math.min(least, drive + shortestDay(work, day, others, start + work.service[next], next + 1));
    }
    return least;
}

function costOfDays(work: RepWork, days: readonly (readonly number[])[]): number {
    const served = new Set(days.flat());
    let cost = 0;
    days.forEach((accounts, d) => {
        cost += shortestDay(work, d, accounts, work.days[d].open, 0);
    });
    for (let i = 0; i < work.accounts.length; i++) if (!served.has(i)) cost += priceAbsence(work)[i];
    return cost;
}

function leastCost(work: RepWork): number {
    const days: number[][] = work.days.map(() => []);
    const best = (i: number): number => {
        if (i === work.accounts.length) return costOfDays(work, days);
        let least = best(i + 1);
        for (const day of days) {
            day.push(i);
            if (day.length <= (work.rep.maxVisitsPerDay ?? Number.POSITIVE_INFINITY)) least = Math.min(least, best(i + 1));
            day.pop();
        }
        return least;
    };
    return best(0);
}

const hours = fc.constantFrom(undefined, { mon: [[8 * HOUR, 9 * HOUR]] as const }, { tue: [[9 * HOUR, 10 * HOUR]] as const });
const place = fc.record({
    east: fc.integer({ min: -100, max: 100 }),
    north: fc.integer({ min: -60, max: 60 }),
    callDuration: fc.integer({ min: 0, max: 3 }).map((quarters) => quarters * 1800),
    priority: fc.integer({ min: 0, max: 100 }),
    hours,
});

describe('draftCalendar', () => {
    it('finds the best days of a week with few accounts', () => {
        fc.assert(
            fc.property(
                fc.array(place, { minLength: 1, maxLength: 5 }),
                fc.constantFrom(undefined, 2),
                fc.integer(),
                (places, most, seed) => {
                    const accounts = places.map(({ east, north, hours: open, ...more }, i) =>
                        account(`a${i}`, east, north, {
                            ...more,
                            callFrequency: 4,
                            ...(open === undefined ? {} : { hours: open }),
                        }),
                    );
                    const worker = rep('r', {
                        hours: { mon: [[8 * HOUR, 12 * HOUR]], tue: [[8 * HOUR, 11 * HOUR]] },
                        ...(most === undefined ? {} : { maxVisitsPerDay: most }),
                    });
                    const scores = scoresOf(accounts);
                    const due = accounts.map((item, i) => ({ account: item, score: scores[i], calls: 1 }));
                    const days = workingDays(worker, { start: MONDAY, weeks: 1 });
                    const work = runSteps(buildRepWork(worker, due, days, 1, { kind: 'great-circle' }));
                    const gaps = new Int32Array(accounts.length).fill(1);
                    const draft = runSteps(draftCalendar(work, buildSlotPatterns(work), gaps, { iterations: 300 }, seed));
                    expect(costOfDays(work, draft.tours)).toBeCloseTo(leastCost(work), 3);
                    draft.days.forEach(([day], i) => {
                        expect(draft.tours.findIndex((tour) => tour.includes(i))).toBe(day);
                    });
                },
            ),
            { numRuns: 40 },
        );
    });
});

describe('DraftState', () => {
    it('takes whole days apart where nothing is left out, and leaves the day that it closed free', () => {
        const staff = rep('r');
        const accounts = Array.from({ length: 12 }, (_, i) =>
            account(`a${i}`, 15 * (i % 4), 25 * Math.floor(i / 4), { callFrequency: 1 }),
        );
        const due = accounts.map((item, i) => ({ account: item, score: scoresOf(accounts)[i], calls: 1 }));
        const days = workingDays(staff, { start: MONDAY, weeks: 1, holidays: [], absences: [] });
        const work = runSteps(buildRepWork(staff, due, days, 1, { kind: 'great-circle' }));
        const state = new DraftState(
            work,
            buildSlotPatterns(work),
            new Int32Array(12).fill(1),
            [1],
            new Random(5),
            runSteps(neighbourSteps(work)),
        );
        state.insertAll(accounts.map((_, i) => i));
        let freed = 0;
        for (let round = 0; round < 400; round++) {
            const before = state.tours();
            const out = state.ruin();
            const whole = before.findIndex((tour) => tour.length > 0 && tour.join() === out.join());
            state.insertAll(state.order(out));
            expect(
                state
                    .tours()
                    .flat()
                    .sort((a, b) => a - b),
            ).toEqual(accounts.map((_, i) => i));
            if (whole !== -1 && state.tours()[whole].length === 0) freed++;
        }
        expect(freed).toBeGreaterThan(10);
    });
});

describe('neighbourSteps', () => {
    it('ranks the others of a few accounts a step, whatever their number', () => {
        const accounts = new Array(400).fill({});
        const steps = [...neighbourSteps({ accounts, durations: new Float64Array(401 * 401) } as unknown as RepWork)];
        expect(steps.length).toBeGreaterThan(400 / 8);
    });
});
