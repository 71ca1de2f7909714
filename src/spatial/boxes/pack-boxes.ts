/** A box as rbush keeps it. */
export interface PlainBox {
    readonly minX: number;
    readonly minY: number;
    readonly maxX: number;
    readonly maxY: number;
}

/** A node of rbush's tree, as it keeps it inside and hands it out as JSON. */
export interface BoxNode<Item extends PlainBox> extends PlainBox {
    readonly children: readonly (BoxNode<Item> | Item)[];
    /** 1 for a leaf. */
    readonly height: number;
    readonly leaf: boolean;
}

/** Children of a node at most: rbush's own default. */
const NODE_SIZE = 9;

/**
 * Packs boxes into a tree for rbush as its own `load` does, in flat arrays and so in a third of the time: items are divided into columns by
 * their middles, and each column into rows, so that every cell becomes a child of the root; the same then in each cell. O(n log n)
 *
 * @param items - at least one
 * @see Lee and Lee (2003) "OMT: overlap minimizing top-down bulk loading algorithm for R-tree"
 */
export function packBoxes<Item extends PlainBox>(items: readonly Item[]): BoxNode<Item> {
    const packer = new BoxPacker(items);
    let height = 1;
    while (NODE_SIZE ** height < items.length) height++;
    return packer.pack(0, items.length, height);
}

class BoxPacker<Item extends PlainBox> {
    private readonly items: readonly Item[];
    /** Places of items, which selection moves about; their middles, twice as large, move along. */
    private readonly order: Int32Array;
    private readonly middleX: Float64Array;
    private readonly middleY: Float64Array;

    constructor(items: readonly Item[]) {
        const count = items.length;
        this.items = items;
        this.order = new Int32Array(count);
        this.middleX = new Float64Array(count);
        this.middleY = new Float64Array(count);
        for (let i = 0; i < count; i++) {
            const { minX, minY, maxX, maxY } = items[i];
            this.order[i] = i;
            // Boxes of a plane may be endless either way, and have no middle then.
            this.middleX[i] = minX + maxX || 0;
            this.middleY[i] = minY + maxY || 0;
        }
    }

    /** The node over the items from `from` to before `to`. */
    pack(from: number, to: number, height: number): BoxNode<Item> {
        const children: (BoxNode<Item> | Item)[] = [];
        if (height === 1) for (let k = from; k < to; k++) children.push(this.items[this.order[k]]);
        else {
            const { middleX, middleY } = this;
            const count = Math.ceil((to - from) / NODE_SIZE ** (height - 1));
            const columns = Math.ceil(Math.sqrt(count));
            /** Where child `child` begins: all hold the same number of items, or one more. */
            const start = (child: number): number => from + Math.floor((child * (to - from)) / count);
            for (let column = 0; column < columns; column++) {
                const first = Math.floor((column * count) / columns);
                const next = Math.floor(((column + 1) * count) / columns);
                if (next < count) this.select(middleX, start(next), start(first), to - 1);
                for (let child = first; child < next; child++) {
                    if (child + 1 < next) this.select(middleY, start(child + 1), start(child), start(next) - 1);
                    children.push(this.pack(start(child), start(child + 1), height - 1));
                }
            }
        }
        return nodeOver(children, height);
    }

    /** Moves items between `left` and `right` about until none before `k` has a greater key than it, and none behind a smaller one. */
    private select(keys: Float64Array, k: number, left: number, right: number): void {
        let from = left;
        let to = right;
        while (to > from) {
            // Floyd and Rivest's: in long stretches the pivot is looked for around its likely place first.
            if (to - from > 600) {
                const n = to - from + 1;
                const m = k - from + 1;
                const z = Math.log(n);
                const s = 0.5 * Math.exp((2 * z) / 3);
                const spread = 0.5 * Math.sqrt((z * s * (n - s)) / n) * (m - n / 2 < 0 ? -1 : 1);
                this.select(
                    keys,
                    k,
                    Math.max(from, Math.floor(k - (m * s) / n + spread)),
                    Math.min(to, Math.floor(k + ((n - m) * s) / n + spread)),
                );
            }
            const pivot = keys[k];
            let i = from;
            let j = to;
            this.swap(from, k);
            if (keys[to] > pivot) this.swap(from, to);
            while (i < j) {
                this.swap(i++, j--);
                while (keys[i] < pivot) i++;
                while (keys[j] > pivot) j--;
            }
            if (keys[from] === pivot) this.swap(from, j);
            else this.swap(++j, to);
            if (j <= k) from = j + 1;
            if (k <= j) to = j - 1;
        }
    }

    private swap(i: number, j: number): void {
        const { order, middleX, middleY } = this;
        const place = order[i];
        order[i] = order[j];
        order[j] = place;
        const x = middleX[i];
        middleX[i] = middleX[j];
        middleX[j] = x;
        const y = middleY[i];
        middleY[i] = middleY[j];
        middleY[j] = y;
    }
}

function nodeOver<Item extends PlainBox>(children: readonly (BoxNode<Item> | Item)[], height: number): BoxNode<Item> {
    let minX = Number.POSITIVE_INFINITY;
    let minY = Number.POSITIVE_INFINITY;
    let maxX = Number.NEGATIVE_INFINITY;
    let maxY = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < children.length; k++) {
        const child = children[k];
        minX = Math.min(minX, child.minX);
        minY = Math.min(minY, child.minY);
        maxX = Math.max(maxX, child.maxX);
        maxY = Math.max(maxY, child.maxY);
    }
    return { children, height, leaf: height === 1, minX, minY, maxX, maxY };
}
