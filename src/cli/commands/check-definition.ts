import { Command } from 'commander';
import { INSTANCE_FORMATS } from '../../formats/index.js';
import type { CliIo, Finish } from '../terminal/cli-io.js';
import { type CheckArguments, checkCommand } from './check-command.js';
import { EXIT_CODES, jsonOption } from './command-options.js';

/** `beatplan check` as commander knows it. */
export function checkDefinition(_io: CliIo, finish: Finish): Command {
    return new Command('check')
        .summary('check a solution file against its instance')
        .description(
            'Recomputes the cost of a solution with a checker that shares nothing with the solver, and lists every broken rule.',
        )
        .argument('<file>', 'instance')
        .argument('<solution>', 'routes in CVRPLIB form: "Route #1: 3 1 2", customers counted from 1')
        .option('--format <name>', `one of ${INSTANCE_FORMATS.join(', ')} (default: found by content)`)
        .option('--routes <number>', 'number of routes, where the instance leaves it open')
        .addOption(jsonOption())
        .addHelpText(
            'after',
            `
Example:
  beatplan check X-n101-k25.vrp X-n101-k25.sol
${EXIT_CODES}`,
        )
        .action(async (file: string, solution: string, options: CheckArguments) =>
            finish(await checkCommand(file, solution, options)),
        );
}
