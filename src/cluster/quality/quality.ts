import {
    checkStructure,
    finite,
    IssueCollector,
    numberList,
    numbers,
    optional,
    Random,
    runSteps,
    type Schema,
    type Steps,
    strict,
    WorkMeter,
} from '../../core/index.js';
import { readPoints } from '../../spatial/internal.js';
import { countSizes, inertiaOf } from '../points/cluster-means.js';
import { checkWeights, LEAF_SIZE, metricSchema } from '../points/cluster-options.js';
import { meansOf } from '../points/number-clusters.js';
import { type ClusterMetric, type ClusterPoints, squareUnit, toCoordinates } from '../points/points.js';
import { kdTreeSteps, sortLeaves } from '../trees/kd-tree.js';
import { squaredDistance } from '../trees/squared-distance.js';

/** Options of the quality scores. */
export interface QualityOptions {
    /** What the points are; default `'geographic'`. */
    readonly metric?: ClusterMetric;
}

/** Options of {@link clusterInertia}. */
export interface InertiaOptions extends QualityOptions {
    /** Weight of each point, from 0 to 1e100, not all 0; default 1 each. */
    readonly weights?: ArrayLike<number>;
}

/** Options of {@link silhouette}. */
export interface SilhouetteOptions extends QualityOptions {
    /** Points to judge, drawn at random where there are more; each costs O(n). From 1; default 1000. */
    readonly sample?: number;
    /** Of the drawing; default 1. */
    readonly seed?: number;
}

/** Labelled points as the scores need them: those of no cluster (label below 0) count for nothing. */
interface Labelled {
    readonly coordinates: Float64Array;
    readonly labels: Int32Array;
    readonly weights: Float64Array;
    readonly centers: Float64Array;
    readonly sizes: Int32Array;
    /** Number of clusters that have points. */
    readonly filled: number;
    /** Number of points that have clusters. */
    readonly members: number;
}

// What an Int32Array can hold.
const LEAST_LABEL = -(2 ** 31);

const baseEntries = { metric: metricSchema };

function readLabelled(
    call: string,
    points: ClusterPoints,
    labels: ArrayLike<number>,
    options: InertiaOptions,
    more: Readonly<Record<string, Schema>> = {},
): Labelled {
    const collector = new IssueCollector();
    const sound = checkStructure(strict({ ...baseEntries, ...more }), options, collector, ['options']);
    const metric = sound && options.metric !== undefined ? options.metric : 'geographic';
    const places = readPoints(points, metric, collector, ['points']);
    const n = places.length / 2;
    // A label beyond the number of points can only be a mistake, and would cost memory.
    const label = numberList({ min: LEAST_LABEL, max: Math.max(0, n - 1), integer: true });
    const areLabels = checkStructure(label, labels, collector, ['labels']);
    if (areLabels && labels.length !== n) {
        collector.add('dimension-mismatch', ['labels'], 'are not as many as the points', {
            received: labels.length,
            expected: `${n}`,
        });
    }
    let count = 0;
    if (areLabels) for (let i = 0; i < labels.length; i++) count = Math.max(count, labels[i] + 1);
    if (sound && options.weights !== undefined) checkWeights(options.weights, n, collector);
    collector.throwIfAny(call);

    const coordinates = toCoordinates(places, metric);
    const own = Int32Array.from(labels);
    const weights = new Float64Array(n).fill(1);
    if (options.weights !== undefined) weights.set(options.weights);
    const centers = meansOf(coordinates, own, count, metric, weights);
    const sizes = countSizes(own, count);
    let filled = 0;
    let members = 0;
    for (let j = 0; j < count; j++) {
        if (sizes[j] > 0) filled++;
        members += sizes[j];
    }
    return { coordinates, labels: own, weights, centers, sizes, filled, members };
}

/**
 * Weighted sum of the squared distances of points to the centres of their clusters, square metres or square units. O(n).
 *
 * @param labels - cluster of each point, below 0 for none
 * @throws BeatplanError `invalid-input`
 */
export function clusterInertia(points: ClusterPoints, labels: ArrayLike<number>, options: InertiaOptions = {}): number {
    const {
        coordinates,
        weights,
        centers,
        labels: own,
    } = readLabelled('clusterInertia', points, labels, options, { weights: optional(numbers()) });
    return inertiaOf(coordinates, weights, own, centers) * squareUnit(options.metric ?? 'geographic');
}

/**
 * Mean silhouette, -1 to 1: how much nearer points are to their own cluster than to the next. The higher the better; above 0.5
 * clusters are well apart.
 *
 * Exact up to `sample` points, above that estimated from that many points drawn at random. A point alone in its cluster counts 0, and
 * where there are fewer than two clusters the result is 0. O(sample x n).
 *
 * @param labels - cluster of each point, below 0 for none: such points are left out
 * @throws BeatplanError `invalid-input`
 * @see Rousseeuw (1987) "Silhouettes: a graphical aid to the interpretation and validation of cluster analysis",
 * https://doi.org/10.1016/0377-0427(87)90125-7
 */
export function silhouette(points: ClusterPoints, labels: ArrayLike<number>, options: SilhouetteOptions = {}): number {
    return runSteps(silhouetteSteps(points, labels, options));
}

