import { type IssueDetails, nearestWord } from '../../core/index.js';
import { InstanceLines, LARGEST_DECIMAL, parseDecimal, type TextLine } from './instance-lines.js';

/** Keywords `NAME : value` that VRPLIB files hold and {@link readVrplib} understands or may pass over. */
const KEYWORDS = [
    'NAME',
    'COMMENT',
    'BEST_KNOWN',
    'TYPE',
    'DIMENSION',
    'CAPACITY',
    'VEHICLES',
    'DISTANCE',
    'SERVICE_TIME',
    'EDGE_WEIGHT_TYPE',
    'EDGE_WEIGHT_FORMAT',
    'NODE_COORD_TYPE',
    'EDGE_DATA_FORMAT',
    'DISPLAY_DATA_TYPE',
    'VEHICLES_MAX_DISTANCE',
    'VEHICLES_MAX_DURATION',
] as const;

/** Sections that {@link readVrplib} understands; positions for display are passed over. */
const SECTIONS = [
    'NODE_COORD_SECTION',
    'DISPLAY_DATA_SECTION',
    'EDGE_WEIGHT_SECTION',
    'DEMAND_SECTION',
    'LINEHAUL_SECTION',
    'BACKHAUL_SECTION',
    'SERVICE_TIME_SECTION',
    'TIME_WINDOW_SECTION',
    'PRIZE_SECTION',
    'DEPOT_SECTION',
    'CAPACITY_SECTION',
    'VEHICLES_DEPOT_SECTION',
    'VEHICLES_MAX_DISTANCE_SECTION',
    'VEHICLES_MAX_DURATION_SECTION',
    'VEHICLES_FIXED_COST_SECTION',
    'VEHICLES_UNIT_DISTANCE_COST_SECTION',
    'VEHICLES_ALLOWED_CLIENTS_SECTION',
] as const;

export type Keyword = (typeof KEYWORDS)[number];
export type SectionName = (typeof SECTIONS)[number];

/** One row of a section. */
export interface SectionRow {
    readonly line: TextLine;
    readonly values: readonly number[];
}

/** A section with the line of its heading. */
export interface Section {
    readonly line: TextLine;
    readonly rows: readonly SectionRow[];
}

/** A VRPLIB file taken apart into keywords and sections, before anything is known of their meaning. */
export class VrplibText {
    readonly source: InstanceLines;
    /** Characters of the file: no count in it can be larger. */
    readonly length: number;
    private readonly keywords: Map<string, { readonly value: string; readonly line: TextLine }> = new Map();
    private readonly sections: Map<string, Section> = new Map();

    constructor(text: string) {
        this.source = new InstanceLines(text);
        this.length = text.length;
        let rows: SectionRow[] | undefined;
        for (let line = this.source.take(); line !== undefined; line = this.source.take()) {
            if (/^[-+.\d]/.test(line.text)) {
                const values = this.source.numbers(line);
                if (rows === undefined) this.source.fail(line, 'stands outside of any section', { received: line.text });
                else if (values !== undefined) rows.push({ line, values });
                continue;
            }
            const word = /^[A-Za-z_]\w*/.exec(line.text)?.[0].toUpperCase() ?? line.text;
            const rest = line.text.slice(word.length).trim().replace(/^:/, '').trim();
            if (word === 'EOF') {
                this.source.expectEnd();
                return;
            }
            if (word.endsWith('_SECTION')) {
                rows = [];
                this.addSection(word, rest, { line, rows });
            } else {
                rows = undefined;
                this.addKeyword(word, rest, line);
            }
        }
    }

    private addSection(word: string, rest: string, section: Section): void {
        if (!(SECTIONS as readonly string[]).includes(word)) this.failUnknown(section.line, word, 'section', SECTIONS);
        else if (this.sections.has(word)) this.source.fail(section.line, `${word} stands twice`);
        else if (rest !== '') this.source.fail(section.line, `holds text after ${word}`, { received: rest });
        else this.sections.set(word, section);
    }

    private addKeyword(word: string, value: string, line: TextLine): void {
        if (!(KEYWORDS as readonly string[]).includes(word)) this.failUnknown(line, word, 'keyword', KEYWORDS);
        // Comments may run over several lines.
        else if (this.keywords.has(word) && word !== 'COMMENT') this.source.fail(line, `${word} stands twice`);
        else this.keywords.set(word, { value, line });
    }

