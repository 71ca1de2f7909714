import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account, Rep } from '../../../src/market/index.js';
import { assignBooks, assignLeads, detectDrift, suggestMoves, type Unit } from '../../../src/territory/index.js';
import type { WorkMatrix } from '../../../src/territory/workload/work-matrix.js';

interface Market {
    readonly units: readonly Unit[];
    readonly work: WorkMatrix;
    /** Seconds by unit, then territory; undefined where the rep cannot serve the unit. */
    readonly table: readonly (readonly (number | undefined)[])[];
    readonly owners: readonly number[];
}

const market: fc.Arbitrary<Market> = fc
    .record({
        size: fc.integer({ min: 3, max: 10 }),
        count: fc.integer({ min: 2, max: 3 }),
        seconds: fc.array(fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined, freq: 4 }), {
            minLength: 30,
            maxLength: 30,
        }),
        owners: fc.array(fc.nat(2), { minLength: 10, maxLength: 10 }),
    })
    .map(({ size, count, seconds, owners }) => {
        const table = Array.from({ length: size }, (_, i) => seconds.slice(3 * i, 3 * i + count));
        const offsets = [0];
        const columns: number[] = [];
        const durations: number[] = [];
        for (const row of table) {
            const entries = row.flatMap((duration, column) => (duration === undefined ? [] : [{ duration, column }]));
            for (const { duration, column } of entries.sort((a, b) => a.duration - b.duration)) {
                columns.push(column);
                durations.push(duration);
            }
            offsets.push(columns.length);
        }
        const units = table.map((_, i): Unit => ({ id: `u${i}`, position: [i, (i * i) % 7], measures: { workload: 7 } }));
        const territoryIds = Array.from({ length: count }, (_, j) => `t${j}`);
        const work = { unitIds: units.map(({ id }) => id), territoryIds, offsets, columns, durations };
        // Every territory has a unit.
        return { units, work, table, owners: table.map((_, i) => (i < count ? i : owners[i] % count)) };
    });

function alignmentOf({ units, work, owners }: Market): { territories: { id: string; unitIds: string[] }[] } {
    return {
        territories: work.territoryIds.map((id, j) => ({
            id,
            unitIds: units.filter((_, i) => owners[i] === j).map((unit) => unit.id),
        })),
    };
}

describe('detectDrift', () => {
    it('uses the work of the rep who has a unit, and of a new one with the least', () => {
        fc.assert(
            fc.property(market, fc.boolean(), (drawn, isNew) => {
                const { units, work, table, owners } = drawn;
                const { territories } = alignmentOf(drawn);
                const last = units.length - 1;
                const plan = {
                    territories: territories.map(({ id, unitIds }) => ({
                        id,
                        unitIds: unitIds.filter((unitId) => !isNew || unitId !== `u${last}`),
                    })),
                };
                const balance = [{ measure: 'workload', tolerance: 0 }];
                const drift = detectDrift(units, plan, { work, balance });
                const loads = territories.map((_, j) =>
                    table.reduce((sum, row, i) => (owners[i] === j && !(isNew && i === last) ? sum + (row[j] ?? 0) : sum), 0),
                );
                const least = Math.min(...table[last].map((duration) => duration ?? Number.POSITIVE_INFINITY));
                const extra = isNew && Number.isFinite(least) ? least : 0;
                const target = (loads.reduce((sum, load) => sum + load, 0) + extra) / loads.length;
                for (const { territoryId, amount, target: told } of drift.territories) {
                    expect(amount).toBeCloseTo(loads[Number(territoryId.slice(1))], 9);
                    expect(told).toBeCloseTo(target, 9);
                }
                const off = loads.filter((load) => target > 0 && Math.abs(load / target - 1) > 1e-9).length;
                expect(drift.territories.length).toBe(off);
            }),
        );
    });

    it('refuses work that lacks a unit', () => {
        const units: Unit[] = [{ id: 'a', position: [0, 0], measures: {} }];
        const work = { unitIds: [], territoryIds: ['t'], offsets: [0], columns: [], durations: [] };
        expect(() => detectDrift(units, { territories: [{ id: 't', unitIds: ['a'] }] }, { work })).toThrow(/lacks a unit/);
    });
});

