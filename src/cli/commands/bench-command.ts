import { BeatplanError, IssueCollector, type StopCriteria } from '../../core/index.js';
import type { Instance } from '../../formats/index.js';
import { METHODS, type MethodName, solveAsync } from '../../routing/index.js';
import { readBestKnown } from '../files/best-known-file.js';
import {
    addUnknownWord,
    checkInstanceArguments,
    type InstanceArguments,
    readInstanceFile,
    refuseUnsupported,
} from '../files/instance-file.js';
import { claimOutputs, writeOutputs } from '../files/output-files.js';
import { readTogether } from '../files/read-together.js';
import { compareMethods } from '../statistics/compare-methods.js';
import { type CliIo, type CommandResult, EXIT } from '../terminal/cli-io.js';
import { readNumberOption } from '../terminal/number-option.js';
import { startProgressBar } from '../terminal/progress-bar.js';
import { benchText } from './bench-report.js';
import { type BenchRun, judgeRun, runsToCsv } from './bench-run.js';

/** Options of `beatplan bench` as the command line gives them. */
export interface BenchArguments extends InstanceArguments {
    readonly methods?: string;
    readonly seeds?: string;
    readonly timeLimit?: string;
    readonly iterations?: string;
    readonly best?: string;
    readonly out?: string;
    readonly force?: boolean;
    readonly json?: boolean;
}

interface BenchOptions {
    readonly methods: readonly MethodName[];
    readonly seeds: number;
    readonly stop: StopCriteria;
}

/** `beatplan bench`: methods compared on instances. */
export async function benchCommand(files: readonly string[], options: BenchArguments, io: CliIo): Promise<CommandResult> {
    const collector = new IssueCollector();
    const instanceOptions = checkInstanceArguments(options, collector);
    const bench = readOptions(options, collector);
    collector.throwIfAny('The command line');

    const best = options.best === undefined ? () => undefined : readBestKnown(options.best, '--best');
    const [bestOf, ...loaded] = await readTogether([best, ...files.map((file) => loadInstance(file, instanceOptions))]);
    const instances = loaded as readonly Loaded[];
    refuseDuplicates(instances);
    const { out } = options;
    if (out !== undefined) await claimOutputs([out], { inputs: [...files, options.best], force: options.force });

    const bar = startProgressBar(io, options.json === true);
    let runs: BenchRun[];
    try {
        runs = await runAll(instances, bench, bestOf as (name: string) => number | undefined, io, bar.update);
    } finally {
        bar.stop();
    }
    if (runs.length === 0) throw new BeatplanError('cancelled', 'The bench was stopped before its first run ended.');
    if (out !== undefined) await writeOutputs({ [out]: runsToCsv(runs) });

    const comparison = compareMethods(runs);
    const notes = [
        ...instances.flatMap(({ notes }) => notes),
        ...(options.best === undefined ? [] : notesOnBest(instances, runs)),
        ...(io.signal.aborted ? ['stopped early; runs that had ended are compared'] : []),
        ...(out === undefined ? [] : [`written to ${out}`]),
    ];
    const document = {
        command: 'bench',
        ...comparison,
        runs,
        cancelled: io.signal.aborted,
        ...(out === undefined ? {} : { file: out }),
        notes,
    };
    const exitCode = runs.every(({ feasible }) => feasible) ? EXIT.done : EXIT.infeasible;
    return { exitCode, document, text: benchText(runs, comparison, notes) };
}

// Instances without a reference, and references that keep to a number of routes which these runs exceed.
function notesOnBest(instances: readonly Loaded[], runs: readonly BenchRun[]): string[] {
    const runsOf = (name: string): readonly BenchRun[] => runs.filter((run) => run.instance === name);
    const names = instances.map(({ instance }) => instance);
    const unknown = names.filter(({ name }) => runsOf(name).some(({ bestKnown }) => bestKnown === undefined));
    const freeFleet = names.filter(({ name, statedRoutes = Number.POSITIVE_INFINITY }) =>
        runsOf(name).some(({ gap = 0, routes }) => gap < 0 && routes > statedRoutes),
    );
    const list = (some: readonly Instance[]): string => some.map(({ name }) => name).join(', ');
    return [
        ...(unknown.length === 0 ? [] : [`No best known value: ${list(unknown)}. The best of all runs is taken instead.`]),
        ...(freeFleet.length === 0
            ? []
            : [
                  `Below the best known value with more routes than the file states: ${list(freeFleet)}. Keep to a number with --routes.`,
              ]),
    ];
}

function readOptions(options: BenchArguments, collector: IssueCollector): BenchOptions {
    const methods = [...new Set((options.methods ?? 'auto').split(',').map((name) => name.trim()))];
    for (const method of methods) {
        if (!(METHODS as readonly string[]).includes(method)) addUnknownWord(method, '--methods', METHODS, collector);
    }
    const seeds = readNumberOption(options.seeds, '--seeds', { min: 1, integer: true }, collector) ?? 1;
    const seconds = readNumberOption(options.timeLimit, '--time-limit', { moreThan: 0 }, collector);
    const iterations = readNumberOption(options.iterations, '--iterations', { min: 0, integer: true }, collector);
    return {
        methods: methods as readonly MethodName[],
        seeds,
        stop: { ...(seconds === undefined ? {} : { seconds }), ...(iterations === undefined ? {} : { iterations }) },
    };
}

interface Loaded {
    readonly file: string;
    readonly instance: Instance;
    readonly notes: readonly string[];
}

async function loadInstance(file: string, options: Parameters<typeof readInstanceFile>[1]): Promise<Loaded> {
    const { instance, notes } = await readInstanceFile(file, options);
    refuseUnsupported(file, instance);
    return { file, instance, notes };
}

// Results are told apart by the instance's name, in tables and in the file of best known values.
function refuseDuplicates(instances: readonly Loaded[]): void {
    const collector = new IssueCollector();
    const first = new Map<string, string>();
    for (const { file, instance } of instances) {
        const other = first.get(instance.name);
        if (other === undefined) first.set(instance.name, file);
        else
            collector.add('duplicate-id', [file], `has the name ${instance.name}, as ${other} has`, {
                hint: 'leave one of them out',
            });
    }
    collector.throwIfAny('The list of instances');
}

async function runAll(
    instances: readonly Loaded[],
    { methods, seeds, stop }: BenchOptions,
    bestOf: (name: string) => number | undefined,
    io: CliIo,
    onProgress: (fraction: number, what: string) => void,
): Promise<BenchRun[]> {
    const runs: BenchRun[] = [];
    const total = instances.length * methods.length * seeds;
    for (const { instance } of instances) {
        const bestKnown = bestOf(instance.name);
        for (const method of methods) {
            for (let seed = 1; seed <= seeds; seed++) {
                const what = `${instance.name} ${method} ${seed}`;
                const solution = await solveAsync(instance.problem, {
                    method,
                    seed,
                    ...(Object.keys(stop).length === 0 ? {} : { stop }),
                    signal: io.signal,
                    onProgress: ({ fraction }) => onProgress((runs.length + fraction) / total, what),
                });
                // A run that was cut short says nothing about its method.
                if (io.signal.aborted) return runs;
                runs.push(judgeRun(instance, method, seed, solution, bestKnown));
            }
        }
    }
    return runs;
}
