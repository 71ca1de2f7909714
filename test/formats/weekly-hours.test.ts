import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatWeeklyHours, parseWeeklyHours } from '../../src/formats/index.js';
import { type DayWindow, WEEKDAYS, type WeeklyHours } from '../../src/market/index.js';
import { thrownIssues } from './thrown-issues.js';

const H = 3600;

describe('parseWeeklyHours', () => {
    it('reads days, lists of windows and closed days', () => {
        const work: DayWindow[] = [
            [8 * H, 12 * H],
            [13 * H, 17 * H],
        ];
        expect(parseWeeklyHours('Mo-Fr 08:00-12:00,13:00-17:00; Sa 09:00-12:00; Su off')).toEqual({
            mon: work,
            tue: work,
            wed: work,
            thu: work,
            fri: work,
            sat: [[9 * H, 12 * H]],
        });
    });

    it.each([
        ['24/7', '24/7'],
        ['Mon-Fri 8-17', 'Mo-Fr 08:00-17:00'],
        ['Monday - Friday: 8am - 5:30 pm', 'Mo-Fr 08:00-17:30'],
        ['mo–fr 8 to 17', 'Mo-Fr 08:00-17:00'],
        ['08:00-18:00', 'Mo-Su 08:00-18:00'],
        ['Mo,We, Fr 9:00-12:00', 'Mo,We,Fr 09:00-12:00'],
        ['Sa-Mo 10-12', 'Mo,Sa,Su 10:00-12:00'],
        ['Tue. 8-9, Thu. 9-10', 'Tu 08:00-09:00; Th 09:00-10:00'],
        ['Mo-Fr 08:00-12:00, We 14:00-18:00', 'Mo,Tu,Th,Fr 08:00-12:00; We 08:00-12:00,14:00-18:00'],
        ['Mo-Fr 08:00-12:00; We 14:00-18:00', 'Mo,Tu,Th,Fr 08:00-12:00; We 14:00-18:00'],
        ['Mo-Fr 08:00-12:00; We off', 'Mo,Tu,Th,Fr 08:00-12:00'],
        ['Mo 22:00-26:00', 'Mo 22:00-24:00; Tu 00:00-02:00'],
        ['Su 22:00-26:00', 'Mo 00:00-02:00; Su 22:00-24:00'],
        ['Mo 08:00-12:00,11:00-14:00,14:00-15:00', 'Mo 08:00-15:00'],
        ['Mo 12am-12pm', 'Mo 00:00-12:00'],
        ['Mo 08:00:30-12:00', 'Mo 08:00:30-12:00'],
        ['PH off; Mo 8-9', 'Mo 08:00-09:00'],
        ['closed', 'off'],
        ['Mo-Sa off', 'off'],
    ])('%s is %s', (text, expected) => {
        expect(formatWeeklyHours(parseWeeklyHours(text))).toBe(expected);
    });

    it.each([
        '',
        ';',
        'Di 8-9',
        'Mo',
        'Mo-Xx 8-9',
        'Mo 8',
        'Mo 8-',
        'Mo 08:60-09:00',
        'Mo 13pm-14pm',
        'Mo 50-60',
        'PH 10:00-12:00',
        'Mo 8-9 by appointment',
        'M 8-9',
        'sunrise-sunset',
    ])('does not guess at %j', (text) => {
        expect(thrownIssues(() => parseWeeklyHours(text))).toMatchObject([
            { code: 'invalid-hours', path: [], expected: "'Mo-Fr 08:00-17:00; Sa 09:00-12:00'" },
        ]);
    });

    it('asks about windows that end before they start', () => {
        expect(thrownIssues(() => parseWeeklyHours('Mo 17:00-08:00; Tu 8-8; We 8-x'))).toMatchObject([
            { code: 'inverted-window', received: 'Mo 17:00-08:00', hint: 'write hours that end after midnight as 22:00-26:00' },
            { code: 'inverted-window', received: 'Tu 8-8' },
            { code: 'invalid-hours', received: 'We 8-x' },
        ]);
    });

    it('gives up on a long text at once', () => {
        expect(thrownIssues(() => parseWeeklyHours(`Mo 8-9${' '.repeat(200_000)},x`))).toMatchObject([{ code: 'invalid-hours' }]);
    });
});

describe('formatWeeklyHours', () => {
    it('writes what parseWeeklyHours reads', () => {
        // Cut points of a day make windows that neither touch nor overlap.
        const day = fc
            .uniqueArray(fc.integer({ min: 0, max: 86_400 }), { maxLength: 6 })
            .map((points) => points.sort((a, b) => a - b))
            .map((points) => Array.from({ length: points.length >> 1 }, (_, i): DayWindow => [points[2 * i], points[2 * i + 1]]));
        const week = fc.tuple(day, day, day, day, day, day, day);
        fc.assert(
            fc.property(week, fc.boolean(), (days, alike) => {
                const hours: WeeklyHours = Object.fromEntries(
                    WEEKDAYS.map((weekday, i) => [weekday, alike ? days[i % 2] : days[i]] as const).filter(
                        ([, windows]) => windows.length > 0,
                    ),
                );
                expect(parseWeeklyHours(formatWeeklyHours(hours))).toEqual(hours);
            }),
            { numRuns: 200 },
        );
    });
});
