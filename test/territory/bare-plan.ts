import type { Territory, TerritoryPlan } from '../../src/territory/model/territory-plan.js';

/** A plan of which nothing is known but what is said of its territories. */
export function barePlan(territories: readonly (Pick<Territory, 'id' | 'unitIds'> & Partial<Territory>)[]): TerritoryPlan {
    return {
        territories: territories.map((territory) => ({
            center: [0, 0],
            measures: {},
            targets: {},
            deviations: {},
            parts: 1,
            ...territory,
        })),
        violations: [],
        dispersion: 0,
        maxDeviation: 0,
        statistics: { seed: 1, iterations: 0, seconds: 0 },
    };
}
