import { describe, expect, it } from 'vitest';
import { workingDays } from '../../src/planning/calendar.js';
import { MONDAY, rep } from './small-market.js';

describe('workingDays', () => {
    const halfTime = rep('r', { hours: { wed: [[28800, 43200]], mon: [[30000, 60000]], sun: [] } });

    it('lists the days with hours in rising order', () => {
        expect(workingDays(halfTime, { start: MONDAY, weeks: 2 })).toEqual([
            { date: '2026-01-05', day: 0, week: 0, weekday: 'mon', open: 30000, close: 60000 },
            { date: '2026-01-07', day: 2, week: 0, weekday: 'wed', open: 28800, close: 43200 },
            { date: '2026-01-12', day: 7, week: 1, weekday: 'mon', open: 30000, close: 60000 },
            { date: '2026-01-14', day: 9, week: 1, weekday: 'wed', open: 28800, close: 43200 },
        ]);
    });

    it('leaves out holidays, and absences of that rep alone', () => {
        const period = {
            start: MONDAY,
            weeks: 2,
            holidays: ['2026-01-05', '2030-01-01'],
            absences: [
                { repId: 'r', dates: ['2026-01-14'] },
                { repId: 'other', dates: ['2026-01-07'] },
            ],
        };
        expect(workingDays(halfTime, period).map((day) => day.date)).toEqual(['2026-01-07', '2026-01-12']);
    });

    it('goes on over the change of the clocks and of the year', () => {
        const dates = workingDays(rep('r'), { start: '2026-12-28', weeks: 1 }).map((day) => day.date);
        expect(dates).toEqual(['2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31', '2027-01-01']);
        expect(workingDays(rep('r'), { start: '2026-03-23', weeks: 2 })[5].date).toBe('2026-03-30');
    });
});
