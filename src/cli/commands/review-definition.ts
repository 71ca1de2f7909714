import { Command } from 'commander';
import type { CliIo, Finish } from '../terminal/cli-io.js';
import { configOption, EXIT_CODES, inputOptions, outputOptions } from './command-options.js';
import { type ReviewArguments, reviewCommand } from './review-command.js';

/** `beatplan review` as commander knows it. */
export function reviewDefinition(_io: CliIo, finish: Finish): Command {
    const command = new Command('review')
        .summary('hold calls and orders of a period against the plan')
        .description(
            'Reviews a period: what is worth acting on, with its worth, the test that says it is no chance, and what to do; then the figures of the team and of each rep, as a page to print, tables and JSON.',
        )
        .option('--plan <folder>', 'what beatplan plan wrote: its folder, or its plan.json (required)')
        .option(
            '--calls <file.csv>',
            'calls that were made: account_id, rep_id, date; minutes and travel_minutes if known (required)',
        )
        .option('--orders <file.csv>', 'orders: account_id, date, amount; rep_id and currency if known (required)')
        .option('--out <folder>', 'folder for the results (required)')
        .option('--quotas <file.csv>', 'what reps are to sell in the period: rep_id, quota')
        .option(
            '--period <from/to>',
            'days that are reviewed, 2027-01-01/2027-12-31 (default: from the first call or order to the last)',
        )
        .option('--previous <from/to>', 'an earlier period that the orders hold as well, for who improved most')
        .option('--as-of <date>', 'last day with complete results, for forecasts (default: the last of the period)')
        .option('--margin <share>', 'share of sales that is left after the cost of the goods: 0.3 or 30% (default: 0.3)')
        .option('--cost-per-hour <amount>', 'what an hour of a rep costs, driving included (default: 50)')
        .option('--tolerance <share>', 'difference that is too small to matter: 0.1 or 10% (default: 0.1)')
        .addOption(configOption());
    for (const option of [...inputOptions(), ...outputOptions()]) command.addOption(option);
    return command
        .addHelpText(
            'after',
            `
Example:
  beatplan plan --accounts accounts.csv --reps reps.csv --out plan
  beatplan review --plan plan --calls calls.csv --orders orders.csv --out review

Writes review.html (open it in a browser, or print it: a page for each rep), review.json, review-findings.csv,
review-reps.csv and review-accounts.csv. Amounts are in whole units of one currency, at most two decimals. Columns:
--columns "calls.repId=Visited by", --columns "orders.amount=Net".
${EXIT_CODES}`,
        )
        .action(async (options: ReviewArguments) => finish(await reviewCommand(options)));
}
