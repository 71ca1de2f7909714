import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { greatCircleDistance, type Position } from '../../../src/geo/index.js';
import {
    DEFAULT_TRAVEL,
    driveDuration,
    type EuclideanTravel,
    type GreatCircleTravel,
    travelMatrix,
    tripEstimator,
} from '../../../src/travel/index.js';
import { anyPosition } from '../../geo/arbitraries.js';

describe('driveDuration', () => {
    const model: GreatCircleTravel = {
        kind: 'great-circle',
        speedBands: [{ upTo: 5_000, speed: 10 }, { upTo: 20_000, speed: 15 }, { speed: 30 }],
    };

    it.each([
        [0, 0],
        [100, 10],
        [5_000, 500],
        [20_000, 1_500],
        [50_000, 2_500],
    ])('%d m take %d s', (distance, expected) => {
        expect(driveDuration(distance, model)).toBe(expected);
    });

    it('goes on at the last band where it has an end too', () => {
        const bounded: GreatCircleTravel = { kind: 'great-circle', speedBands: [{ upTo: 1_000, speed: 10 }] };
        expect(driveDuration(3_000, bounded)).toBe(300);
        const open: GreatCircleTravel = { kind: 'great-circle', speedBands: [{ upTo: Number.POSITIVE_INFINITY, speed: 10 }] };
        expect(driveDuration(3_000, open)).toBe(300);
    });

    it('has defaults', () => {
        expect(driveDuration(8_300, { kind: 'great-circle' })).toBeCloseTo(5_000 / 8.3 + 3_300 / 16.7, 3);
        expect(driveDuration(8_300, DEFAULT_TRAVEL)).toBe(driveDuration(8_300, { kind: 'great-circle' }));
    });

    it('never takes less time for a longer way, nor more for two ways in one', () => {
        const distance = fc.double({ min: 0, max: 1e6, noNaN: true });
        fc.assert(
            fc.property(distance, distance, (a, b) => {
                const [near, far] = [Math.min(a, b), Math.max(a, b)];
                expect(driveDuration(near, DEFAULT_TRAVEL)).toBeLessThanOrEqual(driveDuration(far, DEFAULT_TRAVEL));
                const both = driveDuration(a, DEFAULT_TRAVEL) + driveDuration(b, DEFAULT_TRAVEL);
                // A thousandth for each rounding.
                expect(driveDuration(a + b, DEFAULT_TRAVEL)).toBeLessThanOrEqual(both + 0.002);
            }),
        );
    });
});

describe('tripEstimator', () => {
    it('stretches the great circle and rounds to millimetres and milliseconds', () => {
        const [a, b]: Position[] = [
            [13.405, 52.52],
            [13.06, 52.39],
        ];
        const { distance, duration } = tripEstimator({ kind: 'great-circle', circuity: 1.25 })(a, b);
        expect(Math.abs(distance - greatCircleDistance(a, b) * 1.25)).toBeLessThanOrEqual(0.0005001);
        expect(distance).toBe(Math.round(distance * 1000) / 1000);
        expect(duration).toBe(Math.round(duration * 1000) / 1000);
        expect(duration).toBe(driveDuration(distance, { kind: 'great-circle' }));
    });

    it('takes 1.3 for the circuity where none is given', () => {
        const distance = greatCircleDistance([0, 0], [0, 1]);
        expect(tripEstimator({ kind: 'great-circle' })([0, 0], [0, 1]).distance).toBeCloseTo(1.3 * distance, 2);
    });

    it('is the same there and back, and nothing on the spot', () => {
        const estimate = tripEstimator(DEFAULT_TRAVEL);
        fc.assert(
            fc.property(anyPosition, anyPosition, (a, b) => {
                expect(estimate(a, b)).toEqual(estimate(b, a));
                expect(estimate(a, a)).toEqual({ distance: 0, duration: 0 });
            }),
        );
    });

    // From (0, 0) to (1, 1): 1.41421356...; to (2, 1.5): 2.5 exactly.
    it.each<[Omit<EuclideanTravel, 'kind'>, Position, number]>([
        [{}, [1, 1], Math.SQRT2],
        [{ rounding: 'none' }, [3, 4], 5],
        [{ rounding: 'round' }, [1, 1], 1],
        [{ rounding: 'round' }, [2, 1.5], 3],
        [{ rounding: 'truncate' }, [2, 1.5], 2],
        [{ rounding: 'ceil' }, [1, 1], 2],
        [{ rounding: 'ceil' }, [3, 4], 5],
        [{ rounding: 'truncate', decimals: 1 }, [1, 1], 1.4],
        [{ rounding: 'round', decimals: 2 }, [1, 1], 1.41],
        [{ rounding: 'ceil', decimals: 2 }, [1, 1], 1.42],
    ])('plane %j to %j: %d', (options, to, expected) => {
        const { distance, duration } = tripEstimator({ kind: 'euclidean', ...options })([0, 0], to);
        expect(distance).toBe(expected);
        expect(duration).toBe(expected);
    });

    it('derives the duration from the rounded distance', () => {
        expect(tripEstimator({ kind: 'euclidean', rounding: 'ceil', speed: 4 })([0, 0], [1, 1])).toEqual({
            distance: 2,
            duration: 0.5,
        });
    });
});

describe('travelMatrix', () => {
    it('holds what the estimator says, row by row', () => {
        fc.assert(
            fc.property(fc.array(anyPosition, { maxLength: 8 }), (positions) => {
                const { kind, size, durations, distances } = travelMatrix(positions, DEFAULT_TRAVEL);
                const estimate = tripEstimator(DEFAULT_TRAVEL);
                expect([kind, size, durations.length]).toEqual(['matrix', positions.length, positions.length ** 2]);
                positions.forEach((from, i) => {
                    positions.forEach((to, j) => {
                        const entry = i * size + j;
                        expect({ distance: distances?.[entry], duration: durations[entry] }).toEqual(estimate(from, to));
                    });
                });
            }),
            { numRuns: 40 },
        );
    });
});
