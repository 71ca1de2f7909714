/** A heap of whole numbers by keys, the smallest on top. Four children a node: half as deep, and they lie side by side. */
export class KeyHeap {
    size = 0;
    private keys: Float64Array = new Float64Array(256);
    private values: Int32Array = new Int32Array(256);

    get topKey(): number {
        return this.keys[0];
    }

    push(key: number, value: number): void {
        if (this.size === this.keys.length) this.grow();
        const { keys, values } = this;
        let at = this.size++;
        while (at > 0) {
            const parent = (at - 1) >> 2;
            if (keys[parent] <= key) break;
            keys[at] = keys[parent];
            values[at] = values[parent];
            at = parent;
        }
        keys[at] = key;
        values[at] = value;
    }

    /** Takes the top off; the heap must not be empty. */
    pop(): number {
        const { keys, values } = this;
        const top = values[0];
        const size = --this.size;
        const key = keys[size];
        const value = values[size];
        let at = 0;
        for (;;) {
            const first = 4 * at + 1;
            if (first >= size) break;
            let least = first;
            const end = Math.min(first + 4, size);
            for (let child = first + 1; child < end; child++) if (keys[child] < keys[least]) least = child;
            if (keys[least] >= key) break;
            keys[at] = keys[least];
            values[at] = values[least];
            at = least;
        }
        keys[at] = key;
        values[at] = value;
        return top;
    }

    clear(): void {
        this.size = 0;
    }

    private grow(): void {
        const keys = new Float64Array(2 * this.keys.length);
        keys.set(this.keys);
        this.keys = keys;
        const values = new Int32Array(keys.length);
        values.set(this.values);
        this.values = values;
    }
}
