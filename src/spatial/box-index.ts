import RBush from 'rbush';
import { BeatplanError } from '../core/index.js';
import { type Bbox, bboxDistance, type Position, splitBbox, wrapLongitude } from '../geo/index.js';
import { assertBbox, assertQuery, type NearestOptions } from './check-query.js';
import { DistanceHeap } from './distance-heap.js';
import { IdList } from './id-list.js';
import type { PointMetric } from './place.js';
import { wrapBbox } from './query-boxes.js';

/** Options of {@link BoxIndex}. */
export interface BoxIndexOptions {
    /** `geographic` (default): degrees on the sphere, distances in metres; `planar`: x and y, distances in their own unit. */
    readonly metric?: PointMetric;
}

/** Options of {@link BoxIndex.nearest}. */
export interface NearestBoxOptions extends NearestOptions {
    /** Which boxes count, by id; maybe asked for more boxes than are found. Default: all. */
    readonly filter?: (id: string) => boolean;
}

/** One box, or one side of a box that the antimeridian splits. */
interface Item {
    readonly minX: number;
    readonly minY: number;
    readonly maxX: number;
    readonly maxY: number;
    readonly entry: Entry;
}

interface Entry {
    readonly id: string;
    readonly bbox: Bbox;
    /** Rises with each insertion: the order of answers. */
    readonly sequence: number;
    readonly items: readonly Item[];
}

/** What the library keeps inside and hands out as JSON. */
interface TreeNode {
    readonly minX: number;
    readonly minY: number;
    readonly maxX: number;
    readonly maxY: number;
    readonly leaf: boolean;
    readonly children: readonly (TreeNode | Item)[];
}

/**
 * An index over boxes that come and go: geofences, routes' extents, territories while they are drawn. An R-tree of rbush's.
 *
 * @example
 * ```ts
 * const index = new BoxIndex();
 * index.insert('fiji', [177, -21, -178, -12]);
 * index.search([-179, -18, -178.5, -17]); // ['fiji']
 * ```
 */
export class BoxIndex {
    /** What its distances are. */
    readonly metric: PointMetric;
    private readonly tree: RBush<Item> = new RBush();
    private readonly entries: Map<string, Entry> = new Map();
    private readonly bySequence: Map<number, Entry> = new Map();
    private nextSequence = 0;
    // Kept between searches, so that they do not allocate.
    private readonly stack: TreeNode[] = [];
    private readonly found: IdList = new IdList();
    private readonly heap: DistanceHeap = new DistanceHeap();
    private readonly scratch: [number, number, number, number] = [0, 0, 0, 0];

    constructor({ metric = 'geographic' }: BoxIndexOptions = {}) {
        this.metric = metric;
    }

    /** How many boxes the index holds. */
    get size(): number {
        return this.entries.size;
    }

    /** Whether there is a box of this id. */
    has(id: string): boolean {
        return this.entries.has(id);
    }

    /**
     * Adds a box; one of the same id is replaced, and counts as new. O(log n)
     *
     * @param bbox - `west` greater than `east` crosses the antimeridian; a box that runs on past it (170 to 190) is wrapped
     * @throws BeatplanError `invalid-input` for a box that is none
     */
    insert(id: string, bbox: Bbox): void {
        assertBbox(bbox, this.metric);
        this.remove(id);
        for (const item of this.add(id, bbox, this.nextSequence++)) this.tree.insert(item);
    }

    /**
     * Adds many boxes at once, several times faster than one by one; those of the same id are replaced.
     *
     * @param boxes - ids and boxes, as {@link BoxIndex.insert} takes them
     * @throws BeatplanError `invalid-input` for a box that is none: then no box is added
     */
    insertAll(boxes: Iterable<readonly [id: string, bbox: Bbox]>): void {
        const list = [...boxes];
        for (const [, bbox] of list) assertBbox(bbox, this.metric);
        const items: Item[] = [];
        const last = new Map(list);
        for (const [id, bbox] of last) {
            this.remove(id);
            items.push(...this.add(id, bbox, this.nextSequence++));
        }
        this.tree.load(items);
    }

    /**
     * Moves a box; it keeps its place in the order of insertion. O(log n)
     *
     * @param bbox - as {@link BoxIndex.insert} takes it
     * @throws BeatplanError `invalid-input` for a box that is none, or for an id that there is no box of (`unknown-id`)
     */
    update(id: string, bbox: Bbox): void {
        assertBbox(bbox, this.metric);
        const entry = this.entries.get(id);
        if (entry === undefined) {
            const issue = { code: 'unknown-id', path: ['id'], message: 'is no box of the index', received: id } as const;
            throw new BeatplanError('invalid-input', 'the update has a problem:', [issue]);
        }
        this.remove(id);
        for (const item of this.add(id, bbox, entry.sequence)) this.tree.insert(item);
    }

    /** Takes a box out. O(log n) @returns whether there was one */
    remove(id: string): boolean {
        const entry = this.entries.get(id);
        if (entry === undefined) return false;
        for (const item of entry.items) this.tree.remove(item);
        this.bySequence.delete(entry.sequence);
        return this.entries.delete(id);
    }

    /**
     * Finds the boxes that share at least a border point with a box.
     *
     * @returns ids in the order of insertion
     * @throws BeatplanError `invalid-input` for a box that is none
     */
    search(bbox: Bbox): string[] {
        const ids: string[] = [];
        this.searchInto(bbox, ids);
        return ids;
    }

