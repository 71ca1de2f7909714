import { type DecimalMark, type Issue, type IssueCollector, isEmptyNumber, readNumberText } from '../../core/index.js';
import { type AddressColumns, joinAddress } from './address-columns.js';
import { type ColumnMap, POSITION } from './columns.js';
import { type Axis, readCoordinateText } from './coordinate-text.js';
import { type DurationUnit, readDurationText } from './duration-text.js';
import { callsOfNumber, type FrequencyUnit, readFrequencyText } from './frequency-text.js';
import { eastOf, type PositionColumn, readPositionColumn } from './position-column.js';
import { readPositionText } from './position-text.js';
import type { Table, TableRow } from './table.js';
import { TableNumbers } from './table-numbers.js';

/** How the numbers of a field are meant. */
export interface NumberField {
    /** What one of the table's units is in ours; default 1. */
    readonly factor?: number;
    /** What `45 %` is: 45 (`points`), 0.45 (`fraction`), or an issue; default an issue. */
    readonly percent?: 'points' | 'fraction';
}

/** Optional texts, for which `n/a` or a dash means no value; names and ids may be called so. */
const OPTIONAL: ReadonlySet<string> = new Set(['tier', 'hours', 'skills', 'owner', 'timeZone']);

const EXAMPLE_POSITION = "latitude and longitude, such as '48.1, 11.5', or WKT";
const POSITION_HINT = 'correct the cell, or leave the row out';

// What is told of a table names a few.
const MOST_WORDS = 20;

/** Reads the cells of one table field by field and reports what cannot be read at row and column. */
export class Cells {
    private readonly table: Table;
    private readonly columns: ColumnMap;
    private readonly collector: IssueCollector;
    private readonly numbers: TableNumbers;
    private readonly addressColumns: AddressColumns;
    private readonly rowIndex: ReadonlyMap<TableRow, number>;
    private readonly faulty: Set<string> = new Set();
    /** Frequencies that were read from words, by text: calls in four weeks. */
    readonly frequencyWords: Map<string, number> = new Map();
    /** All faults so far, by row and field. */
    readonly faults: { readonly row: number; readonly field: string; readonly issue: Issue }[] = [];
    private positions: PositionColumn | undefined;
    private east: { readonly is: 1 | -1 | undefined } | undefined;
    private readonly decided: Map<number, boolean> = new Map();
    /** Columns that hold no field. */
    private readonly free: readonly number[];

    constructor(
        table: Table,
        columns: ColumnMap,
        collector: IssueCollector,
        {
            decimalMark,
            addressColumns = {},
        }: { readonly decimalMark?: DecimalMark; readonly addressColumns?: AddressColumns } = {},
    ) {
        this.table = table;
        this.columns = columns;
        this.collector = collector;
        this.addressColumns = addressColumns;
        this.numbers = new TableNumbers(table, columns, decimalMark);
        this.rowIndex = new Map(table.rows.map((row, i) => [row, i]));
        const used = new Set(columns.values());
        this.free = table.headers.map((_, i) => i).filter((i) => !used.has(i));
    }

    /** The trimmed text of a field, or undefined if the column or the text is missing. */
    text(row: TableRow, field: string): string | undefined {
        const column = this.columns.get(field);
        const text = column === undefined ? '' : (row.cells[column] ?? '').trim();
        return text === '' || (OPTIONAL.has(field) && isEmptyNumber(text)) ? undefined : text;
    }

    /** The trimmed texts of a field in all rows. */
    *texts(field: string): Iterable<string> {
        const column = this.columns.get(field);
        if (column !== undefined) for (const { cells } of this.table.rows) yield (cells[column] ?? '').trim();
    }

    /** The address of a row: the column of the field, else its parts joined; undefined if all are empty. */
    address(row: TableRow): string | undefined {
        return this.text(row, 'address') ?? joinAddress(row.cells, this.addressColumns);
    }

