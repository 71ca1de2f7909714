import { BeatplanError, type IssueCollector } from '../../core/index.js';
import { formatWeeklyHours } from './format-weekly-hours.js';
import type { Table, TableRow } from './table.js';

type Json = Readonly<Record<string, unknown>>;

/** Where interfaces of customer systems put their lists. */
const LIST_KEYS = ['features', 'records', 'results', 'value', 'data', 'items', 'rows', 'accounts', 'reps', 'leads'];

/** Objects whose members count as members of the row: fields of a GeoJSON feature, of HubSpot, of JSON:API, of this library. */
const TRANSPARENT = ['properties', 'data', 'attributes', 'fields'];

/**
 * Makes a table of GeoJSON features, of a list of objects, or of an object that holds one under a usual key. A point gives the
 * columns `latitude` and `longitude`; nested objects give `key.member`. Rows are counted from 1.
 *
 * @throws BeatplanError `invalid-type`, `empty-input`
 */
export function readJsonTable(value: unknown, collector: IssueCollector): Table {
    const list = listOf(value);
    if (list === undefined) {
        const expected = 'a GeoJSON FeatureCollection or a list of objects';
        throw new BeatplanError('invalid-type', 'The JSON document cannot be read.', [
            { code: 'invalid-type', path: [], message: 'holds no list of rows', received: value, expected },
        ]);
    }
    const headers = new Map<string, number>();
    // First, so that the geometry comes before coordinates among the properties.
    if (list.some((item) => isObject(item) && (isGeometryHolder(item) || homeOf(item) !== undefined))) {
        headers.set('latitude', 0);
        headers.set('longitude', 1);
    }
    const cellsOfRows: { readonly number: number; readonly cells: ReadonlyMap<string, string> }[] = [];
    list.forEach((item: unknown, i) => {
        const number = i + 1;
        if (!isObject(item)) {
            collector.add('malformed-table', [`row ${number}`], 'is not an object', { received: item, expected: 'an object' });
            return;
        }
        const cells = flatten(item, number, collector);
        for (const header of cells.keys()) if (!headers.has(header)) headers.set(header, headers.size);
        cellsOfRows.push({ number, cells });
    });
    const names = [...headers.keys()];
    if (names.length === 0) {
        collector.throwIfAny('The JSON document');
        throw new BeatplanError('empty-input', 'The JSON document is empty.', [
            { code: 'empty-input', path: [], message: 'holds no row', expected: 'a list of objects' },
        ]);
    }
    const rows = cellsOfRows.map(
        ({ number, cells }): TableRow => ({ number, cells: names.map((name) => cells.get(name) ?? '') }),
    );
    return { headers: names, headerRow: 0, firstRow: 0, rows, delimiter: ',' };
}

function listOf(value: unknown): readonly unknown[] | undefined {
    if (Array.isArray(value)) return value;
    if (!isObject(value)) return undefined;
    const key = LIST_KEYS.find((name) => Array.isArray(value[name]));
    return key === undefined ? undefined : (value[key] as unknown[]);
}

function isObject(value: unknown): value is Json {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isGeometryHolder(item: Json): boolean {
    return item['type'] === 'Feature' || 'geometry' in item;
}

/** The position of an account or the home of a rep in the shape that the library itself takes. */
function homeOf(item: Json): readonly unknown[] | undefined {
    const place = item['position'] ?? item['home'];
    return Array.isArray(place) ? place : undefined;
}

function flatten(item: Json, row: number, collector: IssueCollector): Map<string, string> {
    const cells = new Map<string, string>();
    const place = isGeometryHolder(item) ? pointOf(item['geometry'], row, collector) : homeOf(item);
    // The library's own accounts count calls in seconds, tables in minutes.
    const isOwn = homeOf(item) !== undefined;
    if (place !== undefined) {
        cells.set('longitude', show(place[0]));
        cells.set('latitude', show(place[1]));
    }
    const add = (key: string, value: unknown): void => {
        if (!cells.has(key)) cells.set(key, value === null || value === undefined ? '' : show(value));
    };
    const addAll = (object: Json, prefix: string): void => {
        for (const [key, value] of Object.entries(object)) {
            if (prefix === '' && isStructure(item, key)) continue;
            if (prefix === '' && key === 'callDuration' && isOwn) add('callDuration (s)', value);
            else if (key === 'hours' && isObject(value)) add(key, showHours(value));
            else if (prefix === '' && isObject(value) && TRANSPARENT.includes(key)) {
                // Salesforce describes each record by a type and an address of its own.
                if (key !== 'attributes' || !('url' in value)) addAll(value, '');
            } else if (prefix === '' && isObject(value) && value['type'] === 'Point' && Array.isArray(value['coordinates'])) {
                add(`${key}.longitude`, value['coordinates'][0]);
                add(`${key}.latitude`, value['coordinates'][1]);
            } else if (prefix === '' && isObject(value)) addAll(value, `${key}.`);
            else add(`${prefix}${key}`, value);
        }
    };
    addAll(item, '');
    return cells;
}

/** Keys that carry a feature or a position and no field. */
function isStructure(item: Json, key: string): boolean {
    if (isGeometryHolder(item) && ['type', 'geometry', 'bbox'].includes(key)) return true;
    return (key === 'position' || key === 'home') && Array.isArray(item[key]);
}

function pointOf(geometry: unknown, row: number, collector: IssueCollector): readonly unknown[] | undefined {
    if (!isObject(geometry)) return undefined;
    const { type, coordinates } = geometry;
    if (type === 'Point' && Array.isArray(coordinates)) return coordinates;
    if (type === 'MultiPoint' && Array.isArray(coordinates) && coordinates.length === 1 && Array.isArray(coordinates[0])) {
        return coordinates[0];
    }
    collector.add('invalid-type', [`row ${row}`, 'geometry'], 'is not a point', {
        received: type,
        expected: 'a Point',
        hint: "accounts and reps are points; 'beatplan design' divides areas as well",
    });
    return undefined;
}

function show(value: unknown): string {
    if (typeof value === 'string') return value;
    if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.map(show).join('|');
    if (typeof value === 'object' && value !== null) {
        try {
            return JSON.stringify(value) ?? '';
        } catch {
            return '';
        }
    }
    return typeof value === 'number' && !Number.isFinite(value) ? '' : String(value);
}

function showHours(value: Json): string {
    try {
        return formatWeeklyHours(value);
    } catch {
        return show(value);
    }
}
