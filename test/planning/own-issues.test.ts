import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BeatplanError } from '../../src/core/index.js';
import { type Account, type DayWindow, type Rep, WEEKDAYS, type WeeklyHours } from '../../src/market/index.js';
import { DAY_SECONDS } from '../../src/market/internal.js';
import { type PlanOptions, planBeats } from '../../src/planning/index.js';
import { account, MONDAY, rep } from './small-market.js';

const ALWAYS: WeeklyHours = Object.fromEntries(WEEKDAYS.map((day) => [day, [[0, DAY_SECONDS]]]));
const WORKDAYS: WeeklyHours = Object.fromEntries(WEEKDAYS.slice(0, 5).map((day) => [day, [[0, DAY_SECONDS]]]));

const QUICK: PlanOptions = { start: MONDAY, weeks: 1, stop: { iterations: 2 }, territory: { stop: { iterations: 2 } } };

describe('hours that go on past midnight', () => {
    it.each([
        ['24/7', ALWAYS],
        ['Mo-Fr 00:00-24:00', WORKDAYS],
        ['a day that ends as the next one starts', { mon: [[8 * 3600, DAY_SECONDS]], tue: [[0, 17 * 3600]] } as WeeklyHours],
    ])('are a rep’s: %s', (_, hours) => {
        const accounts = [account('a', 1, 1, { hours: ALWAYS }), account('b', 2, 2, { callFrequency: 4 }), account('c', 0, 3)];
        const { calendar } = planBeats(accounts, [rep('r', { hours })], { start: MONDAY, stop: { iterations: 20 } });
        expect(calendar.unscheduled.map(({ code }) => code)).not.toContain('internal');
        expect(calendar.visits.length).toBeGreaterThanOrEqual(3);
        for (const visit of calendar.visits) {
            expect(visit.start).toBeGreaterThanOrEqual(0);
            expect(visit.departure).toBeLessThanOrEqual(DAY_SECONDS);
        }
    });

    it('are one window where two touch', () => {
        const hours: WeeklyHours = {
            mon: [
                [13 * 3600, 17 * 3600],
                [8 * 3600, 13 * 3600],
            ],
        };
        expect(planBeats([account('a', 1, 1, { callFrequency: 4 })], [rep('r', { hours })], QUICK).calendar.days).toMatchObject([
            { date: MONDAY },
        ]);
    });
});

// Corners of what the checks allow.
const moment = fc.oneof(
    fc.constantFrom(0, 1, 43_200, DAY_SECONDS - 1, DAY_SECONDS),
    fc.integer({ min: 0, max: 24 }).map((h) => h * 3600),
);
const window: fc.Arbitrary<DayWindow> = fc.tuple(moment, moment).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);
const hours: fc.Arbitrary<WeeklyHours> = fc.oneof(
    fc.constantFrom(ALWAYS, WORKDAYS, {}),
    fc.dictionary(fc.constantFrom(...WEEKDAYS), fc.array(window, { maxLength: 3 })),
);
const repHours: fc.Arbitrary<WeeklyHours> = fc.oneof(
    fc.constantFrom(ALWAYS, WORKDAYS),
    fc.dictionary(
        fc.constantFrom(...WEEKDAYS),
        window.map((one) => [one]),
        { minKeys: 1 },
    ),
);
const size = fc.oneof(fc.constantFrom(0, 1, 0.5, 1e-300, 1e9, 1e16, 1e300), fc.double({ min: 0, max: 1e6, noNaN: true }));
const degrees = fc.constantFrom<readonly [number, number]>([0, 50], [0.01, 50.01], [0.02, 49.99], [180, 0], [-180, 90], [0, 0]);
const someAccount = fc.record(
    {
        id: fc.constantFrom('a', 'b', 'c', 'd', 'a#1', '__proto__', ' ', 'r'),
        position: degrees,
        hours,
        potential: size,
        sales: size,
        priority: fc.constantFrom(0, 50, 100, 1e-9),
        callFrequency: fc.oneof(size, fc.constantFrom(4, 20, 28)),
        callDuration: fc.constantFrom(0, 1, 3600, DAY_SECONDS),
        skills: fc.array(fc.constantFrom('s', 't')),
        owner: fc.constantFrom('r', 'q'),
    },
    { requiredKeys: ['id', 'position'] },
);
const someRep = fc.record(
    {
        id: fc.constantFrom('r', 'q', '__proto__'),
        home: degrees,
        hours: repHours,
        skills: fc.array(fc.constantFrom('s', 't')),
        maxVisitsPerDay: fc.constantFrom(1, 2, 1e300),
        share: fc.oneof(size, fc.constant(1)),
        timeZone: fc.constant('Europe/Berlin'),
    },
    { requiredKeys: ['id', 'home', 'hours'] },
);
const someOptions = fc.record(
    {
        start: fc.constant(MONDAY),
        weeks: fc.constantFrom(1, 2),
        stop: fc.record({ iterations: fc.constantFrom(0, 3) }),
        costs: fc.record({ fixed: size, perHour: size, perKm: size }, { requiredKeys: [] }),
        travel: fc.record(
            { kind: fc.constant('great-circle' as const), circuity: size, urban: fc.anything() },
            { requiredKeys: ['kind'] },
        ),
        dueAfter: fc.constantFrom(0, 0.5, 1),
        visitValues: fc.constantFrom([1], [0], [1, 0.5, 0.5], []),
        seed: size,
        holidays: fc.array(fc.constantFrom(MONDAY, '2026-01-06')),
        territory: fc.record(
            {
                balance: fc.array(
                    fc.record(
                        {
                            measure: fc.constantFrom('workload', 'potential', 'count', 'sales', '__proto__', 'x'),
                            tolerance: size,
                            weight: size,
                        },
                        { requiredKeys: ['measure'] },
                    ),
                    { maxLength: 3 },
                ),
                contiguity: fc.constantFrom('graph' as const, 'none' as const),
                near: fc.constantFrom('home' as const, 'middle' as const),
                stop: fc.record({ iterations: fc.constantFrom(0, 5), target: size, noImprovement: fc.constantFrom(1, 5) }),
            },
            { requiredKeys: ['stop'] },
        ),
    },
    { requiredKeys: ['start', 'stop', 'territory'] },
);

