import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GENERATED_SETS, generatedSet, generateInstance } from '../../bench/routing/generated.js';
import { dayProblem } from '../../bench/routing/generators/day.js';
import { orienteeringProblem, SHAPES } from '../../bench/routing/generators/orienteering.js';
import { scatter } from '../../bench/routing/generators/scatter.js';
import { solomonProblem } from '../../bench/routing/generators/solomon.js';
import { DEMANDS, DEPOTS, type UchoaOptions, uchoaProblem } from '../../bench/routing/generators/uchoa.js';
import { Random } from '../../src/core/index.js';
import { checkSolution, type Problem, solve, validateProblem } from '../../src/routing/index.js';

const LAYOUTS = ['random', 'clustered', 'random-clustered'] as const;

function placesOf(problem: Problem): string[] {
    return [problem.vehicles[0].start!, ...problem.visits].map((place) => place.position!.join());
}

function demandsOf(problem: Problem): number[] {
    return problem.visits.map((visit) => visit.delivery![0]);
}

/** Mean distance from each point to its nearest other one. */
function meanNearest(positions: readonly (readonly [number, number])[]): number {
    let sum = 0;
    positions.forEach(([x, y], i) => {
        let nearest = Number.POSITIVE_INFINITY;
        positions.forEach(([a, b], j) => {
            if (i !== j) nearest = Math.min(nearest, Math.hypot(x - a, y - b));
        });
        sum += nearest;
    });
    return sum / positions.length;
}

describe('scatter', () => {
    it('puts no two points at one place, none where it may not, and all inside', () => {
        fc.assert(
            fc.property(fc.integer({ min: 1, max: 300 }), fc.constantFrom(...LAYOUTS), fc.nat(), (count, layout, seed) => {
                const { positions, cluster } = scatter(new Random(seed), {
                    count,
                    layout,
                    side: 30,
                    clusters: 3,
                    decay: 2,
                    taken: [15, 15],
                });
                expect(positions).toHaveLength(count);
                expect(new Set(positions.map((position) => position.join())).size).toBe(count);
                for (const [x, y] of positions) {
                    expect(x >= 0 && x <= 30 && y >= 0 && y <= 30 && Number.isInteger(x) && Number.isInteger(y)).toBe(true);
                    expect(x === 15 && y === 15).toBe(false);
                }
                const scattered = cluster.filter((c) => c < 0).length;
                if (layout === 'random') expect(scattered).toBe(count);
                else if (layout === 'random-clustered') expect(scattered).toBeGreaterThanOrEqual(Math.floor(count / 2));
            }),
            { numRuns: 60 },
        );
    });

    it('brings clustered points nearer to each other', () => {
        const at = (layout: (typeof LAYOUTS)[number]): number =>
            meanNearest(scatter(new Random(5), { count: 400, layout, side: 1000, clusters: 5, decay: 40 }).positions);
        expect(at('clustered')).toBeLessThan(0.6 * at('random'));
        expect(at('random-clustered')).toBeLessThan(at('random'));
        expect(at('random-clustered')).toBeGreaterThan(at('clustered'));
    });

    it('refuses more points than have room', () => {
        const options = { layout: 'random' as const, side: 9, clusters: 1, decay: 1 };
        expect(() => scatter(new Random(1), { ...options, count: 51 })).toThrow('51 points');
        expect(scatter(new Random(1), { ...options, count: 50 }).positions).toHaveLength(50);
    });
});

