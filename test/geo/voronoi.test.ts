import { multiPolygon, polygon } from '@turf/helpers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/index.js';
import {
    dissolveCells,
    greatCircleDistance,
    type Position,
    polygonArea,
    polygonContains,
    polygonTester,
    projectPositions,
    voronoiCells,
} from '../../src/geo/index.js';
import { regionalPosition } from './arbitraries.js';
import { boxRing, ringsOf, squareDegrees, unmatchedEdges } from './shapes.js';

const region = polygon([boxRing(9.5, 47.5, 13.5, 50.5)]).geometry;
const holed = polygon([
    [
        [9.5, 47.5],
        [11, 48.2],
        [13.5, 47.5],
        [13, 49],
        [13.5, 50.5],
        [11.2, 49.5],
        [9.5, 50.5],
        [9.5, 47.5],
    ],
    [
        [10.5, 48.5],
        [10.7, 49.2],
        [11.9, 48.9],
        [10.5, 48.5],
    ],
]).geometry;

const isPresent = <T>(value: T | null): value is T => value !== null;

/** Corners of a border, as texts, with the places that a cut made on it left out. */
function isOnBorderOf(geometry: typeof region, [lng, lat]: readonly number[]): boolean {
    return ringsOf(geometry).some((ring) =>
        ring.slice(1).some(([x2, y2], i) => {
            const [x1, y1] = ring[i];
            const cross = (x2 - x1) * (lat - y1) - (y2 - y1) * (lng - x1);
            return Math.abs(cross) < 1e-8 && lng >= Math.min(x1, x2) - 1e-8 && lng <= Math.max(x1, x2) + 1e-8;
        }),
    );
}

