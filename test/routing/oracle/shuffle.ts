import { Random } from '../../../src/core/index.js';
import type { Problem } from '../../../src/routing/index.js';

/** The same problem with its visits, vehicles and groups in another order. */
export function shuffled(problem: Problem, seed: number): Problem {
    const random = new Random(seed);
    const inAnyOrder = <T>(items: readonly T[]): readonly T[] => {
        const copy = [...items];
        random.shuffle(copy);
        return copy;
    };
    return {
        ...problem,
        visits: inAnyOrder(problem.visits),
        vehicles: inAnyOrder(problem.vehicles),
        ...(problem.groups === undefined ? {} : { groups: inAnyOrder(problem.groups) }),
    };
}
