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
        expect(end.deviation).toBeLessThan(0.85 * start.deviation);
        expect(end.total).toBeLessThan(1.05 * start.total);
        expect(next.changes.movedShare).toBeLessThan(0.08);
        // A price of one's own counts, and so does what a move costs.
        const design = rebalance({ balance: [{ measure: 'workload', price: 0.5 }] });
        expect(unevenness(design, drifted).deviation).toBeGreaterThan(end.deviation);
        const dear = rebalance({ disruption: { weight: 6 } });
        expect(dear.changes.movedShare).toBeLessThan(next.changes.movedShare);
        expect(rebalance({ balance: [{ measure: 'workload', price: 5 }], disruption: { weight: 1.5 } }).changes).toEqual(
            next.changes,
        );
    });
});
