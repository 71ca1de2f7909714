import { describe, expect, it } from 'vitest';
import { kmeans } from '../../src/cluster/index.js';
import { travelMatrix } from '../../src/travel/index.js';
import { PUBLIC_CALLS } from './calls.js';
import { finishCall } from './judge-call.js';

// Tools that are asked, not results: they have no form as JSON. The layout of a grid is how it finds cells.
const TOOLS = /^(?:Point|Box|Polygon)Index$|^ZoomClusters$|^PreparedPolygon$|^RoadGraph$|^KnownTrips$|Layout$/;

/** Where a value differs from what JSON makes of it: numbers that are not finite become null, maps objects, typed arrays arrays. */
function differences(value: unknown, back: unknown, path: string): string[] {
    if (typeof value === 'number' && !Number.isFinite(value)) return back === null ? [] : [path];
    if (typeof value !== 'object' || value === null) return Object.is(value, back) || (value === 0 && back === 0) ? [] : [path];
    if (TOOLS.test(value.constructor?.name ?? '')) return [];
    if (ArrayBuffer.isView(value) || Array.isArray(value)) {
        const list = Array.from(value as ArrayLike<unknown>);
        if (!Array.isArray(back) || back.length !== list.length) return [path];
        return list.flatMap((item, i) => differences(item, back[i], `${path}[${i}]`));
    }
    const members = value instanceof Map ? [...value] : Object.entries(value);
    if (typeof back !== 'object' || back === null) return [path];
    return members.flatMap(([key, item]) =>
        item === undefined ? [] : differences(item, (back as Record<string, unknown>)[key], `${path}.${key}`),
    );
}

describe('results as JSON', () => {
    it.each(PUBLIC_CALLS.map((call) => [call.name, call] as const))('%s: numbers stay numbers in arrays', async (_, call) => {
        const outcome = await finishCall(call, call.makeArguments());
        if (!('answer' in outcome) || outcome.answer === undefined || typeof outcome.answer === 'function') return;
        const text = JSON.stringify(outcome.answer);
        expect(differences(outcome.answer, text === undefined ? undefined : JSON.parse(text), 'answer')).toEqual([]);
    });

    it('leaves typed arrays as they are: for clones, comparisons and loops', () => {
        const { labels } = kmeans(
            [0, 1, 10, 11].map((x) => [x, 0] as const),
            { count: 2 },
        );
        expect(JSON.stringify(labels)).toBe('[0,0,1,1]');
        expect(labels).toEqual(Int32Array.of(0, 0, 1, 1));
        expect(structuredClone(labels)).toEqual(labels);
        expect(Object.keys(labels)).toEqual(['0', '1', '2', '3']);
    });

    it('takes a matrix back from JSON', () => {
        const matrix = travelMatrix(
            [
                [9, 50],
                [9.1, 50.1],
            ],
            { kind: 'great-circle' },
        );
        const back = JSON.parse(JSON.stringify(matrix)) as typeof matrix;
        expect(back.durations).toEqual([...matrix.durations]);
    });
});
