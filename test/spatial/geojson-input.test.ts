import { multiPoint, point, polygon } from '@turf/helpers';
import type { BBox, Feature, FeatureCollection, LineString, MultiPoint, MultiPolygon, Point, Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import { BoxIndex, densityGrid, nearestAll, PointIndex, PolygonIndex, type PolygonSource } from '../../src/spatial/index.js';
import { boxRing } from '../geo/shapes.js';

interface Store {
    readonly name: string;
}

// What is declared here has the types of GeoJSON, and none of ours: that it compiles is half of each test.
const stores: FeatureCollection<Point, Store> = {
    type: 'FeatureCollection',
    features: [
        point([11.57, 48.14], { name: 'Munich' }),
        point([9.18, 48.78, 247], { name: 'Stuttgart' }),
        point([8.68, 50.11], { name: 'Frankfurt' }),
    ],
};
const coordinates = stores.features.map(({ geometry }) => geometry.coordinates);
const box: BBox = [8, 48, 12, 49];

describe('points of GeoJSON', () => {
    it('are taken in every form', () => {
        const many: MultiPoint = multiPoint(coordinates).geometry;
        for (const index of [new PointIndex(stores), new PointIndex(coordinates), new PointIndex(many)]) {
            expect(index.nearest(stores.features[2].geometry.coordinates)).toEqual([2]);
            expect(index.within(stores.features[1].geometry.coordinates, 1)).toEqual([1]);
            expect(index.inBox(box)).toEqual([0, 1]);
            expect(index.inBoxInto(box, new Int32Array(2))).toBe(2);
        }
        expect(nearestAll(coordinates, 1).indices).toEqual(nearestAll(stores, 1).indices);
        expect(densityGrid(coordinates, { cells: { kind: 'square', size: 1000 } }).counts).toEqual(Int32Array.of(1, 1, 1));
    });

    it('lie along a LineString and along its coordinates', () => {
        const route: LineString = { type: 'LineString', coordinates: [coordinates[0], coordinates[2]] };
        const index = new PointIndex(stores);
        expect(index.alongRoute(route.coordinates, { detour: 1 })).toEqual(index.alongRoute(route, { detour: 1 }));
    });

    it('are not polygons, for the compiler either', () => {
        const areas: FeatureCollection<Polygon> = { type: 'FeatureCollection', features: [] };
        // @ts-expect-error
        expect(new PointIndex(areas).size).toBe(0);
    });
});

describe('boxes of GeoJSON', () => {
    it('are taken by indexes over boxes', () => {
        const index = new BoxIndex();
        index.insert('south', box);
        index.insertAll([['north', [8, 50, 12, 51] as number[]]]);
        index.update('south', box);
        expect(index.search(box)).toEqual(['south']);
        expect(index.nearest(coordinates[2])).toEqual(['north']);
    });
});

describe('polygons of GeoJSON', () => {
    const areas: FeatureCollection<Polygon | MultiPolygon, { readonly code: string | number }> = {
        type: 'FeatureCollection',
        features: [
            { ...polygon([boxRing(0, 0, 1, 1)], { code: 'w' }), id: 7 },
            { ...polygon([boxRing(1, 0, 2, 1)], { code: 8 }), id: 'east' },
        ],
    };
    const issuesOf = (source: PolygonSource, idProperty?: string): unknown => {
        try {
            return new PolygonIndex(source, idProperty === undefined ? {} : { idProperty }).ids;
        } catch (error) {
            return (error as { issues: { code: string; path: string[]; hint?: string }[] }).issues;
        }
    };

    it('are taken as a collection and as its features, their ids as texts', () => {
        const features: Feature<Polygon | MultiPolygon>[] = areas.features;
        for (const source of [areas, features]) {
            expect(new PolygonIndex(source).containing(coordinates[0].map(() => 0.5))).toEqual(['7']);
            expect(new PolygonIndex(source, { idProperty: 'code' }).ids).toEqual(['w', '8']);
        }
        expect(new PolygonIndex({ type: 'FeatureCollection', features: [] }).size).toBe(0);
    });

    it('are named by where they stand where they have no id, or that of another', () => {
        const { geometry } = areas.features[0];
        const properties = { code: 'w' };
        const twice: FeatureCollection<Polygon | MultiPolygon> = {
            type: 'FeatureCollection',
            features: [
                { type: 'Feature', id: 7, geometry, properties },
                { type: 'Feature', id: '7', geometry, properties },
                { type: 'Feature', geometry, properties: null },
            ],
        };
        expect(issuesOf(twice)).toMatchObject([
            { code: 'duplicate-id', path: ['polygons', 'features', 1, 'id'] },
            { code: 'missing-key', path: ['polygons', 'features', 2, 'id'], hint: expect.stringContaining('idProperty') },
        ]);
        expect(issuesOf(twice, 'code')).toMatchObject([
            { code: 'duplicate-id', path: ['polygons', 'features', 1, 'properties', 'code'] },
            { code: 'missing-key', path: ['polygons', 'features', 2, 'properties', 'code'] },
        ]);
        expect(issuesOf(twice.features, 'name')).toMatchObject(
            [0, 1, 2].map((i) => ({ path: ['polygons', i, 'properties', 'name'] })),
        );
    });
});
