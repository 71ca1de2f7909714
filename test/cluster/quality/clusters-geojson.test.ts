import { describe, expect, it } from 'vitest';
import { clustersToGeoJson, dbscan, hdbscan, kmeans } from '../../../src/cluster/index.js';
import { issuesOf } from '../samples.js';

const points = [
    [0, 0],
    [0, 2],
    [50, 50],
] as const;

describe('clustersToGeoJson', () => {
    it('writes points with their clusters, then centres', () => {
        const clusters = dbscan(points, { radius: 3, minPoints: 2, metric: 'planar' });
        expect(clustersToGeoJson(points, clusters)).toEqual({
            type: 'FeatureCollection',
            features: [
                {
                    type: 'Feature',
                    properties: { kind: 'point', index: 0, cluster: 0 },
                    geometry: { type: 'Point', coordinates: [0, 0] },
                },
                {
                    type: 'Feature',
                    properties: { kind: 'point', index: 1, cluster: 0 },
                    geometry: { type: 'Point', coordinates: [0, 2] },
                },
                {
                    type: 'Feature',
                    properties: { kind: 'point', index: 2, cluster: null },
                    geometry: { type: 'Point', coordinates: [50, 50] },
                },
                {
                    type: 'Feature',
                    properties: { kind: 'center', cluster: 0, size: 2 },
                    geometry: { type: 'Point', coordinates: [0, 1] },
                },
            ],
        });
    });

    it('takes flat points and any clustering, and tells probabilities where there are some', () => {
        const flat = Float64Array.from(points.flat());
        expect(clustersToGeoJson(flat, kmeans(flat, { count: 2 })).features).toHaveLength(5);
        const [first] = clustersToGeoJson(flat, hdbscan(flat)).features;
        expect(first.properties).toEqual({ kind: 'point', index: 0, cluster: null, probability: 0 });
    });

    it('names labels that do not fit', () => {
        for (const none of [undefined, null] as never[]) {
            expect(issuesOf(() => clustersToGeoJson(points, none))).toEqual([['invalid-type', 'clusters']]);
        }
        expect(issuesOf(() => clustersToGeoJson(points, {} as never))).toEqual([
            ['missing-key', 'clusters.labels'],
            ['missing-key', 'clusters.centers'],
            ['missing-key', 'clusters.sizes'],
        ]);
        expect(issuesOf(() => clustersToGeoJson([[0, 0]], kmeans(points, { count: 1 })))).toEqual([
            ['dimension-mismatch', 'clusters.labels'],
        ]);
    });
});
