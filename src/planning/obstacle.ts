import type { ErrorCode } from '../core/index.js';
import type { RepWork } from './rep-work.js';
import { earliestStart } from './rep-work.js';

/** Why a call cannot be planned. */
export interface Obstacle {
    readonly code: ErrorCode;
    readonly message: string;
}

/** Why an account cannot be called on any of the rep's days, even if it were the day's only call; undefined where it can. */
export function findObstacle(work: RepWork, account: number): Obstacle | undefined {
    const { rep, days, durations, service } = work;
    const size = work.accounts.length + 1;
    const there = durations[account + 1];
    const back = durations[(account + 1) * size];
    if (!Number.isFinite(there + back)) {
        return { code: 'unreachable', message: `No way is known between the home of rep ${rep.id} and the account.` };
    }
    if (days.length === 0) return { code: 'no-working-day', message: `Rep ${rep.id} has no working day in the period.` };
    let longest = 0;
    let isOpen = false;
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
        earliest = start;
        latest = end;
    }
    if (!isOpen) {
        return { code: 'no-working-day', message: `Rep ${rep.id} does not work on any day on which the account is open.` };
    }
    if (there + service[account] + back > longest) {
        const trip = `The round trip of ${writeUp(there + back)} and a call of ${writeUp(service[account])}`;
        return { code: 'shift-exceeded', message: `${trip} exceed the longest shift of rep ${rep.id}, ${writeDown(longest)}.` };
    }
    const message = Number.isFinite(leastMiss)
        ? `A call could start at ${writeClock(Math.ceil(earliest / 60))} at the earliest, and would have to by ` +
          `${writeClock(Math.floor(latest / 60))} for rep ${rep.id} to be home in time.`
        : `Rep ${rep.id} gets there after ${writeUp(there)} on the road, when the account takes no more calls that day.`;
    return { code: 'window-missed', message };
}

/** The first of an account's skills that the rep lacks. */
export function findMissingSkill(
    needed: readonly string[] | undefined,
    owned: readonly string[] | undefined,
): string | undefined {
    return needed?.find((skill) => owned?.includes(skill) !== true);
}

// Times that are needed are rounded up and those that there are down, so that a message never compares equal figures.
function writeUp(seconds: number): string {
    return writeMinutes(Math.ceil(seconds / 60));
}

function writeDown(seconds: number): string {
    return writeMinutes(Math.floor(seconds / 60));
}

function writeMinutes(minutes: number): string {
    const hours = Math.floor(minutes / 60);
    const rest = minutes % 60;
    if (hours === 0) return `${rest} min`;
    return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

function writeClock(minutes: number): string {
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
