import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type DesignOptions, designTerritories, type TerritoryPlan, type Unit } from '../../../../src/territory/index.js';

/** Units a00 to a<rows - 1><columns - 1> on a grid, workload 1 each. */
function grid(columns: number, rows: number): Unit[] {
    return Array.from({ length: columns * rows }, (_, i) => ({
        id: `a${String(i).padStart(2, '0')}`,
        position: [(i % columns) / 10, Math.floor(i / columns) / 10] as const,
        measures: { workload: 1 },
    }));
}

function territoryOf(plan: TerritoryPlan): Map<string, string> {
    return new Map(plan.territories.flatMap(({ id, unitIds }) => unitIds.map((unit) => [unit, id] as const)));
}

const stop = { iterations: 5000 };

describe('keepTogether', () => {
    it('connects units that lie apart, whatever the seed', () => {
        for (let seed = 1; seed <= 20; seed++) {
            const plan = designTerritories(grid(10, 6), {
                count: 4,
                keepTogether: [['a13', 'a35']],
                seed,
                stop: { iterations: 20_000 },
            });
            expect(plan.violations).toEqual([]);
            const home = territoryOf(plan);
            expect(home.get('a13')).toBe(home.get('a35'));
            expect(plan.territories.map(({ parts }) => parts)).toEqual([1, 1, 1, 1]);
        }
    });

    it('keeps any groups in connected territories, crossing ones too', () => {
        const unit = fc.integer({ min: 0, max: 59 }).map((i) => `a${String(i).padStart(2, '0')}`);
        const groups = fc.array(fc.uniqueArray(unit, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 3 });
        fc.assert(
            fc.property(groups, fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 99 }), (keepTogether, count, seed) => {
                const plan = designTerritories(grid(10, 6), { count, keepTogether, seed, stop });
                const home = territoryOf(plan);
                for (const group of keepTogether) expect(new Set(group.map((id) => home.get(id))).size).toBe(1);
                expect(plan.violations.filter(({ code }) => code === 'not-contiguous')).toEqual([]);
            }),
            { numRuns: 30 },
        );
    });

    it('looks for ways through the market only if a group lies apart', () => {
        const units = grid(40, 40).flatMap((unit) => [unit, { ...unit, id: `${unit.id} upstairs` }]);
        const copied = vi.spyOn(Float64Array.prototype, 'slice');
        try {
            designTerritories(units, { count: 4, stop: { iterations: 0 } });
            expect(copied.mock.contexts.filter((array) => (array as Float64Array).length === units.length)).toEqual([]);
        } finally {
            copied.mockRestore();
        }
    });

    it('blames locks only where they shut a group off', () => {
        // A wall of units locked to one territory between two that another must have.
        const wall = Object.fromEntries(Array.from({ length: 6 }, (_, row) => [`a${row}5`, 'territory-1']));
        const locks = { ...wall, a20: 'territory-2', a29: 'territory-2' };
        const shut = designTerritories(grid(10, 6), { count: 2, locks, stop });
        expect(
            shut.violations.filter(({ code }) => code === 'not-contiguous').map(({ cause, territoryId }) => [cause, territoryId]),
        ).toEqual([['locks', 'territory-2']]);
        const kept = designTerritories(grid(10, 6), { count: 2, locks: wall, keepTogether: [['a20', 'a29']], stop });
        const home = territoryOf(kept);
        expect(home.get('a20')).toBe(home.get('a29'));
        for (const { code, cause, territoryId } of kept.violations) {
            if (code === 'not-contiguous') expect([cause, home.get('a20')]).toEqual(['locks', territoryId]);
        }
    });
});

describe('units at one position', () => {
    const doubled = (): Unit[] =>
        grid(6, 5).flatMap((unit) => [unit, { ...unit, id: `${unit.id}b` }, { ...unit, id: `${unit.id}c` }]);
    const split = (plan: TerritoryPlan): number => {
        const home = territoryOf(plan);
        return grid(6, 5).filter(({ id }) => home.get(id) !== home.get(`${id}b`) || home.get(id) !== home.get(`${id}c`)).length;
    };
    const options: DesignOptions = {
        count: 7,
        balance: [{ measure: 'workload', tolerance: 0.02 }],
        stop: { iterations: 20_000 },
    };

    it('belong together unless that is turned off', () => {
        for (let seed = 1; seed <= 5; seed++) expect(split(designTerritories(doubled(), { ...options, seed }))).toBe(0);
        expect(split(designTerritories(doubled(), { ...options, keepPlaces: false }))).toBeGreaterThan(0);
    });

    it('stay apart where rules tell them apart, or where they are more than a territory may have', () => {
        const locks = { a03: 'territory-1', a03b: 'territory-2' };
        const home = territoryOf(designTerritories(doubled(), { ...options, locks }));
        expect([home.get('a03'), home.get('a03b')]).toEqual(['territory-1', 'territory-2']);
        const apart = territoryOf(designTerritories(doubled(), { ...options, disjoint: [['a03', 'a03b']] }));
        expect(apart.get('a03')).not.toBe(apart.get('a03b'));
        const town: Unit[] = Array.from({ length: 40 }, (_, i) => ({ id: `t${i}`, position: [0, 0], measures: { workload: 1 } }));
        const plan = designTerritories(town, { count: 4 });
        expect(plan.territories.map(({ unitIds }) => unitIds.length)).toEqual([10, 10, 10, 10]);
    });

    it('leave every territory a unit', () => {
        const units = [0, 0, 1, 1].map((x, i): Unit => ({ id: `u${i}`, position: [x, 0], measures: { workload: 1 } }));
        expect(designTerritories(units, { count: 4 }).territories.map(({ unitIds }) => unitIds.length)).toEqual([1, 1, 1, 1]);
        const kept = designTerritories(units, { count: 2 });
        expect(kept.territories.map(({ unitIds }) => [...unitIds].sort())).toEqual(
            expect.arrayContaining([
                ['u0', 'u1'],
                ['u2', 'u3'],
            ]),
        );
    });
});
