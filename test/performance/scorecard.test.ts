import { describe, expect, it } from 'vitest';
import { BeatplanError } from '../../src/core/index.js';
import type { Account, AccountScore, Rep } from '../../src/market/index.js';
import { scorecard } from '../../src/performance/index.js';
import { type BeatPlan, type PlannedDay, planBeats } from '../../src/planning/index.js';
import type { Territory } from '../../src/territory/index.js';

const HOUR = 3600;
const hours = { mon: [[8 * HOUR, 16 * HOUR]] as const, tue: [[8 * HOUR, 16 * HOUR]] as const };

const accounts: Account[] = [
    { id: 'a', position: [0, 50], potential: 300 },
    { id: 'b', position: [0.1, 50], potential: 100 },
    { id: 'c', position: [0.2, 50], potential: 200 },
    { id: 'd', position: [0.3, 50] },
    { id: 'e', position: [5, 50], potential: 400 },
];
const reps: Rep[] = [
    { id: 'r', name: 'Rita', home: [0, 50], hours },
    { id: 's', home: [1, 50], hours },
    { id: 't', home: [2, 50], hours },
];

function score(accountId: string, callFrequency: number): AccountScore {
    return { accountId, score: 50, contributions: {}, tier: 'B', priority: 50, callFrequency, callDuration: HOUR };
}

function territory(repId: string, unitIds: string[], workload: number, target: number, parts = 1): Territory {
    return {
        id: `of-${repId}`,
        repId,
        unitIds,
        center: [0, 50],
        measures: { workload },
        targets: { workload: target },
        deviations: { workload: workload / target - 1 },
        parts,
    };
}

function dayOf(visitIds: string[], figures: Partial<PlannedDay>): Omit<PlannedDay, 'repId' | 'date'> {
    const zeros = { start: 0, end: 0, distance: 0, duration: 0, travelDuration: 0, serviceDuration: 0, waitingDuration: 0 };
    return { visitIds, ...zeros, cost: 0, ...figures };
}

const visit = (id: string, repId: string, date: string, order: number) => ({
    id,
    accountId: id.split('#')[0],
    repId,
    date,
    order,
    arrival: 0,
    start: 0,
    departure: HOUR,
    distance: 0,
    travelDuration: 0,
});

// Two weeks of two days each, less a holiday: r works three days of eight hours, s and t as well.
const plan: BeatPlan = {
    scores: [score('a', 4), score('b', 2), score('c', 2), score('d', 2), score('e', 2)],
    alignment: {
        territories: [territory('r', ['a', 'b'], 9 * HOUR, 10 * HOUR), territory('s', ['c', 'd'], 6 * HOUR, 5 * HOUR, 2)],
        violations: [],
        dispersion: 0,
        maxDeviation: 0.2,
        statistics: { seed: 1, iterations: 0, seconds: 0 },
    },
    calendar: {
        start: '2026-01-05',
        weeks: 2,
        holidays: ['2026-01-06'],
        visits: [visit('a#1', 'r', '2026-01-05', 1), visit('b#1', 'r', '2026-01-05', 2), visit('c#1', 's', '2026-01-12', 1)],
        days: [
            {
                repId: 'r',
                date: '2026-01-05',
                ...dayOf(['a#1', 'b#1'], {
                    distance: 50_000,
                    duration: 4 * HOUR,
                    travelDuration: HOUR,
                    serviceDuration: 2 * HOUR,
                    waitingDuration: HOUR,
                }),
            },
            {
                repId: 's',
                date: '2026-01-12',
                ...dayOf(['c#1'], {
                    distance: 30_000,
                    duration: 2 * HOUR,
                    travelDuration: HOUR,
                    serviceDuration: HOUR,
                }),
            },
        ],
        unscheduled: [
            { id: 'a#2', accountId: 'a', repId: 'r', code: 'no-room', message: '' },
            { id: 'd#1', accountId: 'd', repId: 's', code: 'no-room', message: '' },
            { id: 'e#1', accountId: 'e', code: 'no-owner', message: '' },
        ],
    },
};

