import { BeatplanError } from '../../core/index.js';
import type { BeatPlan } from '../../planning/index.js';
import { writeOutputs } from './output-files.js';
import { GENERATOR } from './own-files.js';

// Fewest milliseconds between two files, and how many times as long as writing one took.
const LEAST_PAUSE = 2000;
const PAUSE_FACTOR = 10;

/**
 * Keeps the best plan so far in a file: the first at once, later ones every few seconds at most. Each file is whole, whenever the run is
 * killed. A file that cannot be written does not end the run; `finish` says so.
 */
export class CheckpointWriter {
    private readonly path: string;
    private latest: BeatPlan | undefined;
    private timer: NodeJS.Timeout | undefined;
    private writing: Promise<void> | undefined;
    private fault: unknown;

    constructor(path: string) {
        this.path = path;
    }

    /** Takes a plan; an earlier one that still waits is dropped. */
    take(plan: BeatPlan): void {
        this.latest = plan;
        if (this.writing === undefined && this.timer === undefined) this.begin();
    }

    /** Writes the last plan; says why if that cannot be. */
    async finish(plan: BeatPlan): Promise<string | undefined> {
        await this.stop();
        this.latest = plan;
        await this.write();
        if (this.fault === undefined) return undefined;
        const reason = this.fault instanceof BeatplanError ? this.fault.issues[0].message : String(this.fault);
        return `The checkpoint ${this.path} ${reason}.`;
    }

    /** Waits for the file in hand, and writes no further one. */
    async stop(): Promise<void> {
        this.latest = undefined;
        await this.writing;
        clearTimeout(this.timer);
        this.timer = undefined;
    }

    private begin(): void {
        const startedAt = performance.now();
        this.writing = this.write().then(() => {
            this.writing = undefined;
            const pause = Math.max(LEAST_PAUSE, PAUSE_FACTOR * (performance.now() - startedAt));
            this.timer = setTimeout(() => {
                this.timer = undefined;
                if (this.latest !== undefined) this.begin();
            }, pause);
            this.timer.unref();
        });
    }

    private async write(): Promise<void> {
        const plan = this.latest;
        this.latest = undefined;
        if (plan === undefined) return;
        try {
            await writeOutputs({ [this.path]: `${JSON.stringify({ ...GENERATOR, ...plan })}\n` });
            this.fault = undefined;
        } catch (error) {
            this.fault = error;
        }
    }
}
