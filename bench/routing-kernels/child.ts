// The kernels on one problem in a process of their own: takes a job as JSON in its first argument, and writes figures as JSON.
import { type KernelJob, measureKernels } from './measure.js';

process.stdout.write(JSON.stringify(await measureKernels(JSON.parse(process.argv[2]) as KernelJob)));
