import { Command, Option } from 'commander';
import { METHODS, type MethodName } from '../../src/routing/index.js';
import { namesOf, positiveNumber, wholeNumber, wholeNumbers } from '../report/arguments.js';
import { readEnvironment } from '../report/environment.js';
import { defaultReportFolder, saveReport } from '../report/report-folder.js';
import { GENERATED_SETS, type GeneratedSet, generatedSet } from './generated.js';
import { isolatedRunner, runHere } from './isolate.js';
import { measureInstance, type Run } from './measure.js';
import { BASELINE, PUBLISHED_SETS, publishedSet } from './published.js';
import { describeRun, routingReport } from './routing-report.js';
import type { BenchInstance } from './source.js';

interface Options {
    readonly data?: string;
    readonly set?: readonly string[];
    readonly time: number;
    readonly iterations?: number;
    readonly seeds: number;
    readonly methods: readonly string[];
    readonly only?: readonly string[];
    readonly sizes: readonly number[];
    readonly count: number;
    readonly isolate?: boolean;
    readonly out?: string;
}

const SETS: readonly string[] = [...PUBLISHED_SETS, ...GENERATED_SETS];

/** Solution quality over time of every method, on published and on generated instances. */
export const bench: Command = new Command()
    .description(
        'Solves benchmark instances and compares methods: value, gap, speed, and gap over time. Without --data, on generated instances.',
    )
    .addOption(
        new Option(
            '--set <names>',
            `comma-separated, of ${SETS.join(', ')} (default: cvrp/X with --data, else generated/x)`,
        ).argParser(namesOf(SETS)),
    )
    .option('--time <seconds>', 'seconds a run, start of its process and reading included', positiveNumber, 10)
    .option('--iterations <count>', 'iterations a run, instead of seconds', wholeNumber)
    .option('--seeds <count>', 'runs an instance and method, with seeds 1 to count', wholeNumber, 1)
    .addOption(
        new Option('--methods <names>', `comma-separated, of ${METHODS.join(', ')}`)
            .argParser(namesOf(METHODS))
            .default(['auto'], 'auto'),
    )
    .option('--only <names>', "comma-separated instances; 'baseline' for six CVRP and six VRPTW of every size", (text) =>
        text.split(','),
    )
    .option('--sizes <counts>', 'comma-separated sizes of generated instances', wholeNumbers, [100, 1000])
    .option('--count <count>', 'generated instances a size', wholeNumber, 3)
    .option('--isolate', 'a process of its own for each run (default, unless --iterations is given)')
    .option('--no-isolate', 'all runs in one process')
    .option('--out <folder>', 'where the report is written (default: a new folder in out/bench)')
    .action(run);

async function run(options: Options): Promise<void> {
    const sets = chooseSets(options);
    // Which sets are meant by default depends on the folder of instances.
    const environment = readEnvironment(options.set === undefined ? ['--set', sets.join(',')] : []);
    const stop = options.iterations === undefined ? { seconds: options.time } : { iterations: options.iterations };
    const isolated = options.isolate ?? options.iterations === undefined;
    const { seeds } = options;
    const methods = options.methods as readonly MethodName[];
    const settings = { stop, seeds, methods, isolated };
    const folder = options.out ?? defaultReportFolder('routing');
    const instances = chooseInstances(options, sets);
    const runner = isolated ? await isolatedRunner() : runHere;
    const runs: Run[] = [];
    for (const instance of instances) {
        for await (const made of measureInstance(instance, methods, seeds, stop, runner)) {
            runs.push(made);
            console.log(describeRun(made));
        }
        // After each instance, so that nothing is lost where a long bench is cut short.
        saveReport(folder, 'routing', routingReport(environment, settings, runs));
    }
    console.log(`\n${routingReport(environment, settings, runs).markdown}\n\nwritten to ${folder}`);
    if (runs.some(({ faults }) => faults.length > 0)) process.exitCode = 1;
}

function chooseSets({ data, set, only }: Options): readonly string[] {
    if (set !== undefined) return set;
    if (only?.includes('baseline') === true) return ['cvrp/X', 'vrptw'];
    return [data === undefined ? 'generated/x' : 'cvrp/X'];
}

function chooseInstances({ data, only, sizes, count }: Options, sets: readonly string[]): BenchInstance[] {
    const isBaseline = only?.includes('baseline') === true;
    const all = sets.flatMap((name) => {
        if ((GENERATED_SETS as readonly string[]).includes(name)) return generatedSet(name as GeneratedSet, sizes, count);
        if (data === undefined) bench.error(`${name} needs --data or BEATPLAN_DATA: the folder of the instances`);
        return publishedSet(data, name);
    });
    if (only === undefined) return all;
    const wanted = only.flatMap((name) => (name === 'baseline' ? BASELINE : [name]));
    const absent = wanted.filter((name) => all.every((instance) => instance.name !== name));
    const unknown = absent.filter((name) => !isBaseline || !BASELINE.includes(name));
    if (unknown.length > 0) bench.error(`${sets.join(', ')}: no instance ${unknown.join(', ')}`);
    if (absent.length > 0) console.log(`not among the instances, left out: ${absent.join(', ')}`);
    return all.filter((instance) => wanted.includes(instance.name));
}
