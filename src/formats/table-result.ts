import {
    BeatplanError,
    checkStructure,
    type DecimalMark,
    type ErrorCode,
    type Issue,
    IssueCollector,
    oneOf,
    optional,
} from '../core/index.js';
import { Cells } from './cells.js';
import { type Field, matchColumns } from './columns.js';
import { readTable, type Table, type TableRow } from './table.js';

/** What {@link parseAccountsCsv} and {@link parseRepsCsv} take; `Name` is a field of theirs. */
export interface TableOptions<Name extends string> {
    /** Header of the column that holds a field, where the usual names do not find it: `{ id: 'Store No.' }`. */
    readonly columns?: Readonly<Partial<Record<Name, string>>>;
    /** Between cells; default: the one of `,` `;` tab `|` that the first line has most. */
    readonly delimiter?: string;
    /**
     * The mark before decimals; default what the numbers themselves show, then the coordinates and the delimiter. A number that
     * reads in two ways all the same is an `ambiguous-number` issue.
     */
    readonly decimalMark?: DecimalMark;
}

/** What a table holds, with its faults. */
export interface TableResult<Item, Name extends string> {
    /** Of the rows without any issue, in table order. */
    readonly items: readonly Item[];
    /** By row and column. Paths are the row as a spreadsheet counts it and the column's own name: `['row 17', 'Latitude']`. */
    readonly issues: readonly Issue[];
    /** The column that was taken for each field. */
    readonly columns: Readonly<Partial<Record<Name, string>>>;
}

/** How the rows of one kind of table become items. */
export interface TableKind<Item, Name extends string> {
    /** As a person calls the table, `'The table of reps'`. */
    readonly what: string;
    readonly fields: Readonly<Record<Name, Field>>;
    readonly readRow: (row: TableRow, cells: Cells) => Item;
    /** Adds issues with paths `[index, key, ...]`. */
    readonly check: (items: readonly Item[], collector: IssueCollector) => void;
}

/** Reads a table: what one row breaks is an issue, what breaks the whole table is thrown. */
export function readItems<Item, Name extends string>(
    text: string,
    kind: TableKind<Item, Name>,
    options: TableOptions<Name>,
): TableResult<Item, Name> {
    const collector = new IssueCollector();
    const table = readTable(text, collector, options.delimiter);
    const columnIssues = new IssueCollector();
    const columns = matchColumns(table, kind.fields, options.columns ?? {}, columnIssues);
    checkStructure(optional(oneOf(['.', ','])), options.decimalMark, columnIssues, ['decimalMark']);
    columnIssues.throwIfAny(kind.what);
    const cells = new Cells(table, columns, collector, options.decimalMark);
    const items = table.rows.map((row) => kind.readRow(row, cells));
    const found = new IssueCollector();
    kind.check(items, found);
    translateIssues(found.issues, table.rows, cells);
    const faulty = new Set(collector.issues.map(rowOf));
    const headers: Partial<Record<string, string>> = {};
    for (const [field, column] of columns) headers[field] = table.headers[column];
    return {
        items: items.filter((_, i) => !faulty.has(table.rows[i].number)),
        issues: collector.issues.sort((a, b) => rowOf(a) - rowOf(b) || columnOf(a, table) - columnOf(b, table)),
        columns: headers as Partial<Record<Name, string>>,
    };
}

/** The items of a table that has no issue at all. */
export function requireItems<Item>(what: string, { items, issues }: TableResult<Item, string>): Item[] {
    if (issues.length === 0) return [...items];
    const count = issues.length === 1 ? 'a problem' : `${issues.length} problems`;
    throw new BeatplanError('invalid-input', `${what} has ${count}:`, issues);
}

/** Codes of a position's issues that lie with its longitude; all others are shown at its latitude. */
const AT_LONGITUDE: readonly ErrorCode[] = ['invalid-longitude'];

// A cell is reported once: what could not be read has further faults that the check finds in what stands in its place.
function translateIssues(issues: readonly Issue[], rows: readonly TableRow[], cells: Cells): void {
    const firstRows = new Map<string, number>();
    for (const row of rows) {
        const id = cells.text(row, 'id');
        if (id !== undefined && !firstRows.has(id)) firstRows.set(id, row.number);
    }
    for (const issue of issues) {
        const [index, key] = issue.path as [number, string | undefined];
        const row = rows[index];
        const isPosition = key === 'position' || key === 'home';
        const field = isPosition ? (AT_LONGITUDE.includes(issue.code) ? 'longitude' : 'latitude') : (key ?? 'id');
        if (cells.isFaulty(row, field) || (isPosition && (cells.isFaulty(row, 'latitude') || cells.isFaulty(row, 'longitude'))))
            continue;
        const text = cells.text(row, field) ?? '';
        const isDuplicate = issue.code === 'duplicate-id';
        const { code, path: _, message, ...details } = issue;
        cells.fail(row, field, code, isDuplicate ? `stands in row ${firstRows.get(text)} already` : message, {
            ...details,
            ...(isPosition || text === '' ? {} : { received: text }),
        });
    }
}

function rowOf(issue: Issue): number {
    const row = /^row (\d+)$/.exec(String(issue.path[0] ?? ''));
    return row === null ? 0 : Number(row[1]);
}

function columnOf(issue: Issue, table: Table): number {
    return table.headers.indexOf(String(issue.path[1] ?? ''));
}
