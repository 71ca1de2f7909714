import {
    type CallField,
    type OrderField,
    type QuotaField,
    type RepQuota,
    readCallsCsv,
    readOrdersCsv,
    readQuotasCsv,
    type TableOptions,
    type TableResult,
} from '../../formats/index.js';
import type { ReviewCall, ReviewOrder } from '../../performance/index.js';
import { type InputRules, keepSound, type Reading } from './input-table.js';
import { readTextFile } from './read-text-file.js';
import type { Rejection } from './rejections.js';

/** The sound rows of a table of results, and what was left out. */
export interface ResultsTable<Row> {
    readonly file: string;
    readonly rows: readonly Row[];
    /** Number of the row of each, in the file. */
    readonly rowNumbers: readonly number[];
    readonly rejected: readonly Rejection[];
    readonly reading: Reading;
}

/** Reads calls; rows with faults are left out, or refuse the file if the rules are strict. */
export function readCallsFile(file: string, rules: InputRules): Promise<ResultsTable<ReviewCall>> {
    return readResults<ReviewCall, CallField>(file, 'calls', rules, readCallsCsv);
}

/** {@link readCallsFile} for orders. */
export function readOrdersFile(file: string, rules: InputRules): Promise<ResultsTable<ReviewOrder>> {
    return readResults<ReviewOrder, OrderField>(file, 'orders', rules, readOrdersCsv);
}

/** {@link readCallsFile} for quotas. */
export function readQuotasFile(file: string, rules: InputRules): Promise<ResultsTable<RepQuota>> {
    return readResults<RepQuota, QuotaField>(file, 'quotas', rules, readQuotasCsv);
}

async function readResults<Row, Name extends string>(
    file: string,
    kind: 'calls' | 'orders' | 'quotas',
    rules: InputRules,
    read: (text: string, options: TableOptions<Name>) => TableResult<Row, Name>,
): Promise<ResultsTable<Row>> {
    const { text, note } = await readTextFile(file);
    const { columns, decimalMark } = rules;
    const options = {
        ...(columns === undefined ? {} : { columns: columns as Partial<Record<Name, string>> }),
        ...(decimalMark === undefined ? {} : { decimalMark }),
    };
    const { result, rejected } = keepSound(file, `${kind}.`, rules, () => read(text, options));
    const { items, itemRows, columns: found, unused } = result;
    const notes = [...(note === undefined ? [] : [note]), ...result.notes];
    return {
        file,
        rows: items,
        rowNumbers: itemRows,
        rejected,
        reading: { file, kind, rows: items.length, columns: found, unused, notes },
    };
}
