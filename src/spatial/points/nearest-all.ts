import { IssueCollector, jsonReady, runSteps, type Steps } from '../../core/index.js';
import { checkCount } from '../query/check-query.js';
import type { PointMetric } from '../query/place.js';
import { type NearestAll, nearestSteps } from './nearest-of-all.js';
import { type PointSource, readPoints } from './point-source.js';
import { buildPointTree, prepareTree } from './point-tree.js';

/**
 * Finds for every position the nearest others: the neighbour lists that graphs and clusterings start from. Where there is a
 * {@link PointIndex} already, ask {@link PointIndex.nearestAll} instead.
 *
 * @param positions - any number
 * @param count - how many neighbours each, a whole number from 1; of all positions together at most 2^28
 * @returns indices and distances, row by row; ties by index, no position is its own neighbour. About O(n (log n + count log count))
 * @throws BeatplanError `invalid-input`
 */
export function nearestAll(positions: PointSource, count: number): NearestAll {
    return jsonReady(runSteps(nearestPositionSteps(positions, count)));
}

/** {@link nearestAll} in steps. */
export function* nearestPositionSteps(positions: PointSource, count: number): Steps<NearestAll> {
    const collector = new IssueCollector();
    const points = readPoints(positions, 'geographic', collector, ['positions']);
    checkCount(count, points.length / 2, collector);
    collector.throwIfAny('nearestAll');
    yield;
    return yield* nearestAllSteps(points, 'geographic', count);
}

/** {@link nearestAll} in steps, of coordinates that were checked. */
export function* nearestAllSteps(points: Float64Array, metric: PointMetric, count: number): Steps<NearestAll> {
    const tree = buildPointTree(points, metric, false);
    yield;
    prepareTree(tree);
    yield;
    return yield* nearestSteps(tree, count);
}
