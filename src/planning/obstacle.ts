import type { ErrorCode } from '../core/index.js';
import type { RepWork } from './rep-work.js';
import { earliestStart } from './rep-work.js';
import { writeClock, writeDay, writeUp, writeWeekday } from './write-time.js';

/** Why a call cannot be planned. */
export interface Obstacle {
    readonly code: ErrorCode;
    readonly message: string;
}

/** What a rep is called in a reason. */
export function nameOf({ rep }: Pick<RepWork, 'rep'>): string {
    return rep.name ?? rep.id;
}

/** Why an account cannot be called on any of the rep's days, even if it were the day's only call; undefined if it can. */
export function findObstacle(work: RepWork, account: number): Obstacle | undefined {
    const { days, durations, service } = work;
    const name = nameOf(work);
    const size = work.accounts.length + 1;
    const there = durations[account + 1];
    const back = durations[(account + 1) * size];
    if (!Number.isFinite(there + back)) {
        return { code: 'unreachable', message: `No way is known between the home of ${name} and the account.` };
    }
    if (days.length === 0) return { code: 'no-working-day', message: `${name} has no working day in the period.` };
    let longest = 0;
    let isOpen = false;
    let nearest = -1;
    let leastMiss = Number.POSITIVE_INFINITY;
    let earliest = 0;
    let latest = 0;
    for (let d = 0; d < days.length; d++) {
        if (work.reachable[account * days.length + d] === 1) return undefined;
        longest = Math.max(longest, days[d].close - days[d].open);
        const slot = 7 * account + work.weekdays[d];
        if (work.windowStart[slot] === work.windowStart[slot + 1]) continue;
        isOpen = true;
        const start = earliestStart(work, account, d, days[d].open + there);
        const end = days[d].close - back - service[account];
        if (start - end >= leastMiss) continue;
        leastMiss = start - end;
        nearest = d;
        earliest = start;
        latest = end;
    }
    if (!isOpen) {
        return { code: 'no-working-day', message: `${name} does not work on any day on which the account is open.` };
    }
    const needed = there + service[account] + back;
    if (needed > longest) {
        const trip = `${writeUp(there + back)} of driving and ${writeUp(service[account])} at the account`;
        return {
            code: 'shift-exceeded',
            message: `${writeUp(needed - longest)} more than the longest day of ${name} allows: ${trip}.`,
        };
    }
    if (!Number.isFinite(leastMiss)) {
        const message = `${name} gets there after ${writeUp(there)} on the road, when the account takes no more visits that day.`;
        return { code: 'window-missed', message };
    }
    const from = writeClock(Math.ceil(earliest / 60));
    const until = writeClock(Math.floor(latest / 60));
    const day = `${possessive(name)} ${writeWeekday(days[nearest].date)}`;
    const miss = writeUp(60 * (Math.ceil(earliest / 60) - Math.floor(latest / 60)));
    const message = `${miss} more than ${day} allows: the visit could start at ${from} at the earliest, and would have to start by ${until}.`;
    return { code: 'window-missed', message };
}

/** The days of a rep's week as they are planned, and those of them on which an account could be visited. */
export interface FullWeek {
    /** Indices into the rep's days, in order; none is empty. */
    readonly days: readonly number[];
    /** By index into the rep's days: accounts in the order of the day's visits, and the seconds that the day is busy without waiting. */
    readonly tours: ReadonlyMap<number, { readonly accounts: readonly number[]; readonly busy: number }>;
}

/** By how much an account misses the days of a week that is full: of all days the one that it misses least. */
export function explainNoRoom(work: RepWork, account: number, { days, tours }: FullWeek): Obstacle {
    const name = nameOf(work);
    const most = work.rep.maxVisitsPerDay ?? Number.POSITIVE_INFINITY;
    let nearest = -1;
    let leastMiss = Number.POSITIVE_INFINITY;
    for (const d of days) {
        const tour = tours.get(d) ?? { accounts: [], busy: 0 };
        if (tour.accounts.length >= most) continue;
        const { open, close } = work.days[d];
        const miss = tour.busy + leastDetour(work, account, tour.accounts) - (close - open);
        if (miss >= leastMiss) continue;
        leastMiss = miss;
        nearest = d;
    }
    if (nearest < 0) {
        const listed = days.map((d) => writeDay(work.days[d].date)).join(', ');
        return {
            code: 'no-room',
            message: `${name} has ${most} visits already on every day that the account allows: ${listed}.`,
        };
    }
    const day = `${possessive(name)} ${writeDay(work.days[nearest].date)}`;
    const message =
        leastMiss > 0
            ? `${writeUp(leastMiss)} more than ${day} allows in addition to the visits planned there.`
            : `${day} has time left, but not within opening hours: the account's, or those of the visits planned there.`;
    return { code: 'no-room', message };
}

/** Least seconds that a visit adds to a tour from home to home, its service included. */
function leastDetour({ durations, accounts, service }: RepWork, account: number, tour: readonly number[]): number {
    const size = accounts.length + 1;
    const there = account + 1;
    let least = Number.POSITIVE_INFINITY;
    for (let place = 0; place <= tour.length; place++) {
        const before = place === 0 ? 0 : tour[place - 1] + 1;
        const after = place === tour.length ? 0 : tour[place] + 1;
        const direct = durations[before * size + after];
        least = Math.min(least, durations[before * size + there] + durations[there * size + after] - direct);
    }
    return least + service[account];
}

/** The first of an account's skills that the rep lacks. */
export function findMissingSkill(
    needed: readonly string[] | undefined,
    owned: readonly string[] | undefined,
): string | undefined {
    return needed?.find((skill) => owned?.includes(skill) !== true);
}

function possessive(name: string): string {
    return name.endsWith('s') ? `${name}'` : `${name}'s`;
}
