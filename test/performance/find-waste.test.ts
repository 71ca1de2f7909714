import { describe, expect, it } from 'vitest';
import type { Account, Rep } from '../../src/market/index.js';
import { scoreAccounts } from '../../src/market/index.js';
import { type FindingKind, type PlanFinding, scorecard } from '../../src/performance/index.js';
import { type BeatPlan, planBeats, planVisits } from '../../src/planning/index.js';
import type { Territory } from '../../src/territory/index.js';
import { tripEstimator } from '../../src/travel/index.js';
import { account, MONDAY, OFFICE_HOURS, rep } from '../planning/small-market.js';

/** The plan that comes of an assignment, whatever a planner would have said to it. */
function planOf(accounts: readonly Account[], reps: readonly Rep[], repOf: Readonly<Record<string, string>>): BeatPlan {
    const scores = scoreAccounts(accounts);
    const calendar = planVisits(accounts, reps, scores, repOf, { start: MONDAY, stop: { iterations: 100 } });
    const territories = reps.map(
        ({ id, home }): Territory => ({
            id,
            repId: id,
            unitIds: accounts.filter((item) => repOf[item.id] === id).map((item) => item.id),
            center: home,
            measures: { workload: 1 },
            targets: { workload: 1 },
            deviations: { workload: 0 },
            parts: 1,
        }),
    );
    const statistics = { seed: 1, iterations: 0, seconds: 0 };
    return { scores, alignment: { territories, violations: [], dispersion: 0, maxDeviation: 0, statistics }, calendar };
}

const ofKind = (findings: readonly PlanFinding[], kind: FindingKind): readonly PlanFinding[] =>
    findings.filter((finding) => finding.kind === kind);

/** Moves visits of a plan to other days of their reps, each alone there. */
function alone(plan: BeatPlan, accountId: string, date: string): BeatPlan {
    const visit = plan.calendar.visits.find((one) => one.accountId === accountId)!;
    const moved = { ...visit, date, order: 1 };
    const old = plan.calendar.days.find((day) => day.repId === visit.repId && day.date === visit.date)!;
    return {
        ...plan,
        calendar: {
            ...plan.calendar,
            visits: [...plan.calendar.visits.filter((one) => one !== visit), moved],
            days: [...plan.calendar.days, { ...old, date, visitIds: [visit.id] }],
        },
    };
}

