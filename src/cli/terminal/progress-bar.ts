import cliProgress from 'cli-progress';
import type { CliIo } from './cli-io.js';

/** A bar on stderr; outside of a terminal it draws nothing. */
export interface ProgressBar {
    /** @param fraction - 0 to 1 */
    update(fraction: number, what: string): void;
    stop(): void;
}

/** Starts a bar where stderr is a terminal. */
export function startProgressBar(io: CliIo, quiet: boolean): ProgressBar {
    if (quiet || io.stderr.isTTY !== true) return { update: () => {}, stop: () => {} };
    const bar = new cliProgress.SingleBar({
        format: '{bar} {percentage} % {what}',
        stream: io.stderr,
        barCompleteChar: '█',
        barIncompleteChar: '░',
        barsize: 30,
        hideCursor: true,
        clearOnComplete: true,
        // Ctrl-C is ours: it ends the search and writes what there is.
        gracefulExit: false,
    });
    bar.start(100, 0, { what: '' });
    return {
        update: (fraction, what) => bar.update(Math.floor(100 * Math.min(1, Math.max(0, fraction))), { what }),
        stop: () => bar.stop(),
    };
}
