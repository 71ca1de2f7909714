import { describe, expect, it } from 'vitest';
import { BeatplanError } from '../../src/core/index.js';
import { type Account, type Rep, scoreAccounts } from '../../src/market/index.js';
import { type BeatPlan, type PlanOptions, type PlanProgress, planBeats, planBeatsAsync } from '../../src/planning/index.js';
import { accountUnits, designTerritories } from '../../src/territory/index.js';
import { account, findViolations, MONDAY, rep } from './small-market.js';

// Three towns of twelve accounts, 70 km apart in a row, with a rep in each.
const reps: Rep[] = [0, 1, 2].map((town) => rep(`r${town}`, { home: [town, 50] }));
const accounts: Account[] = Array.from({ length: 36 }, (_, i) => {
    const town = i % 3;
    const angle = 2.4 * i;
    const distance = 3 + (i % 7);
    return account(`a${String(i).padStart(2, '0')}`, 100 * town + distance * Math.cos(angle), distance * Math.sin(angle), {
        potential: 100 + ((37 * i) % 400),
        callFrequency: [4, 2, 1, 0.5][i % 4],
        callDuration: 2400,
    });
});
const quick: PlanOptions = { start: MONDAY, stop: { iterations: 50 }, territory: { stop: { iterations: 5000 } } };

