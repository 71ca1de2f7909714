import type { FeatureCollection, Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import { polygonArea } from '../../../src/geo/index.js';
import type { Account } from '../../../src/market/index.js';
import { findGaps } from '../../../src/territory/audit/gaps.js';
import { findOverlaps } from '../../../src/territory/audit/overlaps.js';
import type { TerritoryPlan } from '../../../src/territory/model/territory-plan.js';
import { barePlan } from '../bare-plan.js';

const planOf = (units: Readonly<Record<string, readonly string[]>>): TerritoryPlan =>
    barePlan(Object.entries(units).map(([id, unitIds]) => ({ id, unitIds })));

describe('findGaps', () => {
    const accounts: Account[] = [
        { id: 'a', position: [0, 0], potential: 10 },
        { id: 'b', position: [0, 0], potential: 30 },
        { id: 'c', position: [0, 0], potential: 20, owner: 'r1' },
        { id: 'd', position: [0, 0], potential: 40 },
        { id: 'e', position: [0, 0] },
    ];

    it('lists what no territory holds, most valuable first, and the potential lost, with and without an owner', () => {
        expect(findGaps(planOf({ t: ['b'] }), accounts)).toEqual({
            accounts: [
                { accountId: 'd', potential: 40 },
                { accountId: 'c', potential: 20, owner: 'r1' },
                { accountId: 'a', potential: 10 },
                { accountId: 'e', potential: 0 },
            ],
            potential: 70,
            potentialShare: 0.7,
        });
        expect(findGaps(planOf({ t: ['a', 'b', 'c', 'd', 'e'] }), accounts)).toEqual({
            accounts: [],
            potential: 0,
            potentialShare: 0,
        });
        expect(findGaps(planOf({}), [])).toEqual({ accounts: [], potential: 0, potentialShare: 0 });
    });

    it('follows accounts to the units they lie in', () => {
        const gaps = findGaps(planOf({ t: ['north'] }), accounts, { unitOf: { a: 'north', b: 'south', e: 'north' } });
        expect(gaps.accounts.map((account) => account.accountId)).toEqual(['d', 'b', 'c']);
    });
});

describe('findOverlaps', () => {
    it('finds units that territories share, in one plan and across plans', () => {
        const plans = [planOf({ a: ['1', '2', '3'], b: ['3', '4'] }), planOf({ a: ['2', '3', '9'] })];
        expect(findOverlaps(plans)).toEqual([
            {
                territories: [
                    { plan: 0, territoryId: 'a' },
                    { plan: 0, territoryId: 'b' },
                ],
                unitIds: ['3'],
                area: 0,
            },
            {
                territories: [
                    { plan: 0, territoryId: 'a' },
                    { plan: 1, territoryId: 'a' },
                ],
                unitIds: ['2', '3'],
                area: 0,
            },
            {
                territories: [
                    { plan: 0, territoryId: 'b' },
                    { plan: 1, territoryId: 'a' },
                ],
                unitIds: ['3'],
                area: 0,
            },
        ]);
        expect(findOverlaps([planOf({ a: ['1'], b: ['2'] })])).toEqual([]);
    });

    it('finds ground that shapes share, and no more than borders where they only touch', () => {
        const square = (west: number, east: number): Polygon => ({
            type: 'Polygon',
            coordinates: [
                [
                    [west, 0],
                    [east, 0],
                    [east, 1],
                    [west, 1],
                    [west, 0],
                ],
            ],
        });
        const shapes: FeatureCollection<Polygon, { id: string }> = {
            type: 'FeatureCollection',
            features: [square(0, 2), square(1, 3), square(3, 4)].map((geometry, index) => ({
                type: 'Feature',
                geometry,
                properties: { id: `t${index}` },
            })),
        };
        const overlaps = findOverlaps(shapes);
        expect(overlaps.map(({ territories }) => territories.map(({ territoryId }) => territoryId))).toEqual([['t0', 't1']]);
        expect(overlaps[0].area).toBeCloseTo(polygonArea(square(1, 2)), 0);
    });
});
