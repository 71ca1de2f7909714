type TypedArray =
    | Float64Array
    | Float32Array
    | Int32Array
    | Uint32Array
    | Int16Array
    | Uint16Array
    | Int8Array
    | Uint8Array
    | Uint8ClampedArray;

/**
 * Lets `JSON.stringify` write the typed arrays of a result, itself or its members, as arrays of numbers, and its maps as objects. Without
 * that it writes `{"0":9,"1":4}` and `{}`. The arrays stay as they are, and cost nothing more.
 */
export function jsonReady<Result extends object>(result: Result): Result {
    if (!addToJson(result)) for (const member of Object.values(result)) addToJson(member);
    return result;
}

function addToJson(value: unknown): boolean {
    if (ArrayBuffer.isView(value)) define(value, numbersOf);
    else if (value instanceof Map) define(value, entriesOf);
    else return false;
    return true;
}

// Not enumerable, so that copies, comparisons and clones pass it over.
function define(value: object, toJSON: () => unknown): void {
    if (Object.hasOwn(value, 'toJSON')) return;
    Object.defineProperty(value, 'toJSON', { value: toJSON, configurable: true, writable: true });
}

function numbersOf(this: TypedArray): number[] {
    return Array.from(this);
}

function entriesOf(this: Map<string, unknown>): Record<string, unknown> {
    return Object.fromEntries(this);
}
