const TAG = '$';

/** JSON of a case; numbers that JSON lacks and typed arrays are tagged objects. */
export function encodeCase(given: unknown): string {
    return JSON.stringify(given, (_, value: unknown) => {
        if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) {
            return { [TAG]: Object.is(value, -0) ? '-0' : String(value) };
        }
        if (value instanceof Float64Array) return { [TAG]: 'Float64Array', items: [...value] };
        return value;
    });
}

/** The case that {@link encodeCase} wrote. */
export function decodeCase(text: string): unknown {
    return JSON.parse(text, (_, value: unknown) => {
        if (typeof value !== 'object' || value === null || !(TAG in value)) return value;
        const tag = value[TAG as keyof typeof value];
        return tag === 'Float64Array' ? Float64Array.from((value as unknown as { items: number[] }).items) : Number(tag);
    });
}
