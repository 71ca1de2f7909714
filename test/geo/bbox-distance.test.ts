import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bbox, bboxContains, bboxDistance, greatCircleDistance, type Position } from '../../src/geo/index.js';
import { anyPosition } from './arbitraries.js';

describe('bboxDistance', () => {
    it('is 0 inside and on the border, over the antimeridian too', () => {
        expect(bboxDistance([10, 40, 20, 50], [15, 45])).toBe(0);
        expect(bboxDistance([10, 40, 20, 50], [10, 50])).toBe(0);
        expect(bboxDistance([170, -10, -170, 10], [-175, 0])).toBe(0);
        expect(bboxDistance([170, -10, 180, 10], [-180, 0])).toBe(0);
        expect(bboxDistance([-180, -10, -170, 10], [180, 0])).toBe(0);
    });

    it('measures north along a meridian and over the pole', () => {
        expect(bboxDistance([10, 40, 20, 50], [15, 53])).toBeCloseTo(greatCircleDistance([15, 53], [15, 50]), 6);
        expect(bboxDistance([0, 60, 10, 70], [-175, 80])).toBeCloseTo(greatCircleDistance([-175, 80], [0, 70]), 0);
    });

    it('is never more than the distance to a place of the box, and reached by one on its border', () => {
        fc.assert(
            fc.property(anyPosition, anyPosition, anyPosition, (a, b, position) => {
                const [west, east] = [a[0], b[0]];
                const [south, north] = [Math.min(a[1], b[1]), Math.max(a[1], b[1])];
                const box: Bbox = [west, south, east, north];
                const distance = bboxDistance(box, position);
                if (bboxContains(box, position)) {
                    expect(distance).toBeLessThan(1e-3);
                    return;
                }
                let nearest = Number.POSITIVE_INFINITY;
                const steps = 400;
                const width = west <= east ? east - west : east - west + 360;
                for (let k = 0; k <= steps; k++) {
                    const lat = south + (k / steps) * (north - south);
                    const lng = west + (k / steps) * width;
                    for (const place of [
                        [west, lat],
                        [east, lat],
                        [lng, south],
                        [lng, north],
                    ] as Position[]) {
                        nearest = Math.min(nearest, greatCircleDistance(position, place));
                    }
                }
                expect(distance).toBeLessThanOrEqual(nearest + 1);
                // Samples lie up to 100 km apart; far away the nearest one is close to it.
                expect(distance).toBeGreaterThanOrEqual(nearest - 60_000);
            }),
            { numRuns: 60 },
        );
    });
});