    /**
     * The twin of {@link BoxIndex.search} that writes into a list of the caller's.
     *
     * @param out - takes the ids; longer ones keep what stands behind them
     * @returns how many were found
     * @throws BeatplanError `invalid-input` for a box that is none
     */
    searchInto(bbox: Bbox, out: string[]): number {
        assertBbox(bbox, this.metric);
        const { found } = this;
        found.size = 0;
        if (this.metric === 'planar') this.collect(bbox[0], bbox[1], bbox[2], bbox[3]);
        else for (const [minX, minY, maxX, maxY] of searchBoxes(wrapBbox(bbox))) this.collect(minX, minY, maxX, maxY);
        found.settle();
        for (let k = 0; k < found.size; k++) out[k] = this.idOf(found.ids[k]);
        return found.size;
    }

    /**
     * Finds the boxes nearest to a position; boxes that hold it are at distance 0.
     *
     * @returns ids, nearest first, ties in the order of insertion
     * @throws BeatplanError `invalid-input`
     */
    nearest(position: Position, options: NearestBoxOptions = {}): string[] {
        assertQuery(position, options, this.metric);
        const { count = 1, radius = Number.POSITIVE_INFINITY, filter } = options;
        const [x, y] = position;
        const heap = this.collectNearest(this.metric === 'planar' ? [x, y] : [wrapLongitude(x), y], count, radius, filter);
        const ids: string[] = [];
        for (let k = 0; k < heap.size; k++) ids.push(this.idOf(heap.ids[k]));
        return ids;
    }

    /** @returns what is still to be put into the tree */
    private add(id: string, bbox: Bbox, sequence: number): readonly Item[] {
        const items: Item[] = [];
        const [west, south, east, north] = this.metric === 'planar' ? bbox : wrapBbox(bbox);
        const entry: Entry = { id, bbox: [west, south, east, north], sequence, items };
        for (const [minX, minY, maxX, maxY] of this.metric === 'planar' ? [bbox] : splitBbox(entry.bbox)) {
            items.push({ minX, minY, maxX, maxY, entry });
        }
        this.entries.set(id, entry);
        this.bySequence.set(sequence, entry);
        return items;
    }

    private idOf(sequence: number): string {
        return this.bySequence.get(sequence)?.id ?? '';
    }

    private collect(minX: number, minY: number, maxX: number, maxY: number): void {
        const { stack, found } = this;
        stack.length = 0;
        stack.push(this.tree.toJSON() as TreeNode);
        for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
            for (const child of node.children) {
                if (child.minX > maxX || child.maxX < minX || child.minY > maxY || child.maxY < minY) continue;
                if ('entry' in child) found.push(child.entry.sequence);
                else stack.push(child);
            }
        }
    }

    private collectNearest(
        position: Position,
        count: number,
        radius: number,
        filter: ((id: string) => boolean) | undefined,
    ): DistanceHeap {
        // A filter may search in its turn.
        const heap = filter === undefined ? this.heap : new DistanceHeap();
        const seen = new Set<Entry>();
        heap.size = 0;
        this.visit(this.tree.toJSON() as TreeNode, position, count, radius, filter, heap, seen);
        heap.sort();
        return heap;
    }

    /** Walks down into the nearer children first. */
    private visit(
        node: TreeNode,
        position: Position,
        count: number,
        radius: number,
        filter: ((id: string) => boolean) | undefined,
        heap: DistanceHeap,
        seen: Set<Entry>,
    ): void {
        if (node.leaf) {
            for (const child of node.children) {
                const { entry } = child as Item;
                if (entry.items.length > 1) {
                    if (seen.has(entry)) continue;
                    seen.add(entry);
                }
                const distance = this.distanceTo(entry.bbox, position);
                if (distance > radius) continue;
                const isFull = heap.size >= count;
                if (isFull && !heap.isNearer(distance, entry.sequence)) continue;
                if (filter !== undefined && !filter(entry.id)) continue;
                if (isFull) heap.replaceTop(distance, distance, entry.sequence);
                else heap.push(distance, distance, entry.sequence);
            }
            return;
        }
        const children = (node.children as readonly TreeNode[])
            .map((child) => ({ child, bound: this.boundOf(child, position) }))
            .sort((a, b) => a.bound - b.bound);
        for (const { child, bound } of children) {
            const farthest = heap.size >= count ? heap.distances[0] : radius;
            if (bound <= farthest) this.visit(child, position, count, radius, filter, heap, seen);
        }
    }

    /** No box of a node is nearer. Rounding could say so: near an antipode distances lose half of their digits. */
    private boundOf({ minX, minY, maxX, maxY }: TreeNode, position: Position): number {
        const { scratch } = this;
        scratch[0] = minX;
        scratch[1] = minY;
        scratch[2] = maxX;
        scratch[3] = maxY;
        const distance = this.distanceTo(scratch, position);
        if (this.metric === 'planar') return distance;
        return distance - (distance < 1e7 ? 1e-3 : 1);
    }

    private distanceTo(bbox: Bbox, position: Position): number {
        return this.metric === 'planar' ? planarBoxDistance(bbox, position) : bboxDistance(bbox, position);
    }
}

function planarBoxDistance([minX, minY, maxX, maxY]: Bbox, [x, y]: Position): number {
    const dx = x < minX ? minX - x : x > maxX ? x - maxX : 0;
    const dy = y < minY ? minY - y : y > maxY ? y - maxY : 0;
    return Math.sqrt(dx * dx + dy * dy);
}

/** The two names of the antimeridian are one place: a box that ends there touches one that begins there. */
function searchBoxes(bbox: Bbox): Bbox[] {
    const boxes = splitBbox(bbox);
    const [west, south, east, north] = bbox;
    if (west > east) return boxes;
    if (east === 180) boxes.push([-180, south, -180, north]);
    if (west === -180) boxes.push([180, south, 180, north]);
    return boxes;
}
