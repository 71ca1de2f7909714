import { type IssueCollector, nearestWord } from '../../core/index.js';
import { datedName, loosePlainNames, plainName } from './column-name.js';
import { type CoordinatePair, findCoordinates } from './coordinate-columns.js';
import type { ForeignNames } from './foreign-names.js';

/** A field that a column can hold. */
export interface Field {
    /** Names that the column may have, the most telling first; capitals, accents, spaces and punctuation do not matter. */
    readonly names: readonly string[];
    /** Names in other languages, tried after all `names` of all fields. */
    readonly foreign?: readonly string[];
    readonly required?: boolean;
    /** Names in any language that are tried after those of all fields; a column that has one may hold `name` as well. */
    readonly fallbacks?: readonly string[];
    /** Whether any other name belongs to the field too: `Visits per year`. Asked last. */
    readonly matches?: (header: string) => boolean;
    /** Whether a cell could hold the field. A column found by name is left alone if most of its cells could not. */
    readonly accepts?: (text: string) => boolean;
    /** What `accepts` asks for, `'a number'`. */
    readonly content?: string;
}

/** Fields from their names, with those of all other languages. */
export function fieldsOf<Name extends string>(
    names: Readonly<Record<Name, readonly string[]>>,
    foreign: ForeignNames<Name>,
    required: readonly Name[],
    contents: Readonly<Partial<Record<Name, Omit<Field, 'names' | 'foreign' | 'required'>>>>,
): Readonly<Record<Name, Field>> {
    const fields = (Object.keys(names) as Name[]).map((name): [Name, Field] => [
        name,
        {
            names: names[name],
            foreign: Object.values(foreign).flatMap((language) => language[name] ?? []),
            required: required.includes(name),
            ...contents[name],
        },
    ]);
    return Object.fromEntries(fields) as Record<Name, Field>;
}

/** What a caller says about the column of a field: its header, headers to try before the usual names, or null to leave the field empty. */
export type ColumnChoice = string | readonly string[] | null;

/** Index of each field's column; a field without one is absent. */
export type ColumnMap = ReadonlyMap<string, number>;

/** The fields of one kind of table. */
export interface FieldSet {
    readonly fields: Readonly<Record<string, Field>>;
    /** Words that may stand next to `latitude` and `longitude`, in order of preference; `''` for none. */
    readonly sources: readonly string[];
}

/** Columns of all fields, and which of them the caller named. */
export interface ColumnMatch {
    readonly columns: ColumnMap;
    readonly named: ReadonlySet<string>;
}

/**
 * Finds the column of each field: the one that the caller names, else the first that has one of the field's names. A required field
 * without a column is a `missing-column` issue.
 */
export function matchColumns(
    headers: readonly string[],
    { fields, sources }: FieldSet,
    choices: Readonly<Record<string, ColumnChoice | undefined>>,
    collector: IssueCollector,
): ColumnMatch {
    const columns = readChoices(headers, fields, choices, collector);
    const named = new Set(columns.keys());
    const taken = new Set(columns.values());
    const take = (field: string, column: number): void => {
        columns.set(field, column);
        taken.add(column);
    };
    const isFree = (column: number): boolean => !taken.has(column);
    // Where the caller names the column of whole positions, no other coordinates are looked for, and the other way round.
    const isWhole = columns.has(POSITION);
    const isApart = COORDINATES.some((field) => columns.has(field));
    const isOpen = (field: string): boolean =>
        !columns.has(field) &&
        !isSettled(choices[field]) &&
        !(isWhole && COORDINATES.includes(field)) &&
        !(isApart && field === POSITION);
    const isPlaced = COORDINATES.every((field) => Object.hasOwn(fields, field));
    const mixed = isPlaced ? matchCoordinates(headers, sources, isOpen, isFree, take) : [];

    const exact = headers.map((header) => [plainName(header)]);
    const loose = headers.map(loosePlainNames);
    for (const list of ['names', 'foreign'] as const) {
        for (const forms of [exact, loose]) {
            for (const [field, definition] of Object.entries(fields)) {
                if (COORDINATES.includes(field) || field === POSITION || !isOpen(field)) continue;
                for (const name of (definition[list] ?? []).map(plainName)) {
                    const at = forms.findIndex((own, column) => isFree(column) && own.includes(name));
                    if (at < 0) continue;
                    take(field, at);
                    break;
                }
            }
        }
    }
    for (const [field, { matches }] of Object.entries(fields)) {
        if (matches === undefined || !isOpen(field)) continue;
        const at = headers.findIndex((header, column) => isFree(column) && matches(header));
        if (at >= 0) take(field, at);
    }
    for (const [field, { fallbacks = [] }] of Object.entries(fields)) {
        if (!isOpen(field)) continue;
        const plain = fallbacks.map(plainName);
        const free = plain.map((name) => exact.findIndex((own, column) => isFree(column) && own.includes(name)));
        const at = free.find((column) => column >= 0) ?? columns.get('name');
        if (at !== undefined && plain.length > 0) take(field, at);
    }
    for (const field of YEARLY) {
        if (!Object.hasOwn(fields, field) || !isOpen(field)) continue;
        const names = [...fields[field].names, ...(fields[field].foreign ?? [])].map(plainName);
        const latest = latestYear(headers, names, isFree);
        if (latest !== undefined) take(field, latest);
    }
    if (isPlaced && COORDINATES.some((field) => !columns.has(field)) && isOpen(POSITION)) {
        const [at] = namedPositions(headers, fields, isFree);
        if (at !== undefined) {
            for (const field of COORDINATES) columns.delete(field);
            columns.set(POSITION, at);
        }
    }
    reportMissing(headers, fields, choices, columns, mixed, collector);
    return { columns, named };
}

