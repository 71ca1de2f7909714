import fc from 'fast-check';
import { type Issue, Random } from '../../src/core/index.js';

/** Points on a coarse grid, so that equal ones and equal distances come up. */
export const planarPoint: fc.Arbitrary<readonly [number, number]> = fc.tuple(
    fc.integer({ min: -30, max: 30 }),
    fc.integer({ min: -30, max: 30 }),
);

/** Places all over the Earth, date line and poles included. */
export const place: fc.Arbitrary<readonly [number, number]> = fc.tuple(
    fc.oneof(fc.integer({ min: -180, max: 180 }), fc.constantFrom(-180, 180, 179.9, -179.9)),
    fc.oneof(fc.integer({ min: -90, max: 90 }), fc.constantFrom(90, -90, 89.9)),
);

export function shuffled<T>(list: readonly T[], seed: number): T[] {
    const copy = [...list];
    new Random(seed).shuffle(copy);
    return copy;
}

/** Codes and paths of what a call throws. */
export function issuesOf(call: () => unknown): [code: string, path: string][] {
    try {
        call();
    } catch (error) {
        return (error as { issues: Issue[] }).issues.map(({ code, path }) => [code, path.join('.')]);
    }
    return [];
}
