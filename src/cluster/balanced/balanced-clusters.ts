import {
    clockSeconds,
    finite,
    IssueCollector,
    jsonReady,
    optional,
    runSteps,
    runStepsAsync,
    type Steps,
    StopWatch,
} from '../../core/index.js';
import { bisectSteps } from '../kmeans/bisect-points.js';
import { type Clusters, searchKmeans } from '../kmeans/kmeans.js';
import type { KmeansState } from '../kmeans/kmeans-search.js';
import { NearestFilter } from '../kmeans/nearest-filter.js';
import { countSizes, inertiaOf, moveCenter, moveCenters } from '../points/cluster-means.js';
import {
    type ClusterProgress,
    type CountedClusterOptions,
    MOST_ITERATIONS,
    type PreparedPoints,
    prepareSteps,
    restoreOrder,
} from '../points/cluster-options.js';
import { meansOf } from '../points/number-clusters.js';
import { type ClusterPoints, squareUnit, toPositions } from '../points/points.js';
import { balanceCounts } from './balance-counts.js';
import { balanceDeviation } from './balance-deviation.js';
import { balanceLoads, roughBounds, slackOf } from './balance-loads.js';
import { adjustPrices, type LoadBounds } from './balance-prices.js';
import { MoveGraph } from './move-graph.js';

