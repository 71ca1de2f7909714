import { assertArguments, type Issue, IssueCollector, list, loose, type Schema, text } from '../../core/index.js';
import type { Alignment } from '../../territory/index.js';
import { ACCOUNT_FIELDS } from './account-fields.js';
import { assertReading, tableOptions } from './check-arguments.js';
import { type FieldSet, matchColumns } from './columns.js';
import { readTable } from './table.js';
import type { TableOptions } from './table-result.js';
import { tableToCsv } from './table-to-csv.js';

/** A column of a table that says which unit belongs to which territory. */
export type AlignmentField = 'unit' | 'territory';

/** Which unit belongs to which territory, with the faults of the table. */
export interface AlignmentResult {
    /** Of the rows without any issue; rows without a territory are left out. */
    readonly alignment: Alignment;
    /** By row: `['row 17']`. */
    readonly issues: readonly Issue[];
}

/** Names of the two columns, whatever their capitals and punctuation; then those that accounts have for id and owner. */
const UNIT_NAMES = ['unit', 'unit id', ...ACCOUNT_FIELDS.id.names, 'account', 'customer', 'store'];
const TERRITORY_NAMES = ['territory', 'territory id', ...ACCOUNT_FIELDS.owner.names];

const FIELDS: FieldSet = {
    fields: {
        unit: { names: UNIT_NAMES, ...(ACCOUNT_FIELDS.id.foreign && { foreign: ACCOUNT_FIELDS.id.foreign }), required: true },
        territory: {
            names: TERRITORY_NAMES,
            foreign: [
                'Gebiet',
                'Verkaufsgebiet',
                'territoire',
                'secteur',
                'territorio',
                'território',
                'gebied',
                ...(ACCOUNT_FIELDS.owner.foreign ?? []),
            ],
            required: true,
        },
    },
    sources: [],
};

const alignmentSchema: Schema = loose({ territories: list(loose({ id: text(), unitIds: list(text()) })) });

/**
 * Writes which unit belongs to which territory: `unit,territory`, one row a unit.
 *
 * @param alignment - any plan
 * @returns text with CRLF line ends, by territory; safe to open in a spreadsheet, as `tableToCsv` writes it
 */
export function alignmentToCsv(alignment: Alignment): string {
    assertArguments('the call', { alignment: alignmentSchema }, { alignment });
    const rows = alignment.territories.flatMap(({ id, unitIds }) => unitIds.map((unitId) => [unitId, id]));
    return tableToCsv(['unit', 'territory'], rows);
}

/**
 * Reads which unit belongs to which territory, as {@link alignmentToCsv} writes it, or a table of accounts with an owner.
 *
 * @param text - a table with columns for the unit (`unit`, `id`, `account id`, …) and for the territory (`territory`, `owner`, `rep`, …);
 *   rows without a territory are left out
 * @param options - columns that have other names, and the delimiter
 * @returns territories in the order in which the table names them
 * @throws BeatplanError `empty-input`, `line-too-long`; `invalid-input` with `missing-column`, `malformed-table` and `duplicate-id`
 */
export function parseAlignmentCsv(text: string, options: AlignmentOptions = {}): Alignment {
    const { alignment, issues } = readAlignmentCsv(text, options);
    const collector = new IssueCollector();
    collector.addAll(issues);
    collector.throwIfAny('the table of territories');
    return alignment;
}

/** Options of {@link parseAlignmentCsv}: as those of accounts and reps. */
export type AlignmentOptions = Omit<TableOptions<AlignmentField>, 'decimalMark'>;

/**
 * As {@link parseAlignmentCsv}, with faults as data: the sound rows, and an issue for each faulty one.
 *
 * @throws BeatplanError `empty-input`, `line-too-long`; `invalid-input` with `missing-column` and `unknown-key` issues
 */
export function readAlignmentCsv(text: string, options: AlignmentOptions = {}): AlignmentResult {
    assertReading(text, options, tableOptions);
    const collector = new IssueCollector();
    const choices = options.columns ?? {};
    const isHeader = (cells: readonly string[]): boolean => {
        const found = new IssueCollector();
        matchColumns(
            cells.map((cell) => cell.trim()),
            FIELDS,
            choices,
            found,
        );
        return found.issues.length === 0;
    };
    const { headers, rows } = readTable(text, collector, { delimiter: options.delimiter, isHeader });
    const columnIssues = new IssueCollector();
    const { columns } = matchColumns(headers, FIELDS, choices, columnIssues);
    columnIssues.throwIfAny('the table of territories');
    const unitAt = columns.get('unit') as number;
    const territoryAt = columns.get('territory') as number;
    const territories = new Map<string, string[]>();
    const seen = new Set<string>();
    for (const { number, cells } of rows) {
        const unit = cells[unitAt].trim();
        const territory = cells[territoryAt].trim();
        if (unit === '' || territory === '') continue;
        if (seen.has(unit)) {
            collector.add('duplicate-id', [`row ${number}`], 'names a unit again', { received: unit });
            continue;
        }
        seen.add(unit);
        if (!territories.has(territory)) territories.set(territory, []);
        territories.get(territory)!.push(unit);
    }
    return { alignment: { territories: [...territories].map(([id, unitIds]) => ({ id, unitIds })) }, issues: collector.issues };
}
