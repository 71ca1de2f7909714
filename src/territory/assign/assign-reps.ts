import { checkStructure, IssueCollector, list, optional, record, type Schema, strict, text } from '../../core/index.js';
import { greatCircleDistance } from '../../geo/index.js';
import type { Rep } from '../../market/index.js';
import { checkReps } from '../../market/internal.js';
import { checkTerritoryPlan } from '../model/check-plan.js';
import type { TerritoryPlan, TerritoryViolation } from '../model/territory-plan.js';
import { assignLeastCost } from '../plan/assignment.js';

/** Options of {@link assignRepsToTerritories}. */
export interface RepAssignmentOptions {
    /** Skills that a territory's rep must have, all of them, by territory id. Default none. */
    readonly skills?: Readonly<Record<string, readonly string[]>>;
    /** Rep who works a territory whatever the distance, by territory id. Default none. */
    readonly fixed?: Readonly<Record<string, string>>;
}

/**
 * Gives each territory the rep who works it, so that as many territories as possible have one and the reps' homes lie nearest to their
 * territories' centres in sum.
 *
 * @param plan - what `designTerritories` returned; a `repId` that is set already is decided again
 * @param reps - any number; one rep gets at most one territory, reps beyond the number of territories get none
 * @returns a new plan with `repId` on each territory that has one, and a violation `no-owner` on each that has none; O(n³)
 * @throws BeatplanError `invalid-input` with `unknown-id` for a territory or rep that is not there, and the codes of reps
 * @example
 * ```ts
 * const staffed = assignRepsToTerritories(plan, reps);
 * ```
 */
export function assignRepsToTerritories(
    plan: TerritoryPlan,
    reps: readonly Rep[],
    options: RepAssignmentOptions = {},
): TerritoryPlan {
    check(plan, reps, options);
    const { territories } = plan;
    const fixed = options.fixed ?? {};
    const repIndex = new Map(reps.map((rep, index) => [rep.id, index]));
    const fixedReps = new Set(Object.values(fixed));
    const costs = new Float64Array(territories.length * reps.length).fill(Number.POSITIVE_INFINITY);
    territories.forEach((territory, i) => {
        const own = fixed[territory.id];
        if (own !== undefined) {
            costs[i * reps.length + repIndex.get(own)!] = 0;
            return;
        }
        const needed = options.skills?.[territory.id] ?? [];
        reps.forEach((rep, j) => {
            if (fixedReps.has(rep.id) || !needed.every((skill) => rep.skills?.includes(skill) === true)) return;
            costs[i * reps.length + j] = greatCircleDistance(rep.home, territory.center);
        });
    });
    const repOf = assignLeastCost(costs, territories.length, reps.length);
    const violations: TerritoryViolation[] = plan.violations.filter((violation) => violation.code !== 'no-owner');
    const staffed = territories.map((territory, i) => {
        const { repId: _, ...unstaffed } = territory;
        if (repOf[i] !== -1) return { ...unstaffed, repId: reps[repOf[i]].id };
        const needed = options.skills?.[territory.id] ?? [];
        const reason =
            needed.length > 0 ? `no free rep has the skills ${needed.join(', ')}` : 'there are fewer reps than territories';
        violations.push({ code: 'no-owner', territoryId: territory.id, message: `has no rep: ${reason}.` });
        return unstaffed;
    });
    return { ...plan, territories: staffed, violations };
}

const optionsSchema: Schema = strict({ skills: optional(record(list(text()))), fixed: optional(record(text())) });

function check(plan: TerritoryPlan, reps: readonly Rep[], options: RepAssignmentOptions): void {
    const collector = new IssueCollector();
    checkTerritoryPlan(plan, collector);
    checkReps(reps, collector);
    checkStructure(optionsSchema, options, collector, ['options']);
    collector.throwIfAny('assignRepsToTerritories');
    const { territories } = plan;
    const territoryIds = new Set(territories.map((territory) => territory.id));
    const repIds = new Set(reps.map((rep) => rep.id));
    for (const id of Object.keys(options.skills ?? {})) {
        if (!territoryIds.has(id))
            collector.add('unknown-id', ['options', 'skills', id], 'unknown territory id', { received: id });
    }
    const taken = new Set<string>();
    for (const [id, repId] of Object.entries(options.fixed ?? {})) {
        if (!territoryIds.has(id))
            collector.add('unknown-id', ['options', 'fixed', id], 'unknown territory id', { received: id });
        if (!repIds.has(repId)) collector.add('unknown-id', ['options', 'fixed', id], 'unknown rep id', { received: repId });
        if (taken.has(repId))
            collector.add('duplicate-id', ['options', 'fixed', id], 'has another territory already', { received: repId });
        taken.add(repId);
    }
    collector.throwIfAny('assignRepsToTerritories');
}
