import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/index.js';
import { compile } from '../../src/routing/compile/compile.js';
import { Individual } from '../../src/routing/search/hgs/individual.js';
import { Model } from '../../src/routing/search/hgs/model.js';
import { Split } from '../../src/routing/search/hgs/split.js';
import { supportsHgs } from '../../src/routing/search/hgs/supports.js';
import { generateProblem } from './oracle/generate.js';
import { plainCost } from './oracle/penalised-cost.js';

/** Least penalised cost of cutting the tour into at most `most` routes, by trying all cuts. */
function bestCut(model: Model, tour: readonly number[], r: number, most: number, weights: Float64Array): number {
    let best = Number.POSITIVE_INFINITY;
    for (let cuts = 0; cuts < 2 ** (tour.length - 1); cuts++) {
        const routes: number[][] = [[]];
        tour.forEach((v, i) => {
            routes[routes.length - 1].push(v);
            if (i + 1 < tour.length && (cuts >> i) % 2 === 1) routes.push([]);
        });
        if (routes.length <= most) best = Math.min(best, penalisedSum(model, routes, r, weights));
    }
    return best;
}

function penalisedSum(model: Model, routes: readonly (readonly number[])[], r: number, weights: Float64Array): number {
    return routes.reduce((sum, visits) => {
        const { cost, excess } = plainCost(model, r, visits);
        return sum + cost + excess.reduce((total, value, i) => total + weights[i] * value, 0);
    }, 0);
}

describe('split', () => {
    it('cuts a tour as well as trying all cuts does, for every mix of limits and any number of vehicles', () => {
        const random = new Random(1);
        const kinds = { linear: 0, recursion: 0, few: 0 };
        for (let seed = 1, judged = 0; judged < 400; seed++) {
            const instance = compile(generateProblem(seed, { mostVisits: 9, mostVehicles: 2 }));
            if (!supportsHgs(instance)) continue;
            judged++;
            const model = new Model(instance, true);
            const weights = Float64Array.from({ length: model.limits }, () => 0.05 + 4 * random.next());
            const type = random.integer(instance.types);
            const first = instance.typeFirst[type];
            const tour = Int32Array.from({ length: instance.n }, (_, v) => v);
            random.shuffle(tour);
            const most = random.integer(2) === 0 ? instance.n : 1 + random.integer(3);
            const split = new Split(model, Number.POSITIVE_INFINITY);
            split.run(tour, tour.length, type, most, weights);
            const expected = bestCut(model, [...tour], first, most, weights);
            expect(split.cost, `seed ${seed}`).toBeCloseTo(expected, 6);
            const routes = Array.from({ length: split.count }, (_, i) => [
                ...tour.subarray(split.bounds[i], split.bounds[i + 1]),
            ]);
            expect(routes.length).toBeLessThanOrEqual(most);
            expect(routes.flat()).toEqual([...tour]);
            expect(penalisedSum(model, routes, first, weights), `seed ${seed}`).toBeCloseTo(expected, 6);
            if (most < instance.n) kinds.few++;
            if (model.loadOnly && model.dimensions <= 1) kinds.linear++;
            else kinds.recursion++;
        }
        expect(Math.min(kinds.linear, kinds.recursion, kinds.few)).toBeGreaterThan(20);
    });

    it('fills an individual, from the route that it is told', () => {
        const home = { position: [0, 0] as const };
        const instance = compile({
            visits: [10, 11, -10, -11].map((x, i) => ({ id: `${i}`, position: [x, 0] as const, delivery: [1] })),
            vehicles: [{ id: 'v', start: home, end: home, capacity: [2], count: 4 }],
            travel: { kind: 'euclidean' },
        });
        const model = new Model(instance, true);
        const split = new Split(model);
        split.run(Int32Array.of(0, 1, 3, 2), 4, 0, 4, Float64Array.of(100, 1, 1, 1));
        expect(split.cost).toBe(44);
        const individual = new Individual(model);
        split.append(individual, Int32Array.of(0, 1, 3, 2), 1);
        expect([...individual.routeIds.subarray(0, individual.routes)]).toEqual([1, 2]);
        expect([...individual.visits]).toEqual([0, 1, 3, 2]);
        expect([...individual.offsets.subarray(0, 3)]).toEqual([0, 2, 4]);
    });

    it('cuts nothing into nothing', () => {
        const instance = compile({ visits: [{ id: 'a', position: [0, 1] }], vehicles: [{ id: 'v' }] });
        const split = new Split(new Model(instance, true));
        split.run(new Int32Array(1), 0, 0, 1, Float64Array.of(1, 1, 1));
        expect(split).toMatchObject({ count: 0, cost: 0 });
    });
});
