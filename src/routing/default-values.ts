import type { TravelModel } from '../travel/index.js';
import type { Objective, Problem, Vehicle, Visit, VisitGroup } from './problem.js';

// What the optional fields of a problem mean; solver and checker share these definitions and nothing else.

/** Whether leaving a visit out, or every pattern of a group, is a violation. */
export function isRequired(item: Visit | VisitGroup, objective: Objective): boolean {
    return item.required ?? objective.kind === 'cost';
}

/** The objective of a problem. */
export function objectiveOf(problem: Problem): Objective {
    return problem.objective ?? { kind: 'cost' };
}

/** How a vehicle travels. */
export function travelModelOf(problem: Problem, vehicle: Vehicle): TravelModel {
    const named = vehicle.profile === undefined ? undefined : problem.profiles?.[vehicle.profile];
    return named ?? problem.travel ?? { kind: 'great-circle' };
}

/** Cost per unit of distance, per second, and per used vehicle. */
export interface UnitCosts {
    readonly fixed: number;
    readonly perSecond: number;
    readonly perDistance: number;
}

export function unitCostsOf(vehicle: Vehicle): UnitCosts {
    const { fixed = 0, perHour, perKm } = vehicle.costs ?? {};
    return {
        fixed,
        perSecond: (perHour ?? 0) / 3600,
        perDistance: (perKm ?? (perHour === undefined ? 1000 : 0)) / 1000,
    };
}
