import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BeatplanError, type Issue, IssueCollector } from '../../core/index.js';
import { type CsvOptions, EXCEL_WITH_COMMA } from '../../formats/index.js';
import { describeMissingFactors } from '../../market/internal.js';
import { type BeatPlan, type IncumbentPlan, planBeatsAsync } from '../../planning/index.js';
import type { FieldTravel } from '../../travel/index.js';
import { CheckpointWriter } from '../files/checkpoint-writer.js';
import { readIncumbentPlan } from '../files/incumbent-plan.js';
import { readingLines } from '../files/input-table.js';
import { claimOutputs, writeOutputs } from '../files/output-files.js';
import { type ConfigArguments, type PlanConfig, readPlanConfig } from '../files/plan-config.js';
import { planFileNames, planFiles } from '../files/plan-files.js';
import { type PlanInput, readPlanInput } from '../files/plan-input.js';
import { rejectedPath, rejectedTexts, rejectionLines, rejectionsDocument } from '../files/rejections.js';
import { readTiles } from '../files/tiles-option.js';
import { checkTravelArguments, type RoadReading, readTravel, type TravelArguments } from '../files/travel-option.js';
import { type CliIo, type CommandResult, EXIT } from '../terminal/cli-io.js';
import { requireOption } from '../terminal/number-option.js';
import { startProgressBar } from '../terminal/progress-bar.js';
import { capacityLines } from './capacity-lines.js';
import { scorecardText } from './scorecard-text.js';
import { unscheduledLines } from './unscheduled-lines.js';

/** Options of `beatplan plan` as the command line gives them. */
export interface PlanArguments extends ConfigArguments, TravelArguments {
    readonly accounts?: string;
    readonly reps?: string;
    readonly out?: string;
    readonly rejected?: string;
    readonly checkpoint?: string;
    readonly incumbent?: string;
    readonly strict?: boolean;
    /** `excel`, or nothing. */
    readonly csv?: string;
    readonly tiles?: string;
    readonly tilesAttribution?: string;
    readonly force?: boolean;
    readonly json?: boolean;
}

/** `beatplan plan`: accounts and reps to territories, calendars and a report. */
export async function planCommand(given: PlanArguments, io: CliIo): Promise<CommandResult> {
    const collector = new IssueCollector();
    requireOption(given.accounts, '--accounts', 'a file of accounts', collector);
    requireOption(given.reps, '--reps', 'a file of reps', collector);
    requireOption(given.out, '--out', 'a folder for the results', collector);
    const config = await readPlanConfig(given, collector);
    const csv = readCsvForm(given.csv, collector);
    const tiles = readTiles(given.tiles, given.tilesAttribution, collector);
    checkTravelArguments(given, config.options.travel !== undefined, collector);
    collector.throwIfAny('The command line');
    const files = { accounts: given.accounts as string, reps: given.reps as string, out: given.out as string };

    const input = await readPlanInput(files.accounts, files.reps, config.settings, given.strict);
    const incumbent = given.incumbent === undefined ? undefined : await readIncumbentPlan(given.incumbent, input);
    const listPath = rejectedPath(given, true);
    const rejectedText = await rejectedTexts(listPath, input.rejected, csv);
    const names = planFileNames(input.reps);
    await claimOutputs([...names.map((name) => join(files.out, name)), ...Object.keys(rejectedText)], {
        inputs: [files.accounts, files.reps, given.config, given.incumbent],
        force: given.force,
    });
    // The plan that a run goes on from may be its own checkpoint: what takes its place is no worse.
    const inputs = [files.accounts, files.reps, given.config];
    if (given.checkpoint !== undefined) await claimOutputs([given.checkpoint], { inputs, force: given.force });

    const startedAt = performance.now();
    const roads = await readRoadsFor(input, given, io);
    const travel = roads?.travel ?? config.options.travel;
    const { plan, fault } = await search(input, withTravel(config, travel), files, io, { ...given, incumbent: incumbent?.plan });
    const seconds = (performance.now() - startedAt) / 1000;

    const { texts, scorecard } = planFiles(input, plan, {
        previous: await readCalendars(files.out, names),
        ...(csv === undefined ? {} : { csv }),
        ...(tiles === undefined ? {} : { tiles }),
        ...(travel === undefined ? {} : { travel }),
    });
    const results = await writeOutputs({
        ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [join(files.out, name), text])),
        ...rejectedText,
    });
    const nothingPlanned = scorecard.total.visitsDue > 0 && scorecard.total.visitsPlanned === 0;
    const notes = [
        ...input.notes,
        ...(roads?.notes ?? []),
        ...(incumbent?.notes ?? []),
        ...describeMissingFactors(input.accounts, plan.scores),
        ...(fault === undefined ? [] : [fault]),
    ];
    const paths = given.checkpoint === undefined || fault !== undefined ? results : [...results, given.checkpoint];
    const document = {
        command: 'plan',
        seconds,
        cancelled: io.signal.aborted,
        files: paths,
        scorecard,
        territoryViolations: plan.alignment.violations,
        unscheduled: plan.calendar.unscheduled,
        inputs: input.readings,
        rejected: rejectionsDocument(input.rejected),
        notes,
    };
    const text = [
        scorecardText(scorecard),
        ...capacityLines(scorecard, plan.calendar, input, plan.scores),
        ...unscheduledLines(plan.calendar, input.reps),
        '',
        ...(io.signal.aborted ? ['Stopped early; this is the best plan that was found.'] : []),
        ...readingLines(input.readings),
        ...rejectionLines(input.rejected, listPath),
        ...notes,
        `Planned in ${seconds.toFixed(1)} seconds. Written:`,
        ...writtenLines(files.out, paths),
        '',
    ].join('\n');
    return { exitCode: nothingPlanned ? EXIT.infeasible : EXIT.done, document, text };
}

