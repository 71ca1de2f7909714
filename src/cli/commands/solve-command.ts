import { IssueCollector, type StopCriteria } from '../../core/index.js';
import { customerOf, instanceValue, writeSol } from '../../formats/index.js';
import { METHODS, type MethodName, type Solution, solveAsync } from '../../routing/index.js';
import {
    addUnknownWord,
    checkInstanceArguments,
    type InstanceArguments,
    noteRoutes,
    readInstanceFile,
    refuseUnsupported,
} from '../files/instance-file.js';
import { claimOutputs, writeOutputs } from '../files/output-files.js';
import { SOLVER_LINE } from '../files/own-files.js';
import { gapOf } from '../statistics/gap.js';
import { type CliIo, type CommandResult, EXIT } from '../terminal/cli-io.js';
import { readNumberOption } from '../terminal/number-option.js';
import { startProgressBar } from '../terminal/progress-bar.js';

/** Options of `beatplan solve` as the command line gives them. */
export interface SolveArguments extends InstanceArguments {
    readonly timeLimit?: string;
    readonly iterations?: string;
    readonly seed?: string;
    readonly method?: string;
    readonly best?: string;
    readonly out?: string;
    readonly force?: boolean;
    readonly json?: boolean;
}

const MOST_SHOWN = 10;

/** `beatplan solve`: a benchmark instance to routes. */
export async function solveCommand(file: string, options: SolveArguments, io: CliIo): Promise<CommandResult> {
    const collector = new IssueCollector();
    const instanceOptions = checkInstanceArguments(options, collector);
    const seconds = readNumberOption(options.timeLimit, '--time-limit', { moreThan: 0 }, collector);
    const iterations = readNumberOption(options.iterations, '--iterations', { min: 0, integer: true }, collector);
    const seed = readNumberOption(options.seed, '--seed', {}, collector);
    const bestKnown = readNumberOption(options.best, '--best', {}, collector);
    const { method, out } = options;
    if (method !== undefined && !(METHODS as readonly string[]).includes(method)) {
        addUnknownWord(method, '--method', METHODS, collector);
    }
    collector.throwIfAny('The command line');

    const { instance, notes: readNotes } = await readInstanceFile(file, instanceOptions);
    refuseUnsupported(file, instance);
    if (out !== undefined) await claimOutputs([out], { inputs: [file], force: options.force });

    const stop: StopCriteria = {
        ...(seconds === undefined ? {} : { seconds }),
        ...(iterations === undefined ? {} : { iterations }),
    };
    const bar = startProgressBar(io, options.json === true);
    let solution: Solution;
    try {
        solution = await solveAsync(instance.problem, {
            ...(seconds === undefined && iterations === undefined ? {} : { stop }),
            ...(seed === undefined ? {} : { seed }),
            ...(method === undefined ? {} : { method: method as MethodName }),
            signal: io.signal,
            onProgress: ({ fraction }) => bar.update(fraction, 'searching'),
        });
    } finally {
        bar.stop();
    }
    const value = instanceValue(instance, solution);
    const gap =
        bestKnown === undefined || !solution.feasible ? undefined : gapOf(value, bestKnown, instance.objective === 'score');
    if (out !== undefined) await writeOutputs({ [out]: `${writeSol(instance, solution)}${SOLVER_LINE}` });

    const missed = new Set(solution.unserved.map(({ visitId }) => customerOf(visitId)));
    const { iterations: done, seconds: spent, method: used, seed: usedSeed } = solution.statistics;
    const routesNote = noteRoutes(instance, solution.routes.length);
    const notes = [...readNotes, ...(routesNote === undefined ? [] : [routesNote])];
    const document = {
        command: 'solve',
        name: instance.name,
        format: instance.format,
        [instance.objective]: value,
        ...(bestKnown === undefined ? {} : { bestKnown, gap: gap ?? null }),
        routes: solution.routes.length,
        feasible: solution.feasible,
        served: instance.customers - missed.size,
        unserved: solution.unserved,
        method: used,
        seed: usedSeed,
        iterations: done,
        seconds: spent,
        cancelled: io.signal.aborted,
        ...(out === undefined ? {} : { file: out }),
        notes,
    };
    const lines = [
        `${instance.name} (${instance.format}): ${instance.customers} customers`,
        `${instance.objective.padEnd(10)} ${value}  (${instance.convention})`,
        ...(bestKnown === undefined ? [] : [`best known ${bestKnown}`, `gap        ${describeGap(gap)}`]),
        `routes     ${solution.routes.length}`,
        `unserved   ${missed.size}${solution.feasible ? '' : '  infeasible: not every customer that must be served is'}`,
        ...(solution.feasible ? [] : describeUnserved(solution)),
        `seconds    ${spent.toFixed(1)}`,
        `iterations ${done} (${used}, seed ${usedSeed})`,
        ...(io.signal.aborted ? ['stopped early; this is the best that was found'] : []),
        ...(out === undefined ? [] : [`written to ${out}`]),
        ...notes,
    ];
    return { exitCode: solution.feasible ? EXIT.done : EXIT.infeasible, document, text: `${lines.join('\n')}\n` };
}

function describeGap(gap: number | undefined): string {
    if (gap === undefined) return 'unknown';
    return `${(100 * gap).toFixed(2)} %${gap < 0 ? '  (better than the best known)' : ''}`;
}

// The first of its reasons is what keeps a customer out where it comes nearest to being served.
function describeUnserved({ unserved }: Solution): string[] {
    const lines = unserved
        .slice(0, MOST_SHOWN)
        .map(({ visitId, reasons }) => `  customer ${visitId} ${reasons[0].message} [${reasons[0].code}]`);
    const more = unserved.length - lines.length;
    return more > 0 ? [...lines, `  … and ${more} more; --json lists all of them`] : lines;
}
