import type { FeatureCollection, MultiPoint, Point } from 'geojson';
import { type IssueCollector, type IssuePath, showValue } from '../core/index.js';
import { type Position, wrapLongitude } from '../geo/index.js';
import { checkPlace, FARTHEST_PLANAR, isPastAntimeridian, type PointMetric } from './place.js';

/**
 * Points to index: `[lng, lat]` (or `[x, y]`) each, all of them interleaved in one flat array, or GeoJSON. Answers name a point by its place
 * in the list, in the features, or in the coordinates of the MultiPoint.
 */
export type PointSource = readonly Position[] | Float64Array | FeatureCollection<Point> | MultiPoint;

const MOST_LISTED = 100;

/**
 * Lays points out flat, x and y interleaved; longitudes past 180 degrees come back into -180 to 180. Adds an issue for each fault of the
 * first hundred points that have one, then how many more there are.
 *
 * @returns of which only sound points can be trusted; the source itself where it is flat and nothing was to be wrapped
 */
export function readPoints(source: PointSource, metric: PointMetric, collector: IssueCollector, path: IssuePath): Float64Array {
    const faults = new FaultCounter(metric, collector, path);
    const points = source instanceof Float64Array ? readFlat(source, faults) : readList(source, faults);
    faults.finish();
    return points;
}

function readFlat(source: Float64Array, faults: FaultCounter): Float64Array {
    if (source.length % 2 !== 0) {
        const details = { received: source.length, expected: 'an even length: two numbers a point' };
        faults.collector.add('dimension-mismatch', faults.path, 'do not hold two numbers a point', details);
        return new Float64Array(0);
    }
    let points = source;
    const { farX, farY, isWrapped } = boundsOf(faults.metric);
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

function readList(source: Exclude<PointSource, Float64Array>, faults: FaultCounter): Float64Array {
    const list = listOf(source, faults);
    const points = new Float64Array(2 * list.length);
    const { farX, farY, isWrapped } = boundsOf(faults.metric);
    for (let i = 0; i < list.length; i++) {
        const point = list[i] as Position;
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
        return geojson.features.map(({ geometry } = {}) =>
            geometry?.type === 'Point' ? geometry.coordinates : (geometry ?? undefined),
        );
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

class FaultCounter {
    readonly metric: PointMetric;
    readonly collector: IssueCollector;
    path: IssuePath;
    below: IssuePath = [];
    private count = 0;

    constructor(metric: PointMetric, collector: IssueCollector, path: IssuePath) {
        this.metric = metric;
        this.collector = collector;
        this.path = path;
    }

    add(point: unknown, i: number): void {
        this.count++;
        if (this.count <= MOST_LISTED) checkPlace(point, [...this.path, i, ...this.below], this.metric, this.collector);
    }

    finish(): void {
        if (this.count <= MOST_LISTED) return;
        const message = `have ${this.count - MOST_LISTED} more points with a problem`;
        this.collector.add('invalid-input', this.path, message, { received: `${this.count} faulty points in all` });
    }
}
