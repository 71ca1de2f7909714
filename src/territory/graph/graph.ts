/** Disjoint sets with path halving (Tarjan and van Leeuwen, 1984, doi:10.1145/62.2160). */
export class UnionFind {
    /** Number of sets. */
    count: number;
    private readonly parent: Int32Array;

    constructor(size: number) {
        this.count = size;
        this.parent = new Int32Array(size);
        for (let i = 0; i < size; i++) this.parent[i] = i;
    }

    find(item: number): number {
        const { parent } = this;
        while (parent[item] !== item) {
            parent[item] = parent[parent[item]];
            item = parent[item];
        }
        return item;
    }

    /** Joins the sets of `a` and `b`; false if they are one already. */
    join(a: number, b: number): boolean {
        const rootA = this.find(a);
        const rootB = this.find(b);
        if (rootA === rootB) return false;
        // The smaller index stays root: the outcome does not depend on the order of the joins.
        if (rootA < rootB) this.parent[rootB] = rootA;
        else this.parent[rootA] = rootB;
        this.count--;
        return true;
    }
}

/** Lengths of links between points, x and y interleaved. */
export function linkLengths(links: ArrayLike<number>, points: Float64Array): Float64Array {
    const lengths = new Float64Array(links.length / 2);
    for (let e = 0; e < lengths.length; e++) {
        const a = 2 * links[2 * e];
        const b = 2 * links[2 * e + 1];
        lengths[e] = Math.hypot(points[a] - points[b], points[a + 1] - points[b + 1]);
    }
    return lengths;
}

/**
 * The shortest links that join what is not joined yet (Kruskal, 1956, doi:10.1090/S0002-9939-1956-0078686-7).
 *
 * @param parts - what is joined already; joined further on the way
 * @returns pairs of indices, flat
 */
export function shortestSpanningLinks(links: ArrayLike<number>, lengths: Float64Array, parts: UnionFind): number[] {
    const order = new Uint32Array(lengths.length);
    for (let e = 0; e < order.length; e++) order[e] = e;
    order.sort((a, b) => lengths[a] - lengths[b] || a - b);
    const chosen: number[] = [];
    for (let at = 0; at < order.length && parts.count > 1; at++) {
        const e = order[at];
        if (parts.join(links[2 * e], links[2 * e + 1])) chosen.push(links[2 * e], links[2 * e + 1]);
    }
    return chosen;
}

/** Connected components of a graph in compressed rows, numbered by their first node. With `group`, links inside one group count alone. */
export function componentLabels(
    offsets: Int32Array,
    neighbours: Int32Array,
    group?: Int32Array,
): { labels: Int32Array; count: number } {
    const size = offsets.length - 1;
    const labels = new Int32Array(size).fill(-1);
    const queue = new Int32Array(size);
    let count = 0;
    for (let start = 0; start < size; start++) {
        if (labels[start] !== -1) continue;
        labels[start] = count;
        queue[0] = start;
        let tail = 1;
        for (let head = 0; head < tail; head++) {
            const u = queue[head];
            for (let e = offsets[u]; e < offsets[u + 1]; e++) {
                const v = neighbours[e];
                if (labels[v] !== -1 || (group !== undefined && group[v] !== group[u])) continue;
                labels[v] = count;
                queue[tail++] = v;
            }
        }
        count++;
    }
    return { labels, count };
}
