import Papa from 'papaparse';
import { BeatplanError, type IssueCollector } from '../../core/index.js';
import { countFilled, findLayout, trimEnd } from './table-layout.js';
import { unescapeFormulas } from './table-to-csv.js';
import { trimAroundQuotes } from './trim-around-quotes.js';

/** One row of a table: cells as text, and the row's number as a spreadsheet shows it. */
export interface TableRow {
    readonly number: number;
    readonly cells: readonly string[];
}

/** A table as text. */
export interface Table {
    readonly headers: readonly string[];
    /** Number of the row that holds them; rows above it are titles. */
    readonly headerRow: number;
    /** Number of the first row that is not blank. */
    readonly firstRow: number;
    /** Rows that are not blank. */
    readonly rows: readonly TableRow[];
    readonly delimiter: string;
}

const LONGEST_LINE = 1_000_000;

/** How a table is to be taken apart. */
export interface TableReading {
    /** Between cells; default: found by structure. */
    readonly delimiter?: string | undefined;
    /** Whether a line of cells names all columns that are needed; lines above it are titles. */
    readonly isHeader?: (cells: readonly string[]) => boolean;
}

/**
 * Takes a delimited text apart. Rows with another number of cells than the headers, and broken quotes, become `malformed-table`
 * issues; cells beyond the last header are allowed if they are empty, since spreadsheets write them.
 *
 * @throws BeatplanError `empty-input`, `line-too-long`, `malformed-table` (quotes only)
 */
export function readTable(text: string, collector: IssueCollector, reading: TableReading = {}): Table {
    checkLines(text);
    const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    // Excel's own hint, read and hidden by it: 'sep=;' alone on the first line.
    const separator = /^"?sep=(.)"?[;,\t]*\r?\n/i.exec(text.slice(start, start + 20));
    // Tools that edit single rows leave texts with several kinds of line ends.
    const body = text.slice(start + (separator?.[0].length ?? 0)).replace(/\r\n?/g, '\n');
    const { isHeader = () => false } = reading;
    const { delimiter, headerAt } = findLayout(body, isHeader, reading.delimiter ?? separator?.[1]);
    const parsed = Papa.parse<string[]>(trimAroundQuotes(body, delimiter), { delimiter, header: false, newline: '\n' });
    const offset = separator === null ? 1 : 2;
    let swallowedFrom = Number.POSITIVE_INFINITY;
    for (const { type, row = 0 } of parsed.errors) {
        // A broken quote swallows what follows up to the next one: only the first can be told.
        if (type === 'Quotes') swallowedFrom = Math.min(swallowedFrom, row + offset);
    }
    if (Number.isFinite(swallowedFrom)) {
        const hint = 'a quote inside of a quoted cell is written twice';
        collector.add('malformed-table', [`row ${swallowedFrom}`], 'has a quote that is not closed or not escaped', { hint });
    }
    if (headerAt < 0) {
        collector.throwIfAny('The table');
        throw new BeatplanError('empty-input', 'The table is empty.', [
            { code: 'empty-input', path: [], message: 'the table is empty', expected: 'a line of column names, then rows' },
        ]);
    }
    const lines = parsed.data.map((cells) => cells.map(withoutGuard));
    const headers = trimEnd(lines[headerAt] ?? []).map((cell) => cell.trim().replace(/\s+/g, ' '));
    const rows: TableRow[] = [];
    for (let i = headerAt + 1; i < lines.length; i++) {
        const cells = lines[i];
        const filled = countFilled(cells);
        if (filled === 0) continue;
        const number = i + offset;
        if (number >= swallowedFrom) break;
        if (cells.length >= headers.length && countFilled(cells.slice(headers.length)) === 0) rows.push({ number, cells });
        else if (filled === 1) addLoneCell(number, cells, collector);
        else if (isTotal(cells[0].trim())) addTotal(number, cells[0].trim(), collector);
        else {
            const hint = `a cell that holds '${delimiter === '\t' ? 'a tab' : delimiter}' must stand in quotes`;
            const expected = `${headers.length}, as there are columns`;
            collector.add('malformed-table', [`row ${number}`], `has ${cells.length} cells`, { expected, hint });
        }
    }
    const firstRow = lines.findIndex((cells) => countFilled(cells) > 0) + offset;
    return { headers, headerRow: headerAt + offset, firstRow, rows, delimiter };
}

/** A cell without the apostrophe that exports, this library's own too, put before what a spreadsheet would take for a formula. */
function withoutGuard(cell: string): string {
    return cell.includes("'") ? unescapeFormulas(cell.trim()) : cell;
}

/** Adds the issue for a row that holds a single cell in a table of several columns. */
export function addLoneCell(row: number, cells: readonly string[], collector: IssueCollector): void {
    collector.add('malformed-table', [`row ${row}`], 'holds a single cell, as titles and footers of reports do', {
        received: cells.find((cell) => cell.trim() !== '')?.trim(),
    });
}

const TOTALS =
    /^(?:(?:grand |sub-?|report )?totals?|sum|average|avg|count|summe|gesamt(?:summe|ergebnis)?|zwischensumme|mittelwert|durchschnitt|anzahl|somme|moyenne|totale|totaal|media|promedio|suma|soma)\s*(?:\([^()]*\)|:.*)?$/i;

/** Whether a cell is what a line of totals begins with: `Grand Totals (510 records)`, but not `Total Wine`. */
export function isTotal(cell: string): boolean {
    return cell.length < 100 && TOTALS.test(cell);
}

/** Adds the issue for a line of totals. */
export function addTotal(row: number, cell: string, collector: IssueCollector): void {
    collector.add('malformed-table', [`row ${row}`], 'looks like a line of totals', { received: cell });
}

// A file without line ends (a picture, a minified JSON text) would take minutes and gigabytes further on.
function checkLines(text: string): void {
    let line = 1;
    let start = 0;
    while (start < text.length) {
        let end = text.indexOf('\n', start);
        if (end < 0) end = text.length;
        if (end - start > LONGEST_LINE) {
            let from = start;
            for (let at = text.indexOf('\r', from); at >= 0 && at < end; at = text.indexOf('\r', from)) {
                if (at - from > LONGEST_LINE) break;
                from = at + 1;
                line++;
            }
            if (end - from > LONGEST_LINE) {
                throw new BeatplanError('line-too-long', 'The table cannot be read.', [
                    {
                        code: 'line-too-long',
                        path: [`line ${line}`],
                        message: 'the line is too long for a table',
                        expected: `at most ${LONGEST_LINE} characters`,
                        hint: 'this is probably no table of text',
                    },
                ]);
            }
        }
        start = end + 1;
        line++;
    }
}
