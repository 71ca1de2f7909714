import fc from 'fast-check';
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import { territoriesToGeoJson, unitsFromGeoJson } from '../../src/formats/index.js';
import type { Position } from '../../src/geo/index.js';
import * as geo from '../../src/geo/index.js';
import { packReport } from '../../src/report/pack.js';
import { unpackReport } from '../../src/report/unpack.js';
import { densityGrid, densityShapes, hotSpots, PointIndex, PolygonIndex } from '../../src/spatial/index.js';
import * as territory from '../../src/territory/index.js';
import { ringsOf } from '../geo/shapes.js';
import { barePlan } from '../territory/bare-plan.js';
import { PUBLIC_CALLS } from './calls.js';
import { sampleReport } from './catalogue/sample-plan.js';
import { finishCall } from './judge-call.js';

type Shape = Polygon | MultiPolygon;

const COLUMNS = 5;
const ROWS = 3;

/** A map around the prime meridian, or the same one half a turn further, where its middle column lies on the antimeridian. */
interface Scene {
    readonly turn: 0 | 180;
    /** Cells of one degree; those on the antimeridian are one ring from 179.5 to -179.5, or cut. */
    readonly cells: readonly { readonly id: string; readonly geometry: Shape }[];
    /** A ring with a hole, across the middle of the map. */
    readonly lake: Shape;
    /** Places inside cells, none of them on a border. */
    readonly probes: readonly Position[];
    readonly owners: readonly number[];
}

interface Drawn {
    readonly owners: readonly number[];
    readonly probes: readonly Position[];
    readonly lake: readonly [west: number, south: number, size: number];
    readonly isCut: boolean;
}

const eighths = (from: number, to: number): fc.Arbitrary<number> =>
    fc.integer({ min: from * 8, max: to * 8 - 1 }).map((value) => value / 8 + 1 / 16);

const drawn: fc.Arbitrary<Drawn> = fc.record({
    owners: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: COLUMNS * ROWS, maxLength: COLUMNS * ROWS }),
    probes: fc.uniqueArray(fc.tuple(eighths(-3, 3), eighths(0, 3)), {
        minLength: 12,
        maxLength: 24,
        selector: String,
    }),
    lake: fc.tuple(fc.constantFrom(-1.75, -1, -0.5), fc.constantFrom(0.25, 0.5), fc.constantFrom(1, 1.5, 2)),
    isCut: fc.boolean(),
});

function sceneOf({ owners, probes, lake, isCut }: Drawn, turn: 0 | 180): Scene {
    const box = (west: number, south: number, size: number): number[][] =>
        [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 1],
            [0, 0],
        ].map(([x, y]) => [geo.wrapLongitude(west + x * size + turn), south + y * size]);
    const shape = (...rings: number[][][]): Shape => {
        const geometry: Polygon = { type: 'Polygon', coordinates: rings };
        return isCut ? geo.cutAtAntimeridian(geometry) : geometry;
    };
    const [west, south, size] = lake;
    return {
        turn,
        owners,
        cells: owners.map((_, i) => ({
            id: `c${i}`,
            geometry: shape(box((i % COLUMNS) - COLUMNS / 2, Math.floor(i / COLUMNS), 1)),
        })),
        lake: shape(box(west, south, size), box(west + size / 4, south + size / 4, size / 2).reverse()),
        probes: probes.map(([lng, lat]) => [geo.wrapLongitude(lng + turn), lat]),
    };
}

/** A place as the scene around the prime meridian has it. */
function turnBack([lng, lat]: readonly number[], { turn }: Scene): number[] {
    return [geo.wrapLongitude(lng - turn), lat];
}

/** What must be the same of a geometry in both frames; fails where it does not keep to RFC 7946, 3.1.9. */
function describeShape(shape: Shape, scene: Scene): unknown {
    for (const ring of ringsOf(shape)) {
        ring.forEach(([lng, lat], i) => {
            expect(Math.abs(lng)).toBeLessThanOrEqual(180);
            if (i > 0 && Math.abs(lat) !== 90) expect(Math.abs(lng - ring[i - 1][0])).toBeLessThan(180);
        });
    }
    return { area: geo.polygonArea(shape), holds: scene.probes.map((probe) => geo.polygonContains(shape, probe)) };
}

