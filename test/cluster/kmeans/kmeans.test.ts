import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusterInertia, kmeans } from '../../../src/cluster/index.js';
import { BeatplanError, Random } from '../../../src/core/index.js';
import { issuesOf, place, planarPoint, shuffled } from '../samples.js';

/** Least inertia of all ways to divide points into exactly `count` clusters. */
function leastInertia(points: readonly (readonly [number, number])[], count: number): number {
    let least = Number.POSITIVE_INFINITY;
    const labels = new Array<number>(points.length).fill(0);
    const visit = (i: number, used: number): void => {
        if (i === points.length) {
            if (used === count) least = Math.min(least, clusterInertia(points, labels, { metric: 'planar' }));
            return;
        }
        for (let label = 0; label <= Math.min(used, count - 1); label++) {
            labels[i] = label;
            visit(i + 1, Math.max(used, label + 1));
        }
    };
    visit(0, 0);
    return least;
}

describe('kmeans', () => {
    it('finds groups that are far apart', () => {
        const points = [
            [0, 0],
            [10, 0],
            [0, 1],
            [10, 1],
            [0, 2],
        ] as const;
        const { labels, centers, sizes, inertia } = kmeans(points, { count: 2, metric: 'planar' });
        expect(labels[0]).toBe(labels[2]);
        expect(labels[0]).toBe(labels[4]);
        expect(labels[1]).toBe(labels[3]);
        expect(labels[0]).not.toBe(labels[1]);
        expect(centers[labels[0]]).toEqual([0, 1]);
        expect(centers[labels[1]]).toEqual([10, 0.5]);
        expect(sizes[labels[0]]).toBe(3);
        expect(inertia).toBeCloseTo(2 + 0.5, 12);
    });

    it('takes flat coordinates', () => {
        const nested = kmeans(
            [
                [0, 0],
                [5, 5],
                [5, 6],
            ],
            { count: 2, metric: 'planar' },
        );
        expect(kmeans(Float64Array.of(0, 0, 5, 5, 5, 6), { count: 2, metric: 'planar' })).toEqual(nested);
    });

    it('sees neighbours across the date line and over a pole', () => {
        const fiji = [
            [179.5, -17],
            [-179.5, -17],
            [178.5, -18],
            [10, 50],
            [11, 50],
        ] as const;
        const { labels, centers } = kmeans(fiji, { count: 2 });
        expect([...labels.slice(0, 3)]).toEqual([labels[0], labels[0], labels[0]]);
        expect(labels[3]).not.toBe(labels[0]);
        expect(Math.abs(centers[labels[0]][0])).toBeGreaterThan(178);
        const pole = kmeans(
            [
                [0, 89],
                [90, 89],
                [180, 89],
                [-90, 89],
                [0, 0],
            ],
            { count: 2 },
        );
        expect(pole.sizes[pole.labels[0]]).toBe(4);
        expect(pole.centers[pole.labels[0]][1]).toBeCloseTo(90, 6);
    });

    it('measures in metres', () => {
        // Two points a degree apart on the equator, each half a degree from their mean.
        const half = 6371008.8 * 2 * Math.sin(Math.PI / 720);
        expect(
            kmeans(
                [
                    [0, 0],
                    [1, 0],
                ],
                { count: 1 },
            ).inertia /
                (2 * half * half),
        ).toBeCloseTo(1, 9);
    });

    it('draws centres by weight', () => {
        const points = [
            [0, 0],
            [1, 0],
            [4, 0],
        ] as const;
        const { centers, inertia } = kmeans(points, { count: 1, weights: [3, 1, 0], metric: 'planar' });
        expect(centers).toEqual([[0.25, 0]]);
        expect(inertia).toBeCloseTo(3 * 0.0625 + 0.5625, 12);
    });

    it('takes one point, as many clusters as points, and points that are all the same', () => {
        expect(kmeans([[3, 4]], { count: 1, metric: 'planar' })).toMatchObject({ centers: [[3, 4]], inertia: 0 });
        const each = kmeans(
            [
                [3, 4],
                [5, 6],
                [7, 9],
            ],
            { count: 3, metric: 'planar' },
        );
        expect([...each.sizes]).toEqual([1, 1, 1]);
        expect(each.inertia).toBe(0);
        const same = kmeans(new Array(6).fill([3, 4]), { count: 4, metric: 'planar' });
        expect([...same.sizes].sort()).toEqual([1, 1, 1, 3]);
        expect(same.centers).toEqual(new Array(4).fill([3, 4]));
    });

    it('keeps a centre where opposite points have no mean on the sphere', () => {
        const { centers } = kmeans(
            [
                [0, 0],
                [180, 0],
            ],
            { count: 1 },
        );
        expect(Number.isFinite(centers[0][0]) && Number.isFinite(centers[0][1])).toBe(true);
    });

    it('names every fault at once', () => {
        expect(issuesOf(() => kmeans([], { count: 1 }))).toEqual([['empty-input', 'points']]);
        expect(issuesOf(() => kmeans([[0, 0]], { count: 2 }))).toEqual([['out-of-range', 'options.count']]);
        expect(issuesOf(() => kmeans([[0, 0]], { count: 0 }))).toEqual([['out-of-range', 'options.count']]);
        expect(issuesOf(() => kmeans([[0, 0]], { count: 1.5 }))).toEqual([['not-an-integer', 'options.count']]);
        expect(issuesOf(() => kmeans([[0, 0]], { count: Number.NaN }))).toEqual([['not-finite', 'options.count']]);
        expect(
            issuesOf(() =>
                kmeans(
                    [
                        [Number.NaN, 0],
                        [10, 95],
                        [0, 0],
                    ],
                    { count: 1 },
                ),
            ),
        ).toEqual([
            ['not-finite', 'points.0'],
            ['swapped-coordinates', 'points.1'],
        ]);
        expect(issuesOf(() => kmeans([[Number.NaN, 0]], { count: 1, metric: 'planar' }))).toEqual([['not-finite', 'points.0']]);
        expect(issuesOf(() => kmeans([5 as never], { count: 1, metric: 'planar' }))).toEqual([['invalid-type', 'points.0']]);
        expect(issuesOf(() => kmeans('here' as never, { count: 1 }))).toEqual([['invalid-type', 'points']]);
        expect(issuesOf(() => kmeans(new Float64Array(3), { count: 1 }))).toEqual([['dimension-mismatch', 'points']]);
        expect(issuesOf(() => kmeans([[0, 0]], { count: 1, weights: [1, 2] }))).toEqual([
            ['dimension-mismatch', 'options.weights'],
        ]);
        expect(
            issuesOf(() =>
                kmeans(
                    [
                        [0, 0],
                        [1, 1],
                    ],
                    { count: 1, weights: [-1, Number.NaN] },
                ),
            ),
        ).toEqual([
            ['out-of-range', 'options.weights.0'],
            ['not-finite', 'options.weights.1'],
        ]);
        expect(issuesOf(() => kmeans([[0, 0]], { count: 1, weights: [0] }))).toEqual([['out-of-range', 'options.weights']]);
        expect(issuesOf(() => kmeans([[0, 0]], { count: 1, restart: 5 } as never))).toEqual([['unknown-key', 'options.restart']]);
    });

    it('takes anything that says whether it is aborted for a signal, as a flag that another thread sets', () => {
        const flag = new Int32Array(new SharedArrayBuffer(4));
        const signal = {
            get aborted(): boolean {
                return Atomics.load(flag, 0) === 1;
            },
        } as AbortSignal;
        const points = Array.from({ length: 200 }, (_, i): [number, number] => [(i * 37) % 90, (i * 53) % 80]);
        expect(kmeans(points, { count: 3, signal }).sizes).toHaveLength(3);
        const onProgress = (): void => void Atomics.store(flag, 0, 1);
        const cancelled = expect.objectContaining({ code: 'cancelled' });
        expect(() => kmeans(points, { count: 3, signal, onProgress })).toThrow(cancelled);
        expect(issuesOf(() => kmeans(points, { count: 3, signal: 'soon' as never, onProgress: 1 as never }))).toEqual([
            ['invalid-type', 'options.signal'],
            ['invalid-type', 'options.onProgress'],
        ]);
    });

    it('reports progress and can be cancelled from there', () => {
        const points = Array.from({ length: 200 }, (_, i) => [i % 17, i % 23] as const);
        const seen: number[] = [];
        const controller = new AbortController();
        const run = (): unknown =>
            kmeans(points, {
                count: 5,
                metric: 'planar',
                signal: controller.signal,
                onProgress: ({ fraction, iterations }) => {
                    seen.push(iterations);
                    expect(fraction).toBeCloseTo(iterations / 300, 12);
                    if (iterations === 2) controller.abort();
                },
            });
        expect(run).toThrow(BeatplanError);
        expect(seen).toEqual([1, 2]);
        expect(run).toThrow(expect.objectContaining({ code: 'cancelled' }));
        expect(seen).toEqual([1, 2]);
    });

    it('never costs more with more iterations', () => {
        const points = shuffled(
            Array.from({ length: 300 }, (_, i) => [(i * 7919) % 1000, (i * 104729) % 997] as const),
            3,
        );
        const cost = (iterations: number): number =>
            kmeans(points, { count: 12, metric: 'planar', restarts: 1, stop: { iterations } }).inertia;
        const costs = [1, 2, 3, 5, 8, 100].map(cost);
        for (let i = 1; i < costs.length; i++) expect(costs[i]).toBeLessThanOrEqual(costs[i - 1]);
        expect(costs[5]).toBeLessThan(costs[0]);
    });

    it('finds the optimum of tiny sets nearly always', () => {
        const random = new Random(7);
        let optimal = 0;
        for (let run = 0; run < 100; run++) {
            const points = Array.from({ length: 7 }, () => [random.integer(50), random.integer(50)] as const);
            const least = leastInertia(points, 3);
            const found = kmeans(points, { count: 3, metric: 'planar', seed: run, restarts: 10 }).inertia;
            expect(found).toBeGreaterThanOrEqual(least - 1e-9);
            if (found <= least + 1e-9) optimal++;
        }
        expect(optimal).toBeGreaterThanOrEqual(95);
    });

    it('gives every point its nearest centre and every cluster its mean, whatever the order of the points', () => {
        fc.assert(
            fc.property(
                fc.uniqueArray(planarPoint, { minLength: 3, maxLength: 40, selector: String }),
                fc.nat(5),
                (points, seed) => {
                    const options = { count: Math.min(5, points.length), seed, metric: 'planar' as const };
                    const result = kmeans(points, options);
                    for (let i = 0; i < points.length; i++) {
                        const distances = result.centers.map(([x, y]) => Math.hypot(points[i][0] - x, points[i][1] - y));
                        expect(distances[result.labels[i]]).toBeLessThanOrEqual(Math.min(...distances) + 1e-9);
                    }
                    expect(Math.min(...result.sizes)).toBeGreaterThan(0);
                    expect(result.inertia).toBeCloseTo(clusterInertia(points, result.labels, { metric: 'planar' }), 6);

                    const order = shuffled(
                        points.map((_, i) => i),
                        seed,
                    );
                    const again = kmeans(
                        order.map((i) => points[i]),
                        options,
                    );
                    expect(again.inertia).toBe(result.inertia);
                    expect([...again.labels]).toEqual(order.map((i) => result.labels[i]));
                },
            ),
            { numRuns: 60 },
        );
    });

    it('finds nine towns from any seed, on few points and on many', () => {
        const random = new Random(4);
        for (const size of [12, 400]) {
            const points = Array.from(
                { length: 9 * size },
                (_, i) => [30 * (i % 3) + random.normal(), 30 * (Math.floor(i / 3) % 3) + random.normal()] as const,
            );
            const byTown = clusterInertia(
                points,
                points.map((_, i) => (i % 3) + 3 * (Math.floor(i / 3) % 3)),
                { metric: 'planar' },
            );
            for (let seed = 1; seed <= 20; seed++) {
                expect(kmeans(points, { count: 9, seed, metric: 'planar' }).inertia / byTown).toBeCloseTo(1, 9);
            }
        }
    });

    it('settles many points as it does few: nearest centres, means, the same in any order', () => {
        const random = new Random(9);
        const points = Array.from({ length: 4000 }, () => [170 + 20 * random.next(), 60 + 30 * random.next()] as const);
        const weights = points.map((_, i) => i % 4);
        const options = { count: 4, weights };
        const result = kmeans(points, options);
        const place = ([lng, lat]: readonly [number, number]): number[] => {
            const [x, y] = [(lng * Math.PI) / 180, (lat * Math.PI) / 180];
            return [Math.cos(y) * Math.cos(x), Math.cos(y) * Math.sin(x), Math.sin(y)];
        };
        const centers = result.centers.map(([lng, lat]) => place([lng, lat]));
        const sums = centers.map(() => [0, 0, 0]);
        points.forEach((point, i) => {
            const at = place(point);
            const gaps = centers.map((center) => Math.hypot(...center.map((value, axis) => value - at[axis])));
            expect(gaps[result.labels[i]]).toBeLessThanOrEqual(Math.min(...gaps) + 1e-9);
            for (let axis = 0; axis < 3; axis++) sums[result.labels[i]][axis] += weights[i] * at[axis];
        });
        sums.forEach((sum, j) => {
            for (let axis = 0; axis < 3; axis++) expect(sum[axis] / Math.hypot(...sum)).toBeCloseTo(centers[j][axis], 9);
        });
        const order = shuffled([...points.keys()], 3);
        const mixed = kmeans(
            order.map((i) => points[i]),
            { count: 4, weights: order.map((i) => weights[i]) },
        );
        expect(mixed.inertia).toBe(result.inertia);
        expect([...mixed.labels]).toEqual(order.map((i) => result.labels[i]));
    });

    it('takes more clusters than places, points on a line, and next to no weight', () => {
        const few = Array.from({ length: 900 }, (_, i) => [i % 3, 0] as const);
        const more = kmeans(few, { count: 5, metric: 'planar' });
        expect(more.inertia).toBe(0);
        expect(Math.min(...more.sizes)).toBeGreaterThan(0);
        const line = Array.from({ length: 1200 }, (_, i) => [i, 0] as const);
        const halves = kmeans(line, { count: 2, metric: 'planar' });
        // A point midway between two centres may stay with either.
        expect(halves.inertia / (2 * ((600 * (600 * 600 - 1)) / 12))).toBeCloseTo(1, 4);
        const one = kmeans(line, { count: 3, metric: 'planar', weights: line.map((_, i) => (i === 7 ? 1 : 0)) });
        expect(one.inertia).toBe(0);
        expect(Math.min(...one.sizes)).toBeGreaterThan(0);
    });

    it('gives the same for the same seed, on the sphere as well', () => {
        fc.assert(
            fc.property(fc.array(place, { minLength: 4, maxLength: 30 }), (points) => {
                const options = { count: 3, seed: 4 };
                expect(kmeans(points, options)).toEqual(kmeans([...points], options));
            }),
            { numRuns: 30 },
        );
    });
});