/** Options of {@link balancedClusters}. `stop.iterations` is the limit of the rounds of balancing as well, of which one is always made. */
export interface BalancedClusterOptions extends CountedClusterOptions {
    /**
     * How far a cluster's load may lie from the mean, as a share of it, 0 to 1; default 0.05. Where all weights are equal, sizes
     * next to the mean are always allowed, so that 0 means sizes that differ by at most one.
     */
    readonly tolerance?: number;
    /**
     * The most that a cluster may weigh, above 0: how much a vehicle or a day holds. Given alone, clusters may be as light as they
     * like; together with `tolerance`, both hold.
     */
    readonly capacity?: number;
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
// A draft ends when a round gains less than this share, twice; its prices are good enough once few of them are amiss.
const DRAFT_GAIN = 1e-3;
const MOST_DRAFTS = 60;
const TRIAL_DRAFTS = 8;
const TRIAL_SHARE = 1.03;
const DRAFT_EXCESS = 64;
const EXACT_EXCESS = 512;
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
 * @returns as {@link kmeans}, with loads; `balanced` is false if the tolerance could not be met
 * @throws BeatplanError `invalid-input` with every issue of points and options; `cancelled`
 * @example
 * ```ts
 * const days = balancedClusters(positions, { count: 20, weights: workloads, tolerance: 0.03 });
 * ```
 * @see Borgwardt, Brieden, Gritzmann (2017) "An LP-based k-means algorithm for balancing weighted point sets"
 */
export function balancedClusters(points: ClusterPoints, options: BalancedClusterOptions): BalancedClusters {
    return runSteps(balancedSteps(points, options), options ?? {});
}

/**
 * As {@link balancedClusters}, without blocking the event loop.
 *
 * @throws BeatplanError (rejects) as {@link balancedClusters}
 */
export async function balancedClustersAsync(points: ClusterPoints, options: BalancedClusterOptions): Promise<BalancedClusters> {
    return runStepsAsync(balancedSteps(points, options), options ?? {});
}

function* balancedSteps(points: ClusterPoints, options: BalancedClusterOptions): Steps<BalancedClusters, ClusterProgress> {
    const startedAt = clockSeconds();
    const prepared = yield* prepareSteps('balancedClusters', points, options, {
        tolerance: optional(finite({ min: 0, max: 1 })),
        capacity: optional(finite({ moreThan: 0 })),
    });
    checkCapacity(prepared.weights, options);
    const { count, metric = 'geographic' } = options;
    const { restarts = 1 } = options;
    const start = yield* searchKmeans(prepared, options, startedAt, restarts / (restarts + 1));
    const bounds = loadBounds(prepared.weights, options);
    const best = yield* searchBalanced(prepared, start, bounds, options, startedAt);
    const loads = loadsOf(best.labels, prepared.weights, count);
    return jsonReady({
        labels: restoreOrder(best.labels, prepared.order),
        centers: toPositions(best.centers, metric),
        sizes: countSizes(best.labels, count),
        inertia: best.inertia * squareUnit(metric),
        iterations: best.iterations,
        loads,
        deviation: balanceDeviation(loads),
        balanced: violationOf(loads, bounds) <= slackOf(bounds),
    });
}

interface Bounds extends LoadBounds {
    /** Number of clusters. */
    readonly count: number;
    /** Whether all weights are equal; the weight of one then, else 0. */
    readonly equalWeight: number;
}

function loadBounds(weights: Float64Array, options: BalancedClusterOptions): Bounds {
    const { count, capacity = Number.POSITIVE_INFINITY } = options;
    // A cap alone leaves room below.
    const tolerance = options.tolerance ?? (options.capacity === undefined ? 0.05 : Number.POSITIVE_INFINITY);
    const n = weights.length;
    const mean = sumOf(weights) / count;
    const equalWeight = weights.every((weight) => weight === weights[0]) ? weights[0] : 0;
    if (equalWeight === 0) {
        return {
            low: Math.max(0, (1 - tolerance) * mean),
            high: Math.min((1 + tolerance) * mean, capacity),
            count,
            equalWeight,
        };
    }
    // A whole cluster's share of n may miss its integer by a hair.
    const share = n / count;
    const low = Math.max(1, Math.min(Math.floor(share), Math.ceil(share * (1 - tolerance) - 1e-9)));
    const high = Math.max(Math.ceil(share), Math.floor(share * (1 + tolerance) + 1e-9));
    return {
        low: low * equalWeight,
        high: Math.min(n, high, Math.floor(capacity / equalWeight + 1e-9)) * equalWeight,
        count,
        equalWeight,
    };
}

/** Finds a cap that cannot hold what is there. */
function checkCapacity(weights: Float64Array, { capacity, count }: BalancedClusterOptions): void {
    if (capacity === undefined) return;
    const collector = new IssueCollector();
    const { equalWeight } = loadBounds(weights, { count });
    const least = equalWeight > 0 ? Math.ceil(weights.length / count) * equalWeight : sumOf(weights) / count;
    if (capacity < least * (1 - 1e-9)) {
        collector.add('out-of-range', ['options', 'capacity'], 'is too little for all points', {
            received: capacity,
            expected: `at least ${least}`,
            hint: 'raise it, or ask for more clusters',
        });
    }
    collector.throwIfAny('balancedClusters');
}

function violationOf(loads: Float64Array, { low, high }: LoadBounds): number {
    let most = 0;
    for (let j = 0; j < loads.length; j++) most = Math.max(most, loads[j] - high, low - loads[j]);
    return most;
}

/** Centres and the prices that go with them, ready for exact balance. */
interface Draft {
    readonly centers: Float64Array;
    readonly prices: Float64Array;
    readonly inertia: number;
    readonly iterations: number;
}

/** The budget of the rounds of balancing. */
interface RoundBudget {
    isOver(): boolean;
    /** Notes a round and returns what is reported of it. */
    reached(inertia: number): ClusterProgress;
}

/**
 * Nearly balanced clusters: in turns, prices are set that balance the regions of the centres, and centres move to the means of
 * their regions. The tree makes a round cheap, so that most of the way is gone before exact balance is worth its time.
 *
 * @param rival - the inertia of another draft: one that stays far above it for some rounds is given up
 */
function* draft(
    points: PreparedPoints,
    start: Float64Array,
    bounds: Bounds,
    spherical: boolean,
    rival: number,
    budget: RoundBudget,
): Steps<Draft, ClusterProgress> {
    const { tree, weights } = points;
    const centers = start.slice();
    const filter = new NearestFilter(tree, centers);
    const rest = sumOf(weights) / DRAFT_EXCESS;
    let best: Draft | undefined;
    let idle = 0;
    let iterations = 0;
    for (; iterations < MOST_DRAFTS && idle < 2 && (iterations === 0 || !budget.isOver()); iterations++) {
        const excess = adjustPrices(filter, bounds, rest);
        yield;
        const inertia = yield* filter.assignSteps();
        // What is still to be moved costs more than what lies within the regions already.
        const cost = inertia * (1 + excess / sumOf(weights));
        idle = best !== undefined && cost > best.inertia * (1 - DRAFT_GAIN) ? idle + 1 : 0;
        if (best === undefined || cost < best.inertia) {
            best = { centers: centers.slice(), prices: filter.prices.slice(), inertia: cost, iterations: iterations + 1 };
        }
        for (let j = 0; j < bounds.count; j++) {
            if (filter.masses[j] > 0) moveCenter(centers, j, filter.offsets, filter.masses[j], spherical);
        }
        yield budget.reached(inertia);
        if (iterations >= TRIAL_DRAFTS && best.inertia > rival * TRIAL_SHARE) break;
    }
    return best!;
}

/** The best of the drafts, made exact. */
function* searchBalanced(
    points: PreparedPoints,
    start: KmeansState,
    bounds: Bounds,
    options: BalancedClusterOptions,
    startedAt: number,
): Steps<KmeansState, ClusterProgress> {
    const { coordinates, weights } = points;
    const { count, stop = {}, restarts = 1, metric = 'geographic' } = options;
    const spherical = metric === 'geographic';
    const most = stop.iterations ?? MOST_ITERATIONS;
    const watch = new StopWatch({ ...stop, iterations: most }, undefined, startedAt);
    let rounds = 0;
    let least = Number.POSITIVE_INFINITY;
    const budget: RoundBudget = {
        // Drafts are no answers, so that neither a target nor a number of rounds ends them.
        isOver: () => watch.isOver(0),
        reached: (inertia) => {
            rounds++;
            if (inertia < least) watch.improved(rounds - 1);
            least = Math.min(least, inertia);
            return {
                fraction: (restarts + watch.fraction(rounds)) / (restarts + 1),
                iterations: start.iterations + rounds,
                inertia: inertia * squareUnit(metric),
            };
        },
    };
    const halves = meansOf(coordinates, yield* bisectSteps(coordinates, weights, count), count, metric, weights);
    yield;
    const starts = [halves, start.centers];
    let drafts = starts.map((centers): Draft => ({ centers, prices: new Float64Array(count), inertia: 0, iterations: 0 }));
    if (weights.length >= FEW) {
        const first = yield* draft(points, halves, bounds, spherical, Number.POSITIVE_INFINITY, budget);
        const second = yield* draft(points, start.centers, bounds, spherical, first.inertia, budget);
        drafts = [second.inertia < first.inertia ? second : first];
    }
    let best: Exact | undefined;
    for (const from of drafts) {
        const found = yield* settle(points, from, bounds, options, budget, most);
        if (best === undefined || isBetter(found, best, bounds)) best = found;
    }
    return { ...best!.state, iterations: rounds };
}

interface Exact {
    readonly state: KmeansState;
    readonly violation: number;
}

function isBetter(a: Exact, b: Exact, bounds: LoadBounds): boolean {
    const worse = a.violation - b.violation;
    return worse < -slackOf(bounds) || (worse <= slackOf(bounds) && a.state.inertia < b.state.inertia);
}

/** Assigns within the bounds and recentres, in turns, and keeps the least violation and then the least inertia. */
function* settle(
    points: PreparedPoints,
    from: Draft,
    bounds: Bounds,
    options: BalancedClusterOptions,
    budget: RoundBudget,
    maxRounds: number,
): Steps<Exact, ClusterProgress> {
    const { coordinates, weights } = points;
    const { count, metric = 'geographic' } = options;
    const filter = new NearestFilter(points.tree, from.centers.slice());
    const { centers, prices } = filter;
    prices.set(from.prices);

    // Where the bounds leave no room for a point, centres are found with more room first: exact filling moves points about.
    function* settleWithin(limits: LoadBounds, patience: number): Steps<Exact, ClusterProgress> {
        let best: Exact | undefined;
        let last = Number.POSITIVE_INFINITY;
        let before: Int32Array = new Int32Array(0);
        let rounds = 0;
        for (let idle = 0; idle < patience && (rounds === 0 || (rounds < maxRounds && !budget.isOver())); ) {
            const labels = yield* assignWithin(points, filter, limits, bounds.equalWeight);
            yield;
            moveCenters(coordinates, weights, labels, centers, metric === 'geographic');
            const inertia = inertiaOf(coordinates, weights, labels, centers);
            rounds++;
            const violation = violationOf(loadsOf(labels, weights, count), limits);
            const found: Exact = {
                state: { labels, centers: centers.slice(), inertia, iterations: rounds },
                violation,
            };
            if (best === undefined || isBetter(found, best, limits)) best = found;
            yield budget.reached(inertia);
            if (labels.length === before.length && labels.every((label, i) => label === before[i])) break;
            idle = inertia > last * (1 - LEAST_GAIN) ? idle + 1 : 0;
            last = inertia;
            before = labels;
        }
        return best!;
    }
    const rough = bounds.equalWeight > 0 ? bounds : roughBounds(bounds, sumOf(weights) / weights.length);
    const settled = yield* settleWithin(rough, 1);
    if (rough.high === bounds.high && rough.low === bounds.low) return settled;
    centers.set(settled.state.centers);
    return yield* settleWithin(bounds, 2);
}

function sumOf(list: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < list.length; i++) sum += list[i];
    return sum;
}

function loadsOf(labels: Int32Array, weights: Float64Array, count: number): Float64Array {
    const loads = new Float64Array(count);
    for (let i = 0; i < labels.length; i++) loads[labels[i]] += weights[i];
    return loads;
}

/** The cheapest assignment to the filter's centres within the bounds, exact where all weights are equal. */
function* assignWithin(
    points: PreparedPoints,
    filter: NearestFilter,
    bounds: LoadBounds,
    equalWeight: number,
): Steps<Int32Array> {
    const { coordinates, weights } = points;
    const labels = new Int32Array(weights.length);
    if (weights.length >= FEW) adjustPrices(filter, bounds, sumOf(weights) / EXACT_EXCESS);
    yield;
    yield* filter.assignSteps(labels);
    yield;
    const graph = new MoveGraph(coordinates, weights, filter.centers, labels);
    yield;
    if (equalWeight > 0) {
        const low = Math.round(bounds.low / equalWeight);
        yield* balanceCounts(graph, filter.prices, { low, high: Math.round(bounds.high / equalWeight) });
    } else {
        yield* balanceLoads(graph, filter.prices, bounds);
        yield;
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
