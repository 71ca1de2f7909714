import { checkReps, type Rep } from '../market/index.js';
import { readHours, readId, readPosition } from './accounts-csv.js';
import type { Cells } from './cells.js';
import type { Field } from './columns.js';
import type { TableRow } from './table.js';
import { readItems, requireItems, type TableKind, type TableOptions, type TableResult } from './table-result.js';

/** A field of a rep that a column can hold. */
export type RepField = 'id' | 'name' | 'latitude' | 'longitude' | 'hours' | 'skills' | 'maxVisitsPerDay' | 'share' | 'timeZone';

const FIELDS: Readonly<Record<RepField, Field>> = {
    id: { names: ['id', 'rep id', 'sales rep id', 'employee id', 'user id', 'owner id', 'number', 'code'], required: true },
    name: { names: ['name', 'rep name', 'full name', 'sales rep', 'employee name', 'user name', 'rep', 'owner'] },
    latitude: { names: ['latitude', 'lat', 'home latitude', 'home lat', 'y'], required: true },
    longitude: { names: ['longitude', 'lng', 'lon', 'long', 'home longitude', 'home lng', 'home lon', 'x'], required: true },
    hours: {
        names: ['hours', 'working hours', 'work hours', 'shift', 'shifts', 'business hours', 'opening hours'],
        required: true,
    },
    skills: { names: ['skills', 'skill'] },
    maxVisitsPerDay: { names: ['max visits per day', 'max calls per day', 'max visits', 'visits per day', 'calls per day'] },
    share: { names: ['share', 'fte', 'workload share', 'capacity'] },
    timeZone: { names: ['time zone', 'tz'] },
};

/**
 * Reads reps from a table and throws where any row has a fault. Use {@link readRepsCsv} to go on with the sound rows.
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
    return requireItems(REPS.what, readItems(text, REPS, options));
}

/**
 * As {@link parseRepsCsv}, with faults as data: the reps of all sound rows, and an issue for each faulty cell.
 *
 * @throws BeatplanError `empty-input`, `line-too-long`; `invalid-input` with `missing-column` and `unknown-key` issues
 */
export function readRepsCsv(text: string, options: TableOptions<RepField> = {}): TableResult<Rep, RepField> {
    return readItems(text, REPS, options);
}

const REPS: TableKind<Rep, RepField> = {
    what: 'The table of reps',
    fields: FIELDS,
    readRow: readRep,
    check: (reps, collector) => checkReps(reps, collector, []),
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
