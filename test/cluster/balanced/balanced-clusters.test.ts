import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanceCounts } from '../../../src/cluster/balanced/balance-counts.js';
import { balanceLoads } from '../../../src/cluster/balanced/balance-loads.js';
import { adjustPrices } from '../../../src/cluster/balanced/balance-prices.js';
import { MoveGraph } from '../../../src/cluster/balanced/move-graph.js';
import { balanceDeviation, balancedClusters, clusterInertia, kmeans } from '../../../src/cluster/index.js';
import { NearestFilter } from '../../../src/cluster/kmeans/nearest-filter.js';
import { inertiaOf } from '../../../src/cluster/points/cluster-means.js';
import { toCoordinates } from '../../../src/cluster/points/points.js';
import { measureBalls } from '../../../src/cluster/trees/ball-tree.js';
import { buildKdTree } from '../../../src/cluster/trees/kd-tree.js';
import { squaredDistance } from '../../../src/cluster/trees/squared-distance.js';
import { Random, runSteps } from '../../../src/core/index.js';
import { issuesOf, place, planarPoint, shuffled } from '../samples.js';

/** Two towns of different size and scattered farms. */
function country(count: number, seed: number): [number, number][] {
    const random = new Random(seed);
    return Array.from({ length: count }, (_, i) => {
        if (i % 10 < 5) return [8 + 0.1 * random.normal(), 50 + 0.1 * random.normal()];
        if (i % 10 < 7) return [10 + 0.1 * random.normal(), 51 + 0.1 * random.normal()];
        return [6 + 6 * random.next(), 48 + 5 * random.next()];
    });
}

/** Labels each point with the cluster of least squared distance plus price. */
function assignByPrice(coordinates: Float64Array, centers: Float64Array, prices: Float64Array, labels: Int32Array): void {
    for (let i = 0; i < labels.length; i++) {
        labels[i] = 0;
        for (let j = 1; j < prices.length; j++) {
            const cost = (to: number): number => squaredDistance(coordinates, i, centers, to) + prices[to];
            if (cost(j) < cost(labels[i])) labels[i] = j;
        }
    }
}

