import fc from 'fast-check';
import type { MultiPolygon, Polygon } from 'geojson';
import * as h3 from 'h3-js';
import { describe, expect, it } from 'vitest';
import { type Position, polygonArea, polygonContains } from '../../../src/geo/index.js';
import { densityGrid, densityShapes, type GridCells } from '../../../src/spatial/index.js';
import { boxRing } from '../../geo/shapes.js';
import { DISTRIBUTIONS } from '../distributions.js';

const OWN: GridCells[] = [
    { kind: 'hexagon', size: 20_000 },
    { kind: 'square', size: 20_000 },
];
const ALL: GridCells[] = [...OWN, { kind: 'h3', h3, resolution: 4 }];

const issuesOf = (call: () => unknown): unknown => {
    try {
        call();
    } catch (error) {
        return (error as { issues: { code: string; path: unknown }[] }).issues.map(({ code, path }) => [code, path]);
    }
    return 'nothing was thrown';
};

describe('densityGrid', () => {
    it('counts and weighs points by cell, from south to north', () => {
        const points: Position[] = [
            [13.4, 52.5],
            [13.41, 52.5],
            [13.9, 52.5],
            [13.4, 53.5],
        ];
        const grid = densityGrid(points, { cells: { kind: 'square', size: 10_000 }, weights: [1, 2, 4, 8] });
        expect([...grid.counts]).toEqual([2, 1, 1]);
        expect([...grid.sums]).toEqual([3, 4, 8]);
        expect([...grid.cellOf]).toEqual([0, 0, 1, 2]);
    });

    it.each(ALL)('puts every point into the $kind that it lies in, over the antimeridian too', (cells) => {
        for (const kind of ['clustered', 'dateline'] as const) {
            fc.assert(
                fc.property(fc.array(DISTRIBUTIONS[kind], { minLength: 1, maxLength: 30 }), (drawn) => {
                    // One town only: far from the middle of a continent-wide plane edges bend more than this test allows.
                    const points = drawn.filter(([lng]) => Math.abs(lng - drawn[0][0]) < 5 || kind === 'dateline');
                    const grid = densityGrid(points, { cells });
                    expect(grid.counts.reduce((sum, count) => sum + count, 0)).toBe(points.length);
                    const { features } = densityShapes(grid, { twice: grid.sums.map((sum) => 2 * sum) });
                    points.forEach((point, i) => {
                        const { geometry, properties } = features[grid.cellOf[i]];
                        expect(isNearlyIn(geometry, point)).toBe(true);
                        expect(properties['twice']).toBe(2 * Number(properties['sum']));
                    });
                }),
                { numRuns: 25 },
            );
        }
    });

    it('has cells of one area, near a pole too', () => {
        for (const cells of OWN) {
            const points = Array.from(
                { length: 200 },
                (_, i): Position => [(i * 137) % 360 > 180 ? ((i * 137) % 360) - 360 : (i * 137) % 360, 87 + (i % 30) / 10],
            );
            const areas = densityShapes(densityGrid(points, { cells })).features.map(({ geometry }) => polygonArea(geometry));
            const expected = cells.kind === 'hexagon' ? (20_000 ** 2 * Math.sqrt(3)) / 2 : 20_000 ** 2;
            // Edges that are straight in longitude and latitude bow near the pole; a cell around it is closed over it.
            const usual = areas.filter((area) => Math.abs(area / expected - 1) < 0.02);
            expect(usual.length).toBeGreaterThan(0.8 * areas.length);
        }
    });

    it.each(ALL)('does not depend on the order of the points: $kind', (cells) => {
        fc.assert(
            fc.property(fc.array(DISTRIBUTIONS['clustered'], { maxLength: 30 }), (points) => {
                const there = densityGrid(points, { cells });
                const back = densityGrid(points.slice().reverse(), { cells });
                expect(back.keys).toEqual(there.keys);
                expect(back.counts).toEqual(there.counts);
            }),
            { numRuns: 50 },
        );
    });

    it.each(ALL)('has the empty cells of an area too: $kind', (cells) => {
        const area: Polygon = { type: 'Polygon', coordinates: [boxRing(178, -19, -178, -16)] };
        const grid = densityGrid([[179.9, -17.5]], { cells, area });
        const inside = grid.keys.filter((key) => {
            const [lng, lat] = grid.layout.center(key);
            return polygonContains(area, [lng, lat]);
        });
        expect(inside.length).toBeGreaterThan(grid.keys.length - 2);
        const cellArea = cells.kind === 'h3' ? 1.77e9 : cells.kind === 'square' ? 4e8 : (4e8 * Math.sqrt(3)) / 2;
        expect(grid.keys.length / (polygonArea(area) / cellArea)).toBeGreaterThan(0.85);
        expect(grid.keys.length / (polygonArea(area) / cellArea)).toBeLessThan(1.15);
        expect(grid.counts.reduce((sum, count) => sum + count, 0)).toBe(1);
    });

    it('knows how far its cells are apart', () => {
        const { layout, keys } = densityGrid([[0, 0]], { cells: { kind: 'hexagon', size: 1000 } });
        expect([0, 1, 2, 3].map((rings) => new Set(layout.disk(keys[0], rings)).size)).toEqual([1, 7, 19, 37]);
        const square = densityGrid([[0, 0]], { cells: { kind: 'square', size: 1000 } });
        expect([0, 1, 2].map((rings) => new Set(square.layout.disk(square.keys[0], rings)).size)).toEqual([1, 9, 25]);
    });

    it('is empty for nothing, and takes an area alone', () => {
        expect(densityGrid([], { cells: OWN[0] }).keys).toEqual([]);
        const area: Polygon = { type: 'Polygon', coordinates: [boxRing(10, 50, 11, 51)] };
        expect(densityGrid([], { cells: OWN[1], area }).keys.length).toBeGreaterThan(12);
    });

    it('names every problem', () => {
        expect(issuesOf(() => densityGrid([[0, 99]], { cells: { kind: 'square', size: 0 }, weights: [1, -1] }))).toEqual([
            ['swapped-coordinates', ['points', 0]],
            ['out-of-range', ['options', 'cells', 'size']],
            ['out-of-range', ['options', 'weights', 1]],
            ['dimension-mismatch', ['options', 'weights']],
        ]);
        expect(issuesOf(() => densityGrid([], { cells: { kind: 'triangle' } as unknown as GridCells }))).toEqual([
            ['unknown-option', ['options', 'cells', 'kind']],
        ]);
        const nothing = {} as typeof h3;
        expect(issuesOf(() => densityGrid([], { cells: { kind: 'h3', h3: nothing, resolution: 16 } }))).toEqual([
            ['invalid-type', ['options', 'cells', 'h3']],
            ['out-of-range', ['options', 'cells', 'resolution']],
        ]);
    });
});

/** In the polygon, or within a millionth of its width: edges bow a little between the plane and longitude and latitude. */
function isNearlyIn(polygon: Polygon | MultiPolygon, [lng, lat]: Position): boolean {
    const slack = 0.002;
    return [0, slack, -slack].some((dx) => [0, slack, -slack].some((dy) => polygonContains(polygon, [lng + dx, lat + dy])));
}
