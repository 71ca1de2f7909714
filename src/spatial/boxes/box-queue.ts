/**
 * What a search by distance has yet to look at, nearest first; of two as near the one with the lower rank. Its arrays grow with use and are
 * kept, so that searches do not allocate.
 */
export class BoxQueue<Entry> {
    size = 0;
    private distances: Float64Array = new Float64Array(64);
    private ranks: Float64Array = new Float64Array(64);
    private readonly entries: Entry[] = [];

    /** Adds an entry. */
    push(distance: number, rank: number, entry: Entry): void {
        if (this.size === this.distances.length) this.grow();
        const { distances, ranks, entries } = this;
        let at = this.size++;
        while (at > 0) {
            const parent = (at - 1) >> 1;
            if (distances[parent] < distance || (distances[parent] === distance && ranks[parent] <= rank)) break;
            distances[at] = distances[parent];
            ranks[at] = ranks[parent];
            entries[at] = entries[parent];
            at = parent;
        }
        distances[at] = distance;
        ranks[at] = rank;
        entries[at] = entry;
    }

    /** How far the nearest entry is; only while there are some. */
    get nearest(): number {
        return this.distances[0];
    }

    /** Takes out the nearest entry; only while there are some. */
    pop(): Entry {
        const { distances, ranks, entries } = this;
        const top = entries[0];
        const size = --this.size;
        const distance = distances[size];
        const rank = ranks[size];
        const entry = entries[size];
        let at = 0;
        for (;;) {
            let child = 2 * at + 1;
            if (child >= size) break;
            const next = child + 1;
            if (next < size) {
                const isNearer =
                    distances[next] < distances[child] || (distances[next] === distances[child] && ranks[next] < ranks[child]);
                if (isNearer) child = next;
            }
            if (distance < distances[child] || (distance === distances[child] && rank <= ranks[child])) break;
            distances[at] = distances[child];
            ranks[at] = ranks[child];
            entries[at] = entries[child];
            at = child;
        }
        distances[at] = distance;
        ranks[at] = rank;
        entries[at] = entry;
        return top;
    }

    private grow(): void {
        const length = 2 * this.distances.length;
        const distances = new Float64Array(length);
        distances.set(this.distances);
        const ranks = new Float64Array(length);
        ranks.set(this.ranks);
        this.distances = distances;
        this.ranks = ranks;
    }
}
