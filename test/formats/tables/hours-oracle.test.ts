import fc from 'fast-check';
import OpeningHours from 'opening_hours';
import { describe, expect, it } from 'vitest';
import { parseWeeklyHours } from '../../../src/formats/index.js';
import { WEEKDAYS } from '../../../src/market/index.js';

const DAY = 86_400;
const WEEK = 7 * DAY;
// A Monday whose week has no holiday where the oracle is asked about.
const MONDAY = new Date(2027, 5, 7);
const PLACE = { lat: 48.1, lon: 11.5, address: { country_code: 'de', state: 'Bayern' } } as const;

type Spans = readonly (readonly [open: number, close: number])[];

/** Spans of a week in seconds from Monday, joined where they touch; what runs past Sunday comes back on Monday. */
function joinSpans(spans: Spans): Spans {
    const within = spans.flatMap(([open, close]): [number, number][] =>
        close > WEEK
            ? [
                  [open, WEEK],
                  [0, close - WEEK],
              ]
            : [[open, close]],
    );
    const joined: [number, number][] = [];
    for (const [open, close] of within.filter((span) => span[1] > span[0]).sort((a, b) => a[0] - b[0])) {
        const last = joined[joined.length - 1];
        if (last !== undefined && open <= last[1]) last[1] = Math.max(last[1], close);
        else joined.push([open, close]);
    }
    return joined;
}

function ours(text: string): Spans {
    const hours = parseWeeklyHours(text);
    return joinSpans(
        WEEKDAYS.flatMap((day, i) => (hours[day] ?? []).map(([open, close]) => [i * DAY + open, i * DAY + close] as const)),
    );
}

/** The oracle's spans of one week. */
function theirs(text: string): Spans {
    const at = (days: number): Date => new Date(MONDAY.getFullYear(), MONDAY.getMonth(), MONDAY.getDate() + days);
    const seconds = (moment: Date): number => Math.round((moment.getTime() - MONDAY.getTime()) / 1000);
    const intervals = new OpeningHours(text, PLACE).getOpenIntervals(at(0), at(7));
    return joinSpans(intervals.map(([open, close]) => [Math.max(0, seconds(open)), Math.min(WEEK, seconds(close))] as const));
}

const day = fc.constantFrom('Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su');
const days = fc.oneof(
    day,
    fc.tuple(day, day).map(([from, to]) => (from === to ? from : `${from}-${to}`)),
    fc.uniqueArray(day, { minLength: 2, maxLength: 3 }).map((list) => list.join(',')),
);
const clock = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const span = fc
    .tuple(fc.integer({ min: 0, max: 47 }), fc.integer({ min: 1, max: 24 }))
    .map(([from, length]) => `${clock(30 * from)}-${clock(Math.min(30 * (from + length), 1440))}`);
const past = fc
    .tuple(fc.integer({ min: 40, max: 47 }), fc.integer({ min: 49, max: 56 }), fc.boolean())
    .map(([from, to, isWrapped]) => `${clock(30 * from)}-${clock(isWrapped ? 30 * to - 1440 : 30 * to)}`);
const times = fc.oneof(
    { arbitrary: span, weight: 4 },
    { arbitrary: fc.constantFrom('08:00-12:00,13:00-17:00', '09:00-12:30, 14:00-18:30', '10:00-14:00,16:00-20:00'), weight: 3 },
    { arbitrary: past, weight: 1 },
);
const rule = fc.oneof(
    { arbitrary: fc.tuple(days, times).map(([on, at]) => `${on} ${at}`), weight: 6 },
    { arbitrary: days.map((on) => `${on} off`), weight: 1 },
    { arbitrary: fc.constant('PH off'), weight: 1 },
);
// Hours without a day begin a text: behind another rule they could be for its days or for all.
const text = fc
    .tuple(fc.oneof({ arbitrary: rule, weight: 4 }, { arbitrary: times, weight: 1 }), fc.array(rule, { maxLength: 3 }))
    .map(([first, others]) => [first, ...others].join('; '))
    .filter((hours) => hours !== 'PH off');

/**
 * Whether a night that runs past midnight is beside other rules. There the two differ on purpose: a rule for Wednesday replaces the night
 * that begins on Wednesday, as people mean it, where the oracle replaces what lies between two midnights and keeps the other half of a night.
 */
function hasCutNight(hours: string): boolean {
    const isPast = [...hours.matchAll(/(\d\d:\d\d)-(\d\d:\d\d)/g)].some(([, from, to]) => to <= from || to > '24:00');
    return isPast && hours.includes(';');
}

describe('weekly hours beside opening_hours', () => {
    it.each([
        'Mo-Fr 08:00-12:00,13:00-17:00; Sa 09:00-12:00',
        'Mo-Su 10:00-18:00; We off',
        'Fr 22:00-26:00',
        'Sa-Mo 10:00-12:00',
        '24/7',
        'Mo,We,Fr 08:00-16:00',
        'Mo-Fr 08:00-18:00; PH off',
        'Su 22:00-02:00',
        'Mo-Fr 08:00-12:00, We 14:00-18:00',
    ])('%s', (hours) => {
        expect(ours(hours)).toEqual(theirs(hours));
    });

    it('keep a night with the day on which it begins, where the oracle cuts it at midnight', () => {
        expect(ours('We,Sa 21:30-24:30; We off')).toEqual([[5 * DAY + 21.5 * 3600, 6 * DAY + 1800]]);
        expect(theirs('We,Sa 21:30-24:30; We off')).toHaveLength(2);
    });

    it('are the same over a grammar of rules, or refused', () => {
        let read = 0;
        let refused = 0;
        const differing: string[] = [];
        for (const hours of fc.sample(text, { numRuns: 1500, seed: 20 })) {
            if (hasCutNight(hours)) continue;
            let found: Spans;
            try {
                found = ours(hours);
            } catch {
                refused++;
                continue;
            }
            read++;
            if (JSON.stringify(found) !== JSON.stringify(theirs(hours))) differing.push(hours);
        }
        expect(differing).toEqual([]);
        expect(refused).toBeLessThan(read / 50);
        expect(read).toBeGreaterThan(1000);
    });
});
