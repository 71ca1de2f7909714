import { assertCollector, checkStructure, type IssueCollector, list, loose, type Schema, text } from '../core/index.js';
import type { Account } from './account.js';
import type { AccountScore } from './account-score.js';
import { checkScore } from './check-score.js';

const namedSchema: Schema = list(loose({ id: text() }));
const scoresSchema: Schema = list(loose({ accountId: text() }));

/**
 * Finds the score of each account and adds an issue for each account without one, each second score and each score of an unknown account.
 *
 * @param accounts - sound, see `checkAccounts`
 * @param scores - any value, in any order
 * @returns scores by account id; O(n)
 */
export function matchScores(
    accounts: readonly Account[],
    scores: readonly AccountScore[],
    collector: IssueCollector,
): Map<string, AccountScore> {
    const scoreOf = new Map<string, AccountScore>();
    assertCollector(collector, []);
    const areAccounts = checkStructure(namedSchema, accounts, collector, ['accounts']);
    if (!checkStructure(scoresSchema, scores, collector, ['scores']) || !areAccounts) return scoreOf;
    const known = new Set(accounts.map((account) => account.id));
    scores.forEach((score, index) => {
        const path = ['scores', index, 'accountId'];
        if (typeof score !== 'object' || score === null) {
            collector.add('invalid-type', ['scores', index], 'is not a score', { received: score });
            return;
        }
        checkScore(score, ['scores', index], collector);
        if (!known.has(score.accountId)) collector.add('unknown-id', path, 'unknown account id', { received: score.accountId });
        if (scoreOf.has(score.accountId)) {
            collector.add('duplicate-id', path, 'has a score already', { received: score.accountId });
        }
        scoreOf.set(score.accountId, score);
    });
    accounts.forEach((account, index) => {
        if (!scoreOf.has(account.id)) {
            collector.add('missing-key', ['accounts', index], 'has no score', { received: account.id });
        }
    });
    return scoreOf;
}
