import {
    checkStructure,
    controlEntries,
    finite,
    IssueCollector,
    LARGEST_AMOUNT,
    numberList,
    numbers,
    oneOf,
    optional,
    RENAMED_LIMITS,
    type Schema,
    type Steps,
    type StopCriteria,
    stopCriteria,
    strict,
    throwIfAborted,
} from '../../core/index.js';
import { readPoints } from '../../spatial/internal.js';
import { type BallTree, measureBalls } from '../trees/ball-tree.js';
import { kdTreeSteps, sortLeaves } from '../trees/kd-tree.js';
import { type ClusterMetric, type ClusterPoints, toCoordinates } from './points.js';

/** How far a clustering has come. */
export interface ClusterProgress {
    /** Share of the budget used, 0 to 1; the search usually ends long before it is spent. */
    readonly fraction: number;
    /** Iterations made, over all restarts. */
    readonly iterations: number;
    /** Of the present clusters, square metres or square units times weight. */
    readonly inertia: number;
}

/** What every clustering into a given number of clusters takes. */
export interface CountedClusterOptions {
    /** Number of clusters, from 1 to the number of points. */
    readonly count: number;
    /** Equal seeds give equal clusters; default 1. */
    readonly seed?: number;
    /** Weight of each point, from 0 to 1e100, not all 0; default 1 each. */
    readonly weights?: ArrayLike<number>;
    /**
     * When to stop, at the first of these; at least one iteration is made. `iterations` is the limit of each restart, default 300;
     * `target` is an inertia that is low enough.
     */
    readonly stop?: StopCriteria;
    /** How many times to start over; the best result is kept, from 1 to 10,000; default 1. */
    readonly restarts?: number;
    /** What the points are; default `'geographic'`. */
    readonly metric?: ClusterMetric;
    /** Ends the call with `cancelled`; polled after every iteration, so that `onProgress` may abort it. */
    readonly signal?: AbortSignal;
    /** Called after every iteration, before the call returns. */
    readonly onProgress?: (progress: ClusterProgress) => void;
}

export const metricSchema: Schema = optional(oneOf(['geographic', 'planar']));

const weightsSchema: Schema = numberList({ min: 0, max: LARGEST_AMOUNT });

const countedEntries: Readonly<Record<string, Schema>> = {
    count: finite({ min: 1, integer: true }),
    seed: optional(finite()),
    weights: optional(numbers()),
    stop: optional(stopCriteria()),
    restarts: optional(finite({ min: 1, max: 10_000, integer: true })),
    metric: metricSchema,
    ...controlEntries,
};

/** What `stop.iterations` is by default. */
export const MOST_ITERATIONS = 300;

/** Points in a leaf of the tree. */
export const LEAF_SIZE = 8;

/** Points in the order of a tree, which depends on their set alone: so does what is computed in it, random choices included. */
export interface PreparedPoints {
    readonly tree: BallTree;
    /** Those of the tree. */
    readonly coordinates: Float64Array;
    readonly weights: Float64Array;
    /** Input index of each point. */
    readonly order: Int32Array;
}

/**
 * Checks points and options of a clustering into a given number of clusters, and throws every issue at once.
 *
 * @param call - name of the public call
 * @param more - option keys in addition to those of {@link CountedClusterOptions}
 */
export function* prepareSteps(
    call: string,
    points: ClusterPoints,
    options: CountedClusterOptions,
    more: Readonly<Record<string, Schema>> = {},
): Steps<PreparedPoints> {
    const collector = new IssueCollector();
    const sound = checkStructure(strict({ ...countedEntries, ...more }, RENAMED_LIMITS), options, collector, ['options']);
    const metric = sound && options.metric !== undefined ? options.metric : 'geographic';
    const places = readPoints(points, metric, collector, ['points']);
    const isRead = places.length > 0 || collector.issues.length === 0;
    if (sound && isRead) checkSizes(places.length / 2, options, collector);
    collector.throwIfAny(call);
    throwIfAborted(options.signal);
    yield;

    const coordinates = toCoordinates(places, metric);
    const weights = new Float64Array(places.length / 2).fill(1);
    if (options.weights !== undefined) weights.set(options.weights);
    yield;
    const plain = yield* kdTreeSteps(coordinates, LEAF_SIZE);
    yield;
    sortLeaves(plain, weights);
    yield;
    const tree = measureBalls(plain, weights);
    yield;
    return { tree, coordinates: tree.coordinates, weights: tree.weights, order: tree.order };
}

/** Labels in input order for labels in the tree's order. */
export function restoreOrder(labels: Int32Array, order: Int32Array): Int32Array {
    const restored = new Int32Array(labels.length);
    for (let i = 0; i < labels.length; i++) restored[order[i]] = labels[i];
    return restored;
}

function checkSizes(count: number, options: CountedClusterOptions, collector: IssueCollector): void {
    if (count === 0) collector.add('empty-input', ['points'], 'are empty', { expected: 'at least one point' });
    else if (options.count > count) {
        collector.add('out-of-range', ['options', 'count'], 'is more than there are points', {
            received: options.count,
            expected: `a whole number from 1 to ${count}`,
        });
    }
    if (options.weights !== undefined) checkWeights(options.weights, count, collector);
}

/** Finds weights that are too many or few, negative, not finite, too large, or all 0. */
export function checkWeights(weights: ArrayLike<number>, count: number, collector: IssueCollector): void {
    const path = ['options', 'weights'];
    if (weights.length !== count) {
        collector.add('dimension-mismatch', path, 'are not as many as the points', {
            received: weights.length,
            expected: `${count}`,
        });
        return;
    }
    if (!checkStructure(weightsSchema, weights, collector, path)) return;
    let total = 0;
    for (let i = 0; i < count; i++) total += weights[i];
    if (total === 0 && count > 0) collector.add('out-of-range', path, 'are all 0', { expected: 'at least one weight above 0' });
}
