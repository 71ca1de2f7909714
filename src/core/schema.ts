import * as v from 'valibot';
import { BeatplanError } from './error.js';
import { ERROR_CODES, type ErrorCode } from './error-codes.js';
import type { IssuePath } from './issue.js';
import type { IssueCollector } from './issue-collector.js';
import { nearestWord } from './nearest-word.js';

/** Any valibot schema; what the helpers below make and {@link checkStructure} takes. */
export type Schema = v.GenericSchema<unknown>;

// Valibot copies what it checks, which for a million items is a gigabyte and a quarter of a minute. So every schema carries a quick
// test beside it: where that says yes the value is sound, where it says no valibot looks and finds the words.
const QUICK_TESTS = new WeakMap<Schema, QuickTest>();

// Those of `optional`: their keys may be missing.
const OPTIONAL = new WeakSet<Schema>();

/** Whether a value follows a schema, without words. */
export type QuickTest = (value: unknown) => boolean;

/** Gives a schema its quick test. */
export function withTest(schema: Schema, test: QuickTest): Schema {
    QUICK_TESTS.set(schema, test);
    return schema;
}

/** The quick test of a schema. */
export function testOf(schema: Schema): QuickTest {
    return QUICK_TESTS.get(schema) ?? (() => false);
}

// A valibot message is one string: code, message, what was expected and the words to choose from travel in it.
const SEPARATOR = '\u0000';
// Between the former name of a key and its present one.
const RENAMED = '\u0001';

/** The message of a valibot schema, which {@link checkStructure} takes apart. */
export function encode(code: ErrorCode, message: string, expected = '', words: readonly string[] = []): string {
    return [code, message, expected, ...words].join(SEPARATOR);
}

/** A string of at least one character. */
export function text(): Schema {
    return withTest(
        v.pipe(
            v.string(encode('invalid-type', 'is not a text', 'a text')),
            v.minLength(1, encode('out-of-range', 'is an empty text', 'at least one character')),
        ),
        (value) => typeof value === 'string' && value.length > 0,
    );
}

/** One of the given strings. */
export function oneOf(options: readonly string[]): Schema {
    const expected = `one of ${options.map((option) => `'${option}'`).join(', ')}`;
    return withTest(
        v.picklist([...options], encode('unknown-option', 'is not a known option', expected, options)),
        (value) => typeof value === 'string' && options.includes(value),
    );
}

/** true or false. */
export function flag(): Schema {
    return withTest(
        v.boolean(encode('invalid-type', 'is not true or false', 'true or false')),
        (value) => typeof value === 'boolean',
    );
}

/** Whatever passes a test of one's own. */
export function satisfying(
    test: (value: unknown) => boolean,
    message: string,
    expected: string,
    code: ErrorCode = 'invalid-type',
): Schema {
    return withTest(v.custom(test, encode(code, message, expected)), test);
}

/** A function that the library calls. */
export function callback(): Schema {
    const test: QuickTest = (value) => typeof value === 'function';
    return withTest(v.custom(test, encode('invalid-type', 'is not a function', 'a function')), test);
}

/** A signal that ends a call: of an AbortController, or anything else that has its `aborted`. */
export function abortSignal(): Schema {
    const test: QuickTest = (value) =>
        typeof value === 'object' && value !== null && typeof (value as { aborted?: unknown }).aborted === 'boolean';
    const message = encode('invalid-type', 'is not an AbortSignal', 'the signal of an AbortController');
    return withTest(v.custom(test, message), test);
}

// No length, time, weight or sum of money comes near it, while sums, products and squares of such numbers stay finite.
const LARGEST_NUMBER = 1e120;

/** Bounds of {@link finite}; each is inclusive unless it says otherwise. */
export interface NumberBounds {
    /** Default -1e120. */
    readonly min?: number;
    /** Default 1e120, and none if `infinite`. */
    readonly max?: number;
    /** Exclusive lower bound. */
    readonly moreThan?: number;
    /** Refuses fractions. */
    readonly integer?: boolean;
    /** Accepts `Infinity` as well. */
    readonly infinite?: boolean;
}

