import type { Steps } from '../../core/index.js';
import type { StageProgress, StageReporter } from '../points/stage-progress.js';
import { type KdTree, pointGap } from '../trees/kd-tree.js';
import { squaredDistance } from '../trees/squared-distance.js';

/**
 * Squared distance from every point to its `count`-th nearest, itself included, in the tree's order.
 *
 * @param count - from 1 to the number of points
 */
export function* coreDistances(tree: KdTree, count: number, reporter: StageReporter): Steps<Float64Array, StageProgress> {
    const { start, end, right, order } = tree;
    const found = new Float64Array(order.length);
    const search = new NeighbourSearch(tree, count);
    yield reporter.begin('core distances', order.length);
    for (let node = 0; node < tree.count; node++) {
        if (right[node] > 0) continue;
        yield reporter.reached(start[node]);
        for (let p = start[node]; p < end[node]; p++) found[p] = search.farthestOf(p, node);
    }
    return found;
}

class NeighbourSearch {
    private readonly tree: KdTree;
    /** The nearest distances so far, a heap with the largest on top. */
    private readonly heap: Float64Array;

    constructor(tree: KdTree, count: number) {
        this.tree = tree;
        this.heap = new Float64Array(count);
    }

    farthestOf(p: number, leaf: number): number {
        this.heap.fill(Number.POSITIVE_INFINITY);
        // What is near comes first and spares the rest of the tree.
        this.scan(p, leaf);
        this.visit(p, 0, leaf);
        return this.heap[0];
    }

    private visit(p: number, node: number, scanned: number): void {
        const { tree, heap } = this;
        const { boxes, coordinates, right } = tree;
        if (right[node] === 0) {
            if (node !== scanned) this.scan(p, node);
            return;
        }
        const x = coordinates[3 * p];
        const y = coordinates[3 * p + 1];
        const z = coordinates[3 * p + 2];
        const a = node + 1;
        const b = right[node];
        const gapA = pointGap(boxes, a, x, y, z);
        const gapB = pointGap(boxes, b, x, y, z);
        if (gapA <= gapB) {
            if (gapA < heap[0]) this.visit(p, a, scanned);
            if (gapB < heap[0]) this.visit(p, b, scanned);
        } else {
            if (gapB < heap[0]) this.visit(p, b, scanned);
            if (gapA < heap[0]) this.visit(p, a, scanned);
        }
    }

    private scan(p: number, leaf: number): void {
        const { tree, heap } = this;
        const end = tree.end[leaf];
        // A place of many points is one leaf, of which the first ones say all.
        for (let q = tree.start[leaf]; q < end && heap[0] > 0; q++) {
            const d = squaredDistance(tree.coordinates, p, tree.coordinates, q);
            if (d < heap[0]) replaceTop(heap, d);
        }
    }
}

function replaceTop(heap: Float64Array, value: number): void {
    const size = heap.length;
    let at = 0;
    for (;;) {
        let child = 2 * at + 1;
        if (child >= size) break;
        if (child + 1 < size && heap[child + 1] > heap[child]) child++;
        if (heap[child] <= value) break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = value;
}
