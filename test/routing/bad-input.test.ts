import { describe, expect, it } from 'vitest';
import { BeatplanError, formatPath } from '../../src/core/index.js';
import { compile } from '../../src/routing/compile/compile.js';
import { checkSolution, type Problem, type Solution, solve, validateProblem } from '../../src/routing/index.js';

const home = { position: [0, 0] } as const;
const NO_WAY = Number.POSITIVE_INFINITY;

function issuesOf(call: () => unknown): string[] {
    try {
        call();
    } catch (error) {
        expect(error).toBeInstanceOf(BeatplanError);
        expect((error as BeatplanError).code).toBe('invalid-input');
        return (error as BeatplanError).issues.map(({ path, code }) => `${formatPath(path)} ${code}`);
    }
    return [];
}

/** What `solve` says of a problem that may be of any shape. */
function found(problem: unknown, options: unknown = { stop: { iterations: 20 } }): string[] {
    return issuesOf(() => solve(problem as Problem, options as object));
}

/** The solution of a problem that is odd and right, held to the checker. */
function answer(problem: Problem): Solution {
    const solution = solve(problem, { stop: { iterations: 30 } });
    const check = checkSolution(problem, solution);
    expect(check.violations.filter(({ code }) => code !== 'required-unserved')).toEqual([]);
    expect(solution.feasible).toBe(check.feasible);
    expect(Number.isFinite(solution.cost)).toBe(true);
    return solution;
}

function reasonsOf(solution: Solution): Record<string, string[]> {
    return Object.fromEntries(solution.unserved.map(({ visitId, reasons }) => [visitId, reasons.map(({ code }) => code)]));
}

function onMatrix(durations: ArrayLike<number>, more: object = {}): Problem {
    return {
        visits: [
            { id: 'a', location: 1 },
            { id: 'b', location: 2 },
        ],
        vehicles: [{ id: 'v', start: { location: 0 }, end: { location: 0 } }],
        travel: { kind: 'matrix', size: 3, durations, ...more },
    };
}

describe('matrices', () => {
    it('of the wrong size are named with what they should hold', () => {
        expect(found(onMatrix([0, 1, 1, 0]))).toEqual(['travel.durations matrix-size']);
        expect(found(onMatrix([]))).toEqual(['travel.durations matrix-size']);
        expect(found(onMatrix(new Float64Array(9), { distances: [1] }))).toEqual(['travel.distances matrix-size']);
        expect(
            found(
                onMatrix([
                    [0, 1],
                    [1, 0],
                ] as unknown as number[]),
            )[0],
        ).toBe('travel.durations matrix-size');
    });

    it('with entries that are no travel are named entry by entry, ten of them', () => {
        expect(found(onMatrix([0, Number.NaN, 1, -1, 0, '1' as unknown as number, 1, 1e16, 0]))).toEqual([
            'travel.durations[1] not-finite',
            'travel.durations[3] negative-travel',
            'travel.durations[5] invalid-type',
            'travel.durations[7] out-of-range',
        ]);
        const size = 20;
        const many = { kind: 'matrix', size, durations: new Float64Array(size * size).fill(-1) };
        expect(found({ ...onMatrix([]), travel: many })).toHaveLength(11);
        expect(found(onMatrix(new Float64Array(9), { distances: new Float64Array(9).fill(NO_WAY) }))).toHaveLength(9);
    });

    it('may be asymmetric', () => {
        const { routes, cost } = answer(onMatrix([0, 1, 9, 9, 0, 1, 1, 9, 0]));
        expect(cost).toBe(3);
        expect(routes[0].stops.map(({ visitId }) => visitId)).toEqual(['a', 'b']);
    });

    it('may fall apart: what cannot be reached says so', () => {
        const solution = answer(onMatrix([0, 1, NO_WAY, 1, 0, NO_WAY, 1, 1, 0]));
        expect(solution.feasible).toBe(false);
        expect(reasonsOf(solution)).toEqual({ b: ['unreachable'] });
        // There and never back again.
        const oneWay = answer(onMatrix([0, 1, 1, NO_WAY, 0, NO_WAY, NO_WAY, NO_WAY, 0]));
        expect(reasonsOf(oneWay)).toEqual({ a: ['unreachable'], b: ['unreachable'] });
        expect(
            answer({ ...onMatrix([0, 1, 1, NO_WAY, 0, 1, NO_WAY, NO_WAY, 0]), vehicles: [{ id: 'v', start: { location: 0 } }] })
                .cost,
        ).toBe(2);
    });

    it('of no distance at all are right too', () => {
        expect(answer(onMatrix(new Float64Array(9)))).toMatchObject({ feasible: true, cost: 0 });
    });

    it('are wanted by name', () => {
        const problem = {
            ...onMatrix([0, 1, 1, 1, 0, 1, 1, 1, 0]),
            profiles: { lorry: { kind: 'matrix', size: 2, durations: [0, 1, 1, 0] } },
        };
        expect(found(problem)).toEqual(['visits[1].location out-of-range']);
        const misspelt = { ...problem, vehicles: [{ id: 'v', profile: 'lory' }] };
        expect(validateProblem(misspelt).find(({ code }) => code === 'unknown-profile')?.hint).toBe("did you mean 'lorry'?");
    });
});

