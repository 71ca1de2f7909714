import type { LineString } from 'geojson';
import { callback, checkStructure, finite, IssueCollector, optional, type Schema, showValue, strict } from '../../core/index.js';
import { EARTH_RADIUS, greatCircleBetween } from '../../geo/index.js';
import { boxChord, type PointFilter, planarDistance } from './nearest-search.js';
import { readPoints } from './point-source.js';
import type { PointTree } from './point-tree.js';
import { unitVectorsInto } from './unit-vectors.js';

/** Options of {@link PointIndex.alongRoute}. */
export interface AlongRouteOptions {
    /** The largest detour, in metres (in a plane, its own unit), from 0. */
    readonly detour: number;
    /** Which points count, by index; maybe asked more than once. Default: all. */
    readonly filter?: PointFilter;
}

/** A point near a route. */
export interface RoutePoint {
    readonly index: number;
    /** The leg that is left for it: leg `i` runs from position `i` of the line to the next. */
    readonly leg: number;
    /** How much longer the way is over the point than along the leg, in metres (in a plane, its own unit). */
    readonly detour: number;
    /** How far the point is from the start of the leg. */
    readonly fromStart: number;
}

const optionsSchema: Schema = strict({ detour: finite({ min: 0, infinite: true }), filter: optional(callback()) });

/** Finds the points that a detour from a line reaches; see {@link PointIndex.alongRoute}. */
export function findAlongRoute(
    tree: PointTree,
    line: LineString | readonly (readonly number[])[],
    options: AlongRouteOptions,
): RoutePoint[] {
    const collector = new IssueCollector();
    const points = readPoints(positionsOf(line, collector), tree.metric, collector, ['line']);
    if (points.length === 0 && collector.issues.length === 0) {
        collector.add('empty-input', ['line'], 'has no position', { expected: 'at least one' });
    }
    checkStructure(optionsSchema, options ?? {}, collector, ['options']);
    collector.throwIfAny('the route');
    const { detour, filter } = options;
    // One position is a leg that ends where it starts.
    const legs = Math.max(1, points.length / 2 - 1);
    const vectors = vectorsOf(points, tree);
    const best = new Map<number, RoutePoint>();
    for (let leg = 0; leg < legs; leg++) {
        new LegSearch(tree, points, vectors, leg, detour, filter, best).run();
    }
    return [...best.values()].sort((a, b) => a.leg - b.leg || a.fromStart - b.fromStart || a.index - b.index);
}

function positionsOf(line: unknown, collector: IssueCollector): readonly (readonly number[])[] {
    if (Array.isArray(line)) return line;
    const { type, coordinates } = (line ?? {}) as { readonly type?: unknown; readonly coordinates?: unknown };
    if (type === 'LineString' && Array.isArray(coordinates)) return coordinates;
    collector.add('invalid-type', ['line'], 'is no line', {
        received: showValue(line),
        expected: 'a list of positions or a LineString',
        ...(type === 'Feature' ? { hint: 'pass the geometry of the feature' } : {}),
    });
    return [];
}

function vectorsOf(points: Float64Array, { metric }: PointTree): Float64Array {
    const vectors = new Float64Array((points.length / 2) * 3);
    if (metric === 'geographic') unitVectorsInto(points, vectors);
    else for (let i = 0, to = 0; i < points.length; i += 2, to += 3) vectors.set(points.subarray(i, i + 2), to);
    return vectors;
}

/** The points in the ellipse around one leg: those whose distances from its two ends add up to no more than the way with its detour. */
class LegSearch {
    private readonly tree: PointTree;
    private readonly points: Float64Array;
    private readonly vectors: Float64Array;
    private readonly leg: number;
    private readonly end: number;
    private readonly detour: number;
    private readonly length: number;
    private readonly slack: number;
    private readonly filter: PointFilter | undefined;
    private readonly best: Map<number, RoutePoint>;

    constructor(
        tree: PointTree,
        points: Float64Array,
        vectors: Float64Array,
        leg: number,
        detour: number,
        filter: PointFilter | undefined,
        best: Map<number, RoutePoint>,
    ) {
        this.tree = tree;
        this.points = points;
        this.vectors = vectors;
        this.leg = leg;
        this.end = Math.min(leg + 1, points.length / 2 - 1);
        this.detour = detour;
        this.filter = filter;
        this.best = best;
        this.length = this.distance(leg, points[2 * this.end], points[2 * this.end + 1]);
        // Near an antipode distances lose half of their digits.
        this.slack = tree.metric === 'planar' ? 1e-9 * (this.length + detour) : this.length + detour < 1e7 ? 1e-6 : 1;
    }

    run(): void {
        if (this.tree.size > 0) this.visit(0, 0, this.tree.size - 1);
    }

    private visit(node: number, left: number, right: number): void {
        const { boxes, nodeSize } = this.tree;
        if (
            this.boundFrom(this.leg, boxes, node) + this.boundFrom(this.end, boxes, node) >
            this.length + this.detour + this.slack
        )
            return;
        if (right - left <= nodeSize) {
            for (let i = left; i <= right; i++) this.measure(i);
            return;
        }
        const middle = (left + right) >> 1;
        this.measure(middle);
        this.visit(2 * node + 1, left, middle - 1);
        this.visit(2 * node + 2, middle + 1, right);
    }

    private measure(i: number): void {
        const { ids, coordinates } = this.tree;
        const fromStart = this.distance(this.leg, coordinates[2 * i], coordinates[2 * i + 1]);
        if (fromStart > this.length + this.detour + this.slack) return;
        const toEnd = this.distance(this.end, coordinates[2 * i], coordinates[2 * i + 1]);
        const detour = Math.max(0, fromStart + toEnd - this.length);
        if (detour > this.detour) return;
        const index = ids[i];
        const known = this.best.get(index);
        if (known !== undefined && known.detour <= detour) return;
        if (this.filter !== undefined && !this.filter(index)) return;
        this.best.set(index, { index, leg: this.leg, detour, fromStart });
    }

    private distance(from: number, x: number, y: number): number {
        const { points } = this;
        return this.tree.metric === 'planar'
            ? planarDistance(points[2 * from], points[2 * from + 1], x, y)
            : greatCircleBetween(points[2 * from], points[2 * from + 1], x, y);
    }

    /** No point of the node is nearer to an end of the leg, but for rounding. */
    private boundFrom(end: number, boxes: Float64Array, node: number): number {
        const { vectors } = this;
        const chord = Math.sqrt(boxChord(boxes, 6 * node, vectors[3 * end], vectors[3 * end + 1], vectors[3 * end + 2]));
        return this.tree.metric === 'planar' ? chord : 2 * EARTH_RADIUS * Math.asin(Math.min(1, chord / 2));
    }
}
