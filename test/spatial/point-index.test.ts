import { polygon } from '@turf/helpers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bbox, bboxContains, greatCircleDistance, type Position, polygonContains } from '../../src/geo/index.js';
import { PointIndex } from '../../src/spatial/index.js';
import { anyPosition } from '../geo/arbitraries.js';

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

    it('names every position that is none', () => {
        const positions = [
            [0, 0],
            [Number.NaN, 0],
            [0, 0],
            [181, 0],
        ] as Position[];
        expect(issuesOf(() => new PointIndex(positions))).toEqual([
            ['not-finite', ['positions', 1]],
            ['invalid-longitude', ['positions', 3]],
        ]);
    });

    it('refuses searches that make no sense', () => {
        const index = new PointIndex([[0, 0]]);
        expect(issuesOf(() => index.nearest([Number.NaN, 0], { count: 0, radius: -1 }))).toEqual([
            ['not-finite', ['position']],
            ['out-of-range', ['count']],
            ['out-of-range', ['radius']],
        ]);
        expect(issuesOf(() => index.nearest([0, 0], { count: 1.5 }))).toEqual([['out-of-range', ['count']]]);
        expect(issuesOf(() => index.within([0, 0], Number.NaN))).toEqual([['out-of-range', ['radius']]]);
        expect(issuesOf(() => index.inBox([0, 5, 1, 4]))).toEqual([['out-of-range', ['bbox']]]);
        expect(issuesOf(() => index.inBox([0, Number.NaN, 1, 4]))).toEqual([['out-of-range', ['bbox']]]);
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
