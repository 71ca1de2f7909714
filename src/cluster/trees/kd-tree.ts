import { runSteps, type Steps, WorkMeter } from '../../core/index.js';

// Children of a box that is cut at its middle need no sorting; the smallest boxes that hold their points make both sides non-empty.

/**
 * A k-d tree over flat coordinates (three a point). Nodes stand in preorder: the left child of node v is v + 1, and every child
 * has a higher number than its parent. What a node holds depends on the set of points alone, never on their order.
 *
 * @see Maneewongvatana, Mount (1999) "It's Okay to Be Skinny, If Your Friends Are Fat", on cutting boxes at their middle
 */
export interface KdTree {
    /** Number of nodes; the root is 0. There is none if there are no points. */
    readonly count: number;
    /** The points of node v stand from `start[v]` to `end[v]`, as places of `coordinates` and `order`. */
    readonly start: Int32Array;
    readonly end: Int32Array;
    /** Right child of node v; 0 for a leaf. */
    readonly right: Int32Array;
    /** Lowest x, y, z and highest x, y, z of each node's points. */
    readonly boxes: Float64Array;
    /** Of the points in the tree's order. */
    readonly coordinates: Float64Array;
    /** Input index of the point at each place. */
    readonly order: Int32Array;
}

/**
 * Builds the tree. O(n log n) for points that are spread like those of any real map.
 *
 * @param points - flat coordinates, three a point, finite
 * @param leafSize - a node with more points than this is divided, unless they are all equal
 */
export function buildKdTree(points: Float64Array, leafSize: number): KdTree {
    return runSteps(kdTreeSteps(points, leafSize));
}

/** {@link buildKdTree} in steps. */
export function* kdTreeSteps(points: Float64Array, leafSize: number): Steps<KdTree> {
    const meter = new WorkMeter();
    const n = points.length / 3;
    const coordinates = points.slice();
    const order = new Int32Array(n);
    for (let i = 0; i < n; i++) order[i] = i;
    let room = Math.max(16, Math.ceil((5 * n) / leafSize));
    let start = new Int32Array(room);
    let end = new Int32Array(room);
    let right = new Int32Array(room);
    let boxes = new Float64Array(6 * room);
    let count = 0;
    // Right children that wait, as begin, end and parent.
    const waiting: number[] = [];
    let from = 0;
    let to = n;
    let parent = -1;
    while (n > 0) {
        if (count === room) {
            room *= 2;
            start = grown(start, room);
            end = grown(end, room);
            right = grown(right, room);
            const larger = new Float64Array(6 * room);
            larger.set(boxes);
            boxes = larger;
        }
        if (meter.spend(8 * (to - from) + 8)) yield;
        const node = count++;
        start[node] = from;
        end[node] = to;
        if (parent >= 0) right[parent] = node;
        parent = -1;
        measureBox(coordinates, from, to, boxes, 6 * node);
        const axis = to - from > leafSize ? widestAxis(boxes, 6 * node) : -1;
        if (axis >= 0) {
            const low = boxes[6 * node + axis];
            const high = boxes[6 * node + 3 + axis];
            // Halves before the sum: the middle of huge numbers is finite. Rounding must not leave the right side empty.
            const middle = low / 2 + high / 2;
            const cut = partition(coordinates, order, from, to, axis, middle < high ? middle : low);
            waiting.push(cut, to, node);
            to = cut;
            continue;
        }
        if (waiting.length === 0) break;
        parent = waiting.pop()!;
        to = waiting.pop()!;
        from = waiting.pop()!;
    }
    return { count, start, end, right, boxes, coordinates, order };
}

function grown(list: Int32Array, room: number): Int32Array<ArrayBuffer> {
    const larger = new Int32Array(room);
    larger.set(list);
    return larger;
}

function measureBox(coordinates: Float64Array, from: number, to: number, boxes: Float64Array, box: number): void {
    let lowX = Number.POSITIVE_INFINITY;
    let lowY = Number.POSITIVE_INFINITY;
    let lowZ = Number.POSITIVE_INFINITY;
    let highX = Number.NEGATIVE_INFINITY;
    let highY = Number.NEGATIVE_INFINITY;
    let highZ = Number.NEGATIVE_INFINITY;
    for (let i = 3 * from; i < 3 * to; i += 3) {
        const x = coordinates[i];
        const y = coordinates[i + 1];
        const z = coordinates[i + 2];
        if (x < lowX) lowX = x;
        if (x > highX) highX = x;
        if (y < lowY) lowY = y;
        if (y > highY) highY = y;
        if (z < lowZ) lowZ = z;
        if (z > highZ) highZ = z;
    }
    boxes[box] = lowX;
    boxes[box + 1] = lowY;
    boxes[box + 2] = lowZ;
    boxes[box + 3] = highX;
    boxes[box + 4] = highY;
    boxes[box + 5] = highZ;
}

/** The axis along which the box is longest; -1 if it is a single place. */
function widestAxis(boxes: Float64Array, box: number): number {
    let widest = -1;
    let most = 0;
    for (let axis = 0; axis < 3; axis++) {
        const width = boxes[box + 3 + axis] - boxes[box + axis];
        if (width <= most) continue;
        most = width;
        widest = axis;
    }
    return widest;
}

