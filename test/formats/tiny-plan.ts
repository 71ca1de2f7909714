import type { Account, Rep } from '../../src/market/index.js';
import type { PlannedDay, PlannedVisit, VisitPlan } from '../../src/planning/index.js';

const H = 3600;

/** Two reps, three accounts, two days; one call that found no place. The clocks of Berlin change on 29 March 2026. */
export const ACCOUNTS: readonly Account[] = [
    { id: 'A1', name: 'Bäckerei; "Süd", Markt', position: [11.5, 48.1], tier: 'A', priority: 80 },
    { id: 'A2', position: [11.6000004, 48.2] },
    { id: '=A3', name: '=cmd()', position: [-122.25, 37.5] },
];

export const REPS: readonly Rep[] = [
    { id: 'north', name: 'Rep North', home: [11.4, 48.0], hours: { mon: [[8 * H, 17 * H]] }, timeZone: 'Europe/Berlin' },
    { id: 'south', home: [-122, 37], hours: { tue: [[8 * H, 17 * H]] } },
];

function visit(accountId: string, repId: string, date: string, order: number, start: number): PlannedVisit {
    return {
        id: `${accountId}#1`,
        accountId,
        repId,
        date,
        order,
        arrival: start - 90,
        start,
        departure: start + 1800,
        distance: 9412,
        travelDuration: 725,
    };
}

const VISITS: readonly PlannedVisit[] = [
    visit('A1', 'north', '2026-03-23', 1, 9 * H),
    visit('A2', 'north', '2026-03-23', 2, 23.75 * H),
    visit('=A3', 'south', '2026-03-31', 1, 8.5 * H),
];

function dayOf(repId: string, date: string): Omit<PlannedDay, 'repId' | 'date'> {
    const visits = VISITS.filter((each) => each.repId === repId && each.date === date);
    return {
        visitIds: visits.map(({ id }) => id),
        start: 8 * H,
        end: 17 * H + 29,
        distance: 18_824.4,
        duration: 9 * H + 29,
        travelDuration: 1450,
        serviceDuration: 1800 * visits.length,
        waitingDuration: 90 * visits.length,
        cost: 0,
    };
}

/** A calendar of two weeks from 23 March 2026. */
export const CALENDAR: VisitPlan = {
    start: '2026-03-23',
    weeks: 2,
    visits: VISITS,
    days: [
        { repId: 'north', date: '2026-03-23', ...dayOf('north', '2026-03-23') },
        { repId: 'south', date: '2026-03-31', ...dayOf('south', '2026-03-31') },
    ],
    unscheduled: [
        { id: 'A1#2', accountId: 'A1', repId: 'north', code: 'no-room', message: 'no day has room for it' },
        { id: 'A2#2', accountId: 'A2', code: 'no-owner', message: 'has no rep' },
    ],
};
