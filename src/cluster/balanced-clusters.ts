import { finite, optional, throwIfAborted } from '../core/index.js';
import { balanceCounts } from './balance-counts.js';
import { balanceDeviation } from './balance-deviation.js';
import { balanceLoads, roughBounds, slackOf } from './balance-loads.js';
import { adjustPrices, assignByPrice, type LoadBounds } from './balance-prices.js';
import { countSizes, inertiaOf, moveCenters } from './cluster-means.js';
import {
    type CountedClusterOptions,
    MOST_ITERATIONS,
    type PreparedPoints,
    preparePoints,
    restoreOrder,
} from './cluster-options.js';
import { type Clusters, searchKmeans } from './kmeans.js';
import type { KmeansState } from './kmeans-search.js';
import { MoveGraph } from './move-graph.js';
import { type ClusterPoints, squareUnit, toPositions } from './points.js';

/** Options of {@link balancedClusters}. `maxIterations` counts rounds of balancing as well. */
export interface BalancedClusterOptions extends CountedClusterOptions {
    /**
     * How far a cluster's load may lie from the mean, as a share of it, 0 to 1; default 0.05. Where all weights are equal, sizes
     * next to the mean are always allowed, so that 0 means sizes that differ by at most one.
     */
    readonly tolerance?: number;
}

/** Clusters of nearly equal weight. */
export interface BalancedClusters extends Clusters {
    /** Sum of each cluster's weights. */
    readonly loads: Float64Array;
    /** Largest |load / mean load - 1|. */
    readonly deviation: number;
    /** Whether every load lies within the tolerance; unequal weights can make that impossible. */
    readonly balanced: boolean;
}

// Fewer points than this are balanced faster without prices adjusted beforehand.
const FEW = 500;
// A round that lowers the inertia by less than this share of it is not worth another.
const LEAST_GAIN = 1e-4;

/**
 * Divides points into compact clusters of nearly equal weight: days of work, books of business, first drafts of territories.
 *
 * Starts from {@link kmeans}; then, in turns, finds the cheapest assignment to the present centres whose loads lie within the
 * tolerance, and moves the centres to their clusters' means. With equal weights each assignment is optimal; with unequal ones,
 * where that is as hard as bin packing, close to it. The clusters do not depend on the order of the points.
 *
 * @param points - `[lng, lat]` each, or `[x, y]` under the planar metric
 * @returns as {@link kmeans}, with loads; `balanced` is false where the tolerance could not be met
 * @throws BeatplanError `invalid-input` with every issue of points and options; `cancelled`
 * @example
 * ```ts
 * const days = balancedClusters(positions, { count: 20, weights: workloads, tolerance: 0.03 });
 * ```
 * @see Borgwardt, Brieden, Gritzmann (2017) "An LP-based k-means algorithm for balancing weighted point sets"
 */
export function balancedClusters(points: ClusterPoints, options: BalancedClusterOptions): BalancedClusters {
    const prepared = preparePoints(points, options, { tolerance: optional(finite({ min: 0, max: 1 })) });
    const { count, metric = 'geographic' } = options;
    const start = searchKmeans(prepared, options);
    const bounds = loadBounds(prepared.weights, options);
    const best = alternate(prepared, start, bounds, options);
    const loads = loadsOf(best.labels, prepared.weights, count);
    return {
        labels: restoreOrder(best.labels, prepared.order),
        centers: toPositions(best.centers, metric),
        sizes: countSizes(best.labels, count),
        inertia: best.inertia * squareUnit(metric),
        iterations: best.iterations,
        loads,
        deviation: balanceDeviation(loads),
        balanced: violationOf(loads, bounds) <= slackOf(bounds),
    };
}

interface Bounds extends LoadBounds {
    /** Whether all weights are equal; the weight of one then, else 0. */
    readonly equalWeight: number;
}

function loadBounds(weights: Float64Array, { count, tolerance = 0.05 }: BalancedClusterOptions): Bounds {
    const n = weights.length;
    let total = 0;
    for (let i = 0; i < n; i++) total += weights[i];
    const mean = total / count;
    const equalWeight = weights.every((weight) => weight === weights[0]) ? weights[0] : 0;
    if (equalWeight === 0) return { low: (1 - tolerance) * mean, high: (1 + tolerance) * mean, equalWeight };
    // A whole cluster's share of n may miss its integer by a hair.
    const low = Math.min(Math.floor(n / count), Math.ceil((n / count) * (1 - tolerance) - 1e-9));
    const high = Math.max(Math.ceil(n / count), Math.floor((n / count) * (1 + tolerance) + 1e-9));
    return { low: Math.max(1, low) * equalWeight, high: high * equalWeight, equalWeight };
}

