import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random, runSteps } from '../../../src/core/index.js';
import { greatCircleDistance, type Position, wrapLongitude } from '../../../src/geo/index.js';
import { designTerritories, planFromAlignment, type TerritoryPlan, type Unit } from '../../../src/territory/index.js';
import { exactMedian } from '../../../src/territory/model/exact-median.js';
import { driveDuration, type GreatCircleTravel } from '../../../src/travel/index.js';

/** Places around a middle, as far away as the spread says: 180 degrees reach all over the globe. */
function placesAround([lng, lat]: Position, spread: number, size: number, seed: number): Position[] {
    const random = new Random(seed);
    const within = (most: number): number => (2 * random.next() - 1) * most;
    return Array.from({ length: size }, () => {
        if (spread === 180) return [within(180), (Math.asin(within(1)) * 180) / Math.PI];
        const north = Math.max(-90, Math.min(90, lat + within(spread)));
        const wide = Math.min(180, spread / Math.max(0.01, Math.cos((north * Math.PI) / 180)));
        return [wrapLongitude(lng + within(wide)), north];
    });
}

const places = fc
    .tuple(
        fc.constantFrom<Position>([10, 50], [180, 0], [-179.9, -18], [0, 90], [120, -89.5]),
        fc.constantFrom(0.01, 2, 20, 60, 180),
        fc.integer({ min: 1, max: 120 }),
        fc.nat(),
    )
    .map(([middle, spread, size, seed]) => placesAround(middle, spread, size, seed));

function leastSum(members: readonly Position[], apart: (a: Position, b: Position) => number): number {
    return Math.min(...members.map((center) => members.reduce((sum, position) => sum + apart(position, center), 0)));
}

function expectExact(
    { territories, dispersion }: TerritoryPlan,
    units: readonly Unit[],
    apart: (a: Position, b: Position) => number,
    rounding = 0,
): void {
    const slack = 1e-6 + rounding * units.length;
    const positionOf = new Map(units.map(({ id, position }) => [id, position]));
    let sum = 0;
    for (const { unitIds, center } of territories) {
        const members = unitIds.map((id) => positionOf.get(id)!);
        const least = leastSum(members, apart);
        sum += least;
        const own = members.reduce((total, position) => total + apart(position, center), 0);
        expect(own).toBeLessThanOrEqual(least * (1 + 1e-6) + slack);
    }
    expect(Math.abs(dispersion - sum)).toBeLessThanOrEqual(1e-6 * sum + slack);
}

describe('exactMedian', () => {
    it.each([true, false])('is the least of all sums, ties to the first (metric: %s)', (isMetric) => {
        fc.assert(
            fc.property(fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { minLength: 1, maxLength: 60 }), fc.nat(), (points, guess) => {
                const apart = (a: number, b: number): number =>
                    Math.abs(points[a][0] - points[b][0]) + Math.abs(points[a][1] - points[b][1]);
                const sums = points.map((_, a) => points.reduce((sum, _, b) => sum + apart(a, b), 0));
                const found = runSteps(exactMedian(points.length, [guess % points.length], apart, isMetric));
                expect(found).toBe(sums.indexOf(Math.min(...sums)));
            }),
        );
    });

    it('asks for few of the pairs', () => {
        const random = new Random(3);
        const points = Array.from({ length: 10_000 }, () => [random.next(), random.next()]);
        let asked = 0;
        const apart = (a: number, b: number): number => {
            asked++;
            return Math.hypot(points[a][0] - points[b][0], points[a][1] - points[b][1]);
        };
        runSteps(exactMedian(points.length, [], apart, true));
        expect(asked).toBeLessThan(points.length ** 2 / 20);
    });
});

describe('dispersion', () => {
    it('is to the best of all medians at any spread, over poles and the antimeridian', () => {
        fc.assert(
            fc.property(places, fc.integer({ min: 1, max: 3 }), (positions, count) => {
                const units = positions.map((position, i): Unit => ({ id: `u${i}`, position, measures: { workload: 1 } }));
                const plan = designTerritories(units, { count: Math.min(count, units.length), stop: { iterations: 200 } });
                expectExact(plan, units, greatCircleDistance);
                expectExact(planFromAlignment(units, plan), units, greatCircleDistance);
            }),
            { numRuns: 60 },
        );
    });

    it('counts seconds where speeds are given', () => {
        const models: GreatCircleTravel[] = [
            { kind: 'great-circle' },
            { kind: 'great-circle', circuity: 1.1, speedBands: [{ upTo: 400_000, speed: 30 }, { speed: 10 }] },
        ];
        fc.assert(
            fc.property(places, fc.constantFrom(...models), (positions, travel) => {
                const units = positions.map((position, i): Unit => ({ id: `u${i}`, position, measures: { workload: 1 } }));
                const plan = designTerritories(units, { count: 1, travel, stop: { iterations: 50 } });
                const circuity = travel.circuity ?? 1.3;
                expectExact(plan, units, (a, b) => driveDuration(greatCircleDistance(a, b) * circuity, travel), 1e-3);
            }),
            { numRuns: 30 },
        );
    });
});
