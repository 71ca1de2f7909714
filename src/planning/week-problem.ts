import { DAY_SECONDS } from '../market/internal.js';
import type { Problem, RoutePlan, TimeWindow, Vehicle, VehicleCosts, Visit } from '../routing/index.js';
import type { RepWork } from './rep-work.js';

/** A call of one week: whom, and on which of the rep's days it may fall. */
export interface WeekCall {
    readonly id: string;
    readonly account: number;
    /** Share of the account's priority that this visit is worth, 0 to 1. */
    readonly worth: number;
    /** Indices into the rep's days, from one week. */
    readonly days: readonly number[];
}

/** Id of the vehicle that is a rep's day. */
export function vehicleId(work: RepWork, day: number): string {
    return `${work.rep.id}/${work.days[day].date}`;
}

/**
 * One rep's week as a routing problem: a vehicle for each working day, and each call with the opening hours of the days that it may
 * fall on. Times are seconds from the midnight before the period's first day.
 */
export function buildWeekProblem(work: RepWork, week: number, calls: readonly WeekCall[], costs: VehicleCosts): Problem {
    const home = { location: 0 };
    const weekDays = work.days.map((_, d) => d).filter((d) => work.days[d].week === week);
    const vehicles = weekDays.map((d): Vehicle => {
        const { day, open, close } = work.days[d];
        const midnight = day * DAY_SECONDS;
        const { maxVisitsPerDay, skills } = work.rep;
        return {
            id: vehicleId(work, d),
            start: home,
            end: home,
            shift: [midnight + open, midnight + close],
            costs,
            ...(maxVisitsPerDay === undefined ? {} : { maxVisits: maxVisitsPerDay }),
            ...(skills === undefined ? {} : { skills }),
        };
    });
    const visits = calls.map((call): Visit => {
        const { account, score } = work.accounts[call.account];
        return {
            id: call.id,
            location: call.account + 1,
            serviceDuration: score.callDuration,
            timeWindows: joinWindows(call.days.flatMap((d) => windowsOf(work, call.account, d))),
            priority: score.priority * call.worth,
            ...(account.skills === undefined ? {} : { skills: account.skills }),
            ...(call.days.length < weekDays.length ? { allowedVehicles: call.days.map((d) => vehicleId(work, d)) } : {}),
        };
    });
    return { visits, vehicles, travel: work.travel, objective: { kind: 'priority' } };
}

/** Sorted windows of which none touch: midnight is the end of one day and the start of the next. */
function joinWindows(windows: readonly TimeWindow[]): TimeWindow[] {
    const joined: [number, number][] = [];
    for (const [open, close] of windows) {
        const last = joined.at(-1);
        if (last !== undefined && open <= last[1]) last[1] = Math.max(last[1], close);
        else joined.push([open, close]);
    }
    return joined;
}

/** An account's opening hours on a day, cut to the shift. */
function windowsOf(work: RepWork, account: number, d: number): TimeWindow[] {
    const { day, open, close } = work.days[d];
    const slot = 7 * account + work.weekdays[d];
    const windows: TimeWindow[] = [];
    for (let w = work.windowStart[slot]; w < work.windowStart[slot + 1]; w += 2) {
        const from = Math.max(open, work.windowTimes[w]);
        const until = Math.min(close, work.windowTimes[w + 1]);
        if (from <= until) windows.push([day * DAY_SECONDS + from, day * DAY_SECONDS + until]);
    }
    return windows;
}

/** The routes of a draft's week as far as its calls are in the problem and may fall on that day. */
export function draftRoutes(
    work: RepWork,
    week: number,
    tours: readonly (readonly number[])[],
    calls: readonly WeekCall[],
): RoutePlan[] {
    const routes: RoutePlan[] = [];
    const used = new Set<string>();
    for (let d = 0; d < work.days.length; d++) {
        if (work.days[d].week !== week) continue;
        const visitIds: string[] = [];
        for (const account of tours[d]) {
            const call = calls.find((other) => other.account === account && other.days.includes(d) && !used.has(other.id));
            if (call === undefined) continue;
            used.add(call.id);
            visitIds.push(call.id);
        }
        if (visitIds.length > 0) routes.push({ vehicleId: vehicleId(work, d), visitIds });
    }
    return routes;
}
