import { Command, CommanderError, Option } from 'commander';
import { version } from '../../package.json';
import { BeatplanError, ERROR_CODES } from '../core/index.js';
import { INSTANCE_FORMATS } from '../formats/index.js';
import { METHODS } from '../routing/index.js';
import { type AssignArguments, assignCommand } from './assign-command.js';
import { type AuditArguments, auditCommand } from './audit-command.js';
import { type CheckArguments, checkCommand } from './check-command.js';
import { type CliIo, type CommandResult, EXIT } from './cli-io.js';
import { describeError, errorDocument, fromCommander } from './describe-error.js';
import { type DesignArguments, designCommand, rebalanceCommand } from './design-command.js';
import { type PlanArguments, planCommand } from './plan-command.js';
import { type SolveArguments, solveCommand } from './solve-command.js';

const EXIT_CODES = `
Exit codes: 0 done, 1 infeasible or a rule is broken, 2 bad input, 3 fault of beatplan itself,
130 stopped before there was a result.
Ctrl-C ends a search and writes the best that it has, as SIGTERM and SIGHUP do; a second one quits at once.
Results are written whole or not at all.`;

/**
 * The whole `beatplan` command: reads arguments, runs one command, prints its result.
 *
 * @param argv - arguments without the program's own name
 * @returns the exit code; never throws
 */
export async function runCli(argv: readonly string[], io: CliIo): Promise<number> {
    const asJson = argv.includes('--json');
    let result: CommandResult | undefined;
    const program = buildProgram(io, (given) => {
        result = given;
    });
    try {
        await program.parseAsync([...argv], { from: 'user' });
        if (result === undefined) return EXIT.done;
        io.stdout.write(asJson ? toJson({ ok: result.exitCode === EXIT.done, ...result.document }) : result.text);
        if (!asJson && result.warning !== undefined) io.stderr.write(result.warning);
        return result.exitCode;
    } catch (thrown) {
        if (thrown instanceof CommanderError && thrown.exitCode === 0) return EXIT.done;
        if (thrown instanceof CommanderError && thrown.code === 'commander.help') return EXIT.badInput;
        const error = thrown instanceof CommanderError ? fromCommander(thrown) : toBeatplanError(thrown);
        if (asJson) io.stdout.write(toJson({ ok: false, error: errorDocument(error) }));
        else io.stderr.write(describeError(error));
        return exitCodeOf(error);
    }
}

