import fc from 'fast-check';
import type { MultiPolygon, Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import { PreparedPolygon, polygonContains, polygonsTouch } from '../../src/geo/index.js';
import { PolygonIndex } from '../../src/spatial/index.js';
import { DISTRIBUTIONS, planarPoint } from './distributions.js';

const KINDS = [
    ...Object.entries(DISTRIBUTIONS).map(([name, point]) => ({ name, point, metric: 'geographic' as const })),
    { name: 'planar', point: planarPoint, metric: 'planar' as const },
];

describe.each(KINDS)('on $name points', ({ point, metric }) => {
    const ring = fc.array(point, { minLength: 3, maxLength: 7 }).map((corners) => corners.map(([x, y]) => [x, y]));
    const rings = fc.array(ring, { minLength: 1, maxLength: 2 });
    const geometry: fc.Arbitrary<Polygon | MultiPolygon> = fc.oneof(
        rings.map((coordinates) => ({ type: 'Polygon' as const, coordinates })),
        fc.array(rings, { minLength: 1, maxLength: 3 }).map((coordinates) => ({ type: 'MultiPolygon' as const, coordinates })),
    );
    const geometries = fc.array(geometry, { maxLength: 12 });
    // Only holes that lie in their polygon have a border that belongs to it.
    const withoutHoles = fc
        .array(ring, { minLength: 1, maxLength: 3 })
        .map((shells): MultiPolygon => ({ type: 'MultiPolygon', coordinates: shells.map((shell) => [shell]) }));
    const planar = metric === 'planar';
    const contains = (shape: Polygon | MultiPolygon, [x, y]: readonly [number, number]): boolean =>
        planar ? new PreparedPolygon(shape, { planar }).contains(x, y) : polygonContains(shape, [x, y]);
    const itemsOf = (shapes: readonly (Polygon | MultiPolygon)[]): { id: string; geometry: Polygon | MultiPolygon }[] =>
        shapes.map((geometry, i) => ({ id: `p${i}`, geometry }));

    it('containing, containingInto, join and joinAll ask every polygon', () => {
        fc.assert(
            fc.property(geometries, fc.array(point, { maxLength: 60 }), (shapes, points) => {
                const index = new PolygonIndex(itemsOf(shapes), { metric });
                // Corners of the polygons too: borders are where mistakes are.
                const corners = shapes.flatMap(({ coordinates }) => coordinates.flat(3) as number[]);
                const asked = [...points];
                for (let i = 0; i + 1 < corners.length && i < 80; i += 2) asked.push([corners[i], corners[i + 1]]);
                const joined = index.join(asked);
                const { offsets, indices } = index.joinAll(asked);
                const out = new Int32Array(20);
                asked.forEach((position, i) => {
                    const expected = shapes.flatMap((shape, k) =>
                        contains(shape, position as readonly [number, number]) ? [k] : [],
                    );
                    expect(index.containing(position)).toEqual(expected.map((k) => `p${k}`));
                    expect(joined[i]).toBe(expected[0] ?? -1);
                    expect([...indices.subarray(offsets[i], offsets[i + 1])]).toEqual(expected);
                    expect(index.containingInto(position[0], position[1], out)).toBe(expected.length);
                    expect([...out.subarray(0, expected.length)]).toEqual(expected);
                });
                const flat = Float64Array.from(asked.flat());
                const target = new Int32Array(asked.length);
                index.joinInto(flat, target);
                expect(target).toEqual(joined);
                const ends = new Int32Array(asked.length + 1);
                const lists = new Int32Array(indices.length);
                expect(index.joinAllInto(flat, ends, lists)).toBe(indices.length);
                expect([ends, lists]).toEqual([offsets, indices]);
                // Without room for all, what there is room for is the same.
                const few = new Int32Array(indices.length >> 1);
                expect(index.joinAllInto(flat, ends, few)).toBe(indices.length);
                expect([ends, few]).toEqual([offsets, indices.slice(0, few.length)]);
            }),
            { numRuns: 60 },
        );
    });

    it('touching, touchingInto and touchingAll ask every polygon', () => {
        fc.assert(
            fc.property(fc.array(withoutHoles, { maxLength: 12 }), withoutHoles, (shapes, asked) => {
                const index = new PolygonIndex(itemsOf(shapes), { metric });
                const prepared = (shape: Polygon | MultiPolygon): PreparedPolygon => new PreparedPolygon(shape, { planar });
                const touch = (shape: Polygon | MultiPolygon): number[] =>
                    shapes.flatMap((other, k) => (polygonsTouch(prepared(shape), prepared(other)) ? [k] : []));
                const expected = touch(asked);
                expect(index.touching(asked)).toEqual(expected.map((k) => `p${k}`));
                const out = new Int32Array(20);
                expect(index.touchingInto(asked, out)).toBe(expected.length);
                expect([...out.subarray(0, expected.length)]).toEqual(expected);
                const { offsets, indices } = index.touchingAll();
                shapes.forEach((shape, i) => {
                    expect([...indices.subarray(offsets[i], offsets[i + 1])]).toEqual(touch(shape).filter((k) => k !== i));
                });
            }),
            { numRuns: 60 },
        );
    });
});

describe('a join over many polygons', () => {
    // A patchwork with borders on whole numbers and points on them: 40 x 40 squares.
    const squares = Array.from({ length: 1600 }, (_, i) => {
        const [x, y] = [(i % 40) - 20, Math.floor(i / 40) - 20];
        const ring = [
            [x, y],
            [x + 1, y],
            [x + 1, y + 1],
            [x, y + 1],
            [x, y],
        ];
        return { id: `s${i}`, geometry: { type: 'Polygon' as const, coordinates: [ring] } };
    });
    const index = new PolygonIndex(squares);

    it('gives a point on a border to the square that comes first', () => {
        fc.assert(
            fc.property(fc.integer({ min: -44, max: 44 }), fc.integer({ min: -44, max: 44 }), (a, b) => {
                const [x, y] = [a / 2, b / 2];
                const expected = squares.findIndex(({ geometry }) => polygonContains(geometry, [x, y]));
                expect(index.join([[x, y]])[0]).toBe(expected);
            }),
            { numRuns: 60 },
        );
    });

    it('knows the neighbours of each square', () => {
        const { offsets, indices } = index.touchingAll();
        expect([...indices.subarray(offsets[0], offsets[1])]).toEqual([1, 40, 41]);
        expect([...indices.subarray(offsets[41], offsets[42])]).toEqual([0, 1, 2, 40, 42, 80, 81, 82]);
    });
});
