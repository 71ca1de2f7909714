import type { Feature, FeatureCollection, Point } from 'geojson';
import { checkStructure, coordinates, IssueCollector, list, loose, numberList, optional, type Schema } from '../../core/index.js';
import type { Position } from '../../geo/index.js';
import { readPoints } from '../../spatial/internal.js';
import type { ClusterPoints } from '../points/points.js';

/** What {@link clustersToGeoJson} takes: the answer of any clustering. */
export interface LabelledClusters {
    /** Cluster of each point; below 0 for none. */
    readonly labels: ArrayLike<number>;
    readonly centers: readonly Position[];
    readonly sizes: ArrayLike<number>;
    /** How firmly each point belongs, where the clustering tells. */
    readonly probabilities?: ArrayLike<number>;
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

const clustersSchema: Schema = loose({
    labels: numberList({ integer: true }),
    centers: list(coordinates()),
    sizes: numberList({ min: 0 }),
    probabilities: optional(numberList()),
});
const NO_CLUSTERS: LabelledClusters = { labels: [], centers: [], sizes: [] };

/**
 * Clusters as GeoJSON: a feature for each point, in input order, then one for each centre. O(n).
 *
 * @param points - those that were clustered
 * @param clusters - what a clustering of this room answered
 * @throws BeatplanError `invalid-input` if there are not as many labels as points
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
    const isSound = checkStructure(clustersSchema, clusters, collector, ['clusters']);
    // In whichever metric they were clustered, coordinates come back as they are.
    const places = readPoints(points, 'planar', collector, ['points']);
    const n = places.length / 2;
    const { labels, centers, sizes, probabilities }: LabelledClusters = isSound ? clusters : NO_CLUSTERS;
    if (isSound && labels.length !== n) {
        collector.add('dimension-mismatch', ['clusters', 'labels'], 'are not as many as the points', {
            received: labels.length,
            expected: `${n}`,
        });
    }
    collector.throwIfAny('clustersToGeoJson');
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
