import { sortIds } from './sort-ids.js';

/** A list of ids that grows with use and keeps its room, so that searches do not allocate. */
export class IdList {
    size = 0;
    ids: Int32Array = new Int32Array(64);

    push(id: number): void {
        if (this.size === this.ids.length) {
            const ids = new Int32Array(2 * this.size);
            ids.set(this.ids);
            this.ids = ids;
        }
        this.ids[this.size++] = id;
    }

    /** Sorts the list, rising, and leaves each id once. */
    settle(): void {
        const { ids, size } = this;
        sortIds(ids, size);
        let kept = 0;
        for (let k = 0; k < size; k++) if (k === 0 || ids[k] !== ids[k - 1]) ids[kept++] = ids[k];
        this.size = kept;
    }

    /** Writes what fits. @returns the size of the list */
    copyInto(out: Int32Array): number {
        const fitting = Math.min(this.size, out.length);
        for (let k = 0; k < fitting; k++) out[k] = this.ids[k];
        return this.size;
    }

    toArray(): number[] {
        const list: number[] = new Array(this.size);
        for (let k = 0; k < this.size; k++) list[k] = this.ids[k];
        return list;
    }
}
