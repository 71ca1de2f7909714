import type { Account } from './account.js';
import type { AccountScore } from './account-score.js';

/**
 * Describes what scores lack: factors that some accounts have no number for, and the field that stands in for potential.
 *
 * @param scores - of these accounts
 * @returns a sentence for each; empty if nothing is missing
 */
export function describeMissingFactors(accounts: readonly Account[], scores: readonly AccountScore[]): string[] {
    if (scores.length === 0) return [];
    const factors = Object.keys(scores[0].contributions ?? {});
    const lacking = (factor: string): AccountScore[] => scores.filter(({ missing }) => missing?.includes(factor) === true);
    const hasPotential = accounts.some(({ potential = 0 }) => potential > 0);
    const notes: string[] = [];
    if (!hasPotential && factors.length === 1 && factors[0] === 'sales') {
        notes.push('No account has a potential: sales say who is important.');
    }
    for (const factor of factors) {
        const { length: count, 0: first } = lacking(factor);
        if (count === scores.length) notes.push(`No account has a number for '${factor}': it does not tell accounts apart.`);
        else if (count > 0) {
            notes.push(
                count === 1
                    ? `'${first.accountId}' has no '${factor}' and ranks last by it.`
                    : `${count} of ${scores.length} accounts have no '${factor}' and rank last by it, the first of them '${first.accountId}'.`,
            );
        }
    }
    return notes;
}
