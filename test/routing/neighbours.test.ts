import { describe, expect, it, vi } from 'vitest';
import { Random } from '../../src/core/index.js';
import { Metric } from '../../src/routing/compile/metric.js';
import { firstOfEach, keepTogether, nearestVisits } from '../../src/routing/compile/neighbours.js';
import { NearestSearch } from '../../src/spatial/points/nearest-search.js';

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

describe('visits that share places', () => {
    const COUNT = 12;
    const SHAPES: Readonly<Record<string, (i: number) => readonly [number, number]>> = {
        'one place': () => [7, 7],
        'two places': (i) => [i % 2, 1],
        'three places in turn': (i) => [i % 3, i % 3],
        'a crowd and others': (i) => (i % 2 === 0 ? [50, 50] : [i % 97, i % 89]),
        'a line': (i) => [i / 10, 3],
        'a lattice': (i) => [i % 60, Math.floor(i / 60)],
    };

    it.each(
        Object.keys(SHAPES).flatMap((shape) =>
            ([100, 3200] as const).flatMap((n) =>
                (['euclidean', 'great-circle'] as const).map((kind) => [shape, n, kind] as const),
            ),
        ),
    )('%s, %i visits, %s: have lists without ties that take time or crowd others out', (shape, n, kind) => {
        const places = Array.from({ length: n }, (_, i) => ({ position: SHAPES[shape](i) }));
        const metric = new Metric({ kind }, places, 1);
        const lists = nearestVisits(metric, n, COUNT);
        const sizes = new Map<string, number>();
        for (const { position } of places) sizes.set(position.join(), (sizes.get(position.join()) ?? 0) + 1);
        const named = new Int32Array(n);
        for (let u = 0; u < n; u++) {
            const list = Array.from(lists.subarray(u * COUNT, (u + 1) * COUNT));
            for (const v of list) named[v]++;
            if (u % 17 !== 0) continue;
            expect(new Set(list).size).toBe(COUNT);
            expect(list).not.toContain(u);
            const ways = list.map((v) => metric.distance(u, v));
            for (let k = 1; k < COUNT; k++) expect(ways[k]).toBeGreaterThanOrEqual(ways[k - 1] - 1e-3);
            const isCrowded = (sizes.get(places[u].position.join()) as number) > COUNT;
            if (isCrowded && sizes.size > 1) expect(ways.filter((way) => way > 0).length).toBeGreaterThanOrEqual(COUNT / 4);
            else if (u % 34 === 0)
                expect(ways.at(-1)).toBeCloseTo(metric.distance(u, bruteForce(metric, n, u, COUNT).at(-1) as number), 2);
        }
        // With ties by index, all lists would name the same few.
        if (Math.min(...sizes.values()) > COUNT) expect(Math.max(...named)).toBeLessThan(30 * COUNT);
    });

    it('are searched for once a place', () => {
        const searched = vi.spyOn(NearestSearch.prototype, 'run');
        const places = Array.from({ length: 20_000 }, (_, i) => ({ position: [i % 2, i % 5] as const }));
        nearestVisits(new Metric({ kind: 'euclidean' }, places, 1, false), 20_000, 40);
        expect(searched).toHaveBeenCalledTimes(10);
        searched.mockRestore();
    });
});

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
