import type { Problem } from '../../src/routing/index.js';
import { solomonProblem } from '../routing/generators/solomon.js';
import { uchoaProblem } from '../routing/generators/uchoa.js';

/** Kinds of problems that take different ways through the solver: loads alone, time windows, and visits that may be left out. */
export const PROBLEM_KINDS = ['cvrp', 'vrptw', 'prize'] as const;

/** One of {@link PROBLEM_KINDS}. */
export type ProblemKind = (typeof PROBLEM_KINDS)[number];

/** One generated problem of each kind and size. */
export function kernelProblem(kind: ProblemKind, visits: number): Problem {
    if (kind === 'cvrp') {
        return uchoaProblem({
            customers: visits,
            depot: 'random',
            layout: 'random-clustered',
            demand: '1-100',
            routeSize: 10,
            seed: 1,
        });
    }
    return solomonProblem({
        customers: visits,
        layout: 'random-clustered',
        horizon: 'short',
        density: 1,
        width: 0.2,
        prizes: kind === 'prize',
        seed: 1,
    });
}