describe('voronoiCells', () => {
    it('divides a box between two places', () => {
        const [west, east] = voronoiCells(
            [
                [10, 49],
                [13, 49],
            ],
            region,
        ).filter(isPresent);
        expect(squareDegrees(west) + squareDegrees(east)).toBeCloseTo(12, 9);
        expect(squareDegrees(west)).toBeCloseTo(6, 1);
        expect(polygonContains(west, [10, 49])).toBe(true);
        expect(polygonContains(east, [10, 49])).toBe(false);
        expect(polygonContains(east, [13, 49])).toBe(true);
    });

    it('gives all to a single place, with the corners as they are', () => {
        const [cell] = voronoiCells([[10, 49]], holed).filter(isPresent);
        expect(new Set(ringsOf(cell).flat().map(String))).toEqual(new Set(ringsOf(holed).flat().map(String)));
        expect(squareDegrees(cell)).toBeCloseTo(squareDegrees(holed), 12);
    });

    it('gives the cell of one place to the first position there', () => {
        const cells = voronoiCells(
            [
                [10, 49],
                [12, 49],
                [10, 49],
                [12, 49],
            ],
            region,
        );
        expect(cells.map((cell) => cell === null)).toEqual([false, false, true, true]);
    });

    it('has no cells where there is nothing to divide or no site to have it', () => {
        expect(voronoiCells([], region)).toEqual([]);
        expect(voronoiCells([[10, 49]], { type: 'MultiPolygon', coordinates: [] })).toEqual([null]);
        expect(
            voronoiCells(
                [
                    [10, 49],
                    [40, 49],
                ],
                region,
            )[1],
        ).toBeNull();
    });

    it('reports every invalid position', () => {
        const positions = [
            [10, 49],
            [Number.NaN, 1],
            [49, 110],
        ] as Position[];
        try {
            voronoiCells(positions, region);
            expect.unreachable();
        } catch (error) {
            expect(error).toMatchObject({
                code: 'invalid-input',
                issues: [
                    { code: 'not-finite', path: ['positions', 1] },
                    { code: 'swapped-coordinates', path: ['positions', 2] },
                ],
            });
        }
    });

    // No border of the islands lies halfway between two positions: there cells would be slivers of centimetres.
    it.each([
        ['a box', region],
        ['an area with bays and a hole', holed],
        ['two islands', multiPolygon([[boxRing(9.5, 47.5, 11.00037, 50.5)], [boxRing(11.50037, 48, 13.5, 50)]]).geometry],
    ])('covers %s without gap or overlap', (_, clip) => {
        fc.assert(
            fc.property(fc.array(regionalPosition, { minLength: 1, maxLength: 25 }), (positions) => {
                const cells = voronoiCells(positions, clip);
                const present = cells.filter(isPresent);
                const covered = cells.reduce((sum, cell) => sum + squareDegrees(cell), 0);
                expect(covered).toBeCloseTo(squareDegrees(clip), 8);
                // What has no twin lies on the clip's border, and nowhere else.
                for (const [from, to] of unmatchedEdges(present)) {
                    expect(isOnBorderOf(clip as typeof region, from)).toBe(true);
                    expect(isOnBorderOf(clip as typeof region, to)).toBe(true);
                }
                const contains = polygonTester(clip);
                positions.forEach((position, i) => {
                    const cell = cells[i];
                    if (cell !== null && contains(position)) expect(polygonContains(cell, position)).toBe(true);
                });
                expect(squareDegrees(dissolveCells(present))).toBeCloseTo(squareDegrees(clip), 8);
            }),
            { numRuns: 60 },
        );
    });

    it('gives every place to the position nearest to it', () => {
        const random = new Random(7);
        const positions = Array.from({ length: 200 }, (): Position => [10 + 3 * random.next(), 48 + 2 * random.next()]);
        const cells = voronoiCells(positions, region).map((cell) => (cell === null ? () => false : polygonTester(cell)));
        const probes = Array.from({ length: 300 }, (): Position => [9.5 + 4 * random.next(), 47.5 + 3 * random.next()]);
        // The plane that the cells are made in, about the same centre.
        const plane = projectPositions([...positions, ...probes]);
        probes.forEach((probe, k) => {
            const at = 2 * (positions.length + k);
            const lengths = positions.map((_, i) => Math.hypot(plane[2 * i] - plane[at], plane[2 * i + 1] - plane[at + 1]));
            const nearest = Math.min(...lengths);
            const owners = cells.flatMap((contains, i) => (contains(probe) ? [i] : []));
            expect(owners.length).toBeGreaterThanOrEqual(1);
            for (const owner of owners) expect(lengths[owner]).toBeLessThanOrEqual(nearest + 60);
        });
    });

    it('copes with regular grids, where four cells meet and borders run along the clip', () => {
        const positions: Position[] = [];
        for (let x = 0; x < 8; x++) for (let y = 0; y < 6; y++) positions.push([9.75 + x * 0.5, 47.75 + y * 0.5]);
        const cells = voronoiCells(positions, region).filter(isPresent);
        expect(cells).toHaveLength(48);
        expect(cells.reduce((sum, cell) => sum + squareDegrees(cell), 0)).toBeCloseTo(12, 8);
        for (const edge of unmatchedEdges(cells)) for (const end of edge) expect(isOnBorderOf(region, end)).toBe(true);
    });

    it('copes with positions in a line', () => {
        const line: Position[] = Array.from({ length: 9 }, (_, k) => [11.5, 48 + k * 0.25]);
        const cells = voronoiCells(line, region).filter(isPresent);
        expect(cells).toHaveLength(9);
        expect(cells.reduce((sum, cell) => sum + squareDegrees(cell), 0)).toBeCloseTo(12, 8);
        line.forEach((position, i) => {
            expect(polygonContains(cells[i], position)).toBe(true);
        });
    });

    it('keeps positions a metre apart in cells of their own, kilometres long', () => {
        const pairs: Position[] = [
            [10, 48],
            [10.00001, 48.00001],
            [12.5, 49.5],
            [12.50001, 49.5],
            [11, 50],
        ];
        const cells = voronoiCells(pairs, region);
        pairs.forEach((position, i) => {
            const owners = cells.flatMap((cell, j) => (cell !== null && polygonContains(cell, position) ? [j] : []));
            expect(owners).toEqual([i]);
        });
        expect(cells.reduce((sum, cell) => sum + squareDegrees(cell), 0)).toBeCloseTo(12, 8);
    });

    it('keeps long borders where they belong', () => {
        const clip = polygon([boxRing(-120, 30, -75, 49)]).geometry;
        const [west, east] = voronoiCells(
            [
                [-110, 35],
                [-85, 47],
            ],
            clip,
        ).filter(isPresent);
        const contains = polygonTester(west);
        const random = new Random(3);
        let wrong = 0;
        for (let k = 0; k < 500; k++) {
            const probe: Position = [-120 + 45 * random.next(), 30 + 19 * random.next()];
            const isWest = greatCircleDistance(probe, [-110, 35]) < greatCircleDistance(probe, [-85, 47]);
            if (contains(probe) !== isWest) wrong++;
        }
        // The equidistant plane and the sphere differ next to the border alone.
        expect(wrong).toBeLessThan(8);
        expect(polygonArea(west) + polygonArea(east)).toBeCloseTo(polygonArea(clip), -6);
    });

    it('divides islands on both sides of the antimeridian', () => {
        const fiji = multiPolygon([[boxRing(177, -19, 180, -16)], [boxRing(-180, -19, -178, -16)]]).geometry;
        const positions: Position[] = [
            [178, -18],
            [179.9, -17],
            [-179.5, -18],
            [-178.5, -16.5],
        ];
        const cells = voronoiCells(positions, fiji).filter(isPresent);
        expect(cells).toHaveLength(4);
        expect(cells.reduce((sum, cell) => sum + polygonArea(cell), 0) / polygonArea(fiji)).toBeCloseTo(1, 9);
        positions.forEach((position, i) => {
            expect(polygonContains(cells[i], position)).toBe(true);
        });
        for (const [lng] of cells.flatMap(ringsOf).flat()) expect(Math.abs(lng)).toBeLessThanOrEqual(180);
    });

    it('does not depend on the order of the positions', () => {
        const random = new Random(11);
        const positions = Array.from({ length: 40 }, (): Position => [10 + 3 * random.next(), 48 + 2 * random.next()]);
        const areas = voronoiCells(positions, holed).map(squareDegrees);
        const reversed = voronoiCells([...positions].reverse(), holed)
            .map(squareDegrees)
            .reverse();
        areas.forEach((area, i) => {
            expect(reversed[i]).toBeCloseTo(area, 9);
        });
    });
});