describe('suggestMoves', () => {
    it('ranks moves by the work that they save, and moves nothing to a rep who cannot serve it', () => {
        fc.assert(
            fc.property(market, (drawn) => {
                const { units, work, table, owners } = drawn;
                const plan = alignmentOf(drawn);
                const moves = suggestMoves(units, plan, {
                    work,
                    balance: [{ measure: 'count', tolerance: 99 }],
                    contiguity: 'none',
                    metric: 'planar',
                    borderWeight: 0,
                    keepPlaces: false,
                    limit: 1000,
                });
                const sizes = plan.territories.map(({ unitIds }) => unitIds.length);
                const expected = units.flatMap((unit, i) =>
                    table[i].flatMap((duration, to) => {
                        const from = owners[i];
                        const now = table[i][from];
                        if (to === from || sizes[from] === 1 || duration === undefined) return [];
                        return now === undefined || duration < now ? [{ key: `${unit.id} ${to}`, now, duration }] : [];
                    }),
                );
                expect(moves.map(({ unitId, to }) => `${unitId} ${to.slice(1)}`).sort()).toEqual(
                    expected.map(({ key }) => key).sort(),
                );
                for (const { unitId, to, dispersionChange } of moves) {
                    const { now, duration } = expected.find(({ key }) => key === `${unitId} ${to.slice(1)}`)!;
                    if (now !== undefined) expect(dispersionChange).toBeCloseTo(duration - now, 9);
                }
                const ranks = moves.map(({ violationChange }) => violationChange);
                expect(ranks.every((change, at) => at === 0 || change >= ranks[at - 1] - 1e-9)).toBe(true);
            }),
        );
    });
});

function repsOf({ work }: Market): Rep[] {
    return work.territoryIds.map((id, j) => ({ id, home: [j, 50], hours: { mon: [[0, 36_000]] } }));
}

describe('assignLeads', () => {
    it('asks the rep whom a lead takes least, and none who cannot serve it if another can', () => {
        fc.assert(
            fc.property(market, fc.boolean(), (drawn, isNamed) => {
                const { units, work, table, owners } = drawn;
                const leads = units.map(({ id, position }, i) =>
                    isNamed ? { id, position, owner: `t${owners[i]}` } : { id, position },
                );
                const assignments = assignLeads(leads, {}, repsOf(drawn), { work });
                assignments.forEach(({ repId, rule, reasons }, i) => {
                    const row = table[i];
                    const able = row.flatMap((duration, j) => (duration === undefined ? [] : [{ duration, repId: `t${j}` }]));
                    if (able.length === 0) return;
                    const own = table[i][owners[i]];
                    if (isNamed && own !== undefined) {
                        expect({ repId, rule }).toEqual({ repId: `t${owners[i]}`, rule: 'named-owner' });
                        return;
                    }
                    const least = Math.min(...able.map(({ duration }) => duration));
                    expect(able.find((one) => one.repId === repId)?.duration).toBe(least);
                    if (isNamed) expect(reasons[0].refused).toBe('out-of-reach');
                });
            }),
        );
    });
});

describe('assignBooks', () => {
    it('balances the hours of the rep who has an account, within reach', () => {
        fc.assert(
            fc.property(market, (drawn) => {
                const { units, work, table } = drawn;
                const accounts = units.map(({ id, position }): Account => ({ id, position }));
                const { books, unassigned } = assignBooks(accounts, repsOf(drawn), { work });
                expect(unassigned).toEqual([]);
                const amounts = books.map(({ accountIds }, j) =>
                    accountIds.reduce((sum, id) => sum + (table[Number(id.slice(1))][j] ?? 0), 0),
                );
                const total = amounts.reduce((sum, amount) => sum + amount, 0);
                books.forEach(({ accountIds, value, target }, j) => {
                    expect(value).toBeCloseTo(amounts[j], 9);
                    expect(target).toBeCloseTo(total / books.length, 9);
                    for (const id of accountIds) {
                        const row = table[Number(id.slice(1))];
                        if (row.some((duration) => duration !== undefined)) expect(row[j]).toBeDefined();
                    }
                });
            }),
        );
    });

    it('gives no rep what takes far longer than it takes another', () => {
        const accounts = [0, 1, 2, 3].map((i): Account => ({ id: `a${i}`, position: [i, 50] }));
        const reps = ['west', 'east'].map((id, j): Rep => ({ id, home: [3 * j, 50], hours: { mon: [[0, 36_000]] } }));
        const work: WorkMatrix = {
            unitIds: accounts.map(({ id }) => id),
            territoryIds: ['west', 'east'],
            offsets: [0, 2, 4, 6, 8],
            columns: [0, 1, 0, 1, 1, 0, 1, 0],
            durations: [10, 40, 10, 40, 10, 40, 10, 40],
        };
        const { books } = assignBooks(accounts, reps, { work });
        expect(books.map(({ accountIds }) => accountIds)).toEqual([
            ['a0', 'a1'],
            ['a2', 'a3'],
        ]);
        expect(() => assignBooks(accounts, reps, { work, values: {} })).toThrow(/stand beside work/);
    });
});
