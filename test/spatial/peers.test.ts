import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import type { Polygon } from 'geojson';
import { around } from 'geokdbush';
import KDBush from 'kdbush';
import { describe, expect, it } from 'vitest';
import { type Position, polygonContains } from '../../src/geo/index.js';
import { PointIndex } from '../../src/spatial/index.js';

function kdbushOf(points: readonly Position[], nodeSize = 64): KDBush {
    const tree = new KDBush(points.length, nodeSize);
    for (const [x, y] of points) tree.add(x, y);
    return tree.finish();
}

const ring = (...corners: number[][]): Polygon => ({ type: 'Polygon', coordinates: [[...corners, corners[0]]] });

// What docs/spatial.md says of other packages: where one of these fails, the package has changed, and the page is to follow.
describe('where peers are wrong', () => {
    const points: Position[] = [
        [0, 0],
        [180, 0],
        [179, 1],
        [90, 0],
    ];

    it('geokdbush loses points past half the circumference', () => {
        expect(around(kdbushOf(points), 0, 0, Number.POSITIVE_INFINITY, 25_000)).toEqual([0, 3]);
        expect(around(kdbushOf(points), 0, 0, Number.POSITIVE_INFINITY, 40_000)).toEqual([0]);
        expect(new PointIndex(points).within([0, 0], 25_000_000)).toEqual([0, 3, 2, 1]);
        expect(new PointIndex(points).within([0, 0], 40_000_000)).toEqual([0, 3, 2, 1]);
    });

    it('geokdbush answers for invalid places', () => {
        expect(around(kdbushOf(points), Number.NaN, 0, 2)).toHaveLength(2);
        expect(around(kdbushOf(points), 0, 100, 2)).toHaveLength(2);
        expect(() => new PointIndex(points).nearest([Number.NaN, 0])).toThrow(/not a finite number/);
    });

    it('geokdbush picks any of those that are as far', () => {
        const same = Array.from({ length: 200 }, (): Position => [10, 50]);
        expect(around(kdbushOf(same, 16), 10, 50, 5)).not.toEqual([0, 1, 2, 3, 4]);
        expect(new PointIndex(same).nearest([10, 50], { count: 5 })).toEqual([0, 1, 2, 3, 4]);
    });

    it('kdbush ends at the antimeridian', () => {
        const fiji: Position[] = [
            [179, 0],
            [-179, 0],
        ];
        expect(kdbushOf(fiji).range(170, -10, 190, 10)).toEqual([0]);
        expect(kdbushOf(fiji).within(179.5, 0, 2)).toEqual([0]);
        expect(new PointIndex(fiji).inBox([170, -10, 190, 10])).toEqual([0, 1]);
        expect(new PointIndex(fiji).within([179.5, 0], 200_000)).toEqual([0, 1]);
    });

    it('turf takes a polygon across the antimeridian for its complement', () => {
        const fiji = ring([177, -20], [-178, -20], [-178, -15], [177, -15]);
        expect(booleanPointInPolygon([179, -17], fiji)).toBe(false);
        expect(booleanPointInPolygon([0, -17], fiji)).toBe(true);
        expect(polygonContains(fiji, [179, -17])).toBe(true);
        expect(polygonContains(fiji, [0, -17])).toBe(false);
    });

    it('turf leaves the pole out of a ring around it', () => {
        const cap = ring([0, 60], [90, 60], [180, 60], [-90, 60]);
        expect(booleanPointInPolygon([45, 75], cap)).toBe(false);
        expect(polygonContains(cap, [45, 75])).toBe(true);
    });

    it('turf sees nothing in a ring that is not closed, and nothing wrong with NaN', () => {
        const open: Polygon = {
            type: 'Polygon',
            coordinates: [
                [
                    [0, 0],
                    [2, 0],
                    [2, 2],
                    [0, 2],
                ],
            ],
        };
        expect(booleanPointInPolygon([1, 1], open)).toBe(false);
        expect(booleanPointInPolygon([Number.NaN, 1], ring([0, 0], [2, 0], [2, 2]))).toBe(false);
        expect(polygonContains(open, [1, 1])).toBe(true);
    });
});
