import type * as routing from '../../../src/routing/index.js';
import { type Problem, type RoutePlan, solve } from '../../../src/routing/index.js';
import { options, type RoomExamples } from './examples.js';

const HOUR = 3600;

/** A small day with every field that a problem can have somewhere. */
export function sampleProblem(): Problem {
    return {
        visits: [
            {
                id: 'v1',
                position: [11.5, 48.1],
                serviceDuration: 1800,
                timeWindows: [
                    [9 * HOUR, 10 * HOUR],
                    [13 * HOUR, 16 * HOUR],
                ],
                delivery: [2, 0.1],
                pickup: [0, 0.2],
                skills: ['cooling'],
                allowedVehicles: ['van'],
                priority: 80,
                prize: 500,
            },
            { id: 'v2', position: [11.6, 48.2], serviceDuration: 600, delivery: [1, 0.2], priority: 20 },
            { id: 'v3', position: [11.7, 48.0], required: true },
            { id: 'v4', position: [11.8, 48.1], prize: 5 },
        ],
        vehicles: [
            {
                id: 'van',
                start: { position: [11.5, 48.0] },
                end: { position: [11.5, 48.0] },
                shift: [8 * HOUR, 17 * HOUR],
                capacity: [4, 0.3],
                skills: ['cooling'],
                profile: 'slow',
                durationFactor: 1.1,
                costs: { fixed: 10, perHour: 20, perKm: 0.3 },
                maxVisits: 6,
                maxDistance: 300_000,
                maxDuration: 9 * HOUR,
                maxTravelDuration: 5 * HOUR,
                count: 2,
            },
            { id: 'car', start: { position: [11.6, 48.1] } },
        ],
        groups: [{ id: 'g', patterns: [['v2', 'v4'], ['v4']], required: false }],
        travel: { kind: 'great-circle' },
        profiles: { slow: { kind: 'great-circle', circuity: 1.5, speedBands: [{ upTo: 5000, speed: 5 }, { speed: 15 }] } },
        objective: { kind: 'prize', priorityWeight: 0.5 },
        earliness: 0.1,
    };
}

/** The same idea with a matrix in place of positions. */
function sampleMatrixProblem(): Problem {
    return {
        visits: [
            { id: 'v1', location: 1, serviceDuration: 10 },
            { id: 'v2', location: 2 },
        ],
        vehicles: [{ id: 'van', start: { location: 0 }, end: { location: 0 }, capacity: [3] }],
        travel: { kind: 'matrix', size: 3, durations: [0, 5, 9, 5, 0, 4, 9, 4, 0], distances: [0, 50, 90, 50, 0, 40, 90, 40, 0] },
    };
}

const ROUTES = (): RoutePlan[] => [
    { vehicleId: 'van', visitIds: ['v3', 'v1'] },
    { vehicleId: 'car', visitIds: ['v4'] },
];
const settings = () => options({ method: 'sisr' as const, seed: 3, initial: ROUTES(), stop: options({ iterations: 20 }) });

export const ROUTING_EXAMPLES: RoomExamples<typeof routing> = {
    checkSolution: () => [sampleProblem(), solve(sampleProblem(), { stop: { iterations: 10 } })],
    evaluate: () => [sampleProblem(), ROUTES()],
    improve: () => [sampleMatrixProblem(), options({ stop: { iterations: 20 }, seed: 1 })],
    solve: () => [sampleProblem(), settings()],
    solveAsync: () => [sampleProblem(), settings()],
    validateProblem: () => [sampleProblem()],
};
