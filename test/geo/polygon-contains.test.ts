import { multiPolygon, polygon } from '@turf/helpers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Position, polygonContains, polygonTester, wrapLongitude } from '../../src/geo/index.js';

const square = polygon([
    [
        [0, 0],
        [4, 0],
        [4, 4],
        [0, 4],
        [0, 0],
    ],
]).geometry;
const frame = polygon([
    [
        [0, 0],
        [4, 0],
        [4, 4],
        [0, 4],
        [0, 0],
    ],
    [
        [1, 1],
        [1, 3],
        [3, 3],
        [3, 1],
        [1, 1],
    ],
]).geometry;
// Fiji's neighbourhood, written with a step over the antimeridian.
const fiji = polygon([
    [
        [177, -20],
        [-178, -20],
        [-178, -15],
        [177, -15],
        [177, -20],
    ],
]).geometry;

const gridPoint = fc
    .tuple(fc.integer({ min: -12, max: 12 }), fc.integer({ min: -12, max: 12 }))
    .map(([x, y]): Position => [x / 4, y / 4]);

describe('polygonContains', () => {
    it.each<[Position, boolean]>([
        [[2, 2], true],
        [[0, 0], true],
        [[4, 4], true],
        [[0, 4], true],
        [[2, 0], true],
        [[2, 4], true],
        [[0, 2], true],
        [[4, 2], true],
        [[5, 0], false],
        [[-1, 0], false],
        [[-1, 4], false],
        [[-1, 2], false],
        [[2, 4.0000001], false],
        [[Number.NaN, 2], false],
    ])('square holds %j: %s', (position, expected) => {
        expect(polygonContains(square, position)).toBe(expected);
    });

    it.each<[Position, boolean]>([
        [[0.5, 2], true],
        [[2, 2], false],
        [[1, 2], true],
        [[3, 3], true],
        [[2, 1], true],
        [[2, 1.0000001], false],
    ])('frame holds %j, its hole apart from the border: %s', (position, expected) => {
        expect(polygonContains(frame, position)).toBe(expected);
    });

    it('takes every part of a multi-polygon', () => {
        const parts = multiPolygon([
            square.coordinates,
            [
                [
                    [10, 10],
                    [11, 10],
                    [10, 11],
                    [10, 10],
                ],
            ],
        ]).geometry;
        expect(polygonContains(parts, [10.25, 10.25])).toBe(true);
        expect(polygonContains(parts, [1, 1])).toBe(true);
        expect(polygonContains(parts, [7, 7])).toBe(false);
    });

    it('follows a ring over the antimeridian, whichever name it has', () => {
        for (const lng of [177, 178, 180, -180, -179, -178]) expect(polygonContains(fiji, [lng, -18])).toBe(true);
        for (const lng of [176.9, -177.9, 0]) expect(polygonContains(fiji, [lng, -18])).toBe(false);
        const split = multiPolygon([
            [
                [
                    [177, -20],
                    [180, -20],
                    [180, -15],
                    [177, -15],
                    [177, -20],
                ],
            ],
            [
                [
                    [-180, -20],
                    [-178, -20],
                    [-178, -15],
                    [-180, -15],
                    [-180, -20],
                ],
            ],
        ]).geometry;
        for (const lng of [177, 180, -180, -178]) expect(polygonContains(split, [lng, -18])).toBe(true);
    });

    it('reads a ring around the Earth as the cap of the nearer pole', () => {
        const cap = polygon([
            [
                [0, 60],
                [90, 60],
                [180, 60],
                [-90, 60],
                [0, 60],
            ],
        ]).geometry;
        for (const position of [
            [45, 80],
            [-135, 60],
            [17, 90],
            [180, 75],
            [-180, 75],
        ] as Position[]) {
            expect(polygonContains(cap, position)).toBe(true);
        }
        expect(polygonContains(cap, [45, 59])).toBe(false);
        expect(polygonContains(cap, [45, -90])).toBe(false);
        const south = polygon([
            [
                [0, -60],
                [-90, -60],
                [180, -60],
                [90, -60],
                [0, -60],
            ],
        ]).geometry;
        expect(polygonContains(south, [12, -90])).toBe(true);
        expect(polygonContains(south, [-179, -61])).toBe(true);
    });

    it('leaves a hole around a pole out, the pole with it', () => {
        const belt = polygon([
            [
                [0, 60],
                [90, 60],
                [180, 60],
                [-90, 60],
                [0, 60],
            ],
            [
                [0, 80],
                [90, 80],
                [180, 80],
                [-90, 80],
                [0, 80],
            ],
        ]).geometry;
        expect(polygonContains(belt, [120, 70])).toBe(true);
        expect(polygonContains(belt, [120, 80])).toBe(true);
        expect(polygonContains(belt, [120, 85])).toBe(false);
        expect(polygonContains(belt, [0, 90])).toBe(false);
    });

    it('keeps the whole world as it is written, with and without an edge along the pole', () => {
        const world = polygon([
            [
                [-180, -60],
                [180, -60],
                [180, 75],
                [-180, 75],
                [-180, -60],
            ],
        ]).geometry;
        for (const position of [
            [0, 0],
            [180, 10],
            [-179, 74],
        ] as Position[])
            expect(polygonContains(world, position)).toBe(true);
        expect(polygonContains(world, [0, 76])).toBe(false);
        const antarctica = polygon([
            [
                [-180, -80],
                [-60, -70],
                [60, -70],
                [180, -80],
                [180, -90],
                [-180, -90],
                [-180, -80],
            ],
        ]).geometry;
        for (const position of [
            [0, -75],
            [179, -85],
            [0, -90],
            [44, -90],
        ] as Position[]) {
            expect(polygonContains(antarctica, position)).toBe(true);
        }
        expect(polygonContains(antarctica, [0, -65])).toBe(false);
    });

    it('holds nothing without corners', () => {
        expect(polygonContains({ type: 'Polygon', coordinates: [] }, [0, 0])).toBe(false);
        expect(polygonContains({ type: 'MultiPolygon', coordinates: [] }, [0, 0])).toBe(false);
        expect(polygonContains({ type: 'Polygon', coordinates: [[]] }, [0, 0])).toBe(false);
    });

    it('decides triangles as three exact signs do', () => {
        fc.assert(
            fc.property(gridPoint, gridPoint, gridPoint, gridPoint, (a, b, c, p) => {
                const side = (u: Position, v: Position, w: Position): number =>
                    Math.sign((v[0] - u[0]) * (w[1] - u[1]) - (v[1] - u[1]) * (w[0] - u[0]));
                fc.pre(side(a, b, c) !== 0);
                const sides = [side(a, b, p), side(b, c, p), side(c, a, p)];
                const expected = sides.every((s) => s >= 0) || sides.every((s) => s <= 0);
                const triangle = polygon([[[...a], [...b], [...c], [...a]]]).geometry;
                expect(polygonContains(triangle, p)).toBe(expected);
            }),
            { numRuns: 200 },
        );
    });

    it('gives the same answer on both sides of the antimeridian as far from it', () => {
        const turn = ([lng, lat]: readonly number[], by: number): Position => [wrapLongitude(lng + by), lat];
        fc.assert(
            fc.property(fc.array(gridPoint, { minLength: 3, maxLength: 7 }), gridPoint, (corners, p) => {
                const ring = [...corners, corners[0]];
                const here = polygon([ring.map((corner) => [...corner])]).geometry;
                const there = polygon([ring.map((corner) => [...turn(corner, 180)])]).geometry;
                fc.pre(new Set(ring.map(([lng]) => lng)).size > 1);
                expect(polygonContains(there, turn(p, 180))).toBe(polygonContains(here, p));
            }),
            { numRuns: 200 },
        );
    });
});

