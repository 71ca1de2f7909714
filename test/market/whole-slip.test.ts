import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Position } from '../../src/geo/index.js';
import { type Account, auditAccounts } from '../../src/market/index.js';
import { isNearLand } from '../../src/market/land-cells.js';

const accountsAt = (positions: readonly Position[]): Account[] => positions.map((position, i) => ({ id: `a${i}`, position }));

// Western, southern and eastern markets, by the box that they fill.
const MARKETS: Readonly<Record<string, readonly [number, number, number, number]>> = {
    Texas: [-100, 29, -95, 34],
    Germany: [7, 48, 13, 53.5],
    Netherlands: [4.5, 51.5, 6.5, 53],
    Brazil: [-52, -25, -43, -16],
    Australia: [143, -38, 151, -28],
    Kenya: [35, -1.5, 39, 1],
};

const spread = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })), {
    minLength: 30,
    maxLength: 60,
});

describe('slips of a whole table', () => {
    it.each(Object.entries(MARKETS))('are found beside the homes of the reps in %s', (_, [west, south, east, north]) => {
        const place = ([x, y]: readonly [number, number]): Position => [west + x * (east - west), south + y * (north - south)];
        fc.assert(
            fc.property(spread, (drawn) => {
                const positions = drawn.map(place);
                const homes = [place([0.25, 0.5]), place([0.5, 0.5]), place([0.75, 0.5])];
                const whole = (mended: readonly Position[]): string[] =>
                    auditAccounts(accountsAt(mended), { homes })
                        .filter(({ code, accountIds }) => code.endsWith('coordinates') && accountIds.length === mended.length)
                        .map(({ code }) => code);
                expect(whole(positions)).toEqual([]);
                const exchanged = positions.map(([lng, lat]): Position => [lat, lng]);
                if (exchanged.every(([, lat]) => Math.abs(lat) <= 90)) expect(whole(exchanged)).toEqual(['swapped-coordinates']);
                if (Math.abs(west) > 30) {
                    expect(whole(positions.map(([lng, lat]) => [-lng, lat]))).toEqual(['mirrored-coordinates']);
                }
                if (Math.abs(south) > 15) {
                    expect(whole(positions.map(([lng, lat]) => [lng, -lat]))).toEqual(['mirrored-coordinates']);
                }
            }),
            { numRuns: 30 },
        );
    });

    it('show by accounts at sea where no homes are known', () => {
        const cities: Position[] = [
            [13.4, 52.5],
            [10, 53.6],
            [11.6, 48.1],
            [7, 50.9],
            [8.7, 50.1],
            [9.2, 48.8],
            [6.8, 51.2],
            [12.4, 51.3],
            [9.7, 52.4],
            [13.7, 51],
        ];
        expect(auditAccounts(accountsAt(cities))).toEqual([]);
        expect(auditAccounts(accountsAt(cities.map(([lng, lat]) => [lat, lng])))).toMatchObject([
            {
                code: 'swapped-coordinates',
                accountIds: cities.map((_, i) => `a${i}`),
                message: expect.stringContaining('on land'),
            },
        ]);
    });

    it('say nothing of islands, coasts and boats that no slip puts on land', () => {
        const maldives: Position[] = [
            [73.51, 4.17],
            [73.1, -0.63],
            [73.42, -0.3],
            [73.2, 0.4],
            [73.4, 1.9],
            [73.07, 6.6],
            [73, 5.2],
            [73.3, 5.9],
        ];
        expect(auditAccounts(accountsAt(maldives))).toEqual([]);
        const hawaii = Array.from({ length: 12 }, (_, i): Position => [-159 + i / 4, 21.9 - i / 8]);
        expect(auditAccounts(accountsAt(hawaii))).toEqual([]);
    });

    it('knows land from sea', () => {
        const places: readonly (readonly [Position, boolean])[] = [
            [[13.4, 52.5], true],
            [[-96.8, 32.8], true],
            [[151.2, -33.9], true],
            [[-157.9, 21.3], true],
            [[180, 90], false],
            [[-180, -90], true],
            [[-30, 30], false],
            [[90, -10], false],
            [[5, 0], false],
        ];
        for (const [position, isLand] of places) expect([position, isNearLand(position)]).toEqual([position, isLand]);
    });
});
