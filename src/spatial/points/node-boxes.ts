/** What is read and written of a tree; see `PointTree`. */
interface Filled {
    readonly size: number;
    readonly nodeSize: number;
    readonly ids: Uint16Array | Uint32Array;
    readonly coordinates: Float64Array;
    readonly vectors: Float64Array;
    readonly boxes: Float64Array;
    readonly firstIds: Int32Array;
}

/** Computes the boxes and first ids of all nodes, leaves first. O(n) */
export function fillNodes(tree: Filled): void {
    tree.firstIds.fill(-1);
    if (tree.size > 0) fillNode(tree, 0, 0, tree.size - 1);
}

function fillNode(tree: Filled, node: number, left: number, right: number): void {
    if (right - left <= tree.nodeSize) {
        fillLeaf(tree, node, left, right);
        return;
    }
    const { coordinates, vectors, boxes, firstIds, ids } = tree;
    const middle = (left + right) >> 1;
    const low = 2 * node + 1;
    fillNode(tree, low, left, middle - 1);
    fillNode(tree, low + 1, middle + 1, right);
    for (let axis = 0; axis < 3; axis++) {
        const own = vectors[3 * middle + axis];
        boxes[6 * node + axis] = Math.min(own, boxes[6 * low + axis], boxes[6 * low + 6 + axis]);
        boxes[6 * node + 3 + axis] = Math.max(own, boxes[6 * low + 3 + axis], boxes[6 * low + 9 + axis]);
    }
    if (firstIds[low] < 0 || firstIds[low + 1] < 0) return;
    // Both halves stand at one place each; the middle lies between them, so the ends tell whether all three are the same.
    const isOnePlace =
        coordinates[2 * left] === coordinates[2 * right] &&
        coordinates[2 * left + 1] === coordinates[2 * right + 1] &&
        coordinates[2 * left] === coordinates[2 * middle] &&
        coordinates[2 * left + 1] === coordinates[2 * middle + 1];
    if (isOnePlace) firstIds[node] = Math.min(ids[middle], firstIds[low], firstIds[low + 1]);
}

function fillLeaf({ ids, coordinates, vectors, boxes, firstIds }: Filled, node: number, left: number, right: number): void {
    let x0 = Number.POSITIVE_INFINITY;
    let y0 = Number.POSITIVE_INFINITY;
    let z0 = Number.POSITIVE_INFINITY;
    let x1 = Number.NEGATIVE_INFINITY;
    let y1 = Number.NEGATIVE_INFINITY;
    let z1 = Number.NEGATIVE_INFINITY;
    for (let i = 3 * left; i <= 3 * right; i += 3) {
        const x = vectors[i];
        const y = vectors[i + 1];
        const z = vectors[i + 2];
        if (x < x0) x0 = x;
        if (x > x1) x1 = x;
        if (y < y0) y0 = y;
        if (y > y1) y1 = y;
        if (z < z0) z0 = z;
        if (z > z1) z1 = z;
    }
    boxes[6 * node] = x0;
    boxes[6 * node + 1] = y0;
    boxes[6 * node + 2] = z0;
    boxes[6 * node + 3] = x1;
    boxes[6 * node + 4] = y1;
    boxes[6 * node + 5] = z1;
    if (left > right || x0 !== x1 || y0 !== y1 || z0 !== z1) return;
    let first = ids[left];
    for (let i = left + 1; i <= right; i++) {
        // Places nanometres apart may share a vector.
        if (coordinates[2 * i] !== coordinates[2 * left] || coordinates[2 * i + 1] !== coordinates[2 * left + 1]) return;
        if (ids[i] < first) first = ids[i];
    }
    firstIds[node] = first;
}
