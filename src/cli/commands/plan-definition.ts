import { Command, Option } from 'commander';
import type { CliIo, Finish } from '../terminal/cli-io.js';
import { EXIT_CODES, inputOptions, outputOptions } from './command-options.js';
import { type PlanArguments, planCommand } from './plan-command.js';

/** `beatplan plan` as commander knows it. */
export function planDefinition(io: CliIo, finish: Finish): Command {
    const command = new Command('plan')
        .summary('divide a market among reps and plan all their days')
        .description(
            'Divides accounts among reps in territories of even work, plans every visit of the period into working days,\n' +
                'and writes tables, a map, calendars and a report.',
        )
        .option(
            '--accounts <file>',
            'accounts as CSV, GeoJSON points or JSON rows: id, latitude and longitude are needed (required)',
        )
        .option('--reps <file>', 'reps, likewise: id, latitude, longitude and working hours are needed (required)')
        .option('--out <folder>', 'where the results go; made where it is missing (required)')
        .option('--config <file.json>', 'further options of the plan, and the names of your columns')
        .option('--weeks <number>', 'length of the period (default: 4)')
        .option('--start <YYYY-MM-DD>', 'first day, a Monday (default: the coming one)')
        .option('--seed <number>', 'seed of the search; the same seed gives the same plan (default: 1)')
        .option('--time-limit <seconds>', 'end the search after this time, whatever it has by then')
        .option('--checkpoint <file.json>', 'keep the best plan so far in this file, so that a run that is killed leaves it')
        .option(
            '--incumbent <file>',
            'start from this plan and change little: a checkpoint, the visits.csv of an earlier plan, or its territories',
        )
        .option(
            '--roads <file>',
            'drive on the roads of an OpenStreetMap extract (.osm.pbf), instead of estimates from straight lines',
        )
        .option('--osrm <url>', 'ask an OSRM server for travel times; likewise --valhalla, --ors and --graphhopper')
        .addOption(new Option('--valhalla <url>', 'ask a Valhalla server').hideHelp())
        .addOption(new Option('--ors <url>', 'ask an openrouteservice server').hideHelp())
        .addOption(new Option('--graphhopper <url>', 'ask a GraphHopper server').hideHelp())
        .option('--travel-key <key>', 'access key of that server')
        .option('--csv <form>', "'excel': tables that Excel opens where decimals have a comma (semicolons, byte order mark)")
        .option('--tiles <url>', 'online map tiles that a reader of the report can turn on: https://.../{z}/{x}/{y}.png')
        .option('--tiles-attribution <text>', 'whom to credit for the tiles (known for OpenStreetMap)');
    for (const option of [...inputOptions(), ...outputOptions()]) command.addOption(option);
    return command
        .addHelpText(
            'after',
            `
Example:
  beatplan plan --accounts accounts.csv --reps reps.csv --out plan

  accounts.csv  id,name,latitude,longitude,potential,call_frequency,call_duration,opening_hours
                A1,First store,32.83,-96.96,1200,2,45,Mo-Fr 08:00-17:00
  reps.csv      id,name,latitude,longitude,working_hours
                R1,Rep 1,32.78,-96.80,Mo-Fr 08:00-17:00

  call_frequency is calls in four weeks, call_duration minutes a call. Further columns are kept.
  Exports of customer systems are read as they are; the summary says which column became what.
  Rows with faults are left out and listed in rejected.csv, unless --strict is given.

A file for --config, for example:
  {
      "weeks": 4,
      "start": "2027-01-04",
      "holidays": ["2027-01-18"],
      "travel": { "kind": "great-circle", "circuity": 1.2 },
      "columns": { "accounts": { "latitude": "GPS north", "longitude": "GPS east" } }
  }
Its keys: columns, start, weeks, seed, stop, travel, holidays, absences, dueAfter, visitValues,
costs, scoring, territory.

Writes territories.geojson, routes.geojson, visits.csv, calendar.ics, calendars/<rep>.ics for each rep, scorecard.json,
plan.json (for beatplan review) and report.html; open the last one in a browser.
${EXIT_CODES}`,
        )
        .action(async (options: PlanArguments) => finish(await planCommand(options, io)));
}
