import assert from 'node:assert/strict';
import { checkSolution, type Route, type Solution, solve } from '../../../src/routing/index.js';
import { shuffled } from '../../routing/oracle/shuffle.js';
import type { Lane } from '../lane.js';
import { type ProblemCase, problemCases } from './problem-cases.js';

/** The order of visits, vehicles and groups changes neither the answer nor what a plan is worth. */
export const shuffles: Lane<ProblemCase> = {
    name: 'shuffles',
    cases: problemCases,
    judge({ problem, method, iterations, seed }) {
        const options = { method, stop: { iterations }, seed };
        const mixed = shuffled(problem, seed);
        const [here, there] = [solve(problem, options), solve(mixed, options)];
        assert.deepEqual(withoutOrder(there), withoutOrder(here), 'another answer');
        const [worth, worthMixed] = [checkSolution(problem, here), checkSolution(mixed, here)];
        assert.deepEqual(worthMixed.objective, worth.objective, 'another value of the same plan');
        assert.deepEqual([...worthMixed.unserved].sort(), [...worth.unserved].sort());
    },
};

function withoutOrder({ routes, unserved, statistics: _, ...figures }: Solution): unknown {
    const byId = <T>(items: readonly T[], idOf: (item: T) => string): T[] =>
        [...items].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
    const routeKey = ({ vehicleId, stops }: Route): string => `${vehicleId} ${stops.map(({ visitId }) => visitId).join(' ')}`;
    return {
        ...figures,
        routes: byId(routes, routeKey),
        unserved: byId(unserved, ({ visitId }) => visitId).map(withoutFleetOrder),
    };
}

function withoutFleetOrder({ reasons, ...visit }: Solution['unserved'][number]): unknown {
    const sorted = reasons.map((reason) => ({ ...reason, vehicleIds: [...reason.vehicleIds].sort() }));
    return { ...visit, reasons: sorted.sort((a, b) => (a.vehicleIds[0] < b.vehicleIds[0] ? -1 : 1)) };
}
