import fc from 'fast-check';
import Supercluster from 'supercluster';
import { describe, expect, it } from 'vitest';
import { ZoomClusters } from '../../../src/cluster/index.js';
import { Random } from '../../../src/core/index.js';
import { bboxContains } from '../../../src/geo/index.js';
import { issuesOf, place, shuffled } from '../samples.js';

type Point = readonly [number, number];

const WORLD = [-180, -90, 180, 90] as const;

function towns(count: number, seed: number): Point[] {
    const random = new Random(seed);
    const centers = Array.from({ length: 12 }, (): Point => [-120 + 50 * random.next(), 30 + 15 * random.next()]);
    return Array.from({ length: count }, (_, i): Point => {
        const [lng, lat] = centers[i % 12];
        return [lng + 0.3 * random.normal(), lat + 0.3 * random.normal()];
    });
}

/** Pixels between two items on the screen, at a zoom, the shorter way around. */
function pixels(a: Point, b: Point, zoom: number): number {
    const y = ([, lat]: Point): number => {
        const sine = Math.sin((Math.max(-85.0511287798, Math.min(85.0511287798, lat)) * Math.PI) / 180);
        return 0.5 - (0.25 * Math.log((1 + sine) / (1 - sine))) / Math.PI;
    };
    const dx = (a[0] - b[0]) / 360;
    return 512 * 2 ** zoom * Math.hypot(dx - Math.round(dx), y(a) - y(b));
}

