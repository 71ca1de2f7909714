import type { Message } from './message.js';

const WIDTH = 100;

/** What a page shows for the values of one `console.log`: a map for GeoJSON, a frame for HTML, otherwise text. */
export function describeValues(values: readonly unknown[]): Message {
    if (values.length === 1) {
        const [value] = values;
        if (isFeatureCollection(value)) return { kind: 'map', map: value };
        if (typeof value === 'string' && /^<!doctype html/i.test(value)) return { kind: 'page', html: value };
    }
    return { kind: 'text', text: values.map((value) => (typeof value === 'string' ? value : describe(value))).join(' ') };
}

function isFeatureCollection(value: unknown): value is GeoJSON.FeatureCollection {
    return typeof value === 'object' && value !== null && (value as { type?: unknown }).type === 'FeatureCollection';
}

/** JSON with short lists and objects on one line; typed arrays as lists. */
function describe(value: unknown, indent = ''): string {
    if (value === undefined) return 'undefined';
    if (typeof value === 'number') return String(value);
    if (value instanceof Error) return `${value.name}: ${value.message}`;
    if (ArrayBuffer.isView(value)) return describe(Array.from(value as Uint8Array), indent);
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    const flat = JSON.stringify(value);
    if (flat.length + indent.length <= WIDTH) return flat.replaceAll(/,(?=["[{])/g, ', ');
    const deeper = `${indent}  `;
    const isList = Array.isArray(value);
    const lines = Object.entries(value).map(([key, item]) => `${deeper}${isList ? '' : `${key}: `}${describe(item, deeper)}`);
    return `${isList ? '[' : '{'}\n${lines.join(',\n')}\n${indent}${isList ? ']' : '}'}`;
}
