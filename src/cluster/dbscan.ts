import {
    anything,
    checkStructure,
    finite,
    IssueCollector,
    optional,
    type Schema,
    strict,
    throwIfAborted,
} from '../core/index.js';
import { EARTH_RADIUS } from '../geo/index.js';
import { CellGrid } from './cell-grid.js';
import { metricSchema } from './cluster-options.js';
import { type ClusterMetric, type ClusterPoints, checkPoints, toCoordinates } from './points.js';
import { squaredDistance } from './squared-distance.js';

/** Options of {@link dbscan}. */
export interface DbscanOptions {
    /** Two points this near are neighbours: metres on the sphere, or the planar unit; from 0, where only equal points are. */
    readonly radius: number;
    /** Neighbours, itself included, that make a point a core of a cluster; from 1; default 4. */
    readonly minPoints?: number;
    /** What the points are; default `'geographic'`. */
    readonly metric?: ClusterMetric;
    /** Ends the call with `cancelled`. */
    readonly signal?: AbortSignal;
}

/** Dense groups of points, and noise. */
export interface DensityClusters {
    /** Number of clusters. */
    readonly count: number;
    /** Cluster of each point in input order, numbered by their smallest member; -1 is noise. */
    readonly labels: Int32Array;
    /** Points of each cluster. */
    readonly sizes: Int32Array;
    /** 1 for the core points. */
    readonly core: Uint8Array;
}

const NOISE = -1;

const optionsSchema: Schema = strict({
    radius: finite({ min: 0 }),
    minPoints: optional(finite({ min: 1, integer: true })),
    metric: metricSchema,
    signal: optional(anything()),
});

/**
 * Finds dense groups of any shape, and leaves lone points out as noise.
 *
 * Use it for hot spots and for where a market is; the number of groups comes out of the data. Exact: core points within the
 * radius of each other share a cluster; a point that is no core but has one within the radius joins the nearest (of equally near
 * ones that with the lowest index). Near O(n) where the radius is small beside the whole; O(n) memory.
 *
 * @param points - `[lng, lat]` each, or `[x, y]` under the planar metric
 * @throws BeatplanError `invalid-input` with every issue of points and options; `cancelled`
 * @example
 * ```ts
 * const { labels, count } = dbscan(positions, { radius: 2000, minPoints: 5 });
 * ```
 * @see Ester, Kriegel, Sander, Xu (1996) "A Density-Based Algorithm for Discovering Clusters", Proc. KDD, 226-231; the cells are
 * those of Gunawan (2013) "A Faster Algorithm for DBSCAN"
 */
export function dbscan(points: ClusterPoints, options: DbscanOptions): DensityClusters {
    const collector = new IssueCollector();
    const sound = checkStructure(optionsSchema, options, collector, ['options']);
    const metric = sound && options.metric !== undefined ? options.metric : 'geographic';
    checkPoints(points, metric, collector);
    collector.throwIfAny('the clustering');
    throwIfAborted(options.signal);

    const { radius, minPoints = 4 } = options;
    const coordinates = toCoordinates(points, metric);
    // What is a distance along the sphere for the user is a chord through it for the kernel.
    const reach = metric === 'planar' ? radius : 2 * Math.sin(Math.min(Math.PI / 2, radius / EARTH_RADIUS / 2));
    const grid = new CellGrid(coordinates, reach, metric === 'planar');
    const core = findCores(coordinates, grid, reach, minPoints);
    throwIfAborted(options.signal);
    const cellRoot = joinCells(coordinates, grid, reach, core);
    throwIfAborted(options.signal);
    const labels = labelPoints(coordinates, grid, reach, core, cellRoot);
    return { ...renumber(labels, cellRoot.length), core };
}

function findCores(coordinates: Float64Array, grid: CellGrid, reach: number, minPoints: number): Uint8Array {
    const { points, start } = grid;
    const core = new Uint8Array(points.length);
    const cells = new Int32Array(125);
    const limit = reach * reach;
    for (let c = 0; c < grid.count; c++) {
        const own = start[c + 1] - start[c];
        if (own >= minPoints) {
            for (let p = start[c]; p < start[c + 1]; p++) core[points[p]] = 1;
            continue;
        }
        const near = grid.neighbours(c, cells);
        for (let p = start[c]; p < start[c + 1]; p++) {
            let count = own;
            for (let o = 1; o < near && count < minPoints; o++) {
                const end = start[cells[o] + 1];
                for (let q = start[cells[o]]; q < end && count < minPoints; q++) {
                    if (squaredDistance(coordinates, points[p], coordinates, points[q]) <= limit) count++;
                }
            }
            if (count >= minPoints) core[points[p]] = 1;
        }
    }
    return core;
}

