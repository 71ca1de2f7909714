import { multiPolygon, polygon } from '@turf/helpers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EARTH_RADIUS, greatCircleDistance, polygonArea, polygonBbox, polygonCentroid } from '../../src/geo/index.js';

const box = (west: number, south: number, east: number, north: number): number[][] => [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
];
const radians = (degrees: number): number => (degrees * Math.PI) / 180;
// Exact, by Archimedes' hat box.
const boxArea = (west: number, south: number, east: number, north: number): number =>
    EARTH_RADIUS ** 2 * radians(east - west) * (Math.sin(radians(north)) - Math.sin(radians(south)));

describe('polygonArea', () => {
    it('measures boxes exactly, from metres to the whole Earth', () => {
        fc.assert(
            fc.property(
                fc.double({ min: -170, max: 0, noNaN: true }),
                fc.double({ min: -89, max: 60, noNaN: true }),
                fc.double({ min: 1e-4, max: 170, noNaN: true }),
                fc.double({ min: 1e-4, max: 29, noNaN: true }),
                (west, south, width, height) => {
                    const exact = boxArea(west, south, west + width, south + height);
                    expect(polygonArea(polygon([box(west, south, west + width, south + height)]).geometry) / exact).toBeCloseTo(
                        1,
                        6,
                    );
                },
            ),
        );
        expect(polygonArea(polygon([box(-180, -90, 180, 90)]).geometry) / (4 * Math.PI * EARTH_RADIUS ** 2)).toBeCloseTo(1, 12);
    });

    it('keeps its digits for a plot of ten metres', () => {
        const side = 1e-4;
        expect(polygonArea(polygon([box(8, 50, 8 + side, 50 + side)]).geometry)).toBeCloseTo(79.475, 2);
    });

    it('takes holes off, adds parts, and does not mind the winding', () => {
        const frame = polygon([box(0, 0, 4, 4), box(1, 1, 3, 3)]).geometry;
        const expected = boxArea(0, 0, 4, 4) - boxArea(1, 1, 3, 3);
        expect(polygonArea(frame) / expected).toBeCloseTo(1, 10);
        const reversed = polygon([box(0, 0, 4, 4).reverse(), box(1, 1, 3, 3)]).geometry;
        expect(polygonArea(reversed)).toBeCloseTo(polygonArea(frame), 0);
        expect(polygonArea(multiPolygon([[box(0, 0, 1, 1)], [box(5, 5, 6, 6)]]).geometry)).toBeCloseTo(
            boxArea(0, 0, 1, 1) + boxArea(5, 5, 6, 6),
            0,
        );
    });

    it('knows the antimeridian and poles', () => {
        expect(polygonArea(polygon([box(177, -20, -178, -15)]).geometry) / boxArea(0, -20, 5, -15)).toBeCloseTo(1, 10);
        const cap = polygon([
            [
                [0, 60],
                [90, 60],
                [180, 60],
                [-90, 60],
                [0, 60],
            ],
        ]).geometry;
        expect(polygonArea(cap) / boxArea(-180, 60, 180, 90)).toBeCloseTo(1, 10);
    });

    it('adds up over the parts of a divided polygon', () => {
        const whole = polygonArea(
            polygon([
                [
                    [0, 40],
                    [10, 60],
                    [20, 40],
                    [0, 40],
                ],
            ]).geometry,
        );
        const left = polygonArea(
            polygon([
                [
                    [0, 40],
                    [10, 60],
                    [10, 40],
                    [0, 40],
                ],
            ]).geometry,
        );
        const right = polygonArea(
            polygon([
                [
                    [10, 40],
                    [10, 60],
                    [20, 40],
                    [10, 40],
                ],
            ]).geometry,
        );
        expect((left + right) / whole).toBeCloseTo(1, 12);
        const finer = polygonArea(
            polygon([
                [
                    [0, 40],
                    [2.5, 45],
                    [5, 50],
                    [10, 60],
                    [20, 40],
                    [0, 40],
                ],
            ]).geometry,
        );
        expect(finer / whole).toBeCloseTo(1, 12);
    });

    it('is 0 for nothing', () => {
        expect(polygonArea({ type: 'MultiPolygon', coordinates: [] })).toBe(0);
        expect(
            polygonArea({
                type: 'Polygon',
                coordinates: [
                    [
                        [1, 1],
                        [2, 2],
                        [1, 1],
                    ],
                ],
            }),
        ).toBe(0);
    });
});