/** A number within bounds; NaN and infinities are refused unless `infinite`. */
export function finite(bounds: NumberBounds = {}): Schema {
    const largest = bounds.infinite === true ? Number.POSITIVE_INFINITY : LARGEST_NUMBER;
    const { min = -LARGEST_NUMBER, max = largest, moreThan = Number.NEGATIVE_INFINITY } = bounds;
    const expected = describeBounds(bounds);
    const isUnlimited = (value: number): boolean => bounds.infinite === true && value === Number.POSITIVE_INFINITY;
    const isInRange = (value: number): boolean => (value >= min && value <= max && value > moreThan) || isUnlimited(value);
    const isWhole = (value: number): boolean => bounds.integer !== true || Number.isInteger(value) || isUnlimited(value);
    return withTest(
        v.pipe(
            v.custom<number>((value) => typeof value === 'number', encode('invalid-type', 'is not a number', expected)),
            v.check(
                (value) => Number.isFinite(value) || isUnlimited(value),
                encode('not-finite', 'is not a finite number', expected),
            ),
            v.check(
                (value) => bounds.max !== undefined || value <= largest,
                encode('out-of-range', 'is too large a number', `${expected}, at most ${showBound(largest)}`),
            ),
            v.check(
                (value) => bounds.min !== undefined || value >= min,
                encode('out-of-range', 'is too small a number', `${expected}, at least ${showBound(min)}`),
            ),
            v.check(isInRange, encode('out-of-range', 'is out of range', expected)),
            v.check(isWhole, encode('not-an-integer', 'is not a whole number', expected)),
        ),
        (value) =>
            typeof value === 'number' && (Number.isFinite(value) || isUnlimited(value)) && isInRange(value) && isWhole(value),
    );
}

function describeBounds({ min, max, moreThan, integer, infinite }: NumberBounds): string {
    const kind = integer === true ? 'a whole number' : 'a number';
    const below = max === undefined ? '' : showBound(max);
    const or = infinite === true ? ' or Infinity' : '';
    if (moreThan !== undefined)
        return max === undefined ? `${kind} above ${moreThan}` : `${kind} above ${moreThan}, at most ${below}${or}`;
    if (min !== undefined && max !== undefined) return `${kind} from ${showBound(min)} to ${below}${or}`;
    if (min !== undefined) return `${kind} from ${showBound(min)}${or}`;
    return max === undefined ? kind : `${kind} up to ${below}${or}`;
}

/** 1e+15 instead of a long row of zeros. */
export function showBound(bound: number): string {
    return Math.abs(bound) >= 1e7 ? bound.toExponential() : String(bound);
}

/** An object with at least these keys, whatever else it holds. */
export function loose(entries: Readonly<Record<string, Schema>>): Schema {
    const tests = Object.entries(entries).map(([key, schema]) => [key, testOf(schema)] as const);
    return withTest(plainObject(v.looseObject(entries, MISSING_KEY)), (value) => {
        if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
        for (const key of RESERVED_KEYS) if (Object.hasOwn(value, key)) return false;
        for (const [key, test] of tests) if (!test((value as Record<string, unknown>)[key])) return false;
        return true;
    });
}

/** A key that may be left out; `undefined` counts as left out. */
export function optional(schema: Schema): Schema {
    const test = testOf(schema);
    const result = withTest(v.optional(schema), (value) => value === undefined || test(value));
    OPTIONAL.add(result);
    return result;
}

/** A record from any key to `item`. */
export function record(item: Schema): Schema {
    const test = testOf(item);
    return withTest(plainObject(v.record(v.string(), item)), (value) => {
        if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
        return Object.keys(value).every(
            (key) => !(RESERVED_KEYS as readonly string[]).includes(key) && test((value as Record<string, unknown>)[key]),
        );
    });
}

/** Anything at all. */
export function anything(): Schema {
    return withTest(v.unknown(), () => true);
}

/** One of several objects, told apart by the string under `key`. */
export function variant(key: string, options: Readonly<Record<string, Schema>>): Schema {
    const unknownKind = plainObject(v.looseObject({ [key]: oneOf(Object.keys(options)) }, MISSING_KEY));
    const find = (value: unknown): Schema | undefined => {
        const kind = (value as Record<string, unknown> | null | undefined)?.[key];
        return typeof kind === 'string' && Object.hasOwn(options, kind) ? options[kind] : undefined;
    };
    return withTest(
        v.lazy((value) => find(value) ?? unknownKind),
        (value) => {
            const found = find(value);
            return found !== undefined && testOf(found)(value);
        },
    );
}

