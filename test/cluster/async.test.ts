import { describe, expect, it } from 'vitest';
import {
    balancedClusters,
    balancedClustersAsync,
    dbscan,
    dbscanAsync,
    hdbscan,
    hdbscanAsync,
    kmeans,
    kmeansAsync,
    suggestClusterCount,
    suggestClusterCountAsync,
} from '../../src/cluster/index.js';
import { BeatplanError, Random } from '../../src/core/index.js';
import { countTurns } from '../core/count-turns.js';

const random = new Random(7);
const points = Array.from({ length: 6000 }, (_, i): [number, number] => [
    8 + (i % 9) / 3 + 0.2 * random.next() ** 2,
    48 + (i % 7) / 3 + 0.2 * random.next() ** 2,
]);

const calls = {
    kmeans: [() => kmeans(points, { count: 20, restarts: 2 }), () => kmeansAsync(points, { count: 20, restarts: 2 })],
    balancedClusters: [() => balancedClusters(points, { count: 12 }), () => balancedClustersAsync(points, { count: 12 })],
    dbscan: [() => dbscan(points, { radius: 1500 }), () => dbscanAsync(points, { radius: 1500 })],
    hdbscan: [() => hdbscan(points, { minClusterSize: 9 }), () => hdbscanAsync(points, { minClusterSize: 9 })],
    suggestClusterCount: [() => suggestClusterCount(points, { max: 5 }), () => suggestClusterCountAsync(points, { max: 5 })],
} as const;

/** About 10 ms of compiled code. */
const MOST_BLOCKS = 2_500_000;

describe.each(Object.entries(calls))('%sAsync', (_name, [sync, async]) => {
    it('gives the answer of the sync call', async () => {
        expect(await async()).toEqual(sync());
    });

    it('lets the event loop run often', async () => {
        const { count, mostBlocks, where } = await countTurns(async, 10);
        expect(count).toBeGreaterThan(10);
        expect(mostBlocks, where.join('\n')).toBeLessThan(MOST_BLOCKS);
    });
});

/** About 25 ms of code that runs for the first time, as what prepares a call does. */
const MOST_BLOCKS_ONCE = 400_000;

describe('many points', () => {
    const many = Array.from({ length: 40_000 }, (_, i): [number, number] => [
        8 + (i % 9) / 3 + 0.2 * random.next() ** 2,
        48 + (i % 7) / 3 + 0.2 * random.next() ** 2,
    ]);

    it.each([
        ['kmeans', () => kmeansAsync(many, { count: 300, stop: { iterations: 3 } })],
        ['balancedClusters', () => balancedClustersAsync(many, { count: 12, stop: { iterations: 3 } })],
        ['dbscan', () => dbscanAsync(many, { radius: 300 })],
        ['hdbscan', () => hdbscanAsync(many, { minClusterSize: 9 })],
        ['suggestClusterCount', () => suggestClusterCountAsync(many, { max: 2 })],
    ])('are read, assigned and described in short steps by %s', async (_name, async) => {
        const { mostBlocks, where } = await countTurns(async);
        expect(mostBlocks, where.join('\n')).toBeLessThan(MOST_BLOCKS_ONCE);
    });
});

describe('async clusterings', () => {
    it('are cancelled by a signal, and reject what the sync calls throw', async () => {
        const cancelled = expect.objectContaining({ code: 'cancelled' });
        const signal = AbortSignal.abort();
        await expect(kmeansAsync(points, { count: 3, signal })).rejects.toEqual(cancelled);
        await expect(balancedClustersAsync(points, { count: 3, signal })).rejects.toEqual(cancelled);
        await expect(dbscanAsync(points, { radius: 100, signal })).rejects.toEqual(cancelled);
        await expect(hdbscanAsync(points, { signal })).rejects.toEqual(cancelled);
        await expect(suggestClusterCountAsync(points, { signal })).rejects.toEqual(cancelled);
        await expect(kmeansAsync([], { count: 3 })).rejects.toBeInstanceOf(BeatplanError);
    });
});

describe('stop', () => {
    it('ends k-means and balancing at a target, at once without time, and when nothing improves', () => {
        const full = kmeans(points, { count: 20 });
        const rough = kmeans(points, { count: 20, stop: { target: full.inertia * 1.5 } });
        expect(rough.iterations).toBeLessThan(full.iterations);
        expect(rough.inertia).toBeLessThanOrEqual(full.inertia * 1.5);
        expect(kmeans(points, { count: 20, stop: { seconds: 1e-9 } }).iterations).toBe(1);
        expect(kmeans(points, { count: 20, stop: { iterations: 0 } }).iterations).toBe(1);
        const hurried = balancedClusters(points, { count: 12, stop: { seconds: 1e-9 } });
        expect(hurried.balanced).toBe(true);
        expect(hurried.iterations).toBeLessThan(balancedClusters(points, { count: 12 }).iterations);
        expect(kmeans(points, { count: 20, stop: { noImprovement: 1 } }).iterations).toBeLessThanOrEqual(full.iterations);
    });

    it('is named to those who write the former key', () => {
        const call = (): unknown => kmeans(points, { count: 3, maxIterations: 5 } as never);
        expect(call).toThrow(
            expect.objectContaining({
                issues: [expect.objectContaining({ code: 'unknown-key', hint: "use 'stop.iterations'" })],
            }),
        );
    });
});
