import fc from 'fast-check';
import type { Account, AccountScore, Rep, WeeklyHours } from '../../src/market/index.js';
import type { VisitPlan } from '../../src/planning/visit-plan.js';
import { checkSolution, type Problem } from '../../src/routing/index.js';
import type { GreatCircleTravel } from '../../src/travel/index.js';

export const MONDAY = '2026-01-05';

const HOUR = 3600;

/** Eight to five from Monday to Friday. */
export const OFFICE_HOURS: WeeklyHours = Object.fromEntries(
    (['mon', 'tue', 'wed', 'thu', 'fri'] as const).map((day) => [day, [[8 * HOUR, 17 * HOUR]]]),
);

/** An account near (0, 50), some hundredths of a degree east and north of it: about 0.7 and 1.1 km each. */
export function account(id: string, east: number, north: number, more: Partial<Account> = {}): Account {
    return { id, position: [east / 100, 50 + north / 100], callFrequency: 1, callDuration: HOUR, ...more };
}

export function rep(id: string, more: Partial<Rep> = {}): Rep {
    return { id, home: [0, 50], hours: OFFICE_HOURS, ...more };
}

/** What `scoreAccounts` would say, without its rules. */
export function scoresOf(accounts: readonly Account[]): AccountScore[] {
    return accounts.map((item) => ({
        accountId: item.id,
        score: item.priority ?? 50,
        contributions: {},
        tier: 'B',
        priority: item.priority ?? 50,
        callFrequency: item.callFrequency ?? 1,
        callDuration: item.callDuration ?? HOUR,
    }));
}

export function assignAll(accounts: readonly Account[], repId: string): Record<string, string> {
    return Object.fromEntries(accounts.map((item) => [item.id, repId]));
}

const hours = fc.constantFrom<WeeklyHours | undefined>(
    undefined,
    OFFICE_HOURS,
    { mon: [[8 * HOUR, 12 * HOUR]], wed: [[8 * HOUR, 12 * HOUR]], fri: [[8 * HOUR, 12 * HOUR]] },
    {
        tue: [
            [9 * HOUR, 11 * HOUR],
            [14 * HOUR, 16 * HOUR],
        ],
        thu: [[9 * HOUR, 11 * HOUR]],
    },
    { sat: [[8 * HOUR, 12 * HOUR]] },
);

/** Accounts of a rep or two, spread over some 200 km, with all kinds of frequencies and hours. */
export const someAccounts: fc.Arbitrary<Account[]> = fc
    .array(
        fc.record({
            east: fc.integer({ min: -150, max: 150 }),
            north: fc.integer({ min: -90, max: 90 }),
            callFrequency: fc.constantFrom(0, 0.5, 1, 1, 2, 2, 3, 4, 6, 8, 30),
            callDuration: fc.constantFrom(0, 900, 3600, 7200),
            priority: fc.integer({ min: 0, max: 100 }),
            hours,
            skills: fc.constantFrom<string[] | undefined>(undefined, undefined, undefined, ['cooling']),
        }),
        { minLength: 1, maxLength: 14 },
    )
    .map((items) =>
        items.map(({ east, north, hours: open, skills, ...rest }, i) => ({
            ...account(`a${i}`, east, north, rest),
            ...(open === undefined ? {} : { hours: open }),
            ...(skills === undefined ? {} : { skills }),
        })),
    );

export const someReps: fc.Arbitrary<Rep[]> = fc
    .array(
        fc.record({
            hours: fc.constantFrom<WeeklyHours>(
                OFFICE_HOURS,
                { mon: [[6 * HOUR, 18 * HOUR]], tue: [[6 * HOUR, 18 * HOUR]], thu: [[8 * HOUR, 13 * HOUR]] },
                { sat: [[8 * HOUR, 12 * HOUR]], sun: [[8 * HOUR, 12 * HOUR]] },
            ),
            maxVisitsPerDay: fc.constantFrom<number | undefined>(undefined, 2),
            skills: fc.constantFrom<string[]>([], ['cooling']),
        }),
        { minLength: 1, maxLength: 2 },
    )
    .map((items) =>
        items.map(({ maxVisitsPerDay, ...rest }, i) => ({
            ...rep(`r${i}`, { home: [i / 2, 50], ...rest }),
            ...(maxVisitsPerDay === undefined ? {} : { maxVisitsPerDay }),
        })),
    );

/** Every rule that a planned day breaks, found by the checker of routing from positions and hours alone. */
export function findViolations(
    plan: VisitPlan,
    accounts: readonly Account[],
    reps: readonly Rep[],
    travel: GreatCircleTravel = { kind: 'great-circle' },
): object[] {
    const accountById = new Map(accounts.map((item) => [item.id, item]));
    const repById = new Map(reps.map((item) => [item.id, item]));
    const accountOf = new Map(plan.visits.map((visit) => [visit.id, accountById.get(visit.accountId)!]));
    const scores = new Map(scoresOf(accounts).map((score) => [score.accountId, score]));
    return plan.days.flatMap(({ repId, date, visitIds, travelDuration: planned }): readonly object[] => {
        const worker = repById.get(repId)!;
        const weekday = (['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const)[new Date(`${date}T00:00Z`).getUTCDay()];
        const shift = worker.hours[weekday]?.[0];
        if (shift === undefined) return [{ code: 'no-shift', repId, date }];
        const problem: Problem = {
            travel,
            vehicles: [
                {
                    id: repId,
                    start: { position: worker.home },
                    end: { position: worker.home },
                    shift,
                    skills: worker.skills ?? [],
                    ...(worker.maxVisitsPerDay === undefined ? {} : { maxVisits: worker.maxVisitsPerDay }),
                },
            ],
            visits: visitIds.map((visitId) => {
                const item = accountOf.get(visitId)!;
                return {
                    id: visitId,
                    position: item.position,
                    serviceDuration: scores.get(item.id)!.callDuration,
                    skills: item.skills ?? [],
                    ...(item.hours === undefined ? {} : { timeWindows: item.hours[weekday] ?? [[-2, -1]] }),
                };
            }),
        };
        const plans = [{ vehicleId: repId, visitIds }];
        const { violations, travelDuration } = checkSolution(problem, plans);
        const isOff = Math.abs(travelDuration - planned) > 1e-3;
        return isOff ? [...violations, { code: 'travel', travelDuration, planned }] : violations;
    });
}
