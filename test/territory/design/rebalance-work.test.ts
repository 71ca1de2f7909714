import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/index.js';
import type { Account, AccountScore, Rep } from '../../../src/market/index.js';
import {
    type Alignment,
    accountUnits,
    designTerritories,
    estimateWork,
    type RebalanceOptions,
    rebalanceTerritories,
    type WorkMatrix,
} from '../../../src/territory/index.js';

const stop = { iterations: 100_000 };

/** Accounts in a plain, some in towns, and reps who live among them. */
function makeMarket(seed: number, size: number, count: number): { accounts: Account[]; reps: Rep[] } {
    const random = new Random(seed);
    const towns = Array.from({ length: count }, () => [-100 + 5 * random.next(), 40 + 4 * random.next()]);
    const accounts = Array.from({ length: size }, (_, i): Account => {
        const [east, north] = towns[random.integer(count)];
        const spread = i % 2 === 0 ? 0.2 : 1.2;
        const position = [east + spread * (random.next() - 0.5), north + spread * (random.next() - 0.5)] as const;
        return { id: `a${i}`, position };
    });
    const hours = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [[25_200, 64_800]] as const]));
    const reps = towns.map(([east, north], j): Rep => ({ id: `r${j}`, home: [east, north], hours }));
    return { accounts, reps };
}

function scoresOf(accounts: readonly Account[], durationOf: (i: number) => number): AccountScore[] {
    return accounts.map(
        ({ id }, i): AccountScore => ({
            accountId: id,
            score: 50,
            contributions: {},
            tier: 'B',
            priority: 50,
            callFrequency: [1, 2, 1, 4][i % 4],
            callDuration: durationOf(i),
        }),
    );
}

/** Mean square of the deviations from fair shares, and all work. */
function unevenness(alignment: Alignment, work: WorkMatrix): { deviation: number; total: number } {
    const rowOf = new Map(work.unitIds.map((id, row) => [id, row]));
    const loads = work.territoryIds.map((id, column) => {
        const { unitIds } = alignment.territories.find((territory) => territory.id === id)!;
        return unitIds.reduce((sum, unitId) => {
            const row = rowOf.get(unitId)!;
            const at = work.columns.indexOf(column, work.offsets[row]);
            return sum + (at !== -1 && at < work.offsets[row + 1] ? work.durations[at] : 0);
        }, 0);
    });
    const total = loads.reduce((sum, load) => sum + load, 0);
    const squares = loads.reduce((sum, load) => sum + ((load * loads.length) / total - 1) ** 2, 0);
    return { deviation: Math.sqrt(squares / loads.length), total };
}

describe('a rebalance with work', () => {
    it.each([1, 2, 3, 4])('mends what drifted with few moves, and drives little more for it (market %i)', (seed) => {
        const { accounts, reps } = makeMarket(seed, 320, 8);
        const before = scoresOf(accounts, () => 3000);
        const seeds = reps.map(({ id, home }) => ({ id, position: home, pinned: true }));
        const work = estimateWork(accounts, before, reps);
        const plan = designTerritories(accountUnits(accounts, before), { seeds, work, stop, seed });
        // The calls of half the reps get longer, those of the others shorter.
        const columnOf = new Map(plan.territories.flatMap(({ unitIds }, j) => unitIds.map((id) => [id, j] as const)));
        const now = scoresOf(accounts, (i) => (columnOf.get(accounts[i].id)! % 2 === 0 ? 4200 : 2100));
        const keep = Object.fromEntries(plan.territories.flatMap(({ id, unitIds }) => unitIds.map((unitId) => [unitId, id])));
        const drifted = estimateWork(accounts, now, reps, { keep });
        const units = accountUnits(accounts, now);
        const rebalance = (options: RebalanceOptions): ReturnType<typeof rebalanceTerritories> =>
            rebalanceTerritories(units, plan, { work: drifted, stop, seed, ...options });
        const next = rebalance({});
        const start = unevenness(plan, drifted);
        const end = unevenness(next, drifted);
        expect(end.deviation).toBeLessThan(start.deviation - 0.01);
        expect(end.total).toBeLessThan(1.05 * start.total);
        expect(next.changes.movedShare).toBeLessThanOrEqual(0.03);
        const free = rebalance({ disruption: { maxMoved: 1 } });
        expect(unevenness(free, drifted).deviation).toBeLessThan(0.85 * start.deviation);
        // A price of one's own counts, and so does what a move costs.
        const design = rebalance({ balance: [{ measure: 'workload', price: 0.5 }] });
        expect(unevenness(design, drifted).deviation).toBeGreaterThan(end.deviation);
        const dear = rebalance({ disruption: { weight: 6 } });
        expect(dear.changes.movedShare).toBeLessThan(next.changes.movedShare);
        expect(rebalance({ balance: [{ measure: 'workload', price: 5 }], disruption: { weight: 1.5 } }).changes).toEqual(
            next.changes,
        );
    });

    it('moves all that its rep can no longer serve, however much that is', () => {
        const { accounts, reps } = makeMarket(5, 200, 6);
        const scores = scoresOf(accounts, () => 3000);
        const work = estimateWork(accounts, scores, reps);
        const seeds = reps.map(({ id, home }) => ({ id, position: home, pinned: true }));
        const units = accountUnits(accounts, scores);
        const plan = designTerritories(units, { seeds, work, stop });
        const [{ unitIds }] = plan.territories;
        const lost = new Set(unitIds.slice(0, Math.ceil(unitIds.length / 2)));
        const skilled = accounts.map((one) => (lost.has(one.id) ? { ...one, skills: ['cold'] } : one));
        const staff = reps.map((one, j) => (j === 0 ? one : { ...one, skills: ['cold'] }));
        expect(lost.size).toBeGreaterThan(0.03 * accounts.length);
        const next = rebalanceTerritories(units, plan, { work: estimateWork(skilled, scores, staff), stop });
        expect(next.territories[0].unitIds.filter((id) => lost.has(id))).toEqual([]);
        expect(next.violations.filter(({ code }) => code === 'out-of-reach')).toEqual([]);
        expect(next.changes.movedShare).toBeLessThanOrEqual(0.03 + lost.size / accounts.length + 1e-9);
    });

    it('leaves a tolerance to those who ask for one, and names faults', () => {
        const { accounts, reps } = makeMarket(6, 200, 6);
        const scores = scoresOf(accounts, (i) => (i < 100 ? 4800 : 1500));
        const work = estimateWork(accounts, scores, reps);
        const units = accountUnits(accounts, scores);
        const sizes = reps.map((_, j) => Math.floor((200 * (j + 1)) / 6));
        const first = (j: number): number => (j === 0 ? 0 : sizes[j - 1]);
        const plan = {
            territories: reps.map(({ id }, j) => ({ id, unitIds: accounts.slice(first(j), sizes[j]).map((one) => one.id) })),
        };
        const balance = [{ measure: 'workload', tolerance: 0.3 }];
        const walled = rebalanceTerritories(units, plan, { work, balance, stop, contiguity: 'none' });
        expect(walled.violations).toEqual([]);
        expect(walled.changes.movedShare).toBeGreaterThan(0.03);
        for (const faulty of [{ work: {} }, { work, balance: 'workload' }, { work, balance: [null] }, { work: 7 }]) {
            const call = (): unknown => rebalanceTerritories(units, plan, faulty as unknown as RebalanceOptions);
            expect(call).toThrow(expect.objectContaining({ code: 'invalid-input' }));
        }
    });
});
