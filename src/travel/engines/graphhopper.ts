import { type Engine, JSON_HEADERS, textAt } from './engine.js';

/** GraphHopper's matrix, https://docs.graphhopper.com/openapi/matrices/postmatrix */
export const GRAPHHOPPER: Engine = {
    defaultProfile: 'car',
    request(base, profile, key, { sources, targets, isSquare }) {
        const access = key === undefined ? '' : `?key=${encodeURIComponent(key)}`;
        const points = isSquare ? { points: sources } : { from_points: sources, to_points: targets };
        return {
            url: `${base}/matrix${access}`,
            method: 'POST',
            headers: JSON_HEADERS,
            body: JSON.stringify({ ...points, profile, out_arrays: ['times', 'distances'], fail_fast: false }),
        };
    },
    answer: (json) => ({ durations: json['times'], distances: json['distances'], metresPerUnit: 1 }),
    refusal(status, json) {
        const message = textAt(json, 'message');
        if (status === 413 || /too many|limit/i.test(message)) return { kind: 'too-big', message };
        return { kind: /cannot find point|out of bounds|connection between/i.test(message) ? 'unroutable' : 'other', message };
    },
};
