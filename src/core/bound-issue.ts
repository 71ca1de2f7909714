import { cutText, type Issue, showValue } from './issue.js';

const LONGEST_TEXT = 1_000;
const MOST_VALUES = 64;
const DEEPEST = 4;

/**
 * Bounds an issue, whatever input it is about: texts are cut at 1,000 characters, and `received` can always be made JSON. A value that is
 * too large or deep for that, or none that JSON has, becomes the text that messages show it by.
 *
 * @returns the issue itself where there is nothing to bound
 */
export function boundIssue(issue: Issue): Issue {
    const { message, expected, hint } = issue;
    const received = boundValue(issue.received);
    const isShort = [message, expected, hint, ...issue.path].every(
        (text) => typeof text !== 'string' || text.length <= LONGEST_TEXT,
    );
    if (isShort && Object.is(received, issue.received)) return issue;
    return {
        ...issue,
        path: issue.path.map((key) => (typeof key === 'string' ? cutText(key, LONGEST_TEXT) : key)),
        message: cutText(message, LONGEST_TEXT),
        ...(issue.received === undefined ? {} : { received }),
        ...(expected === undefined ? {} : { expected: cutText(expected, LONGEST_TEXT) }),
        ...(hint === undefined ? {} : { hint: cutText(hint, LONGEST_TEXT) }),
    };
}

function boundValue(value: unknown): unknown {
    if (typeof value === 'string') return cutText(value, LONGEST_TEXT);
    if (value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean') return value;
    try {
        return isPlain(value, DEEPEST, { values: MOST_VALUES }) ? structuredClone(value) : showValue(value);
    } catch {
        return showValue(value);
    }
}

/** Whether a value is what JSON has, no deeper than this, of no more values than are left, its texts short. Cycles are too deep. */
function isPlain(value: unknown, depth: number, left: { values: number }): boolean {
    if (left.values-- <= 0) return false;
    if (typeof value === 'string') return value.length <= LONGEST_TEXT;
    if (typeof value !== 'object' || value === null)
        return typeof value !== 'bigint' && typeof value !== 'symbol' && typeof value !== 'function';
    if (depth === 0) return false;
    if (Array.isArray(value)) return value.length <= left.values && value.every((item) => isPlain(item, depth - 1, left));
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return false;
    const keys = Object.keys(value);
    if (keys.length > left.values) return false;
    return keys.every((key) => key.length <= LONGEST_TEXT && isPlain((value as Record<string, unknown>)[key], depth - 1, left));
}
