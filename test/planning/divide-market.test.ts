import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runSteps, type Steps } from '../../src/core/index.js';
import { type Account, type Rep, scoreAccounts } from '../../src/market/index.js';
import { type PlanOptions, planBeats, planVisits } from '../../src/planning/index.js';
import { type JudgedRep, TerritoryJudge } from '../../src/planning/judge-territories.js';
import { visitSettings } from '../../src/planning/plan-options.js';
import { BorderSettling, type SettleProblem } from '../../src/planning/settle-borders.js';
import { marginalUnfairness, unfairness } from '../../src/planning/unfairness.js';
import { buildContiguity, estimateWork } from '../../src/territory/index.js';
import { account, MONDAY, rep } from './small-market.js';

/** Towns of different sizes over 300 km, a rep in each of the five, one of whom lives far out. */
const reps: Rep[] = [
    [0, 0],
    [90, 10],
    [180, -20],
    [40, 90],
    [300, 120],
].map(([east, north], i) => rep(`r${i}`, { home: [east / 100, 50 + north / 100] }));
const accounts: Account[] = Array.from({ length: 150 }, (_, i) => {
    const [east, north] = [((i * 7919) % 331) - 10, ((i * 104_729) % 191) - 40];
    return account(`a${String(i).padStart(3, '0')}`, east, north, {
        callFrequency: [1, 2, 1, 4][i % 4],
        callDuration: 2400,
        priority: (i * 37) % 100,
    });
});
const scores = scoreAccounts(accounts);
const settings = visitSettings({ start: MONDAY });
const quick: PlanOptions = { start: MONDAY, stop: { iterations: 60 } };

function problemOf(contiguous = true): SettleProblem {
    const { offsets, neighbours } = buildContiguity(accounts.map(({ id, position }) => ({ id, position, measures: {} })));
    const work = estimateWork(accounts, scores, reps);
    const workOf = (account: number, who: number): number | undefined => {
        for (let at = work.offsets[account]; at < work.offsets[account + 1]; at++)
            if (work.columns[at] === who) return work.durations[at];
        return undefined;
    };
    return {
        judge: new TerritoryJudge(accounts, scores, reps, settings),
        shares: new Float64Array(reps.length).fill(1 / reps.length),
        price: 0.5,
        worth: 600,
        canServe: (account, who) => workOf(account, who) !== undefined,
        gainOf: (account, who, hourPrice) => {
            const work = workOf(account, who) ?? 0;
            return 600 * scores[account].callFrequency * scores[account].priority - (1 + hourPrice) * work;
        },
        held: new Uint8Array(accounts.length),
        offsets,
        neighbours,
        contiguous,
        linkCost: 300,
    };
}

const settle = (problem: SettleProblem, division: Int32Array): BorderSettling =>
    runSteps(BorderSettling.start(problem, division));

const nearestRep = ({ position }: Account): number =>
    reps
        .map(({ home }, j) => [Math.hypot((home[0] - position[0]) * 0.64, home[1] - position[1]), j])
        .sort((a, b) => a[0] - b[0])[0][1];