async function readRoadsFor({ accounts, reps }: PlanInput, given: PlanArguments, io: CliIo): Promise<RoadReading | undefined> {
    const bar = startProgressBar(io, given.json === true);
    try {
        return await readTravel(given, accounts, reps, {
            signal: io.signal,
            onProgress: ({ fraction }) => bar.update(fraction, 'roads'),
        });
    } finally {
        bar.stop();
    }
}

function withTravel(config: PlanConfig, travel: FieldTravel | undefined): PlanConfig {
    return travel === undefined ? config : { ...config, options: { ...config.options, travel } };
}

/** Calendars that are there already, by name. */
async function readCalendars(folder: string, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const texts = new Map<string, string>();
    for (const name of names) {
        if (!name.endsWith('.ics')) continue;
        const text = await readFile(join(folder, name), 'utf8').catch(() => undefined);
        if (text !== undefined) texts.set(name, text);
    }
    return texts;
}

function readCsvForm(given: string | undefined, collector: IssueCollector): CsvOptions | undefined {
    if (given === undefined || given === 'excel') return given === undefined ? undefined : EXCEL_WITH_COMMA;
    collector.add('unknown-option', ['--csv'], 'is not a known form', { received: given, expected: "'excel'" });
    return undefined;
}

/** Paths of the results; of the reps' calendars, which may be many, their folder. */
function writtenLines(folder: string, paths: readonly string[]): string[] {
    const calendars = paths.filter((path) => dirname(path) === join(folder, 'calendars'));
    const others = paths.filter((path) => !calendars.includes(path));
    const count = `${calendars.length} calendar${calendars.length === 1 ? '' : 's'}, one for each rep`;
    return [
        ...others.map((path) => `  ${path}${path.endsWith('.html') ? '  (open this one)' : ''}`),
        ...(calendars.length === 0 ? [] : [`  ${join(folder, 'calendars')}  (${count})`]),
    ];
}

async function search(
    input: PlanInput,
    config: PlanConfig,
    files: { readonly accounts: string; readonly reps: string },
    io: CliIo,
    {
        json,
        checkpoint,
        incumbent,
    }: Pick<PlanArguments, 'json' | 'checkpoint'> & { readonly incumbent: IncumbentPlan | undefined },
): Promise<{ readonly plan: BeatPlan; readonly fault: string | undefined }> {
    const bar = startProgressBar(io, json === true);
    const writer = checkpoint === undefined ? undefined : new CheckpointWriter(checkpoint);
    try {
        const plan = await planBeatsAsync(input.accounts, input.reps, {
            ...config.options,
            ...(incumbent === undefined ? {} : { incumbent }),
            ...(writer === undefined ? {} : { onCheckpoint: (best) => writer.take(best) }),
            signal: io.signal,
            onProgress: ({ fraction, stage, repsDone, reps }) =>
                bar.update(fraction, stage === 'visits' ? `visits of ${repsDone} / ${reps} reps` : stage),
        });
        return { plan, fault: await writer?.finish(plan) };
    } catch (error) {
        if (!(error instanceof BeatplanError) || error.issues.length === 0) throw error;
        throw new BeatplanError(
            error.code,
            'The plan has problems:',
            error.issues.map((issue) => atOrigin(issue, config, files)),
        );
    } finally {
        await writer?.stop();
        bar.stop();
    }
}

// The planner speaks of `options.weeks` and `accounts[3]`; a person wrote `--weeks` and a row of a file.
function atOrigin(issue: Issue, config: PlanConfig, files: { readonly accounts: string; readonly reps: string }): Issue {
    const [root, ...rest] = issue.path;
    if (root === 'options' && rest.length > 0) return { ...issue, path: config.originOf(rest) };
    if (root !== 'accounts' && root !== 'reps') return issue;
    const [key, ...within] = rest;
    return { ...issue, path: [files[root], ...(typeof key === 'number' ? [`item ${key + 1}`] : []), ...within] };
}
