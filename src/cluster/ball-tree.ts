import type { KdTree } from './kd-tree.js';
import { squaredDistance } from './squared-distance.js';

/** What a node of a k-d tree is to k-means: its mean, how far its points lie around that, and the costs that follow. */
export interface BallTree extends KdTree {
    /** In the tree's order. */
    readonly weights: Float64Array;
    /** Sum of each node's weights. */
    readonly mass: Float64Array;
    /** Weighted mean of each node's points, three numbers a node; the plain mean where they weigh nothing. */
    readonly means: Float64Array;
    /** Distance from the mean to the farthest point. */
    readonly radius: Float64Array;
    /** Weighted sum of squared distances to the mean. */
    readonly scatter: Float64Array;
}

/** Measures every node of a tree. O(n log n). */
export function measureBalls(tree: KdTree, weights: Float64Array): BallTree {
    const { count, start, end, right, coordinates, order } = tree;
    const ordered = new Float64Array(weights.length);
    for (let p = 0; p < ordered.length; p++) ordered[p] = weights[order[p]];
    const mass = new Float64Array(count);
    const means = new Float64Array(3 * count);
    const radius = new Float64Array(count);
    const scatter = new Float64Array(count);
    for (let node = count - 1; node >= 0; node--) {
        if (right[node] === 0) meanOfPoints(tree, ordered, node, mass, means);
        else meanOfChildren(tree, node, mass, means);
        // Sums around the mean, not differences of large sums, which would cancel for points far from the origin.
        let farthest = 0;
        for (let p = start[node]; p < end[node]; p++) {
            const d = squaredDistance(coordinates, p, means, node);
            if (d > farthest) farthest = d;
            if (right[node] === 0) scatter[node] += ordered[p] * d;
        }
        radius[node] = Math.sqrt(farthest);
        if (right[node] === 0) continue;
        for (let child = node + 1; child !== 0; child = child === node + 1 ? right[node] : 0) {
            scatter[node] += scatter[child] + mass[child] * squaredDistance(means, child, means, node);
        }
    }
    return { ...tree, weights: ordered, mass, means, radius, scatter };
}

function meanOfPoints(tree: KdTree, weights: Float64Array, node: number, mass: Float64Array, means: Float64Array): void {
    const { coordinates } = tree;
    const from = tree.start[node];
    const to = tree.end[node];
    for (let p = from; p < to; p++) mass[node] += weights[p];
    for (let axis = 0; axis < 3; axis++) {
        // Offsets from the first point keep equal points exactly where they are.
        const origin = coordinates[3 * from + axis];
        let sum = 0;
        for (let p = from; p < to; p++) sum += (mass[node] > 0 ? weights[p] : 1) * (coordinates[3 * p + axis] - origin);
        means[3 * node + axis] = origin + sum / (mass[node] > 0 ? mass[node] : to - from);
    }
}

function meanOfChildren(tree: KdTree, node: number, mass: Float64Array, means: Float64Array): void {
    const left = node + 1;
    const right = tree.right[node];
    mass[node] = mass[left] + mass[right];
    const share = mass[node] > 0 ? mass[right] / mass[node] : 0.5;
    for (let axis = 0; axis < 3; axis++) {
        const origin = means[3 * left + axis];
        means[3 * node + axis] = origin + share * (means[3 * right + axis] - origin);
    }
}
