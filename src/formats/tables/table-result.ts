import {
    BeatplanError,
    checkStructure,
    type DecimalMark,
    type ErrorCode,
    type Issue,
    IssueCollector,
    isEmptyNumber,
    oneOf,
    optional,
    showValue,
} from '../../core/index.js';
import { type AddressColumns, findAddress } from './address-columns.js';
import { Cells } from './cells.js';
import {
    type ColumnChoice,
    type ColumnMap,
    type ColumnMatch,
    type Field,
    matchColumns,
    namedPositions,
    POSITION,
} from './columns.js';
import { holdsPositions } from './position-column.js';
import { readPositionText } from './position-text.js';
import { addLoneCell, addTotal, isTotal, readTable, type Table, type TableRow } from './table.js';
import { countFilled } from './table-layout.js';

/** What {@link parseAccountsCsv} and {@link parseRepsCsv} take; `Name` is a field of theirs. */
export interface TableOptions<Name extends string> {
    /**
     * Columns by field, where the usual names do not find them: `{ id: 'Store No.' }`. A list is tried in order before the usual
     * names, `{ latitude: ['GPS north', 'Nord'] }`; null leaves the field empty, whatever the columns are called: `{ tier: null }`.
     */
    readonly columns?: Readonly<Partial<Record<Name, string | readonly string[] | null>>>;
    /** Between cells; default: found by structure among `,` `;` tab `|`. */
    readonly delimiter?: string;
    /**
     * The mark before decimals; default what the numbers themselves show, then the coordinates and the delimiter. A number that
     * reads in two ways all the same is an `ambiguous-number` issue.
     */
    readonly decimalMark?: DecimalMark;
}

/** An optional cell that could not be read; its row is used without it. */
export interface DroppedCell<Name extends string> {
    /** Number of the row. */
    readonly row: number;
    readonly field: Name;
    /** One of the result's `issues`. */
    readonly issue: Issue;
    /** What is assumed instead, `'no potential'`. */
    readonly assumed: string;
}

/** What a table holds, with its faults and how it was read. */
export interface TableResult<Item, Name extends string> {
    /** Of all rows whose required cells are sound, in table order; without what `droppedCells` lists. */
    readonly items: readonly Item[];
    /** Number of the row of each item. */
    readonly itemRows: readonly number[];
    /** By row and column. Paths are the row as a spreadsheet counts it and the column's own name: `['row 17', 'Latitude']`. */
    readonly issues: readonly Issue[];
    /** Faulty cells of rows that are used all the same, in the order of `issues`. */
    readonly droppedCells: readonly DroppedCell<Name>[];
    /** The column that was taken for each field. */
    readonly columns: Readonly<Partial<Record<Name, string>>>;
    /** Columns of which nothing was read, in table order. Their cells are in `data`, as are those of addresses and currencies. */
    readonly unused: readonly string[];
    /** Numbers of the rows that are not in `items`, ascending. */
    readonly rejectedRows: readonly number[];
    /** What could be read of rejected rows that are no footers, in table order; positions and hours may be missing or faulty. */
    readonly rejectedItems: readonly Item[];
    /** Number of the row of each rejected item. */
    readonly rejectedItemRows: readonly number[];
    /** What was assumed, in sentences for a person. */
    readonly notes: readonly string[];
}

type Choices<Name extends string> = Readonly<Partial<Record<Name, ColumnChoice>>>;

/** How the rows of one kind of table become items. */
export interface TableKind<Item, Name extends string> {
    /** As a person calls the table, `'The table of reps'`. */
    readonly what: string;
    readonly fields: Readonly<Record<Name, Field>>;
    /** Words that may stand next to `latitude` and `longitude`, in order of preference. */
    readonly sources: readonly string[];
    readonly readRow: (row: TableRow, cells: Cells) => Item;
    /** Adds issues with paths `[index, key, ...]`. */
    readonly check: (items: readonly Item[], collector: IssueCollector) => void;
    /** What is assumed where an optional cell cannot be read, by field. */
    readonly assumed: Readonly<Partial<Record<Name, string>>>;
    /** What was assumed about the columns that were taken, by field. */
    readonly assume?: (columns: Readonly<Partial<Record<Name, string>>>, cells: Cells) => readonly string[];
}

