import type { Position } from '../../geo/index.js';
import { type Engine, numbersAt, textAt } from './engine.js';

// Seven decimals are a centimetre, and keep URLs short.
const toText = ([lng, lat]: Position): string => `${Number(lng.toFixed(7))},${Number(lat.toFixed(7))}`;

/** OSRM's table service, https://project-osrm.org/docs/v5.24.0/api/#table-service */
export const OSRM: Engine = {
    defaultProfile: 'driving',
    request(base, profile, key, { sources, targets, isSquare }) {
        const places = isSquare ? sources : [...sources, ...targets];
        const indices = (from: number, count: number): string => Array.from({ length: count }, (_, i) => from + i).join(';');
        const parts = isSquare
            ? ''
            : `&sources=${indices(0, sources.length)}&destinations=${indices(sources.length, targets.length)}`;
        const access = key === undefined ? '' : `&access_token=${encodeURIComponent(key)}`;
        const path = `table/v1/${encodeURIComponent(profile)}/${places.map(toText).join(';')}`;
        return {
            url: `${base}/${path}?annotations=duration,distance${parts}${access}`,
            method: 'GET',
            headers: { accept: 'application/json' },
        };
    },
    answer: (json) => ({
        durations: json['durations'],
        distances: json['distances'],
        metresPerUnit: 1,
        sourceSnaps: numbersAt(json['sources'], 'distance'),
        targetSnaps: numbersAt(json['destinations'], 'distance'),
    }),
    refusal(status, json) {
        const code = textAt(json, 'code');
        const message = `${code}: ${textAt(json, 'message')}`;
        if (status === 413 || status === 414 || code === 'TooBig') return { kind: 'too-big', message };
        return { kind: code === 'NoSegment' || code === 'NoTable' ? 'unroutable' : 'other', message };
    },
};
