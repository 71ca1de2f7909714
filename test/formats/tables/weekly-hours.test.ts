import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BeatplanError } from '../../../src/core/index.js';
import { formatWeeklyHours, parseWeeklyHours } from '../../../src/formats/index.js';
import { type DayWindow, WEEKDAYS, type WeeklyHours } from '../../../src/market/index.js';
import { thrownIssues } from '../thrown-issues.js';

const H = 3600;

/** `5:30 PM`. */
function twelve(seconds: number): string {
    const hour = Math.floor(seconds / H);
    return `${hour % 12 || 12}:${String((seconds / 60) % 60).padStart(2, '0')} ${hour < 12 ? 'AM' : 'PM'}`;
}

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
        ['Friday: 11:30 AM - 2:30 PM, 5:00 - 10:00 PM', 'Fr 11:30-14:30,17:00-22:00'],
        ['Mo-Fr 00:00-24:00', 'Mo-Fr 00:00-24:00'],
        ['Mon-Fri 9am–5pm', 'Mo-Fr 09:00-17:00'],
        ['Mon.-Fri. 9 a.m. - 5 p.m.', 'Mo-Fr 09:00-17:00'],
        ['M-F 8am-5pm, Sat 9-noon', 'Mo-Fr 08:00-17:00; Sa 09:00-12:00'],
        ['Mo 9 AM - 5', 'Mo 09:00-17:00'],
        ['Mo 9-5pm', 'Mo 09:00-17:00'],
        ['Mo 8 - 10 PM', 'Mo 20:00-22:00'],
        ['Mo 12 - 5 PM', 'Mo 12:00-17:00'],
        ['Mo 11 - 12 PM', 'Mo 11:00-12:00'],
        ['Mo noon - midnight', 'Mo 12:00-24:00'],
        ['Mo 12 noon to 12 midnight', 'Mo 12:00-24:00'],
        ['Mo midnight-6am', 'Mo 00:00-06:00'],
        ['Mo 6 AM - 12 AM', 'Mo 06:00-24:00'],
        ['Mo 5 PM - 2 AM', 'Mo 17:00-24:00; Tu 00:00-02:00'],
        ['Mo 22:00-02:00', 'Mo 22:00-24:00; Tu 00:00-02:00'],
        ['Mo 08:00-00:00', 'Mo 08:00-24:00'],
        ['Open 24/7', '24/7'],
        ['Open 24 hours', '24/7'],
        ['Mo-Fr 24h', 'Mo-Fr 00:00-24:00'],
        ['daily 8-20', 'Mo-Su 08:00-20:00'],
        ['Weekdays 9am-5pm; weekends closed', 'Mo-Fr 09:00-17:00'],
        ['Mo-Sa 8-17, closed Sundays', 'Mo-Sa 08:00-17:00'],
        ['Mo-Fr 8-17, We closed', 'Mo,Tu,Th,Fr 08:00-17:00'],
        ['Mo-Fr 9-17; PH off', 'Mo-Fr 09:00-17:00'],
        ['Mo-Fr 9-17; Sa,PH closed', 'Mo-Fr 09:00-17:00'],
        ['Mo-Fr,PH 9-17', 'Mo-Fr 09:00-17:00'],
        ['Mo-Fr 08.30-12.00 Uhr', 'Mo-Fr 08:30-12:00'],
        ['Mo.–Fr. 8:30 bis 12 Uhr und 14 bis 18 Uhr', 'Mo-Fr 08:30-12:00,14:00-18:00'],
        ['Montag - Freitag: 8-12, Samstag geschlossen', 'Mo-Fr 08:00-12:00'],
        ['Mo, Mi, Fr 8-12; Di, Do 14-18', 'Mo,We,Fr 08:00-12:00; Tu,Th 14:00-18:00'],
        ['Du lundi au vendredi de 9h à 12h30 et de 14h à 18h', 'Mo-Fr 09:00-12:30,14:00-18:00'],
        ['lun-vie 9:00-14:00, sáb 10-13, domingo cerrado', 'Mo-Fr 09:00-14:00; Sa 10:00-13:00'],
        ['mar 10-15; gio 10-15', 'Tu,Th 10:00-15:00'],
        ['Fr-Mo 10:00-18:00', 'Mo,Fr-Su 10:00-18:00'],
        ['Mo 0800-1700', 'Mo 08:00-17:00'],
        ['Monday: 9:00 AM – 5:00 PM\nTuesday: Closed\nWednesday: 9:00\u202fAM – 12:00\u202fPM', 'Mo 09:00-17:00; We 09:00-12:00'],
        ['Mon 9am-5pm | Tue 9am-1pm', 'Mo 09:00-17:00; Tu 09:00-13:00'],
        ['Mon 9-5pm Tue 9-1pm', 'Mo 09:00-17:00; Tu 09:00-13:00'],
    ])('reads %j as people mean it', (text, expected) => {
        expect(formatWeeklyHours(parseWeeklyHours(text))).toBe(expected);
    });

    it.each([
        'Mo 9 AM - 11',
        'Mo 5 - midnight',
        'Mo 08:00 - 10:00 PM',
        'Mo 11:30 AM - 2:30 PM, 5:00 - 10:00',
        'Mo-Fr 8-12; 14-18',
        '8-12 Mo-Fr, 9-12 Sa',
        'Mo 8-12\nMo 14-18',
        'Mo 8+',
        'Mo 8-17 (lunch 12-13)',
        'Mar 10-15',
        'Ma 8-9',
        'Mo[1] 8-9',
        'Jan-Mar Mo 8-9',
        'Mo-Fr 8-12 || "on call"',
        'PH 10-12',
        'Mo-We-Fr 8-12',
        'Mo 24',
        'T 8-9',
        'Mo-Fr 9-12,',
        'closed Mo 8-9',
    ])('refuses %j, which can be meant in two ways or none', (text) => {
        const issues = thrownIssues(() => parseWeeklyHours(text));
        expect(new Set(issues.map(({ code }) => code))).toEqual(new Set(['invalid-hours']));
    });

    it('says where it stopped', () => {
        expect(thrownIssues(() => parseWeeklyHours('Mo 8-9; Tu 8-9 by appointment'))).toMatchObject([
            { received: 'Tu 8-9 by appointment', hint: "not clear from 'by appointment' on, at character 16" },
        ]);
    });

    it.each(['Mo 9-5', 'Mo 12 AM - 12 AM', 'Mo 9 PM - 5 PM', 'Mo 00:00-00:00', 'Mo 10:00-02:00'])('asks about %j', (text) => {
        expect(thrownIssues(() => parseWeeklyHours(text))).toMatchObject([{ code: 'inverted-window' }]);
    });

    it('reads what it wrote in clocks of 12 hours, and with am or pm left out where a person would', () => {
        const quarter = fc.integer({ min: 0, max: 95 });
        const day = fc.option(fc.uniqueArray(quarter, { minLength: 2, maxLength: 4 }), { nil: [] });
        fc.assert(
            fc.property(
                fc.tuple(day, day, day, day, day, day, day),
                fc.boolean(),
                fc.constantFrom(' - ', '–', ' to '),
                (days, isShort, dash) => {
                    const names = ['Monday', 'Tue.', 'Wed', 'Thursday', 'fri', 'SAT', 'Sunday'];
                    const expected: Record<string, DayWindow[]> = {};
                    const texts = days.map((points, d) => {
                        const sorted = [...points].sort((a, b) => a - b).map((point) => point * 900);
                        const windows = Array.from(
                            { length: sorted.length >> 1 },
                            (_, i): DayWindow => [sorted[2 * i], sorted[2 * i + 1]],
                        );
                        if (windows.length > 0) expected[WEEKDAYS[d]] = windows;
                        const spans = windows.map(([open, close]) => {
                            const isSameHalf = open < 43_200 === close < 43_200;
                            const first = twelve(open);
                            return `${isShort && isSameHalf ? first.slice(0, -3) : first}${dash}${twelve(close)}`;
                        });
                        return `${names[d]}: ${spans.length === 0 ? 'Closed' : spans.join(', ')}`;
                    });
                    expect(parseWeeklyHours(texts.join('\n')), texts.join('\n')).toEqual(expected);
                },
            ),
            { numRuns: 200 },
        );
    });

    it('never takes part of a text for the whole', () => {
        const piece = fc.constantFrom(
            'Mo',
            'Fr',
            'Di',
            '-',
            ',',
            ';',
            ':',
            '8',
            '12:30',
            '5 PM',
            'am',
            'off',
            'PH',
            'noon',
            '24/7',
            'x',
            '(',
            '\n',
            ' ',
        );
        fc.assert(
            fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
                const text = pieces.join(' ');
                let hours: WeeklyHours;
                try {
                    hours = parseWeeklyHours(text);
                } catch (error) {
                    expect(error).toBeInstanceOf(BeatplanError);
                    return;
                }
                expect(text).not.toMatch(/[x(]/);
                expect(parseWeeklyHours(formatWeeklyHours(hours))).toEqual(hours);
            }),
            { numRuns: 2000 },
        );
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

    it.each([
        'open',
        'Open',
        'from',
        'uhr',
        'Mo 8-9; open',
        'PH off',
        'closed on holidays',
    ])('takes %j neither for closed nor for always open', (text) => {
        expect(thrownIssues(() => parseWeeklyHours(text))).toMatchObject([{ code: 'invalid-hours' }]);
    });

    it.each([
        'Mon-Fri 8-12, 1-5',
        'Mo 8:00-12:00, 1:30-5:30',
        '08:00-12:00, 01:00-05:00',
        'Mo 9-1, 2-6',
        'lun 9h-12h, 2h-6h',
    ])('does not take the afternoon of %j for the night', (text) => {
        expect(thrownIssues(() => parseWeeklyHours(text))).toHaveLength(1);
    });

    it('still reads windows in any order where only one clock fits', () => {
        const windows = {
            mon: [
                [28_800, 43_200],
                [46_800, 61_200],
            ],
        }; // prettier-ignore
        expect(parseWeeklyHours('Mo 13:00-17:00, 08:00-12:00')).toEqual(windows);
        expect(parseWeeklyHours('Mo 20:00-24:00, 01:00-05:00')).toEqual({
            mon: [
                [3600, 18_000],
                [72_000, 86_400],
            ],
        });
    });

    it.each([
        ['every day 9am to 9pm', 'Mo-Su 09:00-21:00'],
        ['7 days a week 9am-9pm', 'Mo-Su 09:00-21:00'],
        ['tous les jours 9h-19h', 'Mo-Su 09:00-19:00'],
        ['ma t/m vr 9.00-17.00', 'Mo-Fr 09:00-17:00'],
        ['maandag tot en met vrijdag 9:00-17:00', 'Mo-Fr 09:00-17:00'],
        ['Mon-Fri 0900-1700 hrs', 'Mo-Fr 09:00-17:00'],
        ['Weds 9-17', 'We 09:00-17:00'],
    ])('reads %j', (text, plain) => {
        expect(parseWeeklyHours(text)).toEqual(parseWeeklyHours(plain));
    });

    it.each([
        'M-F 9-5',
        'weekdays 9-5',
        'Sat 10-4',
        'Monday through Friday 9 to 5',
    ])('says how to write the afternoon of %j', (text) => {
        expect(thrownIssues(() => parseWeeklyHours(text))).toMatchObject([
            { code: 'inverted-window', hint: 'write the afternoon as 9am-5pm or 09:00-17:00' },
        ]);
    });

    it('asks about windows that end before they start', () => {
        expect(thrownIssues(() => parseWeeklyHours('Mo 17:00-08:00; Tu 8-8; We 8-x'))).toMatchObject([
            { code: 'inverted-window', received: 'Mo 17:00-08:00', hint: 'write hours that end after midnight as 22:00-26:00' },
            { code: 'inverted-window', received: 'Tu 8-8' },
            { code: 'invalid-hours', received: 'We 8-x' },
        ]);
    });

    it('refuses a long text at once', () => {
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
