import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packRings, turnTowards, unpackRing, unwrapLine } from '../../src/report/ring.js';

describe('unwrapLine', () => {
    it('runs on past the dateline, either way', () => {
        expect(
            unwrapLine([
                [170, 1],
                [-170, 2],
                [-160, 3],
            ]),
        ).toEqual([
            [170, 1],
            [190, 2],
            [200, 3],
        ]);
        expect(
            unwrapLine([
                [-170, 1],
                [170, 2],
            ]),
        ).toEqual([
            [-170, 1],
            [-190, 2],
        ]);
    });

    it('closes a ring around a pole beyond it', () => {
        const cap = unwrapLine([
            [0, -70],
            [120, -70],
            [-120, -70],
            [0, -70],
        ]);
        expect(cap).toEqual([
            [0, -70],
            [120, -70],
            [240, -70],
            [360, -70],
            [360, -90],
            [0, -90],
            [0, -70],
        ]);
    });

    it('leaves a ring alone that walks along the pole itself', () => {
        const ring = [
            [-180, -89.999],
            [178, -89.999],
            [178, -70],
            [-180, -70],
            [-180, -89.999],
        ];
        expect(unwrapLine(ring)[1]).toEqual([178, -89.999]);
    });
});

describe('packRings', () => {
    it('writes the first corner and then steps, without the closing one', () => {
        const ring = [
            [10, 50],
            [10.5, 50],
            [10.5, 50.25],
            [10, 50],
        ];
        expect(packRings([ring], 0)).toEqual([[1_000_000, 5_000_000, 50_000, 0, 0, 25_000]]);
    });

    it('drops corners that fall together', () => {
        const ring = [
            [0, 0],
            [0.000001, 0],
            [1, 0],
            [1, 1],
            [0, 0],
        ];
        expect(packRings([ring], 0)).toEqual([[0, 0, 100_000, 0, 0, 100_000]]);
    });

    it('moves a polygon and its holes next to the middle as a whole', () => {
        const outer = [
            [-179, 0],
            [-175, 0],
            [-175, 4],
            [-179, 0],
        ];
        const hole = [
            [-176, 1],
            [-175.5, 1],
            [-175.5, 1.5],
            [-176, 1],
        ];
        const [first, second] = packRings([outer, hole], 178).map(unpackRing);
        expect(first[0]).toEqual([181, 0]);
        expect(second[0]).toEqual([184, 1]);
        expect(packRings([outer], -170).map(unpackRing)[0][0]).toEqual([-179, 0]);
    });

    it('keeps a ring that crosses the dateline in one piece', () => {
        const ring = [
            [179, 0],
            [-179, 0],
            [-179, 2],
            [179, 2],
            [179, 0],
        ];
        const west = packRings([ring], 178).map(unpackRing)[0];
        expect(west.map(([lng]) => lng)).toEqual([179, 181, 181, 179, 179]);
        const east = packRings([ring], -178).map(unpackRing)[0];
        expect(east.map(([lng]) => lng)).toEqual([-181, -179, -179, -181, -181]);
    });

    it('has nothing to say of nothing', () => {
        expect(packRings([], 0)).toEqual([]);
        expect(unpackRing([])).toEqual([]);
    });

    it('comes back within half a step, closed', () => {
        const corner = fc.tuple(fc.integer({ min: -89_000, max: 89_000 }), fc.integer({ min: -90_000, max: 90_000 }));
        const corners = fc.uniqueArray(corner, { minLength: 3, maxLength: 20, selector: String });
        fc.assert(
            fc.property(corners, fc.double({ min: 0, max: 4e-4, noNaN: true }), (thousandths, rest) => {
                const ring = [...thousandths, thousandths[0]].map(([x, y]) => [x / 1000 + rest, y / 1000]);
                const back = unpackRing(packRings([ring], 0)[0]);
                expect(back[back.length - 1]).toEqual(back[0]);
                expect(back).toHaveLength(ring.length);
                ring.forEach(([lng, lat], i) => {
                    expect(Math.abs(back[i][0] - lng)).toBeLessThan(6e-6);
                    expect(Math.abs(back[i][1] - lat)).toBeLessThan(6e-6);
                });
            }),
            { numRuns: 100 },
        );
    });
});

describe('turnTowards', () => {
    it('brings a longitude to within half a turn', () => {
        expect(-179 + turnTowards(-179, 179.5)).toBe(181);
        expect(turnTowards(178, 179.5)).toBe(0);
        expect(179 + turnTowards(179, -170)).toBe(-181);
    });
});
