import { customerOf, type Instance, instanceValue, tableToCsv } from '../../formats/index.js';
import { checkSolution, type MethodName, type Solution } from '../../routing/index.js';
import type { ComparedRun } from '../statistics/compare-methods.js';
import { gapOf } from '../statistics/gap.js';

/** One run of the bench, recomputed by the checker. */
export interface BenchRun extends ComparedRun {
    readonly format: string;
    readonly customers: number;
    readonly seed: number;
    /** The method that ran: `auto` chooses another one. */
    readonly ran: string;
    readonly gap?: number;
    readonly routes: number;
    readonly unserved: number;
    readonly feasible: boolean;
    readonly iterations: number;
    readonly seconds: number;
}

const CSV_FIELDS = [
    ...['instance', 'format', 'customers', 'method', 'ran', 'seed', 'value', 'best_known', 'gap'],
    ...['routes', 'unserved', 'feasible', 'iterations', 'seconds'],
];

/** Recomputes an answer by the checker; a run that breaks a rule has no value. */
export function judgeRun(
    instance: Instance,
    method: MethodName,
    seed: number,
    solution: Solution,
    bestKnown: number | undefined,
): BenchRun {
    const isScore = instance.objective === 'score';
    const check = checkSolution(instance.problem, solution);
    const value = instanceValue(instance, check);
    const gap = bestKnown === undefined || !check.feasible ? undefined : gapOf(value, bestKnown, isScore);
    return {
        instance: instance.name,
        format: instance.format,
        customers: instance.customers,
        method,
        ran: solution.statistics.method,
        seed,
        isScore,
        ...(check.feasible ? { value } : {}),
        ...(bestKnown === undefined ? {} : { bestKnown }),
        ...(gap === undefined ? {} : { gap }),
        routes: check.routes,
        unserved: new Set(check.unserved.map(customerOf)).size,
        feasible: check.feasible,
        iterations: solution.statistics.iterations,
        seconds: solution.statistics.seconds,
    };
}

/** A row for each run. */
export function runsToCsv(runs: readonly BenchRun[]): string {
    const rows = runs.map((run) => [
        ...[
            run.instance,
            run.format,
            run.customers,
            run.method,
            run.ran,
            run.seed,
            run.value ?? '',
            run.bestKnown ?? '',
            run.gap ?? '',
        ],
        ...[run.routes, run.unserved, String(run.feasible), run.iterations, Number(run.seconds.toFixed(3))],
    ]);
    return tableToCsv(CSV_FIELDS, rows);
}
