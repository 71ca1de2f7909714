import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coreDistances } from '../../../src/cluster/density/core-distances.js';
import { spanningTree } from '../../../src/cluster/density/spanning-tree.js';
import { hdbscan } from '../../../src/cluster/index.js';
import { toCoordinates } from '../../../src/cluster/points/points.js';
import { StageReporter } from '../../../src/cluster/points/stage-progress.js';
import { buildKdTree } from '../../../src/cluster/trees/kd-tree.js';
import { Random, runSteps } from '../../../src/core/index.js';
import { greatCircleDistance } from '../../../src/geo/index.js';
import { issuesOf, place, planarPoint, shuffled } from '../samples.js';

type Point = readonly [number, number];

const planarDistance = (a: Point, b: Point): number => Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2);

/** Mutual reachability of all pairs. */
function reachabilities(points: readonly Point[], minPoints: number, distance: (a: Point, b: Point) => number): number[][] {
    const distances = points.map((a) => points.map((b) => distance(a, b)));
    const core = distances.map((row) => [...row].sort((a, b) => a - b)[minPoints - 1]);
    return distances.map((row, i) => row.map((d, k) => Math.max(d, core[i], core[k])));
}

interface Expected {
    /** Members of every cluster, each list rising. */
    readonly clusters: number[][];
    readonly probabilities: number[];
    readonly stabilities: number[];
}

/** HDBSCAN by its definition: components of threshold graphs, found again at every step. */
function byDefinition(reach: number[][], minClusterSize: number, selection: string, allowFirst: boolean): Expected {
    const n = reach.length;
    const positive = reach.flatMap((row, i) => row.filter((d, k) => i !== k && d > 0));
    const floor = positive.length === 0 ? 1 : Math.min(...positive);
    const components = (members: number[], joined: (d: number) => boolean): number[][] => {
        const left = new Set(members);
        const found: number[][] = [];
        for (const first of members) {
            if (!left.delete(first)) continue;
            const part = [first];
            for (const i of part) {
                for (const k of left) {
                    if (!joined(reach[i][k])) continue;
                    left.delete(k);
                    part.push(k);
                }
            }
            found.push(part);
        }
        return found;
    };
    interface Cluster {
        members: number[];
        stability: number;
        death: number;
        children: Cluster[];
    }
    const leaves = new Array<number>(n).fill(0);
    const grow = (members: number[], birth: number): Cluster => {
        const cluster: Cluster = { members, stability: 0, death: birth, children: [] };
        for (let now = members; ; ) {
            const heights = [...new Set(now.flatMap((i) => now.filter((k) => k !== i).map((k) => reach[i][k])))].sort(
                (a, b) => a - b,
            );
            const height = heights.find((h) => components(now, (d) => d <= h).length === 1)!;
            const parts = components(now, (d) => d < height);
            const density = 1 / Math.max(height, floor);
            const large = parts.filter((part) => part.length >= minClusterSize);
            cluster.death = density;
            for (const part of parts) {
                if (large.length === 1 && part === large[0]) continue;
                cluster.stability += part.length * (density - birth);
                if (large.includes(part)) cluster.children.push(grow(part, density));
                else for (const i of part) leaves[i] = density;
            }
            if (large.length !== 1) return cluster;
            now = large[0];
        }
    };
    const choose = (cluster: Cluster, isFirst: boolean): { chosen: Cluster[]; total: number } => {
        const below = cluster.children.map((child) => choose(child, false));
        const total = below.reduce((sum, part) => sum + part.total, 0);
        const takesOwn = selection === 'leaf' ? below.length === 0 : cluster.stability >= total * (1 - 1e-10);
        if (takesOwn && (!isFirst || allowFirst)) return { chosen: [cluster], total: cluster.stability };
        return { chosen: below.flatMap((part) => part.chosen), total };
    };
    const { chosen } = choose(grow([...reach.keys()], 0), true);
    const probabilities = new Array<number>(n).fill(0);
    for (const { members, death } of chosen) for (const i of members) probabilities[i] = Math.min(1, leaves[i] / death);
    return {
        clusters: chosen.map(({ members }) => [...members].sort((a, b) => a - b)),
        probabilities,
        stabilities: chosen.map(({ stability }) => stability),
    };
}

function expectSame(found: ReturnType<typeof hdbscan>, expected: Expected): void {
    const members = Array.from({ length: found.count }, (_, label) =>
        [...found.labels.keys()].filter((i) => found.labels[i] === label),
    );
    const byFirst = (a: number[], b: number[]): number => a[0] - b[0];
    expect([...members].sort(byFirst)).toEqual([...expected.clusters].sort(byFirst));
    for (let i = 0; i < found.labels.length; i++) expect(found.probabilities[i]).toBeCloseTo(expected.probabilities[i], 6);
    members.forEach((list, label) => {
        const at = expected.clusters.findIndex((other) => other[0] === list[0]);
        // Both may be 0, where a cluster appears and ends at one distance.
        const [stability, of] = [found.stabilities[label], expected.stabilities[at]];
        expect(stability === of ? 1 : stability / of).toBeCloseTo(1, 6);
        expect(found.sizes[label]).toBe(list.length);
    });
}

