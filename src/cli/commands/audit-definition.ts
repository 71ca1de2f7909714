import { Command } from 'commander';
import type { CliIo, Finish } from '../terminal/cli-io.js';
import { type AuditArguments, auditCommand } from './audit-command.js';
import { configOption, EXIT_CODES, inputOptions, outputOptions } from './command-options.js';

/** `beatplan audit` as commander knows it. */
export function auditDefinition(_io: CliIo, finish: Finish): Command {
    const command = new Command('audit')
        .summary('check territories against the accounts that they divide')
        .description(
            'Finds overlaps, accounts in no territory and accounts with another owner, and says how even and how compact territories are.',
        )
        .argument(
            '<file>',
            'territories: GeoJSON outlines with properties.id and, where known, properties.repId, or a table with the columns unit (an account) and territory',
        )
        .option(
            '--accounts <file>',
            'accounts as CSV, GeoJSON points or JSON rows: id, latitude and longitude are needed (required)',
        )
        .option('--reps <file>', 'reps: their homes count in the workload, as in the plan that they were given to')
        .option('--sample-days <number>', 'days to route in each territory for its driving (default: a formula)')
        .addOption(configOption());
    for (const option of [...inputOptions(), ...outputOptions()]) command.addOption(option);
    return command
        .addHelpText(
            'after',
            `
Examples:
  beatplan audit plan/territories.geojson --accounts accounts.csv --reps reps.csv --sample-days 10
  beatplan audit territories.csv --accounts accounts.csv

Columns for each territory: accounts, workload and potential against the mean (with --reps, against the share of
their rep), estimated hours at the wheel in four weeks, parts, holes, and compactness (Polsby-Popper, 1 for a circle).
With --sample-days the hours come from routes, and their standard error and the estimate follow. Exit code 1 where
anything is found.
${EXIT_CODES}`,
        )
        .action(async (file: string, options: AuditArguments) => finish(await auditCommand(file, options)));
}
