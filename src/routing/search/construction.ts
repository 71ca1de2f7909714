import type { State } from '../state/state.js';
import type { Search } from './search.js';
import { Snapshot } from './snapshot.js';

/** A first solution that is left as it is. */
export class Construction implements Search {
    readonly state: State;
    readonly best: Snapshot;
    readonly iterations = 0;

    constructor(state: State) {
        this.state = state;
        this.best = new Snapshot(state);
        this.best.take(state);
    }

    run(): boolean {
        return true;
    }
}