/** Joins cells whose core points reach each other; returns the root of each cell's set. */
function joinCells(coordinates: Float64Array, grid: CellGrid, reach: number, core: Uint8Array): Int32Array {
    const parent = new Int32Array(grid.count);
    for (let c = 0; c < parent.length; c++) parent[c] = c;
    const boxes = coreBoxes(coordinates, grid, core);
    const cells = new Int32Array(125);
    for (let c = 0; c < grid.count; c++) {
        if (boxes[6 * c] > boxes[6 * c + 3]) continue;
        const near = grid.neighbours(c, cells);
        for (let o = 1; o < near; o++) {
            const d = cells[o];
            if (d < c || boxes[6 * d] > boxes[6 * d + 3]) continue;
            const a = rootOf(parent, c);
            const b = rootOf(parent, d);
            if (a !== b && coresReach(coordinates, grid, boxes, reach, core, c, d)) parent[Math.max(a, b)] = Math.min(a, b);
        }
    }
    for (let c = 0; c < parent.length; c++) parent[c] = rootOf(parent, c);
    return parent;
}

function rootOf(parent: Int32Array, cell: number): number {
    let c = cell;
    while (parent[c] !== c) {
        parent[c] = parent[parent[c]];
        c = parent[c];
    }
    return c;
}

/** Lowest and highest x, y, z of each cell's core points; inverted where it has none. */
function coreBoxes(coordinates: Float64Array, grid: CellGrid, core: Uint8Array): Float64Array {
    const boxes = new Float64Array(6 * grid.count);
    for (let c = 0; c < grid.count; c++) {
        boxes.fill(Number.POSITIVE_INFINITY, 6 * c, 6 * c + 3);
        boxes.fill(Number.NEGATIVE_INFINITY, 6 * c + 3, 6 * c + 6);
        for (let p = grid.start[c]; p < grid.start[c + 1]; p++) {
            const i = grid.points[p];
            if (core[i] === 0) continue;
            for (let axis = 0; axis < 3; axis++) {
                const value = coordinates[3 * i + axis];
                if (value < boxes[6 * c + axis]) boxes[6 * c + axis] = value;
                if (value > boxes[6 * c + 3 + axis]) boxes[6 * c + 3 + axis] = value;
            }
        }
    }
    return boxes;
}

/** Whether a core point of cell c lies within reach of one of cell d. Points beyond the other cell's box are passed over. */
function coresReach(
    coordinates: Float64Array,
    grid: CellGrid,
    boxes: Float64Array,
    reach: number,
    core: Uint8Array,
    c: number,
    d: number,
): boolean {
    const { points, start } = grid;
    const limit = reach * reach;
    for (let p = start[c]; p < start[c + 1]; p++) {
        const i = points[p];
        if (core[i] === 0 || squaredDistanceToBox(coordinates, i, boxes, d) > limit) continue;
        for (let q = start[d]; q < start[d + 1]; q++) {
            const k = points[q];
            if (core[k] === 1 && squaredDistance(coordinates, i, coordinates, k) <= limit) return true;
        }
    }
    return false;
}

function squaredDistanceToBox(coordinates: Float64Array, i: number, boxes: Float64Array, c: number): number {
    let sum = 0;
    for (let axis = 0; axis < 3; axis++) {
        const value = coordinates[3 * i + axis];
        const beyond = Math.max(boxes[6 * c + axis] - value, value - boxes[6 * c + 3 + axis], 0);
        sum += beyond * beyond;
    }
    return sum;
}

/** The root cell of each point's cluster: of its own cell for a core point, else of the nearest core point's; or noise. */
function labelPoints(
    coordinates: Float64Array,
    grid: CellGrid,
    reach: number,
    core: Uint8Array,
    cellRoot: Int32Array,
): Int32Array {
    const { points, start } = grid;
    const labels = new Int32Array(points.length).fill(NOISE);
    const cells = new Int32Array(125);
    const limit = reach * reach;
    for (let c = 0; c < grid.count; c++) {
        let near = -1;
        for (let p = start[c]; p < start[c + 1]; p++) {
            const i = points[p];
            if (core[i] === 1) {
                labels[i] = cellRoot[c];
                continue;
            }
            if (near < 0) near = grid.neighbours(c, cells);
            let nearest = Number.POSITIVE_INFINITY;
            let chosen = -1;
            for (let o = 0; o < near; o++) {
                for (let q = start[cells[o]]; q < start[cells[o] + 1]; q++) {
                    const k = points[q];
                    if (core[k] === 0) continue;
                    const d = squaredDistance(coordinates, i, coordinates, k);
                    if (d > limit || d > nearest || (d === nearest && k > chosen)) continue;
                    nearest = d;
                    chosen = k;
                    labels[i] = cellRoot[cells[o]];
                }
            }
        }
    }
    return labels;
}

/** Numbers clusters in the order of their smallest member. */
function renumber(roots: Int32Array, cells: number): Pick<DensityClusters, 'count' | 'labels' | 'sizes'> {
    const number = new Int32Array(cells).fill(-1);
    const labels = new Int32Array(roots.length).fill(NOISE);
    const sizes: number[] = [];
    for (let i = 0; i < roots.length; i++) {
        if (roots[i] === NOISE) continue;
        if (number[roots[i]] < 0) {
            number[roots[i]] = sizes.length;
            sizes.push(0);
        }
        labels[i] = number[roots[i]];
        sizes[labels[i]]++;
    }
    return { count: sizes.length, labels, sizes: Int32Array.from(sizes) };
}
