import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EARTH_RADIUS, greatCircleDistance, interpolateGreatCircle, type Position } from '../../src/geo/index.js';
import { anyPosition } from './arbitraries.js';

const HALF_CIRCUMFERENCE = Math.PI * EARTH_RADIUS;

// The angle between unit vectors: other arithmetic than the haversine.
function angleOf([lng1, lat1]: Position, [lng2, lat2]: Position): number {
    const vector = (lng: number, lat: number): [number, number, number] => {
        const [l, p] = [(lng * Math.PI) / 180, (lat * Math.PI) / 180];
        return [Math.cos(p) * Math.cos(l), Math.cos(p) * Math.sin(l), Math.sin(p)];
    };
    const [a, b] = [vector(lng1, lat1), vector(lng2, lat2)];
    const cross = Math.hypot(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]);
    return Math.atan2(cross, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]);
}

describe('greatCircleDistance', () => {
    it('measures a degree of the equator and of a meridian', () => {
        const degree = (Math.PI * EARTH_RADIUS) / 180;
        expect(greatCircleDistance([10, 0], [11, 0])).toBeCloseTo(degree, 6);
        expect(greatCircleDistance([10, 50], [10, 51])).toBeCloseTo(degree, 6);
    });

    it('measures Berlin to Paris', () => {
        expect(greatCircleDistance([13.405, 52.52], [2.3522, 48.8566])).toBeCloseTo(877_464.6, 0);
    });

    it('knows poles and the antimeridian as one place each', () => {
        expect(greatCircleDistance([-180, 10], [180, 10])).toBe(0);
        expect(greatCircleDistance([17, 90], [-120, 90])).toBe(0);
        expect(greatCircleDistance([17, -90], [0, 90])).toBeCloseTo(HALF_CIRCUMFERENCE, 6);
        expect(greatCircleDistance([179.5, 0], [-179.5, 0])).toBeCloseTo(greatCircleDistance([0, 0], [1, 0]), 6);
    });

    it('agrees with the angle between vectors, is symmetric to the bit, and zero only in place', () => {
        fc.assert(
            fc.property(anyPosition, anyPosition, (a, b) => {
                const distance = greatCircleDistance(a, b);
                // Half of the digits go where the haversine's arcsine is steep, next to the antipode.
                const slack = distance > 2e7 ? 1 : 0.01;
                expect(Math.abs(distance - angleOf(a, b) * EARTH_RADIUS)).toBeLessThan(slack);
                expect(greatCircleDistance(b, a)).toBe(distance);
                expect(distance).toBeLessThanOrEqual(HALF_CIRCUMFERENCE);
                expect(greatCircleDistance(a, a)).toBe(0);
            }),
        );
    });

    it('keeps its digits over a metre', () => {
        expect(greatCircleDistance([8, 50], [8, 50 + 9e-6])).toBeCloseTo(1.000755, 5);
    });
});

describe('interpolateGreatCircle', () => {
    it('divides the way in proportion', () => {
        fc.assert(
            fc.property(anyPosition, anyPosition, fc.double({ min: 0, max: 1, noNaN: true }), (from, to, fraction) => {
                const whole = greatCircleDistance(from, to);
                const middle = interpolateGreatCircle(from, to, fraction);
                // Metres: near antipodes the last digits of the positions decide on the way.
                expect(Math.abs(greatCircleDistance(from, middle) - whole * fraction)).toBeLessThan(100);
                expect(Math.abs(greatCircleDistance(middle, to) - whole * (1 - fraction))).toBeLessThan(100);
                expect(Math.abs(middle[0])).toBeLessThanOrEqual(180);
            }),
        );
    });

    it('crosses the antimeridian the short way', () => {
        const [lng, lat] = interpolateGreatCircle([179, 0], [-179, 0], 0.75);
        expect(lng).toBeCloseTo(-179.5, 10);
        expect(lat).toBeCloseTo(0, 10);
    });

    it('returns the ends as they are, and leads over the north pole between antipodes', () => {
        expect(interpolateGreatCircle([1, 2], [3, 4], 0)).toEqual([1, 2]);
        expect(interpolateGreatCircle([1, 2], [3, 4], 1)).toEqual([3, 4]);
        expect(interpolateGreatCircle([5, 6], [5, 6], 0.3)).toEqual([5, 6]);
        const [lng, lat] = interpolateGreatCircle([20, 0], [-160, 0], 0.75);
        expect(lng).toBeCloseTo(-160, 9);
        expect(lat).toBeCloseTo(45, 9);
        expect(interpolateGreatCircle([20, 0], [-160, 0], 0.25)[1]).toBeCloseTo(45, 9);
    });
});
