import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { greatCircleDistance, type Position } from '../../../src/geo/index.js';
import { type Account, type AccountScore, type Rep, WEEKDAYS, type WeeklyHours } from '../../../src/market/index.js';
import { estimateWork } from '../../../src/territory/index.js';
import { estimateTourDistance } from '../../../src/territory/workload/day-estimate.js';
import type { WorkMatrix } from '../../../src/territory/workload/work-matrix.js';
import { driveDuration, tripEstimator } from '../../../src/travel/index.js';

const TRAVEL = { kind: 'great-circle', circuity: 1.3 } as const;

const score = (accountId: string, callFrequency = 1, callDuration = 1800): AccountScore => ({
    accountId,
    score: 50,
    contributions: {},
    tier: 'B',
    priority: 50,
    callFrequency,
    callDuration,
});

const weekly = (open: number, close: number): WeeklyHours =>
    Object.fromEntries(WEEKDAYS.slice(0, 5).map((day) => [day, [[open * 3600, close * 3600]]]));

const entriesOf = (work: WorkMatrix, row: number): Record<string, number> =>
    Object.fromEntries(
        work.columns
            .slice(work.offsets[row], work.offsets[row + 1])
            .map((column, at) => [work.territoryIds[column], work.durations[work.offsets[row] + at]]),
    );

/** Whether a day exists, minute by minute, on which a rep drives out, calls and is home in time. */
function canCall(account: Account, rep: Rep, callDuration: number, oneWay: number): boolean {
    if (account.skills?.some((skill) => rep.skills?.includes(skill) !== true)) return false;
    return WEEKDAYS.some((day) => {
        const shift = rep.hours[day]?.[0];
        if (shift === undefined) return false;
        const opening = account.hours === undefined ? [[0, 86_400] as const] : (account.hours[day] ?? []);
        const first = shift[0] + oneWay;
        const starts = [first, ...opening.map(([open]) => open)].filter((start) => start >= first);
        return starts.some(
            (start) =>
                opening.some(([open, close]) => start >= open && start <= close) && start + callDuration + oneWay <= shift[1],
        );
    });
}

const marketArbitrary = fc.record({
    places: fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 40 })), {
        minLength: 3,
        maxLength: 14,
        selector: String,
    }),
    homes: fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 40 })), { minLength: 1, maxLength: 4 }),
    frequencies: fc.array(fc.constantFrom(0, 0.5, 1, 2, 4), { minLength: 14, maxLength: 14 }),
    hours: fc.array(fc.constantFrom(undefined, weekly(9, 11), weekly(13, 15), {}), { minLength: 14, maxLength: 14 }),
    shifts: fc.array(fc.constantFrom(weekly(8, 17), weekly(9, 13), { sat: [[0, 86_400]] as const }), {
        minLength: 4,
        maxLength: 4,
    }),
    skills: fc.array(fc.constantFrom([], ['a']), { minLength: 18, maxLength: 18 }),
});

const place = ([x, y]: readonly [number, number]): Position => [-100 + x / 10, 40 + y / 10];

