import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DensityClusters, dbscan } from '../../src/cluster/index.js';
import { greatCircleDistance } from '../../src/geo/index.js';
import { issuesOf, place, planarPoint, shuffled } from './samples.js';

type Point = readonly [number, number];

/** DBSCAN by its definition: quadratic, and without a single shortcut. */
function byDefinition(
    points: readonly Point[],
    radius: number,
    minPoints: number,
    distance: (a: Point, b: Point) => number,
): DensityClusters {
    const near = (i: number, k: number): boolean => distance(points[i], points[k]) <= radius;
    const all = points.map((_, i) => i);
    const core = all.map((i) => all.filter((k) => near(i, k)).length >= minPoints);
    const group = new Array<number>(points.length).fill(-1);
    for (const i of all) {
        if (!core[i] || group[i] >= 0) continue;
        const waiting = [i];
        group[i] = i;
        for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
            for (const k of all) {
                if (!core[k] || group[k] >= 0 || !near(at, k)) continue;
                group[k] = i;
                waiting.push(k);
            }
        }
    }
    for (const i of all) {
        if (core[i]) continue;
        let best = Number.POSITIVE_INFINITY;
        for (const k of all) {
            const d = distance(points[i], points[k]);
            if (!core[k] || d > radius || d >= best) continue;
            best = d;
            group[i] = group[k];
        }
    }
    const numbers = new Map<number, number>();
    const labels = group.map((root) => {
        if (root < 0) return -1;
        if (!numbers.has(root)) numbers.set(root, numbers.size);
        return numbers.get(root)!;
    });
    const sizes = [...numbers.values()].map((label) => labels.filter((other) => other === label).length);
    return {
        count: numbers.size,
        labels: Int32Array.from(labels),
        sizes: Int32Array.from(sizes),
        core: Uint8Array.from(core, Number),
    };
}

const planarDistance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

