import { describe, expect, it } from 'vitest';
import type { BeatplanError } from '../../src/core/index.js';
import { BoxIndex, densityGrid, hotSpots, PointIndex, PolygonIndex } from '../../src/spatial/index.js';

const index = new PointIndex([
    [0, 0],
    [1, 1],
]);
const boxes = new BoxIndex();
boxes.insert('a', [0, 0, 1, 1]);
const grid = densityGrid([[0, 0]], { cells: { kind: 'square', size: 1000 } });

/** Codes, paths and hints of what a call throws, which is an error of ours. */
function issuesOf(call: () => unknown): [code: string, path: string, hint?: string][] {
    try {
        call();
    } catch (error) {
        return (error as BeatplanError).issues.map(({ code, path, hint }) =>
            hint === undefined ? [code, path.join('.')] : [code, path.join('.'), hint],
        );
    }
    return [];
}

describe('options', () => {
    it.each<[string, (options: never) => unknown, keys: string]>([
        ['PointIndex', (options) => new PointIndex([], options), 'metric, shared'],
        ['BoxIndex', (options) => new BoxIndex(options), 'metric'],
        ['PolygonIndex', (options) => new PolygonIndex([], options), 'metric, idProperty'],
        ['PointIndex.nearest', (options) => index.nearest([0, 0], options), 'count, radius, filter'],
        ['PointIndex.nearestInto', (options) => index.nearestInto(0, 0, new Int32Array(1), options), 'distances, radius, filter'],
        ['BoxIndex.nearest', (options) => boxes.nearest([0, 0], options), 'count, radius, filter'],
        ['BoxIndex.nearestInto', (options) => boxes.nearestInto(0, 0, [], options), 'count, radius, filter, distances'],
        ['hotSpots', (options) => hotSpots(grid, options), 'rings, of'],
    ])('of %s are an object with none but known keys', (_, call, keys) => {
        expect(issuesOf(() => call(undefined as never))).toEqual([]);
        expect(issuesOf(() => call(null as never))).toEqual([['invalid-type', 'options']]);
        expect(issuesOf(() => call(5 as never))).toEqual([['invalid-type', 'options']]);
        expect(issuesOf(() => call({ k: 5 } as never))).toEqual([['unknown-key', 'options.k', `known keys: ${keys}`]]);
    });

    it('that are misspelt are named with what was probably meant', () => {
        expect(issuesOf(() => new PointIndex([[100, 95]], { metrics: 'planar' } as never))).toEqual([
            ['unknown-key', 'options.metrics', "did you mean 'metric'?"],
            ['invalid-latitude', 'positions.0'],
        ]);
        expect(issuesOf(() => index.nearest([0, 0], { count: 0, radios: 5 } as never))).toEqual([
            ['out-of-range', 'options.count'],
            ['unknown-key', 'options.radios', "did you mean 'radius'?"],
        ]);
        expect(issuesOf(() => densityGrid([], { cells: grid.layout, weight: [] } as never))).toEqual([
            ['missing-key', 'options.cells.kind'],
            ['unknown-key', 'options.weight', "did you mean 'weights'?"],
        ]);
    });

    it('that are needed and left out are named', () => {
        expect(issuesOf(() => (index.alongRoute as (line: unknown) => unknown).call(index, [[0, 0]]))).toEqual([
            ['missing-key', 'options.detour'],
        ]);
        expect(issuesOf(() => index.alongRoute([[0, 0]], null as never))).toEqual([['missing-key', 'options.detour']]);
        expect(issuesOf(() => index.alongRoute([[0, 0]], { detour: 1, filters: 1 } as never)).map(([code]) => code)).toEqual([
            'unknown-key',
        ]);
        expect(issuesOf(() => densityGrid([[0, 0]], undefined as never))).toEqual([['missing-key', 'options.cells']]);
    });
});

describe('lists to write into', () => {
    it.each<[string, (out: never) => unknown]>([
        ['PointIndex.nearestInto', (out) => index.nearestInto(0, 0, out)],
        ['PointIndex.withinInto', (out) => index.withinInto(0, 0, 1, out)],
        ['PointIndex.inBoxInto', (out) => index.inBoxInto([0, 0, 1, 1], out)],
        ['BoxIndex.searchInto', (out) => boxes.searchInto([0, 0, 1, 1], out)],
        ['BoxIndex.nearestInto', (out) => boxes.nearestInto(0, 0, out)],
    ])('of %s can take what is found', (_, call) => {
        for (const out of [undefined, null, 'out', 5, {}, Object.freeze([]), new Uint8Array(4), BigInt64Array.of(1n)]) {
            expect(issuesOf(() => call(out as never))).toEqual([['invalid-type', 'out']]);
        }
    });

    it('of distances are no shorter numbers', () => {
        const issues = [['invalid-type', 'options.distances']];
        const search = (distances: unknown): unknown =>
            index.nearestInto(0, 0, new Int32Array(1), { distances: distances as Float64Array });
        for (const distances of [null, 'x', new Uint16Array(1), BigInt64Array.of(1n)]) {
            expect(issuesOf(() => search(distances))).toEqual(issues);
        }
    });
});

it('names cells too small for their area instead of filling the memory', () => {
    const country = {
        type: 'Polygon' as const,
        coordinates: [
            [
                [5, 45],
                [15, 45],
                [15, 55],
                [5, 55],
                [5, 45],
            ],
        ],
    };
    for (const kind of ['square', 'hexagon'] as const) {
        const cells = { kind, size: 1 };
        expect(issuesOf(() => densityGrid([[10, 50]], { cells, area: country }))).toEqual([
            ['out-of-range', 'options.cells.size'],
        ]);
    }
});

it('names a filter that is no function', () => {
    expect(issuesOf(() => index.nearest([0, 0], { filter: 'all' as never }))).toEqual([['invalid-type', 'options.filter']]);
    expect(issuesOf(() => boxes.nearest([0, 0], { filter: null as never }))).toEqual([['invalid-type', 'options.filter']]);
});

it('says what to pass if a route is invalid', () => {
    const geometry = { type: 'LineString', coordinates: [[0, 0]] };
    const issues = (line: unknown): unknown => issuesOf(() => index.alongRoute(line as never, { detour: 1 }));
    expect(issues({ type: 'Feature', properties: {}, geometry })).toEqual([
        ['invalid-type', 'line', 'pass the geometry of the feature'],
    ]);
    expect(issues(undefined)).toEqual([['invalid-type', 'line']]);
    expect(issues({ type: 'LineString' })).toEqual([['invalid-type', 'line']]);
    expect(issues(geometry)).toEqual([]);
});
