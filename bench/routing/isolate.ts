import { isolatedProgram } from '../process/isolated-program.js';
import { clockMilliseconds, type Job, type JobResult, runJob } from './job.js';

/** Runs a job; `seconds` are those of the whole run as its caller sees them, the start and the end of a process included. */
export type JobRunner = (job: Omit<Job, 'startedAt'>) => Promise<{ readonly result: JobResult; readonly seconds: number }>;

/** Runs jobs in this process: compiled code and garbage of one are there when the next begins. */
export const runHere: JobRunner = timed(async (job) => runJob(job));

/** Makes a runner that gives every job a process of its own. */
export async function isolatedRunner(): Promise<JobRunner> {
    return timed(await isolatedProgram<Job, JobResult>('bench/routing/child.ts'));
}

function timed(run: (job: Job) => Promise<JobResult>): JobRunner {
    return async (job) => {
        const startedAt = clockMilliseconds();
        const result = await run({ ...job, startedAt });
        return { result, seconds: (clockMilliseconds() - startedAt) / 1000 };
    };
}
