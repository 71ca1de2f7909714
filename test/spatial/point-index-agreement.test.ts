import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bbox, bboxContains, greatCircleDistance, type Position, polygonContains } from '../../src/geo/index.js';
import { PointIndex } from '../../src/spatial/index.js';
import { DISTRIBUTIONS, listsOf, planarPoint } from './distributions.js';

interface Neighbour {
    readonly index: number;
    readonly distance: number;
}

type Distance = (a: Position, b: Position) => number;

/** All points by distance, then index: the plain way. */
function byDistance(positions: readonly Position[], from: Position, distance: Distance): Neighbour[] {
    return positions
        .map((position, index) => ({ index, distance: distance(from, position) }))
        .sort((a, b) => a.distance - b.distance || a.index - b.index);
}

const planeDistance: Distance = (a, b) => Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2);
const counts = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 13, max: 500 }));
const reach = fc.oneof(
    fc.constant(0),
    fc.double({ min: 0, max: 500, noNaN: true }),
    fc.double({ min: 0, max: 2.1e7, noNaN: true }),
);

const KINDS = [
    ...Object.entries(DISTRIBUTIONS).map(([name, point]) => ({
        name,
        point,
        metric: 'geographic' as const,
        distance: greatCircleDistance,
    })),
    { name: 'planar', point: planarPoint, metric: 'planar' as const, distance: planeDistance },
];

