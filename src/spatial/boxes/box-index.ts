import RBush from 'rbush';
import { assertArguments, BeatplanError, type Schema, strict } from '../../core/index.js';
import { type Bbox, bboxDistance, type Position, wrapBbox, wrapLongitude } from '../../geo/index.js';
import { assertIdOutput } from '../query/check-output.js';
import { assertBbox, assertNearest, assertQuery, type NearestOptions, nearestIntoOptions } from '../query/check-query.js';
import { metricSchema, type PointMetric } from '../query/place.js';
import { plainBoxes } from '../query/query-boxes.js';
import { BoxQueue } from './box-queue.js';
import { type BoxNode, type PlainBox, packBoxes } from './pack-boxes.js';
import { readBoxes } from './read-boxes.js';

/** Options of {@link BoxIndex}. */
export interface BoxIndexOptions {
    /** `geographic` (default): degrees on the sphere, distances in metres; `planar`: x and y, distances in their own unit. */
    readonly metric?: PointMetric;
}

/** Options of {@link BoxIndex.nearest}. */
export interface NearestBoxOptions extends NearestOptions {
    /** Which boxes count, by id; asked in the order of distance, once for each box. Default: all. */
    readonly filter?: (id: string) => boolean;
}

/** Options of {@link BoxIndex.nearestInto}. */
export interface NearestBoxIntoOptions extends NearestBoxOptions {
    /** Takes the distances of what is found, as far as it is long. */
    readonly distances?: Float64Array;
}

/** One box, or one side of a box that the antimeridian splits. */
interface Item extends PlainBox {
    readonly id: string;
    /** Rises with each insertion: the order of answers. Both sides have the same. */
    readonly sequence: number;
    /** The other side. */
    twin: Item | undefined;
}

