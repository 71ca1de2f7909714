import type { Market } from './market.js';
import { type RepDay, repDays, windowsOn } from './rep-days.js';
import { driveMetres, driveSeconds } from './travel.js';

/** A rep's day in figures. */
export interface DayTiming {
    readonly metres: number;
    /** Seconds at the wheel. */
    readonly driving: number;
    /** Seconds from leaving home as late as possible to coming back as early as possible. */
    readonly duration: number;
    /** Seconds after midnight at which the rep is home again. */
    readonly end: number;
}

/** A place in a day for one more visit. */
export interface Insertion {
    readonly place: number;
    /** Seconds at the wheel that it adds. */
    readonly added: number;
}

// Planners round drives to milliseconds.
const SLACK = 1;

/** Accounts and reps of a market by index, and what is arithmetic between them: drives, windows, shifts. */
export class Field {
    readonly market: Market;
    /** Working days by rep. */
    readonly days: readonly (readonly RepDay[])[];
    readonly accountIndex: ReadonlyMap<string, number>;
    readonly repIndex: ReadonlyMap<string, number>;
    private readonly windows: readonly ReadonlyMap<string, readonly (readonly [number, number])[]>[];
    private readonly canDo: readonly Uint8Array[];
    private readonly nearDrives = new Map<number, number>();

    constructor(market: Market) {
        this.market = market;
        this.days = market.reps.map((rep) => repDays(rep, market));
        this.accountIndex = new Map(market.accounts.map(({ id }, i) => [id, i]));
        this.repIndex = new Map(market.reps.map(({ id }, r) => [id, r]));
        const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
        this.windows = market.accounts.map(({ hours }) => new Map(weekdays.map((day) => [day, windowsOn(hours, day)])));
        this.canDo = market.reps.map(({ skills = [] }) =>
            Uint8Array.from(market.accounts, (account) =>
                account.skills?.every((skill) => skills.includes(skill)) !== false ? 1 : 0,
            ),
        );
    }

    /** Seconds from one account to another; -1 is the home of the rep. */
    drive(rep: number, from: number, to: number): number {
        const { accounts, reps, travel } = this.market;
        const a = from < 0 ? reps[rep].home : accounts[from].position;
        const b = to < 0 ? reps[rep].home : accounts[to].position;
        if (from < 0 || to < 0) return driveSeconds(driveMetres(a, b, travel), travel);
        const key = Math.min(from, to) * accounts.length + Math.max(from, to);
        let seconds = this.nearDrives.get(key);
        if (seconds === undefined) {
            seconds = driveSeconds(driveMetres(a, b, travel), travel);
            this.nearDrives.set(key, seconds);
        }
        return seconds;
    }

    metres(rep: number, from: number, to: number): number {
        const { accounts, reps, travel } = this.market;
        return driveMetres(
            from < 0 ? reps[rep].home : accounts[from].position,
            to < 0 ? reps[rep].home : accounts[to].position,
            travel,
        );
    }

    hasSkills(rep: number, account: number): boolean {
        return this.canDo[rep][account] === 1;
    }

    /** The first time from `time` at which a visit may start; undefined if it is too late. */
    startFrom(account: number, weekday: string, time: number): number | undefined {
        for (const [open, close] of this.windows[account].get(weekday)!) if (time <= close + SLACK) return Math.max(time, open);
        return undefined;
    }

    /** The last time up to `time` at which a visit may start. */
    private startUntil(account: number, weekday: string, time: number): number {
        let latest = Number.NEGATIVE_INFINITY;
        for (const [open, close] of this.windows[account].get(weekday)!) {
            if (open <= time + SLACK) latest = Math.max(latest, Math.min(time, close));
        }
        return latest;
    }

    /** Times a day; undefined if a window or the shift is missed, or a skill. */
    time(rep: number, day: RepDay, stops: readonly number[]): DayTiming | undefined {
        const { accounts, reps } = this.market;
        if (stops.length === 0) return { metres: 0, driving: 0, duration: 0, end: day.open };
        if (stops.length > (reps[rep].maxVisitsPerDay ?? Number.POSITIVE_INFINITY)) return undefined;
        let time = day.open;
        let driving = 0;
        let metres = 0;
        let from = -1;
        const legs: number[] = [];
        for (const account of stops) {
            if (!this.hasSkills(rep, account)) return undefined;
            const leg = this.drive(rep, from, account);
            const start = this.startFrom(account, day.weekday, time + leg);
            if (start === undefined) return undefined;
            driving += leg;
            metres += this.metres(rep, from, account);
            legs.push(leg);
            time = start + accounts[account].callDuration;
            from = account;
        }
        const home = this.drive(rep, from, -1);
        const end = time + home;
        if (end > day.close + SLACK) return undefined;
        let latest = end - home;
        for (let i = stops.length - 1; i >= 0; i--) {
            latest = this.startUntil(stops[i], day.weekday, latest - accounts[stops[i]].callDuration) - legs[i];
        }
        return {
            metres: metres + this.metres(rep, from, -1),
            driving: driving + home,
            duration: end - Math.max(day.open, latest),
            end,
        };
    }

    /** The place of one more visit that lengthens a day's driving least; undefined if it does not fit. */
    insertion(
        rep: number,
        day: RepDay,
        stops: readonly number[],
        account: number,
        most: number = Number.POSITIVE_INFINITY,
    ): Insertion | undefined {
        if (stops.includes(account) || !this.hasSkills(rep, account)) return undefined;
        const places: Insertion[] = [];
        for (let place = 0; place <= stops.length; place++) {
            const before = place === 0 ? -1 : stops[place - 1];
            const after = place === stops.length ? -1 : stops[place];
            const direct = stops.length === 0 ? 0 : this.drive(rep, before, after);
            const added = this.drive(rep, before, account) + this.drive(rep, account, after) - direct;
            if (added < most) places.push({ place, added });
        }
        places.sort((a, b) => a.added - b.added);
        return places.find(({ place }) => this.time(rep, day, withStop(stops, place, account)) !== undefined);
    }

    /** Whether a rep can visit an account on a day that has nothing else. */
    reachesOn(rep: number, day: RepDay, account: number): boolean {
        return this.time(rep, day, [account]) !== undefined;
    }

    /** Whether a rep can visit an account on any day of the period. */
    reaches(rep: number, account: number): boolean {
        const seen = new Set<string>();
        for (const day of this.days[rep]) {
            const key = `${day.weekday} ${day.open} ${day.close}`;
            if (seen.has(key)) continue;
            seen.add(key);
            if (this.reachesOn(rep, day, account)) return true;
        }
        return false;
    }
}

/** Stops with one more at a place. */
export function withStop(stops: readonly number[], place: number, account: number): number[] {
    return [...stops.slice(0, place), account, ...stops.slice(place)];
}
