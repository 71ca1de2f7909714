import KDBush from 'kdbush';
import { BeatplanError } from '../../core/index.js';
import type { PointMetric } from '../query/place.js';
import { fillNodes } from './node-boxes.js';
import { unitVectorsInto } from './unit-vectors.js';

// Vectors make a leaf cheap to scan, so that large leaves cost queries little and save levels of sorting.
const NODE_SIZE = 64;
const MAGIC = 0x50_49_31;
const FOOTER_BYTES = 16;
// Words of the footer.
const MAGIC_WORD = 0;
const METRIC_WORD = 1;
const READY_WORD = 2;
const METRICS: readonly PointMetric[] = ['geographic', 'planar'];

/**
 * A k-d tree of kdbush's and what our own walks over it need besides. All of it are views of one buffer, whose front is kdbush's own format.
 *
 * Nodes are numbered as in a heap, the children of `i` being `2i + 1` and `2i + 2`; the range of a node follows from halving, as in kdbush.
 */
export interface PointTree {
    readonly size: number;
    readonly metric: PointMetric;
    readonly nodeSize: number;
    readonly data: ArrayBuffer | SharedArrayBuffer;
    readonly footer: Uint32Array;
    /** Place in the source of each point, in the order of the tree. */
    readonly ids: Uint16Array | Uint32Array;
    /** x and y of each point, in the order of the tree. */
    readonly coordinates: Float64Array;
    /**
     * What distances are bounded with, from here on filled by {@link prepareTree}: three numbers a
     * point, the unit vector, or x, y and 0 in the plane.
     */
    readonly vectors: Float64Array;
    /** The tight box around the vectors of each node: three lower bounds, then three upper ones. */
    readonly boxes: Float64Array;
    /** The least id of a node whose points all stand at one place, -1 for any other node. */
    readonly firstIds: Int32Array;
}

/** Builds the tree over points that are sound, x and y interleaved; {@link prepareTree} comes before distances. O(n log n) */
export function buildPointTree(points: Float64Array, metric: PointMetric, isShared: boolean): PointTree {
    const size = points.length / 2;
    const Buffer = isShared ? SharedArrayBuffer : ArrayBuffer;
    // kdbush asks for the bytes of its own part, and gets room for ours behind it.
    function RoomyBuffer(bytes: number): ArrayBufferLike {
        return new Buffer(bytes + extraBytes(size, NODE_SIZE));
    }
    const tree = new KDBush(size, NODE_SIZE, Float64Array, RoomyBuffer as unknown as ArrayBufferConstructor);
    for (let i = 0; i < points.length; i += 2) tree.add(points[i], points[i + 1]);
    tree.finish();
    const views = viewsOf(tree, metric);
    views.footer[MAGIC_WORD] = MAGIC;
    views.footer[METRIC_WORD] = METRICS.indexOf(metric);
    return views;
}

/** Computes vectors, boxes and first ids, once: what searches by distance need, and others can do without. O(n) */
export function prepareTree(tree: PointTree): void {
    const { footer, metric, coordinates, vectors } = tree;
    if (footer[READY_WORD] === 1) return;
    if (metric === 'geographic') unitVectorsInto(coordinates, vectors);
    else {
        for (let i = 0, to = 0; i < coordinates.length; i += 2, to += 3) {
            vectors[to] = coordinates[i];
            vectors[to + 1] = coordinates[i + 1];
        }
    }
    fillNodes(tree);
    footer[READY_WORD] = 1;
}

/**
 * Takes a tree up from its buffer: O(1), nothing is computed or copied.
 *
 * @throws BeatplanError `invalid-input` for a buffer that no `PointTree` made
 */
export function restorePointTree(data: ArrayBuffer | SharedArrayBuffer): PointTree {
    const tree = takeKdbush(data);
    if (tree !== undefined && tree.ArrayType === Float64Array) {
        const start = treeBytes(tree.numItems);
        if (data.byteLength === start + extraBytes(tree.numItems, tree.nodeSize)) {
            const footer = new Uint32Array(data, start, FOOTER_BYTES / 4);
            const metric = METRICS.at(footer[METRIC_WORD]);
            if (footer[MAGIC_WORD] === MAGIC && metric !== undefined) return viewsOf(tree, metric);
        }
    }
    const expected = 'the whole `data` of a PointIndex of this version';
    const issue = { code: 'invalid-input', path: ['data'], message: 'is not the buffer of an index', expected } as const;
    throw new BeatplanError('invalid-input', 'the buffer has a problem:', [issue]);
}

function takeKdbush(data: ArrayBuffer | SharedArrayBuffer): KDBush | undefined {
    try {
        return KDBush.from(data);
    } catch {
        return undefined;
    }
}

function viewsOf(tree: KDBush, metric: PointMetric): PointTree {
    const { numItems: size, nodeSize, data } = tree;
    const nodes = nodeCount(size, nodeSize);
    const footer = treeBytes(size);
    const vectors = footer + FOOTER_BYTES;
    const boxes = vectors + 24 * size;
    return {
        size,
        metric,
        nodeSize,
        data: data as ArrayBuffer | SharedArrayBuffer,
        footer: new Uint32Array(data, footer, FOOTER_BYTES / 4),
        ids: tree.ids,
        coordinates: tree.coords as Float64Array,
        vectors: new Float64Array(data, vectors, 3 * size),
        boxes: new Float64Array(data, boxes, 6 * nodes),
        firstIds: new Int32Array(data, boxes + 48 * nodes, nodes),
    };
}

/** Bytes of kdbush's part: header, ids filled up to a multiple of 8, coordinates. */
function treeBytes(size: number): number {
    const idBytes = size * (size < 65536 ? 2 : 4);
    return 8 + 8 * Math.ceil(idBytes / 8) + 16 * size;
}

function extraBytes(size: number, nodeSize: number): number {
    return FOOTER_BYTES + 24 * size + 52 * nodeCount(size, nodeSize);
}

function nodeCount(size: number, nodeSize: number): number {
    let nodes = 1;
    for (let largest = size; largest > nodeSize + 1; largest >>= 1) nodes = 2 * nodes + 1;
    return nodes;
}
