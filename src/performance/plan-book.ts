import { type Account, type DayWindow, dayWindows, type Rep, type Weekday } from '../market/index.js';
import { type BeatPlan, workingDays } from '../planning/index.js';
import { type FieldTravel, tripEstimator } from '../travel/index.js';

/** A day of a rep as it is planned. */
export interface BookDay {
    readonly rep: number;
    readonly date: string;
    /** Days since the start of the plan. */
    readonly day: number;
    readonly weekday: Weekday;
    readonly open: number;
    readonly close: number;
    /** Accounts in the order of the day. */
    readonly stops: readonly number[];
    /** Seconds at the wheel. */
    readonly driving: number;
}

/** A place in a day for one more visit. */
export interface Insertion {
    readonly stops: readonly number[];
    /** Seconds at the wheel that it adds. */
    readonly added: number;
}

/** A plan to ask what another day, or another rep, would make of a visit. */
export class PlanBook {
    readonly accounts: readonly Account[];
    readonly reps: readonly Rep[];
    readonly days: readonly BookDay[];
    /** Days of each rep on which he works, with or without visits. */
    readonly daysOf: readonly (readonly BookDay[])[];
    /** Rep of each account by the territories, -1 for none. */
    readonly ownerOf: Int32Array;
    /** Seconds on site of a visit, by account. */
    readonly callDuration: Float64Array;
    /** Seconds on routes, by rep. */
    readonly hours: Float64Array;
    private readonly interval: Float64Array;
    private readonly visitDays: readonly number[][];
    private readonly estimate: (from: number, to: number) => number;
    private readonly windows = new Map<string, readonly DayWindow[]>();

    constructor(accounts: readonly Account[], reps: readonly Rep[], plan: BeatPlan, travel: FieldTravel) {
        const { calendar, scores, alignment } = plan;
        this.accounts = accounts;
        this.reps = reps;
        const accountAt = new Map(accounts.map(({ id }, i) => [id, i]));
        const repAt = new Map(reps.map(({ id }, r) => [id, r]));
        this.callDuration = new Float64Array(accounts.length);
        this.interval = new Float64Array(accounts.length).fill(Number.POSITIVE_INFINITY);
        for (const { accountId, callDuration, callFrequency } of scores) {
            const i = accountAt.get(accountId)!;
            this.callDuration[i] = callDuration;
            if (callFrequency > 0) this.interval[i] = 28 / callFrequency;
        }
        this.ownerOf = new Int32Array(accounts.length).fill(-1);
        for (const { repId, unitIds } of alignment.territories) {
            for (const id of unitIds) this.ownerOf[accountAt.get(id)!] = repId === undefined ? -1 : repAt.get(repId)!;
        }
        this.hours = new Float64Array(reps.length);
        this.visitDays = accounts.map(() => []);
        const stopsOn = new Map<string, { stops: number[]; driving: number }>();
        for (const { repId, date, duration, travelDuration } of calendar.days) {
            this.hours[repAt.get(repId)!] += duration;
            stopsOn.set(JSON.stringify([repId, date]), { stops: [], driving: travelDuration });
        }
        for (const { repId, date, accountId } of [...calendar.visits].sort((a, b) => a.order - b.order)) {
            stopsOn.get(JSON.stringify([repId, date]))?.stops.push(accountAt.get(accountId)!);
        }
        this.daysOf = reps.map((rep, r) =>
            workingDays(rep, calendar).map(({ date, day, weekday, open, close }): BookDay => {
                const { stops, driving } = stopsOn.get(JSON.stringify([rep.id, date])) ?? { stops: [], driving: 0 };
                for (const account of stops) this.visitDays[account].push(day);
                return { rep: r, date, day, weekday, open, close, stops, driving };
            }),
        );
        this.days = this.daysOf.flat().filter(({ stops }) => stops.length > 0);
        const trip = tripEstimator(travel);
        const place = (at: number): Account['position'] => (at < 0 ? reps[-at - 1].home : accounts[at].position);
        this.estimate = (from, to) => trip(place(from), place(to)).duration;
    }

    /** Seconds from a rep's home to an account. */
    away(rep: number, account: number): number {
        return this.estimate(-rep - 1, account);
    }

    /** Whether a rep has the skills for an account, and could call on it alone on any of his days. */
    canServe(rep: number, account: number): boolean {
        const { skills = [] } = this.accounts[account];
        if (!skills.every((skill) => this.reps[rep].skills?.includes(skill) === true)) return false;
        return this.daysOf[rep].some((day) => this.timeDay(day, [account]) !== undefined);
    }

    /** Whether a visit on an account may move from one day to another: its others stay at least half an interval away. */
    mayMove(account: number, from: BookDay, to: BookDay): boolean {
        const least = this.interval[account] / 2;
        return this.visitDays[account].every((day) => day === from.day || Math.abs(day - to.day) >= least);
    }

    /** Seconds at the wheel of a day's stops in their order; undefined if they do not fit the hours of rep and accounts. */
    timeDay(day: BookDay, stops: readonly number[]): number | undefined {
        const most = this.reps[day.rep].maxVisitsPerDay ?? Number.POSITIVE_INFINITY;
        if (stops.length > most) return undefined;
        let clock = day.open;
        let driving = 0;
        let place = -day.rep - 1;
        for (const account of stops) {
            const leg = this.estimate(place, account);
            driving += leg;
            const start = this.firstStart(account, day.weekday, clock + leg);
            if (start === undefined) return undefined;
            clock = start + this.callDuration[account];
            place = account;
        }
        const back = stops.length === 0 ? 0 : this.estimate(place, -day.rep - 1);
        return clock + back <= day.close + 1 ? driving + back : undefined;
    }

    /** The cheapest place for one more visit in a day's stops that adds less than `most`. */
    insert(day: BookDay, stops: readonly number[], account: number, most: number): Insertion | undefined {
        let best: Insertion | undefined;
        let least = most;
        for (let at = 0; at <= stops.length; at++) {
            const before = at === 0 ? -day.rep - 1 : stops[at - 1];
            const after = at === stops.length ? -day.rep - 1 : stops[at];
            const added =
                this.estimate(before, account) +
                this.estimate(account, after) -
                (stops.length === 0 ? 0 : this.estimate(before, after));
            if (added >= least) continue;
            const longer = [...stops.slice(0, at), account, ...stops.slice(at)];
            if (this.timeDay(day, longer) === undefined) continue;
            least = added;
            best = { stops: longer, added };
        }
        return best;
    }

    private firstStart(account: number, weekday: Weekday, time: number): number | undefined {
        const { hours } = this.accounts[account];
        if (hours === undefined) return time;
        const key = `${account} ${weekday}`;
        let windows = this.windows.get(key);
        if (windows === undefined) {
            windows = dayWindows(hours, weekday);
            this.windows.set(key, windows);
        }
        for (const [open, close] of windows) if (time <= close) return Math.max(time, open);
        return undefined;
    }
}
