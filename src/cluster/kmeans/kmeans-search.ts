import type { Steps } from '../../core/index.js';
import { inertiaOf, moveCenter, moveCenters } from '../points/cluster-means.js';
import type { ClusterProgress } from '../points/cluster-options.js';
import { type BallTree, measureBalls } from '../trees/ball-tree.js';
import { kdTreeSteps, sortLeaves } from '../trees/kd-tree.js';
import { squaredDistance } from '../trees/squared-distance.js';
import { type Exchanges, exchangeClusters, exchangeSteps } from './exchange-clusters.js';
import { NearestFilter } from './nearest-filter.js';

// While clusters are still exchanged, an iteration that gains less than this share of the inertia is the last.
const ROUGH = 5e-4;
// Exchanges are given up after this many in a row that gain nothing; the first are of this many clusters at once.
const MOST_VAIN = 5;
const MOST_AT_ONCE = 8;
// Above this many clusters, all pairs of them are too many to look at.
const MOST_EXCHANGED = 2000;

/** Clusters as a search leaves them, points in the tree's order. */
export interface KmeansState {
    readonly labels: Int32Array;
    readonly centers: Float64Array;
    /** Weighted sum of squared distances. */
    readonly inertia: number;
    readonly iterations: number;
}

/** The budget of one restart. */
export interface KmeansBudget {
    /** Whether the search is over after this many iterations of this restart. */
    isOver(iterations: number): boolean;
    /** Notes an iteration and returns what is reported of it. */
    reached(iterations: number, inertia: number): ClusterProgress;
}

/**
 * Lloyd's algorithm from the given centres, which are moved, until no centre moves any more. On the way, wide clusters are divided
 * and near ones merged as long as that pays, so that little depends on where the search began. Every cluster keeps at least one
 * point. An iteration costs far less than n k: what is near one centre alone is looked at as a whole.
 *
 * @param coarse - the same points, or fewer that represent them, on which the search begins
 * @param spherical - keeps centres on the unit sphere
 * @see Lloyd (1982) "Least squares quantization in PCM", https://doi.org/10.1109/TIT.1982.1056489; Kaukoranta, Franti, Nevalainen
 * (1998) "Iterative split-and-merge algorithm for vector quantization codebook generation", https://doi.org/10.1117/1.601949
 */
export function* runKmeans(
    tree: BallTree,
    coarse: BallTree,
    centers: Float64Array,
    spherical: boolean,
    budget: KmeansBudget,
): Steps<KmeansState, ClusterProgress> {
    // What the coarse points do not tell: how their own points lie around them.
    const within = tree === coarse ? 0 : tree.scatter[0] - coarse.scatter[0];
    const draft = new KmeansSearch(coarse, centers, spherical, {
        isOver: (iterations) => budget.isOver(iterations),
        reached: (iterations, inertia) => budget.reached(iterations, inertia + within),
    });
    yield* draft.settle(ROUGH);
    yield* draft.exchange();
    const search = draft.continueOn(tree, budget);
    yield* search.settle(0);
    yield;
    return yield* search.finish();
}

// A tree is coarse enough when each cluster has about this many of its leaves.
const LEAVES_PER_CLUSTER = 50;

/**
 * The leaves of a tree as points, for a search that is rough at first; the tree itself if they are too few for the clusters.
 *
 * @param leafSize - of the new tree
 */
export function* coarseTreeSteps(tree: BallTree, clusters: number, leafSize: number): Steps<BallTree> {
    let leaves = 0;
    for (let node = 0; node < tree.count; node++) if (tree.right[node] === 0) leaves++;
    if (leaves < LEAVES_PER_CLUSTER * clusters) return tree;
    const points = new Float64Array(3 * leaves);
    const masses = new Float64Array(leaves);
    let leaf = 0;
    for (let node = 0; node < tree.count; node++) {
        if (tree.right[node] > 0) continue;
        masses[leaf] = tree.mass[node];
        for (let axis = 0; axis < 3; axis++) points[3 * leaf + axis] = tree.means[3 * node + axis];
        leaf++;
    }
    const plain = yield* kdTreeSteps(points, leafSize);
    yield;
    sortLeaves(plain, masses);
    yield;
    return measureBalls(plain, masses);
}

class KmeansSearch {
    private readonly tree: BallTree;
    private readonly spherical: boolean;
    private readonly budget: KmeansBudget;
    private readonly filter: NearestFilter;
    private readonly centers: Float64Array;
    // Moves below this are rounding.
    private readonly stillness: number;
    private iterations = 0;
    private inertia: number = Number.POSITIVE_INFINITY;

    constructor(tree: BallTree, centers: Float64Array, spherical: boolean, budget: KmeansBudget) {
        this.tree = tree;
        this.centers = centers;
        this.filter = new NearestFilter(tree, centers);
        this.spherical = spherical;
        this.budget = budget;
        this.stillness = 1e-13 * (Math.hypot(tree.means[0], tree.means[1], tree.means[2]) + tree.radius[0]);
    }

