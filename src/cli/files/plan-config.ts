import { IssueCollector, type IssuePath } from '../../core/index.js';
import type { PlanOptions } from '../../planning/index.js';
import { checkPlanOptions } from '../../planning/internal.js';
import { readNumberOption } from '../terminal/number-option.js';
import { readSettings, type Settings, type SettingsArguments } from './settings-file.js';

/** Options of `beatplan plan` that end up in the plan's own options. */
export interface ConfigArguments extends SettingsArguments {
    readonly weeks?: string;
    readonly start?: string;
    readonly seed?: string;
    readonly timeLimit?: string;
}

/** A plan's options with where each came from. */
export interface PlanConfig {
    readonly options: PlanOptions;
    /** How the tables are to be read. */
    readonly settings: Settings;
    /** Where a person set what stands at a path of the options: at `--weeks`, or in the configuration file. */
    readonly originOf: (path: IssuePath) => IssuePath;
}

const OPTION_NAMES: Readonly<Record<string, string>> = {
    weeks: '--weeks',
    start: '--start',
    seed: '--seed',
    'stop.seconds': '--time-limit',
};

/**
 * Joins the configuration file and the command line, which wins.
 *
 * What only the accounts show, `planBeats` checks, and `originOf` leads its issues back to the user's words.
 *
 * @param collector - receives the faults of the command line and of the file
 * @throws BeatplanError where the file cannot be read
 */
export async function readPlanConfig(given: ConfigArguments, collector: IssueCollector): Promise<PlanConfig> {
    const file = given.config;
    const fromCommandLine = definedOnly({
        weeks: readNumberOption(given.weeks, '--weeks', {}, collector),
        start: given.start,
        seed: readNumberOption(given.seed, '--seed', {}, collector),
    });
    const seconds = readNumberOption(given.timeLimit, '--time-limit', {}, collector);
    const settings = await readSettings(given, collector);
    const { stop } = settings.options;
    for (const key of ['signal', 'onProgress']) {
        if (key in settings.options) collector.add('unknown-key', [file ?? '--config', key], 'is not a known key');
    }
    const options = {
        start: comingMonday(new Date()),
        ...settings.options,
        ...fromCommandLine,
        ...(seconds !== undefined && isObjectOrAbsent(stop) ? { stop: { ...stop, seconds } } : {}),
    };
    const isFromCommandLine = (path: IssuePath): boolean =>
        path[0] in fromCommandLine || (seconds !== undefined && path.join('.') === 'stop.seconds');
    const originOf = (path: IssuePath): IssuePath =>
        isFromCommandLine(path) || file === undefined ? [OPTION_NAMES[path.join('.')] ?? path.join('.')] : [file, ...path];
    const planOptions = options as unknown as PlanOptions;
    // What needs no accounts is told with the faults of the command line; the planner asks for the rest.
    const found = new IssueCollector();
    checkPlanOptions(planOptions, found, { accounts: [], reps: undefined });
    for (const { path, ...issue } of found.issues) collector.addAll([{ ...issue, path: originOf(path.slice(1)) }]);
    return { options: planOptions, settings, originOf };
}

// Whatever else stands there is left to the planner, which names the fault.
function isObjectOrAbsent(value: unknown): value is object | undefined {
    return value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value));
}

/** The first Monday after a day, `YYYY-MM-DD`. */
export function comingMonday(day: Date): string {
    const monday = new Date(Date.UTC(day.getFullYear(), day.getMonth(), day.getDate()));
    const untilMonday = (8 - monday.getUTCDay()) % 7 || 7;
    monday.setUTCDate(monday.getUTCDate() + untilMonday);
    return monday.toISOString().slice(0, 10);
}

function definedOnly(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
    return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
