import { IssueCollector, type IssuePath } from '../../core/index.js';
import type { Bbox } from '../../geo/index.js';
import { FARTHEST_LONGITUDE, FARTHEST_PLANAR } from '../../geo/internal.js';
import { checkOptions, hasOnlyKeys } from './check-options.js';
import { checkPlace, isPastAntimeridian, type PointMetric } from './place.js';

/** Options of a search for what is nearest. */
export interface NearestOptions {
    /** How many to find at most, a whole number from 1 or `Infinity`; default 1. */
    readonly count?: number;
    /** Metres (in a plane, its own unit); what lies farther is left out. From 0; default `Infinity`. */
    readonly radius?: number;
}

/** Adds an issue for a number of neighbours that is no whole number from 1. */
export function checkCount(count: number, collector: IssueCollector): void {
    if (Number.isInteger(count) && count >= 1) return;
    collector.add('out-of-range', ['count'], 'is out of range', { received: count, expected: 'a whole number from 1' });
}

/** The options of a search for what is nearest. */
export const NEAREST_KEYS: readonly string[] = ['count', 'radius', 'filter'];

/**
 * Throws `invalid-input` unless a search starts from a place of the metric with a sound count and radius.
 *
 * @param keys - all that the options may hold
 */
export function assertQuery(
    position: readonly number[],
    options: NearestOptions,
    metric: PointMetric,
    keys: readonly string[] = NEAREST_KEYS,
): void {
    if (Array.isArray(position) && isNearest(position[0], position[1], options, metric, keys)) return;
    const collector = new IssueCollector();
    checkPlace(position, ['position'], metric, collector);
    const { count = 1, radius = Number.POSITIVE_INFINITY } = checkOptions(options, keys, collector);
    if (!isCount(count)) {
        collector.add('out-of-range', ['count'], 'is out of range', {
            received: count,
            expected: 'a whole number from 1, or Infinity',
        });
    }
    checkRadius(radius, collector);
    collector.throwIfAny('the search');
}

/** Adds an issue for a radius that is no length. */
export function checkRadius(radius: number, collector: IssueCollector): void {
    if (isRadius(radius)) return;
    const details = { received: radius, expected: 'metres from 0, or Infinity' };
    collector.add('out-of-range', ['radius'], 'is out of range', details);
}

/** As {@link assertQuery}, without allocation where there is nothing to say. A radius that was left out is a mistake here. */
export function assertPlace(x: number, y: number, radius: number, metric: PointMetric): void {
    if (isRadius(radius) && isPlace(x, y, metric)) return;
    assertQuery([x, y], { radius: radius ?? Number.NaN }, metric);
}

/** As {@link assertQuery}, without allocation where there is nothing to say. */
export function assertNearest(x: number, y: number, options: NearestOptions, metric: PointMetric, keys: readonly string[]): void {
    if (!isNearest(x, y, options, metric, keys)) assertQuery([x, y], options, metric, keys);
}

function isNearest(x: unknown, y: unknown, options: NearestOptions, metric: PointMetric, keys: readonly string[]): boolean {
    if (!hasOnlyKeys(options, keys)) return false;
    const { count = 1, radius = 0 } = options;
    return isCount(count) && isRadius(radius) && isPlace(x, y, metric);
}

function isCount(count: number): boolean {
    return count >= 1 && (Number.isInteger(count) || count === Number.POSITIVE_INFINITY);
}

function isRadius(radius: unknown): boolean {
    return typeof radius === 'number' && radius >= 0;
}

function isPlace(x: unknown, y: unknown, metric: PointMetric): boolean {
    if (typeof x !== 'number' || typeof y !== 'number') return false;
    return metric === 'planar' ? Math.abs(x) <= FARTHEST_PLANAR && Math.abs(y) <= FARTHEST_PLANAR : isPastAntimeridian(x, y);
}

/** Throws `invalid-input` for a box with a bound that is no number or no latitude, or whose south lies north of its north. */
export function assertBbox(bbox: readonly number[], metric: PointMetric = 'geographic'): asserts bbox is Bbox {
    if (isBox(bbox, metric)) return;
    const collector = new IssueCollector();
    checkBbox(bbox, ['bbox'], metric, collector);
    collector.throwIfAny('the box');
}

/** Adds an issue for a box that is none, as {@link assertBbox} does. */
export function checkBbox(bbox: unknown, path: IssuePath, metric: PointMetric, collector: IssueCollector): void {
    if (isBox(bbox, metric)) return;
    const expected =
        metric === 'planar'
            ? '[minX, minY, maxX, maxY], each minimum no more than its maximum'
            : `[west, south, east, north] in degrees with -90 <= south <= north <= 90; west > east crosses the antimeridian, and a box past it (to ${FARTHEST_LONGITUDE}) is wrapped`;
    const received = Array.isArray(bbox) ? `[${bbox.join(', ')}]` : bbox;
    collector.add('out-of-range', path, 'is not a box', { received, expected });
}

/** Whether a value is a box of the metric. */
export function isBox(bbox: unknown, metric: PointMetric): bbox is Bbox {
    if (!Array.isArray(bbox) || bbox.length !== 4) return false;
    const west: unknown = bbox[0];
    const south: unknown = bbox[1];
    const east: unknown = bbox[2];
    const north: unknown = bbox[3];
    if (typeof west !== 'number' || typeof south !== 'number' || typeof east !== 'number' || typeof north !== 'number')
        return false;
    if (!(south <= north)) return false;
    if (metric === 'planar') return west <= east;
    if (south < -90 || north > 90) return false;
    const farthest = Math.max(Math.abs(west), Math.abs(east));
    return farthest <= 180 || (farthest <= FARTHEST_LONGITUDE && west <= east);
}
