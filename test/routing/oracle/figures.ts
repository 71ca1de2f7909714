import type { RoutePlan, Solution } from '../../../src/routing/index.js';

/** The sums that solver, checker and judge all give. */
export const SUMS = [
    'cost',
    'distance',
    'duration',
    'travelDuration',
    'serviceDuration',
    'waitingDuration',
    'prize',
    'priority',
] as const;

/** The routes of a solution without its times. */
export function plansOf(solution: Solution): RoutePlan[] {
    return solution.routes.map(({ vehicleId, stops }) => ({ vehicleId, visitIds: stops.map(({ visitId }) => visitId) }));
}

/** What of a solution does not depend on the clock. */
export function timeless({ statistics: { seconds: _, ...statistics }, ...rest }: Solution): unknown {
    return { ...rest, statistics };
}