    /** The number of a field, or undefined if it is missing or an issue. */
    number(row: TableRow, field: string, { factor = 1, percent }: NumberField = {}): number | undefined {
        const column = this.columns.get(field);
        if (column === undefined) return undefined;
        const { values, statuses, percents, currency } = this.numbers.read(column);
        const index = this.rowIndex.get(row) as number;
        const received = this.text(row, field);
        const value = values[index];
        const status = statuses[index];
        if (status === 'empty') return undefined;
        if (status === 'number') {
            if (percents[index] === 0) return value * factor;
            if (percent !== undefined) return percent === 'points' ? value : value / 100;
            this.fail(row, field, 'not-a-number', 'is a percentage', { received, expected: this.exampleNumber });
        } else if (status === 'two-ways') {
            this.fail(row, field, 'ambiguous-number', 'can be read in two ways', {
                received,
                expected: 'thousands in groups, or decimals, as the rest of the column or table shows',
                hint: "state the table's decimal mark, as in decimalMark: ','",
            });
        } else if (status === 'other-mark') {
            const hint = 'one column has one decimal mark';
            const message = 'has another decimal mark than its table';
            this.fail(row, field, 'not-a-number', message, { received, expected: this.exampleNumber, hint });
        } else if (status === 'other-currency') {
            const hint = 'convert all amounts to one currency';
            this.fail(row, field, 'mixed-currencies', `is in another currency than the column, which is in ${currency}`, {
                received,
                expected: `an amount in ${currency}`,
                hint,
            });
        } else this.fail(row, field, 'not-a-number', 'is not a number', { received, expected: this.exampleNumber });
        return undefined;
    }

    /**
     * The seconds of a field, or undefined if they are missing or an issue. A cell may name its own unit (`45 min`, `1 h 30`, `0:45`).
     *
     * @param unit - of a cell that names none
     */
    duration(row: TableRow, field: string, { seconds, clock }: DurationUnit): number | undefined {
        return readDurationText(this.text(row, field) ?? '', clock) ?? this.number(row, field, { factor: seconds });
    }

    /**
     * Calls in four weeks, or undefined if they are missing or an issue. A cell may say its own unit (`2x/month`, `every 6 weeks`).
     *
     * @param unit - what plain numbers are; default calls in four weeks
     */
    frequency(row: TableRow, field: string, unit?: FrequencyUnit): number | undefined {
        const text = this.text(row, field);
        if (text === undefined || isEmptyNumber(text)) return undefined;
        const reading = readFrequencyText(text);
        if (reading?.kind === 'calls') {
            if (this.frequencyWords.size < MOST_WORDS) this.frequencyWords.set(text, reading.calls);
            return reading.calls;
        }
        if (reading !== undefined) {
            const [twice, everySecond] = reading.either.map((one) => `'${one}'`);
            const hint = `write ${twice} or ${everySecond}`;
            this.fail(row, field, 'ambiguous-frequency', `can mean ${twice} or ${everySecond}`, { received: text, hint });
            return undefined;
        }
        const expected = "a number, or words such as 'weekly', '2x/month', 'every 6 weeks'";
        if (readNumberText(text) === undefined) {
            const hint = 'say how often in what time: 4 / 13 weeks, 5x/week';
            this.fail(row, field, 'not-a-number', 'is no call frequency', { received: text, expected, hint });
            return undefined;
        }
        const value = this.number(row, field);
        if (value === undefined || unit === undefined) return value;
        if (Number.isNaN(unit.weeks)) {
            const hint = "name the unit in the cell, '6 weeks', or in the name of the column, 'Visit interval (weeks)'";
            this.fail(row, field, 'ambiguous-frequency', 'has no unit of time', { received: text, hint });
            return undefined;
        }
        const calls = callsOfNumber(value, unit);
        if (calls === undefined) {
            this.fail(row, field, 'out-of-range', 'is no time between calls', { received: text, expected: 'more than 0' });
        }
        return calls;
    }

    /** `[lng, lat]` of the column of whole positions; undefined if it is missing or an issue. */
    position(row: TableRow): readonly [number, number] | undefined {
        const received = this.text(row, POSITION);
        if (received === undefined || isEmptyNumber(received)) return undefined;
        const found = this.positionColumn()?.positions[this.rowIndex.get(row) as number];
        if (found !== undefined) return found;
        this.fail(row, POSITION, 'not-a-position', 'is no position', {
            received,
            expected: EXAMPLE_POSITION,
            hint: POSITION_HINT,
        });
        return undefined;
    }

    /** Columns that name the currency of another. */
    get currencyColumns(): ReadonlySet<number> {
        return this.numbers.currencyColumns;
    }

    /** What was assumed of a column of whole positions. */
    get positionNotes(): string[] {
        const read = this.positionColumn();
        if (read === undefined || (read.isShown && read.order === 'latitude-first')) return [];
        const order = read.order === 'latitude-first' ? 'latitude, longitude' : 'longitude, latitude';
        const header = this.header(POSITION);
        return [`Positions in '${header}' were read as ${order}${read.isShown ? '' : ': nothing in the column tells'}.`];
    }

