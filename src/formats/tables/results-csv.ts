import type { ReviewCall, ReviewOrder } from '../../performance/index.js';
import type { Cells } from './cells.js';
import { assertReading, tableOptions } from './check-arguments.js';
import { findDateOrder, readDateText } from './date-text.js';
import { durationUnit } from './duration-text.js';
import { type CallField, type OrderField, type QuotaField, RESULT_FIELDS } from './result-fields.js';
import type { TableRow } from './table.js';
import { readItems, requireItems, type TableKind, type TableOptions, type TableResult } from './table-result.js';

/** What a rep is to sell in a period. */
export interface RepQuota {
    readonly repId: string;
    /** Cents. */
    readonly amount: number;
}

/**
 * Reads calls that were made, one row a call: account, rep and date, and where known minutes on site and at the wheel.
 *
 * @param text - the table, with a line of column names
 * @param options - columns that have other names, the delimiter, the decimal mark
 * @returns calls in table order, for `reviewPeriod`
 * @throws BeatplanError `empty-input`, `line-too-long`; `invalid-input` with `missing-column`, `missing-key`, `invalid-date` and `not-a-number`
 * @example
 * ```ts
 * parseCallsCsv('account_id,rep_id,date,minutes\nA1,ann,2027-01-05,30\n')[0].duration; // 1800
 * ```
 */
export function parseCallsCsv(text: string, options: TableOptions<CallField> = {}): ReviewCall[] {
    return requireItems(CALLS.what, readCallsCsv(text, options));
}

/** As {@link parseCallsCsv}, with faults as data: the calls of all sound rows, and an issue for each faulty cell. */
export function readCallsCsv(text: string, options: TableOptions<CallField> = {}): TableResult<ReviewCall, CallField> {
    assertReading(text, options, tableOptions);
    return readItems(text, callsKind(), options);
}

/**
 * Reads orders, one row an order: account, date and amount (in whole units of the currency, at most two decimals), and where known the rep
 * who is credited and the currency.
 *
 * @returns orders in table order, amounts in cents, for `reviewPeriod`
 * @throws BeatplanError `empty-input`, `line-too-long`; `invalid-input` with `missing-column`, `missing-key`, `invalid-date`, `not-a-number`,
 *   and `out-of-range` for amounts below 0 or with fractions of a cent
 * @example
 * ```ts
 * parseOrdersCsv('account_id;date;amount\nA1;05.01.2027;1.234,50\n')[0]; // { accountId: 'A1', date: '2027-01-05', amount: 123450 }
 * ```
 */
export function parseOrdersCsv(text: string, options: TableOptions<OrderField> = {}): ReviewOrder[] {
    return requireItems(ORDERS.what, readOrdersCsv(text, options));
}

/** As {@link parseOrdersCsv}, with faults as data: the orders of all sound rows, and an issue for each faulty cell. */
export function readOrdersCsv(text: string, options: TableOptions<OrderField> = {}): TableResult<ReviewOrder, OrderField> {
    assertReading(text, options, tableOptions);
    return readItems(text, ordersKind(), options);
}

/**
 * Reads quotas, one row a rep, in whole units of the currency.
 *
 * @returns quotas in table order, amounts in cents
 * @throws BeatplanError as {@link parseOrdersCsv}
 */
export function readQuotasCsv(text: string, options: TableOptions<QuotaField> = {}): TableResult<RepQuota, QuotaField> {
    assertReading(text, options, tableOptions);
    return readItems(text, QUOTAS, options);
}

const check = (): void => {};

const CALLS: Omit<TableKind<ReviewCall, CallField>, 'readRow'> = {
    what: 'The table of calls',
    fields: RESULT_FIELDS.calls,
    sources: [],
    check,
    assumed: { duration: 'the duration that was planned', travelDuration: 'the driving that was planned' },
    assume: ({ duration, travelDuration }) =>
        [duration, travelDuration].flatMap((header) =>
            header === undefined ? [] : [`'${header}' was read in ${durationUnit(header).name}.`],
        ),
};

