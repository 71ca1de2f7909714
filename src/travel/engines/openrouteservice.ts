import { type Engine, JSON_HEADERS, numbersAt, objectAt, textAt } from './engine.js';

// Request exceeds a limit; no route or no road found.
const TOO_BIG = new Set([6004]);
const UNROUTABLE = new Set([6010, 6099]);

/** openrouteservice's matrix, https://giscience.github.io/openrouteservice/api-reference/endpoints/matrix/ */
export const OPENROUTESERVICE: Engine = {
    defaultProfile: 'driving-car',
    request(base, profile, key, { sources, targets, isSquare }) {
        const locations = isSquare ? sources : [...sources, ...targets];
        const indices = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i);
        const parts = isSquare
            ? {}
            : { sources: indices(0, sources.length), destinations: indices(sources.length, targets.length) };
        return {
            url: `${base}/v2/matrix/${encodeURIComponent(profile)}`,
            method: 'POST',
            headers: { ...JSON_HEADERS, ...(key === undefined ? {} : { authorization: key }) },
            body: JSON.stringify({ locations, ...parts, metrics: ['duration', 'distance'], units: 'm' }),
        };
    },
    answer: (json) => ({
        durations: json['durations'],
        distances: json['distances'],
        metresPerUnit: 1,
        sourceSnaps: numbersAt(json['sources'], 'snapped_distance'),
        targetSnaps: numbersAt(json['destinations'], 'snapped_distance'),
    }),
    refusal(status, json) {
        const error = objectAt(json, 'error');
        const code = error['code'];
        const message = typeof json['error'] === 'string' ? json['error'] : `${String(code)}: ${textAt(error, 'message')}`;
        if (status === 413 || (typeof code === 'number' && TOO_BIG.has(code))) return { kind: 'too-big', message };
        return { kind: typeof code === 'number' && UNROUTABLE.has(code) ? 'unroutable' : 'other', message };
    },
};
