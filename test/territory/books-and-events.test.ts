import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BeatplanError } from '../../src/core/index.js';
import type { Account, Rep } from '../../src/market/index.js';
import { assignBooks, layerPlans, siteEvent, type TerritoryPlan } from '../../src/territory/index.js';
import { DEFAULT_TRAVEL, driveDuration } from '../../src/travel/index.js';
import { barePlan } from './bare-plan.js';

function issuesOf(call: () => unknown): [code: string, path: string][] {
    try {
        call();
    } catch (error) {
        if (error instanceof BeatplanError) return error.issues.map(({ code, path }) => [code, path.join('.')]);
    }
    return [];
}

const rep = (id: string, more: Partial<Rep> = {}): Rep => ({ id, home: [8, 49], hours: { mon: [[28_800, 61_200]] }, ...more });
const at = (id: string, more: Partial<Account> = {}): Account => ({ id, position: [8, 49], ...more });

describe('assignBooks', () => {
    it('balances by share, and keeps owners, skills and capacity', () => {
        const accounts = [
            at('a', { potential: 50, owner: 'ben' }),
            at('b', { potential: 40, skills: ['x-ray'] }),
            at('c', { potential: 30 }),
            at('d', { potential: 30 }),
            at('e', { potential: 30, skills: ['laser'] }),
        ];
        const { books, unassigned } = assignBooks(accounts, [rep('ana', { skills: ['x-ray'] }), rep('ben', { share: 0.5 })]);
        expect(books.map(({ repId, accountIds }) => [repId, accountIds])).toEqual([
            ['ana', ['b', 'c', 'd']],
            ['ben', ['a']],
        ]);
        expect(books[0]).toMatchObject({ value: 100, target: 120, deviation: 100 / 120 - 1 });
        expect(unassigned).toEqual([{ accountId: 'e', code: 'skill-missing' }]);
        const capped = assignBooks(accounts, [rep('ana', { skills: ['x-ray'] }), rep('ben')], { capacity: { ana: 2, ben: 0 } });
        expect(capped.books.map(({ accountIds }) => accountIds)).toEqual([['b', 'c'], ['a']]);
        expect(capped.unassigned.map(({ code }) => code)).toEqual(['capacity-exceeded', 'skill-missing']);
    });

    it('brings accounts into fitting hands, as far as that is worth it', () => {
        const accounts = Array.from({ length: 20 }, (_, i) =>
            at(`a${i}`, { potential: 10, segment: i < 12 ? 'hospital' : 'clinic' }),
        );
        const fit = { ana: { hospital: 1 }, ben: { clinic: 1 } };
        const soft = assignBooks(accounts, [rep('ana'), rep('ben')], { fit, fitWeight: 1 });
        expect(soft.books.map(({ accountIds }) => accountIds.length)).toEqual([12, 8]);
        expect(soft.books[0].fit).toBeCloseTo(1, 12);
        const even = assignBooks(accounts, [rep('ana'), rep('ben')], { fit });
        expect(even.maxDeviation).toBe(0);
        // Of all even books the most fitting.
        expect(even.books.map((book) => book.fit)).toEqual([1, 0.8]);
    });

    it('comes near the best of all divisions', () => {
        const values = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 7 });
        fc.assert(
            fc.property(values, fc.integer({ min: 2, max: 3 }), (list, count) => {
                const accounts = list.map((potential, i) => at(String(i), { potential }));
                const reps = Array.from({ length: count }, (_, r) => rep(`r${r}`));
                const { books, unassigned } = assignBooks(accounts, reps);
                expect(unassigned).toEqual([]);
                expect(books.flatMap(({ accountIds }) => accountIds).sort()).toEqual(accounts.map(({ id }) => id).sort());
                const total = list.reduce((sum, value) => sum + value, 0);
                if (total === 0) return;
                const costOf = (loads: readonly number[]): number =>
                    loads.reduce((sum, load) => sum + ((load * count) / total - 1) ** 2 / count, 0);
                let least = Number.POSITIVE_INFINITY;
                for (let code = 0; code < count ** list.length; code++) {
                    const loads = new Array<number>(count).fill(0);
                    for (let i = 0; i < list.length; i++) loads[Math.floor(code / count ** i) % count] += list[i];
                    least = Math.min(least, costOf(loads));
                }
                const largest = Math.max(...list) / total;
                expect(costOf(books.map(({ value }) => value))).toBeLessThanOrEqual(least + (largest * count) ** 2 / 4 + 1e-9);
            }),
        );
    });

    it('spreads accounts of no value, and says what is wrong', () => {
        const accounts = Array.from({ length: 9 }, (_, i) => at(`a${i}`));
        const { books } = assignBooks(
            accounts,
            ['r1', 'r2', 'r3'].map((id) => rep(id)),
        );
        expect(books.map(({ accountIds }) => accountIds.length)).toEqual([3, 3, 3]);
        expect(
            issuesOf(() =>
                assignBooks([at('a', { owner: 'zoe' })], [rep('ana')], { capacity: { zoe: 1 }, fit: { ana: { x: 2 } } }),
            ),
        ).toEqual([
            ['unknown-id', 'accounts.0.owner'],
            ['out-of-range', 'options.fit.ana.x'],
        ]);
        expect(issuesOf(() => assignBooks([], [rep('ana')], { capacity: { zoe: 1 } }))).toEqual([
            ['unknown-id', 'options.capacity.zoe'],
        ]);
    });
});

