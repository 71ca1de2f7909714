import { multiPolygon, polygon } from '@turf/helpers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dissolveCells, dissolvePolygons, joinAtAntimeridian, polygonArea, polygonContains } from '../../src/geo/index.js';
import { boxRing, ringsOf, squareDegrees } from './shapes.js';

const cell = (x: number, y: number): ReturnType<typeof polygon>['geometry'] => polygon([boxRing(x, y, x + 1, y + 1)]).geometry;

describe('dissolveCells', () => {
    it('takes shared borders away and keeps every other corner', () => {
        const joined = dissolveCells([cell(0, 0), cell(1, 0)]);
        expect(joined.type).toBe('Polygon');
        expect(new Set(ringsOf(joined)[0].map(String))).toEqual(new Set(['0,0', '1,0', '2,0', '2,1', '1,1', '0,1']));
        expect(squareDegrees(joined)).toBe(2);
    });

    it('does not mind the winding of the cells', () => {
        const clockwise = polygon([boxRing(1, 0, 2, 1).reverse()]).geometry;
        expect(squareDegrees(dissolveCells([cell(0, 0), clockwise]))).toBe(2);
        expect(dissolveCells([cell(0, 0), clockwise]).coordinates).toHaveLength(1);
    });

    it('makes a hole of what a ring of cells surrounds, and fills it again', () => {
        const ring = [0, 1, 2].flatMap((x) => [0, 1, 2].map((y) => [x, y])).filter(([x, y]) => x !== 1 || y !== 1);
        const cells = ring.map(([x, y]) => cell(x, y));
        const joined = dissolveCells(cells);
        expect(joined.type).toBe('Polygon');
        expect(ringsOf(joined)).toHaveLength(2);
        expect(squareDegrees(joined)).toBe(8);
        const filled = dissolveCells([joined, cell(1, 1)]);
        expect(ringsOf(filled)).toHaveLength(1);
        expect(squareDegrees(filled)).toBe(9);
    });

    it('keeps cells that touch at a corner apart, and a hole that touches the border a hole', () => {
        const diagonal = dissolveCells([cell(0, 0), cell(1, 1)]);
        expect(diagonal.type).toBe('MultiPolygon');
        expect(diagonal.coordinates).toHaveLength(2);
        // A 3 x 3 block without its middle and without a corner cell: the hole touches the notch at one corner.
        const block = [0, 1, 2].flatMap((x) => [0, 1, 2].map((y) => [x, y])).filter(([x, y]) => !(x === y && x < 2));
        const joined = dissolveCells(block.map(([x, y]) => cell(x, y)));
        expect(squareDegrees(joined)).toBe(7);
        for (const [x, y] of block) expect(polygonContains(joined, [x + 0.5, y + 0.5])).toBe(true);
        expect(polygonContains(joined, [1.5, 1.5])).toBe(false);
        expect(polygonContains(joined, [0.5, 0.5])).toBe(false);
    });

    it('puts an island in a lake into its own part', () => {
        const island = polygon([boxRing(4, 4, 5, 5)]).geometry;
        const land = polygon([boxRing(0, 0, 9, 9), boxRing(3, 3, 6, 6)]).geometry;
        const joined = dissolveCells([island, land]);
        expect(joined.type).toBe('MultiPolygon');
        expect(squareDegrees(joined)).toBe(81 - 9 + 1);
        expect(polygonContains(joined, [4.5, 4.5])).toBe(true);
        expect(polygonContains(joined, [3.5, 3.5])).toBe(false);
    });

    it('joins cells over the antimeridian, and cuts what it joined there', () => {
        const west = polygon([boxRing(179, 0, 180, 1)]).geometry;
        const east = polygon([boxRing(-180, 0, -179, 1)]).geometry;
        const joined = dissolveCells([west, east]);
        expect(joined.coordinates).toHaveLength(2);
        expect(joinAtAntimeridian(joined).coordinates).toHaveLength(1);
        expect(polygonArea(joined) / (2 * polygonArea(west))).toBeCloseTo(1, 9);
        expect(polygonContains(joined, [179.5, 0.5])).toBe(true);
        expect(polygonContains(joined, [-179.5, 0.5])).toBe(true);
    });

    it('agrees with the general union on any set of grid cells', () => {
        fc.assert(
            fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 24 }), { minLength: 1, maxLength: 20 }), (numbers) => {
                const cells = numbers.map((k) => cell(k % 5, Math.floor(k / 5)));
                const joined = dissolveCells(cells);
                const union = dissolvePolygons(cells);
                expect(squareDegrees(joined)).toBe(numbers.length);
                const parts = (geometry: typeof joined): number =>
                    geometry.type === 'Polygon' ? 1 : geometry.coordinates.length;
                expect(parts(joined)).toBe(parts(union));
                expect(ringsOf(joined)).toHaveLength(ringsOf(union).length);
                for (let k = 0; k < 25; k++) {
                    const middle = [(k % 5) + 0.5, Math.floor(k / 5) + 0.5] as const;
                    expect(polygonContains(joined, middle)).toBe(numbers.includes(k));
                }
            }),
        );
    });

    it('takes multi-polygons, and makes nothing of nothing', () => {
        const pair = multiPolygon([[boxRing(0, 0, 1, 1)], [boxRing(2, 0, 3, 1)]]).geometry;
        expect(squareDegrees(dissolveCells([pair, cell(1, 0)]))).toBe(3);
        expect(dissolveCells([pair, cell(1, 0)]).type).toBe('Polygon');
        expect(dissolveCells([])).toEqual({ type: 'MultiPolygon', coordinates: [] });
    });
});

it('keeps a hole on the far side of the antimeridian', () => {
    const outer = polygon([boxRing(175, 0, 185, 9), boxRing(-178, 3, -176, 6).reverse()]).geometry;
    const apart = polygon([boxRing(160, 0, 161, 1)]).geometry;
    const joined = dissolveCells([apart, outer]);
    expect(polygonArea(joined) / (polygonArea(outer) + polygonArea(apart))).toBeCloseTo(1, 9);
    expect(polygonContains(joined, [-177, 4])).toBe(false);
});
