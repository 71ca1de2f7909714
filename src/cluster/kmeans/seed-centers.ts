import type { Random, Steps } from '../../core/index.js';
import type { BallTree } from '../trees/ball-tree.js';
import { squaredDistance } from '../trees/squared-distance.js';

// With clusters exchanged later on, more draws take time and gain nothing.
const DRAWS = 2;

/**
 * First centres: each is drawn with a probability that grows with weight and squared distance to the centres so far, and of
 * two draws the one that lowers the inertia most is kept (greedy k-means++). A centre concerns only the points near to it,
 * which the tree finds, so that all centres together cost near O(n log k).
 *
 * @see Arthur, Vassilvitskii (2007) "k-means++: The Advantages of Careful Seeding", Proc. SODA, 1027-1035
 */
export function* seedSteps(tree: BallTree, count: number, random: Random): Steps<Float64Array> {
    const centers = new Float64Array(3 * count);
    const seeds = new SeedCosts(tree);
    for (let j = 0; j < count; j++) {
        let best = -1;
        let mostSaved = Number.NEGATIVE_INFINITY;
        for (let draw = 0; draw < (j === 0 ? 1 : DRAWS); draw++) {
            const place = seeds.draw(random, j === 0);
            const saved = j === 0 ? 0 : seeds.saved(place);
            if (saved <= mostSaved) continue;
            mostSaved = saved;
            best = place;
        }
        seeds.add(best);
        yield;
        for (let axis = 0; axis < 3; axis++) centers[3 * j + axis] = tree.coordinates[3 * best + axis];
    }
    return centers;
}

/** What every point and node costs with the centres so far. */
class SeedCosts {
    private readonly tree: BallTree;
    /** Squared distance of each point to its nearest centre. */
    private readonly nearest: Float64Array;
    /** Of each node: the largest `nearest`, and the sum of them times weight. */
    private readonly farthest: Float64Array;
    private readonly costs: Float64Array;

    constructor(tree: BallTree) {
        this.tree = tree;
        this.nearest = new Float64Array(tree.weights.length).fill(Number.POSITIVE_INFINITY);
        this.farthest = new Float64Array(tree.count).fill(Number.POSITIVE_INFINITY);
        this.costs = new Float64Array(tree.count);
    }

    /** A point drawn by weight, for the first centre, or by cost. */
    draw(random: Random, byWeight: boolean): number {
        const { tree, nearest } = this;
        const shares = byWeight ? tree.mass : this.costs;
        let rest = random.next() * shares[0];
        let node = 0;
        while (tree.right[node] > 0) {
            const right = tree.right[node];
            if (rest < shares[node + 1] || shares[right] <= 0) node++;
            else {
                rest -= shares[node + 1];
                node = right;
            }
        }
        let last = tree.start[node];
        for (let p = tree.start[node]; p < tree.end[node]; p++) {
            const share = byWeight ? tree.weights[p] : tree.weights[p] * nearest[p];
            if (share <= 0) continue;
            last = p;
            rest -= share;
            if (rest < 0) break;
        }
        return last;
    }

    /** By how much the point lowers the costs as a centre. */
    saved(place: number): number {
        return this.savedIn(0, place);
    }

    private savedIn(node: number, place: number): number {
        const { tree, nearest } = this;
        if (this.isBeyond(node, place)) return 0;
        if (tree.right[node] > 0) return this.savedIn(node + 1, place) + this.savedIn(tree.right[node], place);
        let sum = 0;
        for (let p = tree.start[node]; p < tree.end[node]; p++) {
            const d = squaredDistance(tree.coordinates, p, tree.coordinates, place);
            if (d < nearest[p]) sum += tree.weights[p] * (nearest[p] - d);
        }
        return sum;
    }

    /** Makes the point a centre. */
    add(place: number): void {
        this.addIn(0, place);
    }

    private addIn(node: number, place: number): void {
        const { tree, nearest, farthest, costs } = this;
        if (this.isBeyond(node, place)) return;
        if (tree.right[node] > 0) {
            const right = tree.right[node];
            this.addIn(node + 1, place);
            this.addIn(right, place);
            costs[node] = costs[node + 1] + costs[right];
            farthest[node] = Math.max(farthest[node + 1], farthest[right]);
            return;
        }
        let most = 0;
        let sum = 0;
        for (let p = tree.start[node]; p < tree.end[node]; p++) {
            const d = squaredDistance(tree.coordinates, p, tree.coordinates, place);
            if (d < nearest[p]) nearest[p] = d;
            if (nearest[p] > most) most = nearest[p];
            sum += tree.weights[p] * nearest[p];
        }
        farthest[node] = most;
        costs[node] = sum;
    }

    /** Whether no point of the node is nearer to the place than to its centre. */
    private isBeyond(node: number, place: number): boolean {
        const { tree, farthest } = this;
        const reach = tree.radius[node] + Math.sqrt(farthest[node]);
        return squaredDistance(tree.means, node, tree.coordinates, place) >= reach * reach;
    }
}