describe.each(KINDS)('on $name points', ({ point, metric, distance }) => {
    const lists = listsOf(point);
    const queries = fc.oneof(point, metric === 'planar' ? planarPoint : DISTRIBUTIONS['random']);

    it('nearest and nearestInto are a full scan, bit for bit', () => {
        fc.assert(
            fc.property(lists, queries, counts, (positions, from, count) => {
                const expected = byDistance(positions, from, distance).slice(0, count);
                const index = new PointIndex(positions, { metric });
                expect(index.nearest(from, { count })).toEqual(expected.map(({ index }) => index));
                const out = new Int32Array(count).fill(-7);
                const distances = new Float64Array(count);
                expect(index.nearestInto(from[0], from[1], out, { distances })).toBe(expected.length);
                expect([...out.subarray(0, expected.length)]).toEqual(expected.map(({ index }) => index));
                expect([...distances.subarray(0, expected.length)]).toEqual(expected.map(({ distance }) => distance));
                expect(out.subarray(expected.length).every((id) => id === -7)).toBe(true);
            }),
            { numRuns: 60 },
        );
    });

    it('nearest takes a filter and a radius', () => {
        fc.assert(
            fc.property(
                lists,
                queries,
                counts,
                reach,
                fc.integer({ min: 2, max: 4 }),
                (positions, from, count, radius, modulus) => {
                    const filter = (index: number): boolean => index % modulus !== 0;
                    const expected = byDistance(positions, from, distance)
                        .filter(({ index, distance }) => filter(index) && distance <= radius)
                        .slice(0, count);
                    const found = new PointIndex(positions, { metric }).nearest(from, { count, radius, filter });
                    expect(found).toEqual(expected.map(({ index }) => index));
                },
            ),
            { numRuns: 60 },
        );
    });

    it('within and withinInto are a full scan, the radius of a point itself included', () => {
        fc.assert(
            fc.property(lists, queries, reach, fc.nat(), (positions, from, length, pick) => {
                const radius =
                    pick % 2 === 0 || positions.length === 0 ? length : distance(from, positions[pick % positions.length]);
                const expected = byDistance(positions, from, distance).filter(({ distance }) => distance <= radius);
                const index = new PointIndex(positions, { metric });
                expect(index.within(from, radius)).toEqual(expected.map(({ index }) => index));
                const out = new Int32Array(3);
                const distances = new Float64Array(3);
                expect(index.withinInto(from[0], from[1], radius, out, distances)).toBe(expected.length);
                const written = Math.min(3, expected.length);
                expect([...out.subarray(0, written)]).toEqual(expected.slice(0, 3).map(({ index }) => index));
                expect([...distances.subarray(0, written)]).toEqual(expected.slice(0, 3).map(({ distance }) => distance));
            }),
            { numRuns: 60 },
        );
    });

    it('inBox and inBoxInto are a full scan', () => {
        fc.assert(
            fc.property(lists, queries, queries, (positions, a, b) => {
                const isTurned = metric === 'planar' && a[0] > b[0];
                const [west, east] = isTurned ? [b[0], a[0]] : [a[0], b[0]];
                const box: Bbox = [west, Math.min(a[1], b[1]), east, Math.max(a[1], b[1])];
                const isIn = ([x, y]: Position): boolean =>
                    metric === 'planar' ? x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3] : bboxContains(box, [x, y]);
                const expected = positions.flatMap((position, i) => (isIn(position) ? [i] : []));
                const index = new PointIndex(positions, { metric });
                expect(index.inBox(box)).toEqual(expected);
                const out = new Int32Array(5).fill(-7);
                expect(index.inBoxInto(box, out)).toBe(expected.length);
                expect([...out].filter((id) => id !== -7)).toEqual(expected.slice(0, 5));
            }),
            { numRuns: 60 },
        );
    });

    it('inPolygon and inPolygonInto are a full scan', () => {
        fc.assert(
            fc.property(lists, fc.array(queries, { minLength: 3, maxLength: 7 }), (positions, corners) => {
                const ring = corners.map(([x, y]) => [x, y]);
                const lasso = { type: 'Polygon' as const, coordinates: [ring] };
                const isIn = (position: Position): boolean =>
                    metric === 'planar' ? isInRing(ring, position) : polygonContains(lasso, position);
                const expected = positions.flatMap((position, i) => (isIn(position) ? [i] : []));
                const index = new PointIndex(positions, { metric });
                expect(index.inPolygon(lasso)).toEqual(expected);
                const out = new Int32Array(400);
                expect(index.inPolygonInto(lasso, out)).toBe(expected.length);
                expect([...out.subarray(0, expected.length)]).toEqual(expected);
            }),
            { numRuns: 60 },
        );
    });

    it('nearestAll lists the nearest others of every point', () => {
        fc.assert(
            fc.property(lists, fc.integer({ min: 1, max: 8 }), (positions, count) => {
                const { indices, distances } = new PointIndex(positions, { metric }).nearestAll(count);
                for (let i = 0; i < positions.length; i += 7) {
                    const others = byDistance(positions, positions[i], distance).filter(({ index }) => index !== i);
                    const row: Neighbour[] = Array.from(
                        { length: count },
                        (_, k) => others[k] ?? { index: -1, distance: Infinity },
                    );
                    expect([...indices.subarray(i * count, (i + 1) * count)]).toEqual(row.map(({ index }) => index));
                    expect([...distances.subarray(i * count, (i + 1) * count)]).toEqual(row.map(({ distance }) => distance));
                }
            }),
            { numRuns: 30 },
        );
    });

    it('withinAll lists all others within a radius of every point', () => {
        fc.assert(
            fc.property(lists, reach, (positions, radius) => {
                const { offsets, indices, distances } = new PointIndex(positions, { metric }).withinAll(radius);
                expect(offsets).toHaveLength(positions.length + 1);
                for (let i = 0; i < positions.length; i += 7) {
                    const others = byDistance(positions, positions[i], distance).filter(
                        (one) => one.index !== i && one.distance <= radius,
                    );
                    expect([...indices.subarray(offsets[i], offsets[i + 1])]).toEqual(others.map(({ index }) => index));
                    expect([...distances.subarray(offsets[i], offsets[i + 1])]).toEqual(others.map(({ distance }) => distance));
                }
            }),
            { numRuns: 30 },
        );
    });

    it('alongRoute measures every point against every leg', () => {
        fc.assert(
            fc.property(lists, fc.array(queries, { minLength: 1, maxLength: 5 }), reach, (positions, line, detour) => {
                const legs = line.length === 1 ? [[line[0], line[0]]] : line.slice(1).map((end, i) => [line[i], end]);
                const expected = positions.flatMap((position, index) => {
                    const ways = legs.map(([start, end], leg) => {
                        const fromStart = distance(start, position);
                        const extra = fromStart + distance(end, position) - distance(start, end);
                        return { index, leg, detour: Math.max(0, extra), fromStart };
                    });
                    const best = ways.reduce((least, way) => (way.detour < least.detour ? way : least));
                    return best.detour <= detour ? [best] : [];
                });
                expected.sort((a, b) => a.leg - b.leg || a.fromStart - b.fromStart || a.index - b.index);
                expect(new PointIndex(positions, { metric }).alongRoute(line, { detour })).toEqual(expected);
            }),
            { numRuns: 60 },
        );
    });

    it('answers the same from its buffer', () => {
        fc.assert(
            fc.property(lists, queries, (positions, from) => {
                const index = new PointIndex(positions, { metric });
                const copy = PointIndex.from(structuredClone(index.data));
                expect([copy.size, copy.metric]).toEqual([positions.length, metric]);
                expect(copy.nearest(from, { count: 20 })).toEqual(index.nearest(from, { count: 20 }));
            }),
            { numRuns: 30 },
        );
    });
});

/** Even-odd with the border belonging, for coordinates whose products are exact enough: the plain way. */
function isInRing(ring: readonly number[][], [x, y]: Position): boolean {
    let isInside = false;
    for (let i = 0; i < ring.length; i++) {
        const [x1, y1] = ring[i];
        const [x2, y2] = ring[(i + 1) % ring.length];
        const side = orientation(x1, y1, x2, y2, x, y);
        const isBetween = x >= Math.min(x1, x2) && x <= Math.max(x1, x2) && y >= Math.min(y1, y2) && y <= Math.max(y1, y2);
        if (side === 0n && isBetween) return true;
        if (y1 <= y !== y2 <= y && side < 0n === y2 <= y) isInside = !isInside;
    }
    return isInside;
}

/** In whole millionths, so that the sign is exact. */
function orientation(x1: number, y1: number, x2: number, y2: number, x: number, y: number): bigint {
    const [ax, ay, bx, by, px, py] = [x1, y1, x2, y2, x, y].map((value) => BigInt(Math.round(value * 1e6)));
    return (bx - ax) * (py - ay) - (by - ay) * (px - ax);
}