describe('findings of a scorecard', () => {
    const reps = [rep('west'), rep('east', { home: [3, 50] })];
    const near = Array.from({ length: 6 }, (_, i) => account(`w${i}`, 4 * i, 3));
    const beside = account('beside-east', 302, 0);
    const far = account('far', 640, 0);

    it('names an account that its owner cannot reach in a day, and who can', () => {
        const accounts = [...near, far];
        const plan = planOf(accounts, reps, Object.fromEntries(accounts.map(({ id }) => [id, 'west'])));
        const findings = ofKind(scorecard(accounts, reps, plan).findings, 'owner-out-of-reach');
        expect(findings.map(({ accountIds, repId }) => [accountIds, repId])).toEqual([[['far'], 'west']]);
        expect(findings[0].fix).toContain('east');
        // An owner that the table names is a promise.
        const promised = accounts.map((item) => ({ ...item, owner: 'west' }));
        expect(ofKind(scorecard(promised, reps, plan).findings, 'owner-out-of-reach')).toEqual([]);
    });

    it('names an account an hour closer to a rep who is no busier', () => {
        const accounts = [...near, beside];
        const plan = planOf(accounts, reps, Object.fromEntries(accounts.map(({ id }) => [id, 'west'])));
        const { findings } = scorecard(accounts, reps, plan);
        expect(ofKind(findings, 'closer-rep').map(({ accountIds }) => accountIds)).toEqual([['beside-east']]);
        // Nor is he, where he lacks the skill or has more to do for his share.
        const skilled = accounts.map((item) => (item.id === 'beside-east' ? { ...item, skills: ['lab'] } : item));
        const staff = [{ ...reps[0], skills: ['lab'] }, reps[1]];
        expect(ofKind(scorecard(skilled, staff, plan).findings, 'closer-rep')).toEqual([]);
    });

    it('names a far trip for one visit that a nearer rep has room for', () => {
        const distant = account('distant', 400, 0);
        const staff = [rep('west', { hours: LONG }), rep('east', { home: [3.6, 50], hours: LONG })];
        const accounts = [...near, distant];
        const plan = planOf(accounts, staff, Object.fromEntries(accounts.map(({ id }) => [id, 'west'])));
        const [finding] = ofKind(scorecard(accounts, staff, plan).findings, 'far-trip');
        expect(finding.accountIds).toEqual(['distant']);
        expect(finding.fix).toMatch(/^give distant to east on 2026-01-/);
    });

    it('names days with one visit, and days that fit others', () => {
        const accounts = [...near, account('hill', 60, 20), account('dale', 62, 22)];
        const repOf = Object.fromEntries(accounts.map(({ id }) => [id, 'west']));
        const plan = planOf(accounts, [reps[0]], repOf);
        const free = ['2026-01-05', '2026-01-06', '2026-01-07', '2026-01-08', '2026-01-09'].find(
            (date) => !plan.calendar.days.some((day) => day.date === date),
        )!;
        const { findings } = scorecard(accounts, [reps[0]], alone(plan, 'hill', free));
        expect(findings.map(({ kind, date }) => [kind, date])).toContainEqual(
            expect.arrayContaining([expect.stringMatching(/lone-visit|dissolvable-day/)]),
        );
        const told = findings.find(({ accountIds }) => accountIds.includes('hill') || accountIds.includes('dale'))!;
        expect(told.fix).toMatch(/^move (hill|dale)/);
    });

    it('tells by how much planned hours are off each share', () => {
        const accounts = near;
        const plan = planOf(accounts, reps, Object.fromEntries(accounts.map(({ id }) => [id, 'west'])));
        // All hours are those of one of two.
        expect(scorecard(accounts, reps, plan).maxHoursDeviation).toBeCloseTo(1, 9);
        expect(scorecard(accounts, reps, plan).balance.workload.maxDeviation).toBe(0);
    });
});

const LONG = Object.fromEntries(Object.keys(OFFICE_HOURS).map((day) => [day, [[18_000, 75_600]]])) as Rep['hours'];

describe('findings of a plan that planBeats made', () => {
    const reps = [0, 1, 2].map((j) => rep(`r${j}`, { home: [1.1 * j, 50] }));
    const accounts = Array.from({ length: 90 }, (_, i) =>
        account(`a${i}`, ((i * 7919) % 331) - 40, ((i * 104_729) % 121) - 60, {
            callFrequency: [1, 2, 4][i % 3],
            callDuration: 2400,
        }),
    );
    const plan = planBeats(accounts, reps, { start: MONDAY, stop: { iterations: 60 } });

    it('are few, and none of an owner who cannot reach his account', () => {
        const { findings } = scorecard(accounts, reps, plan);
        expect(ofKind(findings, 'owner-out-of-reach')).toEqual([]);
        expect(findings.length).toBeLessThan(5);
    });

    it('are true: each account told is an hour closer to another rep', () => {
        const given = { ...Object.fromEntries(accounts.map(({ id }) => [id, 'r0'])) };
        const one = planOf(accounts, reps, given);
        const estimate = tripEstimator({ kind: 'great-circle' });
        const { findings } = scorecard(accounts, reps, one);
        const closer = ofKind(findings, 'closer-rep');
        expect(closer.length).toBeGreaterThan(5);
        for (const { accountIds, fix } of closer) {
            const { position } = accounts.find(({ id }) => id === accountIds[0])!;
            const other = reps.find(({ id }) => fix.includes(id))!;
            const saved = estimate(reps[0].home, position).duration - estimate(other.home, position).duration;
            expect(saved).toBeGreaterThanOrEqual(3600);
        }
    });
});
