import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Position } from '../../../src/geo/index.js';
import { PointIndex } from '../../../src/spatial/index.js';
import {
    type ReachedPoint,
    type StraightTravel,
    type TravelModel,
    tripEstimator,
    withinTravelTime,
} from '../../../src/travel/index.js';
import { anyPosition, regionalPosition } from '../../geo/arbitraries.js';

function byHand(positions: readonly Position[], from: Position, limit: number, model: StraightTravel): ReachedPoint[] {
    const estimate = tripEstimator(model);
    return positions
        .map((to, index) => ({ index, ...estimate(from, to) }))
        .filter(({ duration }) => duration <= limit)
        .sort((a, b) => a.duration - b.duration || a.index - b.index);
}

const issuesOf = (call: () => unknown): unknown => {
    try {
        call();
    } catch (error) {
        return (error as { issues: { code: string; path: unknown }[] }).issues.map(({ code, path }) => [code, path]);
    }
    return 'nothing was thrown';
};

describe('withinTravelTime', () => {
    const positions: Position[] = [
        [13.4, 52.5],
        [13.1, 52.4],
        [9.99, 53.55],
    ];

    it('finds what half an hour reaches', () => {
        const reached = withinTravelTime(new PointIndex(positions), [13.3, 52.5], 30 * 60);
        expect(reached.map(({ index, duration }) => [index, Math.round(duration / 60)])).toEqual([
            [0, 14],
            [1, 28],
        ]);
    });

    it('finds thousands, and takes only a list for a place', () => {
        const many = Array.from({ length: 3000 }, (_, i): Position => [13 + (i % 60) / 100, 52 + Math.floor(i / 60) / 100]);
        const reached = withinTravelTime(new PointIndex(many), [13.3, 52.3], 40 * 60);
        expect(reached.length).toBeGreaterThan(1024);
        expect(reached).toEqual(byHand(many, [13.3, 52.3], 40 * 60, { kind: 'great-circle' }));
        expect(issuesOf(() => withinTravelTime(new PointIndex(many), null as never, 60))).toEqual([['invalid-type', ['from']]]);
    });

    it('agrees with every trip, whatever the model', () => {
        const models = fc.constantFrom<StraightTravel>(
            { kind: 'great-circle' },
            { kind: 'great-circle', circuity: 1, speedBands: [{ speed: 10 }] },
            {
                kind: 'great-circle',
                speedBands: [
                    { upTo: 100, speed: 1 },
                    { upTo: 101, speed: 50 },
                    { upTo: Infinity, speed: 5 },
                ],
            },
        );
        const limits = fc.oneof(fc.integer({ min: 0, max: 20_000 }), fc.constant(Infinity));
        const places = fc.oneof(regionalPosition, anyPosition);
        fc.assert(
            fc.property(
                fc.array(places, { maxLength: 60 }),
                places,
                limits,
                fc.nat(),
                models,
                (all, from, limit, pick, model) => {
                    // A limit that one of the trips takes exactly, every other time.
                    const exact =
                        all.length > 0 && pick % 2 === 0 ? tripEstimator(model)(from, all[pick % all.length]).duration : limit;
                    expect(withinTravelTime(new PointIndex(all), from, exact, model)).toEqual(byHand(all, from, exact, model));
                },
            ),
            { numRuns: 200 },
        );
    });

    it('agrees in a plane, with distances rounded every way', () => {
        const models = fc.record({
            kind: fc.constant('euclidean' as const),
            speed: fc.constantFrom(0.5, 1, 3),
            rounding: fc.constantFrom('none', 'round', 'truncate', 'ceil'),
            decimals: fc.constantFrom(0, 1),
        }) as fc.Arbitrary<StraightTravel>;
        const point = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })) as fc.Arbitrary<Position>;
        fc.assert(
            fc.property(
                fc.array(point, { maxLength: 60 }),
                point,
                fc.integer({ min: 0, max: 60 }),
                models,
                (all, from, limit, model) => {
                    const index = new PointIndex(all, { metric: 'planar' });
                    expect(withinTravelTime(index, from, limit, model)).toEqual(byHand(all, from, limit, model));
                },
            ),
            { numRuns: 200 },
        );
    });

    it('names every problem', () => {
        const index = new PointIndex(positions);
        const matrix: TravelModel = { kind: 'matrix', size: 0, durations: [] };
        expect(issuesOf(() => withinTravelTime(index, [0, 0], -1, { kind: 'euclidean' }))).toEqual([
            ['out-of-range', ['duration']],
            ['unknown-option', ['index', 'metric']],
        ]);
        expect(issuesOf(() => withinTravelTime(index, [0, 0], 1, matrix as unknown as StraightTravel))).toEqual([
            ['unknown-option', ['model', 'kind']],
        ]);
        expect(issuesOf(() => withinTravelTime(index, [0, Number.NaN], 1))).toEqual([['not-finite', ['position']]]);
        expect(issuesOf(() => withinTravelTime(index, [0, 0], 1, { kind: 'great-circle', circuity: 0 }))).toEqual([
            ['out-of-range', ['model', 'circuity']],
        ]);
    });
});
