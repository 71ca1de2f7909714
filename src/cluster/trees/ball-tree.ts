import { type KdTree, pointSpan } from './kd-tree.js';
import { squaredDistance } from './squared-distance.js';

/** What a node of a k-d tree is to k-means: its mean, how far its points lie around that, and the costs that follow. */
export interface BallTree extends KdTree {
    /** In the tree's order. */
    readonly weights: Float64Array;
    /** Sum of each node's weights. */
    readonly mass: Float64Array;
    /** Weighted mean of each node's points, three numbers a node; the plain mean where they weigh nothing. */
    readonly means: Float64Array;
    /** No point of the node lies farther from its mean. */
    readonly radius: Float64Array;
    /** Weighted sum of squared distances to the mean. */
    readonly scatter: Float64Array;
}

/** Measures every node of a tree. O(n). */
export function measureBalls(tree: KdTree, weights: Float64Array): BallTree {
    const { count, start, end, right, coordinates, order } = tree;
    const ordered = new Float64Array(weights.length);
    for (let p = 0; p < ordered.length; p++) ordered[p] = weights[order[p]];
    const mass = new Float64Array(count);
    const means = new Float64Array(3 * count);
    const radius = new Float64Array(count);
    const scatter = new Float64Array(count);
    for (let node = count - 1; node >= 0; node--) {
        if (right[node] === 0) {
            meanOfPoints(tree, ordered, node, mass, means);
            // Sums around the mean, not differences of large sums, which would cancel for points far from the origin.
            let farthest = 0;
            for (let p = start[node]; p < end[node]; p++) {
                const d = squaredDistance(coordinates, p, means, node);
                if (d > farthest) farthest = d;
                scatter[node] += ordered[p] * d;
            }
            radius[node] = Math.sqrt(farthest);
            continue;
        }
        meanOfChildren(tree, node, mass, means);
        const left = squaredDistance(means, node + 1, means, node);
        const other = squaredDistance(means, right[node], means, node);
        scatter[node] = scatter[node + 1] + scatter[right[node]] + mass[node + 1] * left + mass[right[node]] * other;
        // What holds both children's balls, or the whole box.
        const reach = Math.max(Math.sqrt(left) + radius[node + 1], Math.sqrt(other) + radius[right[node]]);
        const span = pointSpan(tree.boxes, node, means[3 * node], means[3 * node + 1], means[3 * node + 2]);
        radius[node] = Math.min(reach, Math.sqrt(span));
    }
    const { boxes } = tree;
    return { count, start, end, right, boxes, coordinates, order, weights: ordered, mass, means, radius, scatter };
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
