import { Command } from 'commander';
import type { CliIo, Finish } from '../terminal/cli-io.js';
import { configOption, EXIT_CODES, inputOptions, outputOptions } from './command-options.js';
import type { DesignArguments } from './design-arguments.js';
import { designCommand, rebalanceCommand } from './design-command.js';

const MARKET = 'accounts as CSV, GeoJSON points or JSON rows; GeoJSON areas; or a districting instance (.dat)';
const REPS_COUNT = 'reps: homes count in the workload, shares in what each should have, and they keep the accounts that they own';
const PLAN_FORMS = 'a table with the columns unit and territory, or GeoJSON outlines';

/** `beatplan design` as commander knows it. */
export function designDefinition(io: CliIo, finish: Finish): Command {
    const command = new Command('design')
        .summary('divide accounts or areas into balanced territories')
        .description(
            'Divides a market into territories that are balanced and compact, and connected as far as units and owners allow.',
        )
        .argument('<file>', MARKET)
        .option('--territories <number>', 'how many territories (default: what the instance, --incumbent or --reps says)')
        .option('--incumbent <file>', `start from this plan and change little: ${PLAN_FORMS}`)
        .option('--reps <file>', `${REPS_COUNT}; without --incumbent, one territory around each home`);
    return addSearchOptions(command)
        .addHelpText(
            'after',
            `
Examples:
  beatplan design accounts.csv --territories 12 --out territories.csv
  beatplan design accounts.csv --reps reps.csv --out territories.geojson
  beatplan design counties.geojson --territories 50 --balance population --out territories.geojson --simplify 500
  beatplan design 2DU60-05-1.dat --time-limit 3 --out plan.csv

  accounts.csv  id,latitude,longitude,potential,call_frequency,call_duration
                A1,32.83,-96.96,1200,2,45

  Columns and properties that hold numbers can be balanced by their names.
${EXIT_CODES}`,
        )
        .action(async (file: string, options: DesignArguments) => finish(await designCommand(file, options, io)));
}

/** `beatplan rebalance` as commander knows it. */
export function rebalanceDefinition(io: CliIo, finish: Finish): Command {
    const command = new Command('rebalance')
        .summary('bring territories back into balance with few moves')
        .description('Changes a plan as little as balance needs: after drift, new accounts, or reps who leave or join.')
        .argument('<file>', MARKET)
        .option('--incumbent <file>', `the plan in place: ${PLAN_FORMS} (required)`)
        .option('--reps <file>', REPS_COUNT)
        .option(
            '--max-moved <share>',
            'largest share of units that may move: 0.05 or 5% (default: 1; with --reps and no --tolerance 0.03 of those that could stay)',
        )
        .option('--moves <file.csv>', 'list every unit that moves: from where, to where, and why')
        .option('--leave <territories>', 'ids of territories that end, divided by commas')
        .option('--join <territories>', 'ids of territories that begin, divided by commas');
    return addSearchOptions(command)
        .addHelpText(
            'after',
            `
Examples:
  beatplan rebalance accounts.csv --incumbent territories.csv --max-moved 0.05 --out next.csv
  beatplan rebalance accounts.csv --incumbent territories.geojson --leave north --join east-2 --out next.geojson

  territories.csv  unit,territory
                   A1,north
${EXIT_CODES}`,
        )
        .action(async (file: string, options: DesignArguments) => finish(await rebalanceCommand(file, options, io)));
}

function addSearchOptions(command: Command): Command {
    command
        .option(
            '--tolerance <share>',
            'largest deviation from a fair share: 0.05 or 5% (default: 0.05, or what the instance says; with a home for each territory none: balance is weighed against driving)',
        )
        .option(
            '--balance <measures>',
            'what to share fairly, divided by commas: workload,potential (default: workload, else count)',
        )
        .option(
            '--border-weight <number>',
            'how much short borders count compared with short ways, 1 for smooth ones (default: 0)',
        )
        .option('--barriers <file>', 'lines not to reach across, such as rivers, as GeoJSON')
        .option('--time-limit <seconds>', 'end the search after this time')
        .option(
            '--iterations <number>',
            'end the search after this many iterations; the same answer on every machine (default: by size)',
        )
        .option('--seed <number>', 'seed of the search (default: 1)')
        .option('--simplify <metres>', 'leave out corners of the map that move its borders by no more than this (default: none)')
        .option('--out <file>', 'where the territories go: .csv for rows of unit and territory, .geojson for a map (required)')
        .addOption(configOption());
    for (const option of [...inputOptions(), ...outputOptions()]) command.addOption(option);
    return command;
}