describe('dbscan', () => {
    it('finds dense groups and leaves lone points out', () => {
        const points = [
            [50, 50],
            [0, 0],
            [1, 0],
            [0, 1],
            [10, 10],
            [11, 10],
            [10, 11],
            [11, 11],
        ] as const;
        expect(dbscan(points, { radius: 1.5, minPoints: 3, metric: 'planar' })).toEqual({
            count: 2,
            labels: Int32Array.of(-1, 0, 0, 0, 1, 1, 1, 1),
            sizes: Int32Array.of(3, 4),
            core: Uint8Array.of(0, 1, 1, 1, 1, 1, 1, 1),
        });
    });

    it('gives a border point to the nearest core point', () => {
        // Two groups, and a point between them that reaches the middle of both and is no core.
        const between = (x: number): (readonly [number, number])[] => [
            [0, 0],
            [0, 2],
            [0, -2],
            [-2, 0],
            [x, 0],
            [5, 0],
            [5, 2],
            [5, -2],
            [7, 0],
        ];
        const options = { radius: 3, minPoints: 4, metric: 'planar' as const };
        const { labels, core, count } = dbscan(between(2.6), options);
        expect(count).toBe(2);
        expect(core[4]).toBe(0);
        expect(labels[4]).toBe(labels[5]);
        expect(dbscan(between(2.4), options).labels[4]).toBe(labels[0]);
        // Equally near: the core point with the lower index.
        expect(dbscan(between(2.5), options).labels[4]).toBe(labels[0]);
    });

    it('measures metres along the sphere, across the date line and around a pole', () => {
        const degree = (6371008.8 * Math.PI) / 180;
        const points = [
            [179.5, 0],
            [-179.5, 0],
            [-178.4, 0],
        ] as const;
        expect([...dbscan(points, { radius: degree * 1.0001, minPoints: 2 }).labels]).toEqual([0, 0, -1]);
        expect([...dbscan(points, { radius: degree * 1.1001, minPoints: 2 }).labels]).toEqual([0, 0, 0]);
        const pole = [
            [0, 89.6],
            [90, 89.6],
            [180, 89.6],
            [-90, 89.6],
        ] as const;
        expect(dbscan(pole, { radius: degree * 0.7, minPoints: 3 }).count).toBe(1);
        expect(dbscan(points, { radius: 1e9, minPoints: 3 }).count).toBe(1);
    });

    it('takes no points, one point, and more neighbours asked for than there are points', () => {
        expect(dbscan([], { radius: 5 })).toEqual({
            count: 0,
            labels: new Int32Array(0),
            sizes: new Int32Array(0),
            core: new Uint8Array(0),
        });
        expect([...dbscan([[1, 1]], { radius: 5, minPoints: 1 }).labels]).toEqual([0]);
        expect([...dbscan([[1, 1]], { radius: 5 }).labels]).toEqual([-1]);
        expect([
            ...dbscan(
                [
                    [1, 1],
                    [1, 1],
                ],
                { radius: 5, minPoints: 3 },
            ).labels,
        ]).toEqual([-1, -1]);
    });

    it('joins only equal points where the radius is 0', () => {
        const points = [
            [1, 1],
            [2, 2],
            [1, 1],
            [-0, 3],
            [0, 3],
            [1, 1.0000001],
        ] as const;
        const { labels, count } = dbscan(points, { radius: 0, minPoints: 2, metric: 'planar' });
        expect([...labels]).toEqual([0, -1, 0, 1, 1, -1]);
        expect(count).toBe(2);
        expect([
            ...dbscan(
                [
                    [1, 1],
                    [2, 2],
                    [1, 1],
                ],
                { radius: 0, minPoints: 2 },
            ).labels,
        ]).toEqual([0, -1, 0]);
    });

    it('names faults', () => {
        expect(issuesOf(() => dbscan([[0, Number.NaN]], { radius: -1, minPoints: 0 }))).toEqual([
            ['out-of-range', 'options.radius'],
            ['out-of-range', 'options.minPoints'],
            ['not-finite', 'points.0'],
        ]);
        expect(issuesOf(() => dbscan([], {} as never))).toEqual([['missing-key', 'options.radius']]);
        expect(issuesOf(() => dbscan([], { radius: Number.NaN }))).toEqual([['not-finite', 'options.radius']]);
        expect(issuesOf(() => dbscan([], { radius: 1, minPoints: 1.5 }))).toEqual([['not-an-integer', 'options.minPoints']]);
    });

    it('can be cancelled', () => {
        expect(() => dbscan([[0, 0]], { radius: 1, signal: AbortSignal.abort() })).toThrow(
            expect.objectContaining({ code: 'cancelled' }),
        );
    });

    it('follows its definition in the plane', () => {
        const radius = fc.constantFrom(0, 1, 2.5, 5, Math.SQRT2, 1000);
        fc.assert(
            fc.property(
                fc.array(planarPoint, { maxLength: 60 }),
                radius,
                fc.integer({ min: 1, max: 6 }),
                (points, reach, minPoints) => {
                    // Comparing squares, as distances do that are whole numbers squared.
                    const squared = (a: Point, b: Point): number => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2;
                    expect(dbscan(points, { radius: reach, minPoints, metric: 'planar' })).toEqual(
                        byDefinition(points, reach * reach, minPoints, squared),
                    );
                },
            ),
            { numRuns: 150 },
        );
    });

    it('follows its definition on the sphere', () => {
        fc.assert(
            fc.property(
                fc.array(place, { maxLength: 40 }),
                fc.constantFrom(15e3, 123_456, 2e6, 12e6),
                fc.integer({ min: 1, max: 4 }),
                (points, radius, minPoints) => {
                    const expected = byDefinition(points, radius, minPoints, greatCircleDistance);
                    const found = dbscan(points, { radius, minPoints });
                    expect([...found.core]).toEqual([...expected.core]);
                    // Which of two equally near core points a border point joins hangs on rounding, so cores alone are compared.
                    for (let i = 0; i < points.length; i++) {
                        expect(found.labels[i] < 0).toBe(expected.labels[i] < 0);
                        for (let k = 0; k < i; k++) {
                            if (found.core[i] === 0 || found.core[k] === 0) continue;
                            expect(found.labels[i] === found.labels[k]).toBe(expected.labels[i] === expected.labels[k]);
                        }
                    }
                },
            ),
            { numRuns: 100 },
        );
    });

    it('finds the same clusters in any order', () => {
        const scattered = fc.array(
            fc.tuple(fc.double({ min: 0, max: 20, noNaN: true }), fc.double({ min: 0, max: 20, noNaN: true })),
            { maxLength: 40 },
        );
        fc.assert(
            fc.property(scattered, fc.nat(9), (points, seed) => {
                const options = { radius: 2.2, minPoints: 3, metric: 'planar' as const };
                const plain = dbscan(points, options);
                const order = shuffled(
                    points.map((_, i) => i),
                    seed,
                );
                const mixed = dbscan(
                    order.map((i) => points[i]),
                    options,
                );
                const partner = new Map<number, number>();
                order.forEach((original, i) => {
                    // Where two cores are equally near, the order of the input decides.
                    const nearest = points
                        .flatMap((point, k) => (plain.core[k] === 1 ? [planarDistance(points[original], point)] : []))
                        .sort((a, b) => a - b);
                    if (nearest[0] === nearest[1] && nearest[0] > 0) return;
                    const before = partner.get(mixed.labels[i]) ?? plain.labels[original];
                    expect(plain.labels[original]).toBe(before);
                    partner.set(mixed.labels[i], before);
                });
                expect(mixed.count).toBe(plain.count);
            }),
            { numRuns: 60 },
        );
    });
});