describe('uchoaProblem', () => {
    const options = { customers: 200, depot: 'central', layout: 'random', demand: '1-100', seed: 7 } as const;

    it('makes the same problem from the same seed, and another from another', () => {
        expect(uchoaProblem(options)).toEqual(uchoaProblem(options));
        expect(uchoaProblem(options)).not.toEqual(uchoaProblem({ ...options, seed: 8 }));
    });

    it('is valid, and every demand fits a vehicle, whatever the factors', () => {
        const all = fc.record({
            customers: fc.integer({ min: 1, max: 150 }),
            depot: fc.constantFrom(...DEPOTS),
            layout: fc.constantFrom(...LAYOUTS),
            demand: fc.constantFrom(...DEMANDS),
            seed: fc.nat(),
        });
        fc.assert(
            fc.property(all, (drawn: UchoaOptions) => {
                const problem = uchoaProblem(drawn);
                expect(validateProblem(problem)).toEqual([]);
                const capacity = problem.vehicles[0].capacity![0];
                expect(Math.max(...demandsOf(problem))).toBeLessThanOrEqual(capacity);
                expect(new Set(placesOf(problem)).size).toBe(drawn.customers + 1);
            }),
            { numRuns: 100 },
        );
    });

    it.each([
        ['unitary', 1, 1],
        ['1-10', 1, 10],
        ['5-10', 5, 10],
        ['1-100', 1, 100],
        ['50-100', 50, 100],
        ['quadrant', 1, 100],
        ['many-small-few-large', 1, 100],
    ] as const)('draws %s demands from %i to %i', (demand, low, high) => {
        const demands = demandsOf(uchoaProblem({ ...options, customers: 2000, demand }));
        expect(Math.min(...demands)).toBe(low);
        expect(Math.max(...demands)).toBe(high);
    });

    it('makes large demands in the first and third quadrant, and few among many small ones', () => {
        const { visits } = uchoaProblem({ ...options, demand: 'quadrant' });
        for (const { position, delivery } of visits) {
            const isLarge = position![0] < 500 === position![1] < 500;
            expect(delivery![0] > 50).toBe(isLarge);
        }
        const demands = demandsOf(uchoaProblem({ ...options, customers: 1000, demand: 'many-small-few-large' }));
        const small = demands.filter((value) => value <= 10).length;
        expect(small).toBeGreaterThan(650);
        expect(small).toBeLessThan(980);
        expect(demands.every((value) => value <= 10 || value >= 50)).toBe(true);
    });

    it('places the depot, and fills vehicles with about as many customers as asked', () => {
        expect(uchoaProblem(options).vehicles[0].start!.position).toEqual([500, 500]);
        expect(uchoaProblem({ ...options, depot: 'eccentric' }).vehicles[0].start!.position).toEqual([0, 0]);
        const problem = uchoaProblem({ ...options, demand: 'unitary', routeSize: 12.5 });
        expect(problem.vehicles[0].capacity).toEqual([13]);
        for (let seed = 1; seed <= 50; seed++) {
            const [capacity] = uchoaProblem({ ...options, demand: 'unitary', seed }).vehicles[0].capacity!;
            expect(capacity).toBeGreaterThanOrEqual(3);
            expect(capacity).toBeLessThanOrEqual(25);
        }
    });

    it('spreads 100,000 customers no denser than 1,000', () => {
        const problem = uchoaProblem({ ...options, customers: 100_000, layout: 'clustered' });
        expect(problem.visits).toHaveLength(100_000);
        expect(problem.vehicles[0].start!.position).toEqual([5000, 5000]);
    });
});

describe('solomonProblem', () => {
    const options = { customers: 100, layout: 'clustered', horizon: 'short', density: 1, width: 0.1, seed: 3 } as const;

    it('makes the same problem from the same seed', () => {
        expect(solomonProblem(options)).toEqual(solomonProblem(options));
    });

    it('has windows that a vehicle of its own can meet, and demands that it can carry', () => {
        const all = fc.record({
            customers: fc.integer({ min: 1, max: 250 }),
            layout: fc.constantFrom(...LAYOUTS),
            horizon: fc.constantFrom('short' as const, 'long' as const),
            density: fc.double({ min: 0, max: 1, noNaN: true }),
            width: fc.double({ min: 0, max: 1, noNaN: true }),
            prizes: fc.boolean(),
            seed: fc.nat(),
        });
        fc.assert(
            fc.property(all, (drawn) => {
                const problem = solomonProblem(drawn);
                expect(validateProblem(problem)).toEqual([]);
                const alone = problem.visits.map((visit) => ({ vehicleId: 'vehicle', visitIds: [visit.id] }));
                expect(checkSolution(problem, alone).violations).toEqual([]);
            }),
            { numRuns: 60 },
        );
    });

    it('gives the share of customers that was asked for a window of about the width that was asked for', () => {
        const { visits, vehicles } = solomonProblem({ ...options, layout: 'random', customers: 1000, density: 0.25, width: 0.2 });
        const [open, close] = vehicles[0].shift!;
        const widths = visits.map(({ timeWindows }) => timeWindows![0][1] - timeWindows![0][0]);
        const own = widths.filter((width) => width < close - open);
        expect(own.length).toBeGreaterThan(200);
        expect(own.length).toBeLessThan(300);
        const mean = own.reduce((sum, width) => sum + width, 0) / own.length / (close - open);
        expect(mean).toBeGreaterThan(0.12);
        expect(mean).toBeLessThan(0.22);
    });

    it('lays the windows of clusters around routes through them', () => {
        // Few long routes suffice where windows follow the clusters, although they are narrow.
        const problem = solomonProblem({ ...options, horizon: 'long', width: 0.02 });
        const solution = solve(problem, { stop: { iterations: 500 } });
        expect(solution.unserved).toEqual([]);
        expect(solution.routes.length).toBeLessThan(25);
    });
});

