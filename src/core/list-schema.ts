import * as v from 'valibot';
import { encode, finite, type NumberBounds, type QuickTest, type Schema, showBound, testOf, withTest } from './schema.js';

/** The largest weight, potential or sum of money: its sums and squares, of lists of any length, stay finite. */
export const LARGEST_AMOUNT = 1e100;

// A list that is longer holds nothing but its length.
const MOST_ITEMS = 1e8;

// Faulty items that get issues: a hundred million holes would fill the memory with words.
const MOST_LISTED = 10_000;

const NOT_A_LIST = encode('invalid-type', 'is not a list', 'a list');

/** A list whose items all follow `item`; of those that do not, the first 10,000 are named. */
export function list(item: Schema): Schema {
    return itemsOf(Array.isArray, NOT_A_LIST, item);
}

/** A list of numbers within bounds, typed arrays included; of those that are not, the first 10,000 are named. */
export function numberList(bounds: NumberBounds = {}): Schema {
    return itemsOf(isNumberList, NO_NUMBERS, finite(bounds));
}

const NO_NUMBERS = encode('invalid-type', 'is not a list of numbers', 'a list of numbers or a typed array');

/** Any list of numbers, typed arrays included; its items are checked by the caller. */
export function numbers(): Schema {
    const test: QuickTest = (value) => isNumberList(value) && value.length <= MOST_ITEMS;
    return withTest(v.custom<ArrayLike<number>>(test, NO_NUMBERS), test);
}

function itemsOf(isList: (value: unknown) => value is ArrayLike<unknown>, message: string, item: Schema): Schema {
    const test = testOf(item);
    const isSound: QuickTest = (value) => {
        if (!isList(value) || value.length > MOST_ITEMS) return false;
        for (let i = 0; i < value.length; i++) if (!test(value[i])) return false;
        return true;
    };
    return withTest(
        v.pipe(
            v.custom<ArrayLike<unknown>>(isList, message),
            v.check(
                ({ length }) => length <= MOST_ITEMS,
                encode('out-of-range', 'is too long a list', `at most ${showBound(MOST_ITEMS)} items`),
            ),
            v.rawCheck(({ dataset, addIssue }) => {
                if (!dataset.typed) return;
                const input = dataset.value;
                let faulty = 0;
                for (let key = 0; key < input.length; key++) {
                    const value = input[key];
                    if (test(value)) continue;
                    const { issues } = v.safeParse(item, value, { abortPipeEarly: true });
                    if (issues === undefined) continue;
                    faulty++;
                    if (faulty > MOST_LISTED) continue;
                    const step = { type: 'array', origin: 'value', input: input as unknown[], key, value } as const;
                    for (const issue of issues) {
                        addIssue({ message: issue.message, input: issue.input, path: [step, ...(issue.path ?? [])] });
                    }
                }
                if (faulty <= MOST_LISTED) return;
                addIssue({ message: encode('invalid-input', `has ${faulty - MOST_LISTED} more items with a problem`) });
            }),
        ),
        isSound,
    );
}

function isNumberList(value: unknown): value is ArrayLike<unknown> {
    if (Array.isArray(value)) return true;
    return (
        ArrayBuffer.isView(value) &&
        !(value instanceof DataView || value instanceof BigInt64Array || value instanceof BigUint64Array)
    );
}

/** A list of exactly two: `[open, close]`, `[lng, lat]`. Whether they are in order is checked elsewhere. */
export function pair(item: Schema, what: string): Schema {
    return ofLength((length) => length === 2, item, what);
}

/** A position: a list of at least two finite numbers, as GeoJSON has it. What follows, an altitude, is passed over. */
export function coordinates(): Schema {
    return ofLength((length) => length >= 2, finite(), '[lng, lat]');
}

function ofLength(isLength: (length: number) => boolean, item: Schema, what: string): Schema {
    const items = itemsOf(Array.isArray, encode('invalid-type', 'is not a list', what), item);
    const test = testOf(items);
    const few = (value: unknown): boolean => isLength((value as ArrayLike<unknown>).length);
    return withTest(
        v.pipe(items, v.check(few, encode('invalid-type', 'does not have two items', what))),
        (value) => test(value) && few(value),
    );
}
