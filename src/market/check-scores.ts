import {
    assertCollector,
    checkStructure,
    finite,
    type IssueCollector,
    type IssuePath,
    list,
    loose,
    oneOf,
    optional,
    record,
    type Schema,
    text,
} from '../core/index.js';
import { TIERS } from './account.js';
import type { AccountScore } from './account-score.js';

const scoresSchema: Schema = list(
    loose({
        accountId: text(),
        score: finite(),
        contributions: record(finite()),
        missing: optional(list(text())),
        tier: oneOf(TIERS),
        priority: finite(),
        callFrequency: finite(),
        callDuration: finite(),
    }),
);

/**
 * Finds everything that is wrong with the structure of scores, as `scoreAccounts` makes them and as files keep them.
 *
 * @param scores - any value
 * @param collector - takes the issues
 * @param path - where the scores stand in the whole input; default `['scores']`
 * @returns whether nothing was found
 */
export function checkScores(
    scores: unknown,
    collector: IssueCollector,
    path: IssuePath = ['scores'],
): scores is readonly AccountScore[] {
    assertCollector(collector, path);
    return checkStructure(scoresSchema, scores, collector, path);
}
