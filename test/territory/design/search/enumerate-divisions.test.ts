import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { provesCoarse } from '../../../../src/territory/design/search/prove-coarse.js';
import { designTerritories, type Unit } from '../../../../src/territory/index.js';
import { gridEdges, gridUnits, hangsTogether, judge } from '../../oracles.js';

interface Market {
    readonly units: readonly Unit[];
    readonly edges: readonly (readonly [string, string])[];
    readonly count: number;
    readonly groups: readonly (readonly string[])[];
    readonly locked: string | undefined;
    readonly tolerance: number;
}

const market: fc.Arbitrary<Market> = fc
    .record({
        width: fc.integer({ min: 2, max: 3 }),
        height: fc.integer({ min: 2, max: 3 }),
        count: fc.integer({ min: 2, max: 3 }),
        loads: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 9, maxLength: 9 }),
        shifts: fc.array(fc.double({ min: 0, max: 0.2, noNaN: true }), { minLength: 18, maxLength: 18 }),
        groups: fc.array(fc.uniqueArray(fc.nat(8), { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 2 }),
        locked: fc.option(fc.nat(8), { nil: undefined }),
        tolerance: fc.constantFrom(0.05, 0.1, 0.2, 0.35),
    })
    .map(({ width, height, count, loads, shifts, groups, locked, tolerance }) => {
        const size = width * height;
        const units = gridUnits(width, height).map(
            ({ id, position }, i): Unit => ({
                id,
                position: [position[0] + shifts[2 * i], position[1] + shifts[2 * i + 1]],
                measures: { workload: loads[i] },
            }),
        );
        const name = (at: number): string => units[at % size].id;
        return {
            units,
            edges: gridEdges(width, height),
            count: Math.min(count, size - 1),
            groups: groups.map((group) => [...new Set(group.map(name))]).filter(({ length }) => length > 1),
            locked: locked === undefined ? undefined : name(locked),
            tolerance,
        };
    });

/** The best connected division that keeps every group and lock, by its definition; undefined if there is none. */
function bestOf({ units, edges, count, groups, locked, tolerance }: Market): ReturnType<typeof judge> | undefined {
    let best: ReturnType<typeof judge> | undefined;
    for (let code = 0; code < count ** units.length; code++) {
        const home = new Map(units.map(({ id }, i) => [id, Math.floor(code / count ** i) % count]));
        if (locked !== undefined && home.get(locked) !== 0) continue;
        if (groups.some((group) => group.some((id) => home.get(id) !== home.get(group[0])))) continue;
        const parts = Array.from({ length: count }, (_, j) => units.filter(({ id }) => home.get(id) === j).map(({ id }) => id));
        if (parts.some(({ length }) => length === 0) || !parts.every((ids) => hangsTogether(ids, edges))) continue;
        const judged = judge(units, parts, tolerance);
        const order = best === undefined ? -1 : judged.violation - best.violation;
        if (order < -1e-12 || (order <= 1e-12 && judged.dispersion < best!.dispersion)) best = judged;
    }
    return best;
}

describe('a design of a few units', () => {
    it('is the best there is, with groups that lie apart, locks and tight tolerances', () => {
        fc.assert(
            fc.property(market, fc.integer({ min: 1, max: 99 }), (drawn, seed) => {
                const best = bestOf(drawn);
                if (best === undefined) return;
                const { units, edges, count, groups, locked, tolerance } = drawn;
                const plan = designTerritories(units, {
                    count,
                    keepTogether: groups,
                    locks: locked === undefined ? {} : { [locked]: 'territory-1' },
                    edges: edges.map(([a, b]) => [a, b] as const),
                    balance: [{ measure: 'workload', tolerance }],
                    metric: 'planar',
                    seed,
                });
                const found = judge(
                    units,
                    plan.territories.map(({ unitIds }) => unitIds),
                    tolerance,
                );
                expect(plan.territories.every(({ unitIds }) => hangsTogether(unitIds, edges))).toBe(true);
                expect(found.violation).toBeCloseTo(best.violation, 9);
                expect(found.dispersion).toBeCloseTo(best.dispersion, 9);
                if (best.violation === 0) expect(plan.violations).toEqual([]);
            }),
            { numRuns: 60 },
        );
    });

    it('keeps units at one place together', () => {
        const units = gridUnits(3, 2).flatMap((unit) => [unit, { ...unit, id: `${unit.id}'` }]);
        const plan = designTerritories(units, { count: 2, metric: 'planar' });
        for (const { unitIds } of plan.territories) {
            for (const id of unitIds) expect(unitIds).toContain(id.endsWith("'") ? id.slice(0, -1) : `${id}'`);
        }
        expect(plan.violations).toEqual([]);
    });
});

describe('provesCoarse', () => {
    it('says so where no selection adds up to the target, and there only', () => {
        const amounts = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 8 });
        fc.assert(
            fc.property(amounts, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 4 }), (drawn, low, width) => {
                let isReached = false;
                for (let code = 0; code < 2 ** drawn.length; code++) {
                    const sum = drawn.reduce((total, amount, i) => total + (((code >> i) & 1) === 1 ? amount : 0), 0);
                    if (sum >= low && sum <= low + width) isReached = true;
                }
                expect(provesCoarse(drawn, low, low + width)).toBe(!isReached);
            }),
        );
    });
});
