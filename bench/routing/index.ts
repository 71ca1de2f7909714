import { Command } from 'commander';
import { METHODS, type MethodName } from '../../src/routing/index.js';
import { PUBLISHED_SETS, publishedSet } from './instances.js';
import { measure, type Run } from './measure.js';

interface Options {
    readonly data?: string;
    readonly set: string;
    readonly time: string;
    readonly iterations?: string;
    readonly seeds: string;
    readonly methods: string;
    readonly only?: string;
}

/** Solution quality on published instances: cost, gap to the best known value, and speed. */
export const bench: Command = new Command()
    .description('Solves benchmark instances and compares them with the best known values.')
    .option('--set <names>', `comma-separated, of ${PUBLISHED_SETS.join(', ')}`, 'cvrp/X')
    .option('--time <seconds>', 'seconds an instance', '10')
    .option('--iterations <count>', 'iterations an instance, instead of seconds')
    .option('--seeds <count>', 'runs an instance, with seeds 1 to count', '1')
    .option('--methods <names>', `comma-separated, of ${METHODS.join(', ')}`, 'auto')
    .option('--only <names>', 'comma-separated instances')
    .action((options: Options) => {
        if (options.data === undefined) {
            console.log('skipped: give the folder of the instances by --data or BEATPLAN_DATA');
            return;
        }
        const stop =
            options.iterations === undefined ? { seconds: Number(options.time) } : { iterations: Number(options.iterations) };
        for (const set of options.set.split(',')) {
            for (const method of options.methods.split(',')) {
                const runs: Run[] = [];
                for (const instance of publishedSet(options.data, set)) {
                    if (options.only !== undefined && !options.only.split(',').includes(instance.name)) continue;
                    for (let seed = 1; seed <= Number(options.seeds); seed++) {
                        const run = measure(instance, method as MethodName, seed, stop);
                        runs.push(run);
                        console.log(formatRun(run));
                    }
                }
                console.log(formatMean(set, method, runs));
            }
        }
    });

function percent(share: number): string {
    return `${(100 * share).toFixed(2)} %`;
}

function formatRun(run: Run): string {
    const rate = Math.round(run.iterations / run.seconds);
    const broken = run.violations === 0 ? '' : `  ${run.violations} VIOLATIONS`;
    const figures = `${run.value} (${run.bestKnown})  gap ${percent(run.gap)}  ${run.routes} routes  ${run.unserved} unserved`;
    return `${run.instance.padEnd(18)} ${run.method} seed ${run.seed}: ${figures}  ${run.seconds.toFixed(2)} s  ${rate} it/s${broken}`;
}

function formatMean(set: string, method: string, runs: readonly Run[]): string {
    const mean = runs.reduce((sum, run) => sum + run.gap, 0) / runs.length;
    const violations = runs.reduce((sum, run) => sum + run.violations, 0);
    return `${set} ${method}: mean gap ${percent(mean)} over ${runs.length} runs, ${violations} violations`;
}
