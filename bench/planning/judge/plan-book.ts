import { type DayTiming, Field } from '../plain/field.js';
import type { Answer, Market } from '../plain/market.js';
import type { RepDay } from '../plain/rep-days.js';

/** One working day of a rep with what the answer puts into it. */
export interface BookDay {
    readonly rep: number;
    readonly day: RepDay;
    /** Accounts by index, in order; empty on a free day. */
    readonly stops: readonly number[];
    readonly timing: DayTiming;
}

/** A visit that an account is due and does not get. */
export interface LeftOut {
    readonly account: number;
    readonly owner: number | undefined;
    readonly visits: number;
}

// Rounding of stated times.
const SECONDS_OFF = 2;
const PERIOD_OF_FREQUENCY = 4;

/** An answer as the judge reads it: indexed, timed by the judge's own arithmetic, with everything that breaks a rule in {@link faults}. */
export class PlanBook {
    readonly field: Field;
    /** Broken rules in words; a plan with any is no plan. */
    readonly faults: string[] = [];
    /** All working days of all reps, by rep and date. */
    readonly days: readonly BookDay[];
    readonly daysOf: readonly (readonly BookDay[])[];
    /** Days of each account's visits, in order of time. */
    readonly visitsOf: readonly (readonly BookDay[])[];
    /** By account, -1 for none. */
    readonly owner: Int32Array;
    readonly due: Int32Array;
    /** Planned seconds of each rep: from leaving home to coming back, over all days. */
    readonly hours: Float64Array;
    readonly leftOut: readonly LeftOut[];

    constructor(market: Market, answer: Answer) {
        const field = new Field(market);
        this.field = field;
        this.owner = Int32Array.from(market.accounts, ({ id }) => field.repIndex.get(answer.owners[id] ?? '') ?? -1);
        this.due = Int32Array.from(market.accounts, ({ id }) => answer.due[id] ?? 0);
        this.checkDue();
        const stopsOf = this.readDays(answer);
        this.daysOf = market.reps.map((_, rep) =>
            field.days[rep].map((day): BookDay => {
                const stops = stopsOf.get(`${rep}/${day.date}`) ?? [];
                const timing = field.time(rep, day, stops);
                if (timing === undefined)
                    this.faults.push(
                        `${market.reps[rep].id} ${day.date}: a window, the shift, a skill or the most visits is broken`,
                    );
                return { rep, day, stops, timing: timing ?? { metres: 0, driving: 0, duration: 0, end: day.open } };
            }),
        );
        this.days = this.daysOf.flat();
        const visitsOf: BookDay[][] = market.accounts.map(() => []);
        for (const day of this.days) for (const account of day.stops) visitsOf[account].push(day);
        for (const visits of visitsOf) visits.sort((a, b) => a.day.day - b.day.day);
        this.visitsOf = visitsOf;
        this.hours = Float64Array.from(this.daysOf, (days) => days.reduce((sum, { timing }) => sum + timing.duration, 0));
        this.checkVisits();
        this.leftOut = market.accounts.flatMap((_, account) => {
            const visits = this.due[account] - visitsOf[account].length;
            return visits > 0 ? [{ account, owner: this.owner[account] < 0 ? undefined : this.owner[account], visits }] : [];
        });
    }

    /** Days that lie evenly between two visits of an account. */
    interval(account: number): number {
        return (7 * this.field.market.weeks) / this.due[account];
    }

    /**
     * Whether an account may be visited on a day as well, or instead of another of its visits: with at least half an interval to every
     * other visit, or as much as the visits have now.
     */
    mayVisit(account: number, day: number, instead?: BookDay): boolean {
        const visits = this.visitsOf[account];
        let present = Number.POSITIVE_INFINITY;
        for (let i = 1; i < visits.length; i++) present = Math.min(present, visits[i].day.day - visits[i - 1].day.day);
        const least = Math.max(1, Math.min(present, this.interval(account) / 2));
        return visits.every((visit) => visit === instead || Math.abs(visit.day.day - day) >= least);
    }

    private checkDue(): void {
        const { accounts, weeks } = this.field.market;
        accounts.forEach(({ id, callFrequency }, i) => {
            const quota = (callFrequency * weeks) / PERIOD_OF_FREQUENCY;
            const due = this.due[i];
            if (due !== Math.floor(quota) && due !== Math.ceil(quota))
                this.faults.push(`${id}: due ${due} times, should be ${quota}`);
        });
    }

    private readDays(answer: Answer): Map<string, number[]> {
        const { field, faults } = this;
        const known = new Set(field.market.reps.flatMap((_, rep) => field.days[rep].map(({ date }) => `${rep}/${date}`)));
        const stopsOf = new Map<string, number[]>();
        for (const { repId, date, accountIds, starts } of answer.days) {
            const rep = field.repIndex.get(repId) ?? -1;
            const key = `${rep}/${date}`;
            if (!known.has(key)) faults.push(`${repId} does not work on ${date}`);
            if (stopsOf.has(key)) faults.push(`${repId} has two days on ${date}`);
            const stops = accountIds.map((id) => field.accountIndex.get(id) ?? -1);
            if (stops.includes(-1)) faults.push(`${repId} ${date}: unknown accounts`);
            else stopsOf.set(key, stops);
            if (starts !== undefined && !stops.includes(-1) && rep >= 0) this.checkStarts(rep, date, stops, starts);
        }
        return stopsOf;
    }

    /** Holds stated times against drives and windows. */
    private checkStarts(rep: number, date: string, stops: readonly number[], starts: readonly number[]): void {
        const { field, faults } = this;
        const day = field.days[rep].find((other) => other.date === date);
        if (day === undefined) return;
        let ready = day.open;
        let from = -1;
        stops.forEach((account, i) => {
            const arrival = ready + field.drive(rep, from, account);
            const open = field.startFrom(account, day.weekday, starts[i]);
            if (starts[i] < arrival - SECONDS_OFF || open === undefined || open > starts[i] + SECONDS_OFF) {
                faults.push(
                    `${field.market.reps[rep].id} ${date}: the visit on ${field.market.accounts[account].id} cannot start when stated`,
                );
            }
            ready = starts[i] + field.market.accounts[account].callDuration;
            from = account;
        });
        if (ready + (from < 0 ? 0 : field.drive(rep, from, -1)) > day.close + SECONDS_OFF)
            faults.push(`${field.market.reps[rep].id} ${date}: home after the shift`);
    }

    private checkVisits(): void {
        const { accounts, reps } = this.field.market;
        accounts.forEach(({ id, owner }, i) => {
            const visits = this.visitsOf[i];
            if (visits.length > this.due[i]) this.faults.push(`${id}: visited ${visits.length} times, due ${this.due[i]} times`);
            for (let v = 1; v < visits.length; v++)
                if (visits[v].day.day === visits[v - 1].day.day)
                    this.faults.push(`${id}: visited twice on ${visits[v].day.date}`);
            if (visits.some(({ rep }) => rep !== this.owner[i])) this.faults.push(`${id}: visited by another rep than its owner`);
            if (owner !== undefined && this.owner[i] >= 0 && reps[this.owner[i]].id !== owner)
                this.faults.push(`${id}: taken from its named owner`);
        });
    }
}
