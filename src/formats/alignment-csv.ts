import { IssueCollector } from '../core/index.js';
import type { Alignment } from '../territory/index.js';
import { plainName } from './column-name.js';
import { readTable } from './table.js';
import { tableToCsv, unescapeFormulas } from './table-to-csv.js';

/** Names of the two columns, whatever their capitals and punctuation. */
const UNIT_NAMES = ['unit', 'unit id', 'id', 'account', 'account id'];
const TERRITORY_NAMES = ['territory', 'territory id', 'owner', 'rep', 'rep id'];

/**
 * Writes which unit belongs to which territory: `unit,territory`, one row a unit.
 *
 * @param alignment - any plan
 * @returns text with CRLF line ends, by territory; safe to open in a spreadsheet, as `tableToCsv` writes it
 */
export function alignmentToCsv(alignment: Alignment): string {
    const rows = alignment.territories.flatMap(({ id, unitIds }) => unitIds.map((unitId) => [unitId, id]));
    return tableToCsv(['unit', 'territory'], rows);
}

/**
 * Reads which unit belongs to which territory, as {@link alignmentToCsv} writes it, or a table of accounts with an owner.
 *
 * @param text - a table with columns for the unit (`unit`, `id`, `account`, …) and for the territory (`territory`, `owner`, `rep`, …);
 *   rows without a territory are left out
 * @returns territories in the order in which the table names them
 * @throws BeatplanError `empty-input`, `line-too-long`; `invalid-input` with `missing-column`, `malformed-table` and `duplicate-id`
 */
export function parseAlignmentCsv(text: string): Alignment {
    const collector = new IssueCollector();
    // What we wrote ourselves needs no guess, whatever ids hold.
    const { headers, rows } = readTable(text, collector, /^\uFEFF?unit,territory\r?\n/.test(text) ? { delimiter: ',' } : {});
    const find = (names: readonly string[], what: string): number => {
        const at = names.map((name) => headers.findIndex((header) => plainName(header) === plainName(name))).find((i) => i >= 0);
        if (at === undefined) {
            const expected = `a column called ${names.join(', ')}`;
            collector.add('missing-column', [], `has no column for the ${what}`, { received: headers.join(', '), expected });
        }
        return at ?? -1;
    };
    const unitAt = find(UNIT_NAMES, 'unit');
    const territoryAt = find(TERRITORY_NAMES, 'territory');
    const territories = new Map<string, string[]>();
    const seen = new Set<string>();
    for (const { number, cells } of unitAt < 0 || territoryAt < 0 ? [] : rows) {
        const unit = unescapeFormulas(cells[unitAt].trim());
        const territory = unescapeFormulas(cells[territoryAt].trim());
        if (unit === '' || territory === '') continue;
        if (seen.has(unit)) collector.add('duplicate-id', [`row ${number}`], 'names a unit again', { received: unit });
        seen.add(unit);
        if (!territories.has(territory)) territories.set(territory, []);
        territories.get(territory)!.push(unit);
    }
    collector.throwIfAny('the table of territories');
    return { territories: [...territories].map(([id, unitIds]) => ({ id, unitIds })) };
}
