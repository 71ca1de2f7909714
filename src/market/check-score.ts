import {
    anything,
    assertCollector,
    checkStructure,
    finite,
    type IssueCollector,
    type IssuePath,
    record,
    type Schema,
} from '../core/index.js';
import { MOST_CALLS } from './account.js';
import { DAY_SECONDS } from './hours.js';

const scoreSchema: Schema = record(anything());
const NUMBERS: Readonly<Record<'priority' | 'callFrequency' | 'callDuration', Schema>> = {
    priority: finite({ min: 0, max: 100 }),
    callFrequency: finite({ min: 0, max: MOST_CALLS }),
    callDuration: finite({ min: 0, max: DAY_SECONDS }),
};

/**
 * Finds numbers of an account's score that no plan can use: plans read them, whatever their source.
 *
 * @param path - of the score in the whole input
 */
export function checkScore(score: unknown, path: IssuePath, collector: IssueCollector): void {
    assertCollector(collector, path);
    if (!checkStructure(scoreSchema, score, collector, path)) return;
    for (const [key, schema] of Object.entries(NUMBERS)) {
        checkStructure(schema, (score as Readonly<Record<string, unknown>>)[key], collector, [...path, key]);
    }
}
