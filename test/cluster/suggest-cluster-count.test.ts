import { describe, expect, it } from 'vitest';
import { suggestClusterCount } from '../../src/cluster/index.js';
import { Random } from '../../src/core/index.js';
import { issuesOf } from './samples.js';

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

    it('tries no more clusters than there are points', () => {
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
        ).toEqual([2, 3]);
    });

    it('reports progress and can be cancelled from there', () => {
        const seen: string[] = [];
        const controller = new AbortController();
        const run = (): unknown =>
            suggestClusterCount(towns(), {
                signal: controller.signal,
                onProgress: ({ stage, done }) => {
                    expect(done).toBeCloseTo((Number(stage) - 2) / 9, 12);
                    seen.push(stage);
                    if (stage === '4') controller.abort();
                },
            });
        expect(run).toThrow(expect.objectContaining({ code: 'cancelled' }));
        expect(seen).toEqual(['2', '3', '4']);
    });

    it('names faults', () => {
        expect(issuesOf(() => suggestClusterCount([], { min: 1 }))).toEqual([['out-of-range', 'options.min']]);
        expect(issuesOf(() => suggestClusterCount([], { min: 5, max: 4 }))).toEqual([['out-of-range', 'options.max']]);
        expect(issuesOf(() => suggestClusterCount([[600, 0]], {}))).toEqual([['invalid-longitude', 'points.0']]);
    });
});
