import type { Problem, TimeWindow } from '../../../src/routing/index.js';

/** Long after anything ends. */
const LATE = 10_000_000;

/** The same problem at another time: what may start from 0 on then starts from `by` on. */
export function shiftedBy(problem: Problem, by: number): Problem {
    const later = ([open, close]: TimeWindow): TimeWindow => [open + by, close + by];
    return {
        ...problem,
        visits: problem.visits.map((visit) =>
            visit.timeWindows === undefined ? visit : { ...visit, timeWindows: visit.timeWindows.map(later) },
        ),
        vehicles: problem.vehicles.map((vehicle) => ({ ...vehicle, shift: later(vehicle.shift ?? [0, LATE]) })),
    };
}

/** Windows and shifts that every epoch can tell exactly. */
export function inWholeSeconds(problem: Problem): Problem {
    const whole = ([open, close]: TimeWindow): TimeWindow => [Math.round(open), Math.round(close)];
    return {
        ...problem,
        visits: problem.visits.map((visit) =>
            visit.timeWindows === undefined ? visit : { ...visit, timeWindows: visit.timeWindows.map(whole) },
        ),
        vehicles: problem.vehicles.map((vehicle) =>
            vehicle.shift === undefined ? vehicle : { ...vehicle, shift: whole(vehicle.shift) },
        ),
    };
}