describe('windows and shifts', () => {
    const visits = [{ id: 'a', position: [1, 0] as const, timeWindows: [[-50, -10] as const] }];
    const travel = { kind: 'euclidean' } as const;

    it('that lie in the past are answered with by how much', () => {
        const solution = answer({ visits, vehicles: [{ id: 'v', start: home, end: home, shift: [100, 200] }], travel });
        expect(solution.feasible).toBe(false);
        expect(solution.unserved[0].reasons).toEqual([
            expect.objectContaining({ code: 'window-missed', vehicleIds: ['v'], excess: 111 }),
        ]);
        // Without a shift the day begins at 0; with one it may begin before.
        expect(reasonsOf(answer({ visits, vehicles: [{ id: 'v', start: home }], travel }))).toEqual({ a: ['window-missed'] });
        expect(answer({ visits, vehicles: [{ id: 'v', start: home, shift: [-100, 0] }], travel }).feasible).toBe(true);
    });

    it('that close before they open, or never open, are named', () => {
        const faulty = {
            visits: [{ id: 'a', position: [1, 0], timeWindows: [[9, 1]] }],
            vehicles: [{ id: 'v', shift: [5, 4] }],
            travel,
        };
        expect(found(faulty)).toEqual(['visits[0].timeWindows[0] inverted-window', 'vehicles[0].shift inverted-window']);
        const never = {
            visits: [{ id: 'a', position: [1, 0], timeWindows: [[NO_WAY, NO_WAY]] }],
            vehicles: [{ id: 'v', shift: [-NO_WAY, 4] }],
            travel,
        };
        expect(found(never)).toEqual(['vehicles[0].shift[0] not-finite', 'visits[0].timeWindows[0][0] not-finite']);
        expect(found({ ...never, vehicles: [{ id: 'v', shift: [0, NO_WAY] }] })).toEqual([
            'visits[0].timeWindows[0][0] not-finite',
        ]);
    });

    it('of no length hold what takes no time', () => {
        const vehicle = { id: 'v', start: home, end: home, shift: [50, 50] } as const;
        const here = { id: 'here', ...home };
        const solution = answer({ visits: [here, { id: 'there', position: [1, 0] }], vehicles: [vehicle], travel });
        expect(reasonsOf(solution)).toEqual({ there: ['shift-exceeded'] });
        expect(answer({ visits: [{ ...here, serviceDuration: 1 }], vehicles: [vehicle], travel }).feasible).toBe(false);
        expect(answer({ visits: [{ ...here, timeWindows: [[50, 50]] }], vehicles: [vehicle], travel }).feasible).toBe(true);
    });
});