type TreeNode = BoxNode<Item>;

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
    /** Not in the tree yet: they wait for the next search, so that many can be packed at once. */
    private readonly waiting: Item[] = [];
    // Kept between searches, so that they do not allocate.
    private readonly stack: TreeNode[] = [];
    private readonly found: Item[] = [];
    private readonly queues: BoxQueue<TreeNode | Item>[] = [];
    private readonly scratch: [number, number, number, number] = [0, 0, 0, 0];

    /** @throws BeatplanError `invalid-input` if the metric is unknown */
    constructor(options: BoxIndexOptions = {}) {
        assertArguments('the index', { options: optionsSchema }, { options });
        this.metric = options.metric ?? 'geographic';
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
     * Adds a box; one of the same id is replaced, and counts as new. O(log n), most of it with the next search
     *
     * @param bbox - `west` greater than `east` crosses the antimeridian; a box that runs on past it (170 to 190) is wrapped
     * @throws BeatplanError `invalid-input` for an invalid box
     */
    insert(id: string, bbox: readonly number[]): void {
        assertBbox(bbox, this.metric);
        this.remove(id);
        this.insertItem(this.itemOf(id, bbox, this.nextSequence++));
    }

    /**
     * Adds many boxes, all or none; those of the same id are replaced.
     *
     * @param boxes - ids and boxes, as {@link BoxIndex.insert} takes them
     * @throws BeatplanError `invalid-input` with the invalid boxes: then no box is added
     */
    insertAll(boxes: Iterable<readonly [id: string, bbox: readonly number[]]>): void {
        const list = readBoxes(boxes, this.metric);
        const wasEmpty = this.items.size === 0;
        for (let i = 0; i < list.length; i++) {
            const id = list[i][0];
            // Of an id that comes twice the last box counts: an empty index is packed from what is known by id.
            if (!wasEmpty) this.remove(id);
            this.insertItem(this.itemOf(id, list[i][1], this.nextSequence++));
        }
    }

    /**
     * Moves a box; it keeps its place in the order of insertion. O(log n)
     *
     * @param bbox - as {@link BoxIndex.insert} takes it
     * @throws BeatplanError `invalid-input` for an invalid box, or for an id that there is no box of (`unknown-id`)
     */
    update(id: string, bbox: readonly number[]): void {
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
        this.plant();
        this.tree.remove(item);
        if (item.twin !== undefined) this.tree.remove(item.twin);
        return this.items.delete(id);
    }

    /**
     * Finds the boxes that share at least a border point with a box.
     *
     * @returns ids in the order of insertion
     * @throws BeatplanError `invalid-input` for an invalid box
     */
    search(bbox: readonly number[]): string[] {
        const ids: string[] = [];
        this.searchInto(bbox, ids);
        return ids;
    }

    /**
     * Variant of {@link BoxIndex.search} that writes into a list of the caller.
     *
     * @param out - takes the ids; what stands behind them stays
     * @returns how many were found
     * @throws BeatplanError `invalid-input` for an invalid box
     */
    searchInto(bbox: readonly number[], out: string[]): number {
        assertBbox(bbox, this.metric);
        assertIdOutput(out);
        this.plant();
        const { found } = this;
        found.length = 0;
        if (this.metric === 'planar' || isInside(bbox)) {
            this.collect(bbox[0], bbox[1], bbox[2], bbox[3]);
        } else for (const [minX, minY, maxX, maxY] of plainBoxes(wrapBbox(bbox))) this.collect(minX, minY, maxX, maxY);
        const size = found.length;
        if (size > 1) sortBySequence(found);
        let count = 0;
        for (let k = 0; k < size; k++) {
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
    nearest(position: readonly number[], options: NearestBoxOptions = NO_OPTIONS): string[] {
        assertQuery(position, options, this.metric);
        const ids: string[] = [];
        this.findNearest(position[0], position[1], ids, options);
        return ids;
    }

    /**
     * Allocation-free variant of {@link BoxIndex.nearest}.
     *
     * @param out - takes the ids; what stands behind them stays
     * @returns how many were found
     * @throws BeatplanError `invalid-input`
     * @example
     * ```ts
     * const index = new BoxIndex();
     * index.insert('north', [10, 50, 11, 51]);
     * const out: string[] = [];
     * const distances = new Float64Array(1);
     * index.nearestInto(10.5, 49, out, { distances }); // 1: out is ['north'], 111 km away
     * ```
     */
    nearestInto(x: number, y: number, out: string[], options: NearestBoxIntoOptions = NO_OPTIONS): number {
        assertNearest(x, y, options, this.metric, nearestIntoOptions);
        assertIdOutput(out);
        return this.findNearest(x, y, out, options);
    }

    private insertItem(item: Item): void {
        this.waiting.push(item);
        if (item.twin !== undefined) this.waiting.push(item.twin);
        this.items.set(item.id, item);
    }

    /** Brings what waits into the tree: one by one if they are few compared with it, else by packing all again. */
    private plant(): void {
        const { waiting, tree, items } = this;
        if (waiting.length === 0) return;
        if (waiting.length * WORTH_PACKING < items.size) for (let k = 0; k < waiting.length; k++) tree.insert(waiting[k]);
        else {
            const all: Item[] = [];
            for (const item of items.values()) {
                all.push(item);
                if (item.twin !== undefined) all.push(item.twin);
            }
            tree.fromJSON(packBoxes(all));
        }
        waiting.length = 0;
    }

    private itemOf(id: string, bbox: Bbox, sequence: number): Item {
        if (this.metric === 'planar' || isInside(bbox)) {
            return { minX: bbox[0], minY: bbox[1], maxX: bbox[2], maxY: bbox[3], id, sequence, twin: undefined };
        }
        const [west, south, east, north] = wrapBbox(bbox);
        if (west <= east) return { minX: west, minY: south, maxX: east, maxY: north, id, sequence, twin: undefined };
        const western: Item = { minX: west, minY: south, maxX: 180, maxY: north, id, sequence, twin: undefined };
        western.twin = { minX: -180, minY: south, maxX: east, maxY: north, id, sequence, twin: western };
        return western;
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

    /** Opens the nearest node again and again, until the nearest of all that is left are boxes. */
    private findNearest(x: number, y: number, out: string[], options: NearestBoxIntoOptions): number {
        this.plant();
        const { count = 1, radius = Number.POSITIVE_INFINITY, filter, distances } = options;
        // The filter may search in its turn, which takes another queue.
        const queue = this.queues.pop() ?? new BoxQueue();
        const place: Position = [this.metric === 'planar' ? x : wrapLongitude(x), y];
        queue.size = 0;
        queue.push(0, -1, this.tree.toJSON() as TreeNode);
        let size = 0;
        while (queue.size > 0 && size < count) {
            const distance = queue.nearest;
            const entry = queue.pop();
            if ('children' in entry) this.open(entry, place, radius, queue);
            else if (filter === undefined || filter(entry.id)) {
                if (distances !== undefined && size < distances.length) distances[size] = distance;
                out[size++] = entry.id;
            }
        }
        this.queues.push(queue);
        return size;
    }

    private open({ children, leaf }: TreeNode, place: Position, radius: number, queue: BoxQueue<TreeNode | Item>): void {
        for (let k = 0; k < children.length; k++) {
            const child = children[k];
            if (leaf) {
                const item = child as Item;
                if (item.twin !== undefined && this.isTwinNearer(item, item.twin, place)) continue;
                const distance = this.distanceToItem(item, place);
                if (distance <= radius) queue.push(distance, item.sequence, item);
            } else {
                const bound = this.boundOf(child, place);
                if (bound <= radius) queue.push(bound, -1, child);
            }
        }
    }

    /** No box of a node is nearer. Rounding could say so: near an antipode distances lose half of their digits. */
    private boundOf(node: PlainBox, place: Position): number {
        const distance = this.distanceToSide(node, place);
        if (this.metric === 'planar') return distance;
        return distance - (distance < 1e7 ? 1e-3 : 1);
    }

    /** Of the two sides of a box the nearer one represents it, the western where both are as near. */
    private isTwinNearer(item: Item, twin: Item, place: Position): boolean {
        const distance = this.distanceToSide(item, place);
        const other = this.distanceToSide(twin, place);
        return other < distance || (other === distance && isEastern(item));
    }

    private distanceToItem(item: Item, place: Position): number {
        const { twin } = item;
        if (twin === undefined) return this.distanceToSide(item, place);
        return isEastern(item) ? this.distanceToBox(twin.minX, item, place) : this.distanceToBox(item.minX, twin, place);
    }

    private distanceToSide(box: PlainBox, place: Position): number {
        return this.distanceToBox(box.minX, box, place);
    }

    private distanceToBox(west: number, { minY, maxX, maxY }: PlainBox, place: Position): number {
        const { scratch } = this;
        scratch[0] = west;
        scratch[1] = minY;
        scratch[2] = maxX;
        scratch[3] = maxY;
        return this.metric === 'planar' ? planarBoxDistance(scratch, place) : bboxDistance(scratch, place);
    }
}

/** Of the two sides of a box over the antimeridian. */
function isEastern(side: Item): boolean {
    return side.minX === -180;
}

// Boxes that wait are packed, and the others with them, unless fewer than one in eight waits: about where both cost the same.
const WORTH_PACKING = 8;

const NO_OPTIONS: NearestBoxIntoOptions = {};
const optionsSchema: Schema = strict({ metric: metricSchema });

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

/** Whether a box keeps clear of the antimeridian and the poles, whose places have several coordinates. */
function isInside(bbox: Bbox): boolean {
    return bbox[0] <= bbox[2] && bbox[0] > -180 && bbox[2] < 180 && bbox[1] > -90 && bbox[3] < 90;
}
