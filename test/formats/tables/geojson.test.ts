import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { routesToGeoJson, solutionToGeoJson, territoriesToGeoJson } from '../../../src/formats/index.js';
import { splitLine } from '../../../src/formats/tables/split-line.js';
import type { Scorecard } from '../../../src/performance/index.js';
import { evaluate, type Problem } from '../../../src/routing/index.js';
import type { TerritoryPlan } from '../../../src/territory/index.js';
import { places, thrownIssues } from '../thrown-issues.js';
import { ACCOUNTS, CALENDAR, REPS } from '../tiny-plan.js';

describe('routesToGeoJson', () => {
    it('draws one line a day, from home and back', () => {
        const { features } = routesToGeoJson(CALENDAR, ACCOUNTS, REPS);
        expect(features.map((feature) => feature.id)).toEqual(['north/2026-03-23', 'south/2026-03-31']);
        expect(features[0].geometry).toEqual({
            type: 'LineString',
            coordinates: [
                [11.4, 48],
                [11.5, 48.1],
                [11.6, 48.2],
                [11.4, 48],
            ],
        });
        expect(features[0].properties).toMatchObject({
            kind: 'route',
            repId: 'north',
            repName: 'Rep North',
            date: '2026-03-23',
            weekday: 'Mon',
            visits: 2,
            start: '08:00',
            end: '17:00',
            distance: 18824,
        });
        expect(features[0].properties['stroke']).not.toBe(features[1].properties['stroke']);
    });

    it('adds points for calls, and chooses reps and days', () => {
        const { features } = routesToGeoJson(CALENDAR, ACCOUNTS, REPS, { stops: true, rep: 'north' });
        expect(features.map((feature) => feature.geometry.type)).toEqual(['LineString', 'Point', 'Point']);
        expect(features[2]).toMatchObject({
            id: 'A2#1',
            geometry: { coordinates: [11.6, 48.2] },
            properties: { order: 2, accountName: 'A2' },
        });
        const ids = (options: object): unknown[] =>
            routesToGeoJson(CALENDAR, ACCOUNTS, REPS, options).features.map(({ id }) => id);
        expect(ids({ from: '2026-03-24' })).toEqual(['south/2026-03-31']);
        expect(ids({ to: '2026-03-30' })).toEqual(['north/2026-03-23']);
        expect(ids({ from: '2026-03-23', to: '2026-03-31' })).toHaveLength(2);
    });

    it('names accounts that are missing', () => {
        expect(places(thrownIssues(() => routesToGeoJson(CALENDAR, ACCOUNTS.slice(0, 2), REPS)))).toEqual([
            ['unknown-id', 'plan/visits/2/accountId'],
        ]);
    });
});

describe('splitLine', () => {
    it.each([
        [
            'east',
            [
                [170, 10],
                [-170, 20],
            ],
            [
                [
                    [170, 10],
                    [180, 15],
                ],
                [
                    [-180, 15],
                    [-170, 20],
                ],
            ],
        ],
        [
            'west',
            [
                [-179, 0],
                [178, 3],
            ],
            [
                [
                    [-179, 0],
                    [-180, 1],
                ],
                [
                    [180, 1],
                    [178, 3],
                ],
            ],
        ],
        [
            'twice',
            [
                [179, 0],
                [-179, 0],
                [179, 0],
            ],
            [
                [
                    [179, 0],
                    [180, 0],
                ],
                [
                    [-180, 0],
                    [-179, 0],
                    [-180, 0],
                ],
                [
                    [180, 0],
                    [179, 0],
                ],
            ],
        ],
        [
            'onto the border',
            [
                [179, 0],
                [-180, 4],
            ],
            [
                [
                    [179, 0],
                    [180, 4],
                ],
                [
                    [-180, 4],
                    [-180, 4],
                ],
            ],
        ],
        [
            'along the border',
            [
                [180, 0],
                [-180, 4],
            ],
            [
                [
                    [180, 0],
                    [180, 0],
                ],
                [
                    [-180, 0],
                    [-180, 4],
                ],
            ],
        ],
    ])('cuts a line over the antimeridian %s', (_, line, expected) => {
        expect(splitLine(line as [number, number][])).toEqual({ type: 'MultiLineString', coordinates: expected });
    });

    it('never jumps over more than half the globe and keeps every position', () => {
        const position = fc.tuple(fc.integer({ min: -180, max: 180 }), fc.integer({ min: -90, max: 90 }));
        fc.assert(
            fc.property(fc.array(position, { minLength: 2, maxLength: 8 }), (line) => {
                const geometry = splitLine(line);
                const parts = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
                for (const part of parts) {
                    expect(part.length).toBeGreaterThan(1);
                    for (let i = 1; i < part.length; i++) expect(Math.abs(part[i][0] - part[i - 1][0])).toBeLessThanOrEqual(180);
                }
                const all = parts.flat();
                let at = 0;
                for (const [lng, lat] of line) {
                    at = all.findIndex(([x, y], i) => i >= at && x === lng && y === lat) + 1;
                    expect(at).toBeGreaterThan(0);
                }
            }),
            { numRuns: 200 },
        );
    });
});

