import { describe, expect, it } from 'vitest';
import { suggestClusterCount } from '../../../src/cluster/index.js';
import { Random } from '../../../src/core/index.js';
import { issuesOf } from '../samples.js';

/** Four towns far apart. */
function towns(): [number, number][] {
    const random = new Random(2);
    return Array.from({ length: 120 }, (_, i) => [
        (i % 2) * 5 + 0.2 * random.normal(),
        (i % 4 < 2 ? 0 : 5) + 0.2 * random.normal(),
    ]);
}

describe('suggestClusterCount', () => {
    it('finds the number of groups that are there, by every score', () => {
        for (const by of ['silhouette', 'calinski-harabasz', 'davies-bouldin'] as const) {
            const { count, tried } = suggestClusterCount(towns(), { by, max: 7 });
            expect(count).toBe(4);
            expect(tried.map((entry) => entry.count)).toEqual([2, 3, 4, 5, 6, 7]);
            for (let i = 1; i < tried.length; i++) expect(tried[i].inertia).toBeLessThan(tried[i - 1].inertia);
        }
    });

    it('tries fewer clusters than there are points', () => {
        expect(suggestClusterCount([], {})).toEqual({ count: 1, tried: [] });
        expect(suggestClusterCount([[1, 1]], {})).toEqual({ count: 1, tried: [] });
        expect(
            suggestClusterCount(
                [
                    [1, 1],
                    [2, 2],
                    [2, 2.1],
                ],
                {},
            ).tried.map(({ count }) => count),
        ).toEqual([2]);
    });

    it('does not take a point each for the best of all', () => {
        const two: [number, number][] = [0, 5].flatMap((x): [number, number][] => [
            [x, 0],
            [x, 0.01],
            [x + 0.01, 0],
        ]);
        for (const by of ['silhouette', 'calinski-harabasz', 'davies-bouldin'] as const) {
            expect(suggestClusterCount(two, { by }).count).toBe(2);
        }
    });

    it('sees one group where all points are at one place', () => {
        const same: [number, number][] = new Array(20).fill([1, 1]);
        for (const by of ['silhouette', 'calinski-harabasz', 'davies-bouldin'] as const) {
            expect(suggestClusterCount(same, { by }).count).toBe(1);
        }
    });

    it('reports progress and can be cancelled from there', () => {
        const seen: string[] = [];
        const controller = new AbortController();
        const run = (): unknown =>
            suggestClusterCount(towns(), {
                signal: controller.signal,
                onProgress: ({ fraction, stage }) => {
                    expect(fraction).toBeCloseTo((Number(stage) - 2) / 9, 12);
                    seen.push(stage);
                    if (stage === '4') controller.abort();
                },
            });
        expect(run).toThrow(expect.objectContaining({ code: 'cancelled' }));
        expect(seen).toEqual(['2', '3', '4']);
    });

    it('names faults', () => {
        expect(issuesOf(() => suggestClusterCount([], null as never))).toEqual([['invalid-type', 'options']]);
        expect(issuesOf(() => suggestClusterCount([], { min: 1 }))).toEqual([['out-of-range', 'options.min']]);
        expect(issuesOf(() => suggestClusterCount([], { min: 5, max: 4 }))).toEqual([['out-of-range', 'options.max']]);
        expect(issuesOf(() => suggestClusterCount([[600, 0]], {}))).toEqual([['invalid-longitude', 'points.0']]);
    });
});
