import { IssueCollector } from '../../core/index.js';
import type { Position } from '../../geo/index.js';
import { PointIndex } from '../../spatial/index.js';
import { checkTravelModel } from './check-travel-model.js';
import type { StraightTravel, Trip } from './travel-model.js';
import { DEFAULT_CIRCUITY, DEFAULT_SPEED_BANDS, DEFAULT_TRAVEL, straightTrip } from './trip.js';

// Few answers need no second search, and none needs room for all points.
const FIRST_ROOM = 1024;

/** A point that can be reached. */
export interface ReachedPoint extends Trip {
    readonly index: number;
}

/**
 * Finds the points of an index that can be reached from a place within a time, by a travel model that works from positions.
 *
 * @param index - of the metric that the model measures in: `geographic` for great circles, `planar` for a Euclidean plane
 * @param from - `[lng, lat]`, or `[x, y]`
 * @param duration - seconds, from 0; what takes exactly so long belongs
 * @returns the points with their trips, quickest first, ties by index. About O(log n + answers)
 * @throws BeatplanError `invalid-input`
 * @example
 * ```ts
 * const index = new PointIndex([[13.4, 52.5], [13.1, 52.4], [9.99, 53.55]]); // Berlin, Potsdam, Hamburg
 * withinTravelTime(index, [13.3, 52.5], 30 * 60); // Berlin after 14 minutes, Potsdam after 28
 * ```
 */
export function withinTravelTime(
    index: PointIndex,
    from: Position,
    duration: number,
    model: StraightTravel = DEFAULT_TRAVEL,
): ReachedPoint[] {
    const collector = new IssueCollector();
    if (!(index instanceof PointIndex)) {
        collector.add('invalid-type', ['index'], 'is not a PointIndex', { received: index, expected: 'a PointIndex' });
    }
    if (!(typeof duration === 'number' && duration >= 0)) {
        collector.add('out-of-range', ['duration'], 'is out of range', { received: duration, expected: 'seconds from 0' });
    }
    if (!Array.isArray(from)) {
        collector.add('invalid-type', ['from'], 'is not a position', { received: from, expected: '[lng, lat], or [x, y]' });
    }
    if (checkTravelModel(model, ['model'], collector)) {
        const kind: string = model.kind;
        const metric = kind === 'great-circle' ? 'geographic' : 'planar';
        if (kind === 'matrix' || kind === 'roads') {
            const expected = "a model of straight lines: 'great-circle' or 'euclidean'";
            collector.add('unknown-option', ['model', 'kind'], 'knows no straight lines', { received: kind, expected });
        } else if (index instanceof PointIndex && index.metric !== metric) {
            const hint = `make the index with { metric: '${metric}' }`;
            collector.add('unknown-option', ['index', 'metric'], 'is not the one of the model', {
                received: index.metric,
                expected: metric,
                hint,
            });
        }
    }
    collector.throwIfAny('withinTravelTime');
    const reach = reachOf(duration, model);
    let near = new Int32Array(FIRST_ROOM);
    let distances = new Float64Array(FIRST_ROOM);
    const count = index.withinInto(from[0], from[1], reach, near, distances);
    if (count > FIRST_ROOM) {
        near = new Int32Array(count);
        distances = new Float64Array(count);
        index.withinInto(from[0], from[1], reach, near, distances);
    }
    const trip = straightTrip(model);
    const reached: ReachedPoint[] = [];
    for (let k = 0; k < count; k++) {
        const way = trip(distances[k]);
        if (way.duration <= duration) reached.push({ index: near[k], ...way });
    }
    // Nearer points never take longer, but rounding makes ties of what differs.
    return reached.sort((a, b) => a.duration - b.duration || a.index - b.index);
}

/** The straight distance that no trip within a time is beyond: a little more, for trips are rounded. */
function reachOf(duration: number, model: StraightTravel): number {
    if (duration === Number.POSITIVE_INFINITY) return duration;
    if (model.kind === 'euclidean') return duration * (model.speed ?? 1) * (1 + 1e-12) + 10 ** -(model.decimals ?? 0);
    const bands = model.speedBands ?? DEFAULT_SPEED_BANDS;
    let driven = 0;
    // Durations are rounded to milliseconds.
    let left = duration + 0.001;
    for (let i = 0; i < bands.length; i++) {
        const end = i === bands.length - 1 ? Number.POSITIVE_INFINITY : (bands[i].upTo ?? Number.POSITIVE_INFINITY);
        const step = Math.min(left * bands[i].speed, end - driven);
        driven += step;
        left -= step / bands[i].speed;
        if (!(left > 0)) break;
    }
    return (driven / (model.circuity ?? DEFAULT_CIRCUITY)) * (1 + 1e-12) + 0.01;
}
