import { TASKS } from './tasks.js';

/** What one process measured. */
export interface Measurement {
    /** Processor time of the best round in seconds. */
    readonly seconds: number;
    /** The most memory that the process held, in megabytes. */
    readonly megabytes: number;
    /** What the work came to: the same on both sides. */
    readonly check: number;
}

/** Runs one side of a task in this process: some rounds, of which the best counts. */
export function measureSide(
    name: string,
    side: 'ours' | 'theirs',
    data: string | undefined,
    rounds: number,
    count?: number,
): Measurement {
    const task = TASKS.find((one) => one.name === name);
    if (task === undefined) throw new Error(`there is no task '${name}'`);
    const work = task[side](data, count ?? task.count);
    let seconds = Number.POSITIVE_INFINITY;
    let check = 0;
    for (let round = 0; round < rounds; round++) {
        const before = process.cpuUsage();
        check = work();
        const { user, system } = process.cpuUsage(before);
        seconds = Math.min(seconds, (user + system) / 1e6);
    }
    return { seconds, megabytes: process.resourceUsage().maxRSS / 1024, check };
}
