import { BeatplanError, type Issue } from '../core/index.js';
import { parseAccountsCsv, parseRepsCsv } from '../formats/index.js';
import type { Account, Rep } from '../market/index.js';
import { prefixIssues } from './describe-error.js';
import type { ColumnNames } from './plan-config.js';
import { readTextFile } from './read-text-file.js';

/** Both tables of a market. */
export interface PlanInput {
    readonly accounts: readonly Account[];
    readonly reps: readonly Rep[];
    readonly notes: readonly string[];
}

/**
 * Reads both tables, and all of both before it complains.
 *
 * @throws BeatplanError with the file in each path
 */
export async function readPlanInput(accountsFile: string, repsFile: string, columns: ColumnNames): Promise<PlanInput> {
    const issues: Issue[] = [];
    const notes: string[] = [];
    const read = async <T>(file: string, parse: (text: string) => T): Promise<T | undefined> => {
        try {
            const { text, note } = await readTextFile(file);
            if (note !== undefined) notes.push(note);
            return parse(text);
        } catch (error) {
            if (!(error instanceof BeatplanError)) throw error;
            const isNamed = error.issues[0]?.path[0] === file;
            issues.push(...(isNamed ? error.issues : prefixIssues(error, [file])));
            return undefined;
        }
    };
    const accounts = await read(accountsFile, (text) => parseAccountsCsv(text, { columns: columns.accounts }));
    const reps = await read(repsFile, (text) => parseRepsCsv(text, { columns: columns.reps }));
    if (accounts !== undefined && reps !== undefined && issues.length === 0) return { accounts, reps, notes };
    const code = issues.every((issue) => issue.code === issues[0].code) ? issues[0].code : 'invalid-input';
    throw new BeatplanError(
        code,
        issues.length === 1 ? 'The input has a problem:' : `The input has ${issues.length} problems:`,
        issues,
    );
}