describe('loads', () => {
    it('of different dimensions are named', () => {
        const problem = {
            visits: [
                { id: 'a', ...home, delivery: [1, 2] },
                { id: 'b', ...home, pickup: [] },
                { id: 'c', ...home, delivery: [1], pickup: [1, 1, 1] },
            ],
            vehicles: [{ id: 'v', capacity: [5, 5] }, { id: 'w', capacity: [5] }, { id: 'x' }],
        };
        expect(found(problem)).toEqual([
            'visits[1].pickup dimension-mismatch',
            'visits[2].delivery dimension-mismatch',
            'visits[2].pickup dimension-mismatch',
            'vehicles[1].capacity dimension-mismatch',
        ]);
    });

    it('may be without limit in one dimension', () => {
        const solution = answer({
            visits: [
                { id: 'a', ...home, delivery: [1e9, 3] },
                { id: 'b', ...home, delivery: [1e9, 3] },
            ],
            vehicles: [{ id: 'v', start: home, capacity: [NO_WAY, 5] }],
        });
        expect(solution.unserved).toHaveLength(1);
    });
});

describe('numbers of things', () => {
    it('no vehicle is an issue where there are visits, and an answer if there are none', () => {
        expect(found({ visits: [{ id: 'a', ...home }], vehicles: [] })).toEqual(['vehicles empty-input']);
        expect(answer({ visits: [], vehicles: [] })).toMatchObject({ routes: [], unserved: [] });
        expect(answer({ visits: [], vehicles: [{ id: 'v' }] })).toMatchObject({ routes: [], unserved: [] });
        expect(answer({ visits: [], vehicles: [{ id: 'v', start: home, count: 1000 }] }).routes).toEqual([]);
    });

    it('one visit is served, at no cost where it is the whole of an open route', () => {
        expect(answer({ visits: [{ id: 'a', position: [13, 52] }], vehicles: [{ id: 'v' }] })).toMatchObject({
            cost: 0,
            feasible: true,
        });
    });

    it('vehicles are counted in whole numbers from 1', () => {
        for (const [count, code] of [
            [0, 'out-of-range'],
            [-1, 'out-of-range'],
            [1.5, 'not-an-integer'],
            [Number.NaN, 'not-finite'],
            [NO_WAY, 'not-finite'],
        ]) {
            expect(found({ visits: [], vehicles: [{ id: 'v', count }] })).toEqual([`vehicles[0].count ${code}`]);
        }
        const many = answer({ visits: [{ id: 'a', ...home }], vehicles: [{ id: 'v', count: Number.MAX_SAFE_INTEGER }] });
        expect(many.feasible).toBe(true);
    });

    it('ids stand once each', () => {
        const problem = {
            visits: [
                { id: 'a', ...home },
                { id: 'a', ...home },
                { id: 'a', ...home },
            ],
            vehicles: [{ id: 'v' }, { id: 'v' }],
        };
        expect(found(problem)).toEqual(['visits[1].id duplicate-id', 'visits[2].id duplicate-id', 'vehicles[1].id duplicate-id']);
        // A visit and a vehicle are no rivals, and no id is special.
        expect(
            answer({
                visits: [
                    { id: '__proto__', ...home },
                    { id: 'v', ...home },
                ],
                vehicles: [{ id: 'v', start: home }],
            }).feasible,
        ).toBe(true);
    });
});

