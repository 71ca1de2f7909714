/**
 * The trail of a step: every change since the last commit, so that the step can be taken back at the cost of its changes alone,
 * whatever the length of the routes.
 */
export class Trail {
    /** Moves in order: the visit, the node that it stood or stands behind, and the costs of two arcs before the move. */
    moves = 0;
    visit: Int32Array = new Int32Array(64);
    behind: Int32Array = new Int32Array(64);
    /** 1 if the visit was put in, 0 if it was taken out. */
    inserted: Uint8Array = new Uint8Array(64);
    arcBehind: Float64Array = new Float64Array(64);
    arcVisit: Float64Array = new Float64Array(64);
    /** Overwritten times: the node (of `latest` where `side` is 1, else of `ready`) and its value before. */
    times = 0;
    timeNode: Int32Array = new Int32Array(256);
    timeSide: Uint8Array = new Uint8Array(256);
    timeValue: Float64Array = new Float64Array(256);
    /** Routes that were touched, and their sums before, `width` numbers each. */
    touched = 0;
    readonly route: Int32Array;
    readonly sums: Float64Array;
    readonly width: number;
    private readonly stampOf: Int32Array;
    private stamp = 1;

    /** @param width - number of sums kept for each route */
    constructor(routes: number, width: number) {
        this.width = width;
        this.route = new Int32Array(routes);
        this.sums = new Float64Array(routes * width);
        this.stampOf = new Int32Array(routes);
    }

    /** Notes that route r is about to change; returns whether that is news, in which case its sums belong at `touched - 1`. */
    touch(r: number): boolean {
        if (this.stampOf[r] === this.stamp) return false;
        this.stampOf[r] = this.stamp;
        this.route[this.touched++] = r;
        return true;
    }

    noteMove(v: number, behind: number, inserted: number, arcBehind: number, arcVisit: number): void {
        const at = this.moves++;
        if (at === this.visit.length) this.growMoves();
        this.visit[at] = v;
        this.behind[at] = behind;
        this.inserted[at] = inserted;
        this.arcBehind[at] = arcBehind;
        this.arcVisit[at] = arcVisit;
    }

    noteTime(node: number, side: number, value: number): void {
        const at = this.times++;
        if (at === this.timeNode.length) this.growTimes();
        this.timeNode[at] = node;
        this.timeSide[at] = side;
        this.timeValue[at] = value;
    }

    /** Forgets everything: the next step begins. */
    clear(): void {
        this.moves = 0;
        this.times = 0;
        this.touched = 0;
        this.stamp++;
    }

    private growMoves(): void {
        const length = 2 * this.visit.length;
        this.visit = grown(this.visit, new Int32Array(length));
        this.behind = grown(this.behind, new Int32Array(length));
        this.inserted = grown(this.inserted, new Uint8Array(length));
        this.arcBehind = grown(this.arcBehind, new Float64Array(length));
        this.arcVisit = grown(this.arcVisit, new Float64Array(length));
    }

    private growTimes(): void {
        const length = 2 * this.timeNode.length;
        this.timeNode = grown(this.timeNode, new Int32Array(length));
        this.timeSide = grown(this.timeSide, new Uint8Array(length));
        this.timeValue = grown(this.timeValue, new Float64Array(length));
    }
}

function grown<T extends { set(from: T): void }>(from: T, into: T): T {
    into.set(from);
    return into;
}
