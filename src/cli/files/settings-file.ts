import {
    anything,
    BeatplanError,
    checkStructure,
    type DecimalMark,
    type IssueCollector,
    type IssuePath,
    nearestWord,
    optional,
    RENAMED_LIMITS,
    record,
    strict,
} from '../../core/index.js';
import { type ColumnChoice, readAccounts, readReps } from '../../formats/index.js';
import { readJsonFile } from './json-file.js';

/** Options of every command that reads tables. */
export interface SettingsArguments {
    readonly config?: string;
    /** `field=column`, once for each `--columns`. */
    readonly columns?: readonly string[];
    /** The mark before decimals of all tables: `.` or `,`. */
    readonly decimalMark?: string;
}

/** Options of every command that reads accounts, reps or plans. */
export interface InputArguments extends SettingsArguments {
    /** Whether one faulty row refuses its file. */
    readonly strict?: boolean;
    /** Where the list of what was left out goes. */
    readonly rejected?: string;
}

/** Columns by field, as the readers of `formats` take them. */
export type ColumnChoices = Readonly<Record<string, ColumnChoice>>;

/** The user's columns by table. */
export interface ColumnNames {
    readonly accounts?: ColumnChoices;
    readonly reps?: ColumnChoices;
    /** A table of units and territories. */
    readonly plan?: ColumnChoices;
    /** Results of a period. */
    readonly calls?: ColumnChoices;
    readonly orders?: ColumnChoices;
    readonly quotas?: ColumnChoices;
}

/** What a settings file and `--columns` say. */
export interface Settings {
    readonly columns: ColumnNames;
    /** The mark before decimals, if the user says so. */
    readonly decimalMark?: DecimalMark;
    /** All other keys of the file: options of a plan, unchecked. */
    readonly options: Readonly<Record<string, unknown>>;
}

const TABLES = ['accounts', 'reps', 'plan', 'calls', 'orders', 'quotas'] as const;

// What a plan takes: one file serves all commands, each of which uses what concerns it.
const PLAN_KEYS = [
    'start',
    'weeks',
    'travel',
    'holidays',
    'absences',
    'dueAfter',
    'visitValues',
    'costs',
    'stop',
    'seed',
    'scoring',
    'territory',
];

const columnsSchema = strict(Object.fromEntries(TABLES.map((table) => [table, optional(record(anything()))])));

/**
 * Reads the file behind `--config` and joins its `columns` with those of the command line, which win.
 *
 * @param collector - receives the faults
 * @throws BeatplanError if the file cannot be read
 */
export async function readSettings(given: SettingsArguments, collector: IssueCollector): Promise<Settings> {
    const { config, columns = [], decimalMark } = given;
    const { columns: named = {}, ...options } = config === undefined ? {} : await readJsonFile(config);
    checkStructure(columnsSchema, named, collector, [...(config === undefined ? [] : [config]), 'columns']);
    const fromFile = (typeof named === 'object' && named !== null ? named : {}) as ColumnNames;
    const fromCommandLine = readColumns(columns, collector);
    for (const [table, choices] of Object.entries(fromFile)) {
        for (const [field, choice] of Object.entries(choices ?? {})) {
            if (choice === null || typeof choice === 'string') continue;
            if (Array.isArray(choice) && choice.every((name) => typeof name === 'string')) continue;
            const expected = 'a column name, a list of them, or null to leave the field empty';
            const path = [config as string, 'columns', table, field];
            collector.add('invalid-type', path, 'must be the name of a column', { received: choice, expected });
        }
    }
    for (const table of ['accounts', 'reps'] as const) {
        checkFields(table, fromFile[table], [config ?? '--config', 'columns', table], collector);
        checkFields(table, fromCommandLine[table], ['--columns'], collector);
    }
    const joined = TABLES.flatMap((table) => {
        const choices = { ...fromFile[table], ...fromCommandLine[table] };
        return Object.keys(choices).length === 0 ? [] : [[table, choices] as const];
    });
    const isMark = decimalMark === '.' || decimalMark === ',';
    if (decimalMark !== undefined && !isMark) {
        const details = { received: decimalMark, expected: "'.' or ','" };
        collector.add('unknown-option', ['--decimal-mark'], 'is not a mark before decimals', details);
    }
    return {
        columns: Object.fromEntries(joined) as ColumnNames,
        ...(isMark ? { decimalMark } : {}),
        options,
    };
}

/** Adds an issue for each field that the reader of a table does not know. */
function checkFields(
    table: 'accounts' | 'reps',
    choices: ColumnChoices | undefined,
    path: IssuePath,
    collector: IssueCollector,
): void {
    if (choices === undefined) return;
    // What has no column either way: the reader tells which of the fields there are.
    const columns = Object.fromEntries(Object.keys(choices).map((field) => [field, null]));
    try {
        if (table === 'accounts') readAccounts('id\n', { columns });
        else readReps('id\n', { columns });
    } catch (error) {
        if (!(error instanceof BeatplanError)) throw error;
        const unknown = error.issues.filter(({ code, path: [, key] }) => code === 'unknown-key' && key === 'columns');
        collector.addAll(unknown.map((issue) => ({ ...issue, path: [...path, ...issue.path.slice(2)] })));
    }
}

/** How a table is to be read, by what the user says about all of them. */
export function inputRules(
    { columns, decimalMark }: Settings,
    table: (typeof TABLES)[number],
    strict: boolean | undefined,
): {
    readonly columns: ColumnChoices | undefined;
    readonly decimalMark: DecimalMark | undefined;
    readonly strict: boolean | undefined;
} {
    return { columns: columns[table], decimalMark, strict };
}

/** Adds an issue for each key of a settings file that no command knows; `plan` leaves that to the planner. */
export function checkSettingKeys({ options }: Settings, config: string | undefined, collector: IssueCollector): void {
    for (const key of Object.keys(options)) {
        if (PLAN_KEYS.includes(key)) continue;
        collector.add('unknown-key', [config ?? '--config', key], 'is not a known key', { hint: hintAtKey(key) });
    }
}

function hintAtKey(key: string): string {
    if (Object.hasOwn(RENAMED_LIMITS, key)) return `use '${RENAMED_LIMITS[key]}'`;
    const near = nearestWord(key, [...PLAN_KEYS, 'columns']);
    return near === undefined ? `known keys: columns, ${PLAN_KEYS.join(', ')}` : `did you mean '${near}'?`;
}

/** `latitude=GPS north` of accounts, `reps.hours=When` of reps; nothing behind the sign leaves the field empty. */
function readColumns(texts: readonly string[], collector: IssueCollector): ColumnNames {
    const choices: Record<string, Record<string, ColumnChoice>> = {};
    for (const text of texts) {
        const parts = /^\s*(?:(accounts|reps|plan|calls|orders|quotas)\.)?(\w+)\s*=(.*)$/s.exec(text);
        if (parts === null) {
            const expected = "field=column, such as 'latitude=GPS north' or 'reps.hours=When'";
            collector.add('invalid-type', ['--columns'], 'must be the name of a column', { received: text, expected });
            continue;
        }
        const [, table = 'accounts', field, column] = parts;
        choices[table] = { ...choices[table], [field]: column.trim() === '' ? null : column.trim() };
    }
    return choices;
}
