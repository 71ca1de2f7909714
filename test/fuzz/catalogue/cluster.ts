import type * as cluster from '../../../src/cluster/index.js';
import { kmeans } from '../../../src/cluster/index.js';
import { options, type RoomExamples } from './examples.js';
import { places } from './shapes.js';

const LABELS = [0, 0, 0, 0, 1, 1, 0];
const counted = () => ({ count: 2, seed: 1, weights: [1, 2, 1, 2, 1, 2, 1], stop: { iterations: 10 }, restarts: 2 });
const metric = 'geographic' as const;

const clusterings = {
    balancedClusters: () => [places(), options({ ...counted(), tolerance: 0.2, capacity: 8 })],
    dbscan: () => [places(), options({ radius: 200_000, minPoints: 2, metric })],
    hdbscan: () => [
        places(),
        options({ minClusterSize: 2, minPoints: 2, selection: 'leaf' as const, allowSingleCluster: true, metric }),
    ],
    kmeans: () => [places(), options({ ...counted(), metric, onProgress: () => undefined })],
    suggestClusterCount: () => [places(), options({ min: 2, max: 4, by: 'silhouette' as const, seed: 1, metric })],
} satisfies Partial<RoomExamples<typeof cluster>>;

export const CLUSTER_EXAMPLES: RoomExamples<typeof cluster> = {
    ...clusterings,
    balancedClustersAsync: clusterings.balancedClusters,
    dbscanAsync: clusterings.dbscan,
    hdbscanAsync: clusterings.hdbscan,
    kmeansAsync: clusterings.kmeans,
    suggestClusterCountAsync: clusterings.suggestClusterCount,
    balanceDeviation: () => [[3, 4, 5]],
    clustersToGeoJson: () => [places(), kmeans(places(), { count: 2 })],
    calinskiHarabasz: () => [places(), [...LABELS], options({ metric })],
    clusterInertia: () => [places(), [...LABELS], options({ metric, weights: [1, 2, 1, 2, 1, 2, 1] })],
    daviesBouldin: () => [places(), [...LABELS], options({ metric })],
    silhouette: () => [places(), [...LABELS], options({ metric, sample: 5, seed: 2 })],
    ZoomClusters: {
        create: () => [places(), options({ radius: 60, tileSize: 256, minZoom: 0, maxZoom: 6, minPoints: 2 })],
        statics: {},
        methods: {
            search: () => [[-10, -10, 10, 10], 2],
            featuresWithin: () => [[-10, -10, 10, 10], 2],
            labelsAt: () => [2],
            children: () => [7],
            leaves: () => [7],
            expansionZoom: () => [7],
        },
    },
};