describe('estimateWork', () => {
    it('has an entry exactly for those who can call within a day, and the work by their own home and shift', () => {
        fc.assert(
            fc.property(marketArbitrary, ({ places, homes, frequencies, hours, shifts, skills }) => {
                const accounts = places.map((at, i): Account => {
                    const opening = hours[i];
                    return {
                        id: `a${i}`,
                        position: place(at),
                        skills: skills[i],
                        ...(opening === undefined ? {} : { hours: opening }),
                    };
                });
                const reps = homes.map(
                    (at, j): Rep => ({ id: `r${j}`, home: place(at), hours: shifts[j], skills: skills[14 + j] }),
                );
                const scores = accounts.map(({ id }, i) => score(id, frequencies[i]));
                const work = estimateWork(accounts, scores, reps, { travel: TRAVEL });
                const active = accounts.filter((_, i) => frequencies[i] > 0);
                const estimate = tripEstimator(TRAVEL);
                accounts.forEach((account, i) => {
                    const entries = entriesOf(work, i);
                    const others = active
                        .filter((other) => other !== account)
                        .map((other) => greatCircleDistance(other.position, account.position))
                        .sort((a, b) => a - b);
                    const k = Math.min(5, active.length - 1);
                    const area = k < 1 || frequencies[i] === 0 ? 0 : (Math.PI * others[k - 1] ** 2) / k;
                    for (const rep of reps) {
                        const oneWay = estimate(rep.home, account.position).duration;
                        const isOpen = canCall(account, rep, 1800, oneWay);
                        expect(Object.hasOwn(entries, rep.id)).toBe(isOpen);
                        if (!isOpen) continue;
                        const windows = WEEKDAYS.flatMap((day) => rep.hours[day] ?? []);
                        const shift = windows.reduce((sum, [open, close]) => sum + close - open, 0) / windows.length;
                        // The day that holds most calls is full: m of them take the whole shift, and m lies within a hundredth of a call.
                        const leg = (m: number): number =>
                            driveDuration((TRAVEL.circuity * estimateTourDistance(m, m * area)) / m, TRAVEL);
                        const day = (m: number): number => m * (1800 + leg(m)) + 2 * oneWay;
                        let m = 1;
                        while (day(m + 0.01) <= shift) m += 0.01;
                        const [least, most] = day(1) > shift ? [day(1), day(1)] : [shift / (m + 0.01), shift / m];
                        expect(entries[rep.id]).toBeGreaterThanOrEqual(frequencies[i] * least * 0.9999);
                        expect(entries[rep.id]).toBeLessThanOrEqual(frequencies[i] * most * 1.0001);
                    }
                });
            }),
            { numRuns: 60 },
        );
    });

    it('tells that the same account is more work for who lives farther away', () => {
        const accounts: Account[] = [{ id: 'omaha', position: [-96, 41.3] }];
        const reps: Rep[] = [
            { id: 'kansas-city', home: [-94.6, 39.1], hours: weekly(6, 18) },
            { id: 'omaha', home: [-96, 41.25], hours: weekly(6, 18) },
            { id: 'denver', home: [-105, 39.7], hours: weekly(6, 18) },
        ];
        const entries = entriesOf(estimateWork(accounts, [score('omaha')], reps), 0);
        expect(Object.keys(entries)).toEqual(['omaha', 'kansas-city']);
        expect(entries['kansas-city']).toBeGreaterThan(2 * entries['omaha']);
    });

    it('looks at the nearest who have the skill, and at who has the account now', () => {
        const accounts: Account[] = [{ id: 'a', position: [0, 50], skills: ['lab'], owner: 'r9' }];
        const reps = Array.from(
            { length: 10 },
            (_, j): Rep => ({
                id: `r${j}`,
                home: [0.05 * j, 50],
                hours: weekly(8, 17),
                skills: j % 2 === 1 ? ['lab'] : [],
            }),
        );
        const work = estimateWork(accounts, [score('a')], reps, { candidates: 2 });
        expect(Object.keys(entriesOf(work, 0))).toEqual(['r1', 'r3', 'r9']);
        const kept = estimateWork(accounts, [score('a')], reps, { candidates: 2, keep: { a: 'r7' } });
        expect(Object.keys(entriesOf(kept, 0))).toEqual(['r1', 'r3', 'r7']);
    });

    it('is plain data, with the hours that each rep works', () => {
        const reps: Rep[] = [{ id: 'r', home: [7, 50], hours: weekly(8, 16) }];
        const work = estimateWork([{ id: 'a', position: [7, 50.1] }], [score('a')], reps, { ratios: { r: 2 } });
        expect(JSON.parse(JSON.stringify(work))).toEqual(work);
        expect(work.capacities).toEqual([4 * 5 * 8 * 3600]);
        const plain = estimateWork([{ id: 'a', position: [7, 50.1] }], [score('a')], reps);
        expect(work.durations[0]).toBeCloseTo(2 * plain.durations[0], 6);
    });

    it('names every fault', () => {
        const call = (): unknown =>
            estimateWork([{ id: 'a', position: [7, 50] }], [score('b')], [{ id: 'r', home: [700, 50], hours: weekly(8, 16) }], {
                ratios: { stranger: 1 },
                candidates: 0,
            });
        expect(call).toThrow(expect.objectContaining({ code: 'invalid-input' }));
    });
});
