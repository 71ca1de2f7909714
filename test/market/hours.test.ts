import { describe, expect, it } from 'vitest';
import { dayWindows, openDuration } from '../../src/market/index.js';

describe('dayWindows', () => {
    it('is the whole day where no hours are given, and nothing on a day that is left out', () => {
        expect(dayWindows(undefined, 'mon')).toEqual([[0, 86_400]]);
        expect(dayWindows({ tue: [[1, 2]] }, 'mon')).toEqual([]);
        expect(dayWindows({ mon: [] }, 'mon')).toEqual([]);
    });

    it('sorts windows and joins those that touch', () => {
        const hours = {
            mon: [
                [50_000, 60_000],
                [10_000, 20_000],
                [20_000, 30_000],
            ],
        } as const;
        expect(dayWindows(hours, 'mon')).toEqual([
            [10_000, 30_000],
            [50_000, 60_000],
        ]);
        expect(hours.mon[0]).toEqual([50_000, 60_000]);
        expect(openDuration(dayWindows(hours, 'mon'))).toBe(30_000);
    });
});
