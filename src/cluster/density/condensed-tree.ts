import type { MergeTree } from './merge-tree.js';

/**
 * Clusters that hold at least the minimum of points as the distance falls, and what becomes of them. The first is everything; every
 * other has a number higher than that of the cluster it came out of. Density is 1 / distance.
 */
export interface CondensedTree {
    readonly count: number;
    /** The cluster that each came out of; -1 for the first. */
    readonly parents: Int32Array;
    /** Density at which each ends: it falls apart, or its last points leave. */
    readonly deaths: Float64Array;
    /** Sum over its points of how long each stays, as a difference of densities. */
    readonly stabilities: Float64Array;
    /** The last cluster that each point belongs to, and the density at which it leaves that. */
    readonly clusterOf: Int32Array;
    readonly leaves: Float64Array;
}

/**
 * Condenses a merge tree. Points that are all equal would have no end of density: a distance of 0 counts as the least that is not.
 * O(n).
 *
 * @see Campello, Moulavi, Sander (2013) "Density-Based Clustering Based on Hierarchical Density Estimates",
 * https://doi.org/10.1007/978-3-642-37456-2_14
 */
export function condenseTree(tree: MergeTree, points: number, minClusterSize: number): CondensedTree {
    const { heights, sizes, firstChild, nextSibling } = tree;
    let floor = Number.POSITIVE_INFINITY;
    for (let node = points; node < tree.count; node++) if (heights[node] > 0 && heights[node] < floor) floor = heights[node];
    if (floor === Number.POSITIVE_INFINITY) floor = 1;
    const parents: number[] = [-1];
    const births: number[] = [0];
    const deaths: number[] = [0];
    const stabilities: number[] = [0];
    const clusterOf = new Int32Array(points);
    const leaves = new Float64Array(points);
    // Nodes that wait, each with its cluster.
    const waiting: number[] = points > 1 ? [tree.root, 0] : [];
    const below: number[] = [];
    while (waiting.length > 0) {
        const cluster = waiting.pop()!;
        const node = waiting.pop()!;
        const density = 1 / Math.max(heights[node], floor);
        let large = 0;
        for (let child = firstChild[node]; child >= 0; child = nextSibling[child]) if (sizes[child] >= minClusterSize) large++;
        deaths[cluster] = density;
        for (let child = firstChild[node]; child >= 0; child = nextSibling[child]) {
            if (sizes[child] >= minClusterSize && large === 1) {
                waiting.push(child, cluster);
                continue;
            }
            stabilities[cluster] += sizes[child] * (density - births[cluster]);
            if (sizes[child] >= minClusterSize) {
                waiting.push(child, parents.length);
                parents.push(cluster);
                births.push(density);
                deaths.push(density);
                stabilities.push(0);
                continue;
            }
            below.push(child);
            while (below.length > 0) {
                const under = below.pop()!;
                if (under < points) {
                    clusterOf[under] = cluster;
                    leaves[under] = density;
                }
                for (let next = firstChild[under]; next >= 0; next = nextSibling[next]) below.push(next);
            }
        }
    }
    return {
        count: parents.length,
        parents: Int32Array.from(parents),
        deaths: Float64Array.from(deaths),
        stabilities: Float64Array.from(stabilities),
        clusterOf,
        leaves,
    };
}

// Sums of the same numbers in another order differ by rounding, which must not decide.
const ROUNDING = 1e-10;

/**
 * Chooses clusters none of which holds another, so that their stabilities sum up to the most; of equal choices the larger cluster.
 *
 * @param method - `'leaf'`: those that never fall apart, instead
 * @param allowFirst - whether everything together may be a cluster
 * @returns for every cluster the chosen one that it is or lies in, or -1
 */
export function chooseClusters(tree: CondensedTree, method: 'excess-of-mass' | 'leaf', allowFirst: boolean): Int32Array {
    const { count, parents, stabilities } = tree;
    const isChosen = new Uint8Array(count);
    const children = new Int32Array(count);
    const best = new Float64Array(count);
    for (let c = count - 1; c >= 0; c--) {
        const isEligible = c > 0 || allowFirst;
        const takesOwn = method === 'leaf' ? children[c] === 0 : stabilities[c] >= best[c] * (1 - ROUNDING);
        if (isEligible && takesOwn) {
            isChosen[c] = 1;
            best[c] = stabilities[c];
        }
        if (c === 0) break;
        children[parents[c]]++;
        best[parents[c]] += best[c];
    }
    const chosen = new Int32Array(count).fill(-1);
    for (let c = 0; c < count; c++) {
        const above = c === 0 ? -1 : chosen[parents[c]];
        chosen[c] = above >= 0 ? above : isChosen[c] === 1 ? c : -1;
    }
    return chosen;
}
