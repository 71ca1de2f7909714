import { describe, expect, it } from 'vitest';
import { middleLongitude, viewOf } from '../../src/report/view.js';

describe('viewOf', () => {
    it('is the box of the positions', () => {
        const positions = [
            [8, 50],
            [13, 48],
            [10, 54],
        ] as const;
        expect(viewOf(positions)).toEqual([8, 48, 13, 54]);
    });

    it('runs past 180 where the positions lie on both sides of the dateline', () => {
        const view = viewOf([
            [178, -18],
            [-179, -17],
        ]);
        expect(view).toEqual([178, -18, 181, -17]);
        expect(middleLongitude(view)).toBe(179.5);
    });

    it('is a point for one position, and the world for none', () => {
        expect(viewOf([[5, 6]])).toEqual([5, 6, 5, 6]);
        const [west, south, east, north] = viewOf([]);
        expect(east - west).toBe(360);
        expect(south).toBeLessThan(north);
    });
});
