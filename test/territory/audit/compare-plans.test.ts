import { describe, expect, it } from 'vitest';
import { BeatplanError } from '../../../src/core/index.js';
import { comparePlans, designTerritories, planFromAlignment, type Unit } from '../../../src/territory/index.js';
import { gridUnits } from '../oracles.js';

const units = gridUnits(10, 10);
const ids = units.map(({ id }) => id);
const column = (id: string): number => Number(id.split('-')[0]);
const halves = (share: number): { territories: { id: string; unitIds: string[] }[] } => ({
    territories: [
        { id: 'west', unitIds: ids.filter((id) => column(id) < 10 * share) },
        { id: 'east', unitIds: ids.filter((id) => column(id) >= 10 * share) },
    ],
});

describe('comparePlans', () => {
    it('judges plans that were read as it does designed ones', () => {
        const lopsided = planFromAlignment(units, halves(0.9));
        const redrawn = designTerritories(units, { count: 2, stop: { iterations: 5000 } });
        expect(lopsided.violations).toEqual([]);
        const rows = comparePlans(units, { lopsided, redrawn }, { incumbent: lopsided });
        expect(rows.map(({ name, violations }) => [name, violations])).toEqual([
            ['redrawn', 0],
            ['lopsided', 2],
        ]);
        expect(rows[1].maxDeviation).toBeCloseTo(0.8, 9);
        expect(rows[1].excess).toBeCloseTo(1.5, 9);
    });

    it('trusts no figure that a plan has of itself', () => {
        const plan = planFromAlignment(units, halves(0.5));
        const boastful = { ...plan, dispersion: 0, maxDeviation: 0, violations: [] };
        const modest = {
            ...plan,
            dispersion: 1e9,
            maxDeviation: 9,
            violations: [{ code: 'tolerance-not-met' as const, territoryId: 'west', message: '' }],
        };
        const [first, second] = comparePlans(units, { boastful, modest });
        expect({ ...first, name: '' }).toEqual({ ...second, name: '' });
        expect(first.dispersion).toBeCloseTo(plan.dispersion, 3);
    });

    it('matches labels before it counts moves', () => {
        const exchanged = {
            territories: halves(0.5).territories.map((territory, i, all) => ({ ...territory, id: all[1 - i].id })),
        };
        const [same] = comparePlans(units, { exchanged }, { incumbent: halves(0.5) });
        expect([same.movedShare, same.movedMeasure]).toEqual([0, 0]);
        const [apart] = comparePlans(units, { exchanged }, { incumbent: halves(0.5), relabel: false });
        expect(apart.movedShare).toBe(1);
    });

    it('judges by one set of rules', () => {
        const plans = { even: halves(0.5), third: halves(0.3) };
        const best = (options: Parameters<typeof comparePlans>[2]): string => comparePlans(units, plans, options)[0].name;
        expect(best({})).toBe('even');
        expect(best({ targets: { west: 3, east: 7 } })).toBe('third');
        expect(best({ balance: [], limits: [{ measure: 'count', max: 60 }] })).toBe('even');
        expect(
            comparePlans(units, plans, { balance: [{ measure: 'workload', tolerance: 0.4 }] }).map(
                ({ violations }) => violations,
            ),
        ).toEqual([0, 0]);
        const scattered = {
            territories: [0, 1].map((t) => ({ id: `t${t}`, unitIds: ids.filter((id) => column(id) % 2 === t) })),
        };
        expect(comparePlans(units, { scattered })[0].violations).toBe(2);
        expect(comparePlans(units, { scattered }, { contiguity: 'none' })[0].violations).toBe(0);
    });

    it('counts units in no territory and in several', () => {
        const lost = {
            territories: halves(0.5).territories.map(({ id, unitIds }) => ({
                id,
                unitIds: unitIds.filter((unit) => unit !== ids[0]),
            })),
        };
        const twice = {
            territories: halves(0.5).territories.map(({ id, unitIds }) => ({ id, unitIds: [...new Set([...unitIds, ids[50]])] })),
        };
        const options = { balance: [], contiguity: 'none' } as const;
        expect(comparePlans(units, { lost, twice }, options).map(({ violations }) => violations)).toEqual([1, 1]);
    });

    it('names unknown options and invalid plans', () => {
        const issues = (call: () => unknown): string[] => {
            try {
                call();
            } catch (error) {
                if (error instanceof BeatplanError) return error.issues.map(({ code, path }) => `${code} ${path.join('.')}`);
            }
            return [];
        };
        expect(issues(() => comparePlans(units, { a: {} as never }, { balanse: [] } as never))).toEqual([
            'unknown-key options.balanse',
            'missing-key scenarios.a.territories',
        ]);
        expect(issues(() => comparePlans([{ id: 'a' } as unknown as Unit], { a: halves(0.5) }))[0]).toContain('units');
    });
});
