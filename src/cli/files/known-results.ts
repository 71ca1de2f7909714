import { BeatplanError, type Issue } from '../../core/index.js';
import type { RepQuota } from '../../formats/index.js';
import type { ReviewCall, ReviewOrder, ReviewPlan } from '../../performance/index.js';
import { refused } from './input-table.js';
import type { Rejection } from './rejections.js';
import type { ResultsTable } from './results-file.js';

/** Results of a period as files give them. */
export interface ResultTables {
    readonly calls: ResultsTable<ReviewCall>;
    readonly orders: ResultsTable<ReviewOrder>;
    readonly quotas: ResultsTable<RepQuota> | undefined;
}

/** Results that a plan knows accounts and reps of, and what was left out. */
export interface KnownResults {
    readonly calls: readonly ReviewCall[];
    readonly orders: readonly ReviewOrder[];
    readonly quotas: readonly RepQuota[] | undefined;
    readonly rejected: readonly Rejection[];
}

/**
 * Leaves out rows on accounts and by reps that the plan does not know, or refuses them if `strict`; amounts in several currencies are refused
 * in any case, with how many rows each has.
 *
 * @throws BeatplanError `mixed-currency`; `unknown-id` if a table has no row of this plan
 */
export function keepKnownResults(tables: ResultTables, plan: ReviewPlan, strict: boolean): KnownResults {
    const accounts = new Set(plan.accounts.map(({ id }) => id));
    const reps = new Set(plan.reps.map(({ id }) => id));
    const checks = { accounts, reps };
    const calls = keepRows(tables.calls, checks);
    const orders = keepRows(tables.orders, checks);
    const quotas = tables.quotas === undefined ? undefined : keepRows(tables.quotas, checks);
    const kept = [calls, orders, ...(quotas === undefined ? [] : [quotas])];
    const issues: Issue[] = currencyIssues(tables.orders);
    for (const { table, rows, rejected } of kept) {
        if (rejected.length === 0 || (!strict && rows.length > 0)) continue;
        issues.push(...refused(table.file, rejected).issues);
    }
    if (issues.length > 0) {
        const code = issues.every((issue) => issue.code === issues[0].code) ? issues[0].code : 'invalid-input';
        throw new BeatplanError(code, 'The results have problems:', issues);
    }
    return {
        calls: calls.rows,
        orders: orders.rows,
        quotas: quotas?.rows,
        rejected: kept.flatMap(({ rejected }) => rejected),
    };
}

interface Kept<Row> {
    readonly table: ResultsTable<Row>;
    readonly rows: readonly Row[];
    readonly rejected: readonly Rejection[];
}

function keepRows<Row extends { readonly accountId?: string; readonly repId?: string }>(
    table: ResultsTable<Row>,
    { accounts, reps }: { readonly accounts: ReadonlySet<string>; readonly reps: ReadonlySet<string> },
): Kept<Row> {
    const rejected: Rejection[] = [];
    const { file, rowNumbers, reading } = table;
    const reject = (i: number, field: 'accountId' | 'repId', what: string, received: string): void => {
        const path = [`row ${rowNumbers[i]}`, reading.columns[field] ?? field];
        const hint = what === 'account' ? 'ids are those of the plan' : 'ids are those of the plan; names are not looked up';
        rejected.push({
            file,
            issue: { code: 'unknown-id', path, message: `is no ${what} of the plan`, received, hint },
            leftOut: 'row',
        });
    };
    const rows = table.rows.filter(({ accountId, repId }, i) => {
        const isLost = accountId !== undefined && !accounts.has(accountId);
        const isForeign = repId !== undefined && !reps.has(repId);
        if (isLost) reject(i, 'accountId', 'account', accountId);
        if (isForeign) reject(i, 'repId', 'rep', repId);
        return !isLost && !isForeign;
    });
    return { table, rows, rejected };
}

/** Rows in another currency cannot just be left out: the others would be a part of the sales that looks like all of them. */
function currencyIssues({ file, rows, rowNumbers, reading, rejected }: ResultsTable<ReviewOrder>): Issue[] {
    const foreign = rejected.filter(({ issue }) => issue.code === 'mixed-currencies');
    if (foreign.length > 0) return [...refused(file, foreign).issues];
    const found = new Map<string, { count: number; first: number }>();
    rows.forEach(({ currency }, i) => {
        if (currency === undefined) return;
        const sum = found.get(currency);
        if (sum === undefined) found.set(currency, { count: 1, first: i });
        else sum.count++;
    });
    if (found.size < 2) return [];
    const list = [...found].map(([currency, { count }]) => `${currency} ${count}`).join(', ');
    const [, second] = [...found.values()];
    const path = [file, `row ${rowNumbers[second.first]}`, reading.columns['currency'] ?? 'currency'];
    const hint = 'convert all amounts to one currency first';
    return [{ code: 'mixed-currency', path, message: `is one of several currencies (rows: ${list})`, hint }];
}