describe('visits', () => {
    it('with negative durations or prizes are named', () => {
        const visit = { id: 'a', ...home, serviceDuration: -1, prize: -1, delivery: [-1], priority: -1 };
        expect(found({ visits: [visit], vehicles: [{ id: 'v' }] })).toEqual([
            'visits[0].serviceDuration out-of-range',
            'visits[0].delivery[0] out-of-range',
            'visits[0].priority out-of-range',
            'visits[0].prize out-of-range',
        ]);
    });

    it('that are required and impossible stay unserved, with the reason of each vehicle', () => {
        const solution = answer({
            visits: [
                { id: 'cold', position: [1, 0], required: true, skills: ['cold'] },
                { id: 'fine', position: [1, 0] },
            ],
            vehicles: [
                { id: 'v', start: home },
                { id: 'w', start: home, skills: ['cold'], maxVisits: 0 },
            ],
            travel: { kind: 'euclidean' },
            objective: { kind: 'priority' },
        });
        expect(solution.feasible).toBe(false);
        expect(solution.routes).toHaveLength(1);
        expect(reasonsOf(solution)).toEqual({ cold: ['max-visits-exceeded', 'skill-missing'] });
    });

    it('may lie at one point by the thousand', () => {
        const here = { position: [13, 52] as const };
        const visits = Array.from({ length: 10_000 }, (_, i) => ({ id: `${i}`, ...here }));
        const solution = answer({ visits, vehicles: [{ id: 'v', start: here, end: here, count: 5 }] });
        expect(solution).toMatchObject({ feasible: true, cost: 0, unserved: [] });
    });

    it('may lie at one point of a plane by the thousand', () => {
        const visits = Array.from({ length: 3_500 }, (_, i) => ({ id: `${i}`, ...home }));
        const solution = answer({ visits, vehicles: [{ id: 'v', start: home, end: home }], travel: { kind: 'euclidean' } });
        expect(solution).toMatchObject({ feasible: true, cost: 0, unserved: [] });
    });
});

/** A problem that uses every numeric field. */
function everyField(): Problem {
    const visit = (id: string, x: number): Problem['visits'][number] => ({
        id,
        position: [x, 1],
        serviceDuration: 10,
        timeWindows: [[0, 5000]],
        delivery: [1],
        pickup: [1],
        priority: 10,
        prize: 5,
        required: false,
    });
    return {
        visits: [visit('a', 3), visit('b', 5)],
        vehicles: [
            {
                id: 'v',
                start: { position: [0, 0] },
                end: { position: [0, 1] },
                shift: [0, 9000],
                capacity: [5],
                durationFactor: 1.5,
                costs: { fixed: 1, perHour: 2, perKm: 3 },
                maxVisits: 5,
                maxDistance: 1000,
                maxDuration: 5000,
                maxTravelDuration: 4000,
                count: 2,
            },
        ],
        travel: { kind: 'euclidean', speed: 1, decimals: 1, rounding: 'round' },
        objective: { kind: 'prize', priorityWeight: 0.5 },
        earliness: 0.5,
    };
}

type Tree = { [key: string]: unknown };

/** Paths of all numbers in a value. */
function numberPaths(value: unknown, path: readonly string[] = []): string[][] {
    if (typeof value === 'number') return [[...path]];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, item]) => numberPaths(item, [...path, key]));
}

/** A copy with another value at a path. */
function withValue(tree: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
    const copy = (Array.isArray(tree) ? [...tree] : { ...(tree as Tree) }) as Tree;
    copy[key] = rest.length === 0 ? value : withValue(copy[key], rest, value);
    return copy;
}

