import type { Feature, Geometry } from 'geojson';
import { BeatplanError, type Issue } from '../../core/index.js';
import type { Barrier } from '../../territory/index.js';
import { readJsonFile } from './json-file.js';

/**
 * Reads lines that territories should not reach across from a GeoJSON file: `LineString`, `MultiLineString`, features and collections
 * of them.
 *
 * @throws BeatplanError `invalid-type` with the file and the place in each path, and all of `readJsonFile`
 */
export async function readBarriersFile(file: string): Promise<readonly Barrier[]> {
    const json = (await readJsonFile(file)) as unknown as Feature | Geometry;
    const issues: Issue[] = [];
    const barriers = linesOf(json, [file], issues);
    if (barriers.length === 0 && issues.length === 0) {
        issues.push({
            code: 'empty-input',
            path: [file],
            message: 'holds no line',
            expected: 'GeoJSON with at least one LineString',
        });
    }
    if (issues.length > 0) throw new BeatplanError('invalid-input', 'The barriers cannot be read:', issues);
    return barriers;
}

type Node = { readonly type?: unknown; readonly [key: string]: unknown } | null | undefined;

function linesOf(node: unknown, path: readonly (string | number)[], issues: Issue[]): Barrier[] {
    const { type, ...rest } = (node ?? {}) as NonNullable<Node>;
    const members = (key: string): Barrier[] => {
        const value = rest[key];
        if (Array.isArray(value)) return value.flatMap((member, index) => linesOf(member, [...path, key, index], issues));
        issues.push({
            code: 'invalid-type',
            path: [...path, key],
            message: 'is not a list',
            received: value,
            expected: 'a list',
        });
        return [];
    };
    if (type === 'FeatureCollection') return members('features');
    if (type === 'GeometryCollection') return members('geometries');
    if (type === 'Feature') return linesOf(rest['geometry'], [...path, 'geometry'], issues);
    const lines = type === 'MultiLineString' ? rest['coordinates'] : [rest['coordinates']];
    if ((type === 'LineString' || type === 'MultiLineString') && Array.isArray(lines)) {
        return lines.map((coordinates: Barrier['coordinates']) => ({ type: 'LineString', coordinates }));
    }
    issues.push({
        code: 'invalid-type',
        path: [...path, 'type'],
        message: 'is no line',
        received: type,
        expected: 'LineString or MultiLineString, or features of them',
    });
    return [];
}
