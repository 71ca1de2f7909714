/**
 * The nearest points found so far, the farthest of them on top; of two as far the one with the higher id is the farther. Its arrays grow
 * with use and are kept, so that searches do not allocate.
 */
export class DistanceHeap {
    size = 0;
    distances: Float64Array = new Float64Array(64);
    /** The squared chord of each, which bounds are compared with. */
    chords: Float64Array = new Float64Array(64);
    ids: Int32Array = new Int32Array(64);

    /** Adds a point. */
    push(distance: number, chord: number, id: number): void {
        if (this.size === this.ids.length) this.grow();
        const { distances, chords, ids } = this;
        let at = this.size++;
        while (at > 0) {
            const parent = (at - 1) >> 1;
            const above = distances[parent];
            if (above > distance || (above === distance && ids[parent] > id)) break;
            distances[at] = above;
            chords[at] = chords[parent];
            ids[at] = ids[parent];
            at = parent;
        }
        distances[at] = distance;
        chords[at] = chord;
        ids[at] = id;
    }

    /** Puts a point in the place of the farthest. */
    replaceTop(distance: number, chord: number, id: number): void {
        this.sink(distance, chord, id, this.size);
    }

    /** Whether a point is nearer than the farthest. */
    isNearer(distance: number, id: number): boolean {
        return distance < this.distances[0] || (distance === this.distances[0] && id < this.ids[0]);
    }

    /** Turns the heap into a list, nearest first; it is no heap afterwards. O(n log n) */
    sort(): void {
        const { distances, chords, ids } = this;
        for (let end = this.size - 1; end > 0; end--) {
            const distance = distances[end];
            const chord = chords[end];
            const id = ids[end];
            distances[end] = distances[0];
            chords[end] = chords[0];
            ids[end] = ids[0];
            this.sink(distance, chord, id, end);
        }
    }

    private sink(distance: number, chord: number, id: number, size: number): void {
        const { distances, chords, ids } = this;
        let at = 0;
        for (;;) {
            let child = 2 * at + 1;
            if (child >= size) break;
            const next = child + 1;
            if (next < size) {
                const isFarther =
                    distances[next] > distances[child] || (distances[next] === distances[child] && ids[next] > ids[child]);
                if (isFarther) child = next;
            }
            const below = distances[child];
            if (below < distance || (below === distance && ids[child] < id)) break;
            distances[at] = below;
            chords[at] = chords[child];
            ids[at] = ids[child];
            at = child;
        }
        distances[at] = distance;
        chords[at] = chord;
        ids[at] = id;
    }

    private grow(): void {
        const length = 2 * this.ids.length;
        const distances = new Float64Array(length);
        distances.set(this.distances);
        const chords = new Float64Array(length);
        chords.set(this.chords);
        const ids = new Int32Array(length);
        ids.set(this.ids);
        this.distances = distances;
        this.chords = chords;
        this.ids = ids;
    }
}
