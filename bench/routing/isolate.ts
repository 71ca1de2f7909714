import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { bundleProgram } from '../../build/bundle-program.mjs';
import { clockMilliseconds, type Job, type JobResult, runJob } from './job.js';

/** Runs a job; `seconds` are those of the whole run as its caller sees them, the start and the end of a process included. */
export type JobRunner = (job: Omit<Job, 'startedAt'>) => Promise<{ readonly result: JobResult; readonly seconds: number }>;

/** Runs jobs in this process: compiled code and garbage of one are there when the next begins. */
export const runHere: JobRunner = async (job) => {
    const startedAt = clockMilliseconds();
    const result = runJob({ ...job, startedAt });
    return { result, seconds: (clockMilliseconds() - startedAt) / 1000 };
};

const MOST_OUTPUT_BYTES = 1 << 30;

/** Makes a runner that gives every job a process of its own, so that none profits or suffers from those before it. */
export async function isolatedRunner(): Promise<JobRunner> {
    const program = await bundleProgram('bench/routing/child.ts', { sourceMap: false });
    const run = promisify(execFile);
    return async (job) => {
        const startedAt = clockMilliseconds();
        const words = [...process.execArgv, program, JSON.stringify({ ...job, startedAt })];
        const { stdout } = await run(process.execPath, words, { maxBuffer: MOST_OUTPUT_BYTES });
        return { result: JSON.parse(stdout) as JobResult, seconds: (clockMilliseconds() - startedAt) / 1000 };
    };
}
