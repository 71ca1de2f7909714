import { Random } from '../../../src/core/index.js';
import type { Problem, TimeWindow, Visit } from '../../../src/routing/index.js';

/** What {@link dayProblem} makes. */
export interface DayOptions {
    readonly stops: number;
    /** What is to be little: metres, or seconds from start to end. */
    readonly cost: 'distance' | 'duration';
    readonly seed: number;
}

const SIDE_METRES = 40_000;
const CIRCUITY = 1.3;
const METRES_PER_SECOND = 11;
const SHIFT_START = 8 * 3600;
const WINDOW_HOURS = [1, 2, 4];
const WINDOW_RATE = 0.7;
const SPARE_SECONDS = 1800;

/**
 * One rep's day with appointments: stops in a square of 40 km, calls of 10 to 25 minutes, seven in ten with a window of one, two or four
 * hours. The windows and the shift are laid around one random tour, so that at least that one meets them. Whole metres and seconds.
 */
export function dayProblem({ stops, cost, seed }: DayOptions): Problem {
    const random = new Random(seed);
    const size = stops + 1;
    const home = stops;
    const positions = Array.from({ length: size }, () => [random.next() * SIDE_METRES, random.next() * SIDE_METRES] as const);
    const distances = new Array<number>(size * size);
    const durations = new Array<number>(size * size);
    positions.forEach(([x, y], u) => {
        positions.forEach(([a, b], v) => {
            distances[u * size + v] = Math.round(CIRCUITY * Math.hypot(a - x, b - y));
            durations[u * size + v] = Math.ceil(distances[u * size + v] / METRES_PER_SECOND);
        });
    });
    const services = Array.from({ length: stops }, () => 60 * (10 + random.integer(16)));
    const windows: (TimeWindow | undefined)[] = new Array(stops).fill(undefined);
    const left = Array.from({ length: stops }, (_, v) => v);
    let time = SHIFT_START;
    let at = home;
    while (left.length > 0) {
        // One of the three nearest: a tour that a person might drive, and seldom the best.
        left.sort((a, b) => distances[at * size + a] - distances[at * size + b] || a - b);
        const [next] = left.splice(random.integer(Math.min(3, left.length)), 1);
        time += durations[at * size + next];
        if (random.next() < WINDOW_RATE) {
            const width = 3600 * WINDOW_HOURS[random.integer(WINDOW_HOURS.length)];
            // Appointments are on the quarter of an hour.
            const open = Math.max(SHIFT_START, 900 * Math.floor((time - random.next() * width) / 900));
            windows[next] = [open, Math.max(open + width, time)];
        }
        time += services[next];
        at = next;
    }
    const shiftEnd = time + durations[at * size + home] + SPARE_SECONDS;
    return {
        visits: services.map((serviceDuration, v): Visit => {
            const window = windows[v];
            return {
                id: String(v + 1),
                location: v,
                serviceDuration,
                ...(window === undefined ? {} : { timeWindows: [window] }),
            };
        }),
        vehicles: [
            {
                id: 'rep',
                start: { location: home },
                end: { location: home },
                shift: [SHIFT_START, shiftEnd],
                costs: cost === 'distance' ? { perKm: 1000 } : { perHour: 3600, perKm: 0 },
            },
        ],
        travel: { kind: 'matrix', size, durations, distances },
    };
}