describe('planBeats', () => {
    const plan = planBeats(accounts, reps, quick);

    it('gives every town to the rep who lives there', () => {
        expect(plan.alignment.territories.map((territory) => [territory.id, territory.repId])).toEqual([
            ['r0', 'r0'],
            ['r1', 'r1'],
            ['r2', 'r2'],
        ]);
        plan.alignment.territories.forEach((territory, town) => {
            expect(territory.unitIds).toEqual(accounts.filter((_, i) => i % 3 === town).map((item) => item.id));
        });
    });

    it('refuses to balance a potential that no account has', () => {
        const balance = [{ measure: 'workload' }, { measure: 'potential' }];
        const options = { ...quick, territory: { ...quick.territory, balance } };
        const without = accounts.map(({ potential: _, ...rest }) => rest);
        expect(issuesOf(() => planBeats(without, reps, options))).toEqual([
            ['unknown-id', 'options.territory.balance.1.measure'],
        ]);
        const units = accountUnits(without, scoreAccounts(without));
        expect(issuesOf(() => designTerritories(units, { count: 3, balance }))).toEqual([
            ['unknown-id', 'options.balance.1.measure'],
        ]);
    });

    it('plans every call that is due', () => {
        expect(plan.scores.map((score) => score.accountId)).toEqual(accounts.map((item) => item.id));
        expect(plan.calendar.unscheduled).toEqual([]);
        // In each town of 12: 3 x 4 + 3 x 2 + 3 x 1 whole calls, and of 3 halves one or two.
        for (const { id } of reps) {
            const own = plan.calendar.visits.filter((visit) => visit.repId === id);
            expect(own.length - 21).toBeGreaterThanOrEqual(1);
            expect(own.length - 21).toBeLessThanOrEqual(2);
        }
        const known = accounts.map((item, i) => ({ ...item, priority: plan.scores[i].priority }));
        expect(findViolations(plan.calendar, known, reps)).toEqual([]);
    });

    it('gives the same plan again, and in whatever order the input comes', () => {
        expect(timeless(planBeats(accounts, reps, quick))).toEqual(timeless(plan));
        const turned = planBeats([...accounts].reverse(), [...reps].reverse(), quick);
        const byId = <T extends { readonly id: string }>(list: readonly T[]): T[] =>
            [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(byId(turned.calendar.visits)).toEqual(byId(plan.calendar.visits));
        expect(byId(turned.alignment.territories).map((territory) => [...territory.unitIds].sort())).toEqual(
            plan.alignment.territories.map((territory) => territory.unitIds),
        );
    });

    it('gives a half-time rep half of the work', () => {
        const even = Array.from({ length: 60 }, (_, i) =>
            account(`a${i}`, 2 * (i % 10), 2 * Math.floor(i / 10), { callFrequency: 2 }),
        );
        const staff = [rep('full', { home: [0, 50] }), rep('half', { home: [0.2, 50], share: 0.5 })];
        const { territories } = planBeats(even, staff, { ...quick, weeks: 1 }).alignment;
        const ratio = territories[0].measures['workload'] / territories[1].measures['workload'];
        expect(ratio).toBeGreaterThan(1.6);
        expect(ratio).toBeLessThan(2.5);
    });

    it('leaves accounts with their owners, and takes those that need a skill to a rep who has it', () => {
        const some = accounts.map((item, i) =>
            i === 0 ? { ...item, owner: 'r2' } : i === 3 ? { ...item, skills: ['cooling'] } : item,
        );
        const skilled = reps.map((item) => (item.id === 'r0' ? item : { ...item, skills: ['cooling'] }));
        const other = planBeats(some, skilled, quick);
        const repOf = (id: string) => other.alignment.territories.find((territory) => territory.unitIds.includes(id))?.repId;
        expect(repOf('a00')).toBe('r2');
        expect(['r1', 'r2']).toContain(repOf('a03'));
        expect(other.calendar.unscheduled.filter((call) => call.code === 'skill-missing')).toEqual([]);
    });

    it('gives no territory to reps for whom there is no account', () => {
        const few = accounts.slice(1, 3);
        const other = planBeats(few, reps, quick);
        expect(other.alignment.territories.map((territory) => territory.repId)).toEqual(['r1', 'r2']);
        expect(other.calendar.unscheduled).toEqual([]);
        expect(planBeats([], reps, quick).calendar.visits).toEqual([]);
    });

    it('reports every call as without owner where there are no reps', () => {
        const { alignment, calendar } = planBeats(accounts.slice(0, 3), [], quick);
        expect(alignment.territories).toEqual([]);
        expect(calendar.unscheduled.map((call) => call.code)).toEqual(Array(7).fill('no-owner'));
    });

    it('plans territories around their own middle on request', () => {
        const moved = reps.map((item, town) => ({ ...item, home: [town / 100, 50] as const }));
        const { alignment } = planBeats(accounts, moved, {
            ...quick,
            territory: { ...quick.territory, near: 'middle', balance: [{ measure: 'count' }] },
        });
        const towns = alignment.territories.map(
            (territory) => new Set(territory.unitIds.map((id) => Number(id.slice(1)) % 3)).size,
        );
        expect(towns).toEqual([1, 1, 1]);
    });

    it('names every problem of accounts, reps and options at once', () => {
        const bad = [{ ...accounts[0], position: [300, 50] as const, owner: 'r0' }, accounts[1], { ...accounts[1] }];
        const noHours = [{ ...reps[0], hours: {} }];
        const options = {
            start: 'soon',
            scoring: { factors: { potential: -1 } },
            territory: { tolerance: 5 },
        } as unknown as PlanOptions;
        expect(issuesOf(() => planBeats(bad, noHours, options))).toEqual([
            ['duplicate-id', 'accounts.2.id'],
            ['invalid-longitude', 'accounts.0.position'],
            ['no-shift', 'reps.0.hours'],
            ['unknown-key', 'options.territory.tolerance'],
            ['invalid-date', 'options.start'],
            ['out-of-range', 'options.scoring.factors.potential'],
        ]);
        const lost = [{ ...accounts[0], owner: 'ghost' }];
        expect(issuesOf(() => planBeats(lost, reps, { start: 'soon' }))).toEqual([
            ['unknown-id', 'accounts.0.owner'],
            ['invalid-date', 'options.start'],
        ]);
        expect(issuesOf(() => planBeats(accounts, reps, undefined as unknown as PlanOptions))).toEqual([
            ['invalid-type', 'options'],
        ]);
    });
});

describe('planBeatsAsync', () => {
    it('gives the plan of planBeats and tells how far it is', async () => {
        const told: PlanProgress[] = [];
        let ticks = 0;
        const timer = setInterval(() => ticks++, 0);
        const plan = await planBeatsAsync(accounts, reps, { ...quick, onProgress: (progress) => told.push(progress) });
        clearInterval(timer);
        expect(timeless(plan)).toEqual(timeless(planBeats(accounts, reps, quick)));
        expect(ticks).toBeGreaterThan(0);
        expect(told[0]).toMatchObject({ stage: 'territories', fraction: 0, repsDone: 0, reps: 3 });
        expect(told.at(-1)).toEqual({
            stage: 'feedback',
            fraction: 1,
            repsDone: 3,
            reps: 3,
            visitsPlanned: plan.calendar.visits.length,
            visitsUnscheduled: plan.calendar.unscheduled.length,
            gained: expect.any(Number),
        });
        for (let i = 1; i < told.length; i++) expect(told[i].fraction).toBeGreaterThanOrEqual(told[i - 1].fraction);
    });

    it.each([1, 2, 3, 5, 8])('plans every rep and week when it is interrupted after step %i of the visits', async (stepsLeft) => {
        const whole = planBeats(accounts, reps, quick);
        const controller = new AbortController();
        let steps = 0;
        const plan = await planBeatsAsync(accounts, reps, {
            ...quick,
            signal: controller.signal,
            onProgress: (progress) => {
                if (progress.stage === 'visits' && progress.fraction > 0 && ++steps === stepsLeft) controller.abort();
            },
        });
        const ids = (some: BeatPlan): string[] => some.calendar.visits.map((visit) => visit.id).sort();
        expect(ids(plan)).toEqual(ids(whole));
        expect(plan.calendar.unscheduled).toEqual(whole.calendar.unscheduled);
        const of = (some: BeatPlan, repId: string): unknown[] => some.calendar.visits.filter((visit) => visit.repId === repId);
        // What was searched before the interrupt is kept as it is.
        if (stepsLeft > 5) expect(of(plan, 'r0')).toEqual(of(whole, 'r0'));
    });

    it('throws when it was cancelled before there was anything', async () => {
        const call = planBeatsAsync(accounts, reps, { ...quick, signal: AbortSignal.abort() });
        await expect(call).rejects.toMatchObject({ code: 'cancelled' });
    });

    it('rejects bad input as planBeats does', async () => {
        await expect(planBeatsAsync(accounts, reps, { start: '2026-01-06' })).rejects.toMatchObject({ code: 'invalid-input' });
    });
});

function timeless({ alignment, ...rest }: BeatPlan): unknown {
    const { statistics, ...others } = alignment;
    return { ...rest, territories: { ...others, seed: statistics.seed } };
}

function issuesOf(call: () => unknown): [string, string][] {
    try {
        call();
    } catch (error) {
        if (error instanceof BeatplanError) return error.issues.map((issue) => [issue.code, issue.path.join('.')]);
        throw error;
    }
    throw new Error('nothing was thrown');
}
