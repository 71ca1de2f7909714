import { type Issue, IssueCollector } from '../core/index.js';
import { checkBeatPlan } from './check-plan.js';

/**
 * Finds what is wrong with the structure of a beat plan, for example one that was read from a file.
 *
 * @param plan - any value
 * @returns issues with paths that begin with `plan`; empty if the plan has the form that `planBeats` returns
 */
export function validateBeatPlan(plan: unknown): readonly Issue[] {
    const collector = new IssueCollector();
    checkBeatPlan(plan, collector);
    return collector.issues;
}
