import type { Problem, TimeWindow } from '../problem.js';

/** A problem whose times begin at 0. */
export interface FromZero {
    readonly problem: Problem;
    /** What moments may be off by, since they were rounded as they were given; 0 if all are whole numbers. */
    readonly rounding: number;
}

// A little more than the solver allows: both draw the line at the same place, but add in another order.
const LAST_DIGITS: number = 4.04 * Number.EPSILON;

/** Moves all windows and shifts, so that the earliest moment becomes 0: sums of moments since 1970 lose the digits that count. */
export function fromZero(problem: Problem): FromZero {
    const windows = problem.visits.flatMap(({ timeWindows = [] }) => timeWindows);
    const shifts = problem.vehicles.flatMap(({ shift }) => (shift === undefined ? [] : [shift]));
    const moments = [...windows, ...shifts].flat().filter(Number.isFinite);
    const origin = moments.reduce((least, moment) => Math.min(least, moment), Number.POSITIVE_INFINITY);
    const farthest = moments.reduce((most, moment) => Math.max(most, Math.abs(moment)), 0);
    const rounding = moments.every(Number.isInteger) ? 0 : LAST_DIGITS * farthest;
    if (origin === 0 || origin === Number.POSITIVE_INFINITY) return { problem, rounding };
    const moved = ([open, close]: TimeWindow): TimeWindow => [open - origin, close - origin];
    return {
        rounding,
        problem: {
            ...problem,
            visits: problem.visits.map((visit) =>
                visit.timeWindows === undefined ? visit : { ...visit, timeWindows: visit.timeWindows.map(moved) },
            ),
            vehicles: problem.vehicles.map((vehicle) => ({
                ...vehicle,
                shift: moved(vehicle.shift ?? [0, Number.POSITIVE_INFINITY]),
            })),
        },
    };
}
