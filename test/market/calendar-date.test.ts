import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, isDate, mondayOf, WEEKDAYS, weekdayOf } from '../../src/market/index.js';

// 0001-01-08 to 9999-12-24: a week of room at either end.
const anyDate = fc.integer({ min: -719_155, max: 2_932_889 }).map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));

describe('isDate', () => {
    it('takes dates that exist and nothing else', () => {
        for (const text of ['2024-02-29', '2000-02-29', '0001-01-01', '0099-12-31', '9999-12-31'])
            expect(isDate(text)).toBe(true);
        for (const text of [
            '2023-02-29',
            '1900-02-29',
            '2024-13-01',
            '2024-00-10',
            '2024-04-31',
            '2024-1-1',
            '0000-01-01',
            '',
            ' 2024-01-01',
            '2024-01-01T00:00',
        ]) {
            expect(isDate(text), text).toBe(false);
        }
    });
});

describe('weekdayOf', () => {
    it('knows days of the week far apart', () => {
        expect(weekdayOf('1970-01-01')).toBe('thu');
        expect(weekdayOf('2024-02-29')).toBe('thu');
        expect(weekdayOf('1969-07-20')).toBe('sun');
        expect(weekdayOf('2026-11-23')).toBe('mon');
    });

    it('goes through the week day by day', () => {
        fc.assert(
            fc.property(anyDate, (date) => {
                const next = (WEEKDAYS.indexOf(weekdayOf(date)) + 1) % 7;
                expect(weekdayOf(addDays(date, 1))).toBe(WEEKDAYS[next]);
            }),
            { numRuns: 100 },
        );
    });
});

describe('addDays', () => {
    it('crosses months, leap days and years', () => {
        expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
        expect(addDays('2023-02-28', 1)).toBe('2023-03-01');
        expect(addDays('2024-12-31', 1)).toBe('2025-01-01');
        expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
        expect(addDays('0099-12-31', 1)).toBe('0100-01-01');
    });

    it('is undone by going back, and counted by daysBetween', () => {
        fc.assert(
            fc.property(anyDate, anyDate, (from, to) => {
                const days = daysBetween(from, to);
                expect(addDays(from, days)).toBe(to);
                expect(daysBetween(to, from)).toBe(0 - days);
            }),
            { numRuns: 100 },
        );
    });

    it('refuses what is no date', () => {
        expect(() => addDays('2023-02-29', 1)).toThrow(expect.objectContaining({ code: 'invalid-date' }));
        for (const [date, days] of [
            ['9999-12-31', 1],
            ['0001-01-01', -1],
            ['2024-01-01', 0.5],
            ['2024-01-01', Number.NaN],
        ] as const) {
            expect(() => addDays(date, days)).toThrow(expect.objectContaining({ code: 'invalid-date' }));
        }
        expect(addDays('9999-12-30', 1)).toBe('9999-12-31');
        expect(addDays('0001-01-02', -1)).toBe('0001-01-01');
        expect(() => weekdayOf('tomorrow')).toThrow(expect.objectContaining({ code: 'invalid-date' }));
    });
});

describe('mondayOf', () => {
    it('finds the start of the week', () => {
        expect(mondayOf('2026-11-23')).toBe('2026-11-23');
        expect(mondayOf('2026-11-29')).toBe('2026-11-23');
        expect(mondayOf('2026-01-01')).toBe('2025-12-29');
    });
});
