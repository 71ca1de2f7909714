import { parseAccountsCsv, parseRepsCsv } from '../formats/index.js';
import type { Account, Rep } from '../market/index.js';
import type { ColumnNames } from './plan-config.js';
import { readTable } from './read-table.js';
import { readTogether } from './read-together.js';

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
    const [accounts, reps] = await readTogether([
        readTable(accountsFile, (text) => parseAccountsCsv(text, { columns: columns.accounts })),
        readTable(repsFile, (text) => parseRepsCsv(text, { columns: columns.reps })),
    ]);
    return { accounts: accounts.rows, reps: reps.rows, notes: [...accounts.notes, ...reps.notes] };
}
