import type { State } from '../state/state.js';

/** Remembers the routes that a step changes, as they were, so that the step can be taken back at the cost of those routes alone. */
export class Journal {
    private readonly state: State;
    private readonly stampOf: Int32Array;
    private stamp = 1;
    private readonly routes: Int32Array;
    private readonly offsets: Int32Array;
    private readonly visits: Int32Array;
    private count = 0;

    constructor(state: State) {
        const { n, routes } = state.instance;
        this.state = state;
        this.stampOf = new Int32Array(routes);
        this.routes = new Int32Array(routes);
        this.offsets = new Int32Array(routes + 1);
        this.visits = new Int32Array(n);
    }

    /** Call before the first change of route r in a step. */
    touch(r: number): void {
        if (this.stampOf[r] === this.stamp) return;
        this.stampOf[r] = this.stamp;
        this.routes[this.count] = r;
        this.offsets[this.count + 1] = this.state.copyRoute(r, this.visits, this.offsets[this.count]);
        this.count++;
    }

    /** Keeps the changes; the next step begins. */
    commit(): void {
        this.count = 0;
        this.stamp++;
    }

    /** Takes the changes back; the next step begins. */
    rollback(): void {
        for (let i = 0; i < this.count; i++) this.state.clear(this.routes[i]);
        for (let i = 0; i < this.count; i++) this.state.assign(this.routes[i], this.visits, this.offsets[i], this.offsets[i + 1]);
        this.commit();
    }
}
