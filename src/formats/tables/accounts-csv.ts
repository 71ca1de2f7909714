import { IssueCollector, nearestWord } from '../../core/index.js';
import { type Account, TIERS, type Tier } from '../../market/index.js';
import { checkAccounts } from '../../market/internal.js';
import { ACCOUNT_FIELDS, ACCOUNT_SOURCES } from './account-fields.js';
import type { Cells } from './cells.js';
import { assertReading, tableOptions } from './check-arguments.js';
import { POSITION } from './columns.js';
import { durationUnit } from './duration-text.js';
import { describeFrequencyUnit, frequencyUnit } from './frequency-text.js';
import type { TableRow } from './table.js';
import type { AccountField } from './table-fields.js';
import { readItems, requireItems, type TableKind, type TableOptions, type TableResult } from './table-result.js';
import { readWeeklyHours } from './weekly-hours.js';

/**
 * Reads accounts from a table and throws if any row has a fault. Use {@link readAccountsCsv} to go on with the sound rows.
 *
 * Columns are found by the names that exports of customer systems give them, in English and nine other languages, whatever their
 * capitals and punctuation: `id`, `name`, `latitude` and `longitude` (of one source: never Billing Latitude with Shipping
 * Longitude), `potential`, `sales` or `revenue`, `segment` or `type`, `tier`, `priority`, `call frequency` (calls in four weeks),
 * `call duration` (minutes, unless its name says hours or seconds), `opening hours` (see `parseWeeklyHours`), `skills` (divided by
 * `;` or `|`) and `owner`. Street, city, postcode and the other parts of one address are joined as `address`. A column whose cells mostly hold something else is left alone. All other columns are kept in `data`.
 * Commas, semicolons, tabs and bars divide cells; numbers are read as people write
 * them, and each column decides what its points and commas mean.
 *
 * @param text - the table, with a line of column names
 * @param options - columns that have other names, the delimiter, the decimal mark
 * @returns accounts in table order
 * @throws BeatplanError `empty-input`, `line-too-long`; `invalid-input` with an issue for each faulty cell:
 * `missing-column`,
 * `malformed-table`, `not-a-number`, `ambiguous-number`, `missing-position`, `duplicate-id`, `invalid-latitude` and all that `checkAccounts` finds
 *
 * @example
 * ```ts
 * const accounts = parseAccountsCsv('id,lat,lng,revenue\nA1,48.1,11.5,12000\n');
 * // [{ id: 'A1', position: [11.5, 48.1], sales: 12000 }]
 * ```
 */
export function parseAccountsCsv(text: string, options: TableOptions<AccountField> = {}): Account[] {
    return requireItems(ACCOUNTS.what, readAccountsCsv(text, options));
}

/**
 * As {@link parseAccountsCsv}, with faults as data: the accounts of all sound rows, and an issue for each faulty cell.
 *
 * @throws BeatplanError `empty-input`, `line-too-long`; `invalid-input` with `missing-column` and `unknown-key` issues,
 * since nothing can be read without an id or a position
 */
export function readAccountsCsv(text: string, options: TableOptions<AccountField> = {}): TableResult<Account, AccountField> {
    assertReading(text, options, tableOptions);
    return readItems(text, ACCOUNTS, options);
}

/** How rows become accounts. */
export const ACCOUNTS: TableKind<Account, AccountField> = {
    what: 'The table of accounts',
    fields: ACCOUNT_FIELDS,
    sources: ACCOUNT_SOURCES,
    readRow: readAccount,
    check: (accounts, collector) => checkAccounts(accounts, collector, []),
    assumed: {
        potential: 'no potential',
        sales: 'no sales',
        tier: 'the tier by its figures',
        priority: 'the priority by its score',
        callFrequency: 'the call frequency of its tier',
        callDuration: 'the call duration of its tier',
        hours: 'open at all times',
    },
    assume: ({ callDuration, callFrequency }, cells) => [
        ...(callDuration === undefined ? [] : [`'${callDuration}' was read in ${durationUnit(callDuration).name}.`]),
        ...(callFrequency === undefined ? [] : frequencyNotes(callFrequency, cells)),
    ],
};

