import { anything, checkStructure, IssueCollector, list, optional, record, type Schema, strict, text } from '../core/index.js';
import type { Account } from './account.js';
import { type AccountConditions, checkConditions, conditionReader } from './account-conditions.js';
import { checkAccounts } from './check-accounts.js';

/** A rule of {@link segmentAccounts}. */
export interface SegmentRule {
    /** What accounts of this rule are called. */
    readonly segment: string;
    /** Which accounts it takes. */
    readonly where: AccountConditions;
}

/** Options of {@link segmentAccounts}. */
export interface SegmentOptions {
    /** The segment of accounts that no rule takes; default `'other'`. */
    readonly otherwise?: string;
}

/** What {@link segmentAccounts} finds. */
export interface AccountSegments {
    /** Segment of each account, in input order. */
    readonly segments: readonly string[];
    /** Every segment of the rules in their order, then the rest; each with how many accounts it has, their potential and sales. */
    readonly totals: readonly SegmentTotal[];
}

/** A segment and what it comes to. */
export interface SegmentTotal {
    readonly segment: string;
    readonly accounts: number;
    /** Sum over its accounts; absent if none of them has a potential. */
    readonly potential?: number;
    /** Sum over its accounts; absent if none of them has sales. */
    readonly sales?: number;
}

const ruleSchema: Schema = strict({ segment: text(), where: record(anything()) });

/**
 * Sorts accounts into segments by rules: the first rule that an account meets counts.
 *
 * @param rules - in order; a rule without conditions takes every account that is left
 * @throws BeatplanError `invalid-input` with every issue of accounts and rules
 * @example
 * ```ts
 * const { segments, totals } = segmentAccounts(accounts, [
 *     { segment: 'key', where: { potential: { min: 100_000 }, chain: ['North', 'West'] } },
 *     { segment: 'large', where: { potential: { min: 20_000 } } },
 * ]);
 * ```
 */
export function segmentAccounts(
    accounts: readonly Account[],
    rules: readonly SegmentRule[],
    options: SegmentOptions = {},
): AccountSegments {
    const collector = new IssueCollector();
    const subjects = checkAccounts(accounts, collector) ? accounts : [];
    if (checkStructure(list(ruleSchema), rules, collector, ['rules'])) {
        rules.forEach(({ where }, i) => void checkConditions(where, ['rules', i, 'where'], collector, subjects));
    }
    checkStructure(strict({ otherwise: optional(text()) }), options, collector, ['options']);
    collector.throwIfAny('segmentAccounts');

    const { otherwise = 'other' } = options;
    const meets = conditionReader(accounts);
    const segments = accounts.map((account) => rules.find(({ where }) => meets(account, where))?.segment ?? otherwise);
    const totals = new Map<string, { segment: string; accounts: number; potential?: number; sales?: number }>();
    for (const segment of [...rules.map((rule) => rule.segment), otherwise]) {
        totals.set(segment, { segment, accounts: 0 });
    }
    accounts.forEach((account, i) => {
        const total = totals.get(segments[i])!;
        total.accounts++;
        const { potential, sales } = account;
        if (potential !== undefined) total.potential = (total.potential ?? 0) + potential;
        if (sales !== undefined) total.sales = (total.sales ?? 0) + sales;
    });
    return { segments, totals: [...totals.values()] };
}
