import fc from 'fast-check';
import type { Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import {
    dissolveCells,
    dissolvePolygons,
    polygonArea,
    type SnappedBorders,
    simplifyPolygons,
    snapBorders,
    wrapLongitude,
} from '../../src/geo/index.js';
import { describeBorders, findBorders, territoryShapes, type Unit } from '../../src/territory/index.js';
import { barePlan } from '../territory/bare-plan.js';
import { boxRing, ringsOf } from './shapes.js';

const SIZE = 16;

/** A box of whole numbers: west, south, east, north. */
type Box = readonly [west: number, south: number, east: number, north: number];

interface Map {
    readonly boxes: readonly Box[];
    readonly polygons: readonly Polygon[];
    /** The whole square. */
    readonly outline: Polygon;
}

/** Cuts a square again and again; a cut ends at the side of the piece that it divides, so that most corners are junctions of a T. */
function divide(cuts: readonly (readonly [which: number, at: number, isUpright: boolean])[]): Box[] {
    const boxes: Box[] = [[0, 0, SIZE, SIZE]];
    for (const [which, at, isUpright] of cuts) {
        const index = which % boxes.length;
        const [west, south, east, north] = boxes[index];
        const width = isUpright ? east - west : north - south;
        if (width < 2) continue;
        const cut = (isUpright ? west : south) + 1 + (at % (width - 1));
        const parts: Box[] = isUpright
            ? [
                  [west, south, cut, north],
                  [cut, south, east, north],
              ]
            : [
                  [west, south, east, cut],
                  [west, cut, east, north],
              ];
        boxes.splice(index, 1, ...parts);
    }
    return boxes;
}

/** Draws the boxes at a place, skewed where borders are to be oblique, each corner of each box off by noise of up to that many degrees. */
function draw(boxes: readonly Box[], west: number, isSkewed: boolean, noise: () => number): Map {
    const skew = isSkewed ? 0.3 : 0;
    const place = (x: number, y: number): number[] => [
        wrapLongitude(west + (x + skew * y) / 1024 + noise()),
        50 + (y - skew * x) / 1024 + noise(),
    ];
    const toPolygon = (ring: readonly (readonly number[])[]): Polygon => {
        const corners = ring.slice(1).map(([x, y]) => place(x, y));
        return { type: 'Polygon', coordinates: [[...corners, corners[0]]] };
    };
    return {
        boxes,
        polygons: boxes.map((box) => toPolygon(boxRing(...box))),
        outline: toPolygon(boxRing(0, 0, SIZE, SIZE)),
    };
}

/** Pairs of boxes with a piece of border in common, or with a point in common. */
function adjacency(boxes: readonly Box[], rule: 'rook' | 'queen'): [string, string][] {
    const pairs: [string, string][] = [];
    boxes.forEach(([west, south, east, north], a) => {
        boxes.forEach(([otherWest, otherSouth, otherEast, otherNorth], b) => {
            if (b <= a) return;
            const x = Math.min(east, otherEast) - Math.max(west, otherWest);
            const y = Math.min(north, otherNorth) - Math.max(south, otherSouth);
            if (x >= 0 && y >= 0 && (rule === 'queen' || x + y > 0)) pairs.push([String(a), String(b)]);
        });
    });
    return pairs;
}

const cuts = fc.array(fc.tuple(fc.nat(99), fc.nat(99), fc.boolean()), { minLength: 3, maxLength: 24 });
const noises = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 53, maxLength: 53 });

const map = (most: number): fc.Arbitrary<Map> =>
    fc.tuple(cuts, noises, fc.constantFrom(10, 179.992), fc.boolean()).map(([drawn, off, west, isSkewed]) => {
        let at = 0;
        return draw(divide(drawn), west, isSkewed, () => off[at++ % off.length] * most);
    });

