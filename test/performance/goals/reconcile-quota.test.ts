import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reconcileQuota } from '../../../src/performance/index.js';
import { issuesOf } from '../issues.js';

const amounts = (list: readonly number[]) => list.map((amount, i) => ({ territoryId: `t${i}`, amount }));

describe('reconcileQuota', () => {
    it('tells who is asked for more and for less than the field commits to', () => {
        const { territories, gap, status } = reconcileQuota(amounts([600, 400, 100, 50]), amounts([400, 400, 180, 0]));
        expect(territories.map(({ territoryId, gap: own, status: told }) => [territoryId, own, told])).toEqual([
            ['t0', 200, 'above-commitment'],
            ['t2', -80, 'below-commitment'],
            ['t3', 50, 'above-commitment'],
            ['t1', 0, 'agreed'],
        ]);
        expect(territories[2].gapShare).toEqual({ part: 50, whole: 0, value: null, reading: 'of-zero' });
        expect([gap, status]).toEqual([170, 'above-commitment']);
    });

    it('proposes quotas between both that keep the top-down total', () => {
        const pair = fc.array(fc.tuple(fc.nat({ max: 1e9 }), fc.nat({ max: 1e9 })), { minLength: 1, maxLength: 20 });
        fc.assert(
            fc.property(pair, fc.double({ min: 0, max: 1, noNaN: true }), (pairs, bottomUpWeight) => {
                const top = pairs.map(([a]) => a);
                const bottom = pairs.map(([, b]) => b);
                const { territories, topDown, bottomUp } = reconcileQuota(amounts(top), amounts(bottom), { bottomUpWeight });
                expect(territories.reduce((sum, { proposed }) => sum + proposed, 0)).toBe(topDown);
                const scale = bottomUp > 0 ? topDown / bottomUp : 0;
                for (const row of territories) {
                    const scaled = bottomUp > 0 ? row.bottomUp * scale : row.topDown;
                    expect(row.proposed).toBeGreaterThanOrEqual(Math.min(row.topDown, scaled) - 1.001);
                    expect(row.proposed).toBeLessThanOrEqual(Math.max(row.topDown, scaled) + 1.001);
                }
            }),
        );
    });

    it('tells 0 of 0', () => {
        expect(reconcileQuota(amounts([0]), amounts([0])).gapShare.reading).toBe('of-nothing');
    });

    it('names territories that only one list has', () => {
        const call = () =>
            reconcileQuota([...amounts([1, 2]), { territoryId: 't0', amount: 3 }], [{ territoryId: 'x', amount: 1 }]);
        expect(issuesOf(call)).toEqual([
            'duplicate-id at topDown.2.territoryId',
            'unknown-id at topDown.0.territoryId',
            'unknown-id at topDown.1.territoryId',
            'unknown-id at topDown.2.territoryId',
            'unknown-id at bottomUp.0.territoryId',
        ]);
    });
});
