import { Command } from 'commander';
import { positiveList, wholeNumber, wholeNumbers } from '../report/arguments.js';
import { environmentMarkdown, readEnvironment } from '../report/environment.js';
import { defaultReportFolder, saveReport } from '../report/report-folder.js';
import { isolatedRunner } from '../routing/isolate.js';
import { daysMarkdown, measureDays } from './days.js';
import { firstSolutionsMarkdown, measureFirstSolutions } from './first-solution.js';
import { measureTimeLimits, timeLimitsMarkdown } from './time-limits.js';

interface Options {
    readonly big?: boolean;
    readonly days: number;
    readonly repeats: number;
    readonly limits: readonly number[];
    readonly limitSizes: readonly number[];
    readonly out?: string;
}

const SETS = ['generated/x', 'generated/solomon'] as const;
const SIZES = [100, 1000, 10_000];
const BIG = 100_000;
const STOPS_A_DAY = 20;

/** How long one waits: for a first solution, for a day's route, and past a time limit. */
export const bench: Command = new Command()
    .description(
        "Measures how long one waits: for the first solution, for a day's route and how good that is, and past time limits.",
    )
    .option('--big', 'the first solution of 100,000 visits as well')
    .option('--days <count>', `random days of ${STOPS_A_DAY} stops`, wholeNumber, 100)
    .option('--repeats <count>', 'runs of which the first solution is the median', wholeNumber, 3)
    .option('--limits <seconds>', 'comma-separated time limits', positiveList, [0.05, 0.1, 0.5, 1, 10])
    .option('--limit-sizes <counts>', 'comma-separated numbers of visits that they are tried on', wholeNumbers, [...SIZES, BIG])
    .option('--out <folder>', 'where the report is written (default: a new folder in out/bench)')
    .action(run);

async function run({ big, days: dayCount, repeats, limits, limitSizes, out }: Options): Promise<void> {
    const environment = readEnvironment();
    const runner = await isolatedRunner();
    const days = (['distance', 'duration'] as const).flatMap((cost) => measureDays(cost, STOPS_A_DAY, dayCount));
    const firstSolutions = await measureFirstSolutions(SETS, big === true ? [...SIZES, BIG] : SIZES, repeats, runner);
    const timeLimits = await measureTimeLimits(SETS, limitSizes, limits, runner);
    const markdown = [
        '# Routing: how long one waits',
        environmentMarkdown(environment),
        firstSolutionsMarkdown(firstSolutions, repeats),
        daysMarkdown(days, STOPS_A_DAY),
        timeLimitsMarkdown(timeLimits),
    ].join('\n\n');
    const folder = out ?? defaultReportFolder('routing-latency');
    saveReport(folder, 'routing-latency', { markdown, data: { environment, firstSolutions, days, timeLimits } });
    console.log(`${markdown}\n\nwritten to ${folder}`);
}
