import RBush from 'rbush';
import TinyQueue from 'tinyqueue';
import { type Bbox, bboxDistance, type Position, splitBbox } from '../geo/index.js';
import { assertBbox, assertQuery, type NearestOptions } from './check-query.js';

/** Options of {@link BoxIndex.nearest}. */
export interface NearestBoxOptions extends NearestOptions {
    /** Which boxes count, by id. Default: all. */
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

interface Candidate {
    readonly distance: number;
    readonly node: TreeNode | undefined;
    readonly entry: Entry | undefined;
}

/**
 * An index over boxes that come and go: geofences, routes' extents, territories while they are drawn.
 *
 * @example
 * ```ts
 * const index = new BoxIndex();
 * index.insert('fiji', [177, -21, -178, -12]);
 * index.search([-179, -18, -178.5, -17]); // ['fiji']
 * ```
 */
export class BoxIndex {
    private readonly tree: RBush<Item> = new RBush();
    private readonly entries: Map<string, Entry> = new Map();
    private nextSequence = 0;

    /** How many boxes the index holds. */
    get size(): number {
        return this.entries.size;
    }

    /** Whether there is a box of this id. */
    has(id: string): boolean {
        return this.entries.has(id);
    }

    /**
     * Adds a box; one of the same id is replaced. O(log n)
     *
     * @param bbox - `west` greater than `east` crosses the antimeridian
     * @throws BeatplanError `invalid-input` for a box that is none
     */
    insert(id: string, bbox: Bbox): void {
        assertBbox(bbox);
        this.remove(id);
        const items: Item[] = [];
        const [west, south, east, north] = bbox;
        const entry: Entry = { id, bbox: [west, south, east, north], sequence: this.nextSequence++, items };
        for (const [minX, minY, maxX, maxY] of splitBbox(bbox)) items.push({ minX, minY, maxX, maxY, entry });
        for (const item of items) this.tree.insert(item);
        this.entries.set(id, entry);
    }

    /** Takes a box out. O(log n) @returns whether there was one */
    remove(id: string): boolean {
        const entry = this.entries.get(id);
        if (entry === undefined) return false;
        for (const item of entry.items) this.tree.remove(item);
        return this.entries.delete(id);
    }

    /**
     * Finds the boxes that share at least a border point with a box.
     *
     * @returns ids in the order of insertion
     * @throws BeatplanError `invalid-input` for a box that is none
     */
    search(bbox: Bbox): string[] {
        assertBbox(bbox);
        const found = new Set<Entry>();
        for (const [minX, minY, maxX, maxY] of searchBoxes(bbox)) {
            for (const item of this.tree.search({ minX, minY, maxX, maxY })) found.add(item.entry);
        }
        return [...found].sort((a, b) => a.sequence - b.sequence).map((entry) => entry.id);
    }

    /**
     * Finds the boxes nearest to a position; boxes that hold it are at distance 0.
     *
     * @returns ids, nearest first, ties in the order of insertion
     * @throws BeatplanError `invalid-input`
     */
    nearest(position: Position, options: NearestBoxOptions = {}): string[] {
        assertQuery(position, options);
        const { count = 1, radius = Number.POSITIVE_INFINITY, filter } = options;
        const found = new Set<string>();
        const queue = new TinyQueue<Candidate>([], compareCandidates);
        const pushChildren = (node: TreeNode): void => {
            for (const child of node.children) {
                const { minX, minY, maxX, maxY } = child;
                const isItem = 'entry' in child;
                const distance = bboxDistance([minX, minY, maxX, maxY], position);
                if (distance <= radius)
                    queue.push({ distance, node: isItem ? undefined : child, entry: isItem ? child.entry : undefined });
            }
        };
        pushChildren(this.tree.toJSON() as TreeNode);
        while (found.size < count) {
            const candidate = queue.pop();
            if (candidate === undefined) break;
            if (candidate.node !== undefined) pushChildren(candidate.node);
            else if (candidate.entry !== undefined && (filter === undefined || filter(candidate.entry.id)))
                found.add(candidate.entry.id);
        }
        return [...found];
    }
}

/** Nodes go before boxes at the same distance: they may hold boxes that were inserted earlier. */
function compareCandidates(a: Candidate, b: Candidate): number {
    return a.distance - b.distance || (a.entry?.sequence ?? -1) - (b.entry?.sequence ?? -1);
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
