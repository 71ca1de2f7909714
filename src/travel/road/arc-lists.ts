/** Lists of arcs by state that grow and shrink, in one pool. */
export class ArcLists {
    readonly first: Int32Array;
    readonly degrees: Int32Array;
    next: Int32Array;
    ends: Int32Array;
    weights: Float64Array;
    /** What the arc is: the state in the middle of a shortcut, or `-1 - arc` of the network. */
    vias: Int32Array;
    /** Arcs of the network that it replaces. */
    hops: Int32Array;
    private used = 0;
    private free = -1;

    constructor(states: number, room: number) {
        this.first = new Int32Array(states).fill(-1);
        this.degrees = new Int32Array(states);
        this.next = new Int32Array(room);
        this.ends = new Int32Array(room);
        this.weights = new Float64Array(room);
        this.vias = new Int32Array(room);
        this.hops = new Int32Array(room);
    }

    /** Adds an arc, or shortens the one that leads to the same end. */
    offer(state: number, end: number, weight: number, via: number, hops: number): void {
        let entry = this.first[state];
        while (entry >= 0 && this.ends[entry] !== end) entry = this.next[entry];
        if (entry < 0) {
            entry = this.take();
            this.next[entry] = this.first[state];
            this.first[state] = entry;
            this.degrees[state]++;
        } else if (this.weights[entry] <= weight) return;
        this.ends[entry] = end;
        this.weights[entry] = weight;
        this.vias[entry] = via;
        this.hops[entry] = hops;
    }

    /** Removes the arc that leads to an end, if there is one. */
    remove(state: number, end: number): void {
        let before = -1;
        let entry = this.first[state];
        while (entry >= 0 && this.ends[entry] !== end) {
            before = entry;
            entry = this.next[entry];
        }
        if (entry < 0) return;
        if (before < 0) this.first[state] = this.next[entry];
        else this.next[before] = this.next[entry];
        this.next[entry] = this.free;
        this.free = entry;
        this.degrees[state]--;
    }

    private take(): number {
        if (this.free >= 0) {
            const entry = this.free;
            this.free = this.next[entry];
            return entry;
        }
        if (this.used === this.next.length) this.grow();
        return this.used++;
    }

    private grow(): void {
        const room = 2 * this.next.length + 16;
        const wider = (from: Int32Array): Int32Array => {
            const to = new Int32Array(room);
            to.set(from);
            return to;
        };
        this.next = wider(this.next);
        this.ends = wider(this.ends);
        this.vias = wider(this.vias);
        this.hops = wider(this.hops);
        const weights = new Float64Array(room);
        weights.set(this.weights);
        this.weights = weights;
    }
}
