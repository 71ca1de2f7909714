import type { IssueCollector } from '../core/index.js';
import type { ColumnMap } from './columns.js';
import type { Table, TableRow } from './table.js';

/** Reads the cells of one table field by field and reports what cannot be read at row and column. */
export class Cells {
    private readonly table: Table;
    private readonly columns: ColumnMap;
    private readonly collector: IssueCollector;
    private readonly decimalComma: boolean;
    private readonly faulty: Set<string> = new Set();
    /** Columns that hold no field. */
    private readonly free: readonly number[];

    constructor(table: Table, columns: ColumnMap, collector: IssueCollector) {
        this.table = table;
        this.columns = columns;
        this.collector = collector;
        const used = new Set(columns.values());
        this.free = table.headers.map((_, i) => i).filter((i) => !used.has(i));
        this.decimalComma = table.delimiter !== ',' && this.hasDecimalComma();
    }

    // Coordinates tell it for the whole file: '1,234' alone could be either. Without them, files with semicolons have a comma.
    private hasDecimalComma(): boolean {
        for (const row of this.table.rows) {
            for (const field of ['latitude', 'longitude']) {
                const mark = /[.,]/.exec(this.text(row, field) ?? '')?.[0];
                if (mark !== undefined) return mark === ',';
            }
        }
        return this.table.delimiter === ';';
    }

    /** The trimmed text of a field, or undefined where the column or the text is missing. */
    text(row: TableRow, field: string): string | undefined {
        const column = this.columns.get(field);
        const text = column === undefined ? '' : (row.cells[column] ?? '').trim();
        return text === '' ? undefined : text;
    }

    /** The number of a field times `factor`, or undefined where it is missing or an issue. */
    number(row: TableRow, field: string, factor = 1): number | undefined {
        const text = this.text(row, field);
        if (text === undefined) return undefined;
        const value = parseNumber(text, this.decimalComma);
        if (Number.isNaN(value)) {
            const expected = this.decimalComma ? 'a number such as 47,5' : 'a number such as 47.5';
            this.fail(row, field, 'not-a-number', 'is not a number', { received: text, expected });
            return undefined;
        }
        return value * factor;
    }

    /** The parts of a field that are separated by `;` or `|`. */
    list(row: TableRow, field: string): string[] | undefined {
        const parts = (this.text(row, field) ?? '').split(/[;|]/).map((part) => part.trim());
        const filled = parts.filter((part) => part !== '');
        return filled.length === 0 ? undefined : [...new Set(filled)];
    }

    /** Adds an issue at a cell. */
    fail(row: TableRow, field: string, ...[code, ...rest]: CellIssue): void {
        this.faulty.add(this.key(row, field));
        this.collector.add(code, this.path(row, field), ...rest);
    }

    /** Whether the cell has an issue already. */
    isFaulty(row: TableRow, field: string): boolean {
        return this.faulty.has(this.key(row, field));
    }

    /** `['row 17', 'Latitude']`, the column by its own name. */
    path(row: TableRow, field: string): string[] {
        const column = this.columns.get(field);
        return [`row ${row.number}`, column === undefined ? field : this.table.headers[column]];
    }

    /** Cells of columns that hold no field, by header; undefined where all are empty. */
    others(row: TableRow): Record<string, string> | undefined {
        const data: Record<string, string> = {};
        let any = false;
        for (const i of this.free) {
            const text = row.cells[i].trim();
            if (text === '') continue;
            const header = this.table.headers[i] || `column ${i + 1}`;
            // Two columns of one name are both kept.
            const key = Object.hasOwn(data, header) ? `${header} (${i + 1})` : header;
            if (key === '__proto__')
                Object.defineProperty(data, key, { value: text, enumerable: true, writable: true, configurable: true });
            else data[key] = text;
            any = true;
        }
        return any ? data : undefined;
    }

    private key(row: TableRow, field: string): string {
        return `${row.number} ${field}`;
    }
}

type AddParameters = Parameters<IssueCollector['add']>;
type CellIssue = [code: AddParameters[0], message: AddParameters[2], details?: AddParameters[3]];

/**
 * A number as people type it: with a currency sign, thousands in groups of three, and the file's decimal mark. NaN where it is
 * none.
 */
export function parseNumber(text: string, decimalComma: boolean): number {
    const [mark, group] = decimalComma ? [',', '.'] : ['.', ','];
    let plain = text.trim().replace(/^\p{Sc}\s*|\s*\p{Sc}$/gu, '');
    plain = plain.replace(/(?<=\d)[\u00a0\u202f' ](?=\d{3}(\D|$))/g, group);
    if (new RegExp(`^[-+]?\\d{1,3}(\\${group}\\d{3})+(\\${mark}\\d*)?$`).test(plain)) plain = plain.replaceAll(group, '');
    if (decimalComma) plain = plain.replace(',', '.');
    return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN;
}