describe('polygonTester', () => {
    it('agrees with a plain count of crossings on a ring with many edges', () => {
        // A star with 400 corners: its strips hold several edges each.
        const ring: number[][] = [];
        for (let k = 0; k < 400; k++) {
            const radius = k % 2 === 0 ? 10 : 4 + (k % 7);
            const angle = (k / 400) * 2 * Math.PI;
            ring.push([radius * Math.cos(angle), radius * Math.sin(angle)]);
        }
        ring.push(ring[0]);
        const contains = polygonTester(polygon([ring]).geometry);
        const count = ([x, y]: Position): boolean => {
            let isInside = false;
            for (let i = 1; i < ring.length; i++) {
                const [[x1, y1], [x2, y2]] = [ring[i - 1], ring[i]];
                if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) isInside = !isInside;
            }
            return isInside;
        };
        const coordinate = fc.double({ min: -10.5, max: 10.5, noNaN: true });
        fc.assert(
            fc.property(coordinate, coordinate, (x, y) => {
                expect(contains([x, y])).toBe(count([x, y]));
            }),
            { numRuns: 300 },
        );
        for (const [x, y] of ring) expect(contains([x, y])).toBe(true);
    });

    it('keeps its own copy of the polygon', () => {
        const ring = [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 0],
        ];
        const contains = polygonTester({ type: 'Polygon', coordinates: [ring] });
        ring[1] = [-50, 50];
        expect(contains([0.75, 0.25])).toBe(true);
    });
});
