import ICAL from 'ical.js';
import { foldLines } from './ics-text.js';

/** A component of jCal (RFC 7265), the JSON form of iCalendar. */
export type Component = [name: string, properties: Property[], components: Component[]];
/** A property of a {@link Component}. */
export type Property = [
    name: string,
    parameters: Record<string, string>,
    type: string,
    ...values: (string | number | number[])[],
];

/** How changed events are issued. */
export interface Reissue {
    /** `YYYY-MM-DDTHH:MM:SSZ`, later than all of the calendar that is replaced. */
    readonly stamp: string;
    /** Changed events get at least this number. */
    readonly sequence: number;
    /** First day of the period, and the day after it. */
    readonly start: string;
    readonly end: string;
}

/**
 * Events as they follow those of a calendar in place (RFC 5546, 3.2): unchanged ones keep their number and stamp, changed ones get
 * higher ones, and those of the period that are gone are written as cancelled, once.
 *
 * @param previous - text of the calendar in place
 * @returns the events, those that are gone last
 */
export function reissueEvents(events: readonly Component[], previous: string, issue: Reissue): Component[] {
    const before = eventsByUid(previous);
    const same = eventsByUid(foldLines(ICAL.stringify(['vcalendar', [], [...events]])));
    const issued = events.map((event): Component => {
        const uid = textOf(event, 'uid');
        const old = before.get(uid);
        if (old === undefined) return withIssue(event, issue.stamp, issue.sequence);
        if (contentOf(old) === contentOf(same.get(uid))) return withIssue(event, textOf(old, 'dtstamp'), sequenceOf(old));
        return withIssue(event, issue.stamp, Math.max(issue.sequence, sequenceOf(old) + 1));
    });
    const gone = [...before].filter(([uid, event]) => !same.has(uid) && isOurs(uid, event, issue));
    const cancelled = gone.map(([, event]): Component => {
        const [name, properties] = withIssue(event, issue.stamp, Math.max(issue.sequence, sequenceOf(event) + 1));
        return [name, [...properties.filter(([key]) => key !== 'status'), ['status', {}, 'text', 'CANCELLED']], []];
    });
    return [...issued, ...cancelled];
}

function isOurs(uid: string, event: Component, { start, end }: Reissue): boolean {
    if (!uid.endsWith('@beatplan') || textOf(event, 'status').toUpperCase() === 'CANCELLED') return false;
    const day = textOf(event, 'dtstart').slice(0, 10);
    // Calls of a plan that begins on another day have other names: those of the same days are replaced, those of past weeks took place.
    return uid.startsWith(`${start}/`) || (day >= start && day < end);
}

function eventsByUid(text: string): Map<string, Component> {
    let parsed: unknown;
    try {
        parsed = ICAL.parse(text);
    } catch {
        return new Map();
    }
    // Several calendars in one text come as a list of them.
    const calendars = (typeof (parsed as Component)[0] === 'string' ? [parsed] : parsed) as Component[];
    const events = calendars.flatMap(([, , components]) => components.filter(([name]) => name === 'vevent'));
    return new Map(events.map((event) => [textOf(event, 'uid'), event]));
}

function contentOf(event: Component | undefined): string {
    return JSON.stringify(event?.[1].filter(([name]) => name !== 'dtstamp' && name !== 'sequence'));
}

function withIssue([name, properties, components]: Component, stamp: string, sequence: number): Component {
    const issued = properties.map((property): Property => {
        if (property[0] === 'dtstamp') return ['dtstamp', {}, 'date-time', stamp];
        return property[0] === 'sequence' ? ['sequence', {}, 'integer', sequence] : property;
    });
    return [name, issued, components];
}

function sequenceOf([, properties]: Component): number {
    const value = Number(properties.find(([name]) => name === 'sequence')?.[3]);
    return Number.isSafeInteger(value) ? value : 0;
}

function textOf([, properties]: Component, name: string): string {
    return String(properties.find(([key]) => key === name)?.[3] ?? '');
}
