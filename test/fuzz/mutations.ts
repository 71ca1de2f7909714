import { isOptions } from './catalogue/examples.js';

/** Where a value stands in the arguments of a call: the argument's number, then keys. */
export type MutationPath = readonly (string | number)[];

/** One change of a call's arguments. */
export interface Mutation {
    readonly path: MutationPath;
    /** One of {@link CHANGES}. */
    readonly change: string;
}

type Parent = Record<string | number, unknown>;
type Change = (parent: Parent, key: string | number) => void;

function replaceBy(make: (previous: unknown) => unknown): Change {
    return (parent, key) => {
        parent[key] = make(parent[key]);
    };
}

/** Inside of a list or an object only. */
function inside(alter: (value: Parent) => void): Change {
    return (parent, key) => {
        const value = parent[key];
        if (Array.isArray(value) || ArrayBuffer.isView(value) || isPlain(value)) alter(value as unknown as Parent);
    };
}

const LONG_TEXT = 'x'.repeat(20_000);

/** The ways in which a value is spoilt, mildest first: what shrinks, shrinks towards the top. */
export const CHANGES: Readonly<Record<string, Change>> = {
    undefined: replaceBy(() => undefined),
    null: replaceBy(() => null),
    removed: (parent, key) => {
        if (Array.isArray(parent)) parent.splice(Number(key), 1);
        else delete parent[key];
    },
    zero: replaceBy(() => 0),
    one: replaceBy(() => 1),
    minus: replaceBy((value) => (typeof value === 'number' ? -value : -1)),
    fraction: replaceBy(() => 0.1),
    nan: replaceBy(() => Number.NaN),
    infinity: replaceBy(() => Number.POSITIVE_INFINITY),
    'minus infinity': replaceBy(() => Number.NEGATIVE_INFINITY),
    huge: replaceBy(() => 1e300),
    'many digits': replaceBy(() => 2 ** 53),
    tiny: replaceBy(() => 5e-324),
    'empty text': replaceBy(() => ''),
    text: replaceBy(() => 'x'),
    numeral: replaceBy((value) => (typeof value === 'number' ? String(value) : '12')),
    'long text': replaceBy(() => LONG_TEXT),
    'reserved word': replaceBy(() => '__proto__'),
    true: replaceBy(() => true),
    false: replaceBy(() => false),
    list: replaceBy(() => []),
    'list of nothing': replaceBy(() => [undefined, null]),
    'list of holes': replaceBy(() => Array(5)),
    'nested list': replaceBy(() => [[[[[]]]]]),
    'deep list': replaceBy(() => deepList()),
    wrapped: replaceBy((value) => [value]),
    object: replaceBy(() => ({})),
    'object without a prototype': replaceBy(() => Object.create(null)),
    'long by name': replaceBy(() => ({ length: 1e15 })),
    circle: replaceBy(() => circle()),
    symbol: replaceBy(() => Symbol('x')),
    bigint: replaceBy(() => 10n),
    function: replaceBy(() => () => undefined),
    date: replaceBy(() => new Date(0)),
    'invalid date': replaceBy(() => new Date(Number.NaN)),
    map: replaceBy(() => new Map([['x', 1]])),
    set: replaceBy(() => new Set([1])),
    bytes: replaceBy(() => Uint8Array.of(1, 2, 3)),
    'big integers': replaceBy(() => BigInt64Array.of(1n)),
    expression: replaceBy(() => /x/),
    promise: replaceBy(() => Promise.resolve(1)),
    emptied: inside((value) => {
        if (Array.isArray(value)) value.length = 0;
        else for (const key of Object.keys(value)) delete value[key];
    }),
    doubled: inside((value) => {
        if (Array.isArray(value)) value.push(...value);
    }),
    reversed: inside((value) => {
        if (Array.isArray(value)) value.reverse();
    }),
    'with a hole': inside((value) => {
        if (Array.isArray(value)) value.length++;
    }),
    'with an unknown key': inside((value) => {
        if (!Array.isArray(value) && !ArrayBuffer.isView(value)) value['misspelt'] = 1;
    }),
    'with a reserved key': inside((value) => {
        if (Array.isArray(value) || ArrayBuffer.isView(value)) return;
        Object.defineProperty(value, '__proto__', { value: 1, enumerable: true, configurable: true, writable: true });
    }),
};

function deepList(): unknown {
    let list: unknown = [];
    for (let depth = 0; depth < 20_000; depth++) list = [list];
    return list;
}

function circle(): unknown {
    const start: Record<string, unknown> = {};
    start['self'] = start;
    return start;
}

/** Applies a change; nothing happens where an earlier one took the place away. */
export function applyMutation(args: unknown[], { path, change }: Mutation): void {
    let parent: unknown = args;
    for (const key of path.slice(0, -1)) {
        if (typeof parent !== 'object' || parent === null) return;
        parent = (parent as Parent)[key];
    }
    if (typeof parent !== 'object' || parent === null || Object.isFrozen(parent)) return;
    const key = path[path.length - 1];
    // A typed array takes numbers alone.
    if (ArrayBuffer.isView(parent) && typeof (parent as unknown as Parent)[key] !== 'number') return;
    try {
        CHANGES[change](parent as Parent, key);
    } catch (error) {
        // What a typed array or an accessor refuses, no caller can pass on either.
        if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    }
}

// A search with a budget taken away runs for as long as its default says, which is no fault.
const BUDGETS = new Set(['stop', 'iterations', 'onProgress', 'signal']);

/** Every place in a call's arguments, the outermost first; long lists at their beginning, middle and end. */
export function placesOf(args: readonly unknown[]): MutationPath[] {
    const places: MutationPath[] = [];
    const visit = (value: unknown, path: MutationPath): void => {
        if (path.length > 0) places.push(path);
        for (const key of keysOf(value)) {
            if (typeof key === 'string' && BUDGETS.has(key)) continue;
            visit((value as Parent)[key], [...path, key]);
        }
    };
    visit(args, []);
    return places.sort((a, b) => a.length - b.length);
}

/** Places of options: an unknown key there has to be refused. */
export function optionPlaces(args: readonly unknown[]): MutationPath[] {
    return placesOf(args).filter((path) => isOptions(path.reduce<unknown>((value, key) => (value as Parent)[key], args)));
}

function keysOf(value: unknown): (string | number)[] {
    if (Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value)) {
        const { length } = value as ArrayLike<unknown>;
        return length <= 4 ? [...Array(length).keys()] : [0, 1, Math.floor(length / 2), length - 1];
    }
    if (typeof value !== 'object' || value === null) return [];
    return isPlain(value) ? Object.keys(value) : [];
}

// Not an index or a collector, whose insides are no input.
function isPlain(value: unknown): value is Parent {
    if (typeof value !== 'object' || value === null) return false;
    const prototype: unknown = Object.getPrototypeOf(value);
    return prototype === Object.prototype || prototype === null;
}