/** Figures that tables have by year. */
const YEARLY: readonly string[] = ['sales', 'potential'];

/** The column of the latest year of a figure. */
function latestYear(
    headers: readonly string[],
    names: readonly string[],
    isFree: (column: number) => boolean,
): number | undefined {
    let best: { readonly column: number; readonly year: number } | undefined;
    headers.forEach((header, column) => {
        const dated = datedName(header);
        if (dated === undefined || !isFree(column) || !dated.forms.some((form) => names.includes(form))) return;
        if (best === undefined || dated.year > best.year) best = { column, year: dated.year };
    });
    return best?.column;
}

const COORDINATES: readonly string[] = ['latitude', 'longitude'];

/** The field of a column that holds both coordinates. */
export const POSITION = 'position';

/** Columns that are called as those of positions, the most telling name first. */
export function namedPositions(
    headers: readonly string[],
    fields: Readonly<Record<string, Field>>,
    isFree: (column: number) => boolean,
): number[] {
    const names = (Object.hasOwn(fields, POSITION) ? fields[POSITION].names : []).map(plainName);
    const forms = headers.map((header) => [plainName(header), ...loosePlainNames(header)]);
    const found = names.flatMap((name) => forms.flatMap((own, column) => (isFree(column) && own.includes(name) ? [column] : [])));
    return [...new Set(found)];
}

/** Whether a choice leaves nothing to be found. */
function isSettled(choice: ColumnChoice | undefined): boolean {
    return choice === null || typeof choice === 'string';
}

function readChoices(
    headers: readonly string[],
    fields: Readonly<Record<string, Field>>,
    choices: Readonly<Record<string, ColumnChoice | undefined>>,
    collector: IssueCollector,
): Map<string, number> {
    const columns = new Map<string, number>();
    for (const [field, choice] of Object.entries(choices)) {
        if (choice === undefined) continue;
        if (!Object.hasOwn(fields, field)) {
            const plain = plainName(field);
            const alias = Object.keys(fields).find((name) => fields[name].names.some((one) => plainName(one) === plain));
            const near = alias ?? nearestWord(field, Object.keys(fields));
            const hint = near === undefined ? `known fields: ${Object.keys(fields).join(', ')}` : `did you mean '${near}'?`;
            collector.add('unknown-key', ['options', 'columns', field], 'is not a field', { hint });
            continue;
        }
        if (choice === null) continue;
        const wanted = typeof choice === 'string' ? [choice] : choice;
        if (!Array.isArray(wanted) || wanted.some((name) => typeof name !== 'string')) {
            const expected = 'a column name, a list of them, or null to leave the field empty';
            collector.add('invalid-type', ['options', 'columns', field], 'must be the name of a column', {
                received: choice,
                expected,
            });
            continue;
        }
        const at = wanted.map((name: string) => findHeader(headers, name)).find((column) => column >= 0);
        if (at !== undefined) columns.set(field, at);
        else if (typeof choice === 'string') {
            const near = nearestWord(choice, headers);
            const hint = near === undefined ? listHeaders(headers) : `did you mean '${near}'? ${listHeaders(headers)}`;
            collector.add('missing-column', ['options', 'columns', field], 'names a column that the table does not have', {
                received: choice,
                hint,
            });
        }
    }
    return columns;
}

