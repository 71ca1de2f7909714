import * as v from 'valibot';
import { BeatplanError } from './error.js';
import { ERROR_CODES, type ErrorCode } from './error-codes.js';
import type { IssuePath } from './issue.js';
import type { IssueCollector } from './issue-collector.js';
import { nearestWord } from './nearest-word.js';

/** Any valibot schema; what the helpers below make and {@link checkStructure} takes. */
export type Schema = v.GenericSchema<unknown>;

// A valibot message is one string: code, message, what was expected and the words to choose from travel in it.
const SEPARATOR = '\u0000';

function encode(code: ErrorCode, message: string, expected = '', words: readonly string[] = []): string {
    return [code, message, expected, ...words].join(SEPARATOR);
}

/** A string of at least one character. */
export function text(): Schema {
    return v.pipe(
        v.string(encode('invalid-type', 'is not a text', 'a text')),
        v.minLength(1, encode('out-of-range', 'is an empty text', 'at least one character')),
    );
}

/** One of the given strings. */
export function oneOf(options: readonly string[]): Schema {
    const expected = `one of ${options.map((option) => `'${option}'`).join(', ')}`;
    return v.picklist([...options], encode('unknown-option', 'is not a known option', expected, options));
}

/** true or false. */
export function flag(): Schema {
    return v.boolean(encode('invalid-type', 'is not true or false', 'true or false'));
}

/** Bounds of {@link finite}; each is inclusive unless it says otherwise. */
export interface NumberBounds {
    readonly min?: number;
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
    const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, moreThan = Number.NEGATIVE_INFINITY } = bounds;
    const expected = describeBounds(bounds);
    return v.pipe(
        v.custom<number>((value) => typeof value === 'number', encode('invalid-type', 'is not a number', expected)),
        v.check(
            (value) => Number.isFinite(value) || (bounds.infinite === true && value === Number.POSITIVE_INFINITY),
            encode('not-finite', 'is not a finite number', expected),
        ),
        v.check((value) => value >= min && value <= max && value > moreThan, encode('out-of-range', 'is out of range', expected)),
        v.check(
            (value) => bounds.integer !== true || Number.isInteger(value) || value === Number.POSITIVE_INFINITY,
            encode('not-an-integer', 'is not a whole number', expected),
        ),
    );
}

function describeBounds({ min, max, moreThan, integer }: NumberBounds): string {
    const kind = integer === true ? 'a whole number' : 'a number';
    if (moreThan !== undefined)
        return max === undefined ? `${kind} above ${moreThan}` : `${kind} above ${moreThan}, at most ${max}`;
    if (min !== undefined && max !== undefined) return `${kind} from ${min} to ${max}`;
    if (min !== undefined) return `${kind} from ${min}`;
    return max === undefined ? kind : `${kind} up to ${max}`;
}

/** A list whose items all follow `item`. */
export function list(item: Schema): Schema {
    return v.array(item, encode('invalid-type', 'is not a list', 'a list'));
}

/** Any list of numbers, typed arrays included; its items are checked by whoever knows their meaning. */
export function numbers(): Schema {
    return v.custom<ArrayLike<number>>(
        (value) => Array.isArray(value) || isNumericArray(value),
        encode('invalid-type', 'is not a list of numbers', 'a list of numbers or a typed array'),
    );
}

function isNumericArray(value: unknown): boolean {
    return (
        ArrayBuffer.isView(value) &&
        !(value instanceof DataView || value instanceof BigInt64Array || value instanceof BigUint64Array)
    );
}

/** A list of exactly two: `[open, close]`, `[lng, lat]`. Whether they are in order is checked elsewhere. */
export function pair(item: Schema, what: string): Schema {
    return v.pipe(
        v.array(item, encode('invalid-type', 'is not a list', what)),
        v.length(2, encode('invalid-type', 'does not have two items', what)),
    );
}

/** A key that may be left out; `undefined` counts as left out. */
export function optional(schema: Schema): Schema {
    return v.optional(schema);
}

/** A record from any key to `item`. */
export function record(item: Schema): Schema {
    return plainObject(v.record(v.string(), item));
}

/** Anything at all. */
export function anything(): Schema {
    return v.unknown();
}

/** One of several objects, told apart by the string under `key`. */
export function variant(key: string, options: Readonly<Record<string, Schema>>): Schema {
    const unknownKind = plainObject(v.looseObject({ [key]: oneOf(Object.keys(options)) }, MISSING_KEY));
    return v.lazy((value) => {
        const kind = (value as Record<string, unknown> | null | undefined)?.[key];
        return typeof kind === 'string' && Object.hasOwn(options, kind) ? options[kind] : unknownKind;
    });
}

/** An object with these keys and no others; a key that is not known is reported with the one that was probably meant. */
export function strict(entries: Readonly<Record<string, Schema>>): Schema {
    const unknownKey = v.custom<never>(() => false, encode('unknown-key', 'is not a known key', '', Object.keys(entries)));
    return plainObject(v.objectWithRest(entries, unknownKey, MISSING_KEY));
}

// valibot's object schemas have one message for two faults, a key that is missing and a value that is no object. `plainObject`
// looks at the value before, so that theirs serves for keys.
const MISSING_KEY = encode('missing-key', 'is missing');

// Keys that valibot passes over unseen.
const RESERVED_KEYS = ['__proto__', 'prototype', 'constructor'] as const;

function plainObject(schema: Schema): Schema {
    const notAnObject = v.custom<never>(() => false, encode('invalid-type', 'is not an object', 'an object'));
    const reserved = v.custom<never>(() => false, encode('unknown-key', 'has a key that JavaScript reserves', 'other keys'));
    return v.lazy((value) => {
        if (typeof value !== 'object' || value === null || Array.isArray(value)) return notAnObject;
        for (const key of RESERVED_KEYS) if (Object.hasOwn(value, key)) return reserved;
        return schema;
    });
}

/**
 * Checks the structure of `value` and adds an issue for each fault, in the order of the schema's keys and the lists' items.
 *
 * @param path - where `value` stands in the whole input; default its root
 * @returns whether the structure is sound
 */
export function checkStructure(schema: Schema, value: unknown, collector: IssueCollector, path: IssuePath = []): boolean {
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

function hintAtKey(key: unknown, keys: readonly string[]): string | undefined {
    if (keys.length === 0) return undefined;
    return hintAtOption(key, keys) ?? `known keys: ${keys.join(', ')}`;
}

function hintAtOption(written: unknown, words: readonly string[]): string | undefined {
    const near = typeof written === 'string' ? nearestWord(written, words) : undefined;
    return near === undefined ? undefined : `did you mean '${near}'?`;
}
