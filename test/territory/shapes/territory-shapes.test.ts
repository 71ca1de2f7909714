import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import { describe, expect, it } from 'vitest';
import { BeatplanError, Random } from '../../../src/core/index.js';
import {
    greatCircleDistance,
    intersectPolygons,
    type Position,
    polygonArea,
    polygonCentroid,
    polygonContains,
} from '../../../src/geo/index.js';
import type { PolygonItem } from '../../../src/spatial/index.js';
import { designTerritories } from '../../../src/territory/design/design-territories.js';
import { findBorders } from '../../../src/territory/graph/find-borders.js';
import type { TerritoryPlan } from '../../../src/territory/model/territory-plan.js';
import type { Unit } from '../../../src/territory/model/unit.js';
import { territoryShapes } from '../../../src/territory/shapes/territory-shapes.js';
import { barePlan } from '../bare-plan.js';

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

function issuesOf(call: () => unknown): unknown[] {
    try {
        call();
    } catch (error) {
        if (error instanceof BeatplanError) return error.issues.map(({ code, path }) => [code, ...path]);
    }
    return [];
}

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

    it('colours what touches along the antimeridian differently', () => {
        const half = (west: number, east: number): number[][][] => [
            [
                [west, -1],
                [east, -1],
                [east, 1],
                [west, 1],
                [west, -1],
            ],
        ];
        const split: MultiPolygon = { type: 'MultiPolygon', coordinates: [half(178, 180), half(-180, -178)] };
        const units: Unit[] = [179, -179].map((lng) => ({ id: `u${lng}`, position: [lng, 0], measures: {} }));
        const { features } = territoryShapes(planFrom([['u179'], ['u-179']]), units, { clip: split });
        expect(features.map(({ properties }) => properties.color)).toEqual([0, 1]);
    });

    it('gives a shared place to the territory with most units there', () => {
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
        expect(issuesOf(() => territoryShapes(planFrom([['x']]), []))).toEqual([
            ['unknown-id', 'plan', 'territories', 0, 'unitIds', 0],
        ]);
    });

    it('refuses a clip that is no outline', () => {
        const clip = { type: 'Point', coordinates: [0, 0] } as unknown as Polygon;
        expect(issuesOf(() => territoryShapes(planFrom([]), [], { clip, simplify: 0 }))).toEqual([
            ['unknown-option', 'options', 'clip', 'type'],
            ['out-of-range', 'options', 'simplify'],
        ]);
    });
});

