import { describe, expect, it } from 'vitest';
import { checkSolution, improve, METHODS, type Problem, type Solution, solve } from '../../src/routing/index.js';
import { inDecimals, isWorse } from './oracle/decimals.js';
import { plansOf } from './oracle/figures.js';
import { generateProblem, KINDS } from './oracle/generate.js';

function expectNotWorse(problem: Problem, solution: Solution, than: readonly number[], what: string): readonly number[] {
    const { objective } = checkSolution(problem, solution);
    if (isWorse(objective, than)) expect(objective, what).toEqual(than);
    return objective;
}

describe.each(KINDS)('routes given to objective %s', (kind) => {
    it('are never lost by any method', () => {
        for (let seed = 1; seed <= 24; seed++) {
            const options = { leastVisits: 4, mostVisits: 24, mostVehicles: 3, kind };
            const problem = inDecimals(generateProblem(9000 + seed, options), seed);
            const given = solve(problem, { stop: { iterations: [0, 300, 1500][(seed % 5) % 3] }, seed });
            const { objective } = checkSolution(problem, given);
            const initial = plansOf(given);
            for (const method of METHODS) {
                for (const iterations of [0, 60]) {
                    const what = `seed ${seed}, ${method}, ${iterations} iterations`;
                    const answer = solve(problem, { initial, method, stop: { iterations }, seed: seed + 1 });
                    expectNotWorse(problem, answer, objective, what);
                }
            }
        }
    });

    it('only become better', async () => {
        for (let seed = 1; seed <= 12; seed++) {
            const options = { leastVisits: 4, mostVisits: 24, mostVehicles: 3, kind };
            const problem = inDecimals(generateProblem(9500 + seed, options), seed);
            const initial = seed % 2 === 0 ? plansOf(solve(problem, { stop: { iterations: 100 }, seed })) : undefined;
            let least = initial === undefined ? undefined : checkSolution(problem, initial).objective;
            for await (const solution of improve(problem, { ...(initial && { initial }), stop: { iterations: 400 }, seed: 7 })) {
                least = expectNotWorse(problem, solution, least ?? checkSolution(problem, solution).objective, `seed ${seed}`);
            }
        }
    });
});

describe('fine priorities', () => {
    // Sweep, savings and the nearest neighbour ask for nothing but the way.
    const methods = METHODS.filter((method) => !/^(nearest|sweep|savings)/.test(method));
    it.each(methods)('%s serves the higher one', (method) => {
        for (const [low, high] of [
            [50, 50.001],
            [50.001, 50.0014],
            [0, 0.004],
            [1 / 3, 0.3334],
        ]) {
            const problem: Problem = {
                // Whichever comes first, nearer or not.
                visits: [
                    { id: 'low', position: [1, 0], priority: low },
                    { id: 'high', position: [2, 0], priority: high },
                ],
                vehicles: [{ id: 'van', start: { position: [0, 0] }, end: { position: [0, 0] }, maxVisits: 1 }],
                travel: { kind: 'euclidean' },
                objective: { kind: 'priority' },
            };
            for (const visits of [problem.visits, [...problem.visits].reverse()]) {
                const { unserved } = solve({ ...problem, visits }, { method, stop: { iterations: 300 } });
                expect(
                    unserved.map(({ visitId }) => visitId),
                    `${low} and ${high}`,
                ).toEqual(['low']);
            }
        }
    });
});
