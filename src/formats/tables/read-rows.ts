import { assertArguments, BeatplanError, IssueCollector, type Schema, satisfying } from '../../core/index.js';
import type { Account, Rep } from '../../market/index.js';
import { ACCOUNTS } from './accounts-csv.js';
import { tableOptions } from './check-arguments.js';
import { readJsonTable } from './json-table.js';
import { REPS } from './reps-csv.js';
import type { AccountField, RepField } from './table-fields.js';
import { readItems, readRows, requireItems, type TableKind, type TableOptions, type TableResult } from './table-result.js';

/**
 * Reads accounts from a table, a GeoJSON FeatureCollection of points, or a list of JSON objects, and throws if any row has a
 * fault. Use {@link readAccounts} to go on with the sound rows.
 *
 * Properties and keys are columns, and are found by the names that {@link parseAccountsCsv} knows. The list may be under a key such
 * as `records`, `results` or `value`, nested objects are columns `key.member`, and accounts in the library's own shape (`position`)
 * are read as they are.
 *
 * @param input - a text of any of these forms, seen from its content, or the parsed JSON
 * @param options - columns that have other names; delimiter and decimal mark of a table
 * @returns accounts in input order
 * @throws BeatplanError as {@link parseAccountsCsv}; `malformed-json`, `invalid-type`. Rows of JSON count from 1
 *
 * @example
 * ```ts
 * parseAccounts([{ Id: 'A1', BillingLatitude: 48.1, BillingLongitude: 11.5 }]); // [{ id: 'A1', position: [11.5, 48.1] }]
 * ```
 */
export function parseAccounts(input: string | object, options: TableOptions<AccountField> = {}): Account[] {
    return requireItems(ACCOUNTS.what, readAccounts(input, options));
}

/**
 * As {@link parseAccounts}, with faults as data: the accounts of all sound rows, and an issue for each faulty cell.
 *
 * @throws BeatplanError `empty-input`, `line-too-long`, `malformed-json`, `invalid-type`; `invalid-input` with `missing-column` and
 *   `unknown-key` issues
 */
export function readAccounts(
    input: string | object,
    options: TableOptions<AccountField> = {},
): TableResult<Account, AccountField> {
    return readAny(input, ACCOUNTS, options);
}

/** {@link parseAccounts} for reps; a point is the home. */
export function parseReps(input: string | object, options: TableOptions<RepField> = {}): Rep[] {
    return requireItems(REPS.what, readReps(input, options));
}

/** {@link readAccounts} for reps; a point is the home. */
export function readReps(input: string | object, options: TableOptions<RepField> = {}): TableResult<Rep, RepField> {
    return readAny(input, REPS, options);
}

const inputSchema: Schema = satisfying(
    (value) => typeof value === 'string' || (typeof value === 'object' && value !== null),
    'is neither a text nor rows',
    'a text, or the parsed JSON',
);

function readAny<Item, Name extends string>(
    input: string | object,
    kind: TableKind<Item, Name>,
    options: TableOptions<Name>,
): TableResult<Item, Name> {
    assertArguments('the call', { input: inputSchema, options: tableOptions }, { input, options });
    if (typeof input === 'string' && !/^\uFEFF?\s*[{[]/.test(input)) return readItems(input, kind, options);
    const collector = new IssueCollector();
    const table = readJsonTable(typeof input === 'string' ? parseJson(input) : input, collector);
    // Numbers of JSON have a point, whatever the language of its texts.
    return readRows(table, kind, { decimalMark: '.', ...options }, collector);
}

function parseJson(text: string): unknown {
    try {
        return JSON.parse(text.replace(/^\uFEFF/, ''));
    } catch (error) {
        const message = `is not valid JSON: ${(error as SyntaxError).message}`;
        const hint = 'a text that begins with { or [ is read as JSON';
        throw new BeatplanError('malformed-json', 'The JSON text cannot be read.', [
            { code: 'malformed-json', path: [], message, hint },
        ]);
    }
}
