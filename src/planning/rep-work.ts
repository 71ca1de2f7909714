import type { Steps } from '../core/index.js';
import { type Account, type AccountScore, dayWindows, type Rep, WEEKDAYS } from '../market/index.js';
import type { FieldTravel, MatrixTravel } from '../travel/index.js';
import { travelMatrixSteps } from '../travel/internal.js';
import type { WorkingDay } from './calendar.js';

/** An account with what its score says, and the calls that it is due in the period. */
export interface DueWork {
    readonly account: Account;
    readonly score: AccountScore;
    /** From 1. */
    readonly calls: number;
}

/** One rep's work as flat arrays: accounts are 0 to size - 1, days 0 to days.length - 1; row 0 of the matrices is the rep's home, row `account + 1` an account. */
export interface RepWork {
    readonly rep: Rep;
    readonly days: readonly WorkingDay[];
    readonly weeks: number;
    readonly accounts: readonly DueWork[];
    readonly travel: MatrixTravel;
    readonly durations: Float64Array;
    readonly service: Float64Array;
    readonly priority: Float64Array;
    readonly calls: Int32Array;
    /** Opening hours of account i on weekday d: pairs `[open, close]` from `windowStart[7 i + d]` to `windowStart[7 i + d + 1]`. */
    readonly windowStart: Int32Array;
    readonly windowTimes: Float64Array;
    /** 1 if an account can be called on a day that has no other call: entry `account * days.length + day`. */
    readonly reachable: Uint8Array;
    readonly weekdays: Uint8Array;
}

/** Makes a rep's {@link RepWork}; O(accounts^2) for the matrices. */
export function* buildRepWork(
    rep: Rep,
    accounts: readonly DueWork[],
    days: readonly WorkingDay[],
    weeks: number,
    travel: FieldTravel,
): Steps<RepWork> {
    const matrix = yield* travelMatrixSteps([rep.home, ...accounts.map((due) => due.account.position)], travel);
    yield;
    const windowStart = new Int32Array(accounts.length * 7 + 1);
    const windowTimes: number[] = [];
    accounts.forEach((due, i) => {
        WEEKDAYS.forEach((weekday, d) => {
            windowStart[7 * i + d] = windowTimes.length;
            for (const window of dayWindows(due.account.hours, weekday)) windowTimes.push(window[0], window[1]);
        });
    });
    windowStart[accounts.length * 7] = windowTimes.length;
    const work: RepWork = {
        rep,
        days,
        weeks,
        accounts,
        travel: matrix,
        durations: matrix.durations,
        service: Float64Array.from(accounts, (due) => due.score.callDuration),
        priority: Float64Array.from(accounts, (due) => due.score.priority),
        calls: Int32Array.from(accounts, (due) => due.calls),
        windowStart,
        windowTimes: Float64Array.from(windowTimes),
        reachable: new Uint8Array(accounts.length * days.length),
        weekdays: Uint8Array.from(days, (day) => WEEKDAYS.indexOf(day.weekday)),
    };
    for (let i = 0; i < accounts.length; i++) {
        if (i % 100 === 0) yield;
        for (let d = 0; d < days.length; d++) {
            work.reachable[i * days.length + d] = isReachableAlone(work, i, d) ? 1 : 0;
        }
    }
    return work;
}

/** The first time from `time` on that a call may start, on the weekday of `day`; Infinity if it is too late. */
export function earliestStart(work: RepWork, account: number, day: number, time: number): number {
    const slot = 7 * account + work.weekdays[day];
    const end = work.windowStart[slot + 1];
    for (let w = work.windowStart[slot]; w < end; w += 2) {
        if (time <= work.windowTimes[w + 1]) return time > work.windowTimes[w] ? time : work.windowTimes[w];
    }
    return Number.POSITIVE_INFINITY;
}

function isReachableAlone(work: RepWork, account: number, day: number): boolean {
    const { open, close } = work.days[day];
    const size = work.accounts.length + 1;
    const start = earliestStart(work, account, day, open + work.durations[account + 1]);
    return start + work.service[account] + work.durations[(account + 1) * size] <= close;
}
