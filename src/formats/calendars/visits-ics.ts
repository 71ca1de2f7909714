import ICAL from 'ical.js';
import { BeatplanError, callback, finite, optional, type Schema, strict, text } from '../../core/index.js';
import { type Account, addDays, type Rep } from '../../market/index.js';
import { DAY_SECONDS } from '../../market/internal.js';
import type { BeatPlan, PlannedVisit, VisitPlan } from '../../planning/index.js';
import { assertWriting, textSchema } from '../tables/check-arguments.js';
import { lookUpPlan } from '../tables/plan-lookup.js';
import { zoneChanges } from '../tables/time-zone.js';
import { calendarId, calendarText, foldLines, latestStamp } from './ics-text.js';
import { type Component, type Property, reissueEvents } from './reissue-events.js';

/** What {@link visitsToIcs} takes. */
export interface VisitsIcsOptions {
    /** Id of the one rep whose calls are written; default all. */
    readonly rep?: string;
    /** Name of the calendar; default the rep's name, or `Beat plan` for several. */
    readonly name?: string;
    /**
     * When the file was made, `YYYY-MM-DDTHH:MM:SSZ`; default midnight (UTC) of the plan's first day, so that equal plans give
     * equal files.
     */
    readonly stamp?: string;
    /**
     * How often the plan was issued before, from 0: calendars replace events by those of a higher number. Default 0; events that differ
     * from `previous` get at least one more than there.
     */
    readonly sequence?: number;
    /**
     * Text of the calendar that this one replaces. Events that changed get a higher `SEQUENCE` and a later stamp, others keep theirs, and
     * those of the period that are gone are written once with `STATUS:CANCELLED`.
     */
    readonly previous?: string;
    /** Where an account is, for people; default its address, or its name if it has none. */
    readonly location?: (account: Account) => string;
}

// Calendars show minutes; an event has to end after its start (RFC 5545, 3.8.2.2).
const MINUTE = 60;

const optionsSchema: Schema = strict({
    rep: optional(text()),
    name: optional(textSchema),
    stamp: optional(text()),
    sequence: optional(finite({ min: 0, max: 2 ** 31 - 1, integer: true })),
    location: optional(callback()),
    previous: optional(text()),
});

/**
 * Writes a plan's calls as an iCalendar file (RFC 5545), one event a call.
 *
 * Times are whole minutes of the rep's own wall clock: with its `timeZone` and the rules of that zone in the file, or floating without one. An
 * event keeps its identity (`UID`) as long as the plan's first day, the account and the number of the call stay the same, so that
 * a replanned calendar moves events instead of doubling them, and takes back those that are gone: give the text of the last one as
 * `previous`. Control characters of names
 * are left out.
 *
 * @param plan - a beat plan, or its calendar alone
 * @param accounts - those that were planned
 * @param reps - those that were planned
 * @param options - one rep, name, stamp, sequence, location
 * @returns the file's text, lines folded and ended by CRLF; events by rep, date and order. O(visits)
 * @throws BeatplanError `invalid-input` with `unknown-id` issues for accounts and reps that were not given; `unknown-id`
 * for an unknown `rep`; `unknown-option` for a time zone that the platform does not know; `invalid-date` for a stamp of another
 * form
 */