describe('balancedClusters', () => {
    it('divides points into sizes that differ by at most one where the tolerance is 0', () => {
        for (const [count, points] of [
            [7, 100],
            [10, 95],
            [3, 3],
            [4, 603],
        ] as const) {
            const result = balancedClusters(country(points, count), { count, tolerance: 0 });
            expect(Math.max(...result.sizes) - Math.min(...result.sizes)).toBe(points % count === 0 ? 0 : 1);
            expect(result.balanced).toBe(true);
            expect([...result.loads]).toEqual([...result.sizes]);
        }
    });

    it('keeps within the tolerance and uses it to be more compact', () => {
        const points = country(600, 1);
        const strict = balancedClusters(points, { count: 6, tolerance: 0 });
        const loose = balancedClusters(points, { count: 6, tolerance: 0.2 });
        expect(strict.deviation).toBe(0);
        expect(loose.deviation).toBeLessThanOrEqual(0.2 + 1e-12);
        expect(loose.inertia).toBeLessThan(strict.inertia);
        expect(loose.deviation).toBeGreaterThan(0.05);
    });

    it('balances unequal weights', () => {
        const points = country(600, 2);
        const random = new Random(5);
        const weights = points.map(() => Math.exp(random.normal()));
        // What balance costs by the exact way, for weights that are all but equal.
        const exact = balancedClusters(points, { count: 8, tolerance: 0 }).inertia / kmeans(points, { count: 8 }).inertia;
        for (const tolerance of [0.01, 0.05]) {
            const result = balancedClusters(points, { count: 8, tolerance, weights });
            expect(result.balanced).toBe(true);
            expect(result.deviation).toBeLessThanOrEqual(tolerance + 1e-6);
            const loads = new Float64Array(8);
            result.labels.forEach((label, i) => {
                loads[label] += weights[i];
            });
            for (let j = 0; j < 8; j++) expect(result.loads[j]).toBeCloseTo(loads[j], 6);
            expect(result.inertia).toBeLessThan(1.1 * exact * kmeans(points, { count: 8, weights }).inertia);
        }
    });

    it('fills clusters exactly where that takes a search', () => {
        const points = [
            [0, 0],
            [1, 0],
            [2, 0],
            [10, 0],
            [11, 0],
            [12, 0],
        ] as const;
        const result = balancedClusters(points, { count: 3, tolerance: 0, weights: [5, 4, 3, 3, 2, 1], metric: 'planar' });
        expect([...result.loads]).toEqual([6, 6, 6]);
        expect(result.balanced).toBe(true);
    });

    it('says where weights cannot be balanced, and leaves no cluster empty', () => {
        const result = balancedClusters(
            [
                [0, 0],
                [1, 0],
                [2, 0],
            ],
            { count: 3, weights: [100, 1, 0], metric: 'planar' },
        );
        expect(result.balanced).toBe(false);
        expect([...result.sizes]).toEqual([1, 1, 1]);
        expect(result.deviation).toBeCloseTo((100 * 3) / 101 - 1, 9);
    });

    it('takes one point, one cluster, and points that are all the same', () => {
        expect(balancedClusters([[3, 4]], { count: 1, metric: 'planar' })).toMatchObject({
            inertia: 0,
            deviation: 0,
            balanced: true,
        });
        const one = balancedClusters(country(20, 3), { count: 1, tolerance: 0 });
        expect([...one.sizes]).toEqual([20]);
        const same = balancedClusters(new Array(10).fill([3, 4]), { count: 4, tolerance: 0, metric: 'planar' });
        expect([...same.sizes].sort()).toEqual([2, 2, 3, 3]);
    });

    it('works across the date line', () => {
        const points = Array.from({ length: 40 }, (_, i) => [i % 2 === 0 ? 179.9 - i / 40 : -179.9 + i / 40, i / 10] as const);
        const { sizes, inertia } = balancedClusters(points, { count: 4, tolerance: 0 });
        expect([...sizes]).toEqual([10, 10, 10, 10]);
        // Far less than a single point on the other side of the Earth would cost.
        expect(inertia).toBeLessThan(40 * 400_000 ** 2);
    });

    it('names faults', () => {
        expect(issuesOf(() => balancedClusters([], { count: 1 }))).toEqual([['empty-input', 'points']]);
        expect(issuesOf(() => balancedClusters([[0, 0]], { count: 3, tolerance: 0 }))).toEqual([
            ['out-of-range', 'options.count'],
        ]);
        expect(issuesOf(() => balancedClusters([[0, 0]], { count: 1, tolerance: -0.1 }))).toEqual([
            ['out-of-range', 'options.tolerance'],
        ]);
        expect(issuesOf(() => balancedClusters([[0, 0]], { count: 1, tolerance: 2 }))).toEqual([
            ['out-of-range', 'options.tolerance'],
        ]);
    });

    it('reports progress and can be cancelled while it balances', () => {
        const controller = new AbortController();
        const fractions: number[] = [];
        const run = (): unknown =>
            balancedClusters(country(300, 4), {
                count: 6,
                tolerance: 0,
                restarts: 1,
                stop: { iterations: 50 },
                signal: controller.signal,
                onProgress: ({ fraction }) => {
                    fractions.push(fraction);
                    if (fraction > 0.5) controller.abort();
                },
            });
        expect(run).toThrow(expect.objectContaining({ code: 'cancelled' }));
        expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
        expect(fractions.at(-1)).toBeCloseTo((1 + 1 / 50) / 2, 12);
    });

    it('holds a cap, and needs no more than the cap', () => {
        const points = country(600, 7);
        const free = kmeans(points, { count: 6 });
        const most = Math.max(...free.sizes);
        const capped = balancedClusters(points, { count: 6, capacity: 110 });
        expect(most).toBeGreaterThan(110);
        expect(Math.max(...capped.sizes)).toBeLessThanOrEqual(110);
        expect(Math.min(...capped.sizes)).toBeLessThan(90);
        expect(capped.balanced).toBe(true);
        expect(capped.inertia).toBeLessThan(balancedClusters(points, { count: 6, tolerance: 0 }).inertia);
        // A cap that nothing reaches costs nothing.
        expect(balancedClusters(points, { count: 6, capacity: 600 }).inertia).toBeLessThanOrEqual(free.inertia * 1.02);
        const both = balancedClusters(points, { count: 6, capacity: 101, tolerance: 0.2 });
        expect(Math.max(...both.sizes)).toBeLessThanOrEqual(101);
        expect(Math.min(...both.sizes)).toBeGreaterThanOrEqual(80);
    });

    it('holds a cap on unequal weights', () => {
        const points = country(600, 2);
        const random = new Random(5);
        const weights = points.map(() => 1 + random.integer(9));
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        const result = balancedClusters(points, { count: 8, weights, capacity: total / 7 });
        expect(result.balanced).toBe(true);
        expect(Math.max(...result.loads)).toBeLessThanOrEqual(total / 7 + 1e-6);
        expect(Math.min(...result.sizes)).toBeGreaterThan(0);
    });

    it('names a cap that cannot hold all', () => {
        const points = country(10, 7);
        expect(issuesOf(() => balancedClusters(points, { count: 3, capacity: 3 }))).toEqual([
            ['out-of-range', 'options.capacity'],
        ]);
        expect(issuesOf(() => balancedClusters(points, { count: 3, capacity: 0 }))).toEqual([
            ['out-of-range', 'options.capacity'],
        ]);
        expect(issuesOf(() => balancedClusters(points, { count: 2, capacity: 7, weights: [...points.keys()] }))).toEqual([
            ['out-of-range', 'options.capacity'],
        ]);
        expect(Math.max(...balancedClusters(points, { count: 3, capacity: 4 }).sizes)).toBe(4);
    });

    it('finds the optimum of tiny sets nearly always', () => {
        const random = new Random(11);
        let optimal = 0;
        for (let run = 0; run < 60; run++) {
            const points = Array.from({ length: 6 }, () => [random.integer(50), random.integer(50)] as const);
            let least = Number.POSITIVE_INFINITY;
            for (const labels of assignments(3, 6)) {
                if ([0, 1, 2].some((j) => labels.filter((label) => label === j).length !== 2)) continue;
                least = Math.min(least, clusterInertia(points, labels, { metric: 'planar' }));
            }
            const found = balancedClusters(points, { count: 3, tolerance: 0, metric: 'planar', seed: run, restarts: 3 }).inertia;
            expect(found).toBeGreaterThanOrEqual(least - 1e-9);
            if (found <= least + 1e-9) optimal++;
        }
        expect(optimal).toBeGreaterThanOrEqual(45);
    });

    it('does not depend on the order of the points', () => {
        const points = country(120, 6);
        const random = new Random(6);
        const weights = points.map(() => 1 + random.integer(9));
        const order = shuffled(
            points.map((_, i) => i),
            1,
        );
        for (const chosen of [undefined, weights]) {
            const plain = balancedClusters(points, { count: 5, tolerance: 0.02, ...(chosen ? { weights: chosen } : {}) });
            const mixed = balancedClusters(
                order.map((i) => points[i]),
                {
                    count: 5,
                    tolerance: 0.02,
                    ...(chosen ? { weights: order.map((i) => chosen[i]) } : {}),
                },
            );
            expect([...mixed.labels]).toEqual(order.map((i) => plain.labels[i]));
            expect(mixed.inertia).toBe(plain.inertia);
        }
    });

    it('keeps its promises on any points', () => {
        fc.assert(
            fc.property(
                fc.array(place, { minLength: 1, maxLength: 30 }),
                fc.integer({ min: 1, max: 6 }),
                fc.constantFrom(0, 0.1, 0.5),
                (points, clusters, tolerance) => {
                    const count = Math.min(clusters, points.length);
                    const result = balancedClusters(points, { count, tolerance, restarts: 1 });
                    const mean = points.length / count;
                    for (const size of result.sizes) {
                        expect(size).toBeGreaterThanOrEqual(Math.min(Math.floor(mean), Math.ceil(mean * (1 - tolerance) - 1e-9)));
                        expect(size).toBeLessThanOrEqual(Math.max(Math.ceil(mean), Math.floor(mean * (1 + tolerance) + 1e-9)));
                    }
                    expect(result.balanced).toBe(true);
                    const recomputed = clusterInertia(points, result.labels);
                    expect(Math.abs(result.inertia - recomputed)).toBeLessThanOrEqual(1e-6 * recomputed + 1);
                },
            ),
            { numRuns: 80 },
        );
    });
});

