import Papa from 'papaparse';
import { trimAroundQuotes } from './trim-around-quotes.js';

/** How a text is divided into cells, and which of its lines holds the column names. */
export interface TableLayout {
    readonly delimiter: string;
    /** Index among all lines of the text, blank ones included; -1 if all are blank. */
    readonly headerAt: number;
}

const DELIMITERS = [',', ';', '\t', '|'];
// Titles above a table are few, and the first rows tell how it is divided.
const MOST_TITLES = 20;
const SAMPLE_ROWS = 200;
const SAMPLE_LENGTH = 200_000;

/**
 * Finds the delimiter and the line of column names by structure: the delimiter for which the needed columns are found, then the one
 * with which most rows have as many cells as the column names, then the one with most columns.
 *
 * @param text - with line feeds only
 * @param isHeader - whether a line of cells names all columns that are needed
 * @param delimiter - where it is known
 */
export function findLayout(text: string, isHeader: (cells: readonly string[]) => boolean, delimiter?: string): TableLayout {
    const sample = text.slice(0, SAMPLE_LENGTH);
    const isCut = sample.length < text.length;
    let best: (TableLayout & { readonly rank: readonly number[] }) | undefined;
    for (const candidate of delimiter === undefined ? DELIMITERS : [delimiter]) {
        const rows = splitCells(sample, candidate, SAMPLE_ROWS);
        if (isCut && rows.length > 1) rows.pop();
        // Nothing but delimiters is no column name of another delimiter.
        if (rows.every((cells) => countFilled(cells) === 0)) return { delimiter: candidate, headerAt: -1 };
        const layout = { delimiter: candidate, ...rateRows(rows, isHeader) };
        if (best === undefined || isBetter(layout.rank, best.rank)) best = layout;
    }
    return { delimiter: best!.delimiter, headerAt: best!.headerAt };
}

/** All lines of a text as cells; `most` ends after this many. */
export function splitCells(text: string, delimiter: string, most: number = 0): string[][] {
    return Papa.parse<string[]>(trimAroundQuotes(text, delimiter), { delimiter, newline: '\n', preview: most }).data;
}

function rateRows(
    rows: readonly (readonly string[])[],
    isHeader: (cells: readonly string[]) => boolean,
): { readonly headerAt: number; readonly rank: readonly number[] } {
    const filled = rows.flatMap((cells, i) => (countFilled(cells) > 0 ? [i] : []));
    if (filled.length === 0) return { headerAt: -1, rank: [0, 0, 0] };
    const first = filled.slice(0, MOST_TITLES);
    const complete = first.find((i) => isHeader(rows[i]));
    const headerAt = complete ?? first.find((i) => countFilled(rows[i]) > 1) ?? filled[0];
    const width = trimEnd(rows[headerAt]).length;
    const below = filled.filter((i) => i > headerAt);
    const fitting = below.filter((i) => rows[i].length >= width && countFilled(rows[i].slice(width)) === 0);
    const share = width < 2 ? 0 : below.length === 0 ? 1 : fitting.length / below.length;
    return { headerAt, rank: [complete === undefined ? 0 : 1, share, width] };
}

function isBetter(a: readonly number[], b: readonly number[]): boolean {
    const differing = a.findIndex((value, i) => value !== b[i]);
    return differing >= 0 && a[differing] > b[differing];
}

/** How many cells hold anything but blanks. */
export function countFilled(cells: readonly string[]): number {
    let count = 0;
    for (const cell of cells) if (cell.trim() !== '') count++;
    return count;
}

/** Cells without blank ones at the end. */
export function trimEnd(cells: readonly string[]): readonly string[] {
    let length = cells.length;
    while (length > 0 && cells[length - 1].trim() === '') length--;
    return cells.slice(0, length);
}
