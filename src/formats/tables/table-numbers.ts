import {
    currencyOf,
    type DecimalMark,
    type MarkMeanings,
    MEANINGS,
    type NumberColumn,
    readNumberColumn,
} from '../../core/index.js';
import { plainName } from './column-name.js';
import type { ColumnMap } from './columns.js';
import type { Table } from './table.js';

const COORDINATES = ['latitude', 'longitude'];

/** Reads the numbers of a table column by column, since no cell alone tells what `12.500` is. */
export class TableNumbers {
    /** What points and commas mean where a column does not show it. */
    readonly meanings: MarkMeanings;
    private readonly table: Table;
    private readonly columns: Map<number, NumberColumn> = new Map();
    /** First column of each plain name. */
    private columnOf: Map<string, number> | undefined;
    /** Columns that name the currency of another one that was read. */
    readonly currencyColumns: Set<number> = new Set();

    /** @param decimalMark - where a person stated it */
    constructor(table: Table, columns: ColumnMap, decimalMark?: DecimalMark) {
        this.table = table;
        const coordinates = COORDINATES.flatMap((field) => columns.get(field) ?? []);
        this.meanings =
            decimalMark === undefined ? findMeanings(table, coordinates) : { ...MEANINGS[decimalMark], isStated: true };
    }

    /** The numbers of one column, in row order. */
    read(column: number): NumberColumn {
        let read = this.columns.get(column);
        if (read === undefined) {
            const beside = this.currencyColumn(column);
            const currencies = beside === undefined ? [] : textsOf(this.table, beside).map(currencyIn);
            read = readNumberColumn(textsOf(this.table, column), this.meanings, currencies);
            if (beside !== undefined) this.currencyColumns.add(beside);
            this.columns.set(column, read);
        }
        return read;
    }

    /** The column that names the currency of another: `Annual Revenue Currency`, `Currency`. */
    private currencyColumn(column: number): number | undefined {
        this.columnOf ??= new Map(this.table.headers.map((header, at): [string, number] => [plainName(header), at]).reverse());
        const own = plainName(this.table.headers[column]);
        const beside = CURRENCY_WORDS.flatMap((word) => [`${own}${word}`, `${word}of${own}`, `${word}${own}`]);
        for (const name of [...beside, ...CURRENCY_WORDS]) {
            const at = this.columnOf.get(name);
            if (at !== undefined && at !== column) return at;
        }
        return undefined;
    }

    /** Whether at least half of what a column holds is numbers, some of which only the table could decide. */
    needsTable(column: number): boolean {
        const texts = textsOf(this.table, column);
        if (!texts.some((text) => /\d[.,]\d{3}(?!\d)/.test(text))) return false;
        const { statuses, isTwoWay } = this.read(column);
        return isTwoWay && 2 * statuses.filter((status) => status === 'number').length >= countFilled(statuses);
    }
}

/**
 * The mark of the coordinates is the table's, whose delimiter speaks where they have none. Between semicolons, coordinates with
 * a point may come from a geocoder and all other numbers from a spreadsheet with decimal commas: a point means nothing for sure
 * there, unless other columns show how thousands are grouped.
 */
function findMeanings(table: Table, coordinates: readonly number[]): MarkMeanings {
    const found = new Set<string>();
    for (const column of coordinates) {
        for (const text of textsOf(table, column)) {
            const mark = /[.,]/.exec(text)?.[0];
            if (mark !== undefined) found.add(mark);
            if (found.size === 2) break;
        }
    }
    const groups = new Set<DecimalMark>();
    for (let column = 0; column < table.headers.length; column++) {
        if (coordinates.includes(column)) continue;
        const mark = groupMarkOf(textsOf(table, column));
        if (mark !== undefined) groups.add(mark);
    }
    if (groups.size === 1) return MEANINGS[groups.has('.') ? ',' : '.'];
    if (found.size === 1) {
        if (found.has(',')) return MEANINGS[','];
        return table.delimiter === ';' ? { comma: 'group' } : MEANINGS['.'];
    }
    return table.delimiter === ';' ? MEANINGS[','] : table.delimiter === ',' ? MEANINGS['.'] : {};
}

/** How a column of numbers groups its thousands; undefined if it holds mostly other texts, or shows nothing. */
function groupMarkOf(texts: readonly string[]): DecimalMark | undefined {
    // Two marks, or two groups.
    if (!texts.some((text) => /\d[.,]\d{3}[.,]\d/.test(text))) return undefined;
    const { statuses, groupMark } = readNumberColumn(texts);
    return 2 * statuses.filter((status) => status === 'text').length < countFilled(statuses) ? groupMark : undefined;
}

const CURRENCY_WORDS = [
    'currency',
    'currencycode',
    'currencyisocode',
    'wahrung',
    'devise',
    'moneda',
    'valuta',
    'moeda',
    'waluta',
];

function currencyIn(text: string): string | undefined {
    const trimmed = text.trim();
    return /^(?:[a-z]{3}|[a-z]{0,3}\p{Sc})$/iu.test(trimmed) ? currencyOf(trimmed) : undefined;
}

function countFilled(statuses: NumberColumn['statuses']): number {
    return statuses.filter((status) => status !== 'empty').length;
}

function textsOf(table: Table, column: number): string[] {
    return table.rows.map((row) => row.cells[column] ?? '');
}
