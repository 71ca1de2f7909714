import RBush from 'rbush';
import { BeatplanError } from '../core/index.js';
import { type Bbox, bboxDistance, type Position, splitBbox, wrapLongitude } from '../geo/index.js';
import { assertBbox, assertQuery, type NearestOptions } from './check-query.js';
import { DistanceHeap } from './distance-heap.js';
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
    readonly id: string;
    /** Rises with each insertion: the order of answers. Both sides have the same. */
    readonly sequence: number;
    /** Of the western side of a box the eastern one. */
    readonly twin: Item | undefined;
}

/** What the library keeps inside and hands out as JSON. */
interface TreeNode {
    readonly minX: number;
    readonly minY: number;
    readonly maxX: number;
    readonly maxY: number;
    readonly leaf: boolean;
    readonly children: readonly (TreeNode | Item)[];
    readonly twin?: undefined;
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
    /** By id; of a box with two sides the western one. */
    private readonly items: Map<string, Item> = new Map();
    private nextSequence = 0;
    // Kept between searches, so that they do not allocate.
    private readonly stack: TreeNode[] = [];
    private readonly found: Item[] = [];
    private readonly scratch: [number, number, number, number] = [0, 0, 0, 0];

    constructor({ metric = 'geographic' }: BoxIndexOptions = {}) {
        this.metric = metric;
    }

    /** How many boxes the index holds. */
    get size(): number {
        return this.items.size;
    }

    /** Whether there is a box of this id. */
    has(id: string): boolean {
        return this.items.has(id);
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
        this.insertItem(this.itemOf(id, bbox, this.nextSequence++));
    }

    /**
     * Adds many boxes at once, several times faster than one by one; those of the same id are replaced.
     *
     * @param boxes - ids and boxes, as {@link BoxIndex.insert} takes them
     * @throws BeatplanError `invalid-input` for a box that is none: then no box is added
     */
    insertAll(boxes: Iterable<readonly [id: string, bbox: Bbox]>): void {
        const list = Array.isArray(boxes) ? (boxes as readonly (readonly [id: string, bbox: Bbox])[]) : [...boxes];
        for (const [, bbox] of list) assertBbox(bbox, this.metric);
        const first = this.nextSequence;
        const added: Item[] = [];
        let areSome = false;
        for (const [id, bbox] of list) {
            const known = this.items.get(id);
            // One of this list is in no tree yet.
            if (known !== undefined && known.sequence >= first) areSome = true;
            else if (known !== undefined) this.remove(id);
            const item = this.itemOf(id, bbox, this.nextSequence++);
            this.items.set(id, item);
            added.push(item);
            if (item.twin !== undefined) added.push(item.twin);
        }
        this.tree.load(areSome ? added.filter(({ id, sequence }) => this.items.get(id)?.sequence === sequence) : added);
    }

    /**
     * Moves a box; it keeps its place in the order of insertion. O(log n)
     *
     * @param bbox - as {@link BoxIndex.insert} takes it
     * @throws BeatplanError `invalid-input` for a box that is none, or for an id that there is no box of (`unknown-id`)
     */
    update(id: string, bbox: Bbox): void {
        assertBbox(bbox, this.metric);
        const item = this.items.get(id);
        if (item === undefined) {
            const issue = { code: 'unknown-id', path: ['id'], message: 'is no box of the index', received: id } as const;
            throw new BeatplanError('invalid-input', 'the update has a problem:', [issue]);
        }
        this.remove(id);
        this.insertItem(this.itemOf(id, bbox, item.sequence));
    }