describe('TerritoryJudge', () => {
    it('tells the hours that calendars plan, within a few per cent', () => {
        const judge = new TerritoryJudge(accounts, scores, reps, settings);
        const assignment = Object.fromEntries(accounts.map((item) => [item.id, `r${nearestRep(item)}`]));
        const calendar = planVisits(accounts, reps, scores, assignment, { start: MONDAY, stop: { iterations: 300 } });
        reps.forEach(({ id }, j) => {
            const members = accounts.flatMap((item, i) => (nearestRep(item) === j ? [i] : []));
            const judged = runSteps(judge.judge(j, members));
            const planned = calendar.days
                .filter(({ repId }) => repId === id)
                .reduce((sum, { travelDuration, serviceDuration }) => sum + travelDuration + serviceDuration, 0);
            if (judged.lost > 0) expect(calendar.unscheduled.some(({ repId }) => repId === id)).toBe(true);
            else expect(Math.abs(planned / judged.hours - 1)).toBeLessThan(0.08);
        });
    });

    it('leaves out what is worth least an hour where days are too few, and no account that is too far', () => {
        const judge = new TerritoryJudge(accounts, scores, reps, settings);
        const all = accounts.map((_, i) => i);
        const one = runSteps(judge.judge(0, all));
        const capacity = 4 * 5 * 9 * 3600;
        expect(one.hours).toBeLessThanOrEqual(capacity);
        expect(one.needed).toBeGreaterThan(capacity);
        expect(one.lost).toBeGreaterThan(0);
        const served = new Set(one.days.flat());
        const work = estimateWork(accounts, scores, reps.slice(0, 1));
        for (const i of all) expect(served.has(i)).toBe(work.offsets[i] < work.offsets[i + 1]);
    });
});

describe('BorderSettling', () => {
    it.each([true, false])('lowers what days cost, by figures that a fresh judgement confirms, contiguous: %s', (contiguous) => {
        const problem = problemOf(contiguous);
        const start = Int32Array.from(accounts, nearestRep);
        const settling = settle(problem, start);
        const before = settling.cost;
        runSteps(settling.improve(1e6, () => false));
        expect(settling.cost).toBeLessThan(before);
        expect(settle(problem, settling.division).cost).toBeCloseTo(settling.cost, 3);
        const parts = (division: Int32Array): number[] => reps.map((_, j) => countParts(problem, division, j));
        if (contiguous) {
            const [old, now] = [parts(start), parts(settling.division)];
            for (let j = 0; j < reps.length; j++) expect(now[j]).toBeLessThanOrEqual(old[j]);
        }
        for (let i = 0; i < accounts.length; i++) {
            if (settling.division[i] !== start[i]) expect(problem.canServe(i, settling.division[i])).toBe(true);
        }
    });

    it('moves no account that is held', () => {
        const problem = { ...problemOf(), held: new Uint8Array(accounts.length).fill(1) };
        const settling = settle(problem, Int32Array.from(accounts, nearestRep));
        runSteps(settling.improve(1e6, () => false));
        expect([...settling.division]).toEqual(accounts.map(nearestRep));
    });
});

describe('BorderSettling of full reps', () => {
    const HOUR = 3600;
    // Accounts on a line, an hour of work each wherever they lie; a rep has three hours.
    const size = 8;
    const links = Array.from({ length: size }, (_, i) => [i - 1, i + 1].filter((other) => other >= 0 && other < size));
    const offsets = Int32Array.from({ length: size + 1 }, (_, i) =>
        links.slice(0, i).reduce((sum, { length }) => sum + length, 0),
    );
    function* judge(_: number, members: readonly number[]): Steps<JudgedRep> {
        const lost = Math.max(0, members.length - 3);
        const needed = HOUR * members.length;
        const figures = { hours: needed - HOUR * lost, needed, driving: 0, lost, scarcity: lost > 0 ? 1 / HOUR : 0 };
        return { ...figures, days: members.map((account) => [account]), effort: 1 };
    }
    const problem = {
        judge: { judge } as unknown as TerritoryJudge,
        shares: new Float64Array(3).fill(1 / 3),
        price: 0,
        worth: 2 * HOUR,
        canServe: () => true,
        gainOf: () => 0,
        held: new Uint8Array(size),
        offsets,
        neighbours: Int32Array.from(links.flat()),
        contiguous: true,
        linkCost: 0,
    };

    it('passes work on through a rep who has no room to one who has', () => {
        const settling = settle(problem, Int32Array.of(0, 0, 0, 0, 1, 1, 1, 2));
        expect(settling.cost).toBe(2 * HOUR);
        runSteps(settling.improve(1e4, () => false));
        expect([...settling.division]).toEqual([0, 0, 0, 1, 1, 1, 2, 2]);
        expect(settling.cost).toBe(0);
    });

    it('leaves a division as it is where passing on helps no rep', () => {
        const full = Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1);
        const settling = settle({ ...problem, shares: new Float64Array(2).fill(1 / 2) }, full);
        runSteps(settling.improve(1e4, () => false));
        expect([...settling.division]).toEqual([...full]);
    });
});

