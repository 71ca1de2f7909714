import { anything, checkStructure, IssueCollector, optional, strict, withOwnIssues } from '../core/index.js';
import type { Account, Rep } from '../market/index.js';
import { estimateWork } from '../territory/index.js';
import type { FieldTravel } from '../travel/index.js';
import { assignmentOf, type BeatPlan } from './beat-plan.js';
import { checkBeatPlan } from './check-plan.js';

/** Options of {@link measureWorkRatios}. */
export interface WorkRatioOptions {
    /** How fast reps drive, as in the plan. Default: the default great-circle model. */
    readonly travel?: FieldTravel;
}

const optionsSchema = strict({ travel: optional(anything()) });

/**
 * Tells how many times the formula's work each rep's planned days take: what `ratios` of `estimateWork` are for.
 *
 * The formula knows an account by its surroundings, a calendar by its routes. Keep the ratios beside a plan, and what is later estimated for
 * the same reps (a rebalance, an audit, a drift) begins where the plan was, not where the formula was.
 *
 * @param plan - as `planBeats` returns it
 * @param accounts - those of the plan, as they were when it was made
 * @param reps - those of the plan
 * @returns hours of the calendar / hours that `estimateWork` has for the calls in it, more than 0, by rep id; reps without planned calls lack.
 *   Calls without room count on neither side. O(accounts × candidates)
 * @throws BeatplanError `invalid-input` with what is wrong with the plan, else with what is wrong with accounts and reps
 * @example
 * ```ts
 * const ratios = measureWorkRatios(plan, accounts, reps);
 * const work = estimateWork(today, scoreAccounts(today), reps, { ratios });
 * const next = rebalanceTerritories(accountUnits(today, scoreAccounts(today)), plan.alignment, { work });
 * ```
 */
export function measureWorkRatios(
    plan: BeatPlan,
    accounts: readonly Account[],
    reps: readonly Rep[],
    options: WorkRatioOptions = {},
): Record<string, number> {
    const collector = new IssueCollector();
    checkStructure(optionsSchema, options, collector, ['options']);
    checkBeatPlan(plan, collector);
    collector.throwIfAny('measureWorkRatios');
    const { scores, alignment, calendar } = plan;
    const keep = Object.fromEntries(assignmentOf(alignment));
    const work = withOwnIssues(
        'measureWorkRatios',
        () => estimateWork(accounts, scores, reps, { ...options, keep }),
        (issue) => (issue.path[0] === 'scores' ? { ...issue, path: ['plan', ...issue.path] } : issue),
    );
    const frequencyOf = new Map(scores.map(({ accountId, callFrequency }) => [accountId, callFrequency]));
    const rowOf = new Map(work.unitIds.map((id, row) => [id, row]));
    const columnOf = new Map(work.territoryIds.map((id, column) => [id, column]));
    const planned = new Float64Array(reps.length);
    const estimated = new Float64Array(reps.length);
    for (const { repId, duration } of calendar.days) {
        const column = columnOf.get(repId);
        if (column !== undefined) planned[column] += duration;
    }
    for (const { accountId, repId } of calendar.visits) {
        const row = rowOf.get(accountId);
        const column = columnOf.get(repId);
        if (row === undefined || column === undefined) continue;
        const at = work.columns.indexOf(column, work.offsets[row]);
        if (at !== -1 && at < work.offsets[row + 1]) estimated[column] += work.durations[at] / frequencyOf.get(accountId)!;
    }
    const known = [...columnOf].filter(([, column]) => planned[column] > 0 && estimated[column] > 0);
    return Object.fromEntries(known.map(([id, column]) => [id, planned[column] / estimated[column]]));
}
