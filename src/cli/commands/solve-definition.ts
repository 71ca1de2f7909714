import { Command } from 'commander';
import { INSTANCE_FORMATS } from '../../formats/index.js';
import { METHODS } from '../../routing/index.js';
import type { CliIo, Finish } from '../terminal/cli-io.js';
import { EXIT_CODES, outputOptions } from './command-options.js';
import { type SolveArguments, solveCommand } from './solve-command.js';

/** `beatplan solve` as commander knows it. */
export function solveDefinition(io: CliIo, finish: Finish): Command {
    const command = new Command('solve')
        .summary('solve a vehicle routing benchmark instance')
        .description(
            'Reads a benchmark instance, searches for good routes, and prints their cost or score by the rules of the benchmark.',
        )
        .argument('<file>', 'instance')
        .option('--format <name>', `one of ${INSTANCE_FORMATS.join(', ')} (default: found by content)`)
        .option('--time-limit <seconds>', 'end the search after this time instead')
        .option(
            '--iterations <number>',
            'end the search after this many iterations; the same answer on every machine (default: by the number of customers)',
        )
        .option('--seed <number>', 'seed of the search (default: 1)')
        .option('--method <name>', `one of ${METHODS.join(', ')} (default: chosen by the instance)`)
        .option(
            '--routes <number>',
            'most routes: of files that leave it open (team orienteering with time windows) or only state it (A-n32-k5)',
        )
        .option('--best <value>', 'best known value: the gap to it is shown')
        .option('--out <file.sol>', 'write the routes in CVRPLIB form');
    for (const option of outputOptions()) command.addOption(option);
    return command
        .addHelpText(
            'after',
            `
Example:
  beatplan solve X-n101-k25.vrp --time-limit 30 --best 27591 --out X-n101-k25.sol
${EXIT_CODES}`,
        )
        .action(async (file: string, options: SolveArguments) => finish(await solveCommand(file, options, io)));
}
