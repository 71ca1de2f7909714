import type { Feature, FeatureCollection, MultiPoint, Point } from 'geojson';
import { type IssueCollector, type IssuePath, showValue } from '../../core/index.js';
import { wrapLongitude } from '../../geo/index.js';
import { FARTHEST_PLANAR } from '../../geo/internal.js';
import { FaultCounter } from '../query/fault-counter.js';
import { checkPlace, isPastAntimeridian, type PointMetric } from '../query/place.js';

/**
 * Points: `[lng, lat]` (or `[x, y]`) each, all of them interleaved in one flat array, or GeoJSON. Positions are lists of at least two
 * numbers, as GeoJSON has them; what follows, an altitude, is passed over. Answers name a point by its place in the list, in the features,
 * or in the coordinates of the MultiPoint.
 */
export type PointSource = readonly (readonly number[])[] | Float64Array | FeatureCollection<Point> | MultiPoint;

/**
 * Lays points out flat, x and y interleaved; longitudes past 180 degrees come back into -180 to 180. For functions of one's own that take
 * points in every form that those of the library take.
 *
 * @param collector - gets an issue for each of the first hundred points that are no places of the metric, then how many more there are
 * @param path - where the points stand in the whole input
 * @returns of which only sound points can be trusted; the source itself where it is flat and nothing was to be wrapped. O(n)
 * @example
 * ```ts
 * const collector = new IssueCollector();
 * readPoints({ type: 'MultiPoint', coordinates: [[190, 10], [5, 6]] }, 'geographic', collector, ['stores']);
 * // Float64Array [-170, 10, 5, 6]
 * collector.throwIfAny('the stores');
 * ```
 */
export function readPoints(source: PointSource, metric: PointMetric, collector: IssueCollector, path: IssuePath): Float64Array {
    const faults = new FaultCounter('points', path, collector, (point, at) => checkPlace(point, at, metric, collector));
    const points = source instanceof Float64Array ? readFlat(source, metric, faults) : readList(source, metric, faults);
    faults.finish();
    return points;
}

function readFlat(source: Float64Array, metric: PointMetric, faults: FaultCounter): Float64Array {
    if (source.length % 2 !== 0) {
        const details = { received: source.length, expected: 'an even length: two numbers a point' };
        faults.collector.add('dimension-mismatch', faults.path, 'do not hold two numbers a point', details);
        return new Float64Array(0);
    }
    let points = source;
    const { farX, farY, isWrapped } = boundsOf(metric);
    for (let i = 0; i < points.length; i += 2) {
        const x = points[i];
        const y = points[i + 1];
        if (x >= -farX && x <= farX && y >= -farY && y <= farY) continue;
        if (isWrapped && isPastAntimeridian(x, y)) {
            if (points === source) points = source.slice();
            points[i] = wrapLongitude(x);
        } else faults.add([x, y], i / 2);
    }
    return points;
}

function readList(source: Exclude<PointSource, Float64Array>, metric: PointMetric, faults: FaultCounter): Float64Array {
    const list = listOf(source, faults);
    const points = new Float64Array(2 * list.length);
    const { farX, farY, isWrapped } = boundsOf(metric);
    for (let i = 0; i < list.length; i++) {
        const point = list[i];
        if (Array.isArray(point) && typeof point[0] === 'number' && typeof point[1] === 'number') {
            const x: number = point[0];
            const y: number = point[1];
            const isNear = x >= -farX && x <= farX && y >= -farY && y <= farY;
            if (isNear || (isWrapped && isPastAntimeridian(x, y))) {
                points[2 * i] = isNear ? x : wrapLongitude(x);
                points[2 * i + 1] = y;
                continue;
            }
        }
        faults.add(point, i);
    }
    return points;
}

function boundsOf(metric: PointMetric): { farX: number; farY: number; isWrapped: boolean } {
    return metric === 'planar'
        ? { farX: FARTHEST_PLANAR, farY: FARTHEST_PLANAR, isWrapped: false }
        : { farX: 180, farY: 90, isWrapped: true };
}

/** The coordinates of each point, whatever they are; tells the counter where they stand. */
function listOf(source: unknown, faults: FaultCounter): readonly unknown[] {
    if (Array.isArray(source)) return source;
    const geojson = source as { type?: unknown; features?: unknown; coordinates?: unknown } | undefined | null;
    if (geojson?.type === 'FeatureCollection' && Array.isArray(geojson.features)) {
        faults.path = [...faults.path, 'features'];
        faults.below = ['geometry'];
        return Array.from(geojson.features, (feature: Partial<Feature> | null | undefined) => {
            const geometry = feature?.geometry;
            return geometry?.type === 'Point' ? geometry.coordinates : (geometry ?? undefined);
        });
    }
    if (geojson?.type === 'MultiPoint' && Array.isArray(geojson.coordinates)) {
        faults.path = [...faults.path, 'coordinates'];
        return geojson.coordinates;
    }
    faults.collector.add('invalid-type', faults.path, 'are no points', {
        received: showValue(source),
        expected: 'a list of positions, a Float64Array, a FeatureCollection of points or a MultiPoint',
    });
    return [];
}
