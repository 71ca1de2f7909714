import { greatCircleDistance, type Position } from '../../geo/index.js';
import { type Engine, JSON_HEADERS, numbersAt, textAt } from './engine.js';

const toLocation = ([lon, lat]: Position): { readonly lat: number; readonly lon: number } => ({ lat, lon });

// Too many locations or pairs; a pair too far apart, a place without a road, a pair without a way.
const TOO_BIG = new Set([150, 151, 152, 153, 157]);
const UNROUTABLE = new Set([154, 170, 171, 441, 442, 443]);

/** Valhalla's time-distance matrix, https://valhalla.github.io/valhalla/api/matrix/api-reference/ */
export const VALHALLA: Engine = {
    defaultProfile: 'auto',
    request(base, profile, key, { sources, targets }) {
        const access = key === undefined ? '' : `?api_key=${encodeURIComponent(key)}`;
        return {
            url: `${base}/sources_to_targets${access}`,
            method: 'POST',
            headers: JSON_HEADERS,
            body: JSON.stringify({
                sources: sources.map(toLocation),
                targets: targets.map(toLocation),
                costing: profile,
                units: 'kilometers',
                verbose: true,
            }),
        };
    },
    answer(json, { sources, targets }) {
        const cells = json['sources_to_targets'];
        return {
            durations: valuesOf(cells, 'time'),
            distances: valuesOf(cells, 'distance'),
            metresPerUnit: 1000,
            sourceSnaps: snapsOf(json['sources'], sources),
            targetSnaps: snapsOf(json['targets'], targets),
        };
    },
    refusal(status, json) {
        const code = json['error_code'];
        const message = `${String(code)}: ${textAt(json, 'error')}`;
        if (status === 413 || (typeof code === 'number' && TOO_BIG.has(code))) return { kind: 'too-big', message };
        return { kind: typeof code === 'number' && UNROUTABLE.has(code) ? 'unroutable' : 'other', message };
    },
};

const valuesOf = (rows: unknown, key: string): unknown =>
    Array.isArray(rows) ? rows.map((row: unknown) => numbersAt(row, key)) : undefined;

// The places that Valhalla moved to its roads, in the order asked for.
function snapsOf(places: unknown, asked: readonly Position[]): unknown {
    if (!Array.isArray(places) || places.length !== asked.length) return undefined;
    return places.map((place: unknown, i) => {
        const { lon, lat } = (place ?? {}) as { lon?: unknown; lat?: unknown };
        return typeof lon === 'number' && typeof lat === 'number' ? greatCircleDistance([lon, lat], asked[i]) : undefined;
    });
}
