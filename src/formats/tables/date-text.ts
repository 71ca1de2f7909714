import { isDate } from '../../market/index.js';

/** Which of the first two numbers of `3/4/2027` is the day. */
export type DateOrder = 'day-first' | 'month-first';

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?$/;
const DOTTED = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:[ ,]+\d{1,2}:\d{2}.*)?$/;
const SLASHED = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:[ ,]+\d{1,2}:\d{2}.*)?$/;
const YEAR_FIRST = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:[ T]\d{1,2}:\d{2}.*)?$/;

/**
 * Reads a date as tables write it: `2027-01-31`, `2027-01-31T09:30`, `31.01.2027`, `2027/01/31`, and `31/01/2027` or `01/31/2027` by what the
 * column shows.
 *
 * @param order - of slashed dates; undefined if the column does not show it
 * @returns `YYYY-MM-DD`; undefined if the text is no date, or could be two
 */
export function readDateText(text: string, order: DateOrder | undefined): string | undefined {
    const iso = ISO.exec(text) ?? YEAR_FIRST.exec(text);
    if (iso !== null) return dateOf(iso[1], iso[2], iso[3]);
    const dotted = DOTTED.exec(text);
    if (dotted !== null) return dateOf(dotted[3], dotted[2], dotted[1]);
    const slashed = SLASHED.exec(text);
    if (slashed === null) return undefined;
    const [, first, second, year] = slashed;
    // One and the same either way.
    if (Number(first) === Number(second)) return dateOf(year, first, second);
    const own = orderOf(first, second) ?? order;
    if (own === undefined) return undefined;
    return own === 'day-first' ? dateOf(year, second, first) : dateOf(year, first, second);
}

/** The order of slashed dates that a column shows: by those of which only one number can be the month; undefined if none or both. */
export function findDateOrder(texts: Iterable<string>): DateOrder | undefined {
    const found = new Set<DateOrder>();
    for (const text of texts) {
        const slashed = SLASHED.exec(text);
        const order = slashed === null ? undefined : orderOf(slashed[1], slashed[2]);
        if (order !== undefined) found.add(order);
    }
    return found.size === 1 ? [...found][0] : undefined;
}

function orderOf(first: string, second: string): DateOrder | undefined {
    const [isLong, isLongToo] = [Number(first) > 12, Number(second) > 12];
    if (isLong === isLongToo) return undefined;
    return isLong ? 'day-first' : 'month-first';
}

function dateOf(year: string, month: string, day: string): string | undefined {
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    return isDate(date) ? date : undefined;
}
