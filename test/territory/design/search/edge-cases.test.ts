import { describe, expect, it } from 'vitest';
import { BeatplanError } from '../../../../src/core/index.js';
import { designTerritories, designTerritoriesAsync, type Unit } from '../../../../src/territory/index.js';
import { gridEdges, gridUnits } from '../../oracles.js';

const stop = { iterations: 5000 };

function codesOf(action: () => unknown): string[] {
    try {
        action();
    } catch (error) {
        if (error instanceof BeatplanError) return error.issues.map(({ code }) => code);
    }
    return [];
}

describe('designTerritories at the edges', () => {
    it('takes one unit, and one territory', () => {
        const one = designTerritories(gridUnits(1, 1), { count: 1, metric: 'planar' });
        expect(one).toMatchObject({ dispersion: 0, maxDeviation: 0, violations: [] });
        const whole = designTerritories(gridUnits(3, 3), { count: 1, metric: 'planar', stop });
        expect(whole.territories[0].unitIds).toHaveLength(9);
        expect(whole.violations).toEqual([]);
    });

    it('gives every unit a territory of its own where there are as many', () => {
        const plan = designTerritories(gridUnits(3, 2), { count: 6, metric: 'planar', stop });
        expect(plan.territories.map(({ unitIds }) => unitIds.length)).toEqual([1, 1, 1, 1, 1, 1]);
        expect(codesOf(() => designTerritories(gridUnits(3, 2), { count: 7, metric: 'planar' }))).toEqual([
            'too-many-territories',
        ]);
    });

    it('names the unit that leaves too little for the others', () => {
        const units = gridUnits(6, 5).map((unit, i): Unit => (i === 0 ? { ...unit, measures: { workload: 30 } } : unit));
        const { violations } = designTerritories(units, { count: 3, metric: 'planar', stop });
        expect(violations.map(({ cause, message }) => [cause, message.split(': ')[1]]).sort()).toEqual([
            ['unit-too-large', `unit ${units[0].id} alone is more than the territory may have.`],
            ['unit-too-large', `unit ${units[0].id} alone takes so much that not all others can have enough.`],
            ['unit-too-large', `unit ${units[0].id} alone takes so much that not all others can have enough.`],
        ]);
        const fair = designTerritories(units, { count: 3, metric: 'planar', stop, targets: { 'territory-1': 2 } });
        expect(fair.violations.filter(({ message }) => message.includes('takes so much'))).toEqual([]);
    });

    it('shows a tolerance of 0 as such', () => {
        const units = gridUnits(3, 1).map((unit, i): Unit => ({ ...unit, measures: { workload: 1000 + i } }));
        const [{ message }] = designTerritories(units, {
            count: 3,
            metric: 'planar',
            stop,
            balance: [{ measure: 'workload', tolerance: 0 }],
        }).violations;
        expect(message).toMatch(/^workload is -?0\.1 % off its target, more than the tolerance of 0\.0 %/);
    });

    it('bridges islands and units without neighbours', () => {
        const islands = [...gridUnits(3, 2), ...gridUnits(3, 2).map(({ id, ...rest }) => ({ ...rest, id: `far ${id}` }))].map(
            (unit, index): Unit => (index < 6 ? unit : { ...unit, position: [unit.position[0] + 100, unit.position[1]] }),
        );
        const edges = [
            ...gridEdges(3, 2),
            ...gridEdges(3, 2)
                .slice(1)
                .map(([a, b]) => [`far ${a}`, `far ${b}`] as const),
        ];
        const plan = designTerritories(islands, { count: 2, metric: 'planar', edges, stop });
        expect(plan.violations).toEqual([]);
        expect(plan.territories.map(({ unitIds }) => unitIds.length)).toEqual([6, 6]);
        const bare = designTerritories(islands, { count: 3, metric: 'planar', edges: [], stop });
        expect(bare.territories.every(({ parts }) => parts === 1)).toBe(true);
    });

    it('divides units at one place', () => {
        const same = Array.from({ length: 9 }, (_, i): Unit => ({ id: `u${i}`, position: [10, 50], measures: { workload: 1 } }));
        const plan = designTerritories(same, { count: 3, stop });
        expect(plan).toMatchObject({ dispersion: 0, violations: [] });
    });

    it('takes a tolerance of zero, met or not', () => {
        const balance = [{ measure: 'workload', tolerance: 0 }];
        expect(designTerritories(gridUnits(4, 3), { count: 3, metric: 'planar', balance, stop }).violations).toEqual([]);
        const odd = designTerritories(gridUnits(5, 2), { count: 3, metric: 'planar', balance, stop });
        expect(odd.violations.length).toBeGreaterThan(0);
        expect(odd.violations.every(({ cause }) => cause !== undefined)).toBe(true);
    });

    it('takes a missing measure for none, and refuses a negative one', () => {
        const units = gridUnits(4, 2).map((unit, index) => (index < 4 ? unit : { ...unit, measures: {} }));
        const plan = designTerritories(units, { count: 2, metric: 'planar', stop });
        expect(plan.territories.map(({ measures }) => measures['workload'])).toEqual([2, 2]);
        const debt = [{ id: 'a', position: [0, 0] as const, measures: { workload: -1 } }];
        expect(codesOf(() => designTerritories(debt, { count: 1, metric: 'planar' }))).toEqual(['out-of-range']);
        const nothing = gridUnits(4, 2, () => 0);
        expect(designTerritories(nothing, { count: 2, metric: 'planar', stop })).toMatchObject({
            violations: [],
            maxDeviation: 0,
        });
    });

    it('divides thousands of units from a start near balance', () => {
        const units = gridUnits(80, 70, (x, y) => 1 + ((x * 7 + y * 3) % 5));
        const options = { count: 20, metric: 'planar', edges: gridEdges(80, 70), stop: { iterations: 60_000 } } as const;
        const plan = designTerritories(units, options);
        expect(plan.violations).toEqual([]);
        expect(plan.territories.every(({ parts }) => parts === 1)).toBe(true);
        // A territory of 280 units could be a square of side 16.7: its units lie 6.4 from the middle on average.
        expect(plan.dispersion / units.length).toBeLessThan(6.4 * 1.12);
    });

    it('clumped-units-never-balanced: units at few places are balanced, though a first division costs no distance', () => {
        const units = gridUnits(3, 2).map((unit) => ({ ...unit, position: [unit.id === '1-1' ? 500 : 0, 0] as const }));
        const balance = [{ measure: 'workload', tolerance: 0.4 }];
        const plan = designTerritories(units, { count: 2, metric: 'planar', edges: gridEdges(3, 2), balance, stop });
        expect(plan.violations).toEqual([]);
    });

    it('ends with the best so far when the signal is aborted on the way', async () => {
        const controller = new AbortController();
        const units = gridUnits(20, 20);
        const onProgress = (): void => controller.abort();
        const options = {
            count: 7,
            metric: 'planar',
            signal: controller.signal,
            onProgress,
            stop: { iterations: 1e12 },
        } as const;
        const plan = await designTerritoriesAsync(units, options);
        expect(plan.territories.flatMap(({ unitIds }) => unitIds)).toHaveLength(400);
        expect(plan.statistics.iterations).toBeLessThan(1e6);
    });
});
