import fc from 'fast-check';
import type { MethodName, Problem } from '../../../src/routing/index.js';
import { METHODS } from '../../../src/routing/index.js';
import { inDecimals } from '../../routing/oracle/decimals.js';
import { FEATURES, generateProblem, KINDS, withGroups } from '../../routing/oracle/generate.js';

/** A routing problem, and how it is solved. */
export interface ProblemCase {
    readonly problem: Problem;
    readonly method: MethodName;
    readonly iterations: number;
    readonly seed: number;
}

const MOST_VISITS = 24;
const MOST_VEHICLES = 4;
const MOST_FEATURES = 14;

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Generated problems of all kinds. What is left out of one while it shrinks leaves the rest as it was. */
export const problemCases: fc.Arbitrary<ProblemCase> = fc
    .record({
        seed: fc.noShrink(fc.nat(1_000_000_000)),
        method: fc.constantFrom(...METHODS),
        iterations: fc.nat(120),
        kind: fc.constantFrom(...KINDS),
        features: fc.subarray([...FEATURES], { maxLength: MOST_FEATURES }),
        visits: fc.subarray(upTo(MOST_VISITS), { minLength: 1 }),
        vehicles: fc.subarray(upTo(MOST_VEHICLES), { minLength: 1 }),
        groups: fc.noBias(fc.integer({ min: 0, max: 5 })),
        decimals: fc.noBias(fc.integer({ min: 0, max: 3 })),
    })
    .map(({ seed, method, iterations, kind, features, visits, vehicles, groups, decimals }) => {
        const options = { leastVisits: MOST_VISITS, mostVisits: MOST_VISITS, mostVehicles: MOST_VEHICLES, features, kind };
        const part = partOf(generateProblem(seed, options), visits, vehicles);
        const exact = groups === 5 ? withGroups(part, seed) : part;
        return { problem: decimals === 3 ? inDecimals(exact, seed) : exact, method, iterations, seed: seed % 1000 };
    });

/** The problem with some of its visits and vehicles alone; one vehicle at the least. */
function partOf(problem: Problem, visits: readonly number[], vehicles: readonly number[]): Problem {
    const chosen = problem.vehicles.filter((_, i) => vehicles.includes(i));
    const fleet = chosen.length > 0 ? chosen : problem.vehicles.slice(0, 1);
    const ids = new Set(fleet.map(({ id }) => id));
    return {
        ...problem,
        vehicles: fleet,
        visits: problem.visits
            .filter((_, i) => visits.includes(i))
            .map(({ allowedVehicles, ...visit }) => {
                const allowed = allowedVehicles?.filter((id) => ids.has(id)) ?? [];
                return allowed.length === 0 ? visit : { ...visit, allowedVehicles: allowed };
            }),
    };
}
