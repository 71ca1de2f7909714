import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judgeDivision } from '../../bench/territory/judge-division.js';
import { readStoreMarket } from '../../bench/territory/stores.js';
import { readDistricting } from '../../src/formats/index.js';
import { polygonArea } from '../../src/geo/index.js';
import { buildContiguity, designTerritories, territoryShapes } from '../../src/territory/index.js';
import { edgesOf, hangsTogether } from './oracles.js';

const data = process.env['BEATPLAN_DATA'];

describe('designTerritories on real data', () => {
    // Seconds of search: more than the usual limit of a test on a busy machine.
    it.skipIf(data === undefined)(
        'divides 2,992 stores among 60 reps within 5 %, each territory connected',
        () => {
            const { units, seeds } = readStoreMarket(data!, 60);
            const plan = designTerritories(units, { seeds, balance: [{ measure: 'workload', tolerance: 0.05 }] });
            expect(units).toHaveLength(2992);
            expect(plan.violations).toEqual([]);
            const total = units.reduce((sum, unit) => sum + unit.measures['workload'], 0);
            const byId = new Map(units.map((unit) => [unit.id, unit]));
            const edges = edgesOf(units, buildContiguity(units));
            const touching = new Map<string, [string, string][]>();
            const owner = new Map(plan.territories.flatMap(({ id, unitIds }) => unitIds.map((unitId) => [unitId, id])));
            for (const edge of edges) {
                const id = owner.get(edge[0])!;
                if (owner.get(edge[1]) === id) touching.set(id, [...(touching.get(id) ?? []), edge]);
            }
            for (const { id, unitIds } of plan.territories) {
                const load = unitIds.reduce((sum, unitId) => sum + byId.get(unitId)!.measures['workload'], 0);
                expect(Math.abs((load * 60) / total - 1)).toBeLessThanOrEqual(0.05 + 1e-9);
                expect(hangsTogether(unitIds, touching.get(id) ?? [])).toBe(true);
            }
            expect(owner.size).toBe(2992);
            const { features } = territoryShapes(plan, units);
            expect(Math.min(...features.map((feature) => polygonArea(feature.geometry)))).toBeGreaterThan(0);
        },
        60_000,
    );

    it.skipIf(data === undefined)('divides a districting instance as well as a published heuristic', () => {
        const text = readFileSync(join(data!, 'territory', '2DU80-05-13.dat'), 'utf8');
        const { units, edges, territories: count, tolerance } = readDistricting(text);
        const balance = ['w1', 'w2', 'w3'].map((measure) => ({ measure, tolerance }));
        const plan = designTerritories(units, { count, balance, edges, metric: 'planar' });
        const groups = plan.territories.map(({ unitIds }) => unitIds);
        const figures = judgeDivision({ units, edges, territories: count }, groups, tolerance);
        expect(figures.feasible).toBe(true);
        expect(figures.dispersion).toBeLessThan(6611.62);
        expect(figures.dispersion).toBeCloseTo(plan.dispersion, 6);
    });
});
