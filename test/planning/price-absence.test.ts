import { describe, expect, it } from 'vitest';
import type { WorkingDay } from '../../src/planning/calendar.js';
import { priceAbsence } from '../../src/planning/price-absence.js';

const HOUR = 3600;
const days = ['2026-01-05', '2026-01-06'].map((date, day): WorkingDay => {
    return { date, day, week: 0, weekday: day === 0 ? 'mon' : 'tue', open: 8 * HOUR, close: 16 * HOUR };
});

function priced(priority: readonly number[], calls: readonly number[] = priority.map(() => 1)): number[] {
    return [...priceAbsence({ days, calls: Int32Array.from(calls), priority: Float64Array.from(priority) })];
}

describe('priceAbsence', () => {
    it('shares a multiple of the working time by priority', () => {
        const prices = priced([90, 10], [1, 3]);
        expect(prices[0] + 3 * prices[1]).toBeCloseTo(16 * 16 * HOUR, 6);
        expect(prices[0] / prices[1]).toBeCloseTo((90 + 4.5) / (10 + 4.5), 9);
    });

    it('does not depend on the scale of priorities', () => {
        const small = priced([0.9, 0.1, 0]);
        priced([90, 10, 0]).forEach((price, i) => {
            expect(price).toBeCloseTo(small[i], 6);
        });
    });

    it('gives every visit a price, of equal priorities the same', () => {
        expect(priced([100, 0])[1]).toBeGreaterThan(HOUR);
        const [first, second] = priced([0, 0]);
        expect(first).toBe(second);
        expect(first).toBeCloseTo((16 * 16 * HOUR) / 2, 6);
        expect(priced([])).toEqual([]);
    });
});
