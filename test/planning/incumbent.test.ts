import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/index.js';
import { type Account, type Rep, scoreAccounts } from '../../src/market/index.js';
import {
    type BeatPlan,
    type PlanOptions,
    planBeats,
    planBeatsAsync,
    planVisits,
    planVisitsAsync,
    type VisitPlan,
    validateBeatPlan,
} from '../../src/planning/index.js';
import { assignAll, findViolations, MONDAY, OFFICE_HOURS, scoresOf, someAccounts, someReps } from './small-market.js';

const random = new Random(5);
const accounts: readonly Account[] = Array.from({ length: 150 }, (_, i) => ({
    id: `a${i}`,
    position: [9 + random.next(), 50 + random.next()],
    potential: 100 + random.integer(1000),
    callFrequency: 1 + random.integer(4),
    callDuration: 3600,
}));
const reps: readonly Rep[] = [0, 1, 2].map((i) => ({ id: `r${i}`, home: [9.2 + 0.3 * i, 50.5], hours: OFFICE_HOURS }));
const options: PlanOptions = { start: MONDAY, stop: { iterations: 20 }, territory: { stop: { iterations: 3000 } } };
const brief = { start: MONDAY, stop: { iterations: 5 } };
const scores = scoreAccounts(accounts);

const whole = runWithCheckpoints();

async function runWithCheckpoints(): Promise<{ readonly plan: BeatPlan; readonly taken: BeatPlan[] }> {
    const taken: BeatPlan[] = [];
    const plan = await planBeatsAsync(accounts, reps, {
        ...options,
        onCheckpoint: (checkpoint) => taken.push(structuredClone(checkpoint)),
    });
    return { plan, taken };
}

/** Priority that is planned, by rep. */
function prioritiesOf({ visits }: VisitPlan): Map<string, number> {
    const priorityOf = new Map(scores.map(({ accountId, priority }) => [accountId, priority]));
    const sums = new Map<string, number>();
    for (const { accountId, repId } of visits) sums.set(repId, (sums.get(repId) ?? 0) + priorityOf.get(accountId)!);
    return sums;
}

function territoriesOf({ alignment: { territories } }: BeatPlan): unknown {
    return territories.map(({ id, unitIds }) => [id, unitIds]);
}

function withoutTime(result: unknown): unknown {
    return JSON.parse(JSON.stringify(result, (key, value: unknown) => (key === 'seconds' ? 0 : value)));
}

describe('onCheckpoint', () => {
    it('gets whole plans that JSON can hold, from the territories on, and leaves the answer as it is', async () => {
        const { plan, taken } = await whole;
        const due = plan.calendar.visits.length + plan.calendar.unscheduled.length;
        expect(withoutTime(plan)).toEqual(withoutTime(planBeats(accounts, reps, options)));
        expect(taken.length).toBeGreaterThan(2 * reps.length);
        expect(taken[0].calendar.unfinished).toEqual(['r0', 'r1', 'r2']);
        expect(new Set(taken[0].calendar.unscheduled.map(({ code }) => code))).toEqual(new Set(['not-yet-planned']));
        for (const checkpoint of taken) {
            expect(validateBeatPlan(checkpoint)).toEqual([]);
            expect(JSON.parse(JSON.stringify(checkpoint))).toEqual(checkpoint);
            expect(checkpoint.calendar.visits.length + checkpoint.calendar.unscheduled.length).toBe(due);
        }
        const constructed = taken[reps.length];
        expect(constructed.calendar.visits.length).toBeGreaterThan(0.8 * plan.calendar.visits.length);
        expect(withoutTime(taken.at(-1))).toEqual(withoutTime(plan));
        expect(plan.calendar.unfinished).toBeUndefined();
    });

    it('marks reps that were not searched any more after an interrupt', async () => {
        const controller = new AbortController();
        const plan = await planBeatsAsync(accounts, reps, {
            ...options,
            signal: controller.signal,
            onProgress: ({ repsDone }) => {
                if (repsDone === 1) controller.abort();
            },
        });
        expect(plan.calendar.unfinished).toEqual(['r1', 'r2']);
    });
});