    /** Takes a box out. O(log n) @returns whether there was one */
    remove(id: string): boolean {
        const item = this.items.get(id);
        if (item === undefined) return false;
        this.tree.remove(item);
        if (item.twin !== undefined) this.tree.remove(item.twin);
        return this.items.delete(id);
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
     * @param out - takes the ids; what stands behind them stays
     * @returns how many were found
     * @throws BeatplanError `invalid-input` for a box that is none
     */
    searchInto(bbox: Bbox, out: string[]): number {
        assertBbox(bbox, this.metric);
        const { found } = this;
        found.length = 0;
        const [west, south, east, north] = this.metric === 'planar' ? bbox : wrapBbox(bbox);
        if (this.metric === 'planar' || (west <= east && west > -180 && east < 180)) this.collect(west, south, east, north);
        else for (const [minX, minY, maxX, maxY] of searchBoxes([west, south, east, north])) this.collect(minX, minY, maxX, maxY);
        sortBySequence(found);
        let count = 0;
        for (let k = 0; k < found.length; k++) {
            if (k > 0 && found[k].sequence === found[k - 1].sequence) continue;
            out[count++] = found[k].id;
        }
        return count;
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
        const place: Position = this.metric === 'planar' ? [x, y] : [wrapLongitude(x), y];
        const heap = new DistanceHeap();
        const candidates = new Map<number, Item>();
        this.visit(this.tree.toJSON() as TreeNode, place, count, radius, filter, heap, candidates);
        heap.sort();
        const ids: string[] = [];
        for (let k = 0; k < heap.size; k++) ids.push(candidates.get(heap.ids[k])?.id ?? '');
        return ids;
    }

    private insertItem(item: Item): void {
        this.tree.insert(item);
        if (item.twin !== undefined) this.tree.insert(item.twin);
        this.items.set(item.id, item);
    }

    private itemOf(id: string, bbox: Bbox, sequence: number): Item {
        const [west, south, east, north] = this.metric === 'planar' ? bbox : wrapBbox(bbox);
        if (this.metric === 'planar' || west <= east) {
            return { minX: west, minY: south, maxX: east, maxY: north, id, sequence, twin: undefined };
        }
        const twin: Item = { minX: -180, minY: south, maxX: east, maxY: north, id, sequence, twin: undefined };
        return { minX: west, minY: south, maxX: 180, maxY: north, id, sequence, twin };
    }

    private collect(minX: number, minY: number, maxX: number, maxY: number): void {
        const { stack, found } = this;
        let node: TreeNode | undefined = this.tree.toJSON() as TreeNode;
        while (node !== undefined) {
            const { children, leaf } = node;
            for (let k = 0; k < children.length; k++) {
                const child = children[k];
                if (child.minX > maxX || child.maxX < minX || child.minY > maxY || child.maxY < minY) continue;
                if (leaf) found.push(child as Item);
                else stack.push(child as TreeNode);
            }
            node = stack.pop();
        }
    }

    /** Walks down into the nearer children first. */
    private visit(
        node: TreeNode,
        position: Position,
        count: number,
        radius: number,
        filter: ((id: string) => boolean) | undefined,
        heap: DistanceHeap,
        candidates: Map<number, Item>,
    ): void {
        if (node.leaf) {
            for (const child of node.children) {
                const { id, sequence } = child as Item;
                if (candidates.has(sequence)) continue;
                const distance = this.distanceTo(this.boxOf(this.items.get(id) ?? (child as Item)), position);
                if (distance > radius) continue;
                const isFull = heap.size >= count;
                if (isFull && !heap.isNearer(distance, sequence)) continue;
                if (filter !== undefined && !filter(id)) continue;
                candidates.set(sequence, child as Item);
                if (isFull) heap.replaceTop(distance, distance, sequence);
                else heap.push(distance, distance, sequence);
            }
            return;
        }
        const children = (node.children as readonly TreeNode[])
            .map((child) => ({ child, bound: this.boundOf(child, position) }))
            .sort((a, b) => a.bound - b.bound);
        for (const { child, bound } of children) {
            const farthest = heap.size >= count ? heap.distances[0] : radius;
            if (bound <= farthest) this.visit(child, position, count, radius, filter, heap, candidates);
        }
    }

    /** No box of a node is nearer. Rounding could say so: near an antipode distances lose half of their digits. */
    private boundOf(node: TreeNode, position: Position): number {
        const distance = this.distanceTo(this.boxOf(node), position);
        if (this.metric === 'planar') return distance;
        return distance - (distance < 1e7 ? 1e-3 : 1);
    }

    /** The box of a node, or of an item and its twin; the next call writes over it. */
    private boxOf({ minX, minY, maxX, maxY, twin }: TreeNode | Item): Bbox {
        const { scratch } = this;
        scratch[0] = minX;
        scratch[1] = minY;
        scratch[2] = twin === undefined ? maxX : twin.maxX;
        scratch[3] = maxY;
        return scratch;
    }

    private distanceTo(bbox: Bbox, position: Position): number {
        return this.metric === 'planar' ? planarBoxDistance(bbox, position) : bboxDistance(bbox, position);
    }
}

/** Answers are short, or already in order: what was inserted together stands together. */
function sortBySequence(items: Item[]): void {
    if (items.length > 32) {
        items.sort((a, b) => a.sequence - b.sequence);
        return;
    }
    for (let i = 1; i < items.length; i++) {
        const item = items[i];
        let at = i - 1;
        while (at >= 0 && items[at].sequence > item.sequence) {
            items[at + 1] = items[at];
            at--;
        }
        items[at + 1] = item;
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
