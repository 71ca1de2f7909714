/** A queue that hands out the nearest first; of two as near the one with the lower number. Something may stand in it twice. */
export class NearestFirst {
    size = 0;
    private distances: Float64Array;
    private ids: Int32Array;

    /** @param room - for how many there is room at first */
    constructor(room: number) {
        this.distances = new Float64Array(room);
        this.ids = new Int32Array(room);
    }

    clear(): void {
        this.size = 0;
    }

    /** How far the first is; only while there is something. */
    get nearest(): number {
        return this.distances[0];
    }

    push(distance: number, id: number): void {
        if (this.size === this.ids.length) this.grow();
        const { distances, ids } = this;
        let at = this.size++;
        while (at > 0) {
            const parent = (at - 1) >> 1;
            if (distances[parent] < distance || (distances[parent] === distance && ids[parent] <= id)) break;
            distances[at] = distances[parent];
            ids[at] = ids[parent];
            at = parent;
        }
        distances[at] = distance;
        ids[at] = id;
    }

    /** Only while there is something. */
    pop(): number {
        const { distances, ids } = this;
        const top = ids[0];
        const size = --this.size;
        const distance = distances[size];
        const id = ids[size];
        let at = 0;
        for (let child = 1; child < size; child = 2 * at + 1) {
            const next = child + 1;
            if (next < size && isBefore(distances[next], ids[next], distances[child], ids[child])) child = next;
            if (isBefore(distance, id, distances[child], ids[child])) break;
            distances[at] = distances[child];
            ids[at] = ids[child];
            at = child;
        }
        distances[at] = distance;
        ids[at] = id;
        return top;
    }

    private grow(): void {
        const distances = new Float64Array(2 * this.ids.length + 1);
        distances.set(this.distances);
        const ids = new Int32Array(distances.length);
        ids.set(this.ids);
        this.distances = distances;
        this.ids = ids;
    }
}

function isBefore(distance: number, id: number, otherDistance: number, otherId: number): boolean {
    return distance < otherDistance || (distance === otherDistance && id < otherId);
}
