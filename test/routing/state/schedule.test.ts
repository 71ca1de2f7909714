import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/index.js';
import { checkSolution, evaluate, type Problem, type TimeWindow, type Visit } from '../../../src/routing/index.js';
import { shiftedBy } from '../oracle/shift.js';

const SHIFT_END = 60;

/** A street with whole numbers everywhere, so that a best departure is a whole number too. */
function street(random: Random): Problem {
    const visits = Array.from({ length: 1 + random.integer(4) }, (_, i): Visit => {
        const timeWindows: TimeWindow[] = [];
        for (let at = random.integer(12); timeWindows.length < 3 && at < SHIFT_END; at += 1 + random.integer(15)) {
            const close = at + random.integer(10);
            timeWindows.push([at, close]);
            at = close;
        }
        return { id: `visit ${i}`, position: [random.integer(6), 0], serviceDuration: random.integer(3), timeWindows };
    });
    const home = { position: [random.integer(6), 0] } as const;
    return {
        visits,
        vehicles: [{ id: 'rep', start: home, end: home, shift: [0, SHIFT_END], costs: { perHour: 3600 } }],
        travel: { kind: 'euclidean' },
    };
}

/** The same street in another unit of length and time. */
function scaled(problem: Problem, unit: number): Problem {
    const home = { position: [unit * (problem.vehicles[0].start?.position?.[0] ?? 0), 0] } as const;
    return {
        ...problem,
        visits: problem.visits.map(({ position = [0, 0], serviceDuration = 0, timeWindows = [], ...visit }) => ({
            ...visit,
            position: [unit * position[0], 0],
            serviceDuration: unit * serviceDuration,
            timeWindows: timeWindows.map(([open, close]) => [unit * open, unit * close] as const),
        })),
        vehicles: problem.vehicles.map((vehicle) => ({ ...vehicle, start: home, end: home, shift: [0, unit * SHIFT_END] })),
    };
}

/** Back home when leaving at a moment; Infinity where that is too late for some visit. */
function homeAgain({ visits, vehicles }: Problem, departure: number): number {
    const home = vehicles[0].start?.position?.[0] ?? 0;
    let time = departure;
    let at = home;
    for (const { position = [0, 0], serviceDuration = 0, timeWindows = [] } of visits) {
        time += Math.abs(position[0] - at);
        at = position[0];
        const window = timeWindows.find(([, close]) => time <= close);
        if (window === undefined) return Number.POSITIVE_INFINITY;
        time = Math.max(time, window[0]) + serviceDuration;
    }
    return time + Math.abs(home - at);
}

describe('the schedule of a route whose duration counts', () => {
    it('is the shortest of all departures, and of those the earliest', () => {
        let found = 0;
        let later = 0;
        for (let seed = 1; seed <= 2000; seed++) {
            const problem = street(new Random(seed));
            const plan = [{ vehicleId: 'rep', visitIds: problem.visits.map(({ id }) => id) }];
            let best = Number.POSITIVE_INFINITY;
            let end = Number.POSITIVE_INFINITY;
            for (let departure = 0; departure <= SHIFT_END; departure++) {
                const back = homeAgain(problem, departure);
                if (back > SHIFT_END || back - departure >= best) continue;
                best = back - departure;
                end = back;
            }
            const { duration, routes, feasible } = evaluate(problem, plan);
            const check = checkSolution(problem, plan);
            expect(feasible, `seed ${seed}`).toBe(best < Number.POSITIVE_INFINITY);
            if (!feasible) continue;
            found++;
            if (end > homeAgain(problem, 0)) later++;
            expect(duration, `seed ${seed}`).toBeCloseTo(best, 6);
            expect(routes[0].end, `seed ${seed}`).toBeCloseTo(end, 6);
            expect(check.duration, `seed ${seed}`).toBeCloseTo(best, 6);
        }
        expect(found).toBeGreaterThan(500);
        expect(later).toBeGreaterThan(50);
    });

    it('is as long for the checker, in decimals and at any time', () => {
        let compared = 0;
        for (let seed = 1; seed <= 1500; seed++) {
            const unit = [1 / 3, 0.1, 1.0037, 41.7][seed % 4];
            const problem = scaled(street(new Random(seed)), unit);
            const plan = [{ vehicleId: 'rep', visitIds: problem.visits.map(({ id }) => id) }];
            const here = evaluate(problem, plan);
            for (const epoch of [0, 1_764_374_400.25, 1_764_374_400_000.5]) {
                const moved = shiftedBy(problem, epoch);
                const { duration, feasible } = evaluate(moved, plan);
                expect(feasible, `seed ${seed} at ${epoch}`).toBe(here.feasible);
                expect(checkSolution(moved, plan).feasible, `seed ${seed} at ${epoch}`).toBe(feasible);
                if (!feasible) continue;
                compared++;
                const digits = epoch > 1e12 ? 2 : 5;
                expect(duration, `seed ${seed} at ${epoch}`).toBeCloseTo(here.duration, digits);
                expect(checkSolution(moved, plan).duration, `seed ${seed} at ${epoch}`).toBeCloseTo(duration, digits);
            }
        }
        expect(compared).toBeGreaterThan(1000);
    });
});
