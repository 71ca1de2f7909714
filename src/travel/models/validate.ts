import { type Issue, IssueCollector } from '../../core/index.js';
import { checkTravelModel } from './check-travel-model.js';

/**
 * Finds everything that is wrong with a travel model. Use it to show problems while a user still edits; every call that takes a travel model
 * throws the same issues.
 *
 * @param model - any value
 * @returns issues with paths that begin with `travel`; empty if the model is sound
 * @example
 * ```ts
 * validateTravelModel({ kind: 'great-circle', circuity: 0 })[0].path; // ['travel', 'circuity']
 * ```
 */
export function validateTravelModel(model: unknown): readonly Issue[] {
    const collector = new IssueCollector();
    checkTravelModel(model, ['travel'], collector);
    return collector.issues;
}
