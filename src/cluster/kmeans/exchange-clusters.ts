import { type Steps, WorkMeter } from '../../core/index.js';
import type { BallTree } from '../trees/ball-tree.js';
import { squaredDistance } from '../trees/squared-distance.js';
import type { NearestFilter } from './nearest-filter.js';
import { type Split, splitCluster } from './split-cluster.js';

// What two clusters lose when they are merged, before their points and all centres have settled again, is far more than in the end.
const LOSS_SHARE = 0.3;

/** What merging and dividing the present clusters promises. */
export interface Exchanges {
    readonly centers: Float64Array;
    readonly masses: Float64Array;
    readonly splits: readonly Split[];
    /** The cluster that each had best be merged with. */
    readonly partners: Int32Array;
    readonly losses: Float64Array;
    /** Clusters by loss, least first, and by what their division saves, most first. */
    readonly toMerge: readonly number[];
    readonly toDivide: readonly number[];
}

/**
 * Looks at every merger and every division. O(n + k^2).
 *
 * @param filter - with its last assignment, whose labels are given
 */
export function* exchangeSteps(tree: BallTree, filter: NearestFilter, labels: Int32Array): Steps<Exchanges> {
    const centers = filter.centers.slice();
    const masses = filter.masses.slice();
    const splits: Split[] = [];
    for (const members of membersOf(labels, filter.sizes)) {
        splits.push(splitCluster(tree.coordinates, tree.weights, members, centers, splits.length));
        yield;
    }
    const { partners, losses } = yield* cheapestMergers(centers, masses);
    const toMerge = Array.from(losses.keys()).sort((a, b) => losses[a] - losses[b] || a - b);
    const toDivide = Array.from(losses.keys()).sort((a, b) => splits[b].saved - splits[a].saved || a - b);
    return { centers, masses, splits, partners, losses, toMerge, toDivide };
}

/**
 * Merges clusters that lose little by it and divides as many that gain: moves their centres, no more.
 *
 * @param most - how many at once
 * @param barred - 1 for clusters that are not to be merged
 * @param moved - receives the centres
 * @returns the clusters that went up in another, cheapest first; empty if nothing promises to pay
 */
export function exchangeClusters(exchanges: Exchanges, most: number, barred: Uint8Array, moved: Float64Array): number[] {
    const { centers, masses, splits, partners, losses, toMerge, toDivide } = exchanges;
    const count = masses.length;
    const touched = new Uint8Array(count);
    const merged: number[] = [];
    let next = 0;
    moved.set(centers);
    for (const a of toMerge) {
        if (merged.length === most) break;
        const b = partners[a];
        if (barred[a] === 1 || touched[a] === 1 || touched[b] === 1) continue;
        touched[a] = 1;
        touched[b] = 1;
        while (next < count && touched[toDivide[next]] === 1) next++;
        if (next === count || splits[toDivide[next]].saved <= LOSS_SHARE * losses[a]) break;
        const wide = toDivide[next];
        touched[wide] = 1;
        const total = masses[a] + masses[b];
        const share = total === 0 ? 0.5 : masses[a] / total;
        for (let axis = 0; axis < 3; axis++) {
            moved[3 * b + axis] += share * (centers[3 * a + axis] - centers[3 * b + axis]);
            moved[3 * wide + axis] = splits[wide].halves[axis];
            moved[3 * a + axis] = splits[wide].halves[3 + axis];
        }
        merged.push(a);
    }
    return merged;
}

/**
 * For each cluster the one with which it loses least when both share one mean.
 *
 * @see Ward (1963) "Hierarchical Grouping to Optimize an Objective Function", https://doi.org/10.1080/01621459.1963.10500845
 */
function* cheapestMergers(centers: Float64Array, masses: Float64Array): Steps<{ partners: Int32Array; losses: Float64Array }> {
    const count = masses.length;
    const partners = new Int32Array(count);
    const losses = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
    const meter = new WorkMeter();
    for (let a = 0; a < count; a++) {
        if (meter.spend(count)) yield;
        for (let b = 0; b < count; b++) {
            if (a === b) continue;
            const total = masses[a] + masses[b];
            const loss = total === 0 ? 0 : ((masses[a] * masses[b]) / total) * squaredDistance(centers, a, centers, b);
            if (loss >= losses[a]) continue;
            losses[a] = loss;
            partners[a] = b;
        }
    }
    return { partners, losses };
}

/** The places of each cluster's points. */
function membersOf(labels: Int32Array, sizes: Int32Array): Int32Array[] {
    const all = new Int32Array(labels.length);
    const ends = new Int32Array(sizes.length);
    for (let j = 1; j < sizes.length; j++) ends[j] = ends[j - 1] + sizes[j - 1];
    for (let p = 0; p < labels.length; p++) all[ends[labels[p]]++] = p;
    return Array.from(sizes, (size, j) => all.subarray(ends[j] - size, ends[j]));
}
