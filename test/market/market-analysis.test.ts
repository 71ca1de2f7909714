import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Issue } from '../../src/core/index.js';
import { greatCircleDistance } from '../../src/geo/index.js';
import {
    type Account,
    estimatePotential,
    findHotAccounts,
    measureCompetition,
    measureWhitespace,
    segmentAccounts,
} from '../../src/market/index.js';

const at = (id: string, more: Partial<Account> = {}): Account => ({ id, position: [8.7, 49.4], ...more });

function issuesOf(call: () => unknown): [code: string, path: string][] {
    try {
        call();
    } catch (error) {
        return (error as { issues: Issue[] }).issues.map(({ code, path }) => [code, path.join('.')]);
    }
    return [];
}

describe('segmentAccounts', () => {
    const accounts = [
        at('a', { potential: 100, data: { chain: 'North' } }),
        at('b', { potential: 100, sales: 3, data: { chain: 'South' } }),
        at('c', { potential: 20, tier: 'A', data: { open: true, beds: '12' } }),
        at('d'),
    ];

    it('takes the first rule of which all conditions hold, and counts', () => {
        const { segments, totals } = segmentAccounts(accounts, [
            { segment: 'key', where: { potential: { min: 100 }, chain: ['North', 'West'] } },
            { segment: 'large', where: { potential: { min: 50 } } },
            { segment: 'small', where: { potential: { min: 0, below: 50 } } },
        ]);
        expect(segments).toEqual(['key', 'large', 'small', 'other']);
        expect(totals).toEqual([
            { segment: 'key', accounts: 1, potential: 100 },
            { segment: 'large', accounts: 1, potential: 100, sales: 3 },
            { segment: 'small', accounts: 1, potential: 20 },
            { segment: 'other', accounts: 1 },
        ]);
    });

    it('reads texts, numbers and flags of the account and of its data', () => {
        const one = (where: Record<string, never>): string[] =>
            segmentAccounts(accounts, [{ segment: 'yes', where }], { otherwise: 'no' }).segments.slice();
        const of = (where: unknown): string =>
            one(where as Record<string, never>)
                .map((segment) => segment[0])
                .join('');
        expect(of({ tier: 'A' })).toBe('nnyn');
        expect(of({ open: true })).toBe('nnyn');
        expect(of({ beds: 12 })).toBe('nnyn');
        expect(of({ chain: 'South', sales: 3 })).toBe('nynn');
        expect(of({})).toBe('yyyy');
        expect(of({ toString: 'x' })).toBe('nnnn');
    });

    it('names faults of rules', () => {
        const rules = [
            { segment: 'a', where: { potential: { min: 5, below: 5 } } },
            { segment: 'b', where: { potential: { most: 5 } } },
            { segment: 'c', where: { potential: [null] } },
            { segment: 'd' },
        ];
        expect(issuesOf(() => segmentAccounts(accounts, rules.slice(0, 3) as never))).toEqual([
            ['out-of-range', 'rules.0.where.potential'],
            ['unknown-key', 'rules.1.where.potential.most'],
            ['invalid-type', 'rules.2.where.potential'],
        ]);
        expect(issuesOf(() => segmentAccounts(accounts, rules as never))).toEqual([['missing-key', 'rules.3.where']]);
    });
});

describe('estimatePotential', () => {
    const shops = [10, 20, 30, 40, 50].map((sales, i) => at(`s${i}`, { sales, segment: 'shop', data: { beds: 10 } }));

    it('takes the frontier of the segment, and never less than the sales', () => {
        const estimates = estimatePotential([
            ...shops,
            at('new', { segment: 'shop' }),
            at('odd', { segment: 'kiosk', sales: 1 }),
        ]);
        expect(estimates.map(({ potential }) => potential)).toEqual([42, 42, 42, 42, 50, 42, 40]);
        expect(estimates[0]).toMatchObject({ segment: 'shop', frontier: 42 });
        // Too few kiosks: the frontier of all six accounts with sales, 0.8 of the way from the first to the last.
        expect('segment' in estimates[6]).toBe(false);
    });

    it('uses size', () => {
        const [estimate, without] = estimatePotential(
            [at('large', { segment: 'shop', data: { beds: 100 } }), at('none', { segment: 'shop', sales: 7 }), ...shops],
            { size: 'beds' },
        );
        expect(estimate.frontier).toBeCloseTo(4.2, 9);
        expect(estimate.potential).toBeCloseTo(420, 9);
        expect(without.potential).toBe(7);
    });

    it('names faults', () => {
        expect(issuesOf(() => estimatePotential(shops, { percentile: 0, fewest: 1.5 }))).toEqual([
            ['out-of-range', 'options.percentile'],
            ['not-an-integer', 'options.fewest'],
        ]);
        expect(issuesOf(() => estimatePotential(shops, { size: 'bed' }))).toEqual([['unknown-option', 'options.size']]);
    });
});

