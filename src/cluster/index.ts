export { balanceDeviation } from './balanced/balance-deviation.js';
export {
    type BalancedClusterOptions,
    type BalancedClusters,
    balancedClusters,
    balancedClustersAsync,
} from './balanced/balanced-clusters.js';
export { type DbscanOptions, type DensityClusters, dbscan, dbscanAsync } from './density/dbscan.js';
export { type HdbscanOptions, type HierarchicalDensityClusters, hdbscan, hdbscanAsync } from './density/hdbscan.js';
export { type Clusters, type KmeansOptions, kmeans, kmeansAsync } from './kmeans/kmeans.js';
export type { ClusterProgress, CountedClusterOptions } from './points/cluster-options.js';
export type { ClusterMetric, ClusterPoints } from './points/points.js';
export type { StageOptions, StageProgress } from './points/stage-progress.js';
export { type ClusterProperties, clustersToGeoJson, type LabelledClusters } from './quality/clusters-geojson.js';
export {
    calinskiHarabasz,
    clusterInertia,
    daviesBouldin,
    type InertiaOptions,
    type QualityOptions,
    type SilhouetteOptions,
    silhouette,
} from './quality/quality.js';
export {
    type ClusterCount,
    type ClusterCountOptions,
    suggestClusterCount,
    suggestClusterCountAsync,
} from './quality/suggest-cluster-count.js';
export {
    type ZoomClusterOptions,
    ZoomClusters,
    type ZoomItem,
    type ZoomLabels,
    type ZoomProperties,
} from './zoom/zoom-clusters.js';