describe('hdbscan', () => {
    it('does not look at every point of a place that holds most of them', () => {
        // A scan of all pairs of the place would take minutes.
        const points = new Float64Array(400_000).fill(1);
        points.set([1.1, 1.1, 1.1, 1.1, 1.1, 1.1, 1.1, 1.1, 1.1, 1.1]);
        const { sizes, labels } = hdbscan(points);
        expect([...sizes]).toEqual([199_995, 5]);
        expect(labels[0]).toBe(1);
    });

    it('finds groups of different density, and noise', () => {
        const points: Point[] = [];
        for (let i = 0; i < 25; i++) points.push([i % 5, Math.floor(i / 5)]);
        for (let i = 0; i < 25; i++) points.push([100 + 8 * (i % 5), 8 * Math.floor(i / 5)]);
        points.push([50, 300], [-200, -200]);
        const { count, labels, sizes, centers, probabilities } = hdbscan(points, { minClusterSize: 10, metric: 'planar' });
        expect(count).toBe(2);
        expect([...sizes]).toEqual([25, 25]);
        // Equal sizes: the western one is the first.
        expect([...labels.slice(0, 25)]).toEqual(new Array(25).fill(0));
        expect([...labels.slice(25)]).toEqual([...new Array(25).fill(1), -1, -1]);
        expect(centers[0]).toEqual([2, 2]);
        expect(probabilities[12]).toBe(1);
        expect([...probabilities.slice(-2)]).toEqual([0, 0]);
    });

    it('weighs a hand-made tree as the paper does', () => {
        // On a line: two pairs 1 apart within, 4 apart between; then one point at 20 more.
        const points = [0, 1, 5, 6, 26].map((x): Point => [x, 0]);
        const { labels, stabilities, probabilities } = hdbscan(points, { minClusterSize: 2, minPoints: 1, metric: 'planar' });
        expect([...labels]).toEqual([0, 0, 1, 1, -1]);
        // Each pair lives from density 1/4 to 1, twice.
        expect([...stabilities]).toEqual([1.5, 1.5]);
        expect([...probabilities]).toEqual([1, 1, 1, 1, 0]);
        // All four: from 1/20 to 1/4, four times, which is less than the pairs' 3; with everything allowed still less.
        const all = hdbscan(points, { minClusterSize: 2, minPoints: 1, metric: 'planar', allowSingleCluster: true });
        expect([...all.labels]).toEqual([0, 0, 1, 1, -1]);
    });

    it('works across the date line and around a pole', () => {
        const random = new Random(2);
        const around = (lng: number, lat: number): Point[] =>
            Array.from({ length: 30 }, () => {
                const x = lng + 0.5 * random.normal();
                return [x > 180 ? x - 360 : x < -180 ? x + 360 : x, Math.min(90, lat + 0.3 * random.normal())];
            });
        const pole = Array.from({ length: 30 }, (_, i): Point => [12 * i - 180, 89.5 + 0.4 * random.next()]);
        const { count, labels } = hdbscan([...around(180, 0), ...around(10, 0), ...pole], { minClusterSize: 10 });
        expect(count).toBe(3);
        for (let group = 0; group < 3; group++) {
            const own = [...labels.slice(30 * group, 30 * group + 30)].filter((label) => label >= 0);
            expect(new Set(own).size).toBe(1);
            expect(own.length).toBeGreaterThan(20);
        }
    });

    it('takes nothing, one point, too few points, and points that are all the same', () => {
        expect(hdbscan([])).toMatchObject({ count: 0, centers: [], iterations: 0 });
        expect([...hdbscan([[1, 1]]).labels]).toEqual([-1]);
        expect([...hdbscan(new Array(4).fill([1, 1])).labels]).toEqual([-1, -1, -1, -1]);
        expect([...hdbscan(new Array(6).fill([1, 1]), { minPoints: 7 }).labels]).toEqual(new Array(6).fill(-1));
        const same = new Array(30).fill([1, 1]);
        expect([...hdbscan(same).labels]).toEqual(new Array(30).fill(-1));
        const one = hdbscan(same, { allowSingleCluster: true });
        expect([...one.labels]).toEqual(new Array(30).fill(0));
        expect([...one.probabilities]).toEqual(new Array(30).fill(1));
        // Two heaps of equal points.
        const heaps = hdbscan([...same, ...new Array(20).fill([2, 2])]);
        expect([...heaps.sizes]).toEqual([30, 20]);
        expect(heaps.probabilities.every((value) => value === 1)).toBe(true);
        expect(heaps.stabilities.every(Number.isFinite)).toBe(true);
    });

    it('names faults', () => {
        expect(
            issuesOf(() =>
                hdbscan([[0, Number.NaN]], { minClusterSize: 1, minPoints: 0, selection: 'best' as never, epsilon: 1 } as never),
            ),
        ).toEqual([
            ['out-of-range', 'options.minClusterSize'],
            ['out-of-range', 'options.minPoints'],
            ['unknown-option', 'options.selection'],
            ['unknown-key', 'options.epsilon'],
            ['not-finite', 'points.0'],
        ]);
    });

    it('follows its definition in the plane, ties and duplicates included', () => {
        const options = fc.record({
            minClusterSize: fc.integer({ min: 2, max: 6 }),
            minPoints: fc.integer({ min: 1, max: 5 }),
            selection: fc.constantFrom('excess-of-mass' as const, 'leaf' as const),
            allowSingleCluster: fc.boolean(),
        });
        const points = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 })), {
            minLength: 6,
            maxLength: 26,
        });
        fc.assert(
            fc.property(points, options, (set, chosen) => {
                const reach = reachabilities(set, chosen.minPoints, planarDistance);
                expectSame(
                    hdbscan(set, { ...chosen, metric: 'planar' }),
                    byDefinition(reach, chosen.minClusterSize, chosen.selection, chosen.allowSingleCluster),
                );
            }),
            { numRuns: 150 },
        );
    });

    it('follows its definition on the sphere', () => {
        for (let seed = 1; seed <= 40; seed++) {
            const random = new Random(seed);
            const set = Array.from({ length: 22 }, (_, i): Point => {
                const width = i % 3 === 0 ? 180 : 3;
                return [179 * random.next() + (width > 3 ? 0 : 2 * random.normal()), 88 - ((width * random.next()) % 170)];
            });
            const reach = reachabilities(set, 2, greatCircleDistance);
            expectSame(hdbscan(set, { minClusterSize: 3, minPoints: 2 }), byDefinition(reach, 3, 'excess-of-mass', false));
        }
    });

    it('gives the same labels in any order', () => {
        fc.assert(
            fc.property(
                fc.oneof(fc.array(planarPoint, { maxLength: 60 }), fc.array(place, { maxLength: 60 })),
                fc.nat(9),
                (set, seed) => {
                    for (const metric of ['planar', 'geographic'] as const) {
                        const plain = hdbscan(set, { minClusterSize: 3, metric });
                        const order = shuffled([...set.keys()], seed);
                        const mixed = hdbscan(
                            order.map((i) => set[i]),
                            { minClusterSize: 3, metric },
                        );
                        expect([...mixed.labels]).toEqual(order.map((i) => plain.labels[i]));
                        expect([...mixed.probabilities]).toEqual(order.map((i) => plain.probabilities[i]));
                    }
                },
            ),
            { numRuns: 60 },
        );
    });

    it('reports its stages and can be cancelled in each of them', () => {
        const points = Array.from({ length: 3000 }, (_, i) => [(i * 7919) % 997, (i * 104729) % 991] as const);
        const stages = ['core distances', 'spanning tree'];
        const seen: string[] = [];
        hdbscan(points, {
            metric: 'planar',
            onProgress: ({ stage }) => {
                if (seen.at(-1) !== stage) seen.push(stage);
            },
        });
        expect(seen).toEqual(stages);
        for (const [index, target] of stages.entries()) {
            const controller = new AbortController();
            const run = (): unknown =>
                hdbscan(points, {
                    metric: 'planar',
                    signal: controller.signal,
                    onProgress: ({ fraction, stage }) => {
                        if (stage === target && 2 * fraction - index > 0.4) controller.abort();
                    },
                });
            expect(run).toThrow(expect.objectContaining({ code: 'cancelled' }));
        }
        expect(() => hdbscan([], { signal: AbortSignal.abort() })).toThrow(expect.objectContaining({ code: 'cancelled' }));
    });
});

