import {
    checkStructure,
    controlEntries,
    finite,
    IssueCollector,
    oneOf,
    optional,
    runSteps,
    runStepsAsync,
    type Schema,
    type Steps,
    strict,
    throwIfAborted,
    withoutProgress,
} from '../../core/index.js';
import { readPoints } from '../../spatial/internal.js';
import { kmeansSteps } from '../kmeans/kmeans.js';
import { metricSchema } from '../points/cluster-options.js';
import type { ClusterMetric, ClusterPoints } from '../points/points.js';
import type { StageProgress } from '../points/stage-progress.js';
import { calinskiHarabasz, daviesBouldin, silhouetteSteps } from './quality.js';

/** Options of {@link suggestClusterCount}. */
export interface ClusterCountOptions {
    /** Fewest clusters to try, from 2; default 2. */
    readonly min?: number;
    /** Most clusters to try; default 10. Only counts below the number of points are tried: with a point each nothing is left to judge. */
    readonly max?: number;
    /** What decides; default `'silhouette'`. */
    readonly by?: 'silhouette' | 'calinski-harabasz' | 'davies-bouldin';
    /** Default 1. */
    readonly seed?: number;
    /** What the points are; default `'geographic'`. */
    readonly metric?: ClusterMetric;
    /** Ends the call with `cancelled`; polled with every report of progress and within every number. */
    readonly signal?: AbortSignal;
    /** Called before each number is tried, before the call returns; the stage is the number, as a text. */
    readonly onProgress?: (progress: StageProgress) => void;
}

/** How well each number of clusters fits. */
export interface ClusterCount {
    /** The best number of clusters, the lowest of equally good ones; 1 if points are too few to try any, or all at one place. */
    readonly count: number;
    /** Every number that was tried, rising, with all scores. */
    readonly tried: readonly {
        readonly count: number;
        readonly inertia: number;
        readonly silhouette: number;
        readonly calinskiHarabasz: number;
        readonly daviesBouldin: number;
    }[];
}

const optionsSchema: Schema = strict({
    min: optional(finite({ min: 2, integer: true })),
    max: optional(finite({ min: 2, integer: true })),
    by: optional(oneOf(['silhouette', 'calinski-harabasz', 'davies-bouldin'])),
    seed: optional(finite()),
    metric: metricSchema,
    ...controlEntries,
});

/**
 * Says how many clusters points fall into: clusters them by {@link kmeans} into each number and takes the best score.
 *
 * Such scores find groups that are there; they say little about evenly spread points, and nothing of how many reps are needed.
 *
 * @throws BeatplanError `invalid-input` with every issue of points and options; `cancelled`
 */
export function suggestClusterCount(points: ClusterPoints, options: ClusterCountOptions = {}): ClusterCount {
    return runSteps(countSteps(points, options), options ?? {});
}

/**
 * As {@link suggestClusterCount}, without blocking the event loop.
 *
 * @throws BeatplanError (rejects) as {@link suggestClusterCount}
 */
export async function suggestClusterCountAsync(points: ClusterPoints, options: ClusterCountOptions = {}): Promise<ClusterCount> {
    return runStepsAsync(countSteps(points, options), options ?? {});
}

function* countSteps(points: ClusterPoints, options: ClusterCountOptions): Steps<ClusterCount, StageProgress> {
    const collector = new IssueCollector();
    const sound = checkStructure(optionsSchema, options, collector, ['options']);
    const {
        min = 2,
        max = Math.max(10, min),
        by = 'silhouette',
        seed,
        metric = 'geographic',
        signal,
    }: ClusterCountOptions = sound ? options : {};
    if (max < min) {
        collector.add('out-of-range', ['options', 'max'], 'is less than min', {
            received: max,
            expected: `a whole number from ${min}`,
        });
    }
    const places = readPoints(points, metric, collector, ['points']);
    collector.throwIfAny('suggestClusterCount');
    throwIfAborted(signal);
    const seeded = seed === undefined ? {} : { seed };

    const tried: ClusterCount['tried'][number][] = [];
    let best = 1;
    // One cluster scores 0, or infinitely much where less is better.
    let bestScore = by === 'davies-bouldin' ? Number.NEGATIVE_INFINITY : 0;
    const last = Math.min(max, places.length / 2 - 1);
    for (let count = min; count <= last; count++) {
        yield { fraction: (count - min) / (last - min + 1), stage: String(count) };
        const { labels, inertia } = yield* withoutProgress(kmeansSteps(places, { count, metric, ...seeded }));
        yield;
        const mean = yield* silhouetteSteps(places, labels, { metric, ...seeded });
        yield;
        const ratio = calinskiHarabasz(places, labels, { metric });
        yield;
        const overlap = daviesBouldin(places, labels, { metric });
        const scores = { count, inertia, silhouette: mean, calinskiHarabasz: ratio, daviesBouldin: overlap };
        tried.push(scores);
        const score =
            by === 'silhouette'
                ? scores.silhouette
                : by === 'calinski-harabasz'
                  ? scores.calinskiHarabasz
                  : -scores.daviesBouldin;
        if (score <= bestScore) continue;
        best = count;
        bestScore = score;
    }
    return { count: best, tried };
}