describe('polygonCentroid', () => {
    it('is the middle of a small box, over the antimeridian too', () => {
        const [lng, lat] = polygonCentroid(polygon([box(10, 50, 10.2, 50.1)]).geometry);
        expect(lng).toBeCloseTo(10.1, 6);
        expect(lat).toBeCloseTo(50.05, 3);
        const [east] = polygonCentroid(polygon([box(179, -1, -179, 1)]).geometry);
        expect(Math.abs(east)).toBeCloseTo(180, 6);
    });

    it('weighs by area, not by corners, and takes holes off', () => {
        const ring = [
            [0, 0],
            [2, 0],
            [2, 2],
            [1.5, 2],
            [1, 2],
            [0.5, 2],
            [0, 2],
            [0, 0],
        ];
        expect(greatCircleDistance(polygonCentroid(polygon([ring]).geometry), [1, 1])).toBeLessThan(100);
        // 4 x 4 less the left half of its middle: (16 * 2 - 2 * 1.5) / 14.
        const holed = polygonCentroid(polygon([box(0, 0, 4, 4), box(1, 1, 2, 3)]).geometry);
        expect(holed[0]).toBeCloseTo((16 * 2 - 2 * 1.5) / 14, 2);
        expect(holed[1]).toBeCloseTo(2, 2);
        const reversed = polygonCentroid(polygon([box(0, 0, 4, 4).reverse(), box(1, 1, 2, 3)]).geometry);
        expect(greatCircleDistance(holed, reversed)).toBeLessThan(1);
    });

    it('lies at the pole of a polar cap', () => {
        const cap = polygon([
            [
                [0, 60],
                [90, 60],
                [180, 60],
                [-90, 60],
                [0, 60],
            ],
        ]).geometry;
        expect(polygonCentroid(cap)[1]).toBeCloseTo(90, 6);
    });

    it('falls back to the mean of the corners, and refuses no corners', () => {
        const [lng] = polygonCentroid({
            type: 'Polygon',
            coordinates: [
                [
                    [1, 0],
                    [3, 0],
                    [1, 0],
                ],
            ],
        });
        expect(lng).toBeCloseTo(2, 9);
        expect(() => polygonCentroid({ type: 'Polygon', coordinates: [] })).toThrow(
            expect.objectContaining({ code: 'empty-input' }),
        );
    });
});

describe('polygonBbox', () => {
    it.each([
        [polygon([box(1, 2, 3, 4)]).geometry, [1, 2, 3, 4]],
        // To the last digit: a box that ended a hair before the antimeridian would lose what lies on it.
        [polygon([box(9.633835, 0, 180, 50)]).geometry, [9.633835, 0, 180, 50]],
        [polygon([box(9.3, 0, 10.1, 50)]).geometry, [9.3, 0, 10.1, 50]],
        [polygon([box(177, -20, -178, -15)]).geometry, [177, -20, -178, -15]],
        [multiPolygon([[box(170, 0, 180, 1)], [box(-180, 0, -175, 2)]]).geometry, [170, 0, -175, 2]],
        [multiPolygon([[box(-10, 0, -5, 1)], [box(20, 0, 25, 2)]]).geometry, [-10, 0, 25, 2]],
        [polygon([box(-180, -60, 180, 75)]).geometry, [-180, -60, 180, 75]],
        [
            polygon([
                [
                    [0, 60],
                    [90, 60],
                    [180, 60],
                    [-90, 60],
                    [0, 60],
                ],
            ]).geometry,
            [-180, 60, 180, 90],
        ],
        [
            polygon([
                [
                    [-100, 10],
                    [0, 10],
                    [100, 10],
                    [100, 20],
                    [0, 20],
                    [-100, 20],
                    [-100, 10],
                ],
            ]).geometry,
            [-100, 10, 100, 20],
        ],
    ])('%#', (geometry, expected) => {
        expect(polygonBbox(geometry)).toEqual(expected);
    });

    it('has none for nothing', () => {
        expect(polygonBbox({ type: 'MultiPolygon', coordinates: [] })).toBeUndefined();
        expect(polygonBbox({ type: 'Polygon', coordinates: [[]] })).toBeUndefined();
    });
});