describe('orienteeringProblem', () => {
    it.each(SHAPES)('makes the same %s from the same seed, with as many stops as asked, around the start', (shape) => {
        const options = { stops: 90, shape, routes: 2, share: 0.4, seed: 5 };
        const problem = orienteeringProblem(options);
        expect(problem).toEqual(orienteeringProblem(options));
        expect(validateProblem(problem)).toEqual([]);
        expect(problem.visits).toHaveLength(90);
        expect(new Set(placesOf(problem)).size).toBe(91);
        expect(problem.vehicles[0].count).toBe(2);
        for (const { prize } of problem.visits) expect(prize! > 0 && prize! % 5 === 0).toBe(true);
    });

    it('can visit some stops and not all', () => {
        for (const shape of SHAPES) {
            const problem = orienteeringProblem({ stops: 60, shape, routes: 1, share: 0.5, seed: 2 });
            const solution = solve(problem, { stop: { iterations: 300 } });
            expect(checkSolution(problem, solution).violations).toEqual([]);
            expect(solution.prize).toBeGreaterThan(0);
            expect(solution.unserved.length).toBeGreaterThan(0);
        }
    });

    it('has full diamonds and squares where the number fills them, scores growing outwards', () => {
        const corners = (shape: 'diamond' | 'square', stops: number): string[] =>
            placesOf(orienteeringProblem({ stops, shape, routes: 1, share: 1, seed: 9 })).sort();
        expect(corners('diamond', 4)).toEqual(['-2,0', '0,-2', '0,0', '0,2', '2,0']);
        expect(corners('square', 8)).toHaveLength(9);
        const { visits } = orienteeringProblem({ stops: 60, shape: 'diamond', routes: 1, share: 1, seed: 9 });
        for (const a of visits) {
            for (const b of visits) {
                const away = ({ position: [x, y] = [0, 0] }: typeof a): number => Math.abs(x) + Math.abs(y);
                if (away(a) < away(b)) expect(a.prize!).toBeLessThanOrEqual(b.prize!);
            }
        }
    });
});

describe('dayProblem', () => {
    it('makes the same day from the same seed, one that can be driven', () => {
        for (let seed = 1; seed <= 30; seed++) {
            const problem = dayProblem({ stops: 15, cost: 'distance', seed });
            expect(problem).toEqual(dayProblem({ stops: 15, cost: 'distance', seed }));
            expect(validateProblem(problem)).toEqual([]);
            expect(solve(problem, { stop: { iterations: 500 } }).unserved, `seed ${seed}`).toEqual([]);
        }
    });
});

describe('generated sets', () => {
    it.each(GENERATED_SETS)('%s has instances with names of their own that are made again the same', (set) => {
        const instances = generatedSet(set, [20, 50], 12);
        expect(instances).toHaveLength(24);
        expect(new Set(instances.map(({ name }) => name)).size).toBe(24);
        for (const { source } of instances) {
            if (source.kind !== 'generated') throw new Error('not generated');
            const { problem, isScore, value } = generateInstance(JSON.parse(JSON.stringify(source)));
            expect(problem).toEqual(generateInstance(source).problem);
            expect(problem.visits).toHaveLength(source.size);
            expect(value({ cost: 12.25, prize: 7 })).toBe(isScore ? 7 : set === 'generated/x' ? 12 : 12.3);
        }
    });

    it('mix all levels of every factor in a dozen instances', () => {
        const names = generatedSet('generated/x', [10], 21).map(({ name }) => name);
        for (const demand of DEMANDS) expect(names.some((name) => name.endsWith(demand))).toBe(true);
        for (const letter of ['C', 'E', 'R']) {
            for (const layout of ['R', 'C', 'RC'])
                expect(names.some((name) => name.includes(`-${letter}-${layout}-`))).toBe(true);
        }
        const types = generatedSet('generated/solomon', [10], 12).map(({ name }) => name.split('-')[0]);
        expect([...new Set(types)].sort()).toEqual(['C1', 'C2', 'R1', 'R2', 'RC1', 'RC2']);
    });
});