describe('numbers', () => {
    const paths = numberPaths(everyField());

    it('are looked for everywhere', () => {
        expect(paths.length).toBeGreaterThan(35);
        expect(found(everyField())).toEqual([]);
    });

    it.each(
        paths.map((path) => [path.join('.'), path] as const),
    )('%s: an issue or a right answer, whatever the number', (_, path) => {
        for (const value of [
            NO_WAY,
            -NO_WAY,
            Number.NaN,
            -1,
            0,
            0.5,
            5e-324,
            1e15,
            1e16,
            -1e15,
            Number.MAX_VALUE,
            '1',
            null,
            true,
            [],
            {},
            1n,
        ]) {
            const problem = withValue(everyField(), path, value) as Problem;
            const issues = validateProblem(problem);
            if (issues.length === 0) {
                answer(problem);
                continue;
            }
            const places = issues.map((issue) => issue.path.join('.'));
            // A window as a whole may be at fault, not the number alone.
            const isNamed = places.some((place) => path.join('.').startsWith(place));
            expect(isNamed, `${String(value)}: ${places.join(', ')}`).toBe(true);
            expect(found(problem).length).toBe(issues.length);
        }
    });

    it('of travel are held to bounds too', () => {
        const bands = { kind: 'great-circle', circuity: 1e9, speedBands: [{ upTo: 5, speed: 1e-300 }, { speed: 1e300 }] };
        const problem = { visits: [{ id: 'a', ...home }], vehicles: [{ id: 'v' }], travel: bands };
        expect(found(problem)).toEqual([
            'travel.circuity out-of-range',
            'travel.speedBands[0].speed out-of-range',
            'travel.speedBands[1].speed out-of-range',
        ]);
    });
});

describe('shape', () => {
    it('of anything else than a problem is named', () => {
        for (const value of [undefined, null, 5, 'problem', [], () => 1]) expect(found(value)).toEqual([' invalid-type']);
        expect(found({})).toEqual(['visits missing-key', 'vehicles missing-key']);
        expect(found({ visits: 'a', vehicles: {} })).toEqual(['visits invalid-type', 'vehicles invalid-type']);
        expect(found({ visits: [null, 1, []], vehicles: [undefined] })).toHaveLength(4);
        // Positions as objects, as maps of other libraries want them.
        expect(found({ visits: [{ id: 'a', position: { lat: 1, lng: 2 } }], vehicles: [{ id: 'v' }] })).toEqual([
            'visits[0].position invalid-type',
        ]);
    });

    it('with unknown keys comes with the key that was meant', () => {
        const problem = {
            visits: [{ id: 'a', ...home, serviceTime: 3 }],
            vehicles: [{ id: 'v', capacities: [1], costs: { perHours: 1 } }],
            objectives: { kind: 'cost' },
        };
        const issues = validateProblem(problem);
        expect(issues.map(({ code, path, hint }) => [code, path.at(-1), hint?.split(':')[0]])).toEqual([
            ['unknown-key', 'serviceTime', expect.any(String)],
            ['unknown-key', 'perHours', "did you mean 'perHour'?"],
            ['unknown-key', 'capacities', "did you mean 'capacity'?"],
            ['unknown-key', 'objectives', "did you mean 'objective'?"],
        ]);
    });

    it('and rules are reported together', () => {
        const problem = {
            visits: [
                { id: 'a', ...home, prize: 'much' },
                { id: 'a', position: [200, 0] },
                { id: 'b', ...home, allowedVehicles: ['w', 'x'] },
            ],
            vehicles: [
                { id: 'v', shift: [2, 1] },
                { id: 'w', count: 0 },
            ],
            travel: { kind: 'great-circle', circuity: 0.5 },
        };
        expect(found(problem, { seed: 'x', stop: { seconds: 0 }, initial: [{ vehicleId: 'q', visitIds: [] }] })).toEqual([
            'visits[0].prize invalid-type',
            'vehicles[1].count out-of-range',
            'travel.circuity out-of-range',
            'visits[1].id duplicate-id',
            'visits[2].allowedVehicles[1] unknown-id',
            'vehicles[0].shift inverted-window',
            'options.stop.seconds out-of-range',
            'options.seed invalid-type',
        ]);
    });
});

