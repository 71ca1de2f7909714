import type { Account, Rep } from '../market/index.js';
import { DAY_SECONDS } from '../market/internal.js';
import type { Route } from '../routing/index.js';
import type { Obstacle } from './obstacle.js';
import type { VisitSettings } from './plan-options.js';
import type { RepCalendar } from './rep-planner.js';
import type { DueWork, RepWork } from './rep-work.js';
import type { PlannedDay, PlannedVisit, UnscheduledVisit, VisitPlan, VisitProgress } from './visit-plan.js';

/** What a rep's calendar says. */
interface Entry {
    readonly visits: PlannedVisit[];
    readonly days: PlannedDay[];
    readonly unscheduled: UnscheduledVisit[];
    isFinished: boolean;
}

/** Collects what reps' calendars say, and writes it as a plan: at the end, or at any time in between. */
export class CalendarBook {
    private readonly settings: VisitSettings;
    /** By rep id, in the order of the reps. */
    private readonly entries: ReadonlyMap<string, Entry>;
    private readonly ownerless: UnscheduledVisit[] = [];

    constructor(reps: readonly Rep[], settings: VisitSettings) {
        this.settings = settings;
        this.entries = new Map(reps.map(({ id }) => [id, { visits: [], days: [], unscheduled: [], isFinished: true }]));
    }

    /** Takes out all that was entered for a rep. */
    clear(repId: string): void {
        const entry = this.entries.get(repId)!;
        for (const list of [entry.visits, entry.days, entry.unscheduled]) list.length = 0;
        entry.isFinished = true;
    }

    /** Enters the calls of a rep whose calendar comes later. */
    postpone(rep: Rep, due: readonly DueWork[]): void {
        const message = `The calendar of ${rep.name ?? rep.id} had not been begun.`;
        for (const account of due) this.leaveOutAll(rep.id, account, { code: 'not-yet-planned', message });
        if (due.length > 0) this.entries.get(rep.id)!.isFinished = false;
    }

    leaveOutAll(repId: string | undefined, due: DueWork, obstacle: Obstacle): void {
        for (let n = 1; n <= due.calls; n++) this.leaveOut(`${due.account.id}#${n}`, due.account.id, repId, obstacle);
    }

    enter(work: RepWork, calendar: RepCalendar, isFinished: boolean): void {
        const entry = this.entries.get(work.rep.id)!;
        entry.isFinished = isFinished;
        for (const { day, route } of calendar.routes) {
            const { date, day: number } = work.days[day];
            const midnight = number * DAY_SECONDS;
            entry.days.push(plannedDay(work.rep.id, date, midnight, route));
            route.stops.forEach((stop, i) => {
                const { visitId, distance, travelDuration } = stop;
                const accountId = visitId.slice(0, visitId.lastIndexOf('#'));
                const times = {
                    arrival: stop.arrival - midnight,
                    start: stop.start - midnight,
                    departure: stop.departure - midnight,
                };
                const legs = { distance, travelDuration };
                entry.visits.push({ id: visitId, accountId, repId: work.rep.id, date, order: i + 1, ...times, ...legs });
            });
        }
        for (const call of calendar.leftOver) {
            this.leaveOut(call.id, work.accounts[call.account].account.id, work.rep.id, call.obstacle);
        }
    }

    progress(repsDone: number, reps: number): VisitProgress {
        let visitsPlanned = 0;
        let visitsUnscheduled = this.ownerless.length;
        for (const { visits, unscheduled } of this.entries.values()) {
            visitsPlanned += visits.length;
            visitsUnscheduled += unscheduled.length;
        }
        return { fraction: repsDone / reps, repsDone, reps, visitsPlanned, visitsUnscheduled };
    }

    /** Unscheduled calls stand in the order of the accounts, then of their numbers. */
    plan(accounts: readonly Account[]): VisitPlan {
        const { start, weeks, holidays, absences } = this.settings;
        const place = new Map(accounts.map((account, i) => [account.id, i]));
        const number = (id: string): number => Number(id.slice(id.lastIndexOf('#') + 1));
        const entries = [...this.entries.values()];
        const unscheduled = [...entries.flatMap((entry) => entry.unscheduled), ...this.ownerless].sort(
            (a, b) => place.get(a.accountId)! - place.get(b.accountId)! || number(a.id) - number(b.id),
        );
        const unfinished = [...this.entries].filter(([, { isFinished }]) => !isFinished).map(([id]) => id);
        return {
            start,
            weeks,
            holidays,
            absences,
            visits: entries.flatMap(({ visits }) => visits),
            days: entries.flatMap(({ days }) => days),
            unscheduled,
            ...(unfinished.length === 0 ? {} : { unfinished }),
        };
    }

    private leaveOut(id: string, accountId: string, repId: string | undefined, { code, message }: Obstacle): void {
        const list = repId === undefined ? this.ownerless : this.entries.get(repId)!.unscheduled;
        list.push({ id, accountId, ...(repId === undefined ? {} : { repId }), code, message });
    }
}

function plannedDay(repId: string, date: string, midnight: number, route: Route): PlannedDay {
    const { distance, duration, travelDuration, serviceDuration, waitingDuration, cost } = route;
    const figures = { distance, duration, travelDuration, serviceDuration, waitingDuration, cost };
    const visitIds = route.stops.map(({ visitId }) => visitId);
    return { repId, date, visitIds, start: route.start - midnight, end: route.end - midnight, ...figures };
}
