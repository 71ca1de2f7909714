import KDBush from 'kdbush';
import { sortByKey } from './sort-by-key.js';
import type { StageReporter } from './stage-progress.js';

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
    /** The highest zoom at which an item stands for itself and not for parts. */
    readonly zooms: Uint8Array;
}

/** The items of one zoom, and an index over them in the same order. */
export interface ZoomLevel {
    readonly items: Int32Array;
    readonly index: KDBush;
}

/** How many items so many points can make: no more clusters than points less one can come about. */
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
export function buildZoomLevels(
    n: number,
    x: Float64Array,
    y: Float64Array,
    weights: Float64Array,
    rules: ZoomRules,
    reporter: StageReporter,
): { items: ZoomItems; levels: ZoomLevel[] } {
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
    reporter.begin('zooms', rules.maxZoom + 1 - rules.minZoom);
    for (let zoom = rules.maxZoom; zoom >= rules.minZoom; zoom--) {
        reporter.reached(rules.maxZoom - zoom);
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

/** The items of a zoom, made of those of the zoom above; undefined where they are the same. */
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
    let count = 0;
    for (const first of inOrder(items, above)) {
        if (isTaken[first] === 1) continue;
        isTaken[first] = 1;
        const item = above[first];
        const near: number[] = [];
        let size = sizes[item];
        for (let turn = -1; turn <= 1; turn++) {
            if (turn < 0 ? x[item] + radius < 1 : turn > 0 && x[item] - radius > 0) continue;
            for (const k of index.within(x[item] + turn, y[item], radius)) {
                if (isTaken[k] === 1) continue;
                isTaken[k] = 1;
                near.push(k);
                size += sizes[above[k]];
            }
        }
        if (near.length === 0 || size < minPoints) {
            for (const k of near) isTaken[k] = 0;
            kept[count++] = item;
            continue;
        }
        // Sums in an order that the input does not decide.
        near.sort((a, b) => x[above[a]] - x[above[b]] || y[above[a]] - y[above[b]] || weights[above[a]] - weights[above[b]]);
        const cluster = items.count++;
        let mass = weights[item];
        let sumX = 0;
        let sumY = 0;
        let members = sizes[item];
        let plainX = 0;
        let plainY = 0;
        parents[item] = cluster;
        for (const k of near) {
            const other = above[k];
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

/** Places of the list by size, largest first, then from west to east and north to south. */
function inOrder({ x, y, sizes }: ZoomItems, list: Int32Array): Uint32Array {
    const keys = new Float64Array(list.length);
    for (let k = 0; k < list.length; k++) keys[k] = y[list[k]];
    const byY = sortByKey(keys);
    for (let k = 0; k < list.length; k++) keys[k] = x[list[byY[k]]];
    const byX = sortByKey(keys).map((k) => byY[k]);
    let largest = 0;
    for (let k = 0; k < list.length; k++) if (sizes[list[k]] > largest) largest = sizes[list[k]];
    for (let k = 0; k < list.length; k++) keys[k] = largest - sizes[list[byX[k]]];
    return sortByKey(keys).map((k) => byX[k]);
}
