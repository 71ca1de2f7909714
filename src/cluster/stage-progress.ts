import { throwIfAborted } from '../core/index.js';

/** How far a clustering by density has come. */
export interface StageProgress {
    /** What is being done; the stages of a call follow each other in a fixed order. */
    readonly stage: string;
    /** Share of the stage that is done, 0 to 1. */
    readonly done: number;
}

/** What a call by stages takes beside its own options. */
export interface StageOptions {
    /** Nothing is left to chance here; taken so that all clusterings can share their options. */
    readonly seed?: number;
    /** Ends the call with `cancelled`; polled with every report of progress, so that `onProgress` may abort it. */
    readonly signal?: AbortSignal;
    /** Called at the start of every stage and about a hundred times within, before the call returns. */
    readonly onProgress?: (progress: StageProgress) => void;
}

/** Reports the progress of stages, and throws `cancelled` once the signal is aborted. */
export class StageReporter {
    private readonly options: StageOptions;
    private stage = '';
    private total = 1;
    private next = 0;

    constructor(options: StageOptions) {
        this.options = options;
        throwIfAborted(options.signal);
    }

    /** Begins a stage of so many steps. */
    begin(stage: string, total: number): void {
        this.stage = stage;
        this.total = Math.max(1, total);
        this.next = 0;
        this.reached(0);
    }

    /** To be called often: reports about every hundredth of the steps. */
    reached(step: number): void {
        if (step < this.next) return;
        this.next = step + this.total / 100;
        this.options.onProgress?.({ stage: this.stage, done: Math.min(1, step / this.total) });
        throwIfAborted(this.options.signal);
    }
}