/** {@link silhouette} in steps. */
export function* silhouetteSteps(
    points: ClusterPoints,
    labels: ArrayLike<number>,
    options: SilhouetteOptions = {},
): Steps<number> {
    const meter = new WorkMeter();
    const data = readLabelled('silhouette', points, labels, options, {
        sample: optional(finite({ min: 1, integer: true })),
        seed: optional(finite()),
    });
    const { sample = 1000, seed = 1 } = options;
    const { coordinates, sizes, filled, members } = data;
    if (filled < 2) return 0;
    yield;
    const judged = new Int32Array(members);
    let count = 0;
    // Drawn in an order that depends on the points alone.
    const tree = yield* kdTreeSteps(coordinates, LEAF_SIZE);
    yield;
    sortLeaves(tree, Float64Array.from(data.labels));
    for (let p = 0; p < tree.order.length; p++) if (data.labels[tree.order[p]] >= 0) judged[count++] = tree.order[p];
    if (sample < members) {
        // The first places of a shuffle that stops there.
        const random = new Random(seed);
        for (let i = 0; i < sample; i++) {
            const other = i + random.integer(members - i);
            const kept = judged[i];
            judged[i] = judged[other];
            judged[other] = kept;
        }
        count = sample;
    }
    const sums = new Float64Array(sizes.length);
    let total = 0;
    for (let s = 0; s < count; s++) {
        const i = judged[s];
        const label = data.labels[i];
        if (sizes[label] === 1) continue;
        sums.fill(0);
        if (meter.spend(data.labels.length)) yield;
        for (let k = 0; k < data.labels.length; k++) {
            if (data.labels[k] >= 0) sums[data.labels[k]] += Math.sqrt(squaredDistance(coordinates, i, coordinates, k));
        }
        const within = sums[label] / (sizes[label] - 1);
        let between = Number.POSITIVE_INFINITY;
        for (let j = 0; j < sizes.length; j++) {
            if (j !== label && sizes[j] > 0) between = Math.min(between, sums[j] / sizes[j]);
        }
        const larger = Math.max(within, between);
        if (larger > 0) total += (between - within) / larger;
    }
    return total / count;
}

/**
 * Davies-Bouldin index, from 0: mean over clusters of how wide they are compared with how far apart, each against its worst neighbour.
 * The lower the better. Infinite where there are fewer than two clusters or centres coincide. O(n + k^2).
 *
 * @param labels - cluster of each point, below 0 for none: such points are left out
 * @throws BeatplanError `invalid-input`
 * @see Davies, Bouldin (1979) "A Cluster Separation Measure", https://doi.org/10.1109/TPAMI.1979.4766909
 */
export function daviesBouldin(points: ClusterPoints, labels: ArrayLike<number>, options: QualityOptions = {}): number {
    const { coordinates, labels: own, centers, sizes, filled } = readLabelled('daviesBouldin', points, labels, options);
    if (filled < 2) return Number.POSITIVE_INFINITY;
    const width = new Float64Array(sizes.length);
    for (let i = 0; i < own.length; i++) {
        if (own[i] >= 0) width[own[i]] += Math.sqrt(squaredDistance(coordinates, i, centers, own[i])) / sizes[own[i]];
    }
    let total = 0;
    for (let a = 0; a < sizes.length; a++) {
        if (sizes[a] === 0) continue;
        let worst = 0;
        for (let b = 0; b < sizes.length; b++) {
            if (a === b || sizes[b] === 0) continue;
            const gap = Math.sqrt(squaredDistance(centers, a, centers, b));
            worst = Math.max(worst, gap === 0 ? Number.POSITIVE_INFINITY : (width[a] + width[b]) / gap);
        }
        total += worst;
    }
    return total / filled;
}

/**
 * Calinski-Harabasz index, from 0: variance between clusters over that within. The higher the better; infinite where every
 * point lies on its centre, 0 if there are fewer than two clusters or as many as points. O(n).
 *
 * @param labels - cluster of each point, below 0 for none: such points are left out
 * @throws BeatplanError `invalid-input`
 * @see Calinski, Harabasz (1974) "A dendrite method for cluster analysis", https://doi.org/10.1080/03610927408827101
 */
export function calinskiHarabasz(points: ClusterPoints, labels: ArrayLike<number>, options: QualityOptions = {}): number {
    const {
        coordinates,
        labels: own,
        weights,
        centers,
        sizes,
        filled,
        members,
    } = readLabelled('calinskiHarabasz', points, labels, options);
    if (filled < 2 || members <= filled) return 0;
    const all = own.map((label) => (label < 0 ? label : 0));
    const middle = meansOf(coordinates, all, 1, options.metric ?? 'geographic', weights);
    const within = inertiaOf(coordinates, weights, own, centers);
    let between = 0;
    for (let j = 0; j < sizes.length; j++) between += sizes[j] * squaredDistance(centers, j, middle, 0);
    if (within === 0) return between === 0 ? 0 : Number.POSITIVE_INFINITY;
    return between / (filled - 1) / (within / (members - filled));
}