describe('incumbent of planBeats', () => {
    it.each([
        'first',
        'constructed',
        'middle',
        'last',
    ] as const)('goes on from the %s checkpoint, and is no worse', async (which) => {
        const { taken } = await whole;
        const at = { first: 0, constructed: reps.length, middle: reps.length + 2, last: taken.length - 1 }[which];
        const checkpoint = JSON.parse(JSON.stringify(taken[at])) as BeatPlan;
        const before = prioritiesOf(checkpoint.calendar);
        const resumed = await planBeatsAsync(accounts, reps, { ...options, seed: 2, incumbent: checkpoint });
        for (const [rep, sum] of prioritiesOf(resumed.calendar))
            expect(sum).toBeGreaterThanOrEqual((before.get(rep) ?? 0) - 1e-6);
        expect(findViolations(resumed.calendar, accounts, reps)).toEqual([]);
    });

    it('keeps territories and calendars as they are where there is no time for anything else', async () => {
        const { plan } = await whole;
        const signal = { aborted: false };
        const kept = await planBeatsAsync(accounts, reps, {
            ...options,
            incumbent: plan,
            signal: signal as AbortSignal,
            onProgress: ({ stage }) => {
                if (stage === 'visits') signal.aborted = true;
            },
        });
        expect(territoriesOf(kept)).toEqual(territoriesOf(plan));
        const days = ({ calendar }: BeatPlan): unknown => calendar.visits.map(({ id, date, repId }) => [repId, date, id]).sort();
        expect(days(kept)).toEqual(days(plan));
    });

    it('takes accounts that came, went, or changed hands since', async () => {
        const { plan } = await whole;
        const came: Account = { ...accounts[0], id: 'new', position: [9.5, 50.5] };
        const now = [...accounts.slice(10), came, { ...accounts[3], id: 'owned', owner: 'r2' }];
        const resumed = planBeats(now, reps, { ...options, incumbent: plan });
        const placed = resumed.alignment.territories.flatMap(({ unitIds }) => unitIds);
        expect(placed.sort()).toEqual(now.map(({ id }) => id).sort());
        expect(resumed.alignment.territories.find(({ id }) => id === 'r2')?.unitIds).toContain('owned');
        const repOf = new Map(plan.alignment.territories.flatMap(({ id, unitIds }) => unitIds.map((unit) => [unit, id])));
        const moved = resumed.alignment.territories.flatMap(({ id, unitIds }) =>
            unitIds.filter((unit) => repOf.has(unit) && repOf.get(unit) !== id),
        );
        expect(moved.length).toBeLessThan(0.1 * accounts.length);
    });

    it('keeps the territories of a plan around middles', async () => {
        const around: PlanOptions = { ...options, territory: { ...options.territory, near: 'middle' } };
        const plan = planBeats(accounts, reps, around);
        const resumed = planBeats(accounts, reps, { ...around, incumbent: plan, seed: 7 });
        expect(territoriesOf(resumed)).toEqual(territoriesOf(plan));
    });

    it('names what is wrong with it', () => {
        const wrong = {
            ...options,
            incumbent: { alignment: { territories: [{ id: 'r0' }] }, calendar: { visits: [{}] } },
        } as never;
        expect(() => planBeats(accounts, reps, wrong)).toThrow(
            expect.objectContaining({
                issues: expect.arrayContaining([
                    expect.objectContaining({ path: ['options', 'incumbent', 'alignment', 'territories', 0, 'unitIds'] }),
                    expect.objectContaining({ path: ['options', 'incumbent', 'calendar', 'visits', 0, 'date'] }),
                ]),
            }),
        );
    });
});

describe('incumbent of planVisits', () => {
    it('makes no calendar worse, whatever the market', () => {
        fc.assert(
            fc.property(someAccounts, someReps, fc.integer({ min: 0, max: 3 }), fc.boolean(), (some, staff, seed, finished) => {
                const owners = { ...assignAll(some, staff[0].id), [some[0].id]: staff.at(-1)!.id };
                const wishes = { start: MONDAY, stop: { iterations: 3 } };
                const first = planVisits(some, staff, scoresOf(some), owners, wishes);
                const incumbent = finished ? first : { ...first, unfinished: staff.map(({ id }) => id) };
                const again = planVisits(some, staff, scoresOf(some), owners, { ...wishes, seed, incumbent });
                const worth = ({ visits }: VisitPlan): number => {
                    const counts = new Map<string, number>();
                    let sum = 0;
                    for (const { accountId } of visits) {
                        const before = counts.get(accountId) ?? 0;
                        sum +=
                            [1, 0.9, 0.8, 0.7][Math.min(3, before)] * (some.find(({ id }) => id === accountId)!.priority ?? 50);
                        counts.set(accountId, before + 1);
                    }
                    return sum;
                };
                expect(worth(again)).toBeGreaterThanOrEqual(worth(first) - 1e-6);
                expect(again.visits.length + again.unscheduled.length).toBe(first.visits.length + first.unscheduled.length);
                expect(findViolations(again, some, staff)).toEqual([]);
                expect(new Set(again.visits.map(({ date, accountId }) => `${date} ${accountId}`)).size).toBe(again.visits.length);
            }),
            { numRuns: 60 },
        );
    });

    it('is plain data of a table', async () => {
        const owners = assignAll(accounts, 'r0');
        const first = planVisits(accounts, reps, scores, owners, brief);
        const rows = {
            visits: first.visits.map(({ id, accountId, repId, date, order }) => ({ id, accountId, repId, date, order })),
        };
        const taken: VisitPlan[] = [];
        await planVisitsAsync(accounts, reps, scores, owners, {
            ...brief,
            incumbent: rows,
            onCheckpoint: (plan) => taken.push(plan),
        });
        expect(prioritiesOf(taken[1]).get('r0')).toBeCloseTo(prioritiesOf(first).get('r0')!, 6);
    });
});
