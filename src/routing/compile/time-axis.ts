import type { Problem } from '../problem.js';

/** Where the solver's time axis lies on that of the problem. */
export interface TimeAxis {
    /** The earliest moment that the problem names, which is 0 inside: moments since 1970 leave no digits for sums and differences. */
    readonly origin: number;
    /** What moments of the problem may be off by since they were rounded before they came here; 0 if all are whole numbers. */
    readonly rounding: number;
}

// Twice what a number is rounded by, since most sums lie between two moments, and as much again.
const LAST_DIGITS: number = 4 * Number.EPSILON;

/** The time axis of a problem; that of the problem itself where it names no moment. */
export function timeAxisOf({ visits, vehicles }: Problem): TimeAxis {
    let earliest = Number.POSITIVE_INFINITY;
    let largest = 0;
    let whole = true;
    const note = (moment: number): void => {
        if (!Number.isFinite(moment)) return;
        earliest = Math.min(earliest, moment);
        largest = Math.max(largest, Math.abs(moment));
        whole &&= Number.isInteger(moment);
    };
    for (const { timeWindows = [] } of visits) for (const window of timeWindows) window.forEach(note);
    for (const { shift = [] } of vehicles) shift.forEach(note);
    return { origin: earliest === Number.POSITIVE_INFINITY ? 0 : earliest, rounding: whole ? 0 : LAST_DIGITS * largest };
}