/** What a path names in an input, `undefined` of a missing key included; throws where its parent is not there. */
function lookUp(input: unknown, path: readonly (string | number)[]): void {
    let parent: unknown = input;
    for (const [i, key] of path.entries()) {
        if (typeof parent !== 'object' || parent === null) throw new Error(`no ${path.slice(0, i).join('.')} in the input`);
        parent = Object.hasOwn(parent, key) ? (parent as Record<string | number, unknown>)[key] : undefined;
        if (parent === undefined && i < path.length - 1) throw new Error(`no ${path.slice(0, i + 1).join('.')} in the input`);
    }
}

function expectOwnIssues(input: Readonly<Record<string, unknown>>, call: () => unknown): void {
    try {
        call();
    } catch (error) {
        if (!(error instanceof BeatplanError)) throw error;
        expect(error.code, error.message).toBe('invalid-input');
        for (const { path, code, message } of error.issues) {
            try {
                lookUp(input, path);
            } catch {
                expect.fail(`${path.join('.')} of ${code} '${message}' is not in the input`);
            }
        }
    }
}

describe('reps for whom no account is left', () => {
    it('have no territory, and the plan goes on: all accounts are owned', () => {
        const accounts = [account('a', 1, 1, { owner: 'q' }), account('b', 2, 2, { owner: 'q' })];
        const { alignment } = planBeats(accounts, [rep('r'), rep('q')], QUICK);
        expect(alignment.territories.map(({ id, unitIds }) => [id, unitIds])).toEqual([['q', ['a', 'b']]]);
    });

    it('have no territory, and the plan goes on: all accounts need a skill of others', () => {
        const accounts = [account('a', 1, 1, { skills: ['s'] }), account('b', 2, 2, { skills: ['s'] })];
        const { alignment } = planBeats(accounts, [rep('r'), rep('q', { skills: ['s'] })], QUICK);
        expect(alignment.territories.map(({ id, unitIds }) => [id, unitIds])).toEqual([['q', ['a', 'b']]]);
    });
});

describe('issues', () => {
    it('of planBeats name places of the user’s own input', () => {
        fc.assert(
            fc.property(
                fc.uniqueArray(someAccount, { maxLength: 6, selector: ({ id }) => id }),
                fc.uniqueArray(someRep, { minLength: 1, maxLength: 2, selector: ({ id }) => id }),
                someOptions,
                (accounts, reps, options) => {
                    const input = { accounts, reps, options };
                    expectOwnIssues(input, () => planBeats(accounts as Account[], reps as Rep[], options as PlanOptions));
                },
            ),
            { numRuns: 300 },
        );
    });
});