describe('spanningTree', () => {
    it('weighs what a quadratic search finds, on more points than fit one leaf', () => {
        const random = new Random(5);
        for (const [n, minPoints] of [
            [2, 1],
            [300, 1],
            [300, 4],
            [700, 12],
        ] as const) {
            const points = Array.from({ length: n }, (_, i): Point => {
                const spread = i % 3 === 0 ? 900 : 40;
                return [random.integer(spread), random.integer(spread)];
            });
            const tree = buildKdTree(toCoordinates(points, 'planar'), 8);
            const reporter = new StageReporter(2, {});
            const core = runSteps(coreDistances(tree, minPoints, reporter));
            const { weights } = runSteps(spanningTree(tree, core, reporter));
            // Prim (1957), edge by edge.
            const reach = reachabilities(points, minPoints, (a, b) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2);
            const least = reach[0].slice();
            const outside = new Set(points.keys());
            outside.delete(0);
            const expected: number[] = [];
            while (outside.size > 0) {
                let next = -1;
                for (const i of outside) if (next < 0 || least[i] < least[next]) next = i;
                expected.push(least[next]);
                outside.delete(next);
                for (const i of outside) least[i] = Math.min(least[i], reach[next][i]);
            }
            expect([...weights].sort((a, b) => a - b)).toEqual(expected.sort((a, b) => a - b));
        }
    });
});
