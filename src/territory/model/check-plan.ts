import {
    assertCollector,
    checkStructure,
    coordinates,
    finite,
    type IssueCollector,
    type IssuePath,
    list,
    loose,
    optional,
    record,
    type Schema,
    satisfying,
    text,
} from '../../core/index.js';
import type { TerritoryPlan } from './territory-plan.js';

const measures: Schema = record(finite());
// JSON writes null for what is infinite.
const figure: Schema = optional(
    satisfying((value) => value === null || (typeof value === 'number' && !Number.isNaN(value)), 'is not a number', 'a number'),
);
/** Structure of a plan, whatever else its territories hold. */
export const planSchema: Schema = loose({
    territories: list(
        loose({
            id: text(),
            repId: optional(text()),
            unitIds: list(text()),
            center: coordinates(),
            measures,
            targets: measures,
            deviations: measures,
            parts: finite({ min: 0, integer: true }),
        }),
    ),
    violations: list(
        loose({
            code: text(),
            territoryId: text(),
            message: satisfying((value) => typeof value === 'string', 'is not a text', 'a text'),
        }),
    ),
    bridges: optional(list(loose({ unitIds: list(text()), distance: figure }))),
    dispersion: figure,
    maxDeviation: figure,
    balanceCost: figure,
    unreached: optional(list(text())),
});

/**
 * Finds everything that is wrong with the structure of a plan of territories, as designs make it and as files keep it.
 *
 * @param plan - any value
 * @param collector - takes the issues
 * @param path - where the plan stands in the whole input; default `['plan']`
 * @returns whether nothing was found
 */
export function checkTerritoryPlan(plan: unknown, collector: IssueCollector, path: IssuePath = ['plan']): plan is TerritoryPlan {
    assertCollector(collector, path);
    return checkStructure(planSchema, plan, collector, path);
}