    private positionColumn(): PositionColumn | undefined {
        const column = this.columns.get(POSITION);
        if (column === undefined) return undefined;
        this.positions ??= readPositionColumn(
            this.table.headers[column],
            this.table.rows.map(({ cells }) => cells[column] ?? ''),
        );
        return this.positions;
    }

    /** The degrees of a field, or undefined if they are missing or an issue. */
    degrees(row: TableRow, field: Axis): number | undefined {
        const received = this.text(row, field);
        if (received === undefined || isEmptyNumber(received)) return undefined;
        // No coordinate has groups of thousands: whatever mark it has is the decimal one.
        const plain = received.length > 40 ? '' : received.replace(/^[−–]/, '-').replace(/\s*°$/, '').replace(',', '.');
        if (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain)) return Number(plain);
        const written = readCoordinateText(received);
        const isOther = written?.axis !== undefined && written.axis !== field;
        const east = written?.isO === true ? this.eastOf(field) : 1;
        if (written !== undefined && !isOther && east !== undefined) return written.degrees * east;
        if (isOther) {
            const hint = 'exchange the columns of latitude and longitude';
            this.fail(row, field, 'swapped-coordinates', `is a ${written.axis}`, { received, expected: `a ${field}`, hint });
            return undefined;
        }
        const isWhole = readPositionText(received) !== undefined;
        const hint = isWhole
            ? `if the column holds both, name it as position: columns: { position: '${this.header(field)}' }`
            : undefined;
        const details = { received, expected: this.exampleNumber, ...(hint === undefined ? {} : { hint }) };
        this.fail(row, field, 'not-a-number', 'is not a number', details);
        return undefined;
    }

    private eastOf(field: Axis): 1 | -1 | undefined {
        const column = this.columns.get(field) as number;
        this.east ??= {
            is: eastOf(
                this.table.headers[column],
                this.table.rows.map(({ cells }) => cells[column] ?? ''),
            ),
        };
        return this.east.is;
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
        this.faults.push({ row: row.number, field, issue: this.collector.issues[this.collector.issues.length - 1] });
    }

    /** Whether the cell has an issue already. */
    isFaulty(row: TableRow, field: string): boolean {
        return this.faulty.has(this.key(row, field));
    }

    /** The name of the column that holds a field. */
    header(field: string): string | undefined {
        const column = this.columns.get(field);
        return column === undefined ? undefined : this.table.headers[column];
    }

    /** `['row 17', 'Latitude']`, the column by its own name. */
    path(row: TableRow, field: string): string[] {
        return [`row ${row.number}`, this.header(field) ?? field];
    }

    /**
     * Cells of columns that hold no field, by header; undefined if all are empty. Texts, but numbers of columns that hold
     * some which only this table decides (`12.500`): later readers of the text have no table to ask.
     */
    others(row: TableRow): Record<string, string | number> | undefined {
        const data: Record<string, string | number> = {};
        const index = this.rowIndex.get(row) as number;
        let any = false;
        for (const i of this.free) {
            const text = row.cells[i].trim();
            if (text === '') continue;
            const header = this.table.headers[i] || `column ${i + 1}`;
            // Two columns of one name are both kept.
            const key = Object.hasOwn(data, header) ? `${header} (${i + 1})` : header;
            const value = this.isDecided(i) ? this.decidedValue(i, index, text) : text;
            if (key === '__proto__')
                Object.defineProperty(data, key, { value, enumerable: true, writable: true, configurable: true });
            else data[key] = value;
            any = true;
        }
        return any ? data : undefined;
    }

    private get exampleNumber(): string {
        return this.numbers.meanings.comma === 'decimal' ? 'a number such as 47,5' : 'a number such as 47.5';
    }

    private isDecided(column: number): boolean {
        let decided = this.decided.get(column);
        if (decided === undefined) {
            decided = this.numbers.needsTable(column);
            this.decided.set(column, decided);
        }
        return decided;
    }

    private decidedValue(column: number, index: number, text: string): string | number {
        const { values, statuses, percents } = this.numbers.read(column);
        if (statuses[index] !== 'number') return text;
        return percents[index] === 1 ? values[index] / 100 : values[index];
    }

    private key(row: TableRow, field: string): string {
        return `${row.number} ${field}`;
    }
}

type AddParameters = Parameters<IssueCollector['add']>;
type CellIssue = [code: AddParameters[0], message: AddParameters[2], details?: AddParameters[3]];
