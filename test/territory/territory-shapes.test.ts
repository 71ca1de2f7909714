import fc from 'fast-check';
import type { MultiPolygon, Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import { type BeatplanError, Random } from '../../src/core/index.js';
import { type Position, polygonArea, polygonContains } from '../../src/geo/index.js';
import { designTerritories } from '../../src/territory/design-territories.js';
import type { TerritoryPlan } from '../../src/territory/territory-plan.js';
import { territoryShapes } from '../../src/territory/territory-shapes.js';
import type { Unit } from '../../src/territory/unit.js';
import { barePlan } from './bare-plan.js';

function randomUnits(count: number, seed: number, west = 5, south = 45): Unit[] {
    const random = new Random(seed);
    return Array.from({ length: count }, (_, index) => {
        const lng = west + 4 * random.next();
        const position: Position = [lng > 180 ? lng - 360 : lng, south + 3 * random.next()];
        return { id: `u${index}`, position, measures: { workload: 1 + random.integer(5) } };
    });
}

const clip: Polygon = {
    type: 'Polygon',
    coordinates: [
        [
            [4, 44],
            [10, 44],
            [10, 49],
            [7, 46.5],
            [4, 49],
            [4, 44],
        ],
        [
            [6, 45.2],
            [6.5, 45.2],
            [6.5, 45.7],
            [6, 45.7],
            [6, 45.2],
        ],
    ],
};

const planFrom = (groups: readonly (readonly string[])[]): TerritoryPlan =>
    barePlan(
        groups.map((unitIds, index) => ({
            id: `t${index}`,
            unitIds,
            measures: { workload: unitIds.length },
            deviations: { workload: 0 },
        })),
    );

const holdersOf = (shapes: readonly { readonly geometry: Polygon | MultiPolygon }[], position: Position): number =>
    shapes.filter((shape) => polygonContains(shape.geometry, position)).length;

describe('territoryShapes', () => {
    it('covers the clip without gap or overlap', () => {
        fc.assert(
            fc.property(fc.integer({ min: 3, max: 60 }), fc.integer({ min: 1, max: 1000 }), (count, seed) => {
                const units = randomUnits(count, seed);
                const plan = designTerritories(units, { count: Math.min(4, count), stop: { iterations: 2000 } });
                const { features } = territoryShapes(plan, units, { clip });
                const areas = features.reduce((sum, feature) => sum + polygonArea(feature.geometry), 0);
                expect(Math.abs(areas / polygonArea(clip) - 1)).toBeLessThan(1e-6);
                const random = new Random(seed);
                for (let sample = 0; sample < 50; sample++) {
                    const position: Position = [4 + 6 * random.next(), 44 + 5 * random.next()];
                    expect(holdersOf(features, position)).toBe(polygonContains(clip, position) ? 1 : 0);
                }
            }),
            { numRuns: 20 },
        );
    });

    it('draws every unit inside of its own territory, within the default outline', () => {
        const units = randomUnits(80, 3);
        const plan = designTerritories(units, { count: 6, stop: { iterations: 5000 } });
        const { features } = territoryShapes(plan, units);
        const byId = new Map(units.map((unit) => [unit.id, unit]));
        plan.territories.forEach((territory, index) => {
            for (const id of territory.unitIds) {
                expect(polygonContains(features[index].geometry, byId.get(id)!.position)).toBe(true);
            }
        });
        expect(features.map((feature) => [feature.id, feature.properties.id, feature.properties.units])).toEqual(
            plan.territories.map((territory) => [territory.id, territory.id, territory.unitIds.length]),
        );
        expect(features[0].properties.measures).toEqual(plan.territories[0].measures);
        expect(features[0].properties.area).toBeCloseTo(polygonArea(features[0].geometry), 0);
    });

    it('works across the antimeridian', () => {
        const units = randomUnits(40, 5, 178, -18);
        const plan = designTerritories(units, { count: 4, stop: { iterations: 2000 } });
        const { features } = territoryShapes(plan, units);
        for (const unit of units) expect(holdersOf(features, unit.position)).toBe(1);
    });

    it('colours neighbours differently and those apart alike', () => {
        const line: Unit[] = [0, 1, 2, 3].map((x) => ({ id: `u${x}`, position: [x, 0], measures: {} }));
        const { features } = territoryShapes(planFrom([['u0'], ['u1'], ['u2'], ['u3']]), line);
        const colors = features.map((feature) => feature.properties.color);
        expect([colors[0] === colors[2], colors[1] === colors[3], colors[0] === colors[1]]).toEqual([true, true, false]);
        expect(Math.max(...colors)).toBe(1);
    });

    it('gives a shared place to whoever has most units there', () => {
        const units: Unit[] = [
            { id: 'a', position: [0, 0], measures: {} },
            { id: 'b', position: [0, 0], measures: {} },
            { id: 'c', position: [0, 0], measures: {} },
            { id: 'd', position: [1, 0], measures: {} },
        ];
        const { features } = territoryShapes(planFrom([['a'], ['b', 'c'], ['d']]), units);
        expect(features[0].geometry).toEqual({ type: 'MultiPolygon', coordinates: [] });
        expect(polygonContains(features[1].geometry, [0, 0])).toBe(true);
        expect(polygonContains(features[2].geometry, [1, 0])).toBe(true);
    });

    it('draws a lone unit as a round area of its buffer', () => {
        const units: Unit[] = [{ id: 'a', position: [7, 50], measures: {} }];
        const { features } = territoryShapes(planFrom([['a']]), units, { buffer: 10_000 });
        // A regular polygon of 16 corners has 16 / 2 sin(22.5 degrees) of its radius squared.
        expect(Math.abs(features[0].properties.area / (8 * Math.sin(Math.PI / 8) * 1e8) - 1)).toBeLessThan(1e-3);
        expect(territoryShapes(planFrom([]), [])).toEqual({ type: 'FeatureCollection', features: [] });
    });

    it('names units that are not given', () => {
        try {
            territoryShapes(planFrom([['x']]), []);
            expect.unreachable();
        } catch (error) {
            expect((error as BeatplanError).issues.map(({ code, path }) => [code, ...path])).toEqual([
                ['unknown-id', 'plan', 'territories', 0, 'unitIds', 0],
            ]);
        }
    });
});
