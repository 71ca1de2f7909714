import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { visitsToIcs } from '../../../src/formats/index.js';
import { places, thrownError, thrownIssues } from '../thrown-issues.js';
import { ACCOUNTS, CALENDAR, REPS } from '../tiny-plan.js';

function parse(text: string): { readonly calendar: ICAL.Component; readonly events: ICAL.Event[] } {
    const calendar = new ICAL.Component(ICAL.parse(text));
    return { calendar, events: calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component)) };
}

describe('visitsToIcs', () => {
    it('writes one event a call that calendars read back', () => {
        const { calendar, events } = parse(visitsToIcs(CALENDAR, ACCOUNTS, REPS));
        expect(events.map((event) => event.uid)).toEqual([
            '2026-03-23/A1#1@beatplan',
            '2026-03-23/A2#1@beatplan',
            '2026-03-23/=A3#1@beatplan',
        ]);
        const [first, second, third] = events;
        expect(first.summary).toBe('Rep North: Bäckerei; "Süd", Markt');
        expect(first.location).toBe('Bäckerei; "Süd", Markt');
        expect(first.description).toBe('Call 1 of the day. Travel from the place before: 12 min, 9.4 km.');
        expect(first.component.getFirstPropertyValue('geo')).toEqual([48.1, 11.5]);
        expect(first.component.getFirstPropertyValue('dtstamp')?.toString()).toBe('2026-03-23T00:00:00Z');
        expect([first.startDate.toString(), first.endDate.toString()]).toEqual(['2026-03-23T09:00:00', '2026-03-23T09:30:00']);
        expect(first.component.getFirstProperty('dtstart')?.getParameter('tzid')).toBe('Europe/Berlin');
        expect([second.startDate.toString(), second.endDate.toString()]).toEqual(['2026-03-23T23:45:00', '2026-03-24T00:15:00']);
        // Without a time zone a time floats: it is 8:30 wherever the rep is.
        expect(third.component.getFirstProperty('dtstart')?.toICALString()).toBe('DTSTART:20260331T083000');
        expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('Beat plan');
    });

    it('holds the rules of the time zones that it names, the change of clocks included', () => {
        const { calendar } = parse(visitsToIcs(CALENDAR, ACCOUNTS, REPS));
        const zones = calendar.getAllSubcomponents('vtimezone');
        expect(zones.map((zone) => zone.getFirstPropertyValue('tzid'))).toEqual(['Europe/Berlin']);
        const parts = zones[0].getAllSubcomponents();
        const lines = parts.map((part) => [part.name, ...part.getAllProperties().map((property) => property.toICALString())]);
        expect(lines).toEqual([
            ['standard', 'DTSTART:20260322T010000', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0100'],
            ['daylight', 'DTSTART:20260329T020000', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0200'],
        ]);
        const zone = new ICAL.Timezone(zones[0]);
        const offset = (month: number, day: number): number =>
            zone.utcOffset(ICAL.Time.fromData({ year: 2026, month, day, hour: 12 }));
        expect([offset(3, 28), offset(3, 30)]).toEqual([3600, 7200]);
    });

    it('knows zones of the southern half, of half hours, and without daylight saving time', () => {
        const zoneOf = (timeZone: string): string[] => {
            const reps = [{ ...REPS[0], timeZone }, REPS[1]];
            const { calendar } = parse(visitsToIcs(CALENDAR, ACCOUNTS, reps));
            return calendar
                .getAllSubcomponents('vtimezone')[0]
                .getAllSubcomponents()
                .map(
                    (part) => `${part.name} ${part.getFirstPropertyValue('dtstart')} ${part.getFirstPropertyValue('tzoffsetto')}`,
                );
        };
        expect(zoneOf('Australia/Sydney')).toEqual([
            'daylight 2026-03-22T11:00:00 +11:00',
            'standard 2026-04-05T03:00:00 +10:00',
        ]);
        expect(zoneOf('Asia/Kolkata')).toEqual(['standard 2026-03-22T05:30:00 +05:30']);
        expect(zoneOf('America/Phoenix')).toEqual(['standard 2026-03-21T17:00:00 -07:00']);
    });

    it('writes one rep, without the name in each event', () => {
        const { calendar, events } = parse(
            visitsToIcs(CALENDAR, ACCOUNTS, REPS, { rep: 'north', sequence: 3, stamp: '2026-03-20T07:00:00Z' }),
        );
        expect(events.map((event) => event.summary)).toEqual(['Bäckerei; "Süd", Markt', 'A2']);
        expect(events[0].sequence).toBe(3);
        expect(events[0].component.getFirstPropertyValue('dtstamp')?.toString()).toBe('2026-03-20T07:00:00Z');
        expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('Rep North');
        const named = visitsToIcs(CALENDAR, ACCOUNTS, REPS, { name: 'Calls', location: ({ id }) => `at ${id}` });
        expect(parse(named).calendar.getFirstPropertyValue('x-wr-calname')).toBe('Calls');
        expect(parse(named).events[1].location).toBe('at A2');
    });

    it('folds lines at 75 octets, ends them with CRLF, and is the same each time', () => {
        const text = visitsToIcs(CALENDAR, [{ ...ACCOUNTS[0], name: 'ü'.repeat(200) }, ...ACCOUNTS.slice(1)], REPS);
        const lines = text.split('\r\n');
        expect(lines.every((line) => new TextEncoder().encode(line).length <= 75 && !line.includes('\n'))).toBe(true);
        expect(lines.length).toBeGreaterThan(40);
        expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
        expect(visitsToIcs(CALENDAR, [{ ...ACCOUNTS[0], name: 'ü'.repeat(200) }, ...ACCOUNTS.slice(1)], REPS)).toBe(text);
    });

    it('writes lines that any calendar reads, whatever names hold', () => {
        const hostile = fc
            .array(
                fc.constantFrom(
                    '\r',
                    '\n',
                    '\v',
                    '\f',
                    '\0',
                    '\u007f',
                    '\u0085',
                    '\u2028',
                    '\ud800',
                    '\t',
                    ' ',
                    ';',
                    ',',
                    '\\',
                    ':',
                    'BEGIN:VEVENT',
                    'ü',
                    '漢',
                    '😀',
                    'a'.repeat(74),
                ),
                {
                    maxLength: 30,
                },
            )
            .map((parts) => parts.join(''));
        fc.assert(
            fc.property(hostile, hostile, hostile, (account, rep, calendar) => {
                const accounts = [{ ...ACCOUNTS[0], name: account }, ...ACCOUNTS.slice(1)];
                const reps = [{ ...REPS[0], name: rep }, ...REPS.slice(1)];
                const text = visitsToIcs(CALENDAR, accounts, reps, { name: calendar });
                for (const line of text.split('\r\n')) {
                    expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
                    expect(line).not.toMatch(/[^\P{Cc}\t]|\p{Cs}/u);
                }
                const { events } = parse(text);
                expect(events).toHaveLength(3);
                expect(events[0].location.replace(/\s/g, '')).toBe(account.replace(/[\s\p{Cc}\p{Cs}]/gu, ''));
            }),
            { numRuns: 200 },
        );
    });

    it('moves the events of the calendar that it replaces', () => {
        const first = visitsToIcs(CALENDAR, ACCOUNTS, REPS);
        expect(visitsToIcs(CALENDAR, ACCOUNTS, REPS, { previous: first, stamp: '2030-01-01T00:00:00Z' })).toBe(first);
        const moved = { ...CALENDAR, visits: CALENDAR.visits.map((visit) => ({ ...visit, start: visit.start + 60 })) };
        const second = visitsToIcs(moved, ACCOUNTS, REPS, { previous: first });
        const third = visitsToIcs(CALENDAR, ACCOUNTS, REPS, { previous: second, stamp: '2030-01-01T00:00:00Z' });
        const all = [first, second, third].map((text) => parse(text).events);
        expect(new Set(all.map((events) => events.map(({ uid }) => uid).join())).size).toBe(1);
        expect(all.map(([event]) => event.sequence)).toEqual([0, 1, 2]);
        expect(all.map(([event]) => String(event.component.getFirstPropertyValue('dtstamp')))).toEqual([
            '2026-03-23T00:00:00Z',
            '2026-03-23T00:00:01Z',
            '2030-01-01T00:00:00Z',
        ]);
        expect(visitsToIcs(CALENDAR, ACCOUNTS, REPS, { previous: 'no calendar' })).toBe(first);
    });

    it('issues again only what changed, and cancels once what is gone', () => {
        const first = visitsToIcs(CALENDAR, ACCOUNTS, REPS);
        const [gone, moved, ...others] = CALENDAR.visits;
        const changed = {
            ...CALENDAR,
            visits: [{ ...moved, start: moved.start + 600, departure: moved.departure + 600 }, ...others],
        };
        const second = visitsToIcs(changed, ACCOUNTS, REPS, { previous: first });
        const states = (text: string): Record<string, [number, string]> =>
            Object.fromEntries(
                parse(text).events.map(({ uid, sequence, component }) => [
                    uid.split('/')[1].replace('@beatplan', ''),
                    [sequence, String(component.getFirstPropertyValue('status') ?? '')],
                ]),
            );
        expect(states(second)).toEqual({
            [gone.id]: [1, 'CANCELLED'],
            [moved.id]: [1, ''],
            ...Object.fromEntries(others.map(({ id }) => [id, [0, '']])),
        });
        const third = visitsToIcs(changed, ACCOUNTS, REPS, { previous: second });
        expect(Object.keys(states(third))).not.toContain(gone.id);
        expect(visitsToIcs(changed, ACCOUNTS, REPS, { previous: third })).toBe(third);
        const back = visitsToIcs(CALENDAR, ACCOUNTS, REPS, { previous: second });
        expect(states(back)[gone.id]).toEqual([2, '']);
    });

    it('cancels no calls of weeks that are past, nor events of others', () => {
        const first = visitsToIcs(CALENDAR, ACCOUNTS, REPS);
        const foreign = first.replaceAll('@beatplan', '@elsewhere');
        const later = { ...CALENDAR, start: '2026-06-01', visits: [] };
        expect(parse(visitsToIcs(later, ACCOUNTS, REPS, { previous: first })).events).toEqual([]);
        expect(parse(visitsToIcs({ ...CALENDAR, visits: [] }, ACCOUNTS, REPS, { previous: foreign })).events).toEqual([]);
        expect(parse(visitsToIcs({ ...CALENDAR, visits: [] }, ACCOUNTS, REPS, { previous: first })).events).toHaveLength(3);
        const broken = 'BEGIN:VCALENDAR\r\nDTSTAMP:20260101T000000Z\r\nBEGIN:VEVENT\r\nEND:VTODO';
        expect(parse(visitsToIcs(CALENDAR, ACCOUNTS, REPS, { previous: broken })).events).toHaveLength(3);
        expect(places(thrownIssues(() => visitsToIcs(CALENDAR, ACCOUNTS, REPS, { previous: 7 as never })))).toEqual([
            ['invalid-type', 'options/previous'],
        ]);
    });

    it('refuses unknown reps, zones and stamps', () => {
        expect(places(thrownIssues(() => visitsToIcs(CALENDAR, ACCOUNTS, REPS, { rep: 'east' })))).toEqual([
            ['unknown-id', 'rep'],
        ]);
        expect(thrownError(() => visitsToIcs(CALENDAR, ACCOUNTS, REPS, { stamp: 'today' })).code).toBe('invalid-date');
        const lost = [{ ...REPS[0], timeZone: 'Mars/Olympus' }, REPS[1]];
        expect(thrownIssues(() => visitsToIcs(CALENDAR, ACCOUNTS, lost))).toMatchObject([
            { code: 'unknown-option', path: ['timeZone'], received: 'Mars/Olympus' },
        ]);
        expect(places(thrownIssues(() => visitsToIcs(CALENDAR, [], [])))).toHaveLength(5);
    });
});
