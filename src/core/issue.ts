import type { ErrorCode } from './error-codes.js';

/** Where in the input a problem lies: keys and array indices from the root, or a file's line and column names. */
export type IssuePath = readonly (string | number)[];

/** One problem of an input: what is wrong, where, what was found and what would be right. */
export interface Issue {
    /** Stable code to branch on; every one is explained in `docs/errors.md`. */
    readonly code: ErrorCode;
    /** Keys and indices from the root of the input to the faulty value, `['visits', 3, 'timeWindows', 0]`. */
    readonly path: IssuePath;
    /** One sentence for a person. */
    readonly message: string;
    /** The faulty value as it was given; a description of it where it is large, deep or not what JSON has. */
    readonly received?: unknown;
    /** What would have been accepted. */
    readonly expected?: string;
    /** What to do about it. */
    readonly hint?: string;
}

const LONGEST_SHOWN = 80;
const MOST_KEYS_SHOWN = 5;
const MOST_STEPS_SHOWN = 24;

/**
 * Writes a path as a person would: `visits[3].timeWindows[0]`, or `row 17, Latitude` in a table. Keys of more than 80 characters and
 * paths of more than 24 steps are cut.
 */
export function formatPath(path: IssuePath): string {
    if (path.length > MOST_STEPS_SHOWN) return `${formatPath(path.slice(0, MOST_STEPS_SHOWN))}…`;
    if (path.some(isLongKey)) return formatPath(path.map((key) => (isLongKey(key) ? cutText(String(key), LONGEST_SHOWN) : key)));
    // A place in a text is no key: `row 17, Latitude`.
    if (/^(row|line) \d+$/.test(String(path[0]))) return path.join(', ');
    let text = '';
    for (const key of path) {
        if (typeof key === 'number') text += `[${key}]`;
        else if (/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key)) text += text === '' ? key : `.${key}`;
        else text += `[${JSON.stringify(key)}]`;
    }
    return text;
}

function isLongKey(key: string | number): boolean {
    return typeof key === 'string' && key.length > LONGEST_SHOWN;
}

/** Cuts a text at a number of characters; where it was cut the last one is an ellipsis. */
export function cutText(text: string, most: number): string {
    return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** A short, printable form of any value for messages: at most 80 characters, whatever the value. */
export function showValue(value: unknown): string {
    try {
        return cutText(describeValue(value), LONGEST_SHOWN);
    } catch {
        // A proxy or a getter of the caller's may throw whatever is asked of it.
        return 'a value that cannot be read';
    }
}

function describeValue(value: unknown): string {
    // A text is cut before it is quoted too, so that a whole file is not escaped for the sake of its first line.
    if (typeof value === 'string') return JSON.stringify(value.slice(0, LONGEST_SHOWN));
    if (typeof value === 'function') return 'a function';
    if (typeof value !== 'object' || value === null) return String(value);
    if (Array.isArray(value)) return `a list of ${value.length}`;
    const kind: unknown = Object.getPrototypeOf(value)?.constructor?.name;
    if (ArrayBuffer.isView(value) && 'length' in value) return `${kind} of ${value.length}`;
    if (typeof kind === 'string' && kind !== '' && kind !== 'Object') return `an object of the class ${kind}`;
    return `an object with ${Object.keys(value).slice(0, MOST_KEYS_SHOWN).join(', ') || 'no keys'}`;
}
