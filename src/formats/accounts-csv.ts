import { IssueCollector, nearestWord } from '../core/index.js';
import { type Account, checkAccounts, TIERS, type Tier } from '../market/index.js';
import type { Cells } from './cells.js';
import type { Field } from './columns.js';
import type { TableRow } from './table.js';
import { readItems, requireItems, type TableKind, type TableOptions, type TableResult } from './table-result.js';
import { readWeeklyHours } from './weekly-hours.js';

/** A field of an account that a column can hold. */
export type AccountField =
    | 'id'
    | 'name'
    | 'latitude'
    | 'longitude'
    | 'potential'
    | 'sales'
    | 'segment'
    | 'tier'
    | 'priority'
    | 'callFrequency'
    | 'callDuration'
    | 'hours'
    | 'skills'
    | 'owner';

const FIELDS: Readonly<Record<AccountField, Field>> = {
    id: {
        names: [
            'id',
            'account id',
            'account number',
            'account no',
            'customer id',
            'customer number',
            'customer no',
            'store id',
            'store number',
            'storenum',
            'external id',
            'record id',
            'code',
            'number',
            'key',
        ],
        required: true,
    },
    name: {
        names: [
            'name',
            'account name',
            'customer name',
            'store name',
            'company name',
            'account',
            'customer',
            'company',
            'store',
            'title',
        ],
    },
    latitude: { names: ['latitude', 'lat', 'geo lat', 'gps lat', 'billing latitude', 'shipping latitude', 'y'], required: true },
    longitude: {
        names: ['longitude', 'lng', 'lon', 'long', 'geo lng', 'gps lng', 'billing longitude', 'shipping longitude', 'x'],
        required: true,
    },
    potential: { names: ['potential', 'annual potential', 'sales potential', 'revenue potential', 'market potential'] },
    sales: { names: ['sales', 'revenue', 'annual sales', 'annual revenue', 'sales last year', 'turnover'] },
    segment: { names: ['segment', 'type', 'account type', 'customer type', 'store type', 'channel', 'category', 'industry'] },
    tier: { names: ['tier', 'class', 'abc', 'abc class', 'account tier', 'rating'] },
    priority: { names: ['priority', 'account priority'] },
    callFrequency: { names: ['call frequency', 'visit frequency', 'frequency', 'calls per four weeks', 'visits per four weeks'] },
    callDuration: {
        names: [
            'call duration',
            'call duration minutes',
            'call minutes',
            'visit duration',
            'visit duration minutes',
            'visit minutes',
            'duration',
            'duration minutes',
            'minutes',
        ],
    },
    hours: { names: ['opening hours', 'hours', 'business hours', 'open hours', 'store hours'] },
    skills: { names: ['skills', 'required skills', 'skill'] },
    owner: { names: ['owner', 'owner id', 'account owner', 'rep', 'rep id', 'sales rep', 'sales rep id', 'salesperson'] },
};

/**
 * Reads accounts from a table and throws where any row has a fault. Use {@link readAccountsCsv} to go on with the sound rows.
 *
 * Columns are found by the names that exports of customer systems give them, whatever their capitals and punctuation: `id`,
 * `name`,
 * `latitude`, `longitude`, `potential`, `sales` or `revenue`, `segment` or `type`, `tier`, `priority`, `call frequency` (calls in
 * four weeks), `call duration` (in minutes here), `opening hours` (see `parseWeeklyHours`), `skills` (divided by `;` or `|`)
 * and
 * `owner`. All other columns are kept in `data`. Commas, semicolons, tabs and bars divide cells. Numbers are read as people write
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
    return requireItems(ACCOUNTS.what, readItems(text, ACCOUNTS, options));
}

/**
 * As {@link parseAccountsCsv}, with faults as data: the accounts of all sound rows, and an issue for each faulty cell.
 *
 * @throws BeatplanError `empty-input`, `line-too-long`; `invalid-input` with `missing-column` and `unknown-key` issues,
 * since nothing can be read without an id or a position
 */
export function readAccountsCsv(text: string, options: TableOptions<AccountField> = {}): TableResult<Account, AccountField> {
    return readItems(text, ACCOUNTS, options);
}

const ACCOUNTS: TableKind<Account, AccountField> = {
    what: 'The table of accounts',
    fields: FIELDS,
    readRow: readAccount,
    check: (accounts, collector) => checkAccounts(accounts, collector, []),
};

function readAccount(row: TableRow, cells: Cells): Account {
    const entries = {
        name: cells.text(row, 'name'),
        potential: cells.number(row, 'potential'),
        sales: cells.number(row, 'sales'),
        segment: cells.text(row, 'segment'),
        tier: readTier(row, cells),
        priority: cells.number(row, 'priority', { percent: 'points' }),
        callFrequency: cells.number(row, 'callFrequency'),
        callDuration: cells.number(row, 'callDuration', { factor: 60 }),
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
    const [latitude, longitude] = ['latitude', 'longitude'].map((field) => {
        const value = cells.degrees(row, field);
        if (value !== undefined || cells.isFaulty(row, field)) return value;
        const hint = 'find the position of the address, or leave the row out';
        cells.fail(row, field, 'missing-position', `the ${field} is missing`, { hint });
        return undefined;
    });
    return [longitude ?? Number.NaN, latitude ?? Number.NaN];
}

/** The weekly hours of a row, or undefined where none are given. */
export function readHours(row: TableRow, cells: Cells): Account['hours'] {
    const text = cells.text(row, 'hours');
    if (text === undefined) return undefined;
    const found = new IssueCollector();
    const hours = readWeeklyHours(text, [], found);
    for (const { code, path: _, message, ...details } of found.issues) cells.fail(row, 'hours', code, message, details);
    return hours;
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