describe('territoriesToGeoJson', () => {
    const square = {
        type: 'Polygon' as const,
        coordinates: [
            [
                [0, 0],
                [1, 0],
                [1, 1],
                [0, 0],
            ],
        ],
    };
    const shapes = {
        type: 'FeatureCollection' as const,
        features: [
            { type: 'Feature' as const, geometry: square, properties: { id: 't1', color: 1, note: 'mine' } },
            { type: 'Feature' as const, geometry: square, properties: { id: 't2', color: 0 } },
        ],
    };

    it('joins outlines with plan, reps and scorecard', () => {
        const plan = {
            violations: [],
            territories: [
                {
                    id: 't1',
                    repId: 'north',
                    unitIds: ['a', 'b'],
                    center: [0.5, 0.5],
                    measures: { workload: 100, id: 7 },
                    targets: { workload: 80 },
                    deviations: { workload: 0.25 },
                    parts: 1,
                },
            ],
        } as unknown as TerritoryPlan;
        const scorecard = {
            territories: [{ territoryId: 't1', repId: 'north', visitsPlanned: 12, parts: 1 }],
        } as unknown as Scorecard;
        const { features } = territoriesToGeoJson(shapes, { plan, reps: REPS, scorecard });
        expect(features[0]).toEqual({
            type: 'Feature',
            id: 't1',
            geometry: square,
            properties: {
                id: 't1',
                color: 1,
                note: 'mine',
                repId: 'north',
                repName: 'Rep North',
                center: [0.5, 0.5],
                units: 2,
                workload: 100,
                workloadDeviation: 0.25,
                visitsPlanned: 12,
                parts: 1,
                fill: '#e69f00',
                'fill-opacity': 0.35,
                stroke: '#e69f00',
                'stroke-width': 2,
            },
        });
        expect(features[1].properties).toMatchObject({ id: 't2', fill: '#0072b2' });
        expect(shapes.features[0].properties).toEqual({ id: 't1', color: 1, note: 'mine' });
    });

    it('keeps area, units and colour its own where measures are called so too', () => {
        const measures = { area: 5, units: 3, color: 9 };
        const territory = { targets: {}, parts: 1, id: 't1', unitIds: ['a', 'b'], center: [0.5, 0.5], measures, deviations: {} };
        const outline = { type: 'Feature' as const, geometry: square, properties: { id: 't1', color: 1, area: 1e6, measures } };
        const plan = { territories: [territory], violations: [] } as unknown as TerritoryPlan;
        const { features } = territoriesToGeoJson({ type: 'FeatureCollection', features: [outline] }, { plan });
        expect(features[0].properties).toMatchObject({ color: 1, area: 1e6, units: 2, measures });
    });

    it('draws outlines alone', () => {
        expect(territoriesToGeoJson(shapes).features.map((feature) => feature.id)).toEqual(['t1', 't2']);
    });
});

describe('solutionToGeoJson', () => {
    const problem: Problem = {
        visits: [
            { id: 'v1', position: [179.5, 0] },
            { id: 'v2', position: [-179.5, 0] },
            { id: 'v3', position: [0, 80], required: false },
        ],
        vehicles: [{ id: 'car', start: { position: [179, 0] } }],
    };

    it('draws routes, stops and what is not served', () => {
        const solution = evaluate(problem, [{ vehicleId: 'car', visitIds: ['v1', 'v2'] }]);
        const { features } = solutionToGeoJson(problem, solution);
        expect(features.map((feature) => [feature.properties['kind'], feature.geometry?.type])).toEqual([
            ['route', 'MultiLineString'],
            ['visit', 'Point'],
            ['visit', 'Point'],
            ['unserved', 'Point'],
        ]);
        expect(features[0].properties).toMatchObject({
            route: 1,
            vehicleId: 'car',
            visits: 2,
            distance: solution.routes[0].distance,
        });
        expect(features[3]).toMatchObject({ id: 'v3', geometry: { coordinates: [0, 80] }, properties: { visitId: 'v3' } });
        expect(solutionToGeoJson(problem, solution, { points: false }).features).toHaveLength(1);
    });

    it('writes planar positions as they are, and no geometry without positions', () => {
        const planar: Problem = { ...problem, travel: { kind: 'euclidean' } };
        const [line] = solutionToGeoJson(planar, evaluate(planar, [{ vehicleId: 'car', visitIds: ['v1', 'v2'] }])).features;
        expect(line.geometry).toEqual({
            type: 'LineString',
            coordinates: [
                [179, 0],
                [179.5, 0],
                [-179.5, 0],
            ],
        });
        const matrix: Problem = {
            visits: [{ id: 'v1', location: 1 }],
            vehicles: [{ id: 'car', start: { location: 0 } }],
            travel: { kind: 'matrix', size: 2, durations: [0, 1, 1, 0] },
        };
        const { features } = solutionToGeoJson(matrix, evaluate(matrix, [{ vehicleId: 'car', visitIds: ['v1'] }]));
        expect(features.map((feature) => feature.geometry)).toEqual([null, null]);
    });
});
