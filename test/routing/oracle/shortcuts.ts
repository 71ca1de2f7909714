import { Random } from '../../../src/core/index.js';
import type { Problem } from '../../../src/routing/index.js';
import type { MatrixTravel } from '../../../src/travel/index.js';
import type { FlatMatrix } from '../../../src/travel/internal.js';
import { type Feature, generateProblem, type Kind } from './generate.js';

const LIMITS: readonly Feature[] = [
    'maxDistance',
    'maxDuration',
    'maxTravelDuration',
    'shifts',
    'windows',
    'service',
    'perHour',
    'unreachable',
    'openEnd',
    'capacity',
    'skills',
    'maxVisits',
];

/** A random problem of up to four visits on a one-way matrix in which many direct ways are longer than those over other visits. */
export function generateShortcuts(seed: number): Problem {
    const random = new Random(seed);
    const features: Feature[] = ['matrix', ...LIMITS.filter(() => random.next() < 0.35)];
    const kind = (['cost', 'cost', 'priority', 'orienteering'] as const satisfies readonly Kind[])[random.integer(4)];
    if (kind === 'orienteering') features.push('prizes');
    if (kind === 'priority') features.push('priorities', 'required');
    const problem = generateProblem(seed, { leastVisits: 2, mostVisits: 4, mostVehicles: 2, features, kind });
    const { size, durations, distances } = problem.travel as FlatMatrix;
    const longer = Float64Array.from({ length: size * size }, (_, i) =>
        i % (size + 1) === 0 || random.next() < 0.6 ? 1 : 1 + 5 * random.next(),
    );
    const travel: MatrixTravel = {
        kind: 'matrix',
        size,
        durations: Float64Array.from(durations, (value, i) => value * longer[i]),
        ...(distances === undefined ? {} : { distances: Float64Array.from(distances, (value, i) => value * longer[i]) }),
    };
    return { ...problem, travel };
}