describe('unfairness', () => {
    it('grows by its marginal figure', () => {
        fc.assert(
            fc.property(
                fc.double({ min: 0.1, max: 3, noNaN: true }),
                fc.double({ min: 1, max: 1e6, noNaN: true }),
                (ratio, target) => {
                    const step = 1e-6 * target;
                    const slope =
                        (unfairness(ratio * target + step, target) - unfairness(ratio * target - step, target)) / (2 * step);
                    const marginal = marginalUnfairness(ratio * target, target);
                    expect(Math.abs(slope - marginal)).toBeLessThanOrEqual(1e-3 * (1 + Math.abs(marginal)));
                },
            ),
        );
        expect(marginalUnfairness(5, 0)).toBe(0);
    });
});

describe('planBeats over a divided market', () => {
    const plan = planBeats(accounts, reps, quick);

    it('has the calendar that planVisits makes of its territories, whichever reps were planned twice', () => {
        const assignment = Object.fromEntries(
            plan.alignment.territories.flatMap(({ unitIds, repId }) => unitIds.map((id) => [id, repId!])),
        );
        const calendar = planVisits(accounts, reps, plan.scores, assignment, quick);
        expect(timeless(plan.calendar)).toEqual(timeless(calendar));
    });

    it('gives each rep the account nearest to his home, connected territories, and nothing that only another can serve', () => {
        expect(plan.alignment.territories.map(({ parts }) => parts)).toEqual([1, 1, 1, 1, 1]);
        expect(plan.alignment.violations).toEqual([]);
        expect(plan.calendar.unscheduled.filter(({ code }) => code === 'shift-exceeded')).toEqual([]);
        reps.forEach(({ id, home }) => {
            const [nearest] = [...accounts].sort(
                (a, b) =>
                    Math.hypot((a.position[0] - home[0]) * 0.64, a.position[1] - home[1]) -
                    Math.hypot((b.position[0] - home[0]) * 0.64, b.position[1] - home[1]),
            );
            const owner = plan.alignment.territories.find(({ unitIds }) => unitIds.includes(nearest.id));
            expect(owner?.id).toBe(id);
        });
    });

    it('has work that tells the planned hours', () => {
        for (const { id, measures } of plan.alignment.territories) {
            const days = plan.calendar.days.filter(({ repId }) => repId === id);
            const hours = days.reduce((sum, { travelDuration, serviceDuration }) => sum + travelDuration + serviceDuration, 0);
            expect(Math.abs(hours / measures['workload'] - 1)).toBeLessThan(0.12);
        }
    });

    it('keeps a tolerance for who asks, and tells what it costs in driving', () => {
        const balance = [{ measure: 'workload', tolerance: 0.03 }];
        const { alignment } = planBeats(accounts, reps, { ...quick, territory: { balance } });
        for (const { deviations } of alignment.territories) expect(Math.abs(deviations['workload'])).toBeLessThan(0.05);
        expect(alignment.balanceCost).toBeGreaterThan(0);
        expect(plan.alignment.balanceCost).toBeUndefined();
    });
});

function countParts({ offsets, neighbours }: SettleProblem, division: Int32Array, territory: number): number {
    const left = new Set([...division.keys()].filter((i) => division[i] === territory));
    let parts = 0;
    for (const first of left) {
        parts++;
        const queue = [first];
        left.delete(first);
        for (const u of queue)
            for (let e = offsets[u]; e < offsets[u + 1]; e++) if (left.delete(neighbours[e])) queue.push(neighbours[e]);
    }
    return parts;
}

function timeless(value: unknown): unknown {
    return JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === 'seconds' ? 0 : inner)));
}