describe('ZoomClusters', () => {
    it('shows both sides of the antimeridian in a view that runs on past it', () => {
        const clusters = new ZoomClusters([
            [179.9, 0],
            [-179.9, 0],
            [10, 50],
        ]);
        const ids = (bbox: readonly [number, number, number, number]): number[] => clusters.search(bbox, 17).map(({ id }) => id);
        expect(ids([170, -10, 190, 10])).toEqual([0, 1]);
        expect(ids([-190, -10, -170, 10])).toEqual([0, 1]);
        expect(ids([180.05, -10, 190, 10])).toEqual([1]);
        expect(ids([-200, -60, 200, 60])).toEqual([0, 1, 2]);
    });

    it('refuses invalid views', () => {
        const clusters = new ZoomClusters([[0, 0]]);
        expect(issuesOf(() => clusters.search(WORLD, Number.NaN))).toEqual([['invalid-type', 'zoom']]);
        expect(issuesOf(() => clusters.search([0, Number.NaN, 1, 1], undefined as never))).toEqual([
            ['out-of-range', 'bbox'],
            ['invalid-type', 'zoom'],
        ]);
        expect(issuesOf(() => clusters.featuresWithin(undefined as never, 3))).toEqual([['out-of-range', 'bbox']]);
        expect(issuesOf(() => clusters.search([0, 80, 10, 95], 3))).toEqual([['out-of-range', 'bbox']]);
        expect(issuesOf(() => clusters.labelsAt(Number.NaN))).toEqual([['invalid-type', 'zoom']]);
    });

    it('joins what lies near on the screen, and parts it on zooming in', () => {
        const points = [
            [0, 0],
            [0.02, 0],
            [1, 0],
        ] as const;
        const clusters = new ZoomClusters(points);
        // 40 pixels are 28 degrees at zoom 0, and 0.027 at zoom 10.
        expect(clusters.search(WORLD, 0)).toEqual([
            { id: expect.any(Number), position: [expect.closeTo(1.02 / 3, 9), expect.closeTo(0, 9)], size: 3, weight: 3 },
        ]);
        const ten = clusters.search(WORLD, 10.7);
        expect(ten.map(({ size }) => size)).toEqual([2, 1]);
        expect(ten[1]).toEqual({ id: 2, position: [1, 0], size: 1, weight: 1 });
        expect([...clusters.leaves(ten[0].id)]).toEqual([0, 1]);
        expect(clusters.expansionZoom(ten[0].id)).toBe(11);
        expect(clusters.children(ten[0].id).map(({ id }) => id)).toEqual([0, 1]);
        expect(clusters.search(WORLD, 11).map(({ id }) => id)).toEqual([0, 1, 2]);
        const [top] = clusters.search(WORLD, -3);
        expect(clusters.children(top.id).map(({ size }) => size)).toEqual([2, 1]);
        expect([...clusters.leaves(top.id)]).toEqual([0, 1, 2]);
        expect([...clusters.leaves(1)]).toEqual([1]);
        expect(clusters.children(1)).toEqual([]);
        expect(clusters.expansionZoom(1)).toBe(17);
    });

    it('stands at the weighted mean and sums up weights', () => {
        const points = [
            [0, 0],
            [4, 0],
        ] as const;
        const [item] = new ZoomClusters(points, { weights: [3, 1], maxZoom: 0 }).search(WORLD, 0);
        expect(item).toMatchObject({ size: 2, weight: 4, position: [expect.closeTo(1, 9), expect.closeTo(0, 9)] });
        const [plain] = new ZoomClusters([...points, [-100, 0]], { weights: [0, 0, 1], maxZoom: 0 }).search(
            [-10, -10, 10, 10],
            0,
        );
        expect(plain).toMatchObject({ size: 2, weight: 0, position: [expect.closeTo(2, 9), expect.closeTo(0, 9)] });
    });

    it('joins across the date line, where supercluster does not', () => {
        const points = [
            [179.9, 0],
            [-179.9, 0],
            [-179.9, 0],
        ] as const;
        const clusters = new ZoomClusters(points);
        const found = clusters.search([170, -10, -170, 10], 4);
        expect(found.map(({ size }) => size)).toEqual([3]);
        expect(Math.abs(found[0].position[0])).toBeGreaterThan(179.9);
        const peer = new Supercluster().load(
            points.map(([x, y]) => ({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [x, y] } })),
        );
        expect(peer.getClusters([-180, -90, 180, 90], 4)).toHaveLength(2);
        // Both names of the date line.
        const onLine = new ZoomClusters([[180, 5]], {});
        expect(onLine.search([170, 0, 180, 10], 3)).toHaveLength(1);
        expect(onLine.search([-180, 0, -170, 10], 3)).toHaveLength(1);
        expect(onLine.search(WORLD, 3)).toHaveLength(1);
    });

    it('keeps places beyond the edge of the map', () => {
        const clusters = new ZoomClusters([
            [0, 90],
            [10, -90],
        ]);
        expect(clusters.search(WORLD, 5).map(({ position }) => position)).toEqual([
            [0, 90],
            [10, -90],
        ]);
    });

    it('leaves groups of fewer points than asked for apart', () => {
        const points = [
            [0, 0],
            [0, 0],
            [50, 0],
            [50, 0],
            [50, 0],
        ] as const;
        const items = new ZoomClusters(points, { minPoints: 3 }).search(WORLD, 3);
        expect(items.map(({ size }) => size)).toEqual([3, 1, 1]);
    });

    it('counts every point once at every zoom, and parts no item that is small enough on the screen', () => {
        const points = towns(500, 1);
        const clusters = new ZoomClusters(points, { radius: 50 });
        let last = 0;
        for (const zoom of [0, 2, 4, 6, 8, 10, 13, 17]) {
            const items = clusters.search(WORLD, zoom);
            expect(items.reduce((sum, { size }) => sum + size, 0)).toBe(500);
            expect(items.length).toBeGreaterThanOrEqual(last);
            last = items.length;
            expect(items.flatMap(({ id }) => [...clusters.leaves(id)]).sort((a, b) => a - b)).toEqual([...points.keys()]);
            const { labels, centers, sizes, iterations } = clusters.labelsAt(zoom);
            expect(iterations).toBe(17 - zoom);
            expect([...sizes].sort((a, b) => b - a)).toEqual([...sizes]);
            expect(sizes.length).toBe(items.length);
            for (const { id, position, size } of items) {
                const own = [...clusters.leaves(id)];
                const [label] = new Set(own.map((i) => labels[i]));
                expect(own.every((i) => labels[i] === label)).toBe(true);
                expect([sizes[label], centers[label]]).toEqual([size, position]);
            }
        }
        expect(last).toBe(500);
        // Points nearer than the radius to each other never both stand alone.
        const alone = clusters.search(WORLD, 9).filter(({ size }) => size === 1);
        for (const a of alone) {
            for (const b of alone)
                if (a !== b) expect(pixels(a.position as Point, b.position as Point, 9)).toBeGreaterThan(50 * (1 - 1e-9));
        }
    });

    it('finds in any box what a look at every item finds', () => {
        const bounds = fc.tuple(
            fc.integer({ min: -180, max: 180 }),
            fc.integer({ min: -90, max: 90 }),
            fc.integer({ min: -180, max: 180 }),
            fc.integer({ min: -90, max: 90 }),
        );
        fc.assert(
            fc.property(fc.array(place, { maxLength: 60 }), bounds, fc.integer({ min: 0, max: 17 }), (points, raw, zoom) => {
                const bbox = [raw[0], Math.min(raw[1], raw[3]), raw[2], Math.max(raw[1], raw[3])] as const;
                const clusters = new ZoomClusters(points);
                const all = clusters.search(WORLD, zoom);
                expect(all.reduce((sum, { size }) => sum + size, 0)).toBe(points.length);
                // On a border, and beyond the edge of the map, rounding and the projection decide.
                const clear = all.filter(
                    ({ position: [lng, lat] }) =>
                        Math.abs(lat) < 85 && bbox.every((side, k) => Math.abs(side - (k % 2 === 0 ? lng : lat)) > 1e-9),
                );
                const found = new Set(clusters.search(bbox, zoom).map(({ id }) => id));
                for (const { id, position } of clear) expect(found.has(id)).toBe(bboxContains(bbox, position));
            }),
            { numRuns: 100 },
        );
    });

    it('gives the same labels in any order', () => {
        fc.assert(
            fc.property(fc.array(place, { minLength: 1, maxLength: 40 }), fc.nat(9), (points, seed) => {
                const order = shuffled([...points.keys()], seed);
                const plain = new ZoomClusters(points);
                const mixed = new ZoomClusters(order.map((i) => points[i]));
                for (const zoom of [0, 2, 5]) {
                    const before = plain.labelsAt(zoom);
                    const after = mixed.labelsAt(zoom);
                    expect([...after.labels]).toEqual(order.map((i) => before.labels[i]));
                    expect(after.centers).toEqual(before.centers);
                }
            }),
            { numRuns: 60 },
        );
    });

    it('draws as many items as supercluster does, within a few', () => {
        const points = towns(3000, 4);
        const clusters = new ZoomClusters(points);
        const peer = new Supercluster().load(
            points.map(([x, y]) => ({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [x, y] } })),
        );
        for (let zoom = 3; zoom <= 12; zoom++) {
            const own = clusters.search(WORLD, zoom).length;
            expect(Math.abs(own - peer.getClusters([-180, -90, 180, 90], zoom).length)).toBeLessThanOrEqual(4 + 0.05 * own);
        }
    });

    it('writes GeoJSON', () => {
        const { features } = new ZoomClusters([
            [0, 0],
            [0, 0],
            [90, 0],
        ]).featuresWithin(WORLD, 5);
        expect(features).toEqual([
            {
                type: 'Feature',
                id: expect.any(Number),
                properties: { cluster: true, id: features[0].id, size: 2, weight: 2 },
                geometry: { type: 'Point', coordinates: [expect.closeTo(0, 9), expect.closeTo(0, 9)] },
            },
            {
                type: 'Feature',
                id: 2,
                properties: { cluster: false, id: 2, size: 1, weight: 1 },
                geometry: { type: 'Point', coordinates: [90, 0] },
            },
        ]);
    });

    it('takes no points, and names faults', () => {
        const none = new ZoomClusters([]);
        expect(none.search(WORLD, 3)).toEqual([]);
        expect(none.labelsAt(3)).toMatchObject({ centers: [], sizes: new Int32Array(0) });
        expect(
            issuesOf(() => new ZoomClusters([[0, 91]], { radius: 0, minZoom: 5, maxZoom: 4, minPoints: 1, zoom: 3 } as never)),
        ).toEqual([
            ['out-of-range', 'options.radius'],
            ['out-of-range', 'options.minPoints'],
            ['unknown-key', 'options.zoom'],
            ['swapped-coordinates', 'points.0'],
        ]);
        expect(issuesOf(() => new ZoomClusters([[0, 0]], { minZoom: 5, maxZoom: 4, weights: [-1] }))).toEqual([
            ['out-of-range', 'options.maxZoom'],
            ['out-of-range', 'options.weights.0'],
        ]);
        const one = new ZoomClusters([[0, 0]]);
        for (const id of [1, -1, 0.5]) {
            expect(issuesOf(() => one.children(id))).toEqual([['unknown-id', 'id']]);
            expect(issuesOf(() => one.leaves(id))).toEqual([['unknown-id', 'id']]);
            expect(issuesOf(() => one.expansionZoom(id))).toEqual([['unknown-id', 'id']]);
        }
    });

    it('can be cancelled', () => {
        const controller = new AbortController();
        const build = (): unknown =>
            new ZoomClusters(towns(100, 2), {
                signal: controller.signal,
                onProgress: ({ fraction, stage }) => {
                    expect(stage).toBe('zooms');
                    if (fraction > 0.5) controller.abort();
                },
            });
        expect(build).toThrow(expect.objectContaining({ code: 'cancelled' }));
    });
});
