import { moveCenters, placeOnFirst } from './cluster-means.js';
import { type ClusterMetric, type Places, placesPrecede } from './points.js';

/**
 * Numbers clusters by size, the largest first; of equally large ones that comes first whose member lies farthest west (then south).
 *
 * @param roots - what tells the cluster of each point, from 0 and less than the number of points; below 0 for none
 * @returns labels, -1 for none, and how many points each cluster has
 */
export function numberBySize(
    roots: Int32Array,
    points: Places,
    metric: ClusterMetric,
): { labels: Int32Array; sizes: Int32Array } {
    const sizeOf = new Int32Array(roots.length);
    const westernmost = new Int32Array(roots.length).fill(-1);
    const clusters: number[] = [];
    for (let i = 0; i < roots.length; i++) {
        const root = roots[i];
        if (root < 0) continue;
        if (sizeOf[root]++ === 0) clusters.push(root);
        if (westernmost[root] < 0 || placesPrecede(points, metric, i, westernmost[root])) westernmost[root] = i;
    }
    clusters.sort((a, b) => sizeOf[b] - sizeOf[a] || (placesPrecede(points, metric, westernmost[a], westernmost[b]) ? -1 : 1));
    const number = new Int32Array(roots.length);
    for (let c = 0; c < clusters.length; c++) number[clusters[c]] = c;
    return {
        labels: roots.map((root) => (root < 0 ? -1 : number[root])),
        sizes: Int32Array.from(clusters, (root) => sizeOf[root]),
    };
}

/** Means of clusters in flat coordinates; points of no cluster do not count. */
export function meansOf(
    coordinates: Float64Array,
    labels: Int32Array,
    count: number,
    metric: ClusterMetric,
    weights: Float64Array = new Float64Array(labels.length).fill(1),
): Float64Array {
    const centers = new Float64Array(3 * count);
    // Points that balance each other out all around are equally far in sum from every place: any will do.
    placeOnFirst(coordinates, labels, centers);
    moveCenters(coordinates, weights, labels, centers, metric === 'geographic');
    return centers;
}
