import Papa from 'papaparse';
import { BeatplanError, type IssueCollector } from '../core/index.js';

/** One row of a table: cells as text, and the row's number as a spreadsheet shows it. */
export interface TableRow {
    readonly number: number;
    readonly cells: readonly string[];
}

/** A table as text. */
export interface Table {
    readonly headers: readonly string[];
    /** Rows that are not blank. */
    readonly rows: readonly TableRow[];
    readonly delimiter: string;
}

const LONGEST_LINE = 1_000_000;
const DELIMITERS = [',', ';', '\t', '|'];

/**
 * Takes a delimited text apart. Rows with another number of cells than the headers, and broken quotes, become `malformed-table`
 * issues; cells beyond the last header are allowed where they are empty, since spreadsheets write them.
 *
 * @throws BeatplanError `empty-input`, `line-too-long`
 */
export function readTable(text: string, collector: IssueCollector, delimiter?: string): Table {
    checkLines(text);
    const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    // Excel's own hint, read and hidden by it: 'sep=;' alone on the first line.
    const separator = /^sep=(.)\r?\n/i.exec(text.slice(start, start + 8));
    const body = text.slice(start + (separator?.[0].length ?? 0));
    const firstLine = /^[\r\n\s]*([^\r\n]*)/.exec(body)?.[1] ?? '';
    if (firstLine === '') {
        throw new BeatplanError('empty-input', 'The table is empty.', [
            { code: 'empty-input', path: [], message: 'the table is empty', expected: 'a line of column names, then rows' },
        ]);
    }
    const chosen = delimiter ?? separator?.[1] ?? guessDelimiter(firstLine);
    // Tools that edit single rows leave texts with several kinds of line ends.
    const unified = body.replace(/\r\n?/g, '\n');
    const parsed = Papa.parse<string[]>(unified, { delimiter: chosen, header: false, newline: '\n' });
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
    const lines = parsed.data;
    const headerAt = lines.findIndex((cells) => !isBlank(cells));
    const headers = trimEnd(lines[headerAt].map((cell) => cell.trim()));
    const rows: TableRow[] = [];
    for (let i = headerAt + 1; i < lines.length; i++) {
        const cells = lines[i];
        if (isBlank(cells)) continue;
        const number = i + offset;
        const extra = cells.slice(headers.length).some((cell) => cell.trim() !== '');
        if (number >= swallowedFrom) break;
        if (cells.length < headers.length || extra) {
            const hint = `a cell that holds '${chosen === '\t' ? 'a tab' : chosen}' must stand in quotes`;
            const expected = `${headers.length}, as there are columns`;
            collector.add('malformed-table', [`row ${number}`], `has ${cells.length} cells`, { expected, hint });
        } else rows.push({ number, cells });
    }
    return { headers, rows, delimiter: chosen };
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

function guessDelimiter(line: string): string {
    const plain = line.replace(/"[^"]*"/g, '');
    let best = ',';
    let most = 0;
    for (const delimiter of DELIMITERS) {
        const count = plain.split(delimiter).length - 1;
        if (count > most) {
            most = count;
            best = delimiter;
        }
    }
    return best;
}

function isBlank(cells: readonly string[]): boolean {
    return cells.every((cell) => cell.trim() === '');
}

function trimEnd(cells: readonly string[]): string[] {
    let length = cells.length;
    while (length > 0 && cells[length - 1] === '') length--;
    return cells.slice(0, length);
}
