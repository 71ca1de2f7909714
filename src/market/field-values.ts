import {
    assertArguments,
    finite,
    type IssueCollector,
    type IssuePath,
    LARGEST_AMOUNT,
    list,
    loose,
    type NumberColumn,
    nearestWord,
    optional,
    readNumberColumn,
    type Schema,
    satisfying,
    text,
} from '../core/index.js';
import type { Account } from './account.js';

/** What a field is read from. */
export type FieldSubject = Pick<Account, 'potential' | 'sales' | 'data'>;

/** Structure of a {@link FieldSubject}. */
export const fieldSubject: Schema = loose({
    potential: optional(finite()),
    sales: optional(finite()),
    // A column of a table may have any name, also one that JavaScript reserves.
    data: optional(satisfying(isObject, 'is not an object', 'an object')),
});

function isObject(value: unknown): boolean {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Account fields with numbers; every other field name means a key of `data`. */
const OWN_FIELDS: readonly string[] = ['potential', 'sales'];

/**
 * Reads one number of each account: `potential`, `sales` or a key of `data`, whose texts are read as numbers in a table are
 * (`$12,500`): all of them together, since only the whole column tells what `12.500` is.
 *
 * @returns NaN if there is no number, or one that can be read in two ways. O(total length)
 */
export function readField(subjects: readonly FieldSubject[], field: string): Float64Array {
    assertArguments('the field', { subjects: list(fieldSubject), field: text() }, { subjects, field });
    return readColumn(subjects, field).values;
}

/** Adds an issue if a field holds a number for no account, or numbers that cannot be added up: too large ones, or such as can be read in two ways. */
export function checkField(field: string, accounts: readonly Account[], path: IssuePath, collector: IssueCollector): void {
    if (accounts.length === 0 || OWN_FIELDS.includes(field)) return;
    if (!checkUnclear(field, accounts, path, collector)) return;
    const values = readField(accounts, field);
    if (values.some((value) => !Number.isNaN(value))) return;
    const known = [...OWN_FIELDS, ...new Set(accounts.flatMap((account) => Object.keys(account.data ?? {})))];
    const near = nearestWord(field, known);
    collector.add('unknown-option', path, 'names a field that holds a number for no account', {
        received: field,
        expected: "'potential', 'sales' or a key of data with numbers",
        ...(near === undefined || near === field ? {} : { hint: `did you mean '${near}'?` }),
    });
}

/**
 * Adds an issue if a field holds numbers that are too large or can be read in two ways, or amounts in several currencies.
 *
 * @returns whether it does not
 */
export function checkUnclear(
    field: string,
    subjects: readonly FieldSubject[],
    path: IssuePath,
    collector: IssueCollector,
): boolean {
    const { values, statuses } = readColumn(subjects, field);
    const tooLarge = values.findIndex((value) => Math.abs(value) > LARGEST_AMOUNT);
    if (tooLarge >= 0) {
        collector.add('out-of-range', path, `names '${field}', whose numbers are too large to be added up`, {
            received: rawValue(subjects[tooLarge], field),
            expected: `numbers up to ${LARGEST_AMOUNT}`,
        });
        return false;
    }
    const foreign = statuses.indexOf('other-currency');
    if (foreign >= 0) {
        collector.add('mixed-currencies', path, `names '${field}', whose amounts are in several currencies`, {
            received: rawValue(subjects[foreign], field),
            hint: 'convert all amounts to one currency',
        });
        return false;
    }
    const unclear = statuses.indexOf('two-ways');
    if (unclear < 0) return true;
    collector.add('ambiguous-number', path, `names '${field}', whose numbers can be read in two ways`, {
        received: rawValue(subjects[unclear], field),
        hint: "give numbers instead of texts, or read the table with its decimal mark, as in decimalMark: ','",
    });
    return false;
}

function readColumn(subjects: readonly FieldSubject[], field: string): Pick<NumberColumn, 'values' | 'statuses'> {
    const raw = subjects.map((subject) => rawValue(subject, field));
    const { values, statuses, percents } = readNumberColumn(raw.map((value) => (typeof value === 'string' ? value : undefined)));
    for (let i = 0; i < raw.length; i++) {
        const value = raw[i];
        if (typeof value === 'number' && Number.isFinite(value)) values[i] = value;
        else if (percents[i] === 1) values[i] /= 100;
    }
    return { values, statuses };
}

function rawValue(subject: FieldSubject, field: string): unknown {
    if (OWN_FIELDS.includes(field)) return subject[field as 'potential' | 'sales'];
    return subject.data !== undefined && Object.hasOwn(subject.data, field) ? subject.data[field] : undefined;
}
