import { throwIfAborted } from '../../core/index.js';

/** How far a clustering by stages has come. */
export interface StageProgress {
    /** Share of the whole call that is done, 0 to 1; every stage counts the same. */
    readonly fraction: number;
    /** What is being done; the stages of a call follow each other in a fixed order. */
    readonly stage: string;
}

/** What a call by stages takes in addition to its own options. */
export interface StageOptions {
    /** Ends the call with `cancelled`; polled after every step, so that `onProgress` may abort it. */
    readonly signal?: AbortSignal;
    /** Called at the start of every stage and about a hundred times within, before the call returns. */
    readonly onProgress?: (progress: StageProgress) => void;
}

/** Tells how far a call by stages has come. */
export class StageReporter {
    private readonly stages: number;
    private begun = 0;
    private stage = '';
    private total = 1;
    private next = 0;

    /**
     * @param stages - of the whole call
     * @throws BeatplanError `cancelled` if the signal is aborted already
     */
    constructor(stages: number, { signal }: StageOptions) {
        this.stages = stages;
        throwIfAborted(signal);
    }

    /** Begins a stage of this many steps. */
    begin(stage: string, total: number): StageProgress | undefined {
        this.begun++;
        this.stage = stage;
        this.total = Math.max(1, total);
        this.next = 0;
        return this.reached(0);
    }

    /** To be called often: the progress at about every hundredth of the steps. */
    reached(step: number): StageProgress | undefined {
        if (step < this.next) return undefined;
        this.next = step + this.total / 100;
        const done = Math.min(1, step / this.total);
        return { fraction: (this.begun - 1 + done) / this.stages, stage: this.stage };
    }
}
