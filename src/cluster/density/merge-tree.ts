/**
 * How points merge as the distance grows. Nodes below the number of points are the points; every other has two children or more,
 * which all merge at its height, so that equal distances make one node in whatever order their edges come. The last is the root.
 */
export interface MergeTree {
    readonly count: number;
    /** Distance at which a node's children merge; -1 for a point. */
    readonly heights: Float64Array;
    /** Points below each node. */
    readonly sizes: Int32Array;
    /** Children as lists: the first of a node, and the one after a node; -1 at the end. */
    readonly firstChild: Int32Array;
    readonly nextSibling: Int32Array;
    readonly root: number;
}

/** Builds the merge tree of n points from the edges of a spanning tree, `order` by distance. O(n). */
export function buildMergeTree(
    n: number,
    from: Int32Array,
    to: Int32Array,
    distances: Float64Array,
    order: Uint32Array,
): MergeTree {
    const room = 2 * n;
    const heights = new Float64Array(room).fill(-1);
    const sizes = new Int32Array(room).fill(1);
    const firstChild = new Int32Array(room).fill(-1);
    const lastChild = new Int32Array(room).fill(-1);
    const nextSibling = new Int32Array(room).fill(-1);
    const parent = Int32Array.from({ length: n }, (_, i) => i);
    // The node of each set of points.
    const nodeOf = parent.slice();
    let count = n;
    for (let e = 0; e < order.length; e++) {
        const edge = order[e];
        const height = distances[edge];
        const a = rootOf(parent, from[edge]);
        const b = rootOf(parent, to[edge]);
        let upper = nodeOf[a];
        let lower = nodeOf[b];
        if (heights[upper] !== height) [upper, lower] = [lower, upper];
        if (heights[upper] !== height) {
            // A node of its own, with one child for now.
            heights[count] = height;
            sizes[count] = sizes[upper];
            firstChild[count] = upper;
            lastChild[count] = upper;
            upper = count++;
        }
        const isSameHeight = heights[lower] === height;
        nextSibling[lastChild[upper]] = isSameHeight ? firstChild[lower] : lower;
        lastChild[upper] = isSameHeight ? lastChild[lower] : lower;
        sizes[upper] += sizes[lower];
        const set = sizes[nodeOf[a]] >= sizes[nodeOf[b]] ? a : b;
        parent[a] = set;
        parent[b] = set;
        nodeOf[set] = upper;
    }
    return { count, heights, sizes, firstChild, nextSibling, root: n === 0 ? -1 : nodeOf[rootOf(parent, 0)] };
}

function rootOf(parent: Int32Array, point: number): number {
    let p = point;
    while (parent[p] !== p) {
        parent[p] = parent[parent[p]];
        p = parent[p];
    }
    return p;
}
