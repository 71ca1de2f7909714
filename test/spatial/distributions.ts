import fc from 'fast-check';
import type { Position } from '../../src/geo/index.js';
import { anyPosition } from '../geo/arbitraries.js';

const millionths = (min: number, max: number): fc.Arbitrary<number> =>
    fc.integer({ min: min * 1e6, max: max * 1e6 }).map((value) => value / 1e6 + 0);

const around = (center: Position, spread: number): fc.Arbitrary<Position> =>
    fc.tuple(millionths(-spread, spread), millionths(-spread, spread)).map(([x, y]) => [center[0] + x, center[1] + y]);

/** A few towns, many points each, metres to kilometres apart. */
const clustered = fc.oneof(around([13.4, 52.5], 0.01), around([2.35, 48.86], 0.001), around([-96.8, 32.8], 0.1));
/** A handful of addresses that many share. */
const duplicate = fc.constantFrom<Position>([10, 50], [10, 50.000001], [10.5, 50], [-180, 20], [180, 20], [7, 90]);
/** On one parallel, one meridian, one slope: distances tie. */
const collinear = fc.oneof(
    fc.integer({ min: -40, max: 40 }).map((x): Position => [x, 10]),
    fc.integer({ min: -40, max: 40 }).map((y): Position => [30, y]),
    fc.integer({ min: -40, max: 40 }).map((x): Position => [x, x]),
);
const polar = fc.oneof(
    fc.tuple(millionths(-180, 180), millionths(89.99, 90)),
    fc.tuple(millionths(-180, 180), millionths(-90, -89)),
    fc.tuple(millionths(-180, 180), fc.constantFrom(-90, 90)),
);
const dateline = fc.oneof(
    fc.tuple(millionths(179.9, 180), millionths(-1, 1)),
    fc.tuple(millionths(-180, -179.9), millionths(-1, 1)),
    fc.tuple(fc.constantFrom(-180, 180), millionths(-1, 1)),
);

/** Kinds of point sets, each with a place to ask from. */
export const DISTRIBUTIONS: Readonly<Record<string, fc.Arbitrary<Position>>> = {
    random: anyPosition,
    clustered,
    duplicate,
    collinear,
    polar,
    dateline,
};

/** Points of a plane: a coarse grid with many ties, and far ones. */
export const planarPoint: fc.Arbitrary<Position> = fc.oneof(
    fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -5, max: 5 })).map(([x, y]): Position => [x + 0, y + 0]),
    fc.tuple(millionths(-500, 500), millionths(-500, 500)),
);

/** Lists long enough for trees with several levels: a leaf holds 65 points. */
export function listsOf(point: fc.Arbitrary<Position>): fc.Arbitrary<Position[]> {
    return fc.oneof(fc.array(point, { maxLength: 40 }), fc.array(point, { minLength: 150, maxLength: 400 }));
}
