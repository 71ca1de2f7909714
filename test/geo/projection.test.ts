import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
    EARTH_RADIUS,
    greatCircleDistance,
    type Position,
    projectPositions,
    sphericalMean,
    unprojectPositions,
} from '../../src/geo/index.js';
import { anyPosition, regionalPosition } from './arbitraries.js';

describe('sphericalMean', () => {
    it('lies in the middle, over the antimeridian and around a pole too', () => {
        const [lng, lat] = sphericalMean([
            [179, 10],
            [-179, 10],
        ]);
        expect(Math.abs(lng)).toBeCloseTo(180, 9);
        expect(lat).toBeCloseTo(10.0015, 3);
        expect(
            sphericalMean([
                [0, 80],
                [120, 80],
                [-120, 80],
            ])[1],
        ).toBeCloseTo(90, 6);
    });

    it('returns a single position as it is', () => {
        expect(sphericalMean([[7.25, 50.125]])).toEqual([7.25, 50.125]);
    });

    it('falls back to the southernmost position where there is no mean', () => {
        expect(
            sphericalMean([
                [100, 30],
                [-80, -30],
            ]),
        ).toEqual([-80, -30]);
        expect(
            sphericalMean([
                [-80, -30],
                [100, 30],
            ]),
        ).toEqual([-80, -30]);
    });

    it('refuses nothing at all', () => {
        expect(() => sphericalMean([])).toThrow(expect.objectContaining({ code: 'empty-input' }));
    });
});

describe('projectPositions', () => {
    it('has nothing to project', () => {
        expect(projectPositions([])).toEqual(new Float64Array(0));
    });

    it('puts the centre at the origin, east to the right and north up', () => {
        const plane = projectPositions(
            [
                [10, 50],
                [10.1, 50],
                [10, 50.1],
            ],
            [10, 50],
        );
        expect([plane[0], plane[1]]).toEqual([0, 0]);
        expect(plane[2]).toBeGreaterThan(7000);
        expect(Math.abs(plane[3])).toBeLessThan(10);
        expect(Math.abs(plane[4])).toBeLessThan(1e-6);
        expect(plane[5]).toBeCloseTo((0.1 * Math.PI * EARTH_RADIUS) / 180, 6);
    });

    it('keeps distances from the centre', () => {
        fc.assert(
            fc.property(anyPosition, anyPosition, (center, position) => {
                const [x, y] = projectPositions([position], center);
                expect(Math.abs(Math.hypot(x, y) - greatCircleDistance(center, position))).toBeLessThan(1);
            }),
        );
    });

    it('keeps distances between places of a region to half a per cent', () => {
        fc.assert(
            fc.property(fc.array(regionalPosition, { minLength: 2, maxLength: 8 }), (positions) => {
                const plane = projectPositions(positions);
                const [x1, y1, x2, y2] = plane;
                const exact = greatCircleDistance(positions[0], positions[1]);
                expect(Math.abs(Math.hypot(x1 - x2, y1 - y2) - exact)).toBeLessThanOrEqual(0.005 * exact + 1e-6);
            }),
        );
    });
});

describe('unprojectPositions', () => {
    it('takes the projection back', () => {
        fc.assert(
            fc.property(anyPosition, fc.array(anyPosition, { maxLength: 5 }), (center, positions) => {
                const back = unprojectPositions(projectPositions(positions, center), center);
                expect(back).toHaveLength(positions.length);
                positions.forEach((position: Position, i) => {
                    expect(greatCircleDistance(back[i], position)).toBeLessThan(0.01);
                    expect(Math.abs(back[i][0])).toBeLessThanOrEqual(180);
                });
            }),
        );
    });
});