function violationOf(loads: Float64Array, { low, high }: LoadBounds): number {
    let most = 0;
    for (let j = 0; j < loads.length; j++) most = Math.max(most, loads[j] - high, low - loads[j]);
    return most;
}

/** Assigns within the bounds and recentres, in turns, and keeps the least violation and then the least inertia. */
function alternate(points: PreparedPoints, start: KmeansState, bounds: Bounds, options: BalancedClusterOptions): KmeansState {
    const { coordinates, weights } = points;
    const { count, maxIterations = MOST_ITERATIONS, restarts = 1, metric = 'geographic', signal, onProgress } = options;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const rough = bounds.equalWeight > 0 ? bounds : roughBounds(bounds, total / weights.length);
    const centers = Float64Array.from(start.centers);
    const prices = new Float64Array(count);
    let iterations = 0;

    // Where the bounds leave no room for a point, centres are found with more room first: exact filling moves points about.
    const settle = (limits: LoadBounds, patience: number): KmeansState => {
        let best: KmeansState | undefined;
        let bestViolation = Number.POSITIVE_INFINITY;
        let last = Number.POSITIVE_INFINITY;
        let before: Int32Array = new Int32Array(0);
        for (let idle = 0; idle < patience && (best === undefined || iterations < maxIterations); iterations++) {
            const labels = assignWithin(coordinates, weights, centers, prices, limits, bounds.equalWeight);
            moveCenters(coordinates, weights, labels, centers, metric === 'geographic');
            const inertia = inertiaOf(coordinates, weights, labels, centers);
            const violation = violationOf(loadsOf(labels, weights, count), limits);
            const worse = violation - bestViolation;
            if (best === undefined || worse < -slackOf(limits) || (worse <= slackOf(limits) && inertia < best.inertia)) {
                best = { labels, centers: Float64Array.from(centers), inertia, iterations: iterations + 1 };
                bestViolation = violation;
            }
            onProgress?.({
                iteration: restarts * maxIterations + iterations + 1,
                maxIterations: (restarts + 1) * maxIterations,
                inertia: inertia * squareUnit(metric),
            });
            throwIfAborted(signal);
            if (labels.length === before.length && labels.every((label, i) => label === before[i])) break;
            idle = inertia > last * (1 - LEAST_GAIN) ? idle + 1 : 0;
            last = inertia;
            before = labels;
        }
        return best!;
    };
    const settled = settle(rough, 1);
    if (rough.high === bounds.high && rough.low === bounds.low) return settled;
    centers.set(settled.centers);
    return settle(bounds, 2);
}

function loadsOf(labels: Int32Array, weights: Float64Array, count: number): Float64Array {
    const loads = new Float64Array(count);
    for (let i = 0; i < labels.length; i++) loads[labels[i]] += weights[i];
    return loads;
}

/** The cheapest assignment to fixed centres within the bounds, exact where all weights are equal. */
function assignWithin(
    coordinates: Float64Array,
    weights: Float64Array,
    centers: Float64Array,
    prices: Float64Array,
    bounds: LoadBounds,
    equalWeight: number,
): Int32Array {
    const n = weights.length;
    const labels = new Int32Array(n);
    let total = 0;
    for (let i = 0; i < n; i++) total += weights[i];
    if (n >= FEW) adjustPrices(coordinates, weights, centers, prices, bounds, total / 256);
    assignByPrice(coordinates, weights, centers, prices, labels);
    const graph = new MoveGraph(coordinates, weights, centers, labels);
    if (equalWeight > 0) {
        balanceCounts(graph, prices, { low: Math.round(bounds.low / equalWeight), high: Math.round(bounds.high / equalWeight) });
    } else {
        balanceLoads(graph, prices, bounds);
        fillEmpty(graph);
    }
    return labels;
}

/** Gives each cluster without points the lightest of another, and of those the cheapest to move. */
function fillEmpty(graph: MoveGraph): void {
    const { count, labels, weights, head } = graph;
    for (let j = 0; j < count; j++) {
        if (head[j] >= 0) continue;
        const sizes = countSizes(labels, count);
        let best = -1;
        for (let i = 0; i < labels.length; i++) {
            if (sizes[labels[i]] < 2) continue;
            if (best >= 0 && (weights[i] - weights[best] || graph.addedCost(i, j) - graph.addedCost(best, j)) >= 0) continue;
            best = i;
        }
        graph.move(best, j);
    }
}