function describeShapes({ features }: { readonly features: readonly Feature<Shape>[] }, scene: Scene): unknown {
    return features.map(({ geometry, properties }) => ({ shape: describeShape(geometry, scene), properties }));
}

function collectionOf({ cells, owners }: Scene): FeatureCollection<Shape, { readonly id: string; readonly color: number }> {
    return {
        type: 'FeatureCollection',
        features: cells.map(({ id, geometry }, i) => ({
            type: 'Feature',
            id,
            properties: { id, color: owners[i], population: i },
            geometry,
        })),
    };
}

function unitsOf({ cells, probes }: Scene, hasCells: boolean): territory.Unit[] {
    if (!hasCells) return probes.map((position, i) => ({ id: `p${i}`, position, measures: { workload: i + 1 } }));
    return cells.map(({ id, geometry }) => ({ id, position: geo.polygonCentroid(geometry)!, measures: { workload: 1 } }));
}

function planOf(units: readonly territory.Unit[], { owners }: Scene): territory.TerritoryPlan {
    return barePlan(
        [0, 1, 2].map((t) => ({
            id: `t${t}`,
            unitIds: units.filter((_, i) => owners[i % owners.length] === t).map(({ id }) => id),
        })),
    );
}

const geometriesOf = ({ cells }: Scene): Shape[] => cells.map(({ geometry }) => geometry);

function bordersOf(scene: Scene): unknown {
    return (['queen', 'rook'] as const).map((rule) => territory.describeBorders(scene.cells, { rule }));
}

function densityOf(scene: Scene): unknown {
    const grid = densityGrid(scene.probes, { cells: { kind: 'hexagon', size: 70_000 }, area: scene.lake });
    return { counts: grid.counts, spots: hotSpots(grid).z, shapes: densityShapes(grid).features.length };
}

function reportOf(scene: Scene): unknown {
    const sample = sampleReport();
    const place = <Item extends { readonly id: string }>(items: readonly Item[], key: string): Item[] =>
        items.map((item, i) => ({ ...item, [key]: scene.probes[i] }));
    const ids = sample.plan.alignment.territories.map(({ id }) => id);
    const shapes = collectionOf(scene);
    const packed = packReport({
        ...sample,
        accounts: place(sample.accounts, 'position'),
        reps: place(sample.reps, 'home'),
        shapes: {
            ...shapes,
            features: ids.map((id, i) => ({
                ...shapes.features[i],
                id,
                properties: { ...shapes.features[i].properties, id },
                geometry: i === 0 ? scene.lake : shapes.features[2].geometry,
            })),
        },
    });
    const report = unpackReport(packed);
    // The map's longitudes run on over the antimeridian: each ring is one piece, next to the accounts.
    const [west, , east] = packed.view;
    for (const ring of report.territories.flatMap(({ shape }) => shape.flat())) {
        for (const [lng] of ring) expect(Math.abs(lng - (west + east) / 2)).toBeLessThan(10);
    }
    return report.territories.map(({ shape }) => [
        shape.length,
        shape.map((rings) => {
            const coordinates = rings.map((ring) => ring.map((corner) => turnBack(corner, scene)));
            return [coordinates.length, geo.polygonArea({ type: 'Polygon', coordinates })];
        }),
    ]);
}

function shapesOf(scene: Scene, hasCells: boolean): unknown {
    const units = unitsOf(scene, hasCells);
    const plan = planOf(units, scene);
    const shapes = territory.territoryShapes(plan, units, hasCells ? { areas: scene.cells } : { buffer: 20_000 });
    const audit = territory.auditTerritories(plan, [], { shapes });
    return {
        shapes: describeShapes(shapes, scene),
        drawn: territory.planFromShapes(units, shapes).territories.map(({ unitIds }) => unitIds),
        overlaps: territory.findOverlaps(shapes),
        holes: audit.territories.map(({ holes }) => holes),
    };
}

