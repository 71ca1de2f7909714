import { abortSignal, callback, optional, type Schema } from './schema.js';

/** What a call that may take long takes in addition to its own options, to be watched and ended. */
export interface RunControl<P> {
    /** Ends the call early: with the best answer so far where there is one, else with `cancelled`. */
    readonly signal?: AbortSignal;
    /** Told how far the call is, before it returns. */
    readonly onProgress?: (progress: P) => void;
}

/** Schemas of the keys of {@link RunControl}. */
export const controlEntries: Readonly<Record<keyof RunControl<unknown>, Schema>> = {
    signal: optional(abortSignal()),
    onProgress: optional(callback()),
};
