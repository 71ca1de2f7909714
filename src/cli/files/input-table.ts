import { BeatplanError, type DecimalMark, type Issue } from '../../core/index.js';
import {
    type AccountField,
    type RepField,
    readAccounts,
    readReps,
    type TableOptions,
    type TableResult,
} from '../../formats/index.js';
import { greatCircleDistance } from '../../geo/index.js';
import { type Account, type AccountFinding, auditAccounts, type Rep } from '../../market/index.js';
import { prefixIssues } from '../terminal/describe-error.js';
import { parseJson } from './json-file.js';
import { readTextFile, type TextFile } from './read-text-file.js';
import type { Rejection } from './rejections.js';
import type { ColumnChoices } from './settings-file.js';

/** How an input is to be read. */
export interface InputRules {
    readonly columns?: ColumnChoices | undefined;
    /** The mark before decimals; default what the table shows. */
    readonly decimalMark?: DecimalMark | undefined;
    /** Whether one faulty row refuses the whole file. */
    readonly strict?: boolean | undefined;
}

/** How a file was read, for people and machines. */
export interface Reading {
    readonly file: string;
    readonly kind: 'accounts' | 'reps' | 'calls' | 'orders' | 'quotas';
    /** Rows that are used. */
    readonly rows: number;
    /** The column of each field. */
    readonly columns: Readonly<Partial<Record<string, string>>>;
    /** Columns that hold no field. */
    readonly unused: readonly string[];
    /** What was assumed, and what is doubtful. */
    readonly notes: readonly string[];
}

/** The sound rows of a file, and what was left out. */
export interface InputTable<Row> {
    readonly rows: readonly Row[];
    /** Number of the row of each, in the file. */
    readonly rowNumbers: readonly number[];
    readonly rejected: readonly Rejection[];
    /** What could be read of the rows that were left out, and their numbers. */
    readonly lost: readonly Row[];
    readonly lostRows: readonly number[];
    readonly reading: Reading;
}

/**
 * Reads accounts from a table, GeoJSON or JSON. Rows with faults, accounts at (0, 0) and those whose coordinates are exchanged or
 * have the wrong sign are left out, or refuse the file if the rules are strict.
 *
 * @throws BeatplanError with the file in each path; if there is no sound row, with the faults of all
 */
export async function readAccountsFile(file: string, rules: InputRules = {}): Promise<InputTable<Account>> {
    return accountsOf(file, await readTextFile(file), rules);
}

/** {@link readAccountsFile} for a text that was read. */
export function accountsOf(file: string, { text, note }: TextFile, rules: InputRules = {}): InputTable<Account> {
    const content = parsed(file, text);
    // Misplaced accounts are looked for first, so that strict rules name them too.
    const { result, rejected: faulty } = keepSound(file, '', { ...rules, strict: false }, () =>
        readAccounts(content, tableOptions<AccountField>(rules)),
    );
    const { accounts, rowNumbers, misplaced, lost, lostRows, doubts } = findMisplaced(file, result);
    const rejected = [...faulty, ...misplaced].sort((a, b) => rejectedRow(a) - rejectedRow(b));
    if (rejected.length > 0 && (rules.strict === true || accounts.length === 0)) throw refused(file, rejected);
    const notes = [...(note === undefined ? [] : [note]), ...result.notes, ...doubts];
    return {
        rows: accounts,
        rowNumbers,
        rejected,
        lost: [...result.rejectedItems, ...lost],
        lostRows: [...result.rejectedItemRows, ...lostRows],
        reading: { file, kind: 'accounts', rows: accounts.length, columns: result.columns, unused: result.unused, notes },
    };
}

/** The row that a rejection is about; 0 for the file as a whole. */
function rejectedRow({ issue }: Rejection): number {
    return Number(/^row (\d+)$/.exec(String(issue.path[0]))?.[1] ?? 0);
}

/**
 * Compares accounts with where reps live, and refuses a file whose latitudes and longitudes are all exchanged or have another sign.
 *
 * @throws BeatplanError `swapped-coordinates` or `mirrored-coordinates` with the file in the path
 */
