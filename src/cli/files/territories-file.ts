import { BeatplanError, type Issue } from '../../core/index.js';
import { PolygonIndex } from '../../spatial/index.js';
import type { DrawnTerritories } from '../../territory/index.js';
import { parseJsonFile } from './json-file.js';
import { readTextFile } from './read-text-file.js';

type Drawn = DrawnTerritories['features'][number];

/**
 * Reads outlines of territories from a GeoJSON file: polygons whose `properties.id`, or whose own `id`, names the territory, and whose
 * `properties.repId`, if there is one, its rep. What else stands there is left out.
 *
 * @throws BeatplanError with the file in each path
 */
export async function readTerritoriesFile(path: string): Promise<DrawnTerritories> {
    const { text } = await readTextFile(path);
    if (!isJson(text) && /\.csv$/i.test(path)) throw asksForOutlines(path);
    return parseTerritories(path, text);
}

/** Whether a text is meant as JSON, whatever the name of its file. */
export function isJson(text: string): boolean {
    return /^\uFEFF?\s*[{[]/.test(text);
}

/** {@link readTerritoriesFile} for a text that was read. */
export function parseTerritories(path: string, text: string): DrawnTerritories {
    const { type, features } = parseJsonFile(path, text);
    const issues: Issue[] = [];
    if (type !== 'FeatureCollection' || !Array.isArray(features)) {
        issues.push({
            code: 'invalid-type',
            path: [path],
            message: 'is no FeatureCollection',
            expected: 'GeoJSON with outlines',
        });
        throw problem(issues);
    }
    if (features.length === 0) {
        issues.push({ code: 'empty-input', path: [path, 'features'], message: 'holds no territory' });
        throw problem(issues);
    }
    const drawn = features.flatMap((feature: unknown, i): Drawn[] => {
        const { id, properties, geometry } = (feature ?? {}) as Record<string, Record<string, unknown> | null | undefined>;
        const name = properties?.['id'] ?? id;
        const at = [path, 'features', i];
        if (typeof name !== 'string' && typeof name !== 'number') {
            const hint = 'the territory is named by properties.id or id';
            issues.push({
                code: 'missing-key',
                path: [...at, 'properties', 'id'],
                message: 'is missing',
                expected: 'a text',
                hint,
            });
        }
        if (geometry?.['type'] !== 'Polygon' && geometry?.['type'] !== 'MultiPolygon') {
            const received = geometry?.['type'];
            const expected = 'a Polygon or a MultiPolygon';
            issues.push({ code: 'invalid-type', path: [...at, 'geometry'], message: 'is no outline', received, expected });
        }
        const repId = properties?.['repId'];
        return [
            {
                type: 'Feature',
                properties: { id: String(name), ...(typeof repId === 'string' ? { repId } : {}) },
                geometry: geometry as unknown as Drawn['geometry'],
            },
        ];
    });
    if (issues.length > 0) throw problem(issues);
    refuseUnsound(path, drawn);
    return { type: 'FeatureCollection', features: drawn };
}

// Here, and not where they are used first, so that the file is named.
function refuseUnsound(path: string, drawn: readonly Drawn[]): void {
    // A territory whose units all stand where more units of others do is written without parts.
    const places = drawn.flatMap(({ geometry: { type, coordinates } }, i) =>
        type === 'MultiPolygon' && coordinates?.length === 0 ? [] : [i],
    );
    try {
        new PolygonIndex(places.map((i) => ({ id: drawn[i].properties.id, geometry: drawn[i].geometry })));
    } catch (error) {
        if (!(error instanceof BeatplanError)) throw error;
        throw problem(
            error.issues.map((issue) => {
                const [, place, ...rest] = issue.path;
                return { ...issue, path: [path, 'features', places[Number(place)], ...rest] };
            }),
        );
    }
}

function asksForOutlines(path: string): BeatplanError {
    const hint =
        "outlines are read from GeoJSON; 'beatplan design' and 'beatplan rebalance' write it to an --out that ends in .geojson";
    return problem([{ code: 'unknown-format', path: [path], message: 'holds no outlines', expected: 'GeoJSON', hint }]);
}

function problem(issues: readonly Issue[]): BeatplanError {
    const code = issues.every((issue) => issue.code === issues[0].code) ? issues[0].code : 'invalid-input';
    return new BeatplanError(code, 'A file of territories has a problem:', issues);
}