describe('measureWhitespace', () => {
    it('says what is not sold, and why', () => {
        const found = measureWhitespace(
            [
                at('a', { potential: 100, sales: 20, owner: 'r1' }),
                at('b', { potential: 50, sales: 40, owner: 'r1' }),
                at('c', { potential: 60 }),
                at('d', { potential: 10, sales: 30, owner: 'r1' }),
                at('e'),
            ],
            { owners: { e: 'r2' }, potentials: { c: 90 } },
        );
        expect(found.accounts.map(({ accountId, whitespace, status }) => [accountId, whitespace, status])).toEqual([
            ['c', 90, 'unassigned'],
            ['a', 80, 'under-worked'],
            ['b', 10, 'worked'],
            ['d', 0, 'worked'],
            ['e', 0, 'worked'],
        ]);
        expect(found).toMatchObject({ potential: 250, sales: 90, whitespace: 180, penetration: 90 / 250 });
        expect(found.byStatus).toEqual({ unassigned: 90, 'under-worked': 80, worked: 10 });
        expect(found.accounts[3].penetration).toBe(3);
    });

    it('sums up to the whole whatever the accounts are', () => {
        const account = fc.record({ potential: fc.nat(99), sales: fc.nat(99), owner: fc.constantFrom('r1', undefined) });
        fc.assert(
            fc.property(fc.array(account), (list) => {
                const accounts = list.map(({ owner, ...rest }, i) =>
                    at(String(i), owner === undefined ? rest : { ...rest, owner }),
                );
                const found = measureWhitespace(accounts);
                const { unassigned, worked } = found.byStatus;
                expect(unassigned + worked + found.byStatus['under-worked']).toBe(found.whitespace);
                const expected = accounts.reduce((sum, one) => sum + Math.max(0, one.potential! - one.sales!), 0);
                expect(found.whitespace).toBe(expected);
            }),
        );
    });
});

describe('measureCompetition', () => {
    it('halves with distance, and joins what several sites press', () => {
        const near: [number, number] = [8.7, 49.4];
        const far: [number, number] = [8.7, 49.5];
        const distance = greatCircleDistance(near, far);
        const [pressure, beside, alone] = measureCompetition(
            [far, near, [-60, 10]],
            [{ position: near }, { position: near, strength: 0.5 }],
            { halving: distance },
        );
        expect(pressure).toBeCloseTo(1 - 0.5 * 0.75, 9);
        expect(beside).toBe(1);
        expect(alone).toBe(0);
    });

    it('is what a full scan gives, to a thousandth a site', () => {
        const place = fc.tuple(fc.double({ min: 8, max: 9, noNaN: true }), fc.double({ min: 49, max: 50, noNaN: true }));
        fc.assert(
            fc.property(fc.array(place, { maxLength: 20 }), place, (sites, from) => {
                const [pressure] = measureCompetition(
                    [from],
                    sites.map((position) => ({ position })),
                );
                const left = sites.reduce((rest, site) => rest * (1 - 2 ** (-greatCircleDistance(from, site) / 5000)), 1);
                expect(Math.abs(pressure - (1 - left))).toBeLessThan(0.001 * sites.length + 1e-9);
            }),
        );
    });

    it('names faults', () => {
        const call = (): unknown => measureCompetition([[100, 95]], [{ position: [0, 0], strength: 2 }], { halving: 0 });
        expect(issuesOf(call)).toEqual([
            ['invalid-latitude', 'places.0'],
            ['out-of-range', 'sites.0.strength'],
            ['out-of-range', 'options.halving'],
        ]);
    });
});

describe('findHotAccounts', () => {
    it('finds where value gathers, the hottest first', () => {
        const accounts = Array.from({ length: 100 }, (_, i) => {
            const isHot = i % 10 < 3 && i < 30;
            const position: [number, number] = [8 + (i % 10) * 0.1, 49 + Math.floor(i / 10) * 0.1];
            return { id: `a${i}`, position, potential: isHot ? 100 : 1 };
        });
        const hot = findHotAccounts(accounts, { radius: 12_000 }).filter(({ level }) => level > 0);
        expect(hot[0].accountId).toBe('a11');
        expect(new Set(hot.map(({ accountId }) => accountId))).toEqual(
            new Set(['a0', 'a1', 'a2', 'a10', 'a11', 'a12', 'a20', 'a21', 'a22']),
        );
        expect(findHotAccounts(accounts, { by: 'sales' })).toEqual([]);
    });
});