export function checkAgainstHomes(file: string, { rows, reading: { columns } }: InputTable<Account>, reps: readonly Rep[]): void {
    const found = auditAccounts(rows, { homes: reps.map(({ home }) => home) }).find(
        ({ code, position, accountIds }) => isSlip(code) && position === undefined && accountIds.length > 1,
    );
    if (found === undefined) return;
    const { latitude, longitude, position } = columns;
    const isSwapped = found.code === 'swapped-coordinates';
    const hint =
        isSwapped && position !== undefined
            ? `call the column '${position}' 'longitude, latitude'; or 'latitude, longitude', if it is called so`
            : isSwapped && latitude !== undefined && longitude !== undefined
              ? `--columns "latitude=${longitude}" --columns "longitude=${latitude}" exchanges them`
              : found.fix;
    const issue = {
        code: found.code,
        path: [file],
        message: `${found.accountIds.length} accounts ${found.message}`,
        hint,
    } as const;
    throw new BeatplanError(found.code, `${file} has a problem:`, [issue]);
}

/** {@link readAccountsFile} for reps. */
export async function readRepsFile(file: string, rules: InputRules = {}): Promise<InputTable<Rep>> {
    const { text, note } = await readTextFile(file);
    const content = parsed(file, text);
    const { result, rejected } = keepSound(file, 'reps.', rules, () => readReps(content, tableOptions<RepField>(rules)));
    const { items, itemRows, rejectedItems, rejectedItemRows, columns, unused } = result;
    const notes = [...(note === undefined ? [] : [note]), ...result.notes];
    return {
        rows: items,
        rowNumbers: itemRows,
        rejected,
        lost: rejectedItems,
        lostRows: rejectedItemRows,
        reading: { file, kind: 'reps', rows: items.length, columns, unused, notes },
    };
}

function tableOptions<Name extends string>({ columns, decimalMark }: InputRules): TableOptions<Name> {
    return {
        ...(columns === undefined ? {} : { columns: columns as Partial<Record<Name, string>> }),
        ...(decimalMark === undefined ? {} : { decimalMark }),
    };
}