describe('options', () => {
    const problem = { visits: [{ id: 'a', ...home }], vehicles: [{ id: 'v' }] };

    it('that are wrong are named, all at once', () => {
        const options = {
            seed: Number.NaN,
            method: 'savings+l',
            stop: { seconds: 0, iterations: -1, noImprovement: 0.5, target: NO_WAY, minutes: 3 },
            signal: 'stop',
            onProgress: true,
            onImprovement: null,
            tempo: 'fast',
        };
        expect(found(problem, options)).toEqual([
            'options.stop.seconds out-of-range',
            'options.stop.iterations out-of-range',
            'options.stop.noImprovement out-of-range',
            'options.stop.target not-finite',
            'options.stop.minutes unknown-key',
            'options.seed not-finite',
            'options.method unknown-option',
            'options.signal invalid-type',
            'options.onProgress invalid-type',
            'options.onImprovement invalid-type',
            'options.tempo unknown-key',
        ]);
        for (const value of [null, 5, 'fast', []]) expect(found(problem, value)).toEqual(['options invalid-type']);
    });

    it('that plans take are named as plans name them', () => {
        const run = (): unknown => solve(problem, { iterations: 5, timeLimit: 1 } as object);
        expect(run).toThrow("use 'stop.iterations'");
        expect(run).toThrow("use 'stop.seconds'");
    });

    it('with a misspelt method say which was meant', () => {
        expect(() => solve(problem, { method: 'savngs' as 'savings' })).toThrow("hint: did you mean 'savings'?");
    });

    it('with faulty routes to begin with are named by place', () => {
        const initial = [
            { vehicleId: 'v', visitIds: ['a', 'b', 'a'] },
            { vehicleId: 'v', visitIds: ['a'] },
            { vehicleId: 'w', visitIds: [] },
        ];
        expect(found(problem, { initial })).toEqual([
            'options.initial[0].visitIds[1] unknown-id',
            'options.initial[0].visitIds[2] duplicate-visit',
            'options.initial[1].visitIds[0] duplicate-visit',
            'options.initial[1].vehicleId vehicle-used-twice',
            'options.initial[2].vehicleId unknown-id',
        ]);
        expect(found(problem, { initial: 'a' })).toEqual(['options.initial invalid-type']);
        expect(found(problem, { initial: [{ vehicleId: 'v', visits: ['a'] }] })).toEqual([
            'options.initial[0].visitIds missing-key',
            'options.initial[0].visits unknown-key',
        ]);
    });
});

describe('size', () => {
    it('is no obstacle to validation and compilation', () => {
        // Past the size of a matrix: 12,000 visits would need a gigabyte in one.
        const visits = Array.from({ length: 12_000 }, (_, i) => ({
            id: `${i}`,
            position: [(i * 37) % 1000, (i * 101) % 997] as const,
        }));
        const problem: Problem = {
            visits,
            vehicles: [{ id: 'v', start: home, end: home, count: 600 }],
            travel: { kind: 'euclidean' },
        };
        expect(validateProblem(problem)).toEqual([]);
        const instance = compile(problem);
        expect(instance.metrics[0].hasMatrix).toBe(false);
        expect(instance.neighbours.length).toBe(instance.n * instance.neighbourCount);
        expect(instance.neighbours.every((v) => v >= 0 && v < instance.n)).toBe(true);
    });

    it('of the list of faults does not matter', () => {
        const visits = Array.from({ length: 20_000 }, () => ({ id: 'same', position: [0, 91] }));
        const issues = validateProblem({ visits, vehicles: [{ id: 'v' }] });
        expect(issues).toHaveLength(39_999);
        expect(() => solve({ visits, vehicles: [{ id: 'v' }] } as unknown as Problem)).toThrow(
            /solve has 39999 problems[\s\S]*and 19996 more of this kind[\s\S]*and 19997 more of this kind/,
        );
    });
});

it('solve names every hole of a list of vehicles', () => {
    const problem = { visits: [], vehicles: Array(5), travel: { kind: 'great-circle' } };
    expect(found(problem).map((issue) => issue.split(' ')[0])).toEqual([0, 1, 2, 3, 4].map((i) => `vehicles[${i}]`));
});
