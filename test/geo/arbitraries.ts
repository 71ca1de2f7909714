import fc from 'fast-check';
import type { Position } from '../../src/geo/index.js';

// Millionths of a degree: products of far smaller numbers underflow, which no predicate survives and no place on Earth needs.
const degrees = (bound: number): fc.Arbitrary<number> =>
    fc.integer({ min: -bound * 1e6, max: bound * 1e6 }).map((millionths) => millionths / 1e6 + 0);

/** Positions all over the Earth, the awkward ones often: poles, antimeridian, coarse grids with many duplicates. */
export const anyPosition: fc.Arbitrary<Position> = fc.oneof(
    fc.tuple(degrees(180), degrees(90)),
    fc.tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -2, max: 2 })).map(([x, y]): Position => [x * 45, y * 45]),
    fc.tuple(fc.constantFrom(-180, 180, 179.9, -179.9), degrees(90)),
    fc.tuple(degrees(180), fc.constantFrom(-90, 90, 89.9, -89.9)),
);

/** Positions of one region: a few hundred kilometres around a place. */
export const regionalPosition: fc.Arbitrary<Position> = fc
    .tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 2000 }))
    .map(([x, y]): Position => [10 + x / 1000, 48 + y / 1000]);
