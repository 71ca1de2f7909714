import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DensityClusters, dbscan } from '../../../src/cluster/index.js';
import { Random } from '../../../src/core/index.js';
import { greatCircleDistance } from '../../../src/geo/index.js';
import { issuesOf, place, planarPoint, shuffled } from '../samples.js';

type Point = readonly [number, number];

/** What a test knows of an answer before it. */
type Expected = Pick<DensityClusters, 'count' | 'labels' | 'sizes' | 'core'>;

function west(a: Point, b: Point): number {
    return a[0] - b[0] || a[1] - b[1];
}

/** DBSCAN by its definition: quadratic, and without a single shortcut. */
function byDefinition(
    points: readonly Point[],
    radius: number,
    minPoints: number,
    distance: (a: Point, b: Point) => number,
): Expected {
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
        const [nearest] = all
            .filter((k) => core[k] && near(i, k))
            .sort((a, b) => distance(points[i], points[a]) - distance(points[i], points[b]) || west(points[a], points[b]));
        if (nearest !== undefined) group[i] = group[nearest];
    }
    const clusters = [...new Set(group)]
        .filter((root) => root >= 0)
        .map((root) => all.filter((i) => group[i] === root).sort((a, b) => west(points[a], points[b])))
        .sort((a, b) => b.length - a.length || west(points[a[0]], points[b[0]]));
    return {
        count: clusters.length,
        labels: Int32Array.from(all, (i) => clusters.findIndex((members) => members.includes(i))),
        sizes: Int32Array.from(clusters, (members) => members.length),
        core: Uint8Array.from(core, Number),
    };
}

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
            labels: Int32Array.of(-1, 1, 1, 1, 0, 0, 0, 0),
            centers: [
                [10.5, 10.5],
                [expect.closeTo(1 / 3, 12), expect.closeTo(1 / 3, 12)],
            ],
            sizes: Int32Array.of(4, 3),
            iterations: 1,
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
        const nearWest = dbscan(between(2.4), options).labels;
        expect(nearWest[4]).toBe(nearWest[0]);
        // Equally near: the core point that lies farther west.
        const midway = dbscan(between(2.5), options).labels;
        expect(midway[4]).toBe(midway[0]);
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
            centers: [],
            sizes: new Int32Array(0),
            iterations: 1,
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
        expect([...labels]).toEqual([1, -1, 1, 0, 0, -1]);
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
                    expect(dbscan(points, { radius: reach, minPoints, metric: 'planar' })).toMatchObject(
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
                    // Which of two equally near core points a border point joins depends on rounding, so cores alone are compared.
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

    it('gives the same labels in any order, ties included', () => {
        fc.assert(
            fc.property(fc.array(planarPoint, { maxLength: 60 }), fc.nat(9), (points, seed) => {
                const options = { radius: 5, minPoints: 3, metric: 'planar' as const };
                const plain = dbscan(points, options);
                const order = shuffled(
                    points.map((_, i) => i),
                    seed,
                );
                const mixed = dbscan(
                    order.map((i) => points[i]),
                    options,
                );
                expect([...mixed.labels]).toEqual(order.map((i) => plain.labels[i]));
                expect([...mixed.sizes]).toEqual([...plain.sizes]);
            }),
            { numRuns: 100 },
        );
    });

    it('follows its definition where cells hold many points, all equal, on a line, or next to none', () => {
        const squared = (a: Point, b: Point): number => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2;
        const random = new Random(3);
        const sets: Point[][] = [
            Array.from({ length: 300 }, (_, i) => [i % 3, 0]),
            Array.from({ length: 300 }, (_, i) => [i, 0]),
            Array.from({ length: 400 }, () => [random.integer(60), random.integer(60)]),
            Array.from({ length: 400 }, (_, i) => [random.integer(i % 2 === 0 ? 8 : 900), random.integer(i % 2 === 0 ? 8 : 900)]),
        ];
        for (const points of sets) {
            for (const [radius, minPoints] of [
                [1, 2],
                [1, 40],
                [4, 9],
                [20, 5],
                [20, 150],
            ] as const) {
                expect(dbscan(points, { radius, minPoints, metric: 'planar' })).toMatchObject(
                    byDefinition(points, radius * radius, minPoints, squared),
                );
            }
        }
    });

    it('takes one place for another only by what they are', () => {
        // The date line has two names, a pole any longitude, and 190 degrees are 170 the other way.
        const points = [
            [180, 10],
            [-180, 10],
            [540, 10],
            [7, 90],
            [-120, 90],
            [190, 0],
            [-170, 0],
        ] as const;
        expect([...dbscan(points, { radius: 0, minPoints: 2 }).labels]).toEqual([0, 0, 0, 2, 2, 1, 1]);
        expect(issuesOf(() => dbscan([[541, 0]], { radius: 1 }))).toEqual([['invalid-longitude', 'points.0']]);
        expect(issuesOf(() => dbscan([[1e200, 0]], { radius: 1, metric: 'planar' }))).toEqual([['out-of-range', 'points.0']]);
    });

    it('reports its stages and can be cancelled in each of them', () => {
        const points = Array.from({ length: 3000 }, (_, i) => [(i * 7919) % 997, (i * 104729) % 991] as const);
        const seen: string[] = [];
        let last = 0;
        const options = { radius: 12, minPoints: 3, metric: 'planar' as const };
        dbscan(points, {
            ...options,
            onProgress: ({ fraction, stage }) => {
                expect(fraction >= last && fraction <= 1).toBe(true);
                last = fraction;
                if (seen.at(-1) !== stage) seen.push(stage);
            },
        });
        expect(seen).toEqual(['cores', 'joins', 'borders']);
        for (const [index, target] of seen.entries()) {
            const controller = new AbortController();
            const run = (): unknown =>
                dbscan(points, {
                    ...options,
                    signal: controller.signal,
                    onProgress: ({ fraction, stage }) => {
                        if (stage === target && 3 * fraction - index > 0.5) controller.abort();
                    },
                });
            expect(run).toThrow(expect.objectContaining({ code: 'cancelled' }));
        }
    });
});
