/** Tests whether a territory stays connected without one of its nodes. */
export class Connectedness {
    private readonly offsets: Int32Array;
    private readonly neighbours: Int32Array;
    private readonly division: Int32Array;
    private readonly mark: Int32Array;
    private readonly queue: Int32Array;
    // The flood that each flood was joined to, and nodes of it still to be looked at.
    private readonly floods: Int32Array;
    private readonly open: Int32Array;
    private stamp = 0;

    constructor(offsets: Int32Array, neighbours: Int32Array, division: Int32Array) {
        const size = division.length;
        this.offsets = offsets;
        this.neighbours = neighbours;
        this.division = division;
        this.mark = new Int32Array(size);
        this.queue = new Int32Array(size);
        this.floods = new Int32Array(size);
        this.open = new Int32Array(size);
    }

    /**
     * Whether the nodes that touch `node` in its territory stay connected without it; `joined` (-1: none) counts as part of the
     * territory already. Floods from all of them in turns, so that a small part that would be cut off is found out in time
     * proportional to its own size.
     */
    holdsWithout(node: number, joined: number): boolean {
        const { offsets, neighbours, division, mark, floods, open, queue } = this;
        const j = division[node];
        let tail = 0;
        for (let e = offsets[node]; e < offsets[node + 1]; e++) {
            const v = neighbours[e];
            if (division[v] === j || v === joined) queue[tail++] = v;
        }
        if (tail <= 1) return true;
        const first = this.stamp + 1;
        this.stamp += tail + 1;
        mark[node] = this.stamp;
        let parts = tail;
        for (let k = 0; k < tail; k++) {
            mark[queue[k]] = first + k;
            floods[k] = k;
            open[k] = 1;
        }
        for (let head = 0; head < tail; head++) {
            const u = queue[head];
            let own = rootOf(floods, mark[u] - first);
            for (let e = offsets[u]; e < offsets[u + 1]; e++) {
                const v = neighbours[e];
                if ((division[v] !== j && v !== joined) || v === node) continue;
                if (mark[v] < first) {
                    mark[v] = first + own;
                    open[own]++;
                    queue[tail++] = v;
                    continue;
                }
                const other = rootOf(floods, mark[v] - first);
                if (other === own) continue;
                if (--parts === 1) return true;
                floods[other] = own;
                open[own] += open[other];
            }
            own = rootOf(floods, own);
            if (--open[own] === 0) return false;
        }
        return false;
    }
}

function rootOf(parents: Int32Array, item: number): number {
    while (parents[item] !== item) item = parents[item];
    return item;
}
