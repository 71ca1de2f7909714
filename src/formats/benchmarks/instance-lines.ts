import { IssueCollector, type IssueDetails } from '../../core/index.js';

/** A line that is not blank, trimmed, with its number in the file from 1. */
export interface TextLine {
    readonly number: number;
    readonly text: string;
}

/** Splits a text at LF, CRLF or CR and drops blank lines and a byte order mark. */
export function splitLines(text: string): TextLine[] {
    const lines: TextLine[] = [];
    const raw = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
    for (let i = 0; i < raw.length; i++) {
        const trimmed = raw[i].trim();
        if (trimmed !== '') lines.push({ number: i + 1, text: trimmed });
    }
    return lines;
}

/** A decimal number as benchmark files write it, or NaN: no hexadecimal, no `Infinity`. */
export function parseDecimal(token: string): number {
    const value = /^[+-]?0[xob]/i.test(token) ? Number.NaN : Number(token);
    return Number.isFinite(value) && token !== '' ? value : Number.NaN;
}

/** Largest number of a benchmark file, so that the problem takes it even in tenths. */
export const LARGEST_DECIMAL = 1e14;

/** What bounds {@link InstanceLines.row} sets on one column. */
export interface Column {
    readonly name: string;
    readonly min?: number;
    readonly integer?: boolean;
}

/** The lines of a benchmark file with the issues that were found in them. */
export class InstanceLines {
    readonly lines: readonly TextLine[];
    readonly collector: IssueCollector = new IssueCollector();
    /** Index of the line that {@link take} gives next. */
    next = 0;

    constructor(text: string) {
        this.lines = splitLines(text);
        if (this.lines.length === 0) this.collector.add('empty-input', [], 'the file is empty');
    }

    /** The next line, or undefined at the end. */
    take(): TextLine | undefined {
        return this.lines[this.next++];
    }

    /** The next line; where the file ends instead, an issue says what was `expected`. */
    expect(expected: string): TextLine | undefined {
        const line = this.take();
        if (line === undefined && this.lines.length > 0) this.endsEarly(expected);
        return line;
    }

    endsEarly(expected: string): void {
        const last = this.lines.at(-1)?.number ?? 0;
        this.collector.add('malformed-instance', [`line ${last}`], 'the file ends too early', { expected });
    }

    fail(line: TextLine, message: string, details: IssueDetails = {}): void {
        this.collector.add('malformed-instance', [`line ${line.number}`], message, details);
    }

    /** All numbers of a line, or undefined after an issue. */
    numbers(line: TextLine): number[] | undefined {
        const tokens = line.text.split(/\s+/);
        const values = new Array<number>(tokens.length);
        for (let i = 0; i < tokens.length; i++) {
            values[i] = parseDecimal(tokens[i]);
            if (Number.isNaN(values[i])) {
                this.fail(line, 'holds text where a number should stand', { received: tokens[i], expected: 'a number' });
                return undefined;
            }
            if (Math.abs(values[i]) > LARGEST_DECIMAL) {
                const expected = `at most ${LARGEST_DECIMAL.toExponential()}`;
                this.fail(line, 'holds a number that is too large', { received: values[i], expected });
                return undefined;
            }
        }
        return values;
    }

    /** The numbers of a line that must have exactly these columns (`more`: at least these), or undefined after an issue. */
    row(line: TextLine, columns: readonly Column[], more = false): number[] | undefined {
        const values = this.numbers(line);
        if (values === undefined) return undefined;
        if (values.length < columns.length || (!more && values.length > columns.length)) {
            const names = columns.map((column) => column.name).join(', ');
            const expected = `${columns.length} numbers${more ? ' or more' : ''}: ${names}`;
            this.fail(line, `holds ${values.length} numbers`, { expected });
            return undefined;
        }
        const sound = columns.every((column, i) => this.check(line, values[i], column));
        return sound ? values : undefined;
    }

    /** Checks one value against the bounds of its column. */
    check(line: TextLine, value: number, column: Column): boolean {
        if (column.integer === true && !Number.isInteger(value)) {
            this.fail(line, `${column.name} is not a whole number`, { received: value, expected: 'a whole number' });
            return false;
        }
        if (column.min !== undefined && value < column.min) {
            this.fail(line, `${column.name} is out of range`, { received: value, expected: `a number from ${column.min}` });
            return false;
        }
        return true;
    }

    /** Checks that a time window is not inverted. */
    checkWindow(line: TextLine, open: number, close: number): boolean {
        if (open <= close) return true;
        const hint = 'a window opens before it closes';
        this.fail(line, 'the time window closes before it opens', { received: `${open} to ${close}`, hint });
        return false;
    }

    /** Reports a depot that has a demand, a service time or the like, which no route could meet. */
    refuseDepotValues(line: TextLine, values: Readonly<Record<string, number>>): void {
        for (const [name, value] of Object.entries(values)) {
            if (value !== 0) this.fail(line, `the depot has a ${name}`, { received: value, expected: '0 for a depot' });
        }
    }

    /** Reports an invalid number of routes. */
    checkRoutes(routes: number | undefined): void {
        if (routes === undefined || (Number.isInteger(routes) && routes >= 1)) return;
        const details = { received: routes, expected: 'a whole number from 1' };
        this.collector.add('out-of-range', ['options', 'routes'], 'the number of routes is out of range', details);
    }

    /** Reports whatever stands after the data. */
    expectEnd(): void {
        const line = this.take();
        if (line !== undefined) this.fail(line, 'is more than the file should hold', { received: line.text });
    }

    /** @throws BeatplanError `invalid-input` with every issue */
    throwIfAny(name: string, format: string): void {
        this.collector.throwIfAny(`The ${format} instance${name === '' ? '' : ` ${name}`}`);
    }
}