/** Every assignment to the clusters, by brute force. */
function* assignments(count: number, points: number): Generator<number[]> {
    const labels = new Array<number>(points).fill(0);
    for (;;) {
        yield labels;
        let i = 0;
        while (i < points && labels[i] === count - 1) labels[i++] = 0;
        if (i === points) return;
        labels[i]++;
    }
}

describe('balanceCounts', () => {
    it('finds the cheapest assignment within the bounds, whatever the prices it starts from', () => {
        const sets = fc.record({
            points: fc.array(planarPoint, { minLength: 4, maxLength: 7 }),
            centers: fc.array(planarPoint, { minLength: 2, maxLength: 3 }),
            prices: fc.array(fc.integer({ min: -300, max: 300 }), { minLength: 3, maxLength: 3 }),
            slack: fc.integer({ min: 0, max: 1 }),
        });
        fc.assert(
            fc.property(sets, ({ points, centers, prices, slack }) => {
                const count = centers.length;
                const low = Math.max(0, Math.floor(points.length / count) - slack);
                const high = Math.ceil(points.length / count) + slack;
                const cost = (i: number, j: number): number =>
                    (points[i][0] - centers[j][0]) ** 2 + (points[i][1] - centers[j][1]) ** 2;
                let least = Number.POSITIVE_INFINITY;
                for (const labels of assignments(count, points.length)) {
                    const sizes = new Array<number>(count).fill(0);
                    for (const label of labels) sizes[label]++;
                    if (sizes.some((size) => size < low || size > high)) continue;
                    least = Math.min(
                        least,
                        labels.reduce((sum, label, i) => sum + cost(i, label), 0),
                    );
                }

                const coordinates = toCoordinates(points, 'planar');
                const flat = toCoordinates(centers, 'planar');
                const weights = new Float64Array(points.length).fill(1);
                const duals = Float64Array.from(prices.slice(0, count));
                const labels = new Int32Array(points.length);
                assignByPrice(coordinates, flat, duals, labels);
                runSteps(balanceCounts(new MoveGraph(coordinates, weights, flat, labels), duals, { low, high }));
                expect(inertiaOf(coordinates, weights, labels, flat)).toBeCloseTo(least, 6);
                for (let j = 0; j < count; j++) {
                    const size = labels.filter((label) => label === j).length;
                    expect(size).toBeGreaterThanOrEqual(low);
                    expect(size).toBeLessThanOrEqual(high);
                    // Complementary slackness.
                    if (duals[j] > 1e-6) expect(size).toBe(high);
                    if (duals[j] < -1e-6) expect(size).toBe(low);
                }
            }),
            { numRuns: 100 },
        );
    });
});