describe('territoryShapes of areas', () => {
    const box = (id: string, west: number, south: number, east: number, north: number): PolygonItem => ({
        id,
        geometry: {
            type: 'Polygon',
            coordinates: [
                [
                    [west, south],
                    [east, south],
                    [east, north],
                    [west, north],
                    [west, south],
                ],
            ],
        },
    });
    const unitsOf = (areas: readonly PolygonItem[]): Unit[] =>
        areas.map(({ id, geometry }) => ({ id, position: polygonCentroid(geometry), measures: {} }));
    const counties = (): PolygonItem[] => {
        const topology = JSON.parse(readFileSync(fileURLToPath(import.meta.resolve('us-atlas/counties-10m.json')), 'utf8'));
        const { features } = feature(topology, topology.objects.counties) as unknown as FeatureCollection<Polygon | MultiPolygon>;
        // Wisconsin, Michigan and Minnesota.
        return features.flatMap(({ id, geometry }) =>
            ['26', '27', '55'].includes(String(id).slice(0, 2)) ? [{ id: String(id), geometry }] : [],
        );
    };

    // Once, areas were drawn in the colours of the cells around their centroids: the strip's middle is far from what lies at its end.
    it('gives areas with a common border different colours, though the cells of their centroids do not meet', () => {
        const strip: PolygonItem = {
            id: 'strip',
            geometry: {
                type: 'Polygon',
                coordinates: [
                    [
                        [0, 0],
                        [1, 0],
                        [2, 0],
                        [20, 0],
                        [20, 1],
                        [2, 1],
                        [1, 1],
                        [0, 1],
                        [0, 0],
                    ],
                ],
            },
        };
        const north = box('north', 0, 1, 1, 2);
        const others = [box('ne', 1, 1, 2, 2), box('sw', 0, -1, 1, 0), box('se', 1, -1, 2, 0)];
        const areas = [strip, north, ...others];
        const plan = planFrom([['strip'], ['north'], others.map(({ id }) => id)]);
        const colorsOf = ({ features }: ReturnType<typeof territoryShapes>): number[] =>
            features.map(({ properties }) => properties.color);
        const byCentroids = colorsOf(territoryShapes(plan, unitsOf(areas)));
        expect(byCentroids[0]).toBe(byCentroids[1]);
        expect(new Set(colorsOf(territoryShapes(plan, unitsOf(areas), { areas })))).toEqual(new Set([0, 1, 2]));
    });

    it('covers what the areas cover, with their areas and colours by common borders, simplified or not', () => {
        const areas = counties();
        const units = unitsOf(areas);
        const random = new Random(2);
        const groups = Array.from({ length: 12 }, (): string[] => []);
        const centers = Array.from({ length: 12 }, (): Position => [-97 + 14 * random.next(), 42 + 6 * random.next()]);
        for (const { id, position } of units) {
            const distances = centers.map((center) => greatCircleDistance(center, position));
            groups[distances.indexOf(Math.min(...distances))].push(id);
        }
        const plan = planFrom(groups);
        const whole = territoryShapes(plan, units, { areas });
        const light = territoryShapes(plan, units, { areas, simplify: 2000 });
        const areaOf = new Map(areas.map(({ id, geometry }) => [id, polygonArea(geometry)]));
        whole.features.forEach(({ properties, geometry }, i) => {
            const sum = groups[i].reduce((total, id) => total + areaOf.get(id)!, 0);
            expect(Math.abs(properties.area / sum - 1)).toBeLessThan(1e-12);
            expect(polygonArea(geometry)).toBe(properties.area);
            expect(light.features[i].properties).toEqual(properties);
        });
        const home = new Map(groups.flatMap((ids, i) => ids.map((id) => [id, i] as const)));
        const colors = whole.features.map(({ properties }) => properties.color);
        for (const [a, b] of findBorders(areas, { rule: 'rook' })) {
            const [from, to] = [home.get(a)!, home.get(b)!];
            if (from !== to) expect(colors[from]).not.toBe(colors[to]);
        }
        expect(Math.max(...colors)).toBeLessThan(5);
        const corners = ({ features }: typeof whole): number => JSON.stringify(features.map(({ geometry }) => geometry)).length;
        expect(corners(light)).toBeLessThan(0.7 * corners(whole));
        for (const [i, a] of light.features.entries()) {
            for (const b of light.features.slice(i + 1)) {
                expect(polygonArea(intersectPolygons(a.geometry, b.geometry))).toBeLessThan(1);
            }
        }
    });

    it('takes no notice of areas that no unit has, and draws a territory without units as nothing', () => {
        const areas = [box('a', 0, 0, 1, 1), box('b', 1, 0, 2, 1)];
        const { features } = territoryShapes(planFrom([['b'], []]), unitsOf(areas.slice(1)), { areas });
        expect(features.map(({ geometry }) => geometry)).toEqual([areas[1].geometry, { type: 'MultiPolygon', coordinates: [] }]);
    });

    it('names units without area, options for points, and what is no area', () => {
        const areas = [box('a', 0, 0, 1, 1)];
        const units = unitsOf([...areas, box('b', 1, 0, 2, 1)]);
        const clipped = { areas, clip, buffer: 10 };
        expect(issuesOf(() => territoryShapes(planFrom([['a', 'b'], ['c']]), units, clipped))).toEqual([
            ['contradictory-options', 'options', 'clip'],
            ['contradictory-options', 'options', 'buffer'],
            ['unknown-id', 'plan', 'territories', 0, 'unitIds', 1],
            ['unknown-id', 'plan', 'territories', 1, 'unitIds', 0],
        ]);
        expect(issuesOf(() => territoryShapes(planFrom([['a']]), units, { areas: [...areas, ...areas] }))).toEqual([
            ['duplicate-id', 'options', 'areas', 1, 'id'],
        ]);
        expect(issuesOf(() => territoryShapes(planFrom([['a']]), units, { areas: 'a' as never }))).toEqual([
            ['invalid-type', 'options', 'areas'],
        ]);
    });
});
