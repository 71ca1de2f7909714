import type { Rep } from '../../market/index.js';
import { checkReps } from '../../market/internal.js';
import { readHours, readId, readPosition } from './accounts-csv.js';
import type { Cells } from './cells.js';
import { assertReading, tableOptions } from './check-arguments.js';
import { plainName } from './column-name.js';
import { REP_FIELDS, REP_ID_FALLBACKS, REP_SOURCES } from './rep-fields.js';
import type { TableRow } from './table.js';
import type { RepField } from './table-fields.js';
import { readItems, requireItems, type TableKind, type TableOptions, type TableResult } from './table-result.js';

/**
 * Reads reps from a table and throws if any row has a fault. Use {@link readRepsCsv} to go on with the sound rows.
 *
 * Columns are found by name, as {@link parseAccountsCsv} does it: `id`, `name`, `latitude` and `longitude` of the home, `hours`
 * (see `parseWeeklyHours`), `skills` (divided by `;` or `|`), `max visits per day`, `share` and `time zone`. All others are
 * kept in
 * `data`.
 *
 * @param text - the table, with a line of column names
 * @param options - columns that have other names, the delimiter, the decimal mark
 * @returns reps in table order
 * @throws BeatplanError `empty-input`, `line-too-long`; `invalid-input` with an issue for each faulty cell:
 * `missing-column`,
 * `malformed-table`, `not-a-number`, `ambiguous-number`, `missing-position`, `no-shift` and all that `checkReps` finds
 *
 * @example
 * ```ts
 * const reps = parseRepsCsv('id,lat,lng,hours\nann,48.1,11.5,Mo-Fr 08:00-17:00\n');
 * ```
 */
export function parseRepsCsv(text: string, options: TableOptions<RepField> = {}): Rep[] {
    return requireItems(REPS.what, readRepsCsv(text, options));
}

/**
 * As {@link parseRepsCsv}, with faults as data: the reps of all sound rows, and an issue for each faulty cell.
 *
 * @throws BeatplanError `empty-input`, `line-too-long`; `invalid-input` with `missing-column` and `unknown-key` issues
 */
export function readRepsCsv(text: string, options: TableOptions<RepField> = {}): TableResult<Rep, RepField> {
    assertReading(text, options, tableOptions);
    return readItems(text, REPS, options);
}

/** How rows become reps. */
export const REPS: TableKind<Rep, RepField> = {
    what: 'The table of reps',
    fields: REP_FIELDS,
    sources: REP_SOURCES,
    readRow: readRep,
    check: (reps, collector) => checkReps(reps, collector, []),
    assume: ({ id = '' }) =>
        REP_ID_FALLBACKS.some((name) => plainName(name) === plainName(id))
            ? [`'${id}' tells the reps apart: no column is an id.`]
            : [],
    assumed: { maxVisitsPerDay: 'no limit of visits a day', share: 'a full share', timeZone: 'no time zone' },
};

function readRep(row: TableRow, cells: Cells): Rep {
    const entries = {
        name: cells.text(row, 'name'),
        skills: cells.list(row, 'skills'),
        maxVisitsPerDay: cells.number(row, 'maxVisitsPerDay'),
        share: cells.number(row, 'share', { percent: 'fraction' }),
        timeZone: cells.text(row, 'timeZone'),
        data: cells.others(row),
    };
    const rep: Rep = { id: readId(row, cells), home: readPosition(row, cells), hours: readHours(row, cells) ?? {} };
    return Object.assign(rep, Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)));
}
