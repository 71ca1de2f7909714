import { polygon } from '@turf/helpers';
import fc from 'fast-check';
import type { FeatureCollection, Point, Polygon } from 'geojson';
import KDBush from 'kdbush';
import { describe, expect, it } from 'vitest';
import { type Bbox, bboxContains, greatCircleDistance, type Position, polygonContains } from '../../../src/geo/index.js';
import { PointIndex } from '../../../src/spatial/index.js';
import { anyPosition } from '../../geo/arbitraries.js';

const positionLists = fc.array(anyPosition, { maxLength: 60 });

/** All indices by distance, then index: the plain way. */
function byDistance(positions: readonly Position[], from: Position): { index: number; distance: number }[] {
    return positions
        .map((position, index) => ({ index, distance: greatCircleDistance(from, position) }))
        .sort((a, b) => a.distance - b.distance || a.index - b.index);
}

const issuesOf = (call: () => unknown): unknown => {
    try {
        call();
    } catch (error) {
        return (error as { issues: { code: string; path: unknown }[] }).issues.map(({ code, path }) => [code, path]);
    }
    return 'nothing was thrown';
};

describe('PointIndex', () => {
    it('finds the nearest cities', () => {
        const index = new PointIndex([
            [13.4, 52.5],
            [2.35, 48.86],
            [-0.13, 51.5],
        ]);
        expect(index.nearest([4.9, 52.4], { count: 2 })).toEqual([2, 1]);
        expect(index.nearest([4.9, 52.4])).toEqual([2]);
        expect(index.size).toBe(3);
    });

    it('finds nothing in an empty index', () => {
        const index = new PointIndex([]);
        expect(index.nearest([0, 0], { count: 3 })).toEqual([]);
        expect(index.within([0, 0], 1e9)).toEqual([]);
        expect(index.inBox([-180, -90, 180, 90])).toEqual([]);
        expect(
            index.inPolygon(
                polygon([
                    [
                        [0, 0],
                        [1, 0],
                        [1, 1],
                        [0, 0],
                    ],
                ]).geometry,
            ),
        ).toEqual([]);
    });

    it('names every invalid position', () => {
        const positions = [
            [0, 0],
            [Number.NaN, 0],
            [0, 0],
            [541, 0],
            [0, 91],
            [48.1, 111.5],
            [1489123, 6894432],
            [0, Number.POSITIVE_INFINITY],
            [1],
            '0,0',
            null,
        ] as Position[];
        expect(issuesOf(() => new PointIndex(positions))).toEqual([
            ['not-finite', ['positions', 1]],
            ['invalid-longitude', ['positions', 3]],
            ['swapped-coordinates', ['positions', 4]],
            ['swapped-coordinates', ['positions', 5]],
            ['invalid-latitude', ['positions', 6]],
            ['not-finite', ['positions', 7]],
            ['invalid-type', ['positions', 8]],
            ['invalid-type', ['positions', 9]],
            ['missing-position', ['positions', 10]],
        ]);
        const flat = Float64Array.of(0, 0, Number.NaN, 0, 541, 0);
        expect(issuesOf(() => new PointIndex(flat))).toEqual([
            ['not-finite', ['positions', 1]],
            ['invalid-longitude', ['positions', 2]],
        ]);
        expect(issuesOf(() => new PointIndex(Float64Array.of(0, 0, 1)))).toEqual([['dimension-mismatch', ['positions']]]);
        expect(issuesOf(() => new PointIndex('everywhere' as unknown as Position[]))).toEqual([['invalid-type', ['positions']]]);
        expect(issuesOf(() => new PointIndex([], { metric: 'taxicab' as 'planar' }))).toEqual([
            ['unknown-option', ['options', 'metric']],
        ]);
    });

    it('names a hundred points with a problem, then how many more there are', () => {
        const issues = issuesOf(() => new PointIndex(new Float64Array(2 * 250).fill(1000))) as unknown[][];
        expect(issues).toHaveLength(101);
        expect(issues[100]).toEqual(['invalid-input', ['positions']]);
    });

    it('takes any numbers that have distances where the metric is planar', () => {
        const index = new PointIndex(
            [
                [1e6, 2e6],
                [-5e99, 0],
                [1000, 1000],
            ],
            { metric: 'planar' },
        );
        expect(index.nearest([0, 0], { count: 3 })).toEqual([2, 0, 1]);
        expect(index.within([1000, 1000], 0)).toEqual([2]);
        expect(index.inBox([0, 0, 1e7, Number.POSITIVE_INFINITY])).toEqual([0, 2]);
        const points = [[0, 1e101], [Number.NaN, 0], undefined, [1]] as unknown as Position[];
        expect(issuesOf(() => new PointIndex(points, { metric: 'planar' }))).toEqual([
            ['out-of-range', ['positions', 0]],
            ['not-finite', ['positions', 1]],
            ['missing-position', ['positions', 2]],
            ['invalid-type', ['positions', 3]],
        ]);
        expect(issuesOf(() => index.inBox([1, 0, 0, 1]))).toEqual([['out-of-range', ['bbox']]]);
        expect(issuesOf(() => index.nearest([0, Number.NaN]))).toEqual([['not-finite', ['position']]]);
    });

    it('wraps longitudes past 180 degrees, of points, places and boxes', () => {
        const wrapped = new PointIndex([
            [190, 0],
            [-181, 0],
            [540, 0],
            [0, 0],
        ]);
        const plain = new PointIndex([
            [-170, 0],
            [179, 0],
            [180, 0],
            [0, 0],
        ]);
        for (const lng of [189, -171, 549, -531]) {
            if (Math.abs(lng) <= 540) {
                expect(wrapped.nearest([lng, 0], { count: 4 })).toEqual([0, 2, 1, 3]);
                expect(plain.nearest([lng, 0], { count: 4 })).toEqual([0, 2, 1, 3]);
            } else expect(issuesOf(() => wrapped.nearest([lng, 0]))).toEqual([['invalid-longitude', ['position']]]);
        }
        for (const box of [
            [170, -1, 190, 1],
            [-190, -1, -170, 1],
            [170, -1, -170, 1],
            [530, -1, 540, 1],
            [-181, -1, 180, 1],
        ] as const) {
            const expected = box[0] === 530 ? [1, 2] : box[0] === -181 ? [0, 1, 2, 3] : [0, 1, 2];
            expect(wrapped.inBox(box)).toEqual(expected);
            expect(plain.inBox(box)).toEqual(expected);
        }
        const flat = Float64Array.of(190, 0, 0, 0);
        expect(new PointIndex(flat).nearest([-170, 0])).toEqual([0]);
        expect([...flat]).toEqual([190, 0, 0, 0]);
        expect(issuesOf(() => plain.inBox([200, 0, 190, 1]))).toEqual([['out-of-range', ['bbox']]]);
    });

    it('reads GeoJSON and names the feature that is no point', () => {
        const berlin = { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [13.4, 52.5, 34] } } as const;
        const line = { type: 'LineString', coordinates: [[0, 0]] };
        const collection = (...features: unknown[]): FeatureCollection<Point> =>
            ({ type: 'FeatureCollection', features }) as unknown as FeatureCollection<Point>;
        expect(new PointIndex(collection(berlin)).nearest([0, 0])).toEqual([0]);
        expect(
            new PointIndex({
                type: 'MultiPoint',
                coordinates: [
                    [0, 0],
                    [9, 9],
                ],
            }).nearest([8, 8]),
        ).toEqual([1]);
        expect(
            issuesOf(() => new PointIndex(collection(berlin, { ...berlin, geometry: line }, { ...berlin, geometry: null }, {}))),
        ).toEqual([
            ['invalid-type', ['positions', 'features', 1, 'geometry']],
            ['missing-position', ['positions', 'features', 2, 'geometry']],
            ['missing-position', ['positions', 'features', 3, 'geometry']],
        ]);
        expect(issuesOf(() => new PointIndex({ type: 'MultiPoint', coordinates: [[100, 95]] }))).toEqual([
            ['invalid-latitude', ['positions', 'coordinates', 0]],
        ]);
    });

    it('moves to another thread with its buffer, and says so where it came from', async () => {
        const positions = Float64Array.from({ length: 2000 }, (_, i) => ((i * 7919) % 17900) / 100);
        for (let i = 1; i < positions.length; i += 2) positions[i] = (positions[i] % 180) - 90;
        const index = new PointIndex(positions);
        const expected = index.nearest([10, 10], { count: 5 });
        const { data } = index;
        const { port1, port2 } = new MessageChannel();
        const arrival = new Promise<ArrayBuffer>((resolve) => {
            port2.onmessage = ({ data }) => resolve(data);
        });
        port1.postMessage(data, [data as ArrayBuffer]);
        const moved = PointIndex.from(await arrival);
        port1.close();
        expect(moved.nearest([10, 10], { count: 5 })).toEqual(expected);
        expect(() => index.nearest([10, 10])).toThrow(/was transferred/);
        expect(() => index.inBox([0, 0, 1, 1])).toThrow(/was transferred/);
    });

    it('shares its buffer, which kdbush reads too', () => {
        const index = new PointIndex(
            [
                [1, 2],
                [3, 4],
            ],
            { shared: true },
        );
        expect(index.data).toBeInstanceOf(SharedArrayBuffer);
        expect(PointIndex.from(index.data).nearest([3, 3.9])).toEqual([1]);
        expect(KDBush.from(index.data as ArrayBuffer).range(0, 0, 2, 2)).toEqual([0]);
    });

    it('refuses buffers that are no index', () => {
        const index = new PointIndex([[1, 2]]);
        const raw = new KDBush(1);
        raw.add(0, 0);
        raw.finish();
        const changed = index.data.slice(0);
        new Uint8Array(changed).fill(77, 24, 40);
        for (const data of [
            new ArrayBuffer(0),
            raw.data,
            index.data.slice(0, -1),
            changed,
            undefined,
            'text',
            new Uint8Array(8),
        ]) {
            expect(issuesOf(() => PointIndex.from(data as ArrayBuffer))).toEqual([['invalid-input', ['data']]]);
        }
    });

    it('lets a filter search in its turn', () => {
        const index = new PointIndex([
            [0, 0],
            [1, 0],
            [2, 0],
            [3, 0],
        ]);
        const filter = (i: number): boolean => index.nearest([3, 0], { count: 2 }).includes(i);
        expect(index.nearest([0, 0], { count: 1, filter })).toEqual([2]);
    });

    it('does not mind an address that 100,000 share: the first ones win', () => {
        const index = new PointIndex(Float64Array.from({ length: 200_000 }, (_, i) => (i % 2 === 0 ? 10 : 50)));
        expect(index.nearest([11, 51], { count: 3 })).toEqual([0, 1, 2]);
        const { indices } = new PointIndex(new Float64Array(2 * 3000)).nearestAll(2);
        expect([...indices.subarray(0, 6)]).toEqual([1, 2, 0, 2, 0, 1]);
        expect([...indices.subarray(-2)]).toEqual([0, 1]);
    });

    it('has nothing for a list without room', () => {
        const index = new PointIndex([[0, 0]]);
        expect(index.nearestInto(0, 0, new Int32Array(0))).toBe(0);
        expect(index.withinInto(0, 0, 1, new Int32Array(0))).toBe(1);
        expect(issuesOf(() => index.nearestInto(0, -200, new Int32Array(1)))).toEqual([['invalid-latitude', ['position']]]);
        expect(issuesOf(() => index.withinInto(0, 0, -1, new Int32Array(1)))).toEqual([['out-of-range', ['radius']]]);
        expect(issuesOf(() => index.withinAll(Number.NaN))).toEqual([['not-finite', ['radius']]]);
        expect(issuesOf(() => index.nearestAll(1.5))).toEqual([['not-an-integer', ['count']]]);
        expect(issuesOf(() => index.nearestAll(2 ** 53))).toEqual([['out-of-range', ['count']]]);
    });

    it('refuses routes without positions and invalid detours', () => {
        const index = new PointIndex([[0, 0]]);
        expect(issuesOf(() => index.alongRoute([], { detour: -1 }))).toEqual([
            ['empty-input', ['line']],
            ['out-of-range', ['options', 'detour']],
        ]);
        expect(issuesOf(() => index.alongRoute([[100, 99]], { detour: 1 }))).toEqual([['invalid-latitude', ['line', 0]]]);
        expect(
            index.alongRoute(
                {
                    type: 'LineString',
                    coordinates: [
                        [1, 0],
                        [-1, 0],
                    ],
                },
                { detour: 1 },
            ),
        ).toEqual([{ index: 0, leg: 0, detour: 0, fromStart: greatCircleDistance([1, 0], [0, 0]) }]);
        expect(index.alongRoute([[0, 0]], { detour: 0, filter: () => false })).toEqual([]);
    });

    it('refuses searches that make no sense', () => {
        const index = new PointIndex([[0, 0]]);
        expect(issuesOf(() => index.nearest([Number.NaN, 0], { count: 0, radius: -1 }))).toEqual([
            ['not-finite', ['position']],
            ['out-of-range', ['options', 'count']],
            ['out-of-range', ['options', 'radius']],
        ]);
        expect(issuesOf(() => index.nearest([0, 0], { count: 1.5 }))).toEqual([['not-an-integer', ['options', 'count']]]);
        for (const [radius, code] of [
            [Number.NaN, 'not-finite'],
            [undefined, 'invalid-type'],
            ['1000', 'invalid-type'],
        ] as [number, string][]) {
            expect(issuesOf(() => index.within([0, 0], radius))).toEqual([[code, ['radius']]]);
            expect(issuesOf(() => index.withinInto(0, 0, radius, new Int32Array(1)))).toEqual([[code, ['radius']]]);
        }
        expect(issuesOf(() => index.inBox([0, 5, 1, 4]))).toEqual([['out-of-range', ['bbox']]]);
        expect(issuesOf(() => index.inBox([0, Number.NaN, 1, 4]))).toEqual([['out-of-range', ['bbox']]]);
    });

    it('refuses lassos that are no polygons', () => {
        const index = new PointIndex([[0, 0]]);
        const expected = [['invalid-polygon', ['polygon']]];
        const triangle = [
            [0, 0],
            [1, 0],
            [0, 1],
        ];
        const lassos: unknown[] = [
            undefined,
            triangle,
            { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [triangle] } },
            { type: 'Polygon', coordinates: [] },
            { type: 'Polygon', coordinates: [triangle.slice(1)] },
            { type: 'Polygon', coordinates: [[[Number.NaN, 0], ...triangle]] },
            { type: 'MultiPolygon', coordinates: [[[null, ...triangle]]] },
            { type: 'Polygon', coordinates: [triangle.map(([x, y]) => [x, y + 135])] },
        ];
        for (const lasso of lassos) {
            expect(issuesOf(() => index.inPolygon(lasso as Polygon))).toEqual(expected);
            expect(issuesOf(() => index.inPolygonInto(lasso as Polygon, new Int32Array(1)))).toEqual(expected);
        }
        const plane = new PointIndex([[0, 135]], { metric: 'planar' });
        expect(plane.inPolygon(lassos[7] as Polygon)).toEqual([0]);
    });

    it('breaks ties by index, among hundreds at one place too', () => {
        const positions: Position[] = Array.from({ length: 300 }, (_, i) => (i % 3 === 0 ? [10, 50] : [10 + (i % 2) / 10, 50]));
        const index = new PointIndex(positions);
        expect(index.nearest([10, 50], { count: 5 })).toEqual(
            byDistance(positions, [10, 50])
                .slice(0, 5)
                .map(({ index }) => index),
        );
        expect(index.nearest([10, 50], { count: 290 })).toHaveLength(290);
    });

    it('looks past half the circumference', () => {
        const positions: Position[] = [
            [0, 0],
            [90, 0],
            [180, 0],
            [179, 1],
            [-90, 0],
        ];
        const index = new PointIndex(positions);
        expect(index.nearest([0, 0], { count: 9, radius: 25e6 })).toEqual([0, 1, 4, 3, 2]);
        expect(index.within([0, 0], 40e6)).toEqual([0, 1, 4, 3, 2]);
    });

    it('includes what lies at the radius exactly', () => {
        const positions: Position[] = [
            [0, 1],
            [0, 2],
        ];
        const radius = greatCircleDistance([0, 0], [0, 1]);
        expect(new PointIndex(positions).within([0, 0], radius)).toEqual([0]);
        expect(new PointIndex(positions).nearest([0, 0], { count: 9, radius })).toEqual([0]);
        expect(new PointIndex(positions).within([0, 1], 0)).toEqual([0]);
    });

    it('finds the nearest as a full scan does, anywhere on Earth', () => {
        fc.assert(
            fc.property(positionLists, anyPosition, fc.integer({ min: 1, max: 12 }), (positions, from, count) => {
                const expected = byDistance(positions, from).slice(0, count);
                expect(new PointIndex(positions).nearest(from, { count })).toEqual(expected.map(({ index }) => index));
            }),
            { numRuns: 200 },
        );
    });

    it('finds the nearest of a filter within a radius as a full scan does', () => {
        const radius = fc.oneof(fc.double({ min: 0, max: 2.1e7, noNaN: true }), fc.constant(Number.POSITIVE_INFINITY));
        fc.assert(
            fc.property(positionLists, anyPosition, radius, fc.integer({ min: 2, max: 4 }), (positions, from, reach, modulus) => {
                const filter = (index: number): boolean => index % modulus !== 0;
                const expected = byDistance(positions, from).filter(({ index, distance }) => filter(index) && distance <= reach);
                const found = new PointIndex(positions).nearest(from, { count: Number.POSITIVE_INFINITY, radius: reach, filter });
                expect(found).toEqual(expected.map(({ index }) => index));
            }),
            { numRuns: 150 },
        );
    });

    it('finds all within a radius as a full scan does', () => {
        const radius = fc.oneof(fc.double({ min: 0, max: 2.1e7, noNaN: true }), fc.double({ min: 0, max: 1e5, noNaN: true }));
        fc.assert(
            fc.property(positionLists, anyPosition, radius, (positions, from, reach) => {
                const expected = byDistance(positions, from).filter(({ distance }) => distance <= reach);
                expect(new PointIndex(positions).within(from, reach)).toEqual(expected.map(({ index }) => index));
            }),
            { numRuns: 200 },
        );
    });

    it('finds all in a box as a full scan does, over the antimeridian and at poles too', () => {
        fc.assert(
            fc.property(positionLists, anyPosition, anyPosition, (positions, a, b) => {
                const box: Bbox = [a[0], Math.min(a[1], b[1]), b[0], Math.max(a[1], b[1])];
                const expected = positions.flatMap((position, i) => (bboxContains(box, position) ? [i] : []));
                expect(new PointIndex(positions).inBox(box)).toEqual(expected);
            }),
            { numRuns: 200 },
        );
    });

    it('finds all in a polygon as a full scan does', () => {
        fc.assert(
            fc.property(positionLists, fc.array(anyPosition, { minLength: 3, maxLength: 6 }), (positions, corners) => {
                const shape = polygon([[...corners, corners[0]].map((corner) => [...corner])]).geometry;
                const expected = positions.flatMap((position, i) => (polygonContains(shape, position) ? [i] : []));
                expect(new PointIndex(positions).inPolygon(shape)).toEqual(expected);
            }),
            { numRuns: 200 },
        );
    });

    it('keeps its own copy of the positions', () => {
        const position: [number, number] = [10, 50];
        const index = new PointIndex([position]);
        position[0] = 170;
        expect(index.within([10, 50], 1)).toEqual([0]);
    });
});
