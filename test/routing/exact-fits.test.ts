import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/index.js';
import {
    checkSolution,
    evaluate,
    METHODS,
    type Objective,
    type Problem,
    solve,
    type TimeWindow,
    type Vehicle,
    type Visit,
} from '../../src/routing/index.js';
import { plansOf } from './oracle/figures.js';

const DENOMINATORS = [3, 7, 10, 100];
/** Where the time axis begins: at 0, at midnight in seconds since 1970, and then in milliseconds. */
const ORIGINS = [0, 1_764_374_400, 1_764_374_400_000, 1_764_374_400_000.1];
const OBJECTIVES: readonly Objective[] = [{ kind: 'cost' }, { kind: 'priority' }, { kind: 'prize' }, { kind: 'orienteering' }];
/** Far more than rounding, and far less than anything that counts. */
const TOO_LITTLE = 1e-5;

/** Parts of a limit as decimals, and their sum as it is written: 0.1, 0.2, and 0.3. */
interface Parts {
    readonly parts: readonly number[];
    readonly sum: number;
}

function splitExactly(random: Random, count: number, denominator: number): Parts {
    const whole = Array.from({ length: count }, () => 1 + random.integer(3 * denominator));
    return { parts: whole.map((part) => part / denominator), sum: whole.reduce((sum, part) => sum + part, 0) / denominator };
}

/** Roads from a hub to each place and back, so that every order of visits is as long as any other. */
function star(arms: readonly number[]): Problem['travel'] {
    const all = [0, ...arms];
    return { kind: 'matrix', size: all.length, durations: all.flatMap((a, u) => all.map((b, v) => (u === v ? 0 : a + b))) };
}

function streetOf(places: readonly number[]): Problem['travel'] {
    const all = [0, ...places];
    return { kind: 'matrix', size: all.length, durations: all.flatMap((a) => all.map((b) => Math.abs(a - b))) };
}

interface Fit {
    readonly visits: readonly Partial<Visit>[];
    readonly vehicle: Partial<Vehicle>;
    readonly travel?: Problem['travel'];
}

/** Each makes a problem in which all visits fit exactly, or miss a limit by `less`. */
const FITS: Readonly<Record<string, (random: Random, denominator: number, origin: number, less: number) => Fit>> = {
    deliveries: (random, denominator, _, less) => {
        const { parts, sum } = splitExactly(random, 4, denominator);
        return { visits: parts.map((part) => ({ delivery: [part] })), vehicle: { capacity: [sum - less] } };
    },
    pickups: (random, denominator, _, less) => {
        const { parts, sum } = splitExactly(random, 4, denominator);
        return { visits: parts.map((part) => ({ pickup: [1, part] })), vehicle: { capacity: [10, sum - less] } };
    },
    'deliveries with pickups': (random, denominator, _, less) => {
        const { parts, sum } = splitExactly(random, 4, denominator);
        return { visits: parts.map((part) => ({ delivery: [part], pickup: [part] })), vehicle: { capacity: [sum - less] } };
    },
    distance: (random, denominator, _, less) => {
        const { parts, sum } = splitExactly(random, 4, denominator);
        return { visits: parts.map(() => ({})), vehicle: { maxDistance: 2 * sum - less }, travel: star(parts) };
    },
    'driving time': (random, denominator, _, less) => {
        const { parts, sum } = splitExactly(random, 4, denominator);
        return { visits: parts.map(() => ({})), vehicle: { maxTravelDuration: 2 * sum - less }, travel: star(parts) };
    },
    duration: (random, denominator, _, less) => {
        const { parts, sum } = splitExactly(random, 4, denominator);
        return { visits: parts.map((part) => ({ serviceDuration: part })), vehicle: { maxDuration: sum - less } };
    },
    shift: (random, denominator, origin, less) => {
        const { parts, sum } = splitExactly(random, 4, denominator);
        return { visits: parts.map((part) => ({ serviceDuration: part })), vehicle: { shift: [origin, origin + (sum - less)] } };
    },
    'duration between windows': (random, denominator, origin, less) => {
        const { parts, sum } = splitExactly(random, 4, denominator);
        const timeWindows: TimeWindow[] = [[origin, origin + 100]];
        return { visits: parts.map((part) => ({ serviceDuration: part, timeWindows })), vehicle: { maxDuration: sum - less } };
    },
    'moments in a street': (random, denominator, origin, less) => {
        const { parts } = splitExactly(random, 4, denominator);
        const places = parts.map((_, i) => splitSum(parts.slice(0, i + 1), denominator));
        const visits = places.map((place, i) => ({
            timeWindows: [[origin + place, origin + place - (i === 3 ? less : 0)] as const],
        }));
        return {
            visits: less > 0 ? visits.map(lastTooEarly) : visits,
            vehicle: { shift: [origin, origin + 100] },
            travel: streetOf(places),
        };
    },
    'moments of several windows': (random, denominator, origin) => {
        const { parts } = splitExactly(random, 4, denominator);
        const places = parts.map((_, i) => splitSum(parts.slice(0, i + 1), denominator));
        const visits = places.map((place) => ({
            timeWindows: [[origin - 20, origin - 10] as const, [origin + place - 1 / denominator, origin + place] as const],
        }));
        return {
            visits,
            vehicle: { shift: [origin, origin + 100], costs: { perHour: 3600 } },
            travel: streetOf(places),
        };
    },
};

