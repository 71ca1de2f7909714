import { multiPoint, point } from '@turf/helpers';
import type { BBox, FeatureCollection, MultiPoint, Point } from 'geojson';
import { describe, expect, it } from 'vitest';
import {
    balancedClusters,
    type ClusterPoints,
    clusterInertia,
    clustersToGeoJson,
    dbscan,
    hdbscan,
    kmeans,
    silhouette,
    suggestClusterCount,
    ZoomClusters,
} from '../../src/cluster/index.js';
import { issuesOf } from './samples.js';

// Three towns of ten shops, one of them across the date line. All types are those of GeoJSON, and none of ours.
const shops: FeatureCollection<Point, { readonly name: string }> = {
    type: 'FeatureCollection',
    features: Array.from({ length: 30 }, (_, i) => {
        const place = [179.99 + (i % 3) * 3 + ((i * 7) % 11) / 500, -17 + ((i * 5) % 7) / 500];
        return point(place, { name: `shop ${i}` });
    }),
};
const coordinates = shops.features.map(({ geometry }) => geometry.coordinates);
const many: MultiPoint = multiPoint(coordinates).geometry;

describe('points of GeoJSON', () => {
    it.each<[string, (points: ClusterPoints) => unknown]>([
        ['kmeans', (points) => kmeans(points, { count: 3 })],
        ['balancedClusters', (points) => balancedClusters(points, { count: 4 })],
        ['dbscan', (points) => dbscan(points, { radius: 5000 })],
        ['hdbscan', (points) => hdbscan(points)],
        ['suggestClusterCount', (points) => suggestClusterCount(points, { max: 4 })],
        ['silhouette', (points) => silhouette(points, kmeans(points, { count: 3 }).labels)],
        ['clusterInertia', (points) => clusterInertia(points, kmeans(points, { count: 2 }).labels)],
        ['ZoomClusters', (points) => new ZoomClusters(points).labelsAt(6)],
        ['clustersToGeoJson', (points) => clustersToGeoJson(points, dbscan(points, { radius: 5000 }))],
    ])('are to %s what the same positions are', (_, call) => {
        const flat = call(Float64Array.from(coordinates.flat()));
        expect(call(coordinates)).toEqual(flat);
        expect(call(shops)).toEqual(flat);
        expect(call(many)).toEqual(flat);
    });

    it('lie in a box of GeoJSON', () => {
        const box: BBox = [170, -20, 190, -10];
        expect(new ZoomClusters(shops).search(box, 6).map(({ size }) => size)).toEqual([10, 10, 10]);
        expect(new ZoomClusters(shops).featuresWithin(box, 6).features.length).toBe(3);
    });

    it('come back in features as they were given, past the antimeridian too', () => {
        const { features } = clustersToGeoJson(shops, kmeans(shops, { count: 3 }));
        expect(features.slice(0, 30).map(({ geometry }) => geometry.coordinates)).toEqual(coordinates);
    });

    it('are named by their place in the input', () => {
        const features = [shops.features[0], point([100, 95]), { ...point([0, 0]), geometry: null as never }];
        expect(issuesOf(() => dbscan({ type: 'FeatureCollection', features }, { radius: 1 }))).toEqual([
            ['invalid-latitude', 'points.features.1.geometry'],
            ['missing-position', 'points.features.2.geometry'],
        ]);
        expect(issuesOf(() => kmeans({ type: 'Point', coordinates: [1, 2] } as never, { count: 5 }))).toEqual([
            ['invalid-type', 'points'],
        ]);
    });
});

it('names a hundred points with a problem, then how many more there are', () => {
    const points = new Float64Array(2000).fill(Number.NaN);
    const issues = issuesOf(() => kmeans(points, { count: 2 }));
    expect(issues.length).toBe(101);
    expect(issues[99]).toEqual(['not-finite', 'points.99']);
    expect(issues[100]).toEqual(['invalid-input', 'points']);
});