/** Brings the points up to the value to the front; returns where the others begin. */
function partition(coordinates: Float64Array, order: Int32Array, from: number, to: number, axis: number, value: number): number {
    let i = from;
    let k = to - 1;
    for (;;) {
        while (i <= k && coordinates[3 * i + axis] <= value) i++;
        while (i <= k && coordinates[3 * k + axis] > value) k--;
        if (i >= k) return i;
        const x = coordinates[3 * i];
        const y = coordinates[3 * i + 1];
        const z = coordinates[3 * i + 2];
        coordinates[3 * i] = coordinates[3 * k];
        coordinates[3 * i + 1] = coordinates[3 * k + 1];
        coordinates[3 * i + 2] = coordinates[3 * k + 2];
        coordinates[3 * k] = x;
        coordinates[3 * k + 1] = y;
        coordinates[3 * k + 2] = z;
        const index = order[i];
        order[i++] = order[k];
        order[k--] = index;
    }
}

/**
 * Sorts the points of every leaf by coordinates, then weight, so that the whole tree depends on the set of points alone.
 *
 * @param weights - by input index; points that are equal in all are exchangeable
 */
export function sortLeaves(tree: KdTree, weights: Float64Array): void {
    for (let node = 0; node < tree.count; node++) {
        if (tree.right[node] > 0) continue;
        if (tree.end[node] - tree.start[node] <= 32) sortFew(tree, tree.start[node], tree.end[node], weights);
        // Only equal points make a leaf this large, and of those only weights differ.
        else tree.order.subarray(tree.start[node], tree.end[node]).sort((a, b) => weights[a] - weights[b]);
    }
}

function sortFew({ coordinates, order }: KdTree, from: number, to: number, weights: Float64Array): void {
    for (let i = from + 1; i < to; i++) {
        const x = coordinates[3 * i];
        const y = coordinates[3 * i + 1];
        const z = coordinates[3 * i + 2];
        const index = order[i];
        let k = i;
        for (; k > from; k--) {
            const before =
                x - coordinates[3 * k - 3] ||
                y - coordinates[3 * k - 2] ||
                z - coordinates[3 * k - 1] ||
                weights[index] - weights[order[k - 1]];
            if (before >= 0) break;
            coordinates[3 * k] = coordinates[3 * k - 3];
            coordinates[3 * k + 1] = coordinates[3 * k - 2];
            coordinates[3 * k + 2] = coordinates[3 * k - 1];
            order[k] = order[k - 1];
        }
        coordinates[3 * k] = x;
        coordinates[3 * k + 1] = y;
        coordinates[3 * k + 2] = z;
        order[k] = index;
    }
}

/** Squared distance between the nearest places of two boxes. */
export function boxGap(boxes: Float64Array, a: number, b: number): number {
    const x = Math.max(boxes[6 * a] - boxes[6 * b + 3], boxes[6 * b] - boxes[6 * a + 3], 0);
    const y = Math.max(boxes[6 * a + 1] - boxes[6 * b + 4], boxes[6 * b + 1] - boxes[6 * a + 4], 0);
    const z = Math.max(boxes[6 * a + 2] - boxes[6 * b + 5], boxes[6 * b + 2] - boxes[6 * a + 5], 0);
    return x * x + y * y + z * z;
}

/** Squared distance between the farthest places of two boxes. */
export function boxSpan(boxes: Float64Array, a: number, b: number): number {
    const x = Math.max(boxes[6 * a + 3] - boxes[6 * b], boxes[6 * b + 3] - boxes[6 * a]);
    const y = Math.max(boxes[6 * a + 4] - boxes[6 * b + 1], boxes[6 * b + 4] - boxes[6 * a + 1]);
    const z = Math.max(boxes[6 * a + 5] - boxes[6 * b + 2], boxes[6 * b + 5] - boxes[6 * a + 2]);
    return x * x + y * y + z * z;
}

/** Squared distance from a point to the nearest place of a box. */
export function pointGap(boxes: Float64Array, node: number, x: number, y: number, z: number): number {
    const dx = Math.max(boxes[6 * node] - x, x - boxes[6 * node + 3], 0);
    const dy = Math.max(boxes[6 * node + 1] - y, y - boxes[6 * node + 4], 0);
    const dz = Math.max(boxes[6 * node + 2] - z, z - boxes[6 * node + 5], 0);
    return dx * dx + dy * dy + dz * dz;
}

/** Squared distance from a point to the farthest place of a box. */
export function pointSpan(boxes: Float64Array, node: number, x: number, y: number, z: number): number {
    const dx = Math.max(x - boxes[6 * node], boxes[6 * node + 3] - x);
    const dy = Math.max(y - boxes[6 * node + 1], boxes[6 * node + 4] - y);
    const dz = Math.max(z - boxes[6 * node + 2], boxes[6 * node + 5] - z);
    return dx * dx + dy * dy + dz * dz;
}