/** What each public call with polygons says of a scene, in figures that do not change when the scene is turned. */
const CALLS: Readonly<Record<string, (scene: Scene) => unknown>> = {
    'geo.cutAtAntimeridian': (scene) => geometriesOf(scene).map((cell) => describeShape(geo.cutAtAntimeridian(cell), scene)),
    'geo.joinAtAntimeridian': (scene) => [
        geo.polygonArea(geo.joinAtAntimeridian(scene.lake)),
        ringsOf(geo.joinAtAntimeridian(scene.lake)).length,
    ],
    'geo.dissolveCells': (scene) =>
        describeShape(geo.dissolveCells(geometriesOf(scene).filter((_, i) => scene.owners[i] > 0)), scene),
    'geo.dissolvePolygons': (scene) =>
        describeShape(geo.dissolvePolygons([...geometriesOf(scene).filter((_, i) => scene.owners[i] > 0), scene.lake]), scene),
    'geo.intersectPolygons': (scene) =>
        geometriesOf(scene).map((cell) => describeShape(geo.intersectPolygons(cell, scene.lake), scene)),
    'geo.polygonArea': (scene) => [...geometriesOf(scene), scene.lake].map(geo.polygonArea),
    'geo.polygonBbox': (scene) =>
        [...geometriesOf(scene), scene.lake].map((shape) => {
            const [west, south, east, north] = geo.polygonBbox(shape)!;
            return [...turnBack([west, south], scene), ...turnBack([east, north], scene)];
        }),
    'geo.polygonCentroid': (scene) =>
        [...geometriesOf(scene), scene.lake].map((shape) => turnBack(geo.polygonCentroid(shape)!, scene)),
    'geo.polygonContains': (scene) => scene.probes.map((probe) => geo.polygonContains(scene.lake, probe)),
    'geo.polygonTester': (scene) => scene.probes.map(geo.polygonTester(scene.lake)),
    'geo.polygonsTouch': (scene) => geometriesOf(scene).map((cell) => geo.polygonsTouch(cell, scene.lake)),
    'geo.positionInside': (scene) =>
        [...geometriesOf(scene), scene.lake].map((shape) => geo.polygonContains(shape, geo.positionInside(shape)!)),
    'geo.snapBorders': (scene) => {
        const { polygons, moved } = geo.snapBorders(geometriesOf(scene));
        return [polygons.map((cell) => geo.polygonArea(cell)), moved];
    },
    'geo.simplifyPolygons': (scene) => geo.simplifyPolygons(geometriesOf(scene), 100).map((cell) => describeShape(cell, scene)),
    'geo.voronoiCells': (scene) =>
        geo.voronoiCells(scene.probes, scene.lake).map((cell) => (cell === null ? 0 : describeShape(cell, scene))),
    'geo.PreparedPolygon': (scene) => scene.probes.map(([lng, lat]) => new geo.PreparedPolygon(scene.lake).contains(lng, lat)),
    'spatial.densityGrid': densityOf,
    'spatial.densityShapes': (scene) => {
        const grid = densityGrid(scene.probes, { cells: { kind: 'square', size: 70_000 } });
        return describeShapes(densityShapes(grid, { sums: grid.sums }), scene);
    },
    'spatial.densityShapes with values': (scene) => {
        const grid = densityGrid(scene.probes, { cells: { kind: 'hexagon', size: 70_000 } });
        return describeShapes(densityShapes(grid, { z: hotSpots(grid).z }), scene);
    },
    'spatial.densityGrid of squares': (scene) => {
        const { counts, sums } = densityGrid(scene.probes, { cells: { kind: 'square', size: 70_000 }, area: scene.lake });
        return [counts, sums];
    },
    'spatial.PolygonIndex of features': (scene) => new PolygonIndex(collectionOf(scene), { idProperty: 'id' }).join(scene.probes),
    'spatial.PointIndex.inPolygon': (scene) => new PointIndex(scene.probes).inPolygon(scene.lake),
    'spatial.PointIndex.inPolygonInto': (scene) => {
        const into = new Int32Array(scene.probes.length).fill(-1);
        return [new PointIndex(scene.probes).inPolygonInto(scene.lake, into), into];
    },
    'spatial.PolygonIndex': (scene) => new PolygonIndex(scene.cells).join(scene.probes),
    'spatial.PolygonIndex.touching': (scene) => new PolygonIndex(scene.cells).touching(scene.lake),
    'spatial.PolygonIndex.touchingInto': (scene) => {
        const into = new Int32Array(scene.cells.length).fill(-1);
        return [new PolygonIndex(scene.cells).touchingInto(scene.lake, into), into];
    },
    'territory.aggregateToUnits': (scene) => {
        const accounts = scene.probes.map((position, i) => ({ id: `a${i}`, position, measures: { potential: i } }));
        const { unitOf, outside } = territory.aggregateToUnits(accounts, scene.cells);
        return { unitOf, outside };
    },
    'territory.findBorders': (scene) => territory.findBorders(scene.cells),
    'territory.describeBorders': bordersOf,
    'territory.measureCompactness': (scene) =>
        [scene.lake, ...geometriesOf(scene)].map((shape) => ({ ...territory.measureCompactness(shape) })),
    'territory.planFromShapes': (scene) =>
        territory.planFromShapes(unitsOf(scene, false), collectionOf(scene)).territories.map(({ unitIds }) => unitIds),
    'territory.territoryShapes': (scene) => shapesOf(scene, false),
    'territory.territoryShapes with areas': (scene) => shapesOf(scene, true),
    'territory.findOverlaps': (scene) => {
        const { features } = collectionOf(scene);
        const lake = { ...features[0], id: 'lake', properties: { id: 'lake' }, geometry: scene.lake };
        return territory
            .findOverlaps({ type: 'FeatureCollection', features: [...features, lake] })
            .map((overlap) => ({ ...overlap }));
    },
    'territory.auditTerritories': (scene) => shapesOf(scene, true),
    'formats.territoriesToGeoJson': (scene) => describeShapes(territoriesToGeoJson(collectionOf(scene)), scene),
    'formats.unitsFromGeoJson': (scene) =>
        unitsFromGeoJson(collectionOf(scene)).map((unit) => ({ ...unit, position: turnBack(unit.position, scene) })),
    'report.renderReport': reportOf,
};

