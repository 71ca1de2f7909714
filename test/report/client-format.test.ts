import { describe, expect, it } from 'vitest';
import {
    formatClock,
    formatCompact,
    formatDay,
    formatDistance,
    formatDuration,
    formatNumberOf,
    formatPeriod,
    formatShare,
} from '../../src/report/client/format.js';

describe('what the page writes', () => {
    it('times of day', () => {
        expect(formatClock(8 * 3600 + 5 * 60)).toBe('08:05');
        expect(formatClock(8 * 3600 - 1)).toBe('08:00');
        expect(formatClock(24.5 * 3600)).toBe('00:30 (+1)');
        expect(formatClock(-600)).toBe('23:50 (−1)');
    });

    it('durations', () => {
        expect([0, 59 * 60 + 20, 59 * 60 + 40, 2 * 3600 + 5 * 60].map(formatDuration)).toEqual([
            '0 min',
            '59 min',
            '1 h',
            '2 h 5 min',
        ]);
    });

    it('distances', () => {
        expect(formatDistance(1609.344 * 2.25, 'mi')).toBe('2.3 mi');
        expect(formatDistance(240_400, 'km')).toBe('240 km');
        expect(formatDistance(9_960, 'km')).toBe('10 km');
    });

    it('shares, and never all or nothing of a part', () => {
        expect([0, 1, 0.5, 0.9996, 0.0001, 1.2].map(formatShare)).toEqual(['0%', '100%', '50.0%', '99.9%', '0.1%', '120.0%']);
    });

    it('amounts and counts', () => {
        expect(formatCompact(1_240_000)).toBe('1.24M');
        expect([formatNumberOf(1, 'visit'), formatNumberOf(1200, 'visit')]).toEqual(['1 visit', '1,200 visits']);
    });

    it('dates, whatever the time zone', () => {
        expect(formatDay('2027-01-04', 8, 'long')).toBe('Tue, Jan 12');
        expect(formatDay('2027-01-04', 0, 'full')).toBe('Monday, January 4, 2027');
        expect(formatPeriod('2027-01-04', 4)).toBe('Jan 4 – Jan 31, 2027');
        expect(formatPeriod('2026-12-28', 1)).toBe('Dec 28, 2026 – Jan 3, 2027');
    });
});
