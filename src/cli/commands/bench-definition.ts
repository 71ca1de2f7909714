import { Command } from 'commander';
import { INSTANCE_FORMATS } from '../../formats/index.js';
import { METHODS } from '../../routing/index.js';
import type { CliIo, Finish } from '../terminal/cli-io.js';
import { type BenchArguments, benchCommand } from './bench-command.js';
import { EXIT_CODES, outputOptions } from './command-options.js';

/** `beatplan bench` as commander knows it. */
export function benchDefinition(io: CliIo, finish: Finish): Command {
    const command = new Command('bench')
        .summary('compare routing methods on benchmark instances')
        .description(
            'Solves each instance by each method with each seed, checks every answer, and compares the methods: mean gap with its 95 % confidence interval, and a Wilcoxon signed-rank test for each pair.',
        )
        .argument('<files...>', 'instances')
        .option('--methods <names>', `methods, divided by commas, of ${METHODS.join(', ')} (default: auto)`)
        .option('--seeds <number>', 'runs an instance and method, with seeds 1 to this number (default: 1)')
        .option('--time-limit <seconds>', 'end each search after this time')
        .option(
            '--iterations <number>',
            'end each search after this many iterations; the same answers on every machine (default: by the number of customers)',
        )
        .option(
            '--best <value or file.csv>',
            "best known value, or a table with columns 'instance' and 'best' (default: best of all runs)",
        )
        .option('--format <name>', `one of ${INSTANCE_FORMATS.join(', ')} (default: found by content)`)
        .option('--routes <number>', 'most routes, if the files leave it open')
        .option('--out <file.csv>', 'write a row for each run');
    for (const option of outputOptions()) command.addOption(option);
    return command
        .addHelpText(
            'after',
            `
Example:
  beatplan bench *.vrp --methods savings+ls,sisr,hgs --seeds 5 --time-limit 10 --best best.csv --out runs.csv
${EXIT_CODES}`,
        )
        .action(async (files: string[], options: BenchArguments) => finish(await benchCommand(files, options, io)));
}
