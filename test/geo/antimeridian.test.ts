import fc from 'fast-check';
import type { MultiPolygon, Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import {
    cutAtAntimeridian,
    dissolveCells,
    dissolvePolygons,
    intersectPolygons,
    joinAtAntimeridian,
    type Position,
    PreparedPolygon,
    polygonArea,
    polygonBbox,
    polygonCentroid,
    polygonContains,
    polygonsTouch,
    positionInside,
    simplifyPolygons,
    voronoiCells,
    wrapLongitude,
} from '../../src/geo/index.js';
import { interiorsMayMeet } from '../../src/geo/internal.js';
import { boxRing, ringsOf } from './shapes.js';

type Shape = Polygon | MultiPolygon;

/** Degrees by which shapes are turned so that they come to lie over the antimeridian; sums with multiples of 1/64 are exact. */
const TURN = 175;

/** The same shape a turn further east, as RFC 7946 forbids it: one ring from 179 to -179. */
function turn(shape: Shape, degrees = TURN): Shape {
    const turnRing = (ring: number[][]): number[][] => ring.map(([lng, lat]) => [wrapLongitude(lng + degrees), lat]);
    return shape.type === 'Polygon'
        ? { type: 'Polygon', coordinates: shape.coordinates.map(turnRing) }
        : { type: 'MultiPolygon', coordinates: shape.coordinates.map((part) => part.map(turnRing)) };
}

/** Fails where a shape does not keep to RFC 7946, 3.1.9. */
function expectCut(shape: Shape): void {
    for (const ring of ringsOf(shape)) {
        expect(ring[0]).toEqual(ring[ring.length - 1]);
        for (let i = 0; i < ring.length; i++) {
            expect(Math.abs(ring[i][0])).toBeLessThanOrEqual(180);
            // No ring passes from one side to the other, but along a pole.
            if (i > 0 && Math.abs(ring[i][1]) !== 90) expect(Math.abs(ring[i][0] - ring[i - 1][0])).toBeLessThanOrEqual(180);
        }
    }
}

function expectSameArea(turned: number, plain: number): void {
    expect(Math.abs(turned - plain)).toBeLessThan(1e-6 + 1e-9 * plain);
}

const sixtyFourths = (from: number, to: number): fc.Arbitrary<number> =>
    fc.integer({ min: from * 64, max: to * 64 }).map((value) => value / 64);

const place: fc.Arbitrary<Position> = fc.tuple(sixtyFourths(0, 10), sixtyFourths(-20, -10));

/** Boxes, some with a hole, and stars around a middle, some of whose corners come to lie on the antimeridian itself. */
const shape: fc.Arbitrary<Polygon> = fc.oneof(
    fc
        .tuple(sixtyFourths(0, 7), sixtyFourths(-20, -13), sixtyFourths(1, 3), fc.boolean())
        .map(([x, y, size, hasHole]): Polygon => {
            const hole = boxRing(x + size / 4, y + size / 4, x + size / 2, y + size / 2).reverse();
            return {
                type: 'Polygon',
                coordinates: hasHole ? [boxRing(x, y, x + size, y + size), hole] : [boxRing(x, y, x + size, y + size)],
            };
        }),
    fc
        .tuple(sixtyFourths(3, 7), fc.array(fc.integer({ min: 1, max: 192 }), { minLength: 3, maxLength: 12 }))
        .map(([x, radii]): Polygon => {
            const ring = radii.map((radius, i) => {
                const angle = (2 * Math.PI * i) / radii.length;
                return [Math.round(64 * x + radius * Math.cos(angle)) / 64, Math.round(64 * -15 + radius * Math.sin(angle)) / 64];
            });
            return { type: 'Polygon', coordinates: [[...ring, ring[0]]] };
        }),
);

describe('polygons in a frame turned over the antimeridian', () => {
    it('are cut, and stay the same in area and in what they contain', () => {
        fc.assert(
            fc.property(shape, fc.array(place, { maxLength: 20 }), (plain, places) => {
                const cut = cutAtAntimeridian(turn(plain));
                expectCut(cut);
                expectSameArea(polygonArea(cut), polygonArea(plain));
                expectSameArea(polygonArea(turn(plain)), polygonArea(plain));
                for (const [lng, lat] of places) {
                    const inside = polygonContains(plain, [lng, lat]);
                    const position: Position = [wrapLongitude(lng + TURN), lat];
                    expect(polygonContains(turn(plain), position)).toBe(inside);
                    // A cut rounds latitudes: what lies on a border there may fall to either side.
                    if (!isOnBorder(plain, [lng, lat])) expect(polygonContains(cut, position)).toBe(inside);
                }
                const joined = joinAtAntimeridian(cut);
                expectSameArea(polygonArea(joined), polygonArea(plain));
                expect(cutAtAntimeridian(joined)).toEqual(cutAtAntimeridian(cut));
            }),
        );
    });

    it('have the unions and intersections that they have elsewhere', () => {
        fc.assert(
            fc.property(fc.array(shape, { minLength: 1, maxLength: 4 }), (shapes) => {
                const turned = shapes.map((one) => turn(one));
                const union = dissolvePolygons(turned);
                expectCut(union);
                expectSameArea(polygonArea(union), polygonArea(dissolvePolygons(shapes)));
                const common = intersectPolygons(turned[0], turned[turned.length - 1]);
                expectCut(common);
                const expected = polygonArea(intersectPolygons(shapes[0], shapes[shapes.length - 1]));
                expectSameArea(polygonArea(common), expected);
                // Whether or not either of them was cut before.
                const cut = turned.map(cutAtAntimeridian);
                expectSameArea(polygonArea(dissolvePolygons(cut)), polygonArea(union));
                expectSameArea(polygonArea(intersectPolygons(cut[0], turned[turned.length - 1])), expected);
            }),
            { numRuns: 50 },
        );
    });

    it('are measured and touch as elsewhere, cut or not', () => {
        fc.assert(
            fc.property(shape, shape, (a, b) => {
                const touch = polygonsTouch(a, b);
                expect(polygonsTouch(turn(a), turn(b))).toBe(touch);
                const common = polygonArea(intersectPolygons(a, b));
                const [cutA, cutB] = [cutAtAntimeridian(turn(a)), cutAtAntimeridian(turn(b))];
                if (common > 1) {
                    expect(polygonsTouch(cutA, cutB)).toBe(true);
                    expect(interiorsMayMeet(new PreparedPolygon(cutA), new PreparedPolygon(cutB))).toBe(true);
                } else if (!touch) expect(intersectPolygons(cutA, cutB).coordinates).toEqual([]);
                for (const turned of [turn(a), cutA]) {
                    expect(polygonContains(turned, positionInside(turned)) || polygonArea(a) < 1).toBe(true);
                    const [west, south, east, north] = polygonBbox(turned)!;
                    const [plainWest, plainSouth, plainEast, plainNorth] = polygonBbox(a)!;
                    expect([south, north]).toEqual([plainSouth, plainNorth]);
                    expect(wrapLongitude(west + 360 - TURN)).toBeCloseTo(plainWest, 9);
                    expect(wrapLongitude(east + 360 - TURN)).toBeCloseTo(plainEast, 9);
                    if (polygonArea(a) < 1) continue;
                    const [lng, lat] = polygonCentroid(turned);
                    const [plainLng, plainLat] = polygonCentroid(a);
                    // Of the cut one the plane that it is measured in lies elsewhere.
                    expect(Math.abs(wrapLongitude(lng + 360 - TURN) - plainLng)).toBeLessThan(0.05);
                    expect(Math.abs(lat - plainLat)).toBeLessThan(0.05);
                }
            }),
        );
    });

    it('share their borders as elsewhere: cells are joined and simplified without gap or overlap', () => {
        const square: Polygon = { type: 'Polygon', coordinates: [boxRing(0, -20, 10, -10)] };
        fc.assert(
            fc.property(fc.uniqueArray(place, { minLength: 4, maxLength: 24, selector: String }), (places) => {
                const turned = places.map(([lng, lat]): Position => [wrapLongitude(lng + TURN), lat]);
                const cells = voronoiCells(turned, turn(square)).filter((cell) => cell !== null);
                cells.forEach(expectCut);
                const whole = polygonArea(square);
                expectSameArea(
                    cells.reduce((sum, cell) => sum + polygonArea(cell), 0),
                    whole,
                );
                expect(turned.every((position, i) => polygonContains(cells[i], position))).toBe(true);
                // Shared borders are cut at one latitude: what they are joined to has no seam.
                const territories = [0, 1, 2].map((t) => dissolveCells(cells.filter((_, i) => i % 3 === t)));
                territories.forEach(expectCut);
                for (const layer of [territories, simplifyPolygons(territories, 20_000)]) {
                    layer.forEach(expectCut);
                    // What simplifying does to the outer border is its own affair.
                    const sum = layer.reduce((total, one) => total + polygonArea(one), 0);
                    if (layer === territories) expectSameArea(sum, whole);
                    const all = joinAtAntimeridian(dissolveCells(layer));
                    expect(ringsOf(all)).toHaveLength(1);
                    expectSameArea(polygonArea(all), sum);
                }
            }),
            { numRuns: 40 },
        );
    });

    it('may run around a pole, with holes that do too', () => {
        const cap = (lats: readonly number[], east: number): number[][] => {
            const ring = lats.map((lat, i) => [wrapLongitude(east + (360 * i) / lats.length), lat]);
            return [...ring, ring[0]];
        };
        const lats = (from: number, to: number): fc.Arbitrary<number[]> =>
            fc.array(sixtyFourths(from, to), { minLength: 4, maxLength: 9 });
        fc.assert(
            fc.property(
                lats(40, 60),
                lats(70, 80),
                fc.boolean(),
                sixtyFourths(-180, 180),
                fc.boolean(),
                (outer, inner, hasHole, east, isSouth) => {
                    const rings = hasHole ? [cap(outer, east), cap(inner, east + 10)] : [cap(outer, east)];
                    const mirror = (ring: number[][]): number[][] => ring.map(([lng, lat]) => [lng, isSouth ? -lat : lat]);
                    const plain: Polygon = { type: 'Polygon', coordinates: rings.map(mirror) };
                    const cut = cutAtAntimeridian(plain);
                    expectCut(cut);
                    expectSameArea(polygonArea(cut), polygonArea(plain));
                    const pole: Position = [0, isSouth ? -90 : 90];
                    expect(polygonContains(cut, pole)).toBe(!hasHole);
                    for (let lng = -179.5; lng < 180; lng += 30.25) {
                        for (const lat of [30.1, 50.1, 65.1, 75.1, 85.1]) {
                            const position: Position = [lng, isSouth ? -lat : lat];
                            expect(polygonContains(cut, position)).toBe(polygonContains(plain, position));
                        }
                    }
                    const joined = joinAtAntimeridian(cut);
                    expect(ringsOf(joined)).toHaveLength(rings.length);
                    expectSameArea(polygonArea(joined), polygonArea(plain));
                    expectSameArea(polygonArea(dissolvePolygons([plain])), polygonArea(plain));
                },
            ),
        );
    });

    it('leaves what does not cross as it is, and takes longitudes past 180 degrees back', () => {
        const world: Polygon = { type: 'Polygon', coordinates: [boxRing(-180, -60, 180, 60)] };
        expect(cutAtAntimeridian(world)).toEqual(world);
        const touching: Polygon = { type: 'Polygon', coordinates: [boxRing(170, 0, 180, 10)] };
        expect(cutAtAntimeridian(touching)).toEqual(touching);
        const beyond = cutAtAntimeridian({ type: 'Polygon', coordinates: [boxRing(181, 0, 190, 10)] });
        expect(polygonBbox(beyond)).toEqual([-179, 0, -170, 10]);
        const both = cutAtAntimeridian({ type: 'Polygon', coordinates: [boxRing(170, 0, 190, 10)] });
        expect(both).toEqual({ type: 'MultiPolygon', coordinates: both.coordinates });
        expectCut(both);
    });

    it('keeps a pole whose border is one straight line when it is joined', () => {
        const ring = [0, 90, 180, -90, 0].map((lng) => [lng, 40]);
        const cap: Polygon = { type: 'Polygon', coordinates: [ring] };
        expect(polygonArea(cap)).toBeGreaterThan(9e13);
        expectSameArea(polygonArea(dissolvePolygons([cap])), polygonArea(cap));
        expectSameArea(polygonArea(intersectPolygons(cap, cap)), polygonArea(cap));
    });

    it('halves no area where outlines over the antimeridian are joined', () => {
        const fiji: Polygon = {
            type: 'Polygon',
            coordinates: [
                [
                    [177, -19],
                    [-178, -19],
                    [-178, -16],
                    [177, -16],
                    [177, -19],
                ],
            ],
        };
        const part: Polygon = { type: 'Polygon', coordinates: [boxRing(176, -19, 177, -16)] };
        const joined = dissolvePolygons([fiji, part]);
        expectSameArea(polygonArea(joined), polygonArea(fiji) + polygonArea(part));
        expect(joined.type).toBe('MultiPolygon');
        expectCut(joined);
    });
});

function isOnBorder(shape: Shape, [x, y]: Position): boolean {
    return ringsOf(shape).some((ring) =>
        ring.some(([x2, y2], i) => {
            const [x1, y1] = ring[i === 0 ? ring.length - 1 : i - 1];
            const isLevel = (x - x1) * (y2 - y1) === (y - y1) * (x2 - x1);
            return isLevel && x >= Math.min(x1, x2) && x <= Math.max(x1, x2) && y >= Math.min(y1, y2) && y <= Math.max(y1, y2);
        }),
    );
}