function buildProgram(io: CliIo, finish: (result: CommandResult) => void): Command {
    const program = new Command('beatplan')
        .description(
            'Plan field sales: balanced territories, call frequencies, and daily routes that put the most valuable visits first.',
        )
        .usage('<command> [options]')
        .version(version, '-V, --version', 'print the version')
        .helpCommand(false)
        .exitOverride()
        .showSuggestionAfterError()
        .configureOutput({
            writeOut: (text) => void io.stdout.write(text),
            // Help, where no command is given.
            writeErr: (text) => void io.stderr.write(text),
            // Errors are printed by runCli, in one form with all others.
            outputError: () => {},
            getOutHelpWidth: () => 110,
        })
        .addHelpText('after', `\nSee 'beatplan <command> --help' for the options of a command, with an example.\n${EXIT_CODES}`);

    const force = (): Option => new Option('--force', 'replace files that beatplan did not write');
    const config = (): Option =>
        new Option('--config <file.json>', 'settings of a plan, of which the names of your columns are used');
    const columns = (): Option =>
        new Option(
            '--columns <field=column>',
            "your column for a field: 'latitude=GPS north', 'reps.hours=When', 'tier=' for none; can be repeated",
        ).argParser((text: string, others: readonly string[] = []) => [...others, text]);
    const strictly = (): Option => new Option('--strict', 'refuse files with faulty rows instead of going on without them');
    const rejected = (): Option =>
        new Option('--rejected <file.csv>', 'where to list what was left out (default: rejected.csv beside the results)');
    const json = (): Option => new Option('--json', 'print one JSON document, errors included, and no progress bar');

    program
        .command('plan')
        .summary('divide a market among reps and plan all their days')
        .description(
            'Divides accounts among reps in territories of even work, plans every call of the period into working days,\n' +
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
        .addOption(columns())
        .addOption(strictly())
        .addOption(rejected())
        .addOption(force())
        .addOption(json())
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
Its keys: columns, start, weeks, seed, timeLimit, iterations, travel, holidays, absences, dueAfter, visitValues,
costs, scoring, territory.

Writes territories.geojson, routes.geojson, visits.csv, calendar.ics, scorecard.json and report.html; open the
last one in a browser.
${EXIT_CODES}`,
        )
        .action(async (options: PlanArguments) => finish(await planCommand(options, io)));

    const market = 'accounts as CSV, GeoJSON points or JSON rows; GeoJSON areas; or a districting instance (.dat)';
    const repsCount =
        'reps: homes count in the workload, shares in what each should have, and they keep the accounts that they own';
    const planForms = 'a table with the columns unit and territory, or GeoJSON outlines';
    const addSearchOptions = (command: Command): Command =>
        command
            .option(
                '--tolerance <share>',
                'largest deviation from a fair share: 0.05 is 5 % (default: 0.05, or what the instance says)',
            )
            .option(
                '--balance <measures>',
                'what to share fairly, divided by commas: workload,potential (default: workload, else count)',
            )
            .option('--border-weight <number>', 'how much short borders count beside short ways, 1 for smooth ones (default: 0)')
            .option('--barriers <file>', 'lines not to reach across, such as rivers, as GeoJSON')
            .option('--time-limit <seconds>', 'end the search after this time')
            .option('--iterations <number>', 'end the search after so many; the same answer on every machine (default: by size)')
            .option('--seed <number>', 'seed of the search (default: 1)')
            .option(
                '--simplify <metres>',
                'leave out corners of the map that move its borders by no more than this (default: none)',
            )
            .option(
                '--out <file>',
                'where the territories go: .csv for rows of unit and territory, .geojson for a map (required)',
            )
            .addOption(config())
            .addOption(columns())
            .addOption(strictly())
            .addOption(rejected())
            .addOption(force())
            .addOption(json());

    addSearchOptions(
        program
            .command('design')
            .summary('divide accounts or areas into balanced territories')
            .description('Divides a market into territories that are balanced, connected and compact, in this order.')
            .argument('<file>', market)
            .option('--territories <number>', 'how many territories (default: what the instance, --incumbent or --reps says)')
            .option('--incumbent <file>', `start from this plan and change little: ${planForms}`)
            .option('--reps <file>', `${repsCount}; without --incumbent, one territory around each home`),
    )
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

    addSearchOptions(
        program
            .command('rebalance')
            .summary('bring territories back into balance with few moves')
            .description('Changes a plan as little as balance needs: after drift, new accounts, or reps who leave or join.')
            .argument('<file>', market)
            .option('--incumbent <file>', `the plan in place: ${planForms} (required)`)
            .option('--reps <file>', repsCount)
            .option('--max-moved <share>', 'largest share of units that may move: 0.05 is 5 % (default: 1)')
            .option('--leave <territories>', 'ids of territories that end, divided by commas')
            .option('--join <territories>', 'ids of territories that begin, divided by commas'),
    )
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

    program
        .command('audit')
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
        .option('--sample-days <number>', 'route so many days of each territory for its driving (default: a formula)')
        .addOption(config())
        .addOption(columns())
        .addOption(strictly())
        .addOption(rejected())
        .addOption(force())
        .addOption(json())
        .addHelpText(
            'after',
            `
Examples:
  beatplan audit plan/territories.geojson --accounts accounts.csv --reps reps.csv --sample-days 10
  beatplan audit territories.csv --accounts accounts.csv

Columns beside territories: accounts, workload and potential against the mean (with --reps, against the share of
their rep), estimated hours at the wheel in four weeks, parts, holes, and compactness (Polsby-Popper, 1 for a circle).
With --sample-days the hours come from routes, and their standard error and the estimate stand beside. Exit code 1 where
anything is found.
${EXIT_CODES}`,
        )
        .action(async (file: string, options: AuditArguments) => finish(await auditCommand(file, options)));

    program
        .command('assign')
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
        .option('--round-robin', 'deal out what lies near nobody to whoever has the fewest')
        .option('--out <file.csv>', 'write the table there, and print a summary')
        .addOption(config())
        .addOption(columns())
        .addOption(strictly())
        .addOption(rejected())
        .addOption(force())
        .addOption(json())
        .addHelpText(
            'after',
            `
Example:
  beatplan assign leads.csv --reps reps.csv --territories plan/territories.geojson --out assigned.csv

Exit code 1 where nobody can take a lead.
${EXIT_CODES}`,
        )
        .action(async (file: string, options: AssignArguments) => finish(await assignCommand(file, options)));

    program
        .command('solve')
        .summary('solve a vehicle routing benchmark instance')
        .description(
            'Reads a benchmark instance, searches for good routes, and prints their cost or score by the rules of the benchmark.',
        )
        .argument('<file>', 'instance')
        .option('--format <name>', `one of ${INSTANCE_FORMATS.join(', ')} (default: found by content)`)
        .option('--time-limit <seconds>', 'end the search after this time instead')
        .option(
            '--iterations <number>',
            'end the search after so many; the same answer on every machine (default: by the number of customers)',
        )
        .option('--seed <number>', 'seed of the search (default: 1)')
        .option('--method <name>', `one of ${METHODS.join(', ')} (default: chosen by the instance)`)
        .option(
            '--routes <number>',
            'most routes: of files that leave it open (team orienteering with time windows) or only state it (A-n32-k5)',
        )
        .option('--out <file.sol>', 'write the routes in CVRPLIB form')
        .addOption(force())
        .addOption(json())
        .addHelpText(
            'after',
            `
Example:
  beatplan solve X-n101-k25.vrp --time-limit 30 --out X-n101-k25.sol
${EXIT_CODES}`,
        )
        .action(async (file: string, options: SolveArguments) => finish(await solveCommand(file, options, io)));

    program
        .command('check')
        .summary('check a solution file against its instance')
        .description(
            'Recomputes the cost of a solution with a checker that shares nothing with the solver, and lists every broken rule.',
        )
        .argument('<file>', 'instance')
        .argument('<solution>', 'routes in CVRPLIB form: "Route #1: 3 1 2", customers counted from 1')
        .option('--format <name>', `one of ${INSTANCE_FORMATS.join(', ')} (default: found by content)`)
        .option('--routes <number>', 'number of routes, where the instance leaves it open')
        .addOption(json())
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

    return program;
}

function toJson(document: Readonly<Record<string, unknown>>): string {
    return `${JSON.stringify(document, undefined, 2)}\n`;
}

function toBeatplanError(thrown: unknown): BeatplanError {
    if (thrown instanceof BeatplanError) return thrown;
    const detail = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    return new BeatplanError('internal', `${ERROR_CODES.internal}\n${detail}`);
}

function exitCodeOf(error: BeatplanError): number {
    if (error.code === 'internal') return EXIT.internal;
    return error.code === 'cancelled' ? EXIT.cancelled : EXIT.badInput;
}