describe('balanceCounts among many clusters', () => {
    it('finds the optimum, which prices prove, where what is too much here is wanted far away', () => {
        for (const [seed, slack] of [
            [1, 0],
            [2, 1],
            [3, 0],
        ]) {
            const random = new Random(seed);
            // Most points lie in one town, most clusters in the other: more than are near any of them.
            const around = (x: number): [number, number] => [x + random.normal(), random.normal()];
            const points = Array.from({ length: 240 }, (_, i) => around(i % 4 === 0 ? 40 : 0));
            const count = 60;
            const coordinates = toCoordinates(points, 'planar');
            const centers = toCoordinates(
                Array.from({ length: count }, (_, j) => around(j % 2 === 0 ? 40 : 0)),
                'planar',
            );
            const labels = new Int32Array(points.length);
            const prices = new Float64Array(count);
            assignByPrice(coordinates, centers, prices, labels);
            const bounds = { low: 4 - slack, high: 4 + slack };
            runSteps(balanceCounts(new MoveGraph(coordinates, new Float64Array(240).fill(1), centers, labels), prices, bounds));
            for (let i = 0; i < labels.length; i++) {
                const cost = (to: number): number => squaredDistance(coordinates, i, centers, to) + prices[to];
                for (let j = 0; j < count; j++) expect(cost(labels[i])).toBeLessThanOrEqual(cost(j) + 1e-6);
            }
            for (let j = 0; j < count; j++) {
                const size = labels.filter((label) => label === j).length;
                expect(size).toBeGreaterThanOrEqual(bounds.low);
                expect(size).toBeLessThanOrEqual(bounds.high);
                if (prices[j] > 1e-6) expect(size).toBe(bounds.high);
                if (prices[j] < -1e-6) expect(size).toBe(bounds.low);
            }
        }
    });
});