// Parsed here, where the line of a fault is found.
function parsed(file: string, text: string): string | object {
    return /^\uFEFF?\s*[{[]/.test(text) ? parseJson(file, text) : text;
}

/** The sound rows of a table and what was left out; refuses a table without any, or by strict rules with any fault. */
export function keepSound<Row, Name extends string>(
    file: string,
    prefix: string,
    { strict = false }: InputRules,
    read: () => TableResult<Row, Name>,
): { readonly result: TableResult<Row, Name>; readonly rejected: readonly Rejection[] } {
    let result: TableResult<Row, Name>;
    try {
        result = read();
    } catch (error) {
        if (!(error instanceof BeatplanError)) throw error;
        const issues = prefixIssues(error, [file]).map((issue) => hintAtColumns(issue, prefix));
        throw new BeatplanError(error.code, 'A table has a problem:', issues);
    }
    const assumedOf = new Map(result.droppedCells.map(({ issue, assumed }) => [issue, assumed]));
    const rejected = result.issues.map((issue): Rejection => {
        const assumed = assumedOf.get(issue);
        return assumed === undefined ? { file, issue, leftOut: 'row' } : { file, issue, leftOut: 'cell', assumed };
    });
    if (rejected.length > 0 && (strict || result.items.length === 0)) throw refused(file, rejected);
    return { result, rejected };
}

/** A missing column is named on the command line, which `columns` in code would not help. */
function hintAtColumns(issue: Issue, prefix: string): Issue {
    const { code, path, hint = '' } = issue;
    if (code !== 'missing-column' || path.length !== 2) return issue;
    const mapped = /(?:^| Then )map it: columns: \{ (\w+): '(.*?)' \};/.exec(hint);
    const found = mapped === null ? hint : hint.replace(mapped[0], '').trimStart();
    const [, field = path[1], column = 'YOUR COLUMN'] = mapped ?? [];
    return { ...issue, hint: `name it with --columns "${prefix}${field}=${column}"; ${found}` };
}

/** The error for a file that is refused for its rows. */
export function refused(file: string, rejected: readonly Rejection[]): BeatplanError {
    const issues = rejected.map(({ issue }): Issue => ({ ...issue, path: [file, ...issue.path] }));
    const count = issues.length === 1 ? 'a problem' : `${issues.length} problems`;
    return new BeatplanError('invalid-input', `${file} has ${count}:`, issues);
}

// No account lies here, unless others are near.
const AROUND_NULL_ISLAND = 300_000;

/** Accounts that are certainly not where the file says are left out; what is merely doubtful is told. */
function findMisplaced(
    file: string,
    { items, itemRows, columns }: TableResult<Account, AccountField>,
): {
    readonly accounts: readonly Account[];
    readonly rowNumbers: readonly number[];
    readonly misplaced: readonly Rejection[];
    readonly lost: readonly Account[];
    readonly lostRows: readonly number[];
    readonly doubts: readonly string[];
} {
    const indexOf = new Map(items.map(({ id }, i) => [id, i]));
    const isAtNull = ({ position: [lng, lat] }: Account): boolean => lng === 0 && lat === 0;
    const isAround = items.some((one) => !isAtNull(one) && greatCircleDistance(one.position, [0, 0]) < AROUND_NULL_ISLAND);
    const isKept = (_: unknown, i: number): boolean => !out.has(i);
    const isOut = (_: unknown, i: number): boolean => out.has(i);
    const out = new Set<number>();
    const misplaced: { readonly row: number; readonly rejection: Rejection }[] = [];
    // Again without what was left out, which hides the rest: a few accounts far away are strays, many are a market.
    for (;;) {
        const accounts = items.filter(isKept);
        const rowNumbers = itemRows.filter(isKept);
        const findings = auditAccounts(accounts);
        // A slip of the whole table has no position, and is certain only with homes.
        const certain = findings.filter(
            ({ code, position }) => (isSlip(code) && position !== undefined) || (code === 'null-island' && !isAround),
        );
        if (certain.length === 0) {
            const rowOf = new Map(accounts.map(({ id }, i) => [id, rowNumbers[i]]));
            misplaced.sort((a, b) => a.row - b.row);
            return {
                accounts,
                rowNumbers,
                misplaced: misplaced.map(({ rejection }) => rejection),
                lost: items.filter(isOut),
                lostRows: itemRows.filter(isOut),
                doubts: doubtLines(findings, rowOf),
            };
        }
        for (const { code, accountIds, message, fix, position } of certain) {
            const hint = position === undefined ? fix : `${fix}; [${position.join(', ')}] would lie among the others`;
            for (const id of accountIds) {
                const index = indexOf.get(id) as number;
                out.add(index);
                const path = [`row ${itemRows[index]}`, columns.latitude ?? columns.position ?? 'latitude'];
                const received = `[${items[index].position.join(', ')}]`;
                const issue = { code, path, message, received, hint };
                misplaced.push({ row: itemRows[index], rejection: { file, issue, leftOut: 'row' } });
            }
        }
    }
}

function isSlip(code: string): boolean {
    return code === 'swapped-coordinates' || code === 'mirrored-coordinates';
}

const MOST_NAMED = 3;

/** One line for each kind of doubt: how many accounts, the first of them, and what to do. */
function doubtLines(findings: readonly AccountFinding[], rowOf: ReadonlyMap<string, number>): string[] {
    return [...new Set(findings.map(({ code }) => code))].map((code) => {
        const alike = findings.filter((finding) => finding.code === code);
        const ids = alike.flatMap(({ accountIds }) => accountIds);
        const few = ids
            .slice(0, MOST_NAMED)
            .map((id) => `${id} in row ${rowOf.get(id)}`)
            .join(', ');
        const more = ids.length > MOST_NAMED ? ', …' : '';
        const { message, fix } = alike[0];
        const one = ids.length === 1 ? 'account' : 'accounts';
        return `${ids.length} ${one} (${few}${more}) ${ids.length === 1 ? message : message.replace(/^lies/, 'lie')}: ${fix} [${code}].`;
    });
}

/** How files were read, in a few lines for a person. */
export function readingLines(readings: readonly Reading[]): string[] {
    return readings.flatMap(({ file, kind, rows, columns, unused, notes }) => [
        `${file}: ${rows} ${rows === 1 ? kind.slice(0, -1) : kind} with ${Object.entries(columns).map(showColumn).join(', ')}${
            unused.length === 0 ? '' : `; not used: ${listColumns(unused)}`
        }.`,
        ...notes.map((note) => `  ${note}`),
    ]);
}

// A column that is called as its field needs no second name.
function showColumn([field, column = '']: readonly [string, string | undefined]): string {
    const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
    return plain(field) === plain(column) ? field : `${field} (${column})`;
}

const MOST_UNUSED = 12;

function listColumns(names: readonly string[]): string {
    const more = names.length - MOST_UNUSED;
    return more > 0 ? `${names.slice(0, MOST_UNUSED).join(', ')} and ${more} more` : names.join(', ');
}