const ORDERS: Omit<TableKind<ReviewOrder, OrderField>, 'readRow'> = {
    what: 'The table of orders',
    fields: RESULT_FIELDS.orders,
    sources: [],
    check,
    assumed: { repId: 'the rep who works the account', currency: 'no currency' },
};

const QUOTAS: TableKind<RepQuota, QuotaField> = {
    what: 'The table of quotas',
    fields: RESULT_FIELDS.quotas,
    sources: [],
    check,
    assumed: {},
    readRow: (row, cells) => ({ repId: readKey(row, cells, 'repId'), amount: readCents(row, cells, 'amount') }),
};

function callsKind(): TableKind<ReviewCall, CallField> {
    const readDate = dateReader();
    return {
        ...CALLS,
        readRow: (row, cells) => ({
            accountId: readKey(row, cells, 'accountId'),
            repId: readKey(row, cells, 'repId'),
            date: readDate(row, cells),
            ...given('duration', cells.duration(row, 'duration', durationUnit(cells.header('duration') ?? ''))),
            ...given('travelDuration', cells.duration(row, 'travelDuration', durationUnit(cells.header('travelDuration') ?? ''))),
        }),
    };
}

function ordersKind(): TableKind<ReviewOrder, OrderField> {
    const readDate = dateReader();
    return {
        ...ORDERS,
        readRow: (row, cells) => ({
            accountId: readKey(row, cells, 'accountId'),
            date: readDate(row, cells),
            amount: readCents(row, cells, 'amount'),
            ...given('repId', cells.text(row, 'repId')),
            ...given('currency', cells.text(row, 'currency')),
        }),
    };
}

function given<Key extends string, Value>(key: Key, value: Value | undefined): { readonly [K in Key]?: Value } {
    return value === undefined ? {} : ({ [key]: value } as { readonly [K in Key]?: Value });
}

function readKey(row: TableRow, cells: Cells, field: string): string {
    const id = cells.text(row, field);
    if (id !== undefined) return id;
    cells.fail(row, field, 'missing-key', 'the id is missing');
    return '';
}

/** Reads dates of one table; the order of slashed ones is found once, from all of them. */
function dateReader(): (row: TableRow, cells: Cells) => string {
    let order: { readonly found: ReturnType<typeof findDateOrder> } | undefined;
    return (row, cells) => {
        const text = cells.text(row, 'date');
        if (text === undefined) {
            cells.fail(row, 'date', 'missing-key', 'the date is missing');
            return '';
        }
        order ??= { found: findDateOrder(cells.texts('date')) };
        const date = readDateText(text, order.found);
        if (date !== undefined) return date;
        const isEitherWay = readDateText(text, 'day-first') !== undefined;
        cells.fail(row, 'date', 'invalid-date', isEitherWay ? 'is two dates, by day or month first' : 'is not a date', {
            received: text,
            expected: 'YYYY-MM-DD',
        });
        return '';
    };
}

/** An amount in whole units as cents. */
function readCents(row: TableRow, cells: Cells, field: string): number {
    const amount = cells.number(row, field);
    if (amount === undefined) {
        if (!cells.isFaulty(row, field)) cells.fail(row, field, 'missing-key', 'the amount is missing');
        return 0;
    }
    const cents = Math.round(amount * 100);
    if (amount < 0) {
        cells.fail(row, field, 'out-of-range', 'is negative', {
            received: amount,
            expected: 'an amount from 0',
            hint: 'take returns off the order that they belong to',
        });
    } else if (cents > Number.MAX_SAFE_INTEGER) {
        cells.fail(row, field, 'out-of-range', 'is too large', { received: amount });
    } else if (Math.abs(amount * 100 - cents) > 1e-6 * Math.max(1, cents * 1e-6)) {
        cells.fail(row, field, 'out-of-range', 'has fractions of a cent', { received: amount, expected: 'at most two decimals' });
    }
    return cents;
}
