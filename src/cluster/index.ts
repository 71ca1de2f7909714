export { balanceDeviation } from './balance-deviation.js';
export {
    type BalancedClusterOptions,
    type BalancedClusters,
    balancedClusters,
    balancedClustersAsync,
} from './balanced-clusters.js';
export type { ClusterProgress, CountedClusterOptions } from './cluster-options.js';
export { type ClusterProperties, clustersToGeoJson, type LabelledClusters } from './clusters-geojson.js';
export { type DbscanOptions, type DensityClusters, dbscan, dbscanAsync } from './dbscan.js';
export { type HdbscanOptions, type HierarchicalDensityClusters, hdbscan, hdbscanAsync } from './hdbscan.js';
export { type Clusters, type KmeansOptions, kmeans, kmeansAsync } from './kmeans.js';
export type { ClusterMetric, ClusterPoints } from './points.js';
export {
    calinskiHarabasz,
    clusterInertia,
    daviesBouldin,
    type InertiaOptions,
    type QualityOptions,
    type SilhouetteOptions,
    silhouette,
} from './quality.js';
export type { StageOptions, StageProgress } from './stage-progress.js';
export {
    type ClusterCount,
    type ClusterCountOptions,
    suggestClusterCount,
    suggestClusterCountAsync,
} from './suggest-cluster-count.js';
export {
    type ZoomClusterOptions,
    ZoomClusters,
    type ZoomItem,
    type ZoomLabels,
    type ZoomProperties,
} from './zoom-clusters.js';