function readAccount(row: TableRow, cells: Cells): Account {
    const entries = {
        name: cells.text(row, 'name'),
        address: cells.address(row),
        potential: cells.number(row, 'potential'),
        sales: cells.number(row, 'sales'),
        segment: cells.text(row, 'segment'),
        tier: readTier(row, cells),
        priority: cells.number(row, 'priority', { percent: 'points' }),
        callFrequency: cells.frequency(row, 'callFrequency', frequencyUnit(cells.header('callFrequency') ?? '')),
        callDuration: cells.duration(row, 'callDuration', durationUnit(cells.header('callDuration') ?? '')),
        hours: readHours(row, cells),
        skills: cells.list(row, 'skills'),
        owner: cells.text(row, 'owner'),
        data: cells.others(row),
    };
    const account: Account = { id: readId(row, cells), position: readPosition(row, cells) };
    return Object.assign(account, Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)));
}

/** The id of a row; without one an issue, and a name that no other row has. */
export function readId(row: TableRow, cells: Cells): string {
    const id = cells.text(row, 'id');
    if (id !== undefined) return id;
    cells.fail(row, 'id', 'missing-key', 'the id is missing', { hint: 'every row needs an id of its own' });
    return `row ${row.number}`;
}

/** The position of a row; without one an issue. */
export function readPosition(row: TableRow, cells: Cells): readonly [number, number] {
    if (cells.header(POSITION) !== undefined) {
        const position = cells.position(row);
        if (position !== undefined) return position;
        if (!cells.isFaulty(row, POSITION)) {
            const hint = 'find the position of the address, or leave the row out';
            cells.fail(row, POSITION, 'missing-position', 'the position is missing', { hint });
        }
        return [Number.NaN, Number.NaN];
    }
    const [latitude, longitude] = [cells.degrees(row, 'latitude'), cells.degrees(row, 'longitude')];
    const values = { latitude, longitude };
    const missing = (['latitude', 'longitude'] as const).filter(
        (field) => values[field] === undefined && !cells.isFaulty(row, field),
    );
    if (missing.length > 0) {
        const hint = 'find the position of the address, or leave the row out';
        const verb = missing.length === 1 ? 'is' : 'are';
        cells.fail(row, missing[0], 'missing-position', `the ${missing.join(' and the ')} ${verb} missing`, { hint });
    }
    return [longitude ?? Number.NaN, latitude ?? Number.NaN];
}

const MOST_EXAMPLES = 4;

function frequencyNotes(header: string, { frequencyWords }: Cells): string[] {
    const unit = frequencyUnit(header);
    const words = [...frequencyWords].slice(0, MOST_EXAMPLES).map(([text, calls]) => `'${text}' as ${Number(calls.toFixed(2))}`);
    const plain = `'${header}' was read as ${unit === undefined ? 'calls in four weeks' : describeFrequencyUnit(unit)}`;
    const sum = unit === undefined ? '' : ' in four weeks';
    return [
        words.length === 0 ? `${plain}.` : `${plain}; ${words.join(', ')}${frequencyWords.size > MOST_EXAMPLES ? ', …' : sum}.`,
    ];
}

/** The weekly hours of a row, or undefined if none are given. */
export function readHours(row: TableRow, cells: Cells): Account['hours'] {
    const text = cells.text(row, 'hours');
    if (text === undefined) return undefined;
    const found = new IssueCollector();
    const hours = readWeeklyHours(text, [], found);
    for (const { code, path: _, message, ...details } of found.issues) cells.fail(row, 'hours', code, message, details);
    // Half of them would be other hours.
    return found.issues.length === 0 ? hours : undefined;
}

function readTier(row: TableRow, cells: Cells): Tier | undefined {
    const text = cells.text(row, 'tier')?.toUpperCase();
    if (text === undefined || (TIERS as readonly string[]).includes(text)) return text as Tier | undefined;
    const near = nearestWord(text, TIERS);
    cells.fail(row, 'tier', 'unknown-option', 'is not a known tier', {
        received: cells.text(row, 'tier'),
        expected: `one of ${TIERS.map((tier) => `'${tier}'`).join(', ')}`,
        ...(near === undefined ? {} : { hint: `did you mean '${near}'?` }),
    });
    return undefined;
}
