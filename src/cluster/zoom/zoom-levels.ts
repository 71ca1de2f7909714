import KDBush from 'kdbush';
import type { Steps } from '../../core/index.js';
import { sortByKey } from '../points/sort-by-key.js';
import type { StageProgress, StageReporter } from '../points/stage-progress.js';

/**
 * What a map shows, from points up to the clusters of the lowest zoom. Items below the number of points are the points; every
 * cluster has a higher number than what it is made of.
 */
export interface ZoomItems {
    readonly count: number;
    /** Web Mercator, 0 to 1 from west to east and from north to south. */
    readonly x: Float64Array;
    readonly y: Float64Array;
    /** Points in each item, and the sum of their weights. */
    readonly sizes: Int32Array;
    readonly weights: Float64Array;
    /** The cluster that an item goes up in; -1 at the top. */
    readonly parents: Int32Array;
    /** The highest zoom at which an item is shown itself and not by its parts. */
    readonly zooms: Uint8Array;
}

/** The items of one zoom, and an index over them in the same order. */
export interface ZoomLevel {
    readonly items: Int32Array;
    readonly index: KDBush;
}

/** How many items the points can make: no more clusters than points less one can come about. */
export function zoomRoom(points: number): number {
    return Math.max(1, 2 * points);
}

/** How {@link buildZoomLevels} joins. */
export interface ZoomRules {
    /** Largest distance at zoom 0, in Mercator units; halves with every zoom. */
    readonly reach: number;
    readonly minZoom: number;
    readonly maxZoom: number;
    readonly minPoints: number;
}

/**
 * Joins points zoom by zoom, from the highest to the lowest: item after item, those of most points first (of equal ones the
 * westernmost, then the northernmost), each takes what is left within its reach, across the date line as well. O(n log n) a zoom at
 * which anything is joined.
 *
 * @param n - number of points; the arrays have room for {@link zoomRoom}, points first, and clusters are written behind them
 * @returns the items, and the level of every zoom from `minZoom` to `maxZoom + 1`, which has the points themselves
 */
export function* buildZoomLevels(
    n: number,
    x: Float64Array,
    y: Float64Array,
    weights: Float64Array,
    rules: ZoomRules,
    reporter: StageReporter,
): Steps<{ items: ZoomItems; levels: ZoomLevel[] }, StageProgress> {
    const room = x.length;
    const items: ZoomItems & { count: number } = {
        count: n,
        x,
        y,
        sizes: new Int32Array(room).fill(1),
        weights,
        parents: new Int32Array(room).fill(-1),
        zooms: new Uint8Array(room).fill(rules.maxZoom + 1),
    };
    let level = indexItems(
        items,
        Int32Array.from({ length: n }, (_, i) => i),
    );
    const levels: ZoomLevel[] = [];
    levels[rules.maxZoom + 1] = level;
    yield reporter.begin('zooms', rules.maxZoom + 1 - rules.minZoom);
    for (let zoom = rules.maxZoom; zoom >= rules.minZoom; zoom--) {
        yield reporter.reached(rules.maxZoom - zoom);
        const joined = joinLevel(items, level, zoom, rules);
        if (joined !== undefined) level = indexItems(items, joined);
        levels[zoom] = level;
    }
    return { items, levels };
}

function indexItems({ x, y }: ZoomItems, list: Int32Array): ZoomLevel {
    const index = new KDBush(Math.max(1, list.length), 64);
    for (let k = 0; k < list.length; k++) index.add(x[list[k]], y[list[k]]);
    // The index takes no empty list.
    if (list.length === 0) index.add(Number.NaN, Number.NaN);
    index.finish();
    return { items: list, index };
}