describe.each([0, 1e-12, 1e-9, 1e-7, 1e-6])('maps with corners in the middle of a neighbour’s border, %s degrees off', (most) => {
    it('have the borders that they were cut along', () => {
        fc.assert(
            fc.property(map(most), ({ boxes, polygons }) => {
                const areas = polygons.map((geometry, i) => ({ id: String(i), geometry }));
                for (const rule of ['rook', 'queen'] as const) {
                    expect(findBorders(areas, { rule })).toEqual(adjacency(boxes, rule));
                }
                expect(describeBorders(areas).farthest).toBeLessThanOrEqual(1);
            }),
            { numRuns: 40 },
        );
    });

    it('dissolve without a sliver, and say what it took', () => {
        fc.assert(
            fc.property(
                map(most),
                fc.array(fc.boolean(), { minLength: 25, maxLength: 25 }),
                ({ boxes, polygons, outline }, owned) => {
                    const whole = polygonArea(outline);
                    const told: SnappedBorders[] = [];
                    const tell = (borders: SnappedBorders): void => {
                        told.push(borders);
                    };
                    for (const joined of [
                        dissolveCells(polygons, undefined, tell),
                        dissolvePolygons(polygons, undefined, tell),
                        dissolveCells(simplifyPolygons(polygons, 0.01)),
                    ]) {
                        // Cut along the antimeridian, a square has a second part at the most.
                        expect(ringsOf(joined).length).toBeLessThanOrEqual(joined.type === 'Polygon' ? 1 : 2);
                        expect(Math.abs(polygonArea(joined) / whole - 1)).toBeLessThan(1e-3);
                    }
                    const { moved, added } = snapBorders(polygons);
                    expect(told.length).toBe(moved + added > 0 ? 2 : 0);
                    for (const borders of told) expect([borders.moved, borders.added]).toEqual([moved, added]);
                    expectTerritories({ boxes, polygons, outline }, owned, moved + added > 0);
                },
            ),
            { numRuns: 25 },
        );
    });
});

function expectTerritories({ polygons }: Map, owned: readonly boolean[], isSnapped: boolean): void {
    const units = polygons.map((_, i): Unit => ({ id: String(i), position: [0, i / 100], measures: {} }));
    const plan = barePlan(
        [true, false].map((isOwned) => ({
            id: String(isOwned),
            unitIds: units.filter((_, i) => owned[i] === isOwned).map(({ id }) => id),
        })),
    );
    const shapes = territoryShapes(plan, units, { areas: polygons.map((geometry, i) => ({ id: String(i), geometry })) });
    expect(shapes.snapped !== undefined).toBe(isSnapped);
    plan.territories.forEach(({ unitIds }, t) => {
        const { area } = shapes.features[t].properties;
        const sum = unitIds.reduce((total, id) => total + polygonArea(polygons[Number(id)]), 0);
        expect(Math.abs(area - sum)).toBeLessThanOrEqual(1e-3 * sum);
    });
}

describe('snapBorders', () => {
    const box = (west: number, south: number, east: number, north: number): Polygon => ({
        type: 'Polygon',
        coordinates: [boxRing(west, south, east, north)],
    });

    it('gives a corner to the edge that a neighbour’s corner lies on, and to no other', () => {
        const [tall, low, high] = [box(0, 0, 1, 2), box(1, 0, 2, 1), box(1, 1, 2, 2)];
        const { polygons, moved, added, farthest } = snapBorders([tall, low, high]);
        expect({ moved, added, farthest }).toEqual({ moved: 0, added: 1, farthest: 0 });
        expect(polygons[0].coordinates[0]).toContainEqual([1, 1]);
        expect(polygons.slice(1)).toEqual([low, high]);
        expect(polygons[1]).toBe(low);
    });

    it('leaves the far side of a strip that is narrower than the tolerance', () => {
        const wide = box(0, 0, 1, 1);
        const strip = box(1, 0.25, 1 + 5e-6, 0.75);
        const { polygons, added } = snapBorders([wide, strip]);
        expect(added).toBe(2);
        expect(polygons[0].coordinates[0]).not.toContainEqual([1 + 5e-6, 0.25]);
        expect(polygonArea(dissolveCells([wide, strip]))).toBeCloseTo(polygonArea(wide) + polygonArea(strip), -3);
    });

    it('adds nothing without a tolerance, nor beyond it', () => {
        const apart = [box(0, 0, 1, 2), box(1.0001, 0.5, 2, 1.5)];
        expect(snapBorders(apart)).toEqual({ polygons: apart, moved: 0, added: 0, farthest: 0 });
        expect(snapBorders([box(0, 0, 1, 2), box(1, 0.5, 2, 1.5)], 0).added).toBe(0);
    });
});