    /** The search on other points, from the centres and after the iterations so far. */
    continueOn(tree: BallTree, budget: KmeansBudget): KmeansSearch {
        const search = new KmeansSearch(tree, this.centers, this.spherical, budget);
        search.iterations = this.iterations;
        return search;
    }

    /** Lloyd's iterations until one gains less than this share, or no centre moves. */
    *settle(leastGain: number): Steps<void, ClusterProgress> {
        let last = Number.POSITIVE_INFINITY;
        while (this.iterations === 0 || !this.budget.isOver(this.iterations)) {
            this.inertia = yield* this.filter.assignSteps();
            const moved = this.moveCenters();
            this.iterations++;
            yield this.budget.reached(this.iterations, this.inertia);
            if (moved <= this.stillness || this.inertia > last * (1 - leastGain)) break;
            last = this.inertia;
        }
    }

    /** Moves each centre to the mean of its points; returns how far the one that moved most went. */
    private moveCenters(): number {
        const { masses, sizes, offsets } = this.filter;
        let most = 0;
        let empty = false;
        for (let j = 0; j < masses.length; j++) {
            if (sizes[j] === 0) empty = true;
            if (masses[j] === 0) continue;
            const moved = moveCenter(this.centers, j, offsets, masses[j], this.spherical);
            if (moved > most) most = moved;
        }
        return empty && this.placeEmpty() ? Number.POSITIVE_INFINITY : most;
    }

    /** Puts each centre without points where a point costs most; false if no point costs anything. */
    private placeEmpty(): boolean {
        const { tree, centers } = this;
        const sizes = this.filter.sizes.slice();
        const labels = new Int32Array(tree.weights.length);
        this.filter.assign(labels);
        const costs = Float64Array.from(labels, (j, p) => tree.weights[p] * squaredDistance(tree.coordinates, p, centers, j));
        let placed = false;
        for (let j = 0; j < sizes.length; j++) {
            if (sizes[j] > 0) continue;
            let most = 0;
            for (let p = 1; p < costs.length; p++) if (costs[p] > costs[most]) most = p;
            if (costs[most] === 0) break;
            placed = true;
            for (let axis = 0; axis < 3; axis++) centers[3 * j + axis] = tree.coordinates[3 * most + axis];
            for (let p = 0; p < costs.length; p++) {
                costs[p] = Math.min(costs[p], tree.weights[p] * squaredDistance(tree.coordinates, p, centers, j));
            }
        }
        return placed;
    }

    /** Divides wide clusters and merges near ones as long as that lowers the inertia. */
    *exchange(): Steps<void, ClusterProgress> {
        const { centers } = this;
        const count = centers.length / 3;
        if (count < 3 || count > MOST_EXCHANGED) return;
        const barred = new Uint8Array(count);
        let best = yield* this.findExchanges();
        let bestInertia = this.inertia;
        let atOnce = Math.max(1, Math.min(MOST_AT_ONCE, Math.floor(count / 3)));
        for (let vain = 0; vain < MOST_VAIN && !this.budget.isOver(this.iterations); ) {
            const merged = exchangeClusters(best, atOnce, barred, centers);
            if (merged.length === 0) break;
            yield* this.settle(ROUGH);
            if (this.inertia < bestInertia * (1 - ROUGH)) {
                bestInertia = this.inertia;
                best = yield* this.findExchanges();
                barred.fill(0);
                vain = 0;
                continue;
            }
            if (merged.length === 1) barred[merged[0]] = 1;
            atOnce = Math.max(1, Math.floor(merged.length / 2));
            vain++;
        }
        centers.set(best.centers);
        this.inertia = bestInertia;
    }

    private *findExchanges(): Steps<Exchanges> {
        const labels = new Int32Array(this.tree.weights.length);
        yield* this.filter.assignSteps(labels);
        yield;
        return yield* exchangeSteps(this.tree, this.filter, labels);
    }

    *finish(): Steps<KmeansState> {
        const { tree, centers } = this;
        const labels = new Int32Array(tree.weights.length);
        yield* this.filter.assignSteps(labels);
        yield;
        fillEmpty(tree, centers, labels, this.filter.sizes);
        moveCenters(tree.coordinates, tree.weights, labels, centers, this.spherical);
        yield;
        const inertia = inertiaOf(tree.coordinates, tree.weights, labels, centers);
        return { labels, centers, inertia, iterations: this.iterations };
    }
}

/** Gives each cluster without points the one that is most costly where it is. */
function fillEmpty({ coordinates, weights }: BallTree, centers: Float64Array, labels: Int32Array, sizes: Int32Array): void {
    for (let j = 0; j < sizes.length; j++) {
        if (sizes[j] > 0) continue;
        let farthest = -1;
        let most = -1;
        for (let p = 0; p < labels.length; p++) {
            if (sizes[labels[p]] < 2) continue;
            const cost = weights[p] * squaredDistance(coordinates, p, centers, labels[p]);
            if (cost <= most) continue;
            most = cost;
            farthest = p;
        }
        sizes[labels[farthest]]--;
        sizes[j] = 1;
        labels[farthest] = j;
        for (let axis = 0; axis < 3; axis++) centers[3 * j + axis] = coordinates[3 * farthest + axis];
    }
}