describe('scorecard', () => {
    const card = scorecard(accounts, reps, plan);

    it('sums up all accounts and reps', () => {
        expect(card.total).toEqual({
            accounts: 5,
            potential: 1000,
            // Both territories, and two hours of calls on e, which no rep owns.
            workload: 17 * HOUR,
            visitsDue: 6,
            visitsPlanned: 3,
            completion: 0.5,
            coverage: 0.6,
            // Half of a, b and c of 1,000.
            potentialCovered: 0.45,
            daysWorked: 2,
            visitsPerDay: 1.5,
            distance: 80_000,
            travelDuration: 2 * HOUR,
            serviceDuration: 3 * HOUR,
            waitingDuration: HOUR,
            windshieldShare: 1 / 3,
            utilization: 6 / 72,
        });
        expect(card).toMatchObject({ start: '2026-01-05', weeks: 2, reps: 3, splitTerritories: 1 });
        expect(card.unscheduled).toEqual({ 'no-room': 2, 'no-owner': 1 });
    });

    it('has a row for each territory', () => {
        expect(card.territories).toHaveLength(2);
        expect(card.territories[0]).toEqual({
            territoryId: 'of-r',
            repId: 'r',
            repName: 'Rita',
            accounts: 2,
            potential: 400,
            workload: 9 * HOUR,
            visitsDue: 3,
            visitsPlanned: 2,
            completion: 2 / 3,
            coverage: 1,
            potentialCovered: (150 + 100) / 400,
            daysWorked: 1,
            visitsPerDay: 2,
            distance: 50_000,
            travelDuration: HOUR,
            serviceDuration: 2 * HOUR,
            waitingDuration: HOUR,
            windshieldShare: 0.25,
            utilization: 4 / 24,
            workloadIndex: 900,
            potentialIndex: (1000 * 400) / 300,
            parts: 1,
        });
        expect(card.territories[1]).toMatchObject({
            repName: 's',
            workloadIndex: 1200,
            parts: 2,
            coverage: 0.5,
            potentialCovered: 1,
        });
    });

    it('holds workload against the targets and potential against the mean', () => {
        expect(card.balance.workload.mean).toBe(7.5 * HOUR);
        expect(card.balance.workload.maxDeviation).toBeCloseTo(0.2, 12);
        expect(card.balance.workload.maxDeviation).toBeCloseTo(0.2, 12);
        expect(card.balance.potential?.mean).toBe(300);
        expect(card.balance.potential?.maxDeviation).toBeCloseTo(1 / 3, 12);
        expect(card.balance.potential?.coefficientOfVariation).toBeCloseTo(1 / 3, 12);
        expect(card.balance.potential?.gini).toBeCloseTo(1 / 6, 12);
    });

    it('holds a half-time rep against half of the work', () => {
        const part = reps.map((rep) => (rep.id === 's' ? { ...rep, share: 0.5 } : rep));
        const plan = planBeats(accounts, part, { start: '2026-01-05' });
        const halves = [territory('r', ['a', 'b'], 8, 8), territory('s', ['c'], 4, 4)];
        // Targets as the design has them, and as the shares of the reps say if it has none.
        for (const targets of [undefined, {}]) {
            const territories = halves.map((one) => (targets === undefined ? one : { ...one, targets }));
            const halved = scorecard(accounts, part, { ...plan, alignment: { ...plan.alignment, territories } });
            expect(halved.territories.map(({ workloadIndex }) => workloadIndex)).toEqual([1000, 1000]);
            expect(halved.territories.map(({ potentialIndex }) => potentialIndex)).toEqual([1000, 1000]);
            expect(halved.balance.workload.maxDeviation).toBe(0);
        }
    });

    it('knows what shares of nothing are', () => {
        const nothing = scorecard([], [], planBeats([], [], { start: '2026-01-05' }));
        expect(nothing.total).toMatchObject({
            completion: 1,
            coverage: 1,
            visitsPerDay: 0,
            windshieldShare: 0,
            utilization: 0,
        });
        expect(nothing.territories).toEqual([]);
        expect(nothing.balance.workload).toMatchObject({ mean: 0, maxDeviation: 0, coefficientOfVariation: 0, gini: 0 });
        const idle = { ...plan, calendar: { ...plan.calendar, visits: [], days: [], unscheduled: [] } };
        const worthless = accounts.map(({ potential: _, ...rest }) => rest);
        const card = scorecard(worthless, reps, idle);
        expect(card.territories[0]).toMatchObject({ completion: 1, daysWorked: 0 });
        expect(JSON.stringify(card)).not.toContain('otential');
        expect(JSON.parse(JSON.stringify(card))).toEqual(card);
    });

    it('agrees with the plan that it sums up', () => {
        const some = Array.from({ length: 20 }, (_, i) => ({
            id: `a${i}`,
            position: [(i % 5) / 20, 50 + Math.floor(i / 5) / 20] as const,
            potential: 10 * i,
            callFrequency: (i % 3) + 1,
            callDuration: HOUR,
        }));
        const made = planBeats(some, reps.slice(0, 2), {
            start: '2026-01-05',
            stop: { iterations: 20 },
            territory: { stop: { iterations: 2000 } },
        });
        const { total, territories } = scorecard(some, reps.slice(0, 2), made);
        expect(total.visitsDue).toBe(some.reduce((sum, account) => sum + account.callFrequency, 0));
        expect(total.visitsPlanned).toBe(made.calendar.visits.length);
        const sums = [
            'accounts',
            'potential',
            'visitsDue',
            'visitsPlanned',
            'distance',
            'travelDuration',
            'serviceDuration',
        ] as const;
        for (const key of sums)
            expect(territories.reduce((sum, row) => sum + (row[key] as number), 0)).toBeCloseTo(total[key] as number, 3);
        expect(total.serviceDuration).toBe(total.visitsPlanned * HOUR);
        expect(total.utilization).toBeLessThanOrEqual(1);
    });

    it('names ids that the plan has and the lists lack', () => {
        try {
            scorecard(accounts.slice(1), reps.slice(1), plan);
            expect.unreachable();
        } catch (error) {
            expect(error).toBeInstanceOf(BeatplanError);
            expect((error as BeatplanError).issues.map((issue) => [issue.code, issue.path.join('.')])).toEqual([
                ['unknown-id', 'plan.scores.0.accountId'],
                ['unknown-id', 'plan.alignment.territories.0.repId'],
                ['unknown-id', 'plan.alignment.territories.0.unitIds.0'],
                ['unknown-id', 'plan.calendar.visits.0.accountId'],
                ['unknown-id', 'plan.calendar.visits.0.repId'],
                ['unknown-id', 'plan.calendar.visits.1.repId'],
                ['unknown-id', 'plan.calendar.unscheduled.0.accountId'],
                ['unknown-id', 'plan.calendar.unscheduled.0.repId'],
                ['unknown-id', 'plan.calendar.days.0.repId'],
            ]);
        }
    });
});
