import { type Issue, IssueCollector } from '../core/index.js';
import { checkAccounts } from './check-accounts.js';
import { checkReps } from './check-reps.js';

/**
 * Finds everything that is wrong with accounts. Use it to show problems while a user still edits; every call that takes accounts throws the
 * same issues.
 *
 * @param accounts - any value
 * @returns issues in the order of the accounts, with paths that begin with `accounts`; empty if the accounts are sound
 * @example
 * ```ts
 * validateAccounts([{ id: 'mall', position: [200, 32.8] }])[0].code; // 'invalid-longitude'
 * ```
 */
export function validateAccounts(accounts: unknown): readonly Issue[] {
    const collector = new IssueCollector();
    checkAccounts(accounts as never, collector);
    return collector.issues;
}

/**
 * Finds everything that is wrong with reps, as {@link validateAccounts} does with accounts.
 *
 * @param reps - any value
 * @returns issues in the order of the reps, with paths that begin with `reps`; empty if the reps are sound
 */
export function validateReps(reps: unknown): readonly Issue[] {
    const collector = new IssueCollector();
    checkReps(reps as never, collector);
    return collector.issues;
}