function hasPolygon(value: unknown): boolean {
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false;
    const type = (value as { readonly type?: unknown }).type;
    return type === 'Polygon' || type === 'MultiPolygon' || Object.values(value).some(hasPolygon);
}

// A cut adds corners, between which edges are straight in degrees and bent in the plane around the shape's own middle.
const TOLERANCE = 1e-4;

/** Fails where two answers differ by more than the corners of a cut explain. */
function expectSame(turned: unknown, plain: unknown, at: string): void {
    if (typeof plain === 'number' && typeof turned === 'number') {
        expect(Math.abs(turned - plain), at).toBeLessThanOrEqual(TOLERANCE * Math.max(1, Math.abs(plain)));
    } else if (typeof plain === 'object' && plain !== null) {
        expect(Object.keys(turned as object), at).toEqual(Object.keys(plain));
        for (const [key, value] of Object.entries(plain))
            expectSame((turned as Record<string, unknown>)[key], value, `${at}.${key}`);
    } else expect(turned, at).toEqual(plain);
}

describe('a map turned over the antimeridian', () => {
    it('is asked about by every public call that takes or gives polygons', async () => {
        const named: string[] = [];
        for (const call of PUBLIC_CALLS) {
            if (hasPolygon(call.makeArguments()) || hasPolygon(await finishCall(call, call.makeArguments())))
                named.push(call.name);
        }
        expect(named.length).toBeGreaterThan(30);
        expect(named.filter((name) => CALLS[name] === undefined)).toEqual([]);
    });

    it.each(Object.keys(CALLS))('is the same to %s', (name) => {
        fc.assert(
            fc.property(drawn, (map) => {
                expectSame(CALLS[name](sceneOf(map, 180)), CALLS[name](sceneOf(map, 0)), name);
            }),
            { numRuns: name === 'report.renderReport' ? 2 : 8 },
        );
    });
});