/** Reads a table: what one row breaks is an issue, what breaks the whole table is thrown. */
export function readItems<Item, Name extends string>(
    text: string,
    kind: TableKind<Item, Name>,
    options: TableOptions<Name>,
): TableResult<Item, Name> {
    if (typeof text === 'string' && /^\uFEFF?\s*(?:\{\s*"|\[\s*\{)/.test(text)) {
        const hint = 'parseAccounts and parseReps, readAccounts and readReps take GeoJSON and JSON as well';
        throw new BeatplanError('unknown-format', `${kind.what} cannot be read.`, [
            { code: 'unknown-format', path: [], message: 'is JSON, not a table', expected: 'delimited text', hint },
        ]);
    }
    const collector = new IssueCollector();
    const choices = (options.columns ?? {}) as Choices<Name>;
    const isHeader = (cells: readonly string[]): boolean => {
        const found = new IssueCollector();
        const headers = cells.map((cell) => cell.trim());
        matchColumns(headers, kind, choices, found);
        return found.issues.every(({ code }) => code !== 'missing-column');
    };
    const table = readTable(text, collector, { delimiter: options.delimiter, isHeader });
    return readRows(table, kind, options, collector);
}

/** Makes items of the rows of a table; `collector` holds what was found in it so far. */
export function readRows<Item, Name extends string>(
    table: Table,
    kind: TableKind<Item, Name>,
    { columns: choices, decimalMark }: TableOptions<Name>,
    collector: IssueCollector,
): TableResult<Item, Name> {
    const columnIssues = new IssueCollector();
    const match = matchColumns(table.headers, kind, (choices ?? {}) as Choices<Name>, columnIssues);
    const placed = placeColumns(table, kind, (choices ?? {}) as Choices<Name>, match, columnIssues);
    checkStructure(optional(oneOf(['.', ','])), decimalMark, columnIssues, ['options', 'decimalMark']);
    if (columnIssues.issues.length > 0) {
        columnIssues.addAll(collector.issues);
        columnIssues.throwIfAny(kind.what);
    }
    const { columns, notes } = dropDoubtful(table, kind.fields, placed);
    const choice = (choices as Readonly<Record<string, ColumnChoice | undefined>> | undefined)?.['address'];
    const isJoined = Object.hasOwn(kind.fields, 'address') && choice !== null && !columns.has('address');
    const latitude = columns.get('latitude') ?? columns.get(POSITION);
    const addressColumns = isJoined
        ? findAddress(table.headers, kind.sources, latitude === undefined ? undefined : table.headers[latitude])
        : {};
    const cells = new Cells(table, columns, collector, { ...(decimalMark && { decimalMark }), addressColumns });
    const rows = table.rows.filter((row) => !isFooter(row, cells, table, collector));
    const items = checkItems(
        rows.map((row) => kind.readRow(row, cells)),
        kind,
        rows,
        cells,
    );
    const headers: Partial<Record<string, string>> = {};
    for (const field of Object.keys(kind.fields)) {
        const column = columns.get(field);
        if (column !== undefined) headers[field] = table.headers[column];
    }
    const used = new Set([...columns.values(), ...Object.values(addressColumns), ...cells.currencyColumns]);
    keepSecondRows(rows, cells, kind.fields, collector);
    const dropped = cells.faults.filter(({ field }) => isOptional(kind.fields, field));
    const ofCells = new Set(dropped.map(({ issue }) => issue));
    const faulty = new Set(collector.issues.filter((issue) => !ofCells.has(issue)).map(rowOf));
    const titles =
        table.headerRow === table.firstRow ? [] : [`Column names are in row ${table.headerRow}; the rows above were left out.`];
    const sound = rows.flatMap(({ number }, i) => (faulty.has(number) ? [] : [i]));
    const place = (a: Issue, b: Issue): number => rowOf(a) - rowOf(b) || columnOf(a, table) - columnOf(b, table);
    return {
        items: sound.map((i) => items[i]),
        itemRows: sound.map((i) => rows[i].number),
        issues: collector.issues.sort(place),
        droppedCells: dropped
            .filter(({ row }) => !faulty.has(row))
            .sort((a, b) => place(a.issue, b.issue))
            .map(({ row, field, issue }) => {
                const name = field as Name;
                return { row, field: name, issue, assumed: kind.assumed[name] ?? 'no value' };
            }),
        columns: headers as Partial<Record<Name, string>>,
        unused: table.headers.filter((header, column) => header !== '' && !used.has(column)),
        rejectedRows: [...faulty].sort((a, b) => a - b),
        rejectedItems: items.filter((_, i) => faulty.has(rows[i].number)),
        rejectedItemRows: rows.flatMap(({ number }) => (faulty.has(number) ? [number] : [])),
        notes: [
            ...titles,
            ...notes,
            ...cells.positionNotes,
            ...addressNote(table, addressColumns),
            ...(kind.assume?.(headers as Partial<Record<Name, string>>, cells) ?? []),
        ],
    };
}

/**
 * Decides by its cells which column holds whole positions, where there are no columns for latitude and longitude: one that is called so,
 * else any that holds nothing else.
 */
function placeColumns<Item, Name extends string>(
    table: Table,
    kind: TableKind<Item, Name>,
    choices: Readonly<Record<string, ColumnChoice | undefined>>,
    match: ColumnMatch,
    collector: IssueCollector,
): ColumnMatch {
    const { fields } = kind;
    const { columns, named } = match;
    const isMissing = ({ code, path }: Issue): boolean =>
        code === 'missing-column' && (path[0] === 'latitude' || path[0] === 'longitude');
    if (!Object.hasOwn(fields, POSITION) || named.has(POSITION) || table.rows.length === 0) return match;
    const isNamed = columns.has(POSITION);
    if (!isNamed && !collector.issues.some(isMissing)) return match;
    const taken = new Set([...columns].flatMap(([field, column]) => (field === POSITION ? [] : [column])));
    const isFree = (column: number): boolean => !taken.has(column);
    const textsOf = (column: number): string[] => table.rows.map(({ cells }) => cells[column] ?? '');
    const byName = namedPositions(table.headers, fields, isFree);
    const at =
        byName.find((column) => holdsPositions(textsOf(column), true)) ??
        table.headers.findIndex((_, column) => isFree(column) && holdsPositions(textsOf(column), false));
    if (at < 0) {
        const isFilled = isNamed && textsOf(columns.get(POSITION) as number).some((text) => readPositionText(text) !== undefined);
        // A 'Location' with names of cities is not the column that is missing.
        return isFilled || !isNamed ? match : matchColumns(table.headers, kind, { ...choices, [POSITION]: null }, collector);
    }
    const others = collector.issues.filter((issue) => !isMissing(issue));
    collector.issues.splice(0, collector.issues.length, ...others);
    const placed = new Map([...columns].filter(([field]) => field !== 'latitude' && field !== 'longitude'));
    return { columns: placed.set(POSITION, at), named };
}

function addressNote({ headers }: Table, columns: AddressColumns): string[] {
    const names = Object.values(columns).map((column) => `'${headers[column]}'`);
    return names.length === 0 ? [] : [`Addresses were read from ${names.join(', ')}.`];
}

// Doubt needs some evidence.
const FEWEST_DOUBTFUL = 3;

/** The columns without those that were found by name and whose cells mostly hold something else. */
function dropDoubtful(
    table: Table,
    fields: Readonly<Record<string, Field>>,
    { columns, named }: ColumnMatch,
): { readonly columns: ColumnMap; readonly notes: readonly string[] } {
    const kept = new Map(columns);
    const notes: string[] = [];
    for (const [field, column] of columns) {
        const { accepts, content, required } = fields[field];
        if (accepts === undefined || required === true || named.has(field)) continue;
        const filled = table.rows.map(({ cells }) => (cells[column] ?? '').trim()).filter((text) => !isEmptyNumber(text));
        const doubtful = filled.filter((text) => !accepts(text));
        if (doubtful.length < FEWEST_DOUBTFUL || doubtful.length <= filled.length / 2) continue;
        kept.delete(field);
        const example = showValue(doubtful[0]);
        notes.push(
            `'${table.headers[column]}' was not read as ${field}: most of its cells, such as ${example}, are not ${content}.`,
        );
    }
    return { columns: kept, notes };
}

/** Whether a row is no item but a footer or a line of totals; adds an issue if it is. */
function isFooter(row: TableRow, cells: Cells, table: Table, collector: IssueCollector): boolean {
    const id = cells.text(row, 'id');
    const filled = countFilled(row.cells);
    if (filled === 1 && table.headers.length > 2 && (id === undefined || /\s/.test(id))) {
        addLoneCell(row.number, row.cells, collector);
        return true;
    }
    const first = row.cells.find((cell) => cell.trim() !== '')?.trim() ?? '';
    if (!isTotal(first) || filled === row.cells.length || (id !== undefined && id !== first)) return false;
    addTotal(row.number, first, collector);
    return true;
}

/** The items of a table that has no issue at all. */
export function requireItems<Item>(what: string, { items, issues }: TableResult<Item, string>): Item[] {
    if (issues.length === 0) return [...items];
    const count = issues.length === 1 ? 'a problem' : `${issues.length} problems`;
    throw new BeatplanError('invalid-input', `${what} has ${count}:`, issues);
}

/** Codes of a position's issues that lie with its longitude; all others are shown at its latitude. */
const AT_LONGITUDE: readonly ErrorCode[] = ['invalid-longitude'];

/** Checks items; those with a faulty optional field are checked again without it, since a fault can hide others of its row. */
function checkItems<Item, Name extends string>(
    read: readonly Item[],
    { check, fields }: TableKind<Item, Name>,
    rows: readonly TableRow[],
    cells: Cells,
): readonly Item[] {
    const firstRows = new Map<string, number>();
    for (const row of rows) {
        const id = cells.text(row, 'id');
        if (id !== undefined && !firstRows.has(id)) firstRows.set(id, row.number);
    }
    const items = [...read];
    for (let isChanged = true; isChanged; ) {
        const found = new IssueCollector();
        check(items, found);
        isChanged = false;
        for (const issue of found.issues) {
            const field = translateIssue(issue, rows, cells, firstRows);
            const index = issue.path[0] as number;
            if (!isOptional(fields, field) || !Object.hasOwn(items[index] as object, field)) continue;
            const { [field as keyof Item]: _, ...others } = items[index];
            items[index] = others as Item;
            isChanged = true;
        }
    }
    return items;
}

/** Takes back that an id is there twice, where every row before that has it is left out for another fault. */
function keepSecondRows(
    rows: readonly TableRow[],
    cells: Cells,
    fields: Readonly<Record<string, Field>>,
    collector: IssueCollector,
): void {
    const twice = new Map<number, Issue>();
    const faulty = new Set<number>();
    for (const { row, field, issue } of cells.faults) {
        if (issue.code === 'duplicate-id') twice.set(row, issue);
        else if (!isOptional(fields, field)) faulty.add(row);
    }
    if (twice.size === 0 || faulty.size === 0) return;
    const kept = new Set<Issue>();
    const used = new Set<string>();
    for (const row of rows) {
        const id = cells.text(row, 'id');
        if (id === undefined || faulty.has(row.number)) continue;
        const issue = twice.get(row.number);
        if (issue !== undefined && !used.has(id)) kept.add(issue);
        used.add(id);
    }
    if (kept.size === 0) return;
    const others = collector.issues.filter((issue) => !kept.has(issue));
    collector.issues.splice(0, collector.issues.length, ...others);
}

function isOptional(fields: Readonly<Record<string, Field>>, field: string): boolean {
    return field !== POSITION && Object.hasOwn(fields, field) && fields[field].required !== true;
}

/**
 * Reports an issue of an item at its cell, and each cell once: what could not be read has further faults that the check finds in
 * what is in its place.
 *
 * @returns the field of the issue
 */
function translateIssue(issue: Issue, rows: readonly TableRow[], cells: Cells, firstRows: ReadonlyMap<string, number>): string {
    const [index, key] = issue.path as [number, string | undefined];
    const row = rows[index];
    const isPosition = key === 'position' || key === 'home';
    const field = isPosition
        ? cells.header(POSITION) !== undefined
            ? POSITION
            : AT_LONGITUDE.includes(issue.code)
              ? 'longitude'
              : 'latitude'
        : (key ?? 'id');
    if (
        cells.isFaulty(row, field) ||
        (isPosition && field !== POSITION && (cells.isFaulty(row, 'latitude') || cells.isFaulty(row, 'longitude')))
    ) {
        return field;
    }
    const text = cells.text(row, field) ?? '';
    const isDuplicate = issue.code === 'duplicate-id';
    const { code, path: _, message, ...details } = issue;
    if (isPosition && code === 'swapped-coordinates') {
        // Tables have no [lng, lat].
        const written =
            field === POSITION ? cells.text(row, field) : `${cells.text(row, 'latitude')}, ${cells.text(row, 'longitude')}`;
        const hint = 'exchange latitude and longitude';
        cells.fail(row, field, code, 'looks exchanged with the longitude', { received: written, hint });
        return field;
    }
    cells.fail(row, field, code, isDuplicate ? `stands in row ${firstRows.get(text)} already` : message, {
        ...details,
        ...(isPosition || text === '' ? {} : { received: text }),
    });
    return field;
}

function rowOf(issue: Issue): number {
    const row = /^row (\d+)$/.exec(String(issue.path[0] ?? ''));
    return row === null ? 0 : Number(row[1]);
}

function columnOf(issue: Issue, table: Table): number {
    return table.headers.indexOf(String(issue.path[1] ?? ''));
}
