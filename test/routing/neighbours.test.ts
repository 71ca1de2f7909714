import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/index.js';
import { Metric } from '../../src/routing/compile/metric.js';
import { firstOfEach, keepTogether, nearestVisits } from '../../src/routing/compile/neighbours.js';

/** The definition: sort everything. */
function bruteForce(metric: Metric, n: number, u: number, count: number): number[] {
    return Array.from({ length: n }, (_, v) => v)
        .filter((v) => v !== u)
        .sort((a, b) => metric.distance(u, a) - metric.distance(u, b) || a - b)
        .slice(0, count);
}

function distancesOf(metric: Metric, u: number, list: ArrayLike<number>): number[] {
    return Array.from(list, (v) => Math.round(metric.distance(u, v) * 1000) / 1000);
}

describe('nearestVisits', () => {
    it.each([
        ['a matrix', 200, 'euclidean'],
        ['the plane beyond the size of a matrix', 3200, 'euclidean'],
        ['the sphere beyond the size of a matrix', 3200, 'great-circle'],
    ] as const)('finds the nearest from %s', (_, n, kind) => {
        const random = new Random(4);
        const places = Array.from({ length: n }, () => {
            const clustered = random.next() < 0.5 ? 1 : 0.02;
            return { position: [(random.next() - 0.5) * 360 * clustered, (random.next() - 0.5) * 170 * clustered] as const };
        });
        const metric = new Metric({ kind }, places, 1);
        const count = 12;
        const lists = nearestVisits(metric, n, count);
        for (let u = 0; u < n; u += 37) {
            const found = lists.subarray(u * count, (u + 1) * count);
            expect(distancesOf(metric, u, found)).toEqual(distancesOf(metric, u, bruteForce(metric, n, u, count)));
        }
    });

    it('keeps those that a vehicle may serve beside the visit', () => {
        const places = [0, 1, 3, 6, 10].map((x) => ({ position: [x, 0] as const }));
        const lists = nearestVisits(new Metric({ kind: 'euclidean' }, places, 1), 5, 4);
        // Visits 0, 2 and 4 by the first type, 1 and 3 by the second, 4 by both.
        const eligible = Uint8Array.of(1, 0, 0, 1, 1, 0, 0, 1, 1, 1);
        expect(Array.from(keepTogether(lists, 5, 2, eligible))).toEqual([2, 4, 3, 4, 0, 4, 4, 1, 3, 2]);
        expect(Array.from(keepTogether(lists, 5, 3, eligible).subarray(0, 3))).toEqual([2, 4, -1]);
        expect(Array.from(firstOfEach(lists, 5, 2))).toEqual([1, 2, 0, 2, 1, 0, 2, 4, 3, 2]);
    });

    it('marks what is missing', () => {
        const metric = new Metric({ kind: 'euclidean' }, [{ position: [0, 0] }, { position: [1, 0] }], 1);
        expect(Array.from(nearestVisits(metric, 2, 3))).toEqual([1, -1, -1, 0, -1, -1]);
    });
});
