import type { Feature, FeatureCollection, Point } from 'geojson';
import { IssueCollector } from '../core/index.js';
import type { Position } from '../geo/index.js';
import { readPoints } from '../spatial/index.js';
import type { ClusterPoints } from './points.js';

/** What {@link clustersToGeoJson} takes: the answer of any clustering. */
export interface LabelledClusters {
    /** Cluster of each point; below 0 for none. */
    readonly labels: Int32Array;
    readonly centers: readonly Position[];
    readonly sizes: Int32Array;
    /** How firmly each point belongs, where the clustering tells. */
    readonly probabilities?: Float64Array;
}

/** What a feature says of its point or centre. */
export interface ClusterProperties {
    /** A point of the input, or the centre of a cluster. */
    readonly kind: 'point' | 'center';
    /** Of a point its place in the input; left out for centres. */
    readonly index?: number;
    /** null for noise. */
    readonly cluster: number | null;
    /** Of a centre: points of its cluster. */
    readonly size?: number;
    /** Of a point, where the clustering tells. */
    readonly probability?: number;
}

/**
 * Clusters as GeoJSON: a feature for each point, in input order, then one for each centre. O(n).
 *
 * @param points - those that were clustered
 * @param clusters - what a clustering of this room answered
 * @throws BeatplanError `invalid-input` where there are not as many labels as points
 * @example
 * ```ts
 * map.getSource('stores').setData(clustersToGeoJson(positions, kmeans(positions, { count: 8 })));
 * ```
 */
export function clustersToGeoJson(
    points: ClusterPoints,
    clusters: LabelledClusters,
): FeatureCollection<Point, ClusterProperties> {
    const collector = new IssueCollector();
    const { labels, centers, sizes, probabilities } = clusters ?? ({} as LabelledClusters);
    for (const [name, list] of Object.entries({ labels, centers, sizes })) {
        if (list !== undefined) continue;
        collector.add('missing-key', ['clusters', name], 'are missing', { expected: 'what a clustering answered' });
    }
    // In whichever metric they were clustered, coordinates come back as they are.
    const places = readPoints(points, 'planar', collector, ['points']);
    const n = places.length / 2;
    if (labels !== undefined && labels.length !== n) {
        collector.add('dimension-mismatch', ['clusters', 'labels'], 'are not as many as the points', {
            received: labels.length,
            expected: `${n}`,
        });
    }
    collector.throwIfAny('the clustering');
    const features: Feature<Point, ClusterProperties>[] = [];
    for (let i = 0; i < n; i++) {
        features.push({
            type: 'Feature',
            properties: {
                kind: 'point',
                index: i,
                cluster: labels[i] < 0 ? null : labels[i],
                ...(probabilities === undefined ? {} : { probability: probabilities[i] }),
            },
            geometry: { type: 'Point', coordinates: [places[2 * i], places[2 * i + 1]] },
        });
    }
    for (let j = 0; j < centers.length; j++) {
        features.push({
            type: 'Feature',
            properties: { kind: 'center', cluster: j, size: sizes[j] },
            geometry: { type: 'Point', coordinates: [...centers[j]] },
        });
    }
    return { type: 'FeatureCollection', features };
}
