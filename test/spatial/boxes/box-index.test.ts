import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BeatplanError } from '../../../src/core/index.js';
import { type Bbox, bboxDistance, splitBbox } from '../../../src/geo/index.js';
import { BoxIndex } from '../../../src/spatial/index.js';
import { anyPosition } from '../../geo/arbitraries.js';

const anyBox = fc
    .tuple(anyPosition, anyPosition)
    .map(([a, b]): Bbox => [a[0] + 0, Math.min(a[1], b[1]), b[0] + 0, Math.max(a[1], b[1])]);

/** Whether two boxes share a point, the plain way: the antimeridian has two names, and a pole as many as there are longitudes. */
function touch(a: Bbox, b: Bbox): boolean {
    for (const [west, south, east, north] of splitBbox(a)) {
        for (const [west2, south2, east2, north2] of splitBbox(b)) {
            if (south > north2 || south2 > north) continue;
            if ((north === 90 && north2 === 90) || (south === -90 && south2 === -90)) return true;
            if (west <= east2 && west2 <= east) return true;
            if ((east === 180 && west2 === -180) || (west === -180 && east2 === 180)) return true;
        }
    }
    return false;
}

describe('BoxIndex', () => {
    it('finds a box over the antimeridian from both sides, once', () => {
        const index = new BoxIndex();
        index.insert('fiji', [177, -21, -178, -12]);
        index.insert('tonga', [-176, -22, -173, -15]);
        expect(index.search([-179, -18, -178.5, -17])).toEqual(['fiji']);
        expect(index.search([170, -30, -170, 0])).toEqual(['fiji', 'tonga']);
        expect(index.search([0, 0, 1, 1])).toEqual([]);
    });

    it('knows that boxes which reach a pole share it', () => {
        const index = new BoxIndex();
        index.insertAll([
            ['greenland', [-60, 80, -20, 90]],
            ['taimyr', [90, 70, 110, 80]],
            ['ross', [160, -90, -150, -78]],
        ]);
        expect(index.search([90, 85, 91, 90])).toEqual(['greenland']);
        expect(index.search([90, 75, 91, 90])).toEqual(['greenland', 'taimyr']);
        expect(index.search([0, -90, 1, -85])).toEqual(['ross']);
        expect(index.search([0, -89, 1, -85])).toEqual([]);
    });

    it('refuses an unknown metric', () => {
        expect(() => new BoxIndex({ metric: 'plane' as 'planar' })).toThrow(
            expect.objectContaining({
                issues: [expect.objectContaining({ code: 'unknown-option', path: ['options', 'metric'] })],
            }),
        );
    });

    it('finds what is nearest, what holds the place first', () => {
        const index = new BoxIndex();
        index.insert('a', [10, 50, 11, 51]);
        index.insert('b', [12, 50, 13, 51]);
        index.insert('c', [10.2, 50.2, 10.4, 50.4]);
        expect(index.nearest([10.3, 50.3], { count: 3 })).toEqual(['a', 'c', 'b']);
        expect(index.nearest([12.5, 52])).toEqual(['b']);
        expect(index.nearest([10.3, 50.3], { count: 3, filter: (id) => id !== 'a' })).toEqual(['c', 'b']);
        expect(index.nearest([10.3, 50.3], { count: 3, radius: 1000 })).toEqual(['a', 'c']);
    });

    it('replaces, removes and counts', () => {
        const index = new BoxIndex();
        index.insert('a', [0, 0, 1, 1]);
        index.insert('a', [170, 0, -170, 1]);
        expect(index.size).toBe(1);
        expect(index.search([0, 0, 1, 1])).toEqual([]);
        expect(index.search([-175, 0, -174, 1])).toEqual(['a']);
        expect(index.remove('a')).toBe(true);
        expect(index.remove('a')).toBe(false);
        expect(index.has('a')).toBe(false);
        expect(index.search([-180, -90, 180, 90])).toEqual([]);
        expect(index.nearest([0, 0], { count: 5 })).toEqual([]);
    });

    it('refuses what is no box and leaves the index as it was', () => {
        const index = new BoxIndex();
        index.insert('a', [0, 0, 1, 1]);
        for (const box of [
            [0, 1, 1, 0],
            [0, Number.NaN, 1, 1],
            [-541, 0, 1, 1],
            [190, 0, 185, 1],
            [0, 0, Number.POSITIVE_INFINITY, 1],
            [0, 0, 1],
            ['0', 0, 1, 1],
            undefined,
        ] as unknown as Bbox[]) {
            expect(() => index.insert('a', box)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
            expect(() => index.search(box)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
        }
        expect(index.search([0, 0, 1, 1])).toEqual(['a']);
    });

    it('wraps boxes that run on past the antimeridian', () => {
        const index = new BoxIndex();
        index.insert('fiji', [177, -21, 182, -12]);
        index.insert('earth', [-180, -90, 200, 90]);
        expect(index.search([-179, -18, -178.5, -17])).toEqual(['fiji', 'earth']);
        expect(index.search([181, -18, 181.5, -17])).toEqual(['fiji', 'earth']);
        expect(index.nearest([182.1, -15])).toEqual(['earth']);
        expect(index.search([-540, -90, 540, 90])).toEqual(['fiji', 'earth']);
    });

    it('moves boxes, which keep their place, and knows which it has not', () => {
        const index = new BoxIndex();
        index.insert('a', [0, 0, 1, 1]);
        index.insert('b', [0, 0, 1, 1]);
        index.update('a', [5, 5, 6, 6]);
        expect(index.search([0, 0, 1, 1])).toEqual(['b']);
        expect(index.search([0, 0, 9, 9])).toEqual(['a', 'b']);
        index.insert('a', [5, 5, 6, 6]);
        expect(index.search([0, 0, 9, 9])).toEqual(['b', 'a']);
        expect(() => index.update('c', [0, 0, 1, 1])).toThrow(
            expect.objectContaining({ issues: [expect.objectContaining({ code: 'unknown-id', path: ['id'] })] }),
        );
    });

    it('names which of many are invalid, latitudes past the poles among them', () => {
        const index = new BoxIndex();
        const issues = (boxes: unknown): unknown[] => {
            try {
                index.insertAll(boxes as [string, number[]][]);
            } catch (error) {
                return (error as BeatplanError).issues.map(({ code, path }) => [code, path]);
            }
            return [];
        };
        expect(issues([['a', [0, 0, 1, 1]], ['b', [0, 80, 10, 95]], 'c', ['d', [0, -91, 1, 0]], ['e']])).toEqual([
            ['out-of-range', ['boxes', 1, 1]],
            ['invalid-type', ['boxes', 2]],
            ['out-of-range', ['boxes', 3, 1]],
            ['out-of-range', ['boxes', 4, 1]],
        ]);
        expect(issues(undefined)).toEqual([['invalid-type', ['boxes']]]);
        expect(issues(new Array(1000).fill(undefined)).length).toBe(101);
        expect(index.size).toBe(0);
        expect(() => index.insert('a', [0, 400, 10, 500])).toThrow(expect.objectContaining({ code: 'invalid-input' }));
        new BoxIndex({ metric: 'planar' }).insert('a', [0, 400, 10, 500]);
    });

    it('takes many at once, or none of them', () => {
        const index = new BoxIndex();
        index.insert('a', [0, 0, 1, 1]);
        index.insertAll(new Map<string, Bbox>(Object.entries({ b: [2, 0, 3, 1], a: [170, 0, -170, 1] })));
        expect(index.size).toBe(2);
        expect(index.search([-180, -90, 180, 90])).toEqual(['b', 'a']);
        expect(() =>
            index.insertAll([
                ['c', [0, 0, 1, 1]],
                ['d', [0, 1, 1, 0]],
            ]),
        ).toThrow(expect.objectContaining({ code: 'invalid-input' }));
        expect(index.has('c')).toBe(false);
    });

    it('writes into a list that is there already', () => {
        const index = new BoxIndex();
        index.insert('a', [0, 0, 1, 1]);
        const out = ['x', 'y'];
        expect(index.searchInto([0, 0, 1, 1], out)).toBe(1);
        expect(out).toEqual(['a', 'y']);
    });

    it('writes what is nearest into a list that is there already', () => {
        const index = new BoxIndex({ metric: 'planar' });
        index.insertAll([
            ['a', [0, 0, 1, 1]],
            ['b', [4, 0, 5, 1]],
        ]);
        const out = ['x', 'y', 'z'];
        const distances = new Float64Array(1);
        expect(index.nearestInto(2, 0, out, { count: 2, distances })).toBe(2);
        expect(out).toEqual(['a', 'b', 'z']);
        expect(distances[0]).toBe(1);
        expect(index.nearestInto(2, 0, out, { count: 9, radius: 1 })).toBe(1);
        const refused = expect.objectContaining({ code: 'invalid-input' });
        expect(() => index.nearestInto(Number.NaN, 0, out)).toThrow(refused);
        expect(() => index.nearestInto(0, 0, out, { count: 0 })).toThrow(refused);
        expect(() => index.nearestInto(0, 0, out, { radius: -1 })).toThrow(refused);
    });

    it('asks the filter once for each box, and lets it search in its turn', () => {
        const index = new BoxIndex();
        for (let i = 0; i < 200; i++) index.insert(String(i), [i / 10 - 10, 0, i / 10 - 10, 1]);
        const asked: string[] = [];
        const found = index.nearest([0.01, 0], {
            count: 3,
            filter: (id) => {
                asked.push(id);
                expect(index.nearest([-10, 0])).toEqual(['0']);
                return id !== '101';
            },
        });
        expect(found).toEqual(['100', '99', '102']);
        expect(asked).toEqual(['100', '101', '99', '102']);
    });

    it('keeps the last of many boxes of one id, in an empty index and in a full one', () => {
        const twice: [string, Bbox][] = Array.from({ length: 40 }, (_, i) => [String(i % 30), [i, 0, i, 1]]);
        const index = new BoxIndex({ metric: 'planar' });
        for (let round = 0; round < 2; round++) {
            index.insertAll(twice);
            expect(index.size).toBe(30);
            expect(index.search([0, 0, 9, 1])).toEqual([]);
            expect(index.search([10, 0, 39, 1])).toEqual(twice.slice(10).map(([id]) => id));
        }
    });

    it('lives in a plane too', () => {
        const index = new BoxIndex({ metric: 'planar' });
        index.insert('far', [1000, 1000, 2000, 2000]);
        index.insert('near', [-300, 0, -200, 0]);
        expect(index.nearest([0, 0], { count: 2 })).toEqual(['near', 'far']);
        expect(index.nearest([0, 0], { count: 2, radius: 200 })).toEqual(['near']);
        expect(index.search([1500, 1500, 1e9, 1e9])).toEqual(['far']);
        expect(() => index.search([1, 0, 0, 1])).toThrow(expect.objectContaining({ code: 'invalid-input' }));
    });

    it('finds what is nearest as a full scan does, ties included', () => {
        const filters = fc.integer({ min: 1, max: 3 });
        fc.assert(
            fc.property(fc.array(anyBox, { maxLength: 80 }), anyPosition, filters, (boxes, from, modulus) => {
                const index = new BoxIndex();
                index.insertAll(boxes.map((box, i) => [String(i), box]));
                const expected = boxes
                    .map((box, i) => ({ id: String(i), i, distance: bboxDistance(box, from) }))
                    .filter(({ i }) => i % modulus === 0)
                    .sort((a, b) => a.distance - b.distance || a.i - b.i);
                const filter = (id: string): boolean => Number(id) % modulus === 0;
                expect(index.nearest(from, { count: 7, filter })).toEqual(expected.slice(0, 7).map(({ id }) => id));
                const out: string[] = [];
                const distances = new Float64Array(7);
                const size = index.nearestInto(from[0], from[1], out, { count: 7, filter, distances });
                expect([...distances.subarray(0, size)]).toEqual(expected.slice(0, 7).map(({ distance }) => distance));
                const radius = expected[5]?.distance ?? 1e6;
                const within = expected.filter(({ distance }) => distance <= radius).map(({ id }) => id);
                expect(index.nearest(from, { count: Number.POSITIVE_INFINITY, radius, filter })).toEqual(within);
            }),
            { numRuns: 200 },
        );
    });

    it('searches as a full scan does, while boxes come and go', () => {
        const change = fc.record({ id: fc.integer({ min: 0, max: 15 }).map(String), box: fc.option(anyBox) });
        fc.assert(
            fc.property(fc.array(change, { maxLength: 60 }), anyBox, anyPosition, (changes, query, from) => {
                const index = new BoxIndex();
                const known = new Map<string, Bbox>();
                for (const { id, box } of changes) {
                    // Map keeps an old key's place: delete first, as the index counts a replaced box as new.
                    expect(index.has(id)).toBe(known.has(id));
                    known.delete(id);
                    if (box === null) index.remove(id);
                    else {
                        index.insert(id, box);
                        known.set(id, box);
                    }
                }
                const expected = [...known].filter(([, box]) => touch(box, query)).map(([id]) => id);
                expect(index.search(query)).toEqual(expected);
                const distances = [...known].map(([id, box]) => [id, bboxDistance(box, from)] as const);
                const nearest = index.nearest(from, { count: 4 });
                expect(nearest).toHaveLength(Math.min(4, known.size));
                const lengths = distances.map(([, distance]) => distance).sort((a, b) => a - b);
                nearest.forEach((id, k) => {
                    const distance = distances.find(([other]) => other === id)?.[1] ?? Number.NaN;
                    expect(Math.abs(distance - lengths[k])).toBeLessThan(1e-3);
                });
            }),
            { numRuns: 150 },
        );
    });
});
