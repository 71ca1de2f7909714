import { Bench } from 'tinybench';
import { kernelsOf } from './kernels.js';
import { kernelProblem, type ProblemKind } from './problems.js';

/** Which kernels are measured, for how long. */
export interface KernelJob {
    readonly kind: ProblemKind;
    readonly visits: number;
    /** Seconds a kernel, at least. */
    readonly seconds: number;
}

/** How fast one kernel is on one problem. */
export interface KernelFigures {
    readonly kernel: string;
    readonly kind: ProblemKind;
    readonly visits: number;
    /** What an operation is. */
    readonly operation: string;
    /** Operations a second, by the median call. */
    readonly operationsPerSecond: number;
    /** Half the width of the 95 % confidence interval of the mean, as a share of it. */
    readonly relativeError: number;
    /** Calls that were measured. */
    readonly calls: number;
}

const LEAST_CALLS = 5;

/** Measures every kernel on one problem, one after the other. */
export async function measureKernels({ kind, visits, seconds }: KernelJob): Promise<KernelFigures[]> {
    const figures: KernelFigures[] = [];
    for (const { name, operation, operations, prepare, call } of kernelsOf(kernelProblem(kind, visits))) {
        const bench = new Bench({
            time: 1000 * seconds,
            warmupTime: 250 * seconds,
            iterations: LEAST_CALLS,
            warmupIterations: 1,
            throws: true,
        });
        bench.add(name, call, prepare === undefined ? {} : { beforeEach: prepare });
        const [{ result }] = await bench.run();
        if (result.state !== 'completed') throw new Error(`${name} on ${kind} of ${visits} visits: ${result.state}`);
        figures.push({
            kernel: name,
            kind,
            visits,
            operation,
            operationsPerSecond: (1000 * operations) / result.latency.p50,
            relativeError: result.latency.rme / 100,
            calls: result.latency.samplesCount,
        });
    }
    return figures;
}