describe('balanceLoads', () => {
    it('comes near the optimum where weights are nearly equal', () => {
        const points = country(300, 8);
        const centers = toCoordinates(country(5, 9), 'geographic');
        const coordinates = toCoordinates(points, 'geographic');
        const ones = new Float64Array(300).fill(1);
        const exact = new Int32Array(300);
        const prices = new Float64Array(5);
        assignByPrice(coordinates, centers, prices, exact);
        runSteps(balanceCounts(new MoveGraph(coordinates, ones, centers, exact), prices, { low: 60, high: 60 }));

        const weights = ones.map((_, i) => 1 + (i % 3) / 100);
        const labels = new Int32Array(300);
        const duals = new Float64Array(5);
        assignByPrice(coordinates, centers, duals, labels);
        const graph = new MoveGraph(coordinates, weights, centers, labels);
        runSteps(balanceLoads(graph, duals, { low: 60, high: 61.2 }));
        expect(Math.max(...graph.loads)).toBeLessThanOrEqual(61.2 + 1e-6);
        expect(Math.min(...graph.loads)).toBeGreaterThanOrEqual(60 - 1e-6);
        expect(inertiaOf(coordinates, ones, labels, centers)).toBeLessThan(1.02 * inertiaOf(coordinates, ones, exact, centers));
    });
});

describe('adjustPrices', () => {
    it('leaves less to move than equal prices do', () => {
        const coordinates = toCoordinates(country(1000, 10), 'geographic');
        const tree = measureBalls(buildKdTree(coordinates, 8), new Float64Array(1000).fill(1));
        const filter = new NearestFilter(tree, toCoordinates(country(6, 11), 'geographic'));
        filter.assign();
        const before = balanceDeviation(filter.masses);
        const mean = 1000 / 6;
        const excess = adjustPrices(filter, { low: mean, high: mean }, 5);
        filter.assign();
        expect(balanceDeviation(filter.masses)).toBeLessThan(before / 10);
        expect(filter.masses.reduce((sum, mass) => sum + Math.abs(mass - mean), 0)).toBeCloseTo(excess, 9);
    });
});

describe('MoveGraph', () => {
    it('keeps its edges the cheapest moves while points move about', () => {
        const moves = fc.array(fc.tuple(fc.nat(11), fc.nat(2)), { maxLength: 20 });
        fc.assert(
            fc.property(fc.array(planarPoint, { minLength: 12, maxLength: 12 }), moves, (points, steps) => {
                const coordinates = toCoordinates(points, 'planar');
                const centers = toCoordinates(
                    [
                        [0, 0],
                        [10, 0],
                        [0, 10],
                    ],
                    'planar',
                );
                const labels = new Int32Array(12).map((_, i) => i % 3);
                const graph = new MoveGraph(coordinates, new Float64Array(12).fill(1), centers, labels);
                for (const [point, to] of steps) {
                    if (labels[point] !== to) graph.move(point, to);
                    for (let a = 0; a < 3; a++) {
                        for (let b = 0; b < 3; b++) {
                            if (a === b) continue;
                            const costs = points.flatMap((_, i) => (labels[i] === a ? [graph.addedCost(i, b)] : []));
                            expect(graph.boundOf(a, b)).toBeLessThanOrEqual(graph.costOf(a, b));
                            expect(graph.costOf(a, b)).toBe(Math.min(...costs));
                            if (costs.length > 0) expect(labels[graph.pointOf(a, b)]).toBe(a);
                        }
                        expect(graph.loads[a]).toBe(labels.filter((label) => label === a).length);
                    }
                }
            }),
            { numRuns: 50 },
        );
    });
});

describe('balanceDeviation', () => {
    it('is the largest share by which a load misses the mean', () => {
        expect(balanceDeviation([8, 10, 12])).toBeCloseTo(0.2, 12);
        expect(balanceDeviation([5])).toBe(0);
        expect(balanceDeviation([0, 0])).toBe(0);
        expect(balanceDeviation([])).toBe(0);
    });
});