    private failUnknown(line: TextLine, word: string, kind: string, known: readonly string[]): void {
        const near = nearestWord(word, known);
        const hint = near === undefined ? `known ${kind}s: ${known.join(', ')}` : `did you mean ${near}?`;
        this.source.fail(line, `holds a ${kind} that is not known`, { received: word, hint });
    }

    keyword(name: Keyword): string | undefined {
        return this.keywords.get(name)?.value;
    }

    section(name: SectionName): Section | undefined {
        return this.sections.get(name);
    }

    /** The numbers of a keyword, from `min` each, or undefined if it is missing or faulty. */
    numbers(name: Keyword, min: number): number[] | undefined {
        const entry = this.keywords.get(name);
        if (entry === undefined) return undefined;
        const values = entry.value.split(/\s+/).map(parseDecimal);
        if (values.every((value) => value >= min && value <= LARGEST_DECIMAL)) return values;
        this.failKeyword(name, `${name} is not a number in range`, {
            expected: `a number from ${min} to ${LARGEST_DECIMAL.toExponential()}`,
        });
        return undefined;
    }

    /** The one number of a keyword, or undefined if it is missing or faulty. */
    number(name: Keyword, min: number, integer = false): number | undefined {
        const values = this.numbers(name, min);
        if (values === undefined) return undefined;
        if (values.length === 1 && (!integer || Number.isInteger(values[0]))) return values[0];
        this.failKeyword(name, `${name} is not one ${integer ? 'whole ' : ''}number`, { expected: `a number from ${min}` });
        return undefined;
    }

    /** As {@link number}, for a count of things that each have a row, so that a mistyped one takes no memory. */
    count(name: Keyword): number | undefined {
        const value = this.number(name, 1, true);
        if (value === undefined || value <= this.length) return value;
        this.failKeyword(name, `${name} is larger than the file`, { expected: 'one row for each' });
        return undefined;
    }

    /** Reports an issue at a keyword's line, or at the file's end where the keyword is missing. */
    failKeyword(name: Keyword, message: string, details: IssueDetails = {}): void {
        const entry = this.keywords.get(name);
        if (entry === undefined) this.source.collector.add('malformed-instance', [name], message, details);
        else this.source.fail(entry.line, message, { received: entry.value, ...details });
    }

    /**
     * Orders a section's rows `number values...` by number from 1 to `count`.
     *
     * @param columns - how many values follow the number; 0: any, the same for all rows
     * @returns the values of number i + 1 at index i, or undefined if the section is missing
     */
    byNumber(name: SectionName, count: number, columns: number, min: number = Number.NEGATIVE_INFINITY): number[][] | undefined {
        const section = this.sections.get(name);
        if (section === undefined) return undefined;
        const result: number[][] = new Array(count);
        const width = columns || (section.rows[0]?.values.length ?? 1) - 1;
        for (const { line, values } of section.rows) {
            const [number, ...rest] = values;
            if (rest.length !== width) {
                this.source.fail(line, `holds ${values.length} numbers`, { expected: `${width + 1} numbers in ${name}` });
            } else if (!Number.isInteger(number) || number < 1 || number > count) {
                this.source.fail(line, 'has a number out of range', { received: number, expected: `1 to ${count}` });
            } else if (result[number - 1] !== undefined) {
                this.source.fail(line, `number ${number} stands twice in ${name}`, { received: number });
            } else {
                const low = rest.find((value) => value < min);
                if (low !== undefined) {
                    const expected = `numbers from ${min}`;
                    this.source.fail(line, `a number of ${name} is out of range`, { received: low, expected });
                }
                result[number - 1] = rest;
            }
        }
        let missing = 0;
        let firstMissing = 0;
        for (let i = count - 1; i >= 0; i--) {
            if (result[i] !== undefined) continue;
            missing++;
            firstMissing = i + 1;
            result[i] = new Array(width).fill(0);
        }
        if (missing > 0) {
            const others = missing === 1 ? '' : ` and ${missing - 1} more`;
            this.source.fail(section.line, `${name} has no row for number ${firstMissing}${others}`);
        }
        return result;
    }
}
