import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calinskiHarabasz, clusterInertia, daviesBouldin, kmeans, silhouette } from '../../../src/cluster/index.js';
import { issuesOf, planarPoint, shuffled } from '../samples.js';

const planar = { metric: 'planar' as const };
/** Two pairs: 2 apart within, 10 apart between. */
const points = [
    [0, 0],
    [0, 2],
    [10, 0],
    [10, 2],
] as const;
const labels = [0, 0, 1, 1];

describe('quality scores', () => {
    it('are what they are by hand', () => {
        expect(clusterInertia(points, labels, planar)).toBe(4);
        expect(clusterInertia(points, labels, { ...planar, weights: [1, 1, 2, 2] })).toBe(6);
        const between = (10 + Math.sqrt(104)) / 2;
        expect(silhouette(points, labels, planar)).toBeCloseTo((between - 2) / between, 12);
        expect(daviesBouldin(points, labels, planar)).toBeCloseTo((1 + 1) / 10, 12);
        // Between: 4 points, each 5 from the middle. Within: 4.
        expect(calinskiHarabasz(points, labels, planar)).toBeCloseTo(100 / 1 / (4 / 2), 12);
    });

    it('measure inertia in square metres on the sphere', () => {
        const half = 6371008.8 * 2 * Math.sin(Math.PI / 720);
        expect(
            clusterInertia(
                [
                    [179.5, 0],
                    [-179.5, 0],
                ],
                [0, 0],
            ) /
                (2 * half * half),
        ).toBeCloseTo(1, 9);
    });

    it('have an answer for points that have no mean on the sphere', () => {
        const opposite = [
            [0, -90],
            [0, 90],
        ] as const;
        expect(clusterInertia(opposite, [0, 0]) / (4 * 6371008.8 ** 2)).toBeCloseTo(1, 9);
        expect(kmeans(opposite, { count: 1 }).inertia).toBe(clusterInertia(opposite, [0, 0]));
    });

    it('leave out points of no cluster, and take gaps in the numbers', () => {
        const more = [...points, [500, 500] as const, [3, 3] as const];
        const gap = [0, 0, 3, 3, -1, -1];
        expect(clusterInertia(more, gap, planar)).toBe(4);
        expect(silhouette(more, gap, planar)).toBeCloseTo(silhouette(points, labels, planar), 12);
        expect(daviesBouldin(more, gap, planar)).toBeCloseTo(0.2, 12);
        expect(calinskiHarabasz(more, gap, planar)).toBeCloseTo(50, 12);
    });

    it('have an answer where there is nothing to tell apart', () => {
        for (const [set, own] of [
            [[], []],
            [[[1, 1]], [0]],
            [
                [
                    [1, 1],
                    [2, 2],
                ],
                [0, 0],
            ],
            [[[1, 1]], [-1]],
        ] as const) {
            expect(silhouette(set, own, planar)).toBe(0);
            expect(daviesBouldin(set, own, planar)).toBe(Number.POSITIVE_INFINITY);
            expect(calinskiHarabasz(set, own, planar)).toBe(0);
        }
        expect(
            silhouette(
                [
                    [1, 1],
                    [2, 2],
                ],
                [0, 1],
                planar,
            ),
        ).toBe(0);
        expect(
            silhouette(
                [
                    [1, 1],
                    [1, 1],
                    [1, 1],
                    [1, 1],
                ],
                [0, 0, 1, 1],
                planar,
            ),
        ).toBe(0);
        expect(
            daviesBouldin(
                [
                    [0, 0],
                    [2, 0],
                    [1, 0],
                ],
                [0, 0, 1],
                planar,
            ),
        ).toBe(Number.POSITIVE_INFINITY);
        expect(
            calinskiHarabasz(
                [
                    [0, 0],
                    [0, 0],
                    [5, 0],
                ],
                [0, 0, 1],
                planar,
            ),
        ).toBe(Number.POSITIVE_INFINITY);
        expect(
            calinskiHarabasz(
                [
                    [0, 0],
                    [0, 0],
                    [0, 0],
                ],
                [0, 0, 1],
                planar,
            ),
        ).toBe(0);
    });

    it('estimate the silhouette from a sample, the same for the same seed', () => {
        const many = Array.from({ length: 400 }, (_, i) => [(i % 2) * 30 + ((i * 37) % 11), (i * 53) % 13] as const);
        const own = many.map((_, i) => i % 2);
        const exact = silhouette(many, own, planar);
        const sampled = silhouette(many, own, { ...planar, sample: 60, seed: 3 });
        expect(sampled).toBe(silhouette(many, own, { ...planar, sample: 60, seed: 3 }));
        expect(sampled).not.toBe(exact);
        expect(Math.abs(sampled - exact)).toBeLessThan(0.05);
    });

    it('draw the same sample in any order', () => {
        const many = Array.from({ length: 400 }, (_, i) => [(i % 2) * 30 + ((i * 37) % 11), (i * 53) % 13] as const);
        const order = shuffled([...many.keys()], 2);
        const options = { ...planar, sample: 40 };
        const plain = silhouette(
            many,
            many.map((_, i) => i % 2),
            options,
        );
        const mixed = silhouette(
            order.map((i) => many[i]),
            order.map((i) => i % 2),
            options,
        );
        expect(mixed).toBeCloseTo(plain, 12);
    });

    it('follow their definitions on any points', () => {
        const labelled = fc.array(fc.tuple(planarPoint, fc.integer({ min: -1, max: 2 })), { minLength: 3, maxLength: 20 });
        fc.assert(
            fc.property(labelled, (rows) => {
                const set = rows.map(([point]) => point);
                const own = rows.map(([, label]) => label);
                const members = (label: number): number[] => own.flatMap((other, i) => (other === label ? [i] : []));
                const filled = [0, 1, 2].filter((label) => members(label).length > 0);
                const distance = (i: number, k: number): number => Math.hypot(set[i][0] - set[k][0], set[i][1] - set[k][1]);
                const mean = (list: number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;
                const each = own.flatMap((label, i) => {
                    if (label < 0) return [];
                    const same = members(label).filter((k) => k !== i);
                    if (filled.length < 2 || same.length === 0) return [0];
                    const a = mean(same.map((k) => distance(i, k)));
                    const b = Math.min(
                        ...filled
                            .filter((other) => other !== label)
                            .map((other) => mean(members(other).map((k) => distance(i, k)))),
                    );
                    return [Math.max(a, b) === 0 ? 0 : (b - a) / Math.max(a, b)];
                });
                expect(silhouette(set, own, planar)).toBeCloseTo(filled.length < 2 ? 0 : mean(each), 9);
            }),
            { numRuns: 100 },
        );
    });

    it('name faults', () => {
        expect(issuesOf(() => silhouette(points, [0, 0, 1, 1], null as never))).toEqual([['invalid-type', 'options']]);
        expect(issuesOf(() => silhouette(points, undefined as never, planar))).toEqual([['invalid-type', 'labels']]);
        expect(issuesOf(() => silhouette(points, [0, 0], planar))).toEqual([['dimension-mismatch', 'labels']]);
        expect(issuesOf(() => silhouette(points, [0, 0.5, 1, 9], { ...planar, sample: 0 }))).toEqual([
            ['out-of-range', 'options.sample'],
            ['not-an-integer', 'labels.1'],
            ['out-of-range', 'labels.3'],
        ]);
        expect(issuesOf(() => clusterInertia([[0, Number.NaN]], [0], { ...planar, weights: [1] }))).toEqual([
            ['not-finite', 'points.0'],
        ]);
    });
});