describe('siteEvent', () => {
    const accounts = [
        at('a', { position: [8, 49], potential: 10, owner: 'ana' }),
        at('b', { position: [8.1, 49], potential: 30, owner: 'ben' }),
        at('c', { position: [8.5, 49], potential: 35 }),
        at('d', { position: [12, 52], potential: 100 }),
    ];
    const venues = [
        { id: 'far', position: [12, 49] as const },
        { id: 'middle', position: [8.05, 49] as const },
        { id: 'east', position: [8.5, 49] as const },
    ];

    it('ranks venues by what they reach, and lists whom to invite', () => {
        const sites = siteEvent(venues, accounts, { within: 15 * 60, owners: { c: 'ben' } });
        expect(sites.map(({ venueId, value }) => [venueId, value])).toEqual([
            ['middle', 40],
            ['east', 35],
            ['far', 0],
        ]);
        expect(sites[0].guests.map(({ accountId, repId }) => [accountId, repId])).toEqual([
            ['b', 'ben'],
            ['a', 'ana'],
        ]);
        expect(sites[0].byRep).toEqual([
            { repId: 'ben', guests: 1, value: 30 },
            { repId: 'ana', guests: 1, value: 10 },
        ]);
        for (const { duration, distance } of sites[0].guests) {
            expect(duration).toBeLessThanOrEqual(15 * 60);
            expect(duration).toBeCloseTo(driveDuration(distance, DEFAULT_TRAVEL), 1);
        }
        expect(siteEvent(venues, accounts, { within: 15 * 60, seats: 1 })[0]).toMatchObject({ venueId: 'east', value: 35 });
        expect(siteEvent(venues, accounts, { within: 15 * 60, values: { a: 99 } })[0].value).toBe(99);
    });

    it('names faults', () => {
        expect(issuesOf(() => siteEvent([venues[0], venues[0]], accounts, { within: -1, seats: 0 }))).toEqual([
            ['duplicate-id', 'venues.1.id'],
            ['out-of-range', 'options.within'],
            ['out-of-range', 'options.seats'],
        ]);
    });
});

describe('layerPlans', () => {
    const planOf = (units: Readonly<Record<string, readonly string[]>>): TerritoryPlan =>
        barePlan(Object.entries(units).map(([id, unitIds]) => ({ id, unitIds, repId: `rep-${id}` })));

    it('says who covers each unit, what is left out, and who shares what', () => {
        const layered = layerPlans([
            { name: 'devices', plan: planOf({ a: ['1', '2'], b: ['3'] }) },
            { name: 'service', plan: planOf({ s: ['1', '2', '4'] }) },
        ]);
        expect(layered.coverage).toEqual([
            { unitId: '1', repIds: { devices: 'rep-a', service: 'rep-s' } },
            { unitId: '2', repIds: { devices: 'rep-a', service: 'rep-s' } },
            { unitId: '3', repIds: { devices: 'rep-b' } },
            { unitId: '4', repIds: { service: 'rep-s' } },
        ]);
        expect(layered.missing).toEqual({ devices: ['4'], service: ['3'] });
        expect(layered.pairs).toEqual([{ repIds: ['rep-a', 'rep-s'], units: 2 }]);
    });

    it('names a layer that comes twice', () => {
        const plan = planOf({});
        expect(
            issuesOf(() =>
                layerPlans([
                    { name: 'x', plan },
                    { name: 'x', plan },
                ]),
            ),
        ).toEqual([['duplicate-id', 'layers.1.name']]);
    });
});