/** The items of a zoom, made of those of the zoom above; undefined if they are the same. */
function joinLevel(
    items: ZoomItems & { count: number },
    { items: above, index }: ZoomLevel,
    zoom: number,
    { reach, minPoints }: ZoomRules,
): Int32Array | undefined {
    const { x, y, sizes, weights, parents, zooms } = items;
    const radius = reach / 2 ** zoom;
    const isTaken = new Uint8Array(above.length);
    const kept = new Int32Array(above.length);
    const found: number[] = [];
    const near = new Int32Array(above.length);
    // Sums in an order that the input does not decide.
    const order = (a: number, b: number): number =>
        x[above[a]] - x[above[b]] || y[above[a]] - y[above[b]] || weights[above[a]] - weights[above[b]];
    let count = 0;
    for (const first of inOrder(items, above)) {
        if (isTaken[first] === 1) continue;
        isTaken[first] = 1;
        const item = above[first];
        let nearCount = 0;
        let size = sizes[item];
        for (let turn = -1; turn <= 1; turn++) {
            if (turn < 0 ? x[item] + radius < 1 : turn > 0 && x[item] - radius > 0) continue;
            const foundCount = index.withinInto(x[item] + turn, y[item], radius, found);
            for (let f = 0; f < foundCount; f++) {
                const k = found[f];
                if (isTaken[k] === 1) continue;
                isTaken[k] = 1;
                near[nearCount++] = k;
                size += sizes[above[k]];
            }
        }
        if (nearCount === 0 || size < minPoints) {
            for (let m = 0; m < nearCount; m++) isTaken[near[m]] = 0;
            kept[count++] = item;
            continue;
        }
        sortFirst(near, nearCount, order);
        const cluster = items.count++;
        let mass = weights[item];
        let sumX = 0;
        let sumY = 0;
        let members = sizes[item];
        let plainX = 0;
        let plainY = 0;
        parents[item] = cluster;
        for (let m = 0; m < nearCount; m++) {
            const other = above[near[m]];
            const dx = x[other] - x[item] - Math.round(x[other] - x[item]);
            const dy = y[other] - y[item];
            mass += weights[other];
            sumX += weights[other] * dx;
            sumY += weights[other] * dy;
            members += sizes[other];
            plainX += sizes[other] * dx;
            plainY += sizes[other] * dy;
            parents[other] = cluster;
        }
        const moved = x[item] + (mass > 0 ? sumX / mass : plainX / members);
        x[cluster] = moved - Math.floor(moved);
        y[cluster] = y[item] + (mass > 0 ? sumY / mass : plainY / members);
        sizes[cluster] = members;
        weights[cluster] = mass;
        zooms[cluster] = zoom;
        kept[count++] = cluster;
    }
    return count === above.length ? undefined : kept.slice(0, count);
}

// Fewer than this are sorted by insertion, without allocation.
const FEW = 24;

function sortFirst(list: Int32Array, count: number, order: (a: number, b: number) => number): void {
    if (count > FEW) {
        list.subarray(0, count).sort(order);
        return;
    }
    for (let i = 1; i < count; i++) {
        const item = list[i];
        let at = i;
        for (; at > 0 && order(list[at - 1], item) > 0; at--) list[at] = list[at - 1];
        list[at] = item;
    }
}

/** Places of the list by size, largest first, then from west to east and north to south, then by place. */
function inOrder({ x, y, sizes }: ZoomItems, list: Int32Array): Int32Array {
    const n = list.length;
    const keys = new Float64Array(n);
    for (let k = 0; k < n; k++) keys[k] = x[list[k]];
    const byPosition = sortByKey(keys);
    for (let k = 0; k + 1 < n; ) {
        let end = k + 1;
        while (end < n && keys[byPosition[end]] === keys[byPosition[k]]) end++;
        if (end - k > 1) byPosition.subarray(k, end).sort((a, b) => y[list[a]] - y[list[b]] || a - b);
        k = end;
    }
    // No size is above the number of all points: they are counted out.
    let largest = 0;
    for (let k = 0; k < n; k++) if (sizes[list[k]] > largest) largest = sizes[list[k]];
    const starts = new Int32Array(largest + 2);
    for (let k = 0; k < n; k++) starts[largest - sizes[list[k]] + 1]++;
    for (let size = 1; size < starts.length; size++) starts[size] += starts[size - 1];
    const order = new Int32Array(n);
    for (let k = 0; k < n; k++) order[starts[largest - sizes[list[byPosition[k]]]]++] = byPosition[k];
    return order;
}
