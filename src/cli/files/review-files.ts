import { tableToCsv } from '../../formats/index.js';
import type { PeriodReview, ReviewFigures } from '../../performance/index.js';
import { renderReview } from '../../report/index.js';
import { GENERATOR } from './own-files.js';

/** Names of everything that `beatplan review` writes, in order. */
export const REVIEW_FILES = [
    'review.html',
    'review.json',
    'review-findings.csv',
    'review-reps.csv',
    'review-accounts.csv',
] as const;

/** Everything that `beatplan review` writes, by file name. */
export function reviewFiles(review: PeriodReview): Readonly<Record<(typeof REVIEW_FILES)[number], string>> {
    return {
        'review.html': renderReview(review),
        'review.json': `${JSON.stringify({ ...GENERATOR, ...review }, undefined, 2)}\n`,
        'review-findings.csv': findingsToCsv(review),
        'review-reps.csv': repsToCsv(review),
        'review-accounts.csv': accountsToCsv(review),
    };
}

function findingsToCsv({ findings, currency = '' }: PeriodReview): string {
    const heading = [
        'finding_rank',
        'kind',
        'rep_id',
        'account_id',
        'worth',
        'currency',
        'message',
        'action',
        'do',
        'to_rep_id',
        'account_ids',
        'actual',
        'expected',
        'unit',
        'adjusted_p',
        'cases',
        'reading',
    ];
    const rows = findings.map(({ kind, repId = '', accountId = '', worth, message, action, actual, expected, unit, test }, i) => [
        i + 1,
        kind,
        repId,
        accountId,
        units(worth),
        currency,
        message,
        action.message,
        action.call ?? action.kind,
        action.toRepId ?? '',
        (action.accountIds ?? []).join(';'),
        unit === 'cents' || unit === 'cents-per-month' ? units(actual) : rounded(actual, 4),
        unit === 'cents' || unit === 'cents-per-month' ? units(expected) : rounded(expected, 4),
        unit === 'cents' ? 'amount' : unit === 'cents-per-month' ? 'amount-per-slice' : unit,
        test.adjusted.toPrecision(3),
        test.cases,
        test.reading,
    ]);
    return tableToCsv(heading, rows);
}

function repsToCsv({ reps, currency = '' }: PeriodReview): string {
    const heading = [
        'reviewed_rep_id',
        'rep_name',
        'team_id',
        'accounts',
        'sales',
        'expected_sales',
        'sales_index',
        'quota',
        'attainment',
        'forecast',
        'orders',
        'calls',
        'calls_due',
        'intervals',
        'intervals_kept',
        'intervals_late',
        'hours_on_site',
        'hours_driving',
        'utilization',
        'cost',
        'margin',
        'contribution',
        'currency',
    ];
    const rows = reps.map((rep) => [
        rep.repId,
        rep.name,
        rep.teamId ?? '',
        rep.accounts,
        units(rep.sales),
        rep.expectedSales === undefined ? '' : units(rep.expectedSales),
        rep.salesIndex === undefined ? '' : rounded(rep.salesIndex, 3),
        rep.quota === undefined ? '' : units(rep.quota.quota),
        rep.quota?.attainment.value == null ? '' : rounded(rep.quota.attainment.value, 4),
        rep.quota?.forecast == null ? '' : units(Math.round(rep.quota.forecast)),
        ...activity(rep),
        currency,
    ]);
    return tableToCsv(heading, rows);
}

function activity(row: ReviewFigures): (string | number)[] {
    const { intervals, utilization } = row;
    return [
        row.orders,
        row.calls,
        rounded(row.callsDue, 1),
        intervals.intervals,
        intervals.kept,
        intervals.late,
        rounded(row.serviceDuration / 3600, 1),
        rounded(row.travelDuration / 3600, 1),
        utilization?.value == null ? '' : rounded(utilization.value, 3),
        units(row.cost),
        units(row.margin),
        units(row.contribution),
    ];
}

function accountsToCsv({ costlyAccounts, findings, currency = '' }: PeriodReview): string {
    const certain = new Set(findings.map(({ accountId }) => accountId));
    const heading = [
        'costly_account_id',
        'account_name',
        'rep_id',
        'sales',
        'orders',
        'calls',
        'cost',
        'contribution',
        'currency',
        'certain',
    ];
    const rows = costlyAccounts.map((account) => [
        account.accountId,
        account.name,
        account.repId ?? '',
        units(account.sales),
        account.orders,
        account.calls,
        units(account.cost),
        units(account.contribution),
        currency,
        certain.has(account.accountId) ? 'yes' : 'no',
    ]);
    return tableToCsv(heading, rows);
}

/** Cents as whole units, exact. */
function units(cents: number): number {
    return cents / 100;
}

function rounded(value: number, decimals: number): number {
    return Number(value.toFixed(decimals));
}