// The sum of fractions, rounded once.
function splitSum(parts: readonly number[], denominator: number): number {
    return parts.reduce((sum, part) => sum + Math.round(part * denominator), 0) / denominator;
}

function lastTooEarly(visit: { timeWindows: (readonly [number, number])[] }): Partial<Visit> {
    return { timeWindows: visit.timeWindows.map(([open, close]): TimeWindow => [Math.min(open, close), close]) };
}

function problemOf({ visits, vehicle, travel }: Fit, objective: Objective): Problem {
    const hub = { location: 0 };
    return {
        visits: visits.map((visit, i) => ({
            id: `visit ${i}`,
            location: travel === undefined ? 0 : i + 1,
            priority: 1,
            prize: 1e6,
            ...visit,
        })),
        vehicles: [{ id: 'van', start: hub, end: hub, ...vehicle }],
        travel: travel ?? { kind: 'matrix', size: 1, durations: [0] },
        objective,
    };
}

describe.each(Object.keys(FITS))('an exact fit of %s', (name) => {
    it('is served by every method, and kept by the checker', () => {
        for (const [d, denominator] of DENOMINATORS.entries()) {
            for (const [o, origin] of ORIGINS.entries()) {
                const objective = OBJECTIVES[(d + o) % OBJECTIVES.length];
                const problem = problemOf(FITS[name](new Random(100 * d + o), denominator, origin, 0), objective);
                for (const method of METHODS) {
                    const what = `${method}, parts of ${denominator}, from ${origin}, ${objective.kind}`;
                    const solution = solve(problem, { method, stop: { iterations: 30 } });
                    expect(solution.unserved, what).toEqual([]);
                    const plan = plansOf(solution);
                    expect(checkSolution(problem, plan).violations, what).toEqual([]);
                    expect(evaluate(problem, plan).feasible, what).toBe(true);
                    for (const { vehicleId, stops, start, end } of solution.routes) {
                        const { shift } = problem.vehicles.find(({ id }) => id === vehicleId) as Vehicle;
                        if (shift !== undefined) expect(start >= shift[0] && end <= shift[1], what).toBe(true);
                        for (const stop of stops) {
                            const { timeWindows } = problem.visits.find(({ id }) => id === stop.visitId) as Visit;
                            const isWithin = timeWindows?.some(([open, close]) => open <= stop.start && stop.start <= close);
                            expect(isWithin ?? true, what).toBe(true);
                            expect(stop.arrival <= stop.start && stop.waiting >= 0, what).toBe(true);
                        }
                    }
                }
            }
        }
    });
});

describe.each(Object.keys(FITS).filter((name) => !name.includes('several')))('a little less than an exact fit of %s', (name) => {
    it('is served by no method, and refused by the checker', () => {
        for (const [d, denominator] of DENOMINATORS.entries()) {
            const problem = problemOf(FITS[name](new Random(100 * d), denominator, 0, TOO_LITTLE), { kind: 'priority' });
            const all = [{ vehicleId: 'van', visitIds: problem.visits.map(({ id }) => id) }];
            expect(checkSolution(problem, all).feasible, `parts of ${denominator}`).toBe(false);
            expect(evaluate(problem, all).feasible, `parts of ${denominator}`).toBe(false);
            for (const method of METHODS) {
                const { unserved } = solve(problem, { method, stop: { iterations: 30 } });
                expect(unserved.length, `${method}, parts of ${denominator}`).toBeGreaterThan(0);
            }
        }
    });
});

describe('sums of decimals', () => {
    it('0.1 and 0.2 fit into 0.3', () => {
        const problem = problemOf(
            { visits: [{ delivery: [0.1] }, { delivery: [0.2] }], vehicle: { capacity: [0.3] } },
            { kind: 'cost' },
        );
        for (const method of METHODS) expect(solve(problem, { method, stop: { iterations: 10 } }).feasible, method).toBe(true);
    });

    it('a start is the close itself, not 40.00000004', () => {
        const problem = problemOf(
            { visits: [{ timeWindows: [[0, 40]] }], vehicle: { shift: [0, 100] }, travel: streetOf([40 + 3e-8]) },
            { kind: 'cost' },
        );
        const [stop] = solve(problem, { stop: { iterations: 10 } }).routes[0].stops;
        expect(stop).toMatchObject({ arrival: 40, waiting: 0, start: 40, departure: 40 });
    });

    it('loads are told where no vehicle has a capacity', () => {
        const problem = problemOf({ visits: [{ delivery: [1, 2] }, { pickup: [3, 0] }], vehicle: {} }, { kind: 'cost' });
        expect(solve(problem, { stop: { iterations: 10 } }).routes[0].load).toEqual([
            expect.toSatisfy((load: number) => load === 3 || load === 4),
            2,
        ]);
    });
});
