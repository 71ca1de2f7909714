import type { StopWatch } from '../../core/index.js';
import type { State } from '../state/state.js';
import type { Snapshot } from './snapshot.js';

/** A running search: it can be driven a slice at a time, and always has a best solution. */
export interface Search {
    readonly state: State;
    readonly best: Snapshot;
    /** Iterations done. */
    readonly iterations: number;
    /** Runs until the watch is over or `slice` more iterations are done; returns whether the watch is over. */
    run(watch: StopWatch, slice: number): boolean;
}
