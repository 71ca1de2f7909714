import type { Instance } from './compile/instance.js';
import type { Vehicle, Visit } from './problem.js';
import type { Schedule } from './state/schedule.js';

// The solver reckons on an axis of its own, where limits have some slack. What is reported stands on the problem's axis, and within
// windows and shifts to the last digit.

/** When stop i of a schedule is reached, and when its service starts, on the problem's axis. */
export function reportedStop(
    instance: Instance,
    schedule: Schedule,
    i: number,
    v: number,
    visit: Visit,
): { readonly arrival: number; readonly start: number } {
    const { origin, windowOffset, windowOpen } = instance;
    const [reached, begun] = [schedule.arrivals[i], schedule.starts[i]];
    const w = schedule.windows[i];
    let start = begun + origin;
    const window = [...(visit.timeWindows ?? [])].sort((a, b) => a[0] - b[0])[w - windowOffset[v]];
    if (window !== undefined) {
        const [open, close] = window;
        start = begun === windowOpen[w] ? open : Math.min(Math.max(start, open), close);
    }
    return { start, arrival: reached === begun ? start : Math.min(reached + origin, start) };
}

/** When the route of a schedule starts and ends, on the problem's axis. */
export function reportedRoute(
    { origin, typeOpen, typeClose }: Instance,
    schedule: Schedule,
    type: number,
    vehicle: Vehicle,
): { readonly start: number; readonly end: number } {
    const [open, close] = vehicle.shift ?? [0, Number.POSITIVE_INFINITY];
    const start = schedule.start === typeOpen[type] ? open : Math.max(schedule.start + origin, open);
    const end = schedule.end + origin;
    return { start, end: schedule.end <= typeClose[type] ? Math.min(end, close) : end };
}