/**
 * An object with these keys and no others; a key that is not known is reported with the one that was probably meant.
 *
 * @param renamed - the present names of keys that were called otherwise, for the hint
 */
export function strict(entries: Readonly<Record<string, Schema>>, renamed: Readonly<Record<string, string>> = {}): Schema {
    const words = [...Object.keys(entries), ...Object.entries(renamed).map(([old, now]) => `${old}${RENAMED}${now}`)];
    const unknownKey = v.custom<never>(() => false, encode('unknown-key', 'is not a known key', '', words));
    const known = new Map(Object.entries(entries).map(([key, schema]) => [key, testOf(schema)]));
    const needed = Object.keys(entries).filter((key) => !OPTIONAL.has(entries[key]));
    return withTest(plainObject(v.objectWithRest(entries, unknownKey, MISSING_KEY)), (value) => {
        if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
        const given = value as Record<string, unknown>;
        for (const key in given) {
            const test = known.get(key);
            if (test === undefined || !test(given[key])) return false;
        }
        for (const key of needed) if (given[key] === undefined) return false;
        return true;
    });
}

// valibot's object schemas have one message for two faults, a key that is missing and a value that is no object. `plainObject`
// looks at the value before, so that theirs serves for keys.
const MISSING_KEY = encode('missing-key', 'is missing');

// Keys that valibot passes over unseen.
const RESERVED_KEYS = ['__proto__', 'prototype', 'constructor'] as const;

/** Whether JavaScript gives a key a meaning of its own, so that no record can have it. */
export function isReservedKey(key: string): boolean {
    return (RESERVED_KEYS as readonly string[]).includes(key);
}

function plainObject(schema: Schema): Schema {
    const notAnObject = v.custom<never>(() => false, encode('invalid-type', 'is not an object', 'an object'));
    const reserved = v.custom<never>(() => false, encode('unknown-key', 'has a key that JavaScript reserves', 'other keys'));
    return v.lazy((value) => {
        if (typeof value !== 'object' || value === null || Array.isArray(value)) return notAnObject;
        for (const key of RESERVED_KEYS) if (Object.hasOwn(value, key)) return reserved;
        return schema;
    });
}

/** Whether a value has the structure of a schema: as quick as a test by hand, for calls in loops. */
export function conformsTo(schema: Schema, value: unknown): boolean {
    return testOf(schema)(value);
}

/**
 * Checks the structure of `value` and adds an issue for each fault, in the order of the schema's keys and the lists' items.
 *
 * @param path - where `value` stands in the whole input; default its root
 * @returns whether the structure is sound
 */
export function checkStructure(schema: Schema, value: unknown, collector: IssueCollector, path: IssuePath = []): boolean {
    if (testOf(schema)(value)) return true;
    const result = v.safeParse(schema, value, { abortPipeEarly: true });
    if (result.success) return true;
    for (const issue of result.issues) {
        const at = [...path, ...(issue.path ?? []).map((item) => item.key as string | number)];
        const [code, message, expected, ...words] = issue.message.split(SEPARATOR);
        if (!Object.hasOwn(ERROR_CODES, code)) throw new BeatplanError('internal', `A schema has no code for: ${issue.message}`);
        const hint = code === 'unknown-key' ? hintAtKey(at.at(-1), words) : hintAtOption(issue.input, words);
        collector.add(code as ErrorCode, at, message, {
            ...(issue.input === undefined ? {} : { received: issue.input }),
            ...(expected === '' ? {} : { expected }),
            ...(hint === undefined ? {} : { hint }),
        });
    }
    return false;
}

function hintAtKey(key: unknown, words: readonly string[]): string | undefined {
    const now = words.find((word) => word.startsWith(`${String(key)}${RENAMED}`));
    if (now !== undefined) return `use '${now.slice(String(key).length + RENAMED.length)}'`;
    const keys = words.filter((word) => !word.includes(RENAMED));
    if (keys.length === 0) return undefined;
    return hintAtOption(key, keys) ?? `known keys: ${keys.join(', ')}`;
}

function hintAtOption(written: unknown, words: readonly string[]): string | undefined {
    const near = typeof written === 'string' ? nearestWord(written, words) : undefined;
    return near === undefined ? undefined : `did you mean '${near}'?`;
}
