import type fc from 'fast-check';

/** One kind of fuzzing: what is tried, and what has to hold of it. */
export interface Lane<Case> {
    readonly name: string;
    /** Plain data, so that a case can be saved as JSON (see `encodeCase`) and judged again. */
    readonly cases: fc.Arbitrary<Case>;
    /** Throws what is wrong. */
    readonly judge: (given: Case) => void | Promise<void>;
}

// Lanes of different cases in one list; each is only ever given its own.
// biome-ignore lint/suspicious/noExplicitAny: a lane takes its own cases alone
export type AnyLane = Lane<any>;
