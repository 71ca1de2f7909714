import {
    callback,
    checkStructure,
    conformsTo,
    finite,
    IssueCollector,
    type IssuePath,
    optional,
    type Schema,
    strict,
} from '../../core/index.js';
import type { Bbox } from '../../geo/index.js';
import { FARTHEST_LONGITUDE, FARTHEST_PLANAR } from '../../geo/internal.js';
import { distanceOutput } from './check-output.js';
import { checkPlace, isPastAntimeridian, type PointMetric } from './place.js';

/** Options of a search for what is nearest. */
export interface NearestOptions {
    /** How many to find at most, a whole number from 1 or `Infinity`; default 1. */
    readonly count?: number;
    /** Metres (in a plane, its own unit); what lies farther is left out. From 0; default `Infinity`. */
    readonly radius?: number;
}

const radiusSchema: Schema = finite({ min: 0, infinite: true });
const nearestEntries = {
    count: optional(finite({ min: 1, integer: true, infinite: true })),
    radius: optional(radiusSchema),
    filter: optional(callback()),
};

/** The options of a search for what is nearest. */
export const nearestOptions: Schema = strict(nearestEntries);

/** Those of its twin that writes into lists of the caller. */
export const nearestIntoOptions: Schema = strict({ ...nearestEntries, distances: optional(distanceOutput) });

/** Those of one that looks for as many as its list is long. */
export const searchIntoOptions: Schema = strict({
    distances: optional(distanceOutput),
    radius: optional(radiusSchema),
    filter: optional(callback()),
});

const NO_OPTIONS = {};

/** Neighbours of all points together: more would not fit into the memory of most machines. */
const MOST_NEIGHBOURS = 2 ** 28;

const countSchema: Schema = finite({ min: 1, integer: true });

/** Adds an issue for a number of neighbours that is no whole number from 1, or more than there is room for. */
export function checkCount(count: number, size: number, collector: IssueCollector): void {
    if (!checkStructure(countSchema, count, collector, ['count']) || size * count <= MOST_NEIGHBOURS) return;
    const expected = `${MOST_NEIGHBOURS} neighbours of all points together`;
    collector.add('out-of-range', ['count'], 'is out of range', { received: count, expected });
}

/**
 * Throws `invalid-input` unless a search starts from a place of the metric with sound options.
 *
 * @param schema - of the options
 */
export function assertQuery(
    position: readonly number[],
    options: NearestOptions,
    metric: PointMetric,
    schema: Schema = nearestOptions,
): void {
    if (Array.isArray(position) && isPlace(position[0], position[1], metric) && conformsTo(schema, options)) return;
    const collector = new IssueCollector();
    checkPlace(position, ['position'], metric, collector);
    checkStructure(schema, options, collector, ['options']);
    collector.throwIfAny('the search');
}

/** Adds an issue for a radius that is no length. */
export function checkRadius(radius: number, collector: IssueCollector): void {
    checkStructure(radiusSchema, radius, collector, ['radius']);
}

/** Throws `invalid-input` unless a search by radius starts from a place of the metric. A radius that was left out is a mistake here. */
export function assertRadiusQuery(position: readonly number[], radius: number, metric: PointMetric): void {
    if (Array.isArray(position) && isPlace(position[0], position[1], metric) && conformsTo(radiusSchema, radius)) return;
    const collector = new IssueCollector();
    checkPlace(position, ['position'], metric, collector);
    checkRadius(radius, collector);
    collector.throwIfAny('the search');
}

/** As {@link assertRadiusQuery}, without allocation where there is nothing to say. */
export function assertPlace(x: number, y: number, radius: number, metric: PointMetric): void {
    if (!(typeof radius === 'number' && radius >= 0 && isPlace(x, y, metric))) assertRadiusQuery([x, y], radius, metric);
}

/** As {@link assertQuery}, without allocation where there is nothing to say. */
export function assertNearest(x: number, y: number, options: NearestOptions, metric: PointMetric, schema: Schema): void {
    if (!(isPlace(x, y, metric) && conformsTo(schema, options))) assertQuery([x, y], options, metric, schema);
}

/** Throws `invalid-input` unless a search starts from a place of the metric. */
export function assertPosition(position: readonly number[], metric: PointMetric): void {
    assertQuery(position, NO_OPTIONS, metric);
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

/** Adds an issue for an invalid box, as {@link assertBbox} does. */
export function checkBbox(bbox: unknown, path: IssuePath, metric: PointMetric, collector: IssueCollector): void {
    if (isBox(bbox, metric)) return;
    const expected =
        metric === 'planar'
            ? '[minX, minY, maxX, maxY], each minimum no more than its maximum'
            : `[west, south, east, north] in degrees with -90 <= south <= north <= 90; west > east crosses the antimeridian, and a box past it (to ${FARTHEST_LONGITUDE}) is wrapped`;
    const isNumeric = Array.isArray(bbox) && bbox.length <= 4 && bbox.every((bound) => typeof bound === 'number');
    const received = isNumeric ? `[${bbox.join(', ')}]` : bbox;
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