export function visitsToIcs(
    plan: BeatPlan | VisitPlan,
    accounts: readonly Account[],
    reps: readonly Rep[],
    options: VisitsIcsOptions = {},
): string {
    assertWriting(plan, accounts, reps, options, optionsSchema);
    const { calendar, accounts: accountById, reps: repById } = lookUpPlan(plan, accounts, reps);
    const { rep: only, previous, sequence = 0, stamp = `${calendar.start}T00:00:00Z` } = options;
    checkOptions(repById, options, stamp);
    const visits = only === undefined ? calendar.visits : calendar.visits.filter((visit) => visit.repId === only);
    const planned = visits.map((visit): Component => {
        const rep = repById.get(visit.repId) as Rep;
        const account = accountById.get(visit.accountId) as Account;
        const zone: Record<string, string> = rep.timeZone === undefined ? {} : { tzid: rep.timeZone };
        const name = account.name ?? account.id;
        const [longitude, latitude] = account.position;
        const properties: Property[] = [
            ['uid', {}, 'text', `${calendar.start}/${calendarId(visit.id)}@beatplan`],
            ['dtstamp', {}, 'date-time', stamp],
            ['sequence', {}, 'integer', sequence],
            ['dtstart', zone, 'date-time', localTime(visit.date, visit.start)],
            ['dtend', zone, 'date-time', localTime(visit.date, Math.max(visit.departure, visit.start + MINUTE))],
            [
                'summary',
                {},
                'text',
                calendarText(only === undefined && repById.size > 1 ? `${rep.name ?? rep.id}: ${name}` : name),
            ],
            ['description', {}, 'text', describe(visit)],
            ['location', {}, 'text', calendarText(options.location?.(account) ?? account.address ?? name)],
            ['geo', {}, 'float', [latitude, longitude]],
        ];
        return ['vevent', properties, []];
    });
    const end = addDays(calendar.start, calendar.weeks * 7);
    const issued = previous === undefined ? undefined : latestStamp(previous);
    const events =
        previous === undefined || issued === undefined
            ? planned
            : reissueEvents(planned, previous, { stamp: later(stamp, issued), sequence, start: calendar.start, end });
    const zones = new Set(events.flatMap(([, properties]) => properties.flatMap(([, { tzid }]) => tzid ?? [])));
    const timeZones = [...zones].sort().map((zone) => timeZoneComponent(zone, calendar.start, end));
    const repName = only === undefined ? undefined : (repById.get(only)?.name ?? only);
    const file: Component = [
        'vcalendar',
        [
            ['version', {}, 'text', '2.0'],
            ['prodid', {}, 'text', '-//beatplan//beatplan//EN'],
            ['calscale', {}, 'text', 'GREGORIAN'],
            ['method', {}, 'text', 'PUBLISH'],
            ['x-wr-calname', {}, 'text', calendarText(options.name ?? repName ?? 'Beat plan')],
        ],
        [...timeZones, ...events],
    ];
    return foldLines(ICAL.stringify(file));
}

// A calendar that follows another is issued after it, if only by a second.
function later(stamp: string, issued: string): string {
    const next = new Date(Date.parse(issued) + 1000).toISOString().replace('.000Z', 'Z');
    return stamp > next ? stamp : next;
}

function checkOptions(reps: ReadonlyMap<string, Rep>, { rep: only }: VisitsIcsOptions, stamp: string): void {
    if (only !== undefined && !reps.has(only)) {
        throw new BeatplanError('unknown-id', `There is no rep '${only}'.`, [
            { code: 'unknown-id', path: ['rep'], message: 'is the id of no rep', received: only },
        ]);
    }
    if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(stamp) && !Number.isNaN(Date.parse(stamp))) return;
    throw new BeatplanError('invalid-date', 'The stamp cannot be read.', [
        {
            code: 'invalid-date',
            path: ['stamp'],
            message: 'is not a time in UTC',
            received: stamp,
            expected: "'2026-03-02T08:00:00Z'",
        },
    ]);
}

function describe(visit: PlannedVisit): string {
    const travel = `${Math.round(visit.travelDuration / 60)} min, ${(visit.distance / 1000).toFixed(1)} km`;
    return `Call ${visit.order} of the day. Travel from the place before: ${travel}.`;
}

function localTime(date: string, seconds: number): string {
    const whole = Math.round(seconds / MINUTE) * MINUTE;
    const days = Math.floor(whole / DAY_SECONDS);
    const rest = whole - days * DAY_SECONDS;
    return `${days === 0 ? date : addDays(date, days)}T${new Date(rest * 1000).toISOString().slice(11, 19)}`;
}

// A file that names a time zone must hold its rules (RFC 5545, 3.2.19).
function timeZoneComponent(timeZone: string, start: string, end: string): Component {
    let changes: ReturnType<typeof zoneChanges>;
    try {
        changes = zoneChanges(timeZone, start, end);
    } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        throw new BeatplanError('unknown-option', `There is no time zone '${timeZone}'.`, [
            { code: 'unknown-option', path: ['timeZone'], message: 'is not a known time zone', received: timeZone },
        ]);
    }
    return [
        'vtimezone',
        [['tzid', {}, 'text', timeZone]],
        changes.map(
            (change): Component => [
                change.daylight ? 'daylight' : 'standard',
                [
                    ['dtstart', {}, 'date-time', change.at],
                    ['tzoffsetfrom', {}, 'utc-offset', offsetText(change.before)],
                    ['tzoffsetto', {}, 'utc-offset', offsetText(change.after)],
                ],
                [],
            ],
        ),
    ];
}

function offsetText(seconds: number): string {
    const minutes = Math.round(Math.abs(seconds) / 60);
    const pad = (value: number): string => String(value).padStart(2, '0');
    return `${seconds < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}