function findHeader(headers: readonly string[], name: string): number {
    const exact = headers.indexOf(name);
    return exact < 0 ? headers.findIndex((header) => plainName(header) === plainName(name)) : exact;
}

/** Takes a pair of coordinates of one source; returns the columns that are found and do not belong together. */
function matchCoordinates(
    headers: readonly string[],
    sources: readonly string[],
    isOpen: (field: string) => boolean,
    isFree: (column: number) => boolean,
    take: (field: string, column: number) => void,
): readonly number[] {
    const open = COORDINATES.filter(isOpen) as ('latitude' | 'longitude')[];
    if (open.length === 0) return [];
    const { pairs, latitudes, longitudes } = findCoordinates(headers, sources);
    const isWhole = ({ latitude, longitude }: CoordinatePair): boolean => isFree(latitude) && isFree(longitude);
    if (open.length === 2) {
        const pair = pairs.find(isWhole);
        if (pair === undefined) {
            const [norths, easts] = [latitudes.filter(isFree), longitudes.filter(isFree)];
            if (norths.length > 0 && easts.length > 0) return [...norths, ...easts];
            if (norths.length > 0) take('latitude', norths[0]);
            if (easts.length > 0) take('longitude', easts[0]);
            return [];
        }
        take('latitude', pair.latitude);
        take('longitude', pair.longitude);
        return [];
    }
    // The caller named one: the other is its partner, or the only one that has none.
    const [field] = open;
    const pair = pairs.find((one) => !isWhole(one));
    const ours = (field === 'latitude' ? latitudes : longitudes).filter(isFree);
    const single = ours.filter((column) => pairs.every((one) => one[field] !== column));
    const at = pair !== undefined && isFree(pair[field]) ? pair[field] : single.length === 1 ? single[0] : undefined;
    if (at === undefined) return ours;
    take(field, at);
    return [];
}

function reportMissing(
    headers: readonly string[],
    fields: Readonly<Record<string, Field>>,
    choices: Readonly<Record<string, ColumnChoice | undefined>>,
    columns: ColumnMap,
    mixed: readonly number[],
    collector: IssueCollector,
): void {
    const taken = new Set(columns.values());
    const free = headers.filter((_, column) => !taken.has(column));
    for (const [field, { names, required }] of Object.entries(fields)) {
        if (required !== true || columns.has(field) || typeof choices[field] === 'string') continue;
        if (COORDINATES.includes(field) && columns.has(POSITION)) continue;
        const near = free.find((header) => nearestWord(header, names) !== undefined && plainName(header).length > 2);
        const name = field === 'id' ? columns.get('name') : undefined;
        const other = near ?? (name === undefined ? undefined : headers[name]);
        const question = near === undefined ? `is each '${other}' another one?` : `did you mean '${near}'?`;
        const unguessed = names[0] === field ? '' : `map it: columns: { ${field}: 'YOUR COLUMN' }; `;
        const guess = other === undefined ? unguessed : `${question} Then map it: columns: { ${field}: '${other}' }; `;
        const apart =
            mixed.length < 2 || !COORDINATES.includes(field)
                ? guess
                : `${mixed.map((column) => `'${headers[column]}'`).join(' and ')} may not be of one place: name both by columns; `;
        collector.add('missing-column', [names[0]], 'the column is missing', {
            expected: `one of ${listNames(names)}`,
            hint: apart + listHeaders(headers),
        });
    }
}

const MOST_NAMES = 8;

function listNames(names: readonly string[]): string {
    const shown = names.slice(0, MOST_NAMES).map((name) => `'${name}'`);
    return names.length > MOST_NAMES ? `${shown.join(', ')}, …` : shown.join(', ');
}

function listHeaders(headers: readonly string[]): string {
    return `columns found: ${headers.map((header) => `'${header}'`).join(', ')}`;
}
