import { Command } from 'commander';
import type { CliIo, Finish } from '../terminal/cli-io.js';
import { type AssignArguments, assignCommand } from './assign-command.js';
import { configOption, EXIT_CODES, inputOptions, outputOptions } from './command-options.js';

/** `beatplan assign` as commander knows it. */
export function assignDefinition(_io: CliIo, finish: Finish): Command {
    const command = new Command('assign')
        .summary('give each new lead a rep')
        .description(
            'Asks for each lead the owner that it names, the rep of the territory that it lies in, and the reps who live nearest, until one ' +
                'can take it, and prints a table with all who were asked.',
        )
        .argument(
            '<file>',
            'leads as CSV, GeoJSON points or JSON rows with id, latitude and longitude; owner, skills and segment are used',
        )
        .option('--reps <file>', 'reps, likewise: id, latitude, longitude and working hours are needed (required)')
        .option(
            '--territories <file.geojson>',
            'outlines with properties.id and properties.repId (default of the latter: the id)',
        )
        .option('--capacity <number>', 'most leads that a rep takes (default: no limit)')
        .option('--max-distance <km>', 'beyond which a home does not count as near (default: no limit)')
        .option('--round-robin', 'assign leads with no nearby rep to the least-loaded rep')
        .option('--out <file.csv>', 'write the table there, and print a summary')
        .addOption(configOption());
    for (const option of [...inputOptions(), ...outputOptions()]) command.addOption(option);
    return command
        .addHelpText(
            'after',
            `
Example:
  beatplan assign leads.csv --reps reps.csv --territories plan/territories.geojson --out assigned.csv

Exit code 1 if no rep can take a lead.
${EXIT_CODES}`,
        )
        .action(async (file: string, options: AssignArguments) => finish(await assignCommand(file, options)));
}
