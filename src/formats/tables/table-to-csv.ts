import Papa from 'papaparse';
import { assertArguments, flag, list, oneOf, optional, type Schema, satisfying, strict } from '../../core/index.js';

/** What {@link tableToCsv} takes. */
export interface CsvOptions {
    /** Between cells; default `,`. */
    readonly delimiter?: ',' | ';' | '\t';
    /** Before decimals of numbers; default `.`. */
    readonly decimalMark?: '.' | ',';
    /** Begins the text with a byte order mark, by which Excel knows UTF-8; default false. */
    readonly byteOrderMark?: boolean;
}

/** How Excel wants tables in countries with a decimal comma: opened by a double click, without an import. */
export const EXCEL_WITH_COMMA: Required<CsvOptions> = { delimiter: ';', decimalMark: ',', byteOrderMark: true };

/** Schemas of the keys of {@link CsvOptions}. */
export const csvEntries: Readonly<Record<keyof CsvOptions, Schema>> = {
    delimiter: optional(oneOf([',', ';', '\t'])),
    decimalMark: optional(oneOf(['.', ','])),
    byteOrderMark: optional(flag()),
};
const optionsSchema = strict(csvEntries);
const rowSchema = list(
    satisfying((value) => typeof value === 'string' || typeof value === 'number', 'is no cell', 'a text or a number'),
);

// Where a spreadsheet begins a cell, by whatever delimiter it splits the line: a cell that starts so is a formula there.
const FORMULA = /(?<=^|[,;|\t\r\n"])(?='*[=+\-@\t\r＝＋－＠])/g;
const ESCAPED = /(?<=^|[,;|\t\r\n"])'(?='*[=+\-@\t\r＝＋－＠])/g;

/** Puts an apostrophe before whatever a spreadsheet could take for a formula; {@link unescapeFormulas} takes it away again. */
export function escapeFormulas(text: string): string {
    return text.replace(FORMULA, "'");
}

/** The text that {@link escapeFormulas} was given. */
export function unescapeFormulas(text: string): string {
    return text.replace(ESCAPED, '');
}

/**
 * Writes a table as text that is safe to open in a spreadsheet: where a text, or what follows a delimiter in it, would be taken for
 * a formula, it has an apostrophe before it.
 *
 * @param fields - names of the columns
 * @param rows - cells in the order of the fields
 * @throws BeatplanError `invalid-input` with every problem of cells and options
 * @returns text with CRLF line ends, the last one included
 */
export function tableToCsv(
    fields: readonly string[],
    rows: readonly (readonly (string | number)[])[],
    options: CsvOptions = {},
): string {
    assertArguments(
        'tableToCsv',
        { fields: rowSchema, rows: list(rowSchema), options: optionsSchema },
        { fields, rows, options },
    );
    const { delimiter = ',', decimalMark = '.', byteOrderMark = false } = options;
    const write = (cell: string | number): string | number => {
        if (typeof cell === 'string') return escapeFormulas(cell);
        return decimalMark === ',' ? String(cell).replace('.', ',') : cell;
    };
    const safe = [fields, ...rows].map((row) => row.map(write));
    return `${byteOrderMark ? '\uFEFF' : ''}${Papa.unparse(safe, { delimiter, newline: '\r\n' })}\r\n`;
}
