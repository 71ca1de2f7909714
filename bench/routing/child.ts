// One run in a process of its own: takes a job as JSON in its first argument, and writes the result as JSON.
import { type Job, runJob } from './job.js';

process.stdout.write(JSON.stringify(runJob(JSON.parse(process.argv[2]) as Job)));
