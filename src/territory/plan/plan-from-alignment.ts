import { IssueCollector, withOwnIssues } from '../../core/index.js';
import type { ContiguityOptions } from '../graph/contiguity.js';
import { type Alignment, checkAlignment } from '../model/alignment.js';
import { checkUnits } from '../model/check-units.js';
import type { TerritoryPlan } from '../model/territory-plan.js';
import type { Unit } from '../model/unit.js';
import { countPlanParts } from './count-plan-parts.js';
import { planFromGroups } from './plan-from-groups.js';

/**
 * Reads a plan off rows of units and territories. Use it to audit, draw or compare territories that are kept in a table.
 *
 * @param units - accounts as `accountUnits` makes them, or others; those that the alignment leaves out are in no territory
 * @param alignment - as `parseAlignmentCsv` gives it; its units must be among `units`
 * @param options - `edges`: links between units that are known, as in a design. Default: found from the positions
 * @returns a plan whose targets are the mean of each measure, and whose `parts` are those that a design would count. O(n log n)
 * @throws BeatplanError `invalid-input` with `unknown-id` for a unit that is not given and for an edge to no unit, and the codes of units
 * @example
 * ```ts
 * const plan = planFromAlignment(accountUnits(accounts, scores), parseAlignmentCsv(text));
 * ```
 */
export function planFromAlignment(
    units: readonly Unit[],
    alignment: Alignment,
    options: Pick<ContiguityOptions, 'edges'> = {},
): TerritoryPlan {
    const collector = new IssueCollector();
    const indexOf = checkUnits(units, 'geographic', collector);
    if (checkAlignment(alignment, collector, ['alignment'])) {
        alignment.territories.forEach(({ unitIds }, j) => {
            unitIds.forEach((id, at) => {
                const path = ['alignment', 'territories', j, 'unitIds', at];
                if (!indexOf.has(id)) collector.add('unknown-id', path, 'unknown unit id', { received: id });
            });
        });
    }
    collector.throwIfAny('planFromAlignment');

    const parts = withOwnIssues(
        'planFromAlignment',
        () => countPlanParts(units, alignment, options),
        (issue) => issue,
    );
    const groups = alignment.territories.map(({ id, unitIds }, j) => ({
        id,
        members: unitIds.map((unitId) => units[indexOf.get(unitId)!]),
        parts: parts[j],
    }));
    return planFromGroups(units, groups);
}
